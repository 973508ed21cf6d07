"""The database of a load: it begins small, and is given more where a step needs it."""

from __future__ import annotations

import logging
from pathlib import Path

import duckdb
import pytest

from loaders.path import database

LIST = "select len(list(range)) from range(4_000_000)"  # a list is held as a whole: 32 MB


def test_a_step_that_needs_more_memory_gets_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr(database, "MEMORY", (8, 16, 512))
    with caplog.at_level(logging.WARNING), database.bounded(tmp_path) as db:
        assert db.cursor().execute(LIST).fetchall() == [(4_000_000,)]
        assert db.execute("select current_setting('memory_limit')").fetchall() == [("488.2 MiB",)]  # 512 MB, for all connections
    assert [record.getMessage().split(": ")[1] for record in caplog.records] == ["it may take 16 MB now.", "it may take 512 MB now."]


def test_there_is_an_end_to_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "MEMORY", (8, 16))
    with database.bounded(tmp_path) as db, pytest.raises(duckdb.OutOfMemoryException):
        db.execute(LIST)
