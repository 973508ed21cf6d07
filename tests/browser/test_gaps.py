"""The pages of gaps in Chromium: axe, 390 pixels, the keyboard alone, and what a reader of a screen hears."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW, WIDE, Watched

Watch = Callable[..., Watched]
DAY = "as_of=2023-09-30"
PAGES = {
    "lines": f"/gaps?{DAY}",
    "topics": f"/gaps?rows=topics&region=Americas&{DAY}",
    "one funder": f"/gaps?funder=org:demo:inl&{DAY}",
    "years": f"/gaps?columns=years&country=GT&rows=topics&{DAY}",
    "regions": f"/gaps?columns=regions&{DAY}",
    "nothing known": "/gaps?region=Polynesia&as_of=1950-01-01",
    "served": f"/gaps/cell?focus=III:police-reform&country=GT&{DAY}",
    "gap": f"/gaps/cell?focus=III&country=PE&{DAY}",
    "no data": f"/gaps/cell?focus=IV&country=FR&{DAY}",
    "priorities": f"/gaps/priority?{DAY}",
    "shares": f"/gaps/shares?{DAY}",
    "outside": f"/gaps/outside?{DAY}",
    "scopes": "/gaps/scopes",
}
# Milliseconds for a page whose queries the server has not planned yet, on a busy machine.
FIRST = 60_000


@pytest.mark.parametrize("name", PAGES)
def test_pages(demo_server: str, watch: Watch, name: str) -> None:
    watched = watch(demo_server, WIDE)
    page = watched.open(PAGES[name])
    expect(page.locator("h1")).to_have_count(1)
    watched.check_everywhere()


def test_from_the_question_to_the_source_with_the_keyboard_alone(demo_server: str, watch: Watch) -> None:
    watched = watch(demo_server, WIDE)
    page = watched.open("/")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Gaps").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Gaps", timeout=FIRST)
    page.get_by_label("As of").fill("2023-09-30")
    page.get_by_label("As of").press("Enter")
    expect(page).to_have_url(re.compile("as_of=2023-09-30"), timeout=FIRST)
    page.get_by_label("Region").focus()
    page.keyboard.type("South-eastern Asia")
    page.get_by_role("button", name="Apply filters").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("region=South-eastern"), timeout=FIRST)
    row = page.get_by_role("row", name="Philippines")
    expect(row.get_by_role("rowheader")).to_have_text("Philippines")
    cell = row.get_by_role("cell").nth(2)
    cell.get_by_role("link").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Strengthen Criminal Justice Systems in Philippines", timeout=FIRST)
    expect(page.get_by_role("heading", name="Why", exact=True)).to_be_visible()
    expect(page.get_by_role("table", name="Scopes that cover this cell")).to_contain_text("A demonstration scope")
    watched.check()


def test_the_matrix_is_a_table_to_a_screen_reader_at_every_width(demo_server: str, watch: Watch) -> None:
    for size in (WIDE, NARROW):
        page = watch(demo_server, size).open(f"/gaps?region=South-eastern Asia&{DAY}")
        table = page.get_by_role("table", name="Lines of effort by countries")
        row = table.get_by_role("row", name="Vietnam")
        expect(row.get_by_role("rowheader")).to_have_text("Vietnam")
        expect(row.get_by_role("cell").first).to_contain_text("served")


def test_headers_stay_in_sight(demo_server: str, watch: Watch) -> None:
    page = watch(demo_server, WIDE).open(f"/gaps?rows=topics&{DAY}")
    box = page.locator(".pg-matrix-box")
    box.evaluate("box => box.scrollTo(300, 400)")
    corner, frame = page.locator(".pg-matrix__corner").bounding_box(), box.bounding_box()
    assert corner is not None
    assert frame is not None
    assert abs(corner["x"] - frame["x"]) < 3
    assert abs(corner["y"] - frame["y"]) < 3


def test_a_small_screen_gets_a_list_for_each_country(demo_server: str, watch: Watch) -> None:
    page = watch(demo_server, NARROW).open(f"/gaps?rows=topics&region=South-eastern Asia&{DAY}")
    expect(page.locator(".pg-matrix-wide")).to_be_hidden()
    first = page.locator(".pg-matrix-narrow section").first
    expect(first.get_by_role("heading")).to_be_visible()
    expect(first.get_by_role("link", name="Police reform")).to_be_visible()
