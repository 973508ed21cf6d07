"""Saved views in Chromium: saved with the keyboard alone at 390 pixels, the mark, what changed, a hostile name; axe finds nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from flask import Flask
from playwright.sync_api import expect

from app.saved.noticing import reading_of, store
from tests.browser.conftest import NARROW, WIDE, Watched

# Milliseconds for a page whose queries the server has not planned yet, on a busy machine.
FIRST = 60_000
HOSTILE = "<img src=x onerror='window.hit = 1'> \u202egnp {{ 7*7 }} " + "word" * 30


@pytest.fixture
def older(demo_app: Flask) -> Iterator[str]:
    """Programs in Mexico, saved when only those of line III were known; its hash. No view is left behind."""
    with demo_app.test_request_context():
        reading, _ = reading_of("/programs?country=MX&focus=III")
        yield store().name("/programs?country=MX", HOSTILE, HOSTILE, replace(reading, stamp="older")).hash
        for view in store().named():
            store().forget(view.hash)


def test_a_view_is_saved_and_opened_by_keyboard_at_390_pixels(demo_server: str, older: str, watch: Callable[..., Watched]) -> None:
    seen = watch(demo_server, NARROW)
    page = seen.open("/agreements?country=MX")
    page.get_by_role("link", name="Save this view").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Save this view", timeout=FIRST)
    seen.check()
    page.get_by_label("Name", exact=True).focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("Agreements with Mexico")
    page.keyboard.press("Tab")
    page.keyboard.type("Renew in spring")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("The view is saved.")).to_be_visible(timeout=FIRST)
    page.get_by_role("link", name="Saved views").first.focus()
    page.keyboard.press("Enter")
    row = page.get_by_role("row", name="Agreements with Mexico")
    expect(row).to_contain_text("The same as then", timeout=FIRST)
    expect(page.get_by_role("row", name="onerror")).to_contain_text("rows came")
    seen.check_everywhere()
    row.get_by_role("link", name="Agreements with Mexico").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Saved as Agreements with Mexico")).to_be_visible(timeout=FIRST)
    assert page.url == f"{demo_server}/agreements?country=MX"


def test_what_changed_is_shown_row_by_row_until_it_is_read(demo_server: str, older: str, watch: Callable[..., Watched]) -> None:
    seen = watch(demo_server, WIDE)
    page = seen.open(f"/views/{older}")
    expect(page.get_by_role("table", name="Rows that came, went or changed").get_by_role("row").nth(1)).to_contain_text("Came")
    expect(page.get_by_role("table", name="Changes noticed")).to_contain_text("rows came")
    assert page.evaluate("window.hit") is None
    seen.check_everywhere()
    page.get_by_role("button", name="take the mark off").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("The same as then")).to_be_visible(timeout=FIRST)
    page.get_by_role("link", name="Delete").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Delete the view")).to_be_visible()
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    page.emulate_media(color_scheme="light")
    seen.check()
    page.get_by_role("button", name="Delete the view").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("The view is deleted.")).to_be_visible(timeout=FIRST)
