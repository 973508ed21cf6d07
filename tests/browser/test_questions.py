"""The planner's six questions, each asked on the first page and answered: at 390 pixels, by the keyboard alone.

docs/guide/six-questions.md walks the same ways; scripts/screenshots.py takes its pictures.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import NARROW, Watched

PATIENCE = 120_000  # milliseconds: many tests may share the machine


@dataclass(frozen=True)
class Walk:
    """A way from the first page to an answer.

    ``steps``: what is reached by the Tab key, and what is typed there; an empty text presses Enter. ``heading``: of the answer;
    ``facts``: of the demonstration, that stand in it.
    """

    steps: Sequence[tuple[str, str]]
    heading: str
    facts: Sequence[str]


def there(question: str, country: str, focus: str) -> list[tuple[str, str]]:
    """A question about a country and a focus area."""
    return [("In which country?", country), ("On what?", focus), (question, "")]


WALKS = {
    "1-who-works-with-us": Walk(
        there("Who works with us there?", "Guatem", "III. Strength"), "Strengthen Criminal Justice Systems in Guatemala",
        ("USAID Justice and Transparency project Guatemala", "Delivered or trained by", "Under which agreement")),
    "2-need-and-nobody": Walk(
        [("Where is need high and nobody there?", "")], "Priorities: III. Strengthen Criminal Justice Systems",
        ("in the first ten whatever the weights", "Mozambique")),
    "2-one-partner-or-ending": Walk(
        [("Where is one partner all there is, or everything about to end?", ""), ("One partner is all that is named", "")],
        "One partner is all that is named", ("Programs",)),
    "3-who-else-pays": Walk(
        there("Who else pays for the same there?", "Haiti", "III. Strength"), "Overlaps in Haiti",
        ("What keeps us from telling", "paid by", "largest sum")),
    "4-who-could-help": Walk(
        there("Who could help there?", "Guatem", "III. Strength"), "Who could help in Guatemala on III.",
        ("Federal Bureau of Investigation", "What speaks against")),
    "5-how-connected": Walk(
        [("How are two organizations connected?", ""), ("One organization, by name or acronym", "National Civil Police of Guatemala"),
         ("The other, by name or acronym", "Liberia National Police"), ("Show how", "")],
        "How National Civil Police of Guatemala and Liberia National Police are connected", ("The shortest way", "Who states it")),
    "5-who-holds-it-together": Walk(
        there("Who holds it together there?", "Guatem", "III. Strength"), "Who holds this network together?",
        ("Bureau of International Narcotics and Law Enforcement Affairs", "It hangs most on")),
    "5-what-if": Walk(
        [("What if a partner leaves?", ""), ("Who leaves, or what ends", "INL"),
         ("Show what changes", "")],
        "What if Bureau of International Narcotics and Law Enforcement Affairs leaves?", ("nobody is left to pay for it",)),
    "6-what-changed": Walk(
        [*there("What changed there?", "Guatem", "III. Strength"), ("ten years", "")], "What changed in Guatemala on III.",
        ("Partners gained", "Stated by")),
}


def go_to(page: Page, words: str) -> None:
    """Tab on until that button, link or field has the focus."""
    for _ in range(200):
        page.keyboard.press("Tab")
        here = page.evaluate("(document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()")
        if here == words:
            return
    raise AssertionError(f"{words} is not reached by the Tab key")


@pytest.mark.once
@pytest.mark.parametrize("name", WALKS)
def test_a_question_of_a_planner_is_answered_by_keyboard_alone(watch: Callable[..., Watched], compared: str, name: str) -> None:
    walk, seen = WALKS[name], watch(compared, NARROW)
    page = seen.open("/")
    for words, typed in walk.steps:
        go_to(page, words)
        if typed:
            page.keyboard.type(typed)
        else:
            with page.expect_navigation(timeout=PATIENCE):
                page.keyboard.press("Enter")
            seen.settle()
    assert walk.heading in page.get_by_role("heading", level=1).inner_text()
    for fact in walk.facts:
        assert page.locator("main").get_by_text(fact).first.is_visible(), fact
    assert page.get_by_role("link", name="Excel", exact=True).count() == 1, "the answer can be handed on"
    seen.check()
