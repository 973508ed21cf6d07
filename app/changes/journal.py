"""What was done to the network and when, as the journal keeps it: loads, undos, decisions and typed-in facts."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for

from app.http.text import count, visible
from app.services import services
from ledger.journal import done_between
from ledger.models import Decision, Entry, Load
from loaders.rows import OWN

OPS = ("added", "changed", "removed")
_SAID = {
    "load": "Load {number} of {title}", "undo": "Load {number} of {title} was undone", "redo": "Load {number} of {title} was put back",
    "decide": "{decisions} put in force", "undecide": "{decisions} taken back", "rebuild": "The network was written anew",
}


@dataclass(frozen=True)
class Step:
    """One step of the journal. ``counts``: by ``added``, ``changed``, ``removed`` (things and links together), ``None`` where it was
    not counted; ``rows``: the same by type; ``why``: reasons of its decisions; ``files``: of its load; ``address``: where more is said."""

    id: int
    at: dt.datetime
    action: str
    title: str
    source: str
    load: int | None
    files: tuple[str, ...]
    by: str
    why: tuple[str, ...]
    counts: Mapping[str, int] | None
    rows: tuple[tuple[str, str, int, int, int], ...]
    address: str

    @property
    def told(self) -> str:
        """What it did, in a sentence."""
        counted = ", ".join(f"{count(self.counts[op], 'statement')} {op}" for op in OPS if self.counts[op]) if self.counts else ""
        files = f"From {', '.join(self.files)}. " if self.files else ""
        return files + (counted + ". " if counted else "") + " ".join(self.why)


def steps(since: dt.date, until: dt.date) -> list[Step]:
    """Steps that ended on a day from ``since`` to ``until`` (UTC), the newest first."""
    ledger = services().ledger
    entries = done_between(ledger, since, until)
    loads = {load.id: load for load in ledger.loads()} if entries else {}
    titles = {source.key: source.title for source in ledger.sources()}
    wanted = sorted({number for entry in entries for number in _decisions(entry)})
    decisions = {decision.id: decision for decision in ledger.decisions(wanted)} if wanted else {}
    return [_step(entry, loads, titles, decisions) for entry in entries]


def _decisions(entry: Entry) -> set[int]:
    if entry.action not in ("decide", "undecide"):
        return set()
    return set(entry.before.get("decisions", ())) ^ set(entry.after.get("decisions", ()))


def _step(entry: Entry, loads: Mapping[int, Load], titles: Mapping[str, str], decisions: Mapping[int, Decision]) -> Step:
    load = loads.get(entry.subject or 0) if entry.action in ("load", "undo", "redo") else None
    judged = [decisions[number] for number in sorted(_decisions(entry)) if number in decisions]
    said = _SAID.get(entry.action, entry.action.capitalize())
    title = said.format(number=load.id if load else "", title=titles.get(load.source_key, load.source_key) if load else "",
                        decisions=count(len(judged), "decision"))  # fmt: skip
    difference = load.difference if load and entry.action == "load" else None
    assert entry.finished_at is not None
    return Step(
        entry.id, entry.finished_at, entry.action, visible(title), load.source_key if load else "", load.id if load else None,
        tuple(file["name"] for file in load.files) if load and load.source_key != OWN else (), load.by if load else _by(judged),
        tuple(f"{decision.kind.replace('-', ' ')}: {decision.why}" for decision in judged[:5]),
        _total(difference) if difference is not None else None, tuple(_by_type(difference or {})),
        url_for("data.load", number=load.id, as_of=None) if load else url_for("data.decisions", as_of=None),
    )  # fmt: skip


def _by(judged: Sequence[Decision]) -> str:
    return ", ".join(dict.fromkeys(decision.by for decision in judged if decision.by))


def _total(difference: Mapping[str, Any]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for what in ("nodes", "links"):
        for ops in difference.get(what, {}).values():
            total.update(ops)
    return {op: total[op] for op in OPS}


def _by_type(difference: Mapping[str, Any]) -> list[tuple[str, str, int, int, int]]:
    found = ((what, type_, ops) for what in ("nodes", "links") for type_, ops in difference.get(what, {}).items())
    return [(what, type_, ops.get("added", 0), ops.get("changed", 0), ops.get("removed", 0)) for what, type_, ops in found]

