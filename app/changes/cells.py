"""Cells of the coverage matrix that changed, asked of the matrix itself, once for each day."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from flask import url_for

from analysis.changes.cells import CellChange, Turn, cell_changes
from analysis.gaps.ask import Answer
from analysis.gaps.question import LINES, TOPICS, Question
from analysis.gaps.words import Asked as Words
from analysis.gaps.words import reason
from app.changes.asked import Asked
from app.changes.change import Change
from app.gaps.matrix_page import answered
from app.gaps.reading import asked_in_words, reader, scopes
from app.gaps.sides import row_heading

_WHATS = {Turn.OPENED: "gap-opened", Turn.CLOSED: "gap-closed", Turn.OTHER: "cell-changed"}


def cells(asked: Asked) -> tuple[tuple[Change, ...], bool]:
    """Cells whose state differs between the two days, gaps first; and whether any scope is known.

    Of a country: all lines and topics; of a focus area: it and its topics; of an organization: the work that it pays for.
    """
    filters, scope = asked.filters, scopes().rows
    line = f"focus:{filters.focus}" if filters.focus else ""
    question = Question(
        asked.before.isoformat(), rows=TOPICS if filters.country or line else LINES, line=line, country=filters.country,
        funder=filters.organization,
    )  # fmt: skip
    then = answered(reader(), question, scope)
    now = answered(reader(), replace(question, as_of=asked.after.isoformat()), scope)
    words = asked_in_words(now)
    found = [_change(change, now, words, asked) for change in cell_changes(then.matrix, now.matrix)]
    order = list(_WHATS.values())
    return tuple(sorted(found, key=lambda change: order.index(change.what))), bool(scope)


def _change(found: CellChange, answer: Answer, words: Words, asked: Asked) -> Change:
    name = row_heading(answer, found.row).name
    told = f"{found.before.state} before, {found.after.state} now. {reason(found.after, words)}"
    return Change(
        _WHATS[found.turn], found.row.id, name, None, _day(found, asked), (found.column.id,), told,
        sources=tuple(dict.fromkeys(scope.source for scope in found.after.scopes)),
        address=url_for("gaps.cell", focus=found.row.id.removeprefix("focus:"), country=found.column.id,
                        funder=asked.filters.organization or None, as_of=asked.after.isoformat()),
    )  # fmt: skip


def _day(found: CellChange, asked: Asked) -> str:
    """When what was there ended, where that is what changed and it is stated; else no day is known."""
    last = found.before.supply.latest_end
    if not found.before.supply.present or found.after.supply.present or found.before.supply.open_ended or not last:
        return ""
    return last if asked.before <= dt.date.fromisoformat(last) <= asked.after else ""
