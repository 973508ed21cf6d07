"""Search while typing by keyboard alone, at both widths, with the list open under axe."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.conftest import NARROW, WIDE, Watched

_LINES = "document.querySelectorAll('#site-suggestions:not([hidden]) [role=option]').length"


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_body_is_found_by_keyboard_alone(demo_server: str, watch: Callable[..., Watched], size: dict[str, int]) -> None:
    seen = watch(demo_server, size)
    page = seen.open("/gaps")
    box = page.get_by_role("combobox", name="Search organizations, programs and places")
    box.focus()
    page.keyboard.type("policia nacional")
    seen.wait(f"{_LINES} > 0", "suggestions")
    assert box.get_attribute("aria-expanded") == "true"
    assert "suggestion" in page.locator("form[data-suggest] [role=status]").inner_text()
    seen.check()
    page.keyboard.press("ArrowDown")
    chosen = page.locator("#site-suggestions [aria-selected=true]")
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    name = chosen.locator(".pg-suggest__name bdi").first.inner_text()
    page.keyboard.press("Escape")
    assert box.get_attribute("aria-expanded") == "false"
    assert box.input_value() == "policia nacional"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/organization/**")
    assert page.get_by_role("heading", level=1).inner_text() == name


def test_enter_without_a_choice_leads_to_the_results(demo_server: str, watch: Callable[..., Watched]) -> None:
    seen = watch(demo_server, WIDE)
    page = seen.open("/gaps")
    page.locator("#site-search").focus()
    page.keyboard.type("police")
    seen.wait(f"{_LINES} > 0", "suggestions")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=police")
    assert page.locator(".pg-hit").count() > 0
