"""Every page of these packages, wide and narrow, light and dark: read by axe, no wider than the window, quiet."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW, WIDE, Watched

Watch = Callable[..., Watched]
PAGES = {
    "overview": "/",
    "overview, sorted and paged": "/?sort=-agreements&page=2&as_of=2012-03-04",
    "organization": "/organization/org:demo:unodc",
    "organization with thousands of links": "/organization/org:demo:us-gov",
    "one part of a profile": "/organization/org:demo:us-gov?section=money&page=3",
    "program": "/program/program:demo:carsi",
    "country": "/country/GT",
    "country, only in force": "/country/GT?current=yes",
    "agreement": "/agreement/agreement:demo:agr-fbi-do-2016",
    "focus area": "/focus/III",
    "U.S. state": "/area/US-TX",
    "purpose code, where": "/sector/1:15130?section=countries",
    "indicator": "/indicator/cpi_score",
    "source": "/data/sources/demo",
    "search": "/search?q=police",
    "search, one type": "/search?q=police&what=program",
    "search without a hit": "/search?q=zzzzqqqq",
    "search without words": "/search",
    "organizations": "/organizations?kind=ngo",
    "programs": "/programs?country=GT",
    "agreements": "/agreements",
    "addresses for other software": "/api/openapi",
    "saved views": "/views",
    "brief of an organization": "/brief?about=org:demo:unodc",
    "brief of a line of effort": "/brief?about=focus:III",
}
# The same page in another state: its look narrow and in the dark is that of the others.
AGAIN = {"one part of a profile", "agreement", "focus area", "U.S. state", "indicator", "source", "purpose code, where", "search, one type",
         "search without a hit", "search without words", "programs", "agreements", "addresses for other software",
         "brief of an organization", "brief of a line of effort"}
# The same page with other rows: axe would read the same again.
OTHER_ROWS = {"overview, sorted and paged", "organization with thousands of links", "country, only in force"}
ERRORS = {"nowhere": ("/nowhere", 404), "no such body": ("/organization/org:demo:unodc-office", 404), "a bad day": ("/?as_of=x", 400)}
SIZES = {"wide": WIDE, "narrow": NARROW}


@pytest.mark.parametrize("name", PAGES)
def test_pages(demo_server: str, watch: Watch, name: str) -> None:
    watched = watch(demo_server, WIDE)
    page = watched.open(PAGES[name])
    expect(page.locator("h1")).to_have_count(1)
    if name in AGAIN | OTHER_ROWS:
        if name in AGAIN:
            watched.check()
        watched.check_room()
    else:
        watched.check_everywhere()


def test_a_brief_with_its_map(demo_server: str, watch: Watch) -> None:
    watched = watch(demo_server, WIDE)
    path = "/brief?about=country:GT"
    watched.page.request.get(demo_server + path, timeout=120_000)  # some forty queries that the server has not planned yet
    page = watched.open(path)
    expect(page.get_by_role("img", name="Network of Guatemala, marked 0")).to_be_visible()
    watched.check_everywhere()


@pytest.mark.parametrize("name", ["overview"])
def test_pages_in_the_dark(demo_server: str, watch: Watch, name: str) -> None:
    watched = watch(demo_server, WIDE, "dark")
    page = watched.open(PAGES[name])
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(18, 23, 29)"
    watched.check()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ERRORS)
def test_error_pages(demo_server: str, watch: Watch, name: str, size: str) -> None:
    watched = watch(demo_server, SIZES[size])
    path, status = ERRORS[name]
    watched.open(path, status=status)
    watched.check()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_high_contrast_and_forced_colours(demo_server: str, watch: Watch, scheme: str) -> None:
    watched = watch(demo_server, WIDE, scheme, contrast="more", forced_colors="active")
    watched.open("/country/GT")
    watched.check()


def test_a_page_without_javascript_says_all(demo_server: str, watch: Watch) -> None:
    watched = watch(demo_server, NARROW, java_script_enabled=False)
    page = watched.page
    page.goto(demo_server + "/country/GT")
    expect(page.get_by_text("The picture needs JavaScript")).to_be_visible()
    expect(page.locator("#partners-heading")).to_be_visible()
    assert watched.faults == []


def test_the_keyboard_reaches_main_content_and_search(demo_server: str, watch: Watch) -> None:
    watched = watch(demo_server, WIDE)
    page = watched.open("/")
    page.keyboard.press("Tab")
    expect(page.locator(".usa-skipnav")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"
    page.locator("#site-search").focus()
    page.keyboard.type("unodc")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=unodc")
    expect(page.locator(".pg-hit").first).to_contain_text("United Nations Office on Drugs and Crime")
    watched.check()


def test_the_day_is_chosen_and_kept(demo_server: str, watch: Watch) -> None:
    watched = watch(demo_server, WIDE)
    page = watched.open("/country/GT")
    page.locator("#as-of").fill("2012-03-04")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**as_of=2012-03-04**")
    page.locator("#partners a.usa-link").first.click()
    page.wait_for_url("**as_of=2012-03-04**")
    expect(page.get_by_role("link", name="Back to Jun 30, 2016")).to_be_visible()
    watched.check()


# Pixels that a sheet of letter paper leaves between its margins, upright and across.
UPRIGHT, ACROSS = {"width": 703, "height": 940}, {"width": 943, "height": 700}
CUT = """() => [...document.querySelectorAll('main *')].filter((part) => {
  const box = part.getBoundingClientRect();
  const hidden = box.width <= 1 || box.height <= 1 || getComputedStyle(part).clipPath !== 'none';
  return !hidden && box.right > document.documentElement.clientWidth + 1;
}).map((part) => part.outerHTML.slice(0, 120))"""
COLOURS = """(paper) => {
  const pixels = new Uint32Array(paper.getContext('2d').getImageData(0, 0, paper.width, paper.height).data.buffer);
  return new Set(pixels).size;
}"""


@pytest.mark.parametrize(("path", "sheet", "pictured"), [
    ("/", UPRIGHT, False), ("/organization/org:demo:unodc", UPRIGHT, True), ("/explore?seed=country:GT", ACROSS, True),
    ("/gaps?layout=across", ACROSS, False), ("/reports/who-funds-whom", ACROSS, False), ("/overlaps", UPRIGHT, False),
    ("/organizations", ACROSS, False),
])
def test_print_has_the_facts_and_no_controls(
    demo_server: str, watch: Watch, path: str, sheet: dict[str, int], pictured: bool
) -> None:
    watched = watch(demo_server, sheet)
    page = watched.open(path)
    if "explore" in path:
        watched.wait("document.querySelector('[data-explore]').dataset.ready === 'true'", "the map", 60)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    controls = page.locator("button:not(.pg-legend), input:not([type=hidden]), select, textarea, nav, progress, [role=search]")
    assert [control.evaluate("part => part.outerHTML.slice(0, 120)") for control in controls.all() if control.is_visible()] == []
    assert page.evaluate(CUT) == []
    expect(page.locator(".pg-printed")).to_contain_text(f"{demo_server}{path}")
    expect(page.locator(".pg-printed")).to_contain_text(" UTC.")
    if pictured:
        expect(page.locator(".pg-paper")).to_be_visible()
        assert page.locator(".pg-paper").evaluate(COLOURS) > 50
    table = page.locator("main table").first
    heads, cells = (table.locator(f"{part} tr").first.locator("th:visible, td:visible").count() for part in ("thead", "tbody"))
    assert heads == cells
    assert watched.faults == []
