"""The account of a file tells a loader that loses a record, or gives one that it did not count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.accounting import account
from loaders.hxl import LOADER
from loaders.rows import Fates, Row
from tests.support.telling import FIXTURES

SHEET = FIXTURES / "hxl" / "who_does_what.csv"


def test_what_came_out_is_what_is_said_to_be_loaded() -> None:
    found = account(LOADER, [SHEET], "a")
    assert (found.said, found.came_out, found.adds_up) == (4, 4, True)


def test_a_record_that_is_lost_does_not_add_up() -> None:
    def losing(files: Sequence[Path], fates: Fates) -> Iterator[Row]:
        rows = list(LOADER.rows(files, fates))
        return (row for row in rows if row.record != rows[0].record)

    found = account(replace(LOADER, rows=losing), [SHEET], "a")
    assert all(row["read"] == int(row["loaded"]) + int(row["same_as"]) + int(row["set_aside"]) for row in found.tables)
    assert (found.said, found.came_out, found.adds_up) == (4, 3, False)
