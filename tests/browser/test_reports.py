"""The pages of reports in a browser: read by axe in every state, used with the keyboard alone and without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW, WIDE, Watched

Watch = Callable[..., Watched]
STATES = {
    "list": ("/reports", 200),
    "list without a hit": ("/reports?q=xylophone", 200),
    "table": ("/reports/who-funds-whom?country=GT&all_times=yes", 200),
    "table, sorted": ("/reports/who-funds-whom?country=GT&all_times=yes&sort=-funder", 200),
    "long table, second page": ("/reports/state-partnership-and-other-programs?page=2", 200),
    "lines by year": ("/reports/money-by-year?country=MX&money_kind=stated", 200),
    "stacked bars": ("/reports/us-states-at-work", 200),
    "map": ("/reports/us-agencies-by-country?country=GT&all_times=yes", 200),
    "matrix": ("/reports/activity-by-line-and-year", 200),
    "matrix, further columns": ("/reports/activity-by-line-and-year?from_year=1980&across=2", 200),
    "no rows": ("/reports/expired-agreements?country=JP", 200),
    "a choice is missing": ("/reports/partners-of-an-organization", 200),
    "which one": ("/reports/partners-of-an-organization?organization=police", 400),
    "a wrong day": ("/reports/who-funds-whom?as_of=soon", 400),
}


@pytest.mark.parametrize("name", STATES)
def test_every_state_is_read_by_axe_with_all_that_is_folded_opened(demo_server: str, watch: Watch, name: str) -> None:
    watched = watch(demo_server, WIDE)
    path, status = STATES[name]
    page = watched.open(path, status=status)
    expect(page.locator("h1")).to_have_count(1)
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    watched.check_everywhere()


def test_a_report_of_your_own_from_the_console_to_its_end(demo_server: str, watch: Watch) -> None:
    watched = watch(demo_server, WIDE)
    statement = "MATCH (p:Program)-[:OPERATES_IN]->(c:Country {iso2: $country}) RETURN p.name AS program, p.sources AS sources"
    page = watched.open(f"/console?statement={quote(statement)}&parameters={quote('country = GT')}")
    page.get_by_role("button", name="Save as a report").press("Enter")
    page.wait_for_url("**/reports/own/new")
    watched.check()
    page.get_by_label("Title").fill("Programs in a country, mine")
    page.get_by_label("What it shows").fill("Programs in a country.")
    page.get_by_label("Theme").select_option("Programs and agreements")
    page.get_by_label("What one row is").fill("a program")
    page.get_by_label("What to say when no row answers").fill("No source names one.")
    page.get_by_role("button", name="Save the report").press("Enter")
    expect(page.get_by_text("The report is not saved yet")).to_be_visible()
    assert [fault.rpartition(" ")[2] for fault in watched.faults] == ["REQUEST)"]  # 400, as it should be
    watched.faults.clear()
    watched.check()
    page.get_by_label("It does not show").fill("programs whose country no source states")
    page.get_by_role("button", name="Save the report").press("Enter")
    page.wait_for_url("**/reports/own/programs-in-a-country-mine**")
    expect(page.locator("tbody")).to_contain_text("CARSI")
    watched.check()
    page.get_by_role("link", name="edit").press("Enter")
    page.wait_for_url("**/edit")
    watched.check()
    page.go_back()
    page.get_by_role("link", name="delete").press("Enter")
    page.wait_for_url("**/delete")
    watched.check()
    page.get_by_role("button", name="Delete").press("Enter")
    page.wait_for_url("**/reports**")
    expect(page.get_by_role("link", name="Programs in a country, mine")).to_have_count(0)


def test_a_report_is_asked_with_the_keyboard_alone(demo_server: str, watch: Watch) -> None:
    watched = watch(demo_server, NARROW)
    page = watched.open("/reports")
    page.get_by_label("Words in a report's title").focus()
    page.keyboard.type("partners of an organization")
    page.keyboard.press("Enter")
    page.wait_for_url("**/reports?q=*")
    page.get_by_role("link", name="Partners of an organization").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/reports/partners-of-an-organization")
    page.get_by_label("Organization (needed)").focus()
    page.keyboard.type("UNODC")
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    page.wait_for_url("**organization=org:demo:unodc**")
    expect(page.get_by_label("Organization (needed)")).to_have_value("United Nations Office on Drugs and Crime")
    expect(page.locator("table caption")).to_contain_text("each a partner and one way in which it is connected")
    page.locator("tbody th a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/organization/**")
    watched.check()


def test_a_cell_of_the_matrix_leads_to_as_many_rows(demo_server: str, watch: Watch) -> None:
    watched = watch(demo_server, WIDE)
    page = watched.open("/reports/activity-by-line-and-year?from_year=2014")
    cell = page.locator("tbody tr").nth(1).locator("td a").first
    expected = int((cell.inner_text()).split()[0])
    cell.click()
    page.wait_for_url("**/reports/programs-of-a-line-in-a-year**")
    expect(page.locator("table caption")).to_contain_text(f"{expected} rows, each a program")
    watched.check()


def test_everything_works_without_javascript(demo_server: str, watch: Watch) -> None:
    watched = watch(demo_server, NARROW, java_script_enabled=False)
    page = watched.page
    page.goto(demo_server + "/reports/who-funds-whom")
    page.get_by_label("Country", exact=True).select_option("HN")
    page.get_by_label("Also what has ended").select_option("yes")
    page.get_by_role("button", name="Show the report").click()
    page.wait_for_url("**country=HN**")
    expect(page.get_by_label("Country", exact=True)).to_have_value("HN")
    expect(page.locator("tbody tr").first).to_be_visible()
    page.get_by_text("How this report is asked").click()
    expect(page.get_by_text("MATCH (c:Country {id: 'country:' + $country})")).to_be_visible()
    assert watched.faults == []


def test_the_whole_is_downloaded_from_the_page(demo_server: str, watch: Watch) -> None:
    watched = watch(demo_server, WIDE)
    page = watched.open("/reports/us-agencies-by-country?all_times=yes")
    rows = int(page.locator(".pg-caption-note").inner_text().split()[0])
    with page.expect_download() as started:
        page.get_by_role("link", name="CSV", exact=True).click()
    lines = started.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert started.value.suggested_filename == "us-agencies-by-country.csv"
    assert len(lines) == rows + 1
