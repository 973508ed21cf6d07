"""Takes the pictures of the documents from a running demonstration.

    python bootstrap.py demo                                  # in one window
    python -m scripts.screenshots http://127.0.0.1:5000       # in another
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "images"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
# Name of the picture, address, and what is scrolled to.
PICTURES = (
    ("overview", "/", "h1"),
    ("gaps", "/gaps?sort=-gaps", "table"),
    ("country", "/country/GT", "h1"),
    ("organization", "/organization/org:demo:unodc", "[data-network]"),
    ("explore", "/explore?seed=org:demo:gt-pnc&expand=org:demo:inl&open=org:demo:gt-pnc&country=GT", "[data-part=said]"),
    ("lists", "/programs?country=GT&in_force=yes", "h1"),
    ("overlaps", "/overlaps", "h1"),
    ("fact", "/facts/change?about=org:demo:unodc&field=valid_from", "h1"),
    ("report", "/reports/who-funds-whom", "h1"),
    ("load", "/data/loads/3", "h1"),
)


def main(server: str) -> None:
    """Take every picture at 1280 by 800 pixels."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        for name, path, place in PICTURES:
            page.goto(server + path)
            page.wait_for_load_state("networkidle")
            page.locator(place).first.evaluate("element => element.scrollIntoView()")
            page.wait_for_timeout(1000)
            page.screenshot(path=FOLDER / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    main(sys.argv[1].rstrip("/"))
