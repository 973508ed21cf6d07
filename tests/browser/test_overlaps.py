"""Overlaps in Chromium: from the list to a verdict by keyboard alone, with nothing for axe to find."""

from __future__ import annotations

from collections.abc import Callable

from tests.browser.conftest import NARROW, WIDE, Watched


def test_from_the_list_to_a_verdict_by_keyboard_at_390_pixels(watch: Callable[..., Watched], compared: str) -> None:
    seen = watch(compared, NARROW)
    page = seen.open("/overlaps?country=SV")
    seen.check()
    page.get_by_role("link", name="Look at both").first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Overlap in El Salvador").wait_for()
    seen.check()
    page.get_by_label("Verdict").focus()
    page.keyboard.type("Coord")
    page.get_by_label("Who takes care of it").focus()
    page.keyboard.type("Ana")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Keep this").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Kept. Whoever opens this page sees it.").wait_for()
    assert page.get_by_text("Open: coordinate, with Ana").count() == 1
    seen.open("/findings")
    row = page.get_by_role("row", name="Ana").get_by_role("cell").all_inner_texts()
    assert row[:5] == ["Overlap", "El Salvador", "coordinate", "Open", "Ana"]
    seen.check()


def test_from_filters_to_the_sheet_and_onto_paper(watch: Callable[..., Watched], compared: str) -> None:
    seen = watch(compared, WIDE)
    page = seen.open("/overlaps")
    assert page.get_by_text("perhaps one work paid for twice").count() == 1
    seen.check()
    page.get_by_role("checkbox", name="Haiti").check()
    page.get_by_role("button", name="Apply filters").click()
    page.get_by_role("link", name="Take away the filter Country: Haiti").wait_for()
    count = page.locator(".pg-lists__count").inner_text().split()[0]
    page.get_by_role("link", name="All of this country on one sheet, to print").click()
    page.get_by_role("heading", name="Overlaps in Haiti", level=1).wait_for()
    assert page.get_by_text(f"{count} pairs among").count() == 1
    seen.check_everywhere()
    page.emulate_media(media="print")
    assert page.get_by_role("link", name="The same in the list, with filters").is_hidden()


def test_other_overlaps_and_their_empty_states(watch: Callable[..., Watched], compared: str) -> None:
    seen = watch(compared, NARROW)
    page = seen.open("/overlaps/organizations")
    page.get_by_role("link", name="Look at both").first.click()
    page.get_by_role("heading", name="Both organizations").wait_for()
    seen.wait("document.querySelector('[data-network]').dataset.ready", "the picture")
    seen.check()
    for path in ("/overlaps/organizations?country=FR", "/overlaps/agreements", "/overlaps/told-twice", "/overlaps/sheet?country=FR"):
        seen.open(path)
        seen.check()
