"""The demonstration: its two files, its decisions and its scopes, put in once and left alone after."""

from __future__ import annotations

import csv
from pathlib import Path

from ledger.errors import LedgerError
from loaders.demo import TABLES
from loaders.path.apply import Stores
from loaders.path.load import Outcome, Request, load
from loaders.path.reference import ensure_reference, set_table
from loaders.path.steps import decide_all
from loaders.registry import loader_named

# The day that stands for today in the demonstration: every state of the coverage matrix occurs on it.
OPENING_DAY = "2016-06-30"

FILES = (("demo", (*TABLES, "focus_areas.csv")), ("iati", ("US-USAGOV_dev.xml",)))


def put_in(stores: Stores, folder: Path) -> list[Outcome]:
    """Load the demonstration from its folder; what was loaded once is left alone, also where a person undid it."""
    ensure_reference(stores)
    requests = [Request(loader_named(format_), [folder / name for name in names], allow_removals=True) for format_, names in FILES]
    known = {found.source_key for found in stores.ledger.loads() if found.state == "loaded"}
    outcomes = [load(stores, request) for request in requests if request.loader.source(request.paths).key not in known]
    if stores.ledger.table("scope") is None:
        set_table(stores, "scope", (folder / "scope.csv").read_text(encoding="utf-8"), "The demonstration's own scope")
    if not stores.ledger.decisions():
        with (folder / "decisions.csv").open(encoding="utf-8", newline="") as stream:
            _decide(stores, list(csv.DictReader(stream)))
    return outcomes


def _decide(stores: Stores, rows: list[dict[str, str]]) -> None:
    try:
        decide_all(stores, rows)
    except LedgerError as error:
        raise LedgerError(f"decisions.csv: {error}") from error
