"""Takes the pictures of the documents from a running demonstration.

    python bootstrap.py demo                                  # in one window
    python -m scripts.screenshots http://127.0.0.1:5000       # in another; names behind it take only those pictures
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "images"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
# Name of the picture, address, and what is scrolled to.
PICTURES = (
    ("overview", "/", "h1"),
    ("question-1", "/gaps/cell?country=GT&focus=III", "h1"),
    ("question-3", "/overlaps/sheet?country=HT&focus=III", "h1"),
    ("question-5", "/connections?one=org:demo:gt-pnc&other=Liberia+National+Police", "h1"),
    ("question-5-together", "/measures?country=GT&focus=III&current=yes", "h1"),
    ("question-6", "/changes?country=GT&focus=III&from=2006-06-30", "h1"),
    ("gaps", "/gaps?sort=-gaps", "table"),
    ("gap-kinds", "/gaps/kinds", "h1"),
    ("priorities", "/gaps/priority", ".pg-priority__form"),
    ("changes", "/changes?from=2015-06-30", "h1"),
    ("country", "/country/GT", "h1"),
    ("brief", "/brief?about=country:GT", "h1"),
    ("brief-map", "/brief?about=country:GT", "#map"),
    ("organization", "/organization/org:demo:unodc", "[data-network]"),
    ("explore", "/explore?seed=org:demo:gt-pnc&expand=org:demo:inl&open=org:demo:gt-pnc&country=GT", "[data-part=said]"),
    ("measures-map", "/explore?country=GT&draw=all&size=between&colour=group", "[data-part=said]"),
    ("what-if", "/what-if?gone=org:demo:inl", "h1"),
    ("who-could-help", "/who-could-help?country=GT&focus=III", "h1"),
    ("side-by-side", "/side-by-side?one=country:GT&other=country:HN", "h1"),
    ("who-works-with-whom", "/measures/groups", "h1"),
    ("map-years", "/explore?country=GT&draw=all", "[data-part=years]"),
    ("lists", "/programs?country=GT&in_force=yes", "h1"),
    ("world-map", "/world?layer=gap&focus=III", ".pg-world__sentence"),
    ("overlaps", "/overlaps", "h1"),
    ("same-or-not", "/resolve", "h1"),
    ("fact", "/facts/change?about=org:demo:unodc&field=valid_from", "h1"),
    ("report", "/reports/who-funds-whom", "h1"),
    ("report-chart", "/reports/us-states-at-work", ".pg-chart"),
    ("console", "/console?statement=MATCH+(p:Program)-[:OPERATES_IN]->(:Country+{id:+$country})%0ARETURN+p.name+AS+program,+p.id+AS+id"
                "&parameters=country+%3D+country:GT", ".pg-console"),
    ("console-graph", "/console?statement=MATCH+way+%3D+(:Organization)-[:FUNDS|IMPLEMENTS]->(:Program)-[:OPERATES_IN]->"
                      "(:Country+{id:+$country})%0ARETURN+way&parameters=country+%3D+country:GT&view=graph", ".pg-console__views"),
    ("identifiers", "/data/identifiers", "h1"),
    ("load", "/data/loads/3", "h1"),
)
# Name of the picture to the button that is pressed first.
PRESSED = {"console": "Run", "console-graph": "Run"}


# The walk of docs/guide/explore.md on a telephone: name of the picture, what is scrolled to, and what is done before it is taken.
WALK: tuple[tuple[str, str, Callable[[Page], None]], ...] = (
    ("walk-1-find", ".pg-map__top", lambda page: _find(page, "police")),
    ("walk-2-partners", "[data-part=said]", lambda page: _follow(page, "Show on the map ?: National Civil Police of Guat")),
    ("walk-3-expand", "[data-part=said]", lambda page: _follow(page, "Expand ?: USAID Justice")),
    ("walk-4-year", "[data-part=filters]", lambda page: _year(page, "2023")),
    ("walk-5-share", "[data-part=take]", lambda page: page.get_by_role("button", name="Make a short address of this view").click()),
)
TELEPHONE = {"width": 390, "height": 844}


def _find(page: Page, text: str) -> None:
    page.get_by_label("Start from a name, acronym or place").fill(text)
    page.keyboard.press("Enter")


def _follow(page: Page, name: str) -> None:
    page.get_by_role("link", name=re.compile(f"^{name}")).first.click()


def _year(page: Page, year: str) -> None:
    page.get_by_label("In force in the year").fill(year)
    page.keyboard.press("Enter")


def walk(browser: Browser, server: str) -> None:
    """Find a police body in Guatemala, see its partners, expand one, filter to 2023, share the view."""
    page = browser.new_page(viewport=TELEPHONE)  # type: ignore[arg-type]
    page.goto(f"{server}/explore?country=GT")
    for name, place, step in WALK:
        page.wait_for_load_state("networkidle")
        step(page)
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(2000)
        page.locator(place).first.evaluate("element => element.scrollIntoView()")
        page.wait_for_timeout(500)
        page.screenshot(path=FOLDER / f"{name}.png")
    page.close()


def saved(browser: Browser, server: str) -> None:
    """Save three views, judge a gap that two of them show, and look at the list."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    for path, name in (("/gaps/kinds/third?country=MX", "Mexico: one carries more than a third"),
                       ("/programs?country=GT", "Programs in Guatemala"), ("/findings", "All findings")):
        page.goto(server + path, timeout=120_000)
        if page.get_by_role("link", name="Save this view").count():
            page.get_by_role("link", name="Save this view").click()
            page.get_by_label("Name", exact=True).fill(name)
            page.get_by_label("Note").fill("For the weekly meeting")
            page.get_by_role("button", name="Save", exact=True).click()
            page.wait_for_load_state("networkidle")
    page.goto(f"{server}/gaps/kinds/third?country=MX")
    page.get_by_role("link", name="Judge it").first.click()
    page.get_by_label("Who takes care of it").fill("Ana")
    page.get_by_label("Reason or note").fill("Ask the mission who else could.")
    page.get_by_role("button", name="Keep this").click()
    page.wait_for_load_state("networkidle")
    page.goto(f"{server}/views")
    page.screenshot(path=FOLDER / "saved-views.png")
    page.close()


def main(server: str, only: Sequence[str] = ()) -> None:
    """Take every picture (or ``only`` those of a name) at 1280 by 800 pixels, those of the walk at 390."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        for name, path, place in [picture for picture in PICTURES if not only or picture[0] in only]:
            page.goto(server + path, timeout=120_000)
            page.wait_for_load_state("networkidle")
            if name in PRESSED:
                page.get_by_role("button", name=PRESSED[name], exact=True).click()
                page.locator("#answer table").first.wait_for()
                page.wait_for_load_state("networkidle")
            page.locator(place).first.evaluate("element => element.scrollIntoView()")
            page.wait_for_timeout(1000)
            page.screenshot(path=FOLDER / f"{name}.png")
        if not only:
            walk(browser, server)
        if not only or "saved-views" in only:
            saved(browser, server)
        browser.close()


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    main(sys.argv[1].rstrip("/"), sys.argv[2:])
