"""Lists in Chromium: filtered, sorted, with other columns, on the map; folded on a phone; whole without a script."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.conftest import NARROW, WIDE, Watched

Watch = Callable[..., Watched]


def test_a_list_is_filtered_sorted_given_columns_and_put_on_the_map(watch: Watch, demo_server: str) -> None:
    seen = watch(demo_server, WIDE)
    page = seen.open("/organizations")
    filters = page.get_by_role("form", name="Filter the list")
    filters.get_by_label("NGOs").check()
    filters.get_by_role("checkbox", name=re.compile("^United States")).check()
    filters.get_by_role("button", name="Apply filters").click()
    page.wait_for_url("**/organizations?kind=ngo&country=US*")
    count = page.locator(".pg-lists__count strong").inner_text()
    assert re.fullmatch(r"\d+ organizations", count)
    expect(page.get_by_role("list", name="Filters in force").get_by_role("link")).to_have_text(
        [re.compile("Kind: NGOs"), re.compile("Country: United States")])
    shown = filters.get_by_role("listitem").filter(has_text="NGOs").locator(".pg-tick__count")
    assert shown.inner_text() == count.partition(" ")[0]
    seen.check()
    page.get_by_role("columnheader", name=re.compile("^Links")).get_by_role("link").click()
    page.wait_for_url("**sort=links**")
    page.get_by_text("Choose columns").click()
    columns = page.get_by_role("form", name="Choose columns")
    columns.get_by_label("Works on").uncheck()
    columns.get_by_label("Programs").check()
    columns.get_by_label("Problems of the data").check()
    seen.check()
    columns.get_by_role("button", name="Show these columns").click()
    page.wait_for_url("**columns=programs**")
    headings = page.get_by_role("columnheader").all_inner_texts()
    assert any(text.startswith("Programs") for text in headings) and not any(text.startswith("Works on") for text in headings)
    assert "sort=links" in page.url and "kind=ngo" in page.url
    seen.check()
    page.get_by_role("link", name="Take away the filter Country").click()
    page.wait_for_url(lambda url: "country=" not in url)
    names = page.locator("tbody th a").all_inner_texts()[:2]
    for box in page.get_by_role("checkbox", name=re.compile("^Tick ")).all()[:2]:
        box.check()
    page.get_by_role("button", name="Show the ticked ones on the map").click()
    page.wait_for_url("**/explore?ids=**")
    assert {*page.locator("#map-table ~ form tbody th a").all_inner_texts()} == set(names)


def test_on_a_phone_the_filters_fold_and_all_of_a_list_open_on_the_map(watch: Watch, demo_server: str) -> None:
    seen = watch(demo_server, NARROW)
    page = seen.open("/programs?country=GT")
    button = page.get_by_role("button", name="Apply filters")
    expect(button).to_be_hidden()
    seen.check()
    page.get_by_text("Filters", exact=False).first.click()
    expect(button).to_be_visible()
    seen.check()
    page.get_by_role("link", name=re.compile("on the map$")).click()
    page.get_by_role("heading", name="Map: Programs (Country: Guatemala)", level=1).wait_for()


def test_without_a_script_the_filters_work_all_the_same(watch: Watch, demo_server: str) -> None:
    page = watch(demo_server, WIDE, java_script_enabled=False).page
    page.goto(demo_server + "/agreements")
    page.locator(".pg-lists__fold > summary").click()
    page.get_by_role("form", name="Filter the list").get_by_label("Treaties").check()
    page.get_by_role("button", name="Apply filters").click()
    page.wait_for_url("**/agreements?kind=treaty**")
    assert page.locator(".pg-lists__count strong").inner_text() == "4 agreements"
    assert page.locator("tbody tr").count() == 4
