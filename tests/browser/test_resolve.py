"""Same or not in Chromium: answers by letter, the last one taken back, nothing for axe to find."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pandas as pd
import pytest
from flask import Flask

from app.services import services
from app.work.kept import keep
from app.work.resolution import WHAT
from app.work.resolution.compare import COMPARED, FOUND, PAIRS
from ledger.judgements import Judgements
from tests.browser.conftest import NARROW, WIDE, Watched

# Three pairs of the demonstration as a comparison would keep them: what these pages show does not hang on the model.
NAMED = {"demo/unodc": "United Nations Office on Drugs and Crime", "demo/gt-pnc": "National Civil Police of Guatemala", "demo/oas": "OAS"}
TWO = (("demo/gt-pnc", "demo/unodc"), ("demo/oas", "demo/unodc"), ("demo/gt-pnc", "demo/oas"))


@pytest.fixture(scope="module")
def compared(demo_app: Flask, demo_server: str) -> Iterator[str]:
    """Address of the demonstration with a comparison that found three pairs of one group."""
    rows = [
        (a, b, f"org:{a.replace('/', ':')}", f"org:{b.replace('/', ':')}", NAMED[a], NAMED[b], NAMED[a], NAMED[b], "GT", None,
         "foreign_counterpart", "international_organization", ["demo"], 0.9 - i / 10, "likely" if i else "possible", "same",
         ["the same country"], ["different acronyms: <b>PNC</b>"], 3, 2e6, 1, 3.0 - i, "demo/gt-pnc")
        for i, (a, b) in enumerate(TWO)
    ]  # fmt: skip
    about = {"model": {"organizations": 2978}, "organizations": 793, "compared": 793, "pairs": 3, "likely": 2, "state": 0,
             "at": "2026-11-24T10:00:00"}  # fmt: skip
    with demo_app.app_context():
        tables = {"pairs": pd.DataFrame(rows, columns=list(PAIRS)), "found": pd.DataFrame(columns=list(FOUND)),
                  "compared": pd.DataFrame([("demo/oas", "x", ["demo/oas"])], columns=list(COMPARED))}  # fmt: skip
        keep(services().settings.home, WHAT, tables, about)
        yield demo_server
        waiting = Judgements(services().ledger)
        for decision in waiting.holding():
            waiting.withdraw(decision.id)


def test_two_answers_by_letter_and_the_last_taken_back_on_a_telephone(watch: Callable[..., Watched], compared: str) -> None:
    seen = watch(compared, NARROW)
    page = seen.open("/resolve")
    page.get_by_role("link", name="Look at them one by one").click()
    page.get_by_text("3 pairs of this list to look at").wait_for()
    seen.check()
    seen.wait("document.activeElement.hasAttribute('data-keys')", "the focus on the pair")
    page.get_by_label("Your name").fill("Susan")  # letters in a field are letters
    page.get_by_text("3 pairs of this list to look at").wait_for()
    page.get_by_role("button", name="Unsure").focus()
    page.keyboard.press("u")
    page.get_by_text("2 pairs of this list to look at").wait_for()
    assert page.get_by_text("Kept: unsure about “National Civil Police of Guatemala”").count() == 1
    seen.wait("document.activeElement.hasAttribute('data-keys')", "the focus on the next pair")
    page.keyboard.press("z")
    page.get_by_text("Taken back.").wait_for()
    page.get_by_text("3 pairs of this list to look at").wait_for()
    assert page.get_by_label("Your name").input_value() == "Susan"
    seen.check()


def test_the_list_a_group_and_the_records_of_one_are_read_by_axe(watch: Callable[..., Watched], compared: str) -> None:
    seen = watch(compared, WIDE)
    page = seen.open("/resolve")
    assert page.get_by_role("link", name="3 organizations").count() == 1
    page.get_by_text("How this list is made").click()
    seen.check_everywhere()
    for address in ("/resolve/group?of=demo/oas", "/resolve/records?id=org:US-GOV:11", "/data/decisions"):
        page = seen.open(address)
        seen.check()
    assert page.get_by_role("button", name="Take back decision 1").count() == 1
