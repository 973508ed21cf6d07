"""Kinds of gap and findings in Chromium: from a count to an owner with the keyboard alone at 390 pixels, and how it is counted."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW, WIDE, Watched

# Milliseconds for a page whose queries the server has not planned yet, on a busy machine.
FIRST = 60_000


def follow(page: Page, link: str, heading: str) -> None:
    """Follow the first link of a name with the keyboard, to the page of a heading."""
    page.get_by_role("link", name=link).first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading, timeout=FIRST)


def test_from_a_kind_of_gap_to_an_owner_and_the_quarter_by_keyboard_at_390_pixels(demo_server: str, watch: Callable[..., Watched]) -> None:
    seen = watch(demo_server, NARROW)
    page = seen.open("/gaps?country=MX")
    follow(page, "Kinds of gap: one partner", "Kinds of gap")
    expect(page.get_by_label("Country")).to_have_value("MX")
    seen.check()
    page = seen.open("/gaps/kinds/third?country=MX")
    seen.check()
    follow(page, "Judge it", "Carries more than a third: Mexico")
    seen.check()
    page.get_by_label("Verdict").focus()
    page.keyboard.type("Leave")
    page.get_by_label("State").focus()
    page.keyboard.type("Acc")
    page.get_by_label("Who takes care of it").fill("Ben")
    page.get_by_label("Reason or note").fill("The only one with a mandate there.")
    page.get_by_role("button", name="Keep this").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Accepted: leave it, with Ben.")).to_be_visible(timeout=FIRST)
    seen.open("/findings?kind=gaps&owner=Ben")
    row = page.get_by_role("row", name="Ben").get_by_role("cell").all_inner_texts()
    assert row[:5] == ["Carries more than a third", "Mexico", "leave it", "Accepted", "Ben"]
    seen.check()


def test_owners_quarters_and_the_kind_with_settings(demo_server: str, watch: Callable[..., Watched]) -> None:
    seen = watch(demo_server, WIDE)
    for path in ("/findings/owners", "/findings/trend", "/gaps/kinds/falling-money?country=MX", "/findings?state=closed&country=ZZ"):
        page = seen.open(path)
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        page.set_viewport_size(WIDE)  # type: ignore[arg-type]
        page.emulate_media(color_scheme="light")
        seen.check_everywhere()
