"""The planner's questions, asked on the first page and answered on one page each: at 390 pixels, by the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import NARROW, Watched

# What is pressed on the first page, the heading of the answer, and a fact of the demonstration that stands in it.
ASKED = (
    ("Who works with us there?", "Strengthen Criminal Justice Systems in Guatemala", "USAID Justice and Transparency project Guatemala"),
    ("Who else pays for the same there?", "Overlaps in Guatemala", "Guatemala"),
    ("Who holds it together there?", "Who holds this network together?", "Bureau of International Narcotics and Law Enforcement Affairs"),
    ("Who could help there?", "Who could help in Guatemala on III.", "Federal Bureau of Investigation"),
    ("What changed there?", "What changed", "Guatemala"),
)
FOLLOWED = (
    ("Where is need high and nobody there?", "Priorities"),
    ("Where is one partner all there is, or everything about to end?", "Kinds of gap"),
    ("How are two organizations connected?", "How are these two connected?"),
    ("What if a partner leaves?", "What if a partner leaves?"),
)


def go_to(page: Page, words: str) -> None:
    """Tab on until that button, link or field has the focus."""
    for _ in range(120):
        page.keyboard.press("Tab")
        here = page.evaluate("(document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()")
        if here == words:
            return
    raise AssertionError(f"{words} is not reached by the Tab key")


@pytest.mark.once
def test_the_questions_of_a_planner_are_answered_by_keyboard(watch: Callable[..., Watched], demo_server: str) -> None:
    seen = watch(demo_server, NARROW)
    for question, heading, fact in ASKED:
        page = seen.open("/")
        go_to(page, "In which country?")
        page.keyboard.type("Guatem")
        go_to(page, "On what?")
        page.keyboard.type("III. Strength")
        go_to(page, question)
        page.keyboard.press("Enter")
        page.get_by_role("heading", level=1).filter(has_text=heading).wait_for()
        assert page.locator("main").get_by_text(fact).first.is_visible()
        seen.check_room()
        page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    for question, heading in FOLLOWED:
        page = seen.open("/")
        go_to(page, question)
        page.keyboard.press("Enter")
        page.get_by_role("heading", level=1).filter(has_text=heading).wait_for()
