"""What somebody judged of a cell of the matrix that is a gap or thin, and where to judge it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request

from analysis.gaps.cells import Cell
from analysis.gaps.question import COUNTRIES, LINES, TOPICS, Question
from app.gaps.asked import short
from app.gaps.kinds import BY_KEY
from app.gaps.standing import STATES, Search, address_of, key_of
from app.services import services
from ledger.findings import Findings
from ledger.models import Finding


@dataclass(frozen=True)
class CellFinding:
    """The page where a cell is judged, and the finding on it, if anybody did."""

    address: str
    finding: Finding | None


def cell_finding(asked: Question, row: str, column: str, cell: Cell) -> CellFinding | None:
    """Of a whole cell of a focus area and a country on a day: filters and a time make it something that is no gap of its own."""
    key = next((key for key, state in STATES.items() if state is cell.state), "")
    whole = not (asked.funder or asked.kind or asked.without or asked.since)
    if not key or not whole or asked.columns != COUNTRIES or asked.rows not in (LINES, TOPICS):
        return None
    search = Search(BY_KEY[key], day=asked.as_of if request.args.get("as_of") else "")
    about = {"country": column, "focus_area": short(row)}
    return CellFinding(address_of(search, about), Findings(services().ledger).find(key_of(search, about)))
