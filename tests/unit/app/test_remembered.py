"""Answers are kept as long as they hold: not while the network is being written, and not what was read before it was taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app import create_app
from app.remembered import Remembered, remembered
from app.services import services
from app.settings import read_settings
from ledger.state import EMPTY
from ledger.store import Ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with create_app(read_settings({}, PARTNERGRAPH_HOME=str(tmp_path), SECRET_KEY="tests")).app_context():
        yield services().ledger
        services().ledger.close()


def test_an_answer_is_made_once_until_something_is_written(ledger: Ledger) -> None:
    made = iter(range(9))
    assert [remembered("how many", lambda: next(made)) for _ in range(3)] == [0, 0, 0]
    entry = ledger.begin("rebuild", None, EMPTY, EMPTY)
    ledger.finish(entry.id, 0, 0, {})
    assert [remembered("how many", lambda: next(made)) for _ in range(2)] == [1, 1]


def test_what_is_read_while_it_is_written_is_not_kept_also_when_the_writing_is_taken_back(ledger: Ledger) -> None:
    made = iter(range(9))
    assert remembered("how many", lambda: next(made)) == 0
    entry = ledger.begin("rebuild", None, EMPTY, EMPTY)
    assert ledger.version() is None
    assert [remembered("how many", lambda: next(made)) for _ in range(2)] == [1, 2]
    ledger.cancel(entry.id)
    assert ledger.version() == entry.id
    assert [remembered("how many", lambda: next(made)) for _ in range(2)] == [3, 3]


def test_a_reading_that_a_writing_overtook_is_answered_and_not_kept(ledger: Ledger) -> None:
    def overtaken() -> str:
        entry = ledger.begin("rebuild", None, EMPTY, EMPTY)
        ledger.cancel(entry.id)
        return "half"

    before = ledger.version()
    assert remembered("x", overtaken) == "half"
    assert before == 0 and remembered("x", lambda: "whole") == "whole"


def test_a_bounded_number_is_kept_and_one_that_fails_is_asked_again() -> None:
    kept = Remembered(most=2)
    made = iter(range(9))
    for key in ("a", "b", "c", "a"):
        kept.get(key, lambda: next(made), lambda: True)
    assert [kept.get(key, lambda: next(made), lambda: True) for key in ("c", "a", "b")] == [2, 3, 4]
    with pytest.raises(ZeroDivisionError):
        kept.get("d", lambda: 1 // 0, lambda: True)
    assert kept.get("d", lambda: 7, lambda: True) == 7
