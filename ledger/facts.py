"""Facts that people typed in or corrected: what each says and why, beside the load that brought it in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import or_, select

from ledger.models import Load, TypedFact
from ledger.store import Ledger, now

_AT_ONCE = 400


class Recorded(NamedTuple):
    """A typed fact, its load, and what a person calls that load's state: in force, superseded or undone."""

    fact: Mapping[str, Any]
    load: Load
    status: str


class TypedFacts:
    """All reading and writing of typed facts. Objects that it returns are detached."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    def keep(self, content: str, ends: tuple[str, str], fact: Mapping[str, Any]) -> None:
        """Keep a fact before its load; ``content`` is the load's, ``ends`` the record that it is about and the other end's."""
        with self.ledger.session() as session:
            if session.get(TypedFact, content) is None:
                session.add(TypedFact(content=content, about=ends[0], other=ends[1], fact=dict(fact), at=now()))

    def about(self, records: Sequence[str]) -> list[Recorded]:
        """Facts that reached the network about any of these records, newest first."""
        found: dict[int, tuple[Mapping[str, Any], Load]] = {}
        with self.ledger.session() as session:
            for start in range(0, len(records), _AT_ONCE):
                some = records[start : start + _AT_ONCE]
                query = select(TypedFact.fact, Load).join(Load, Load.content == TypedFact.content)
                query = query.where(Load.state == "loaded", or_(TypedFact.about.in_(some), TypedFact.other.in_(some)))
                found |= {load.id: (fact, load) for fact, load in session.execute(query)}
        return [Recorded(fact, load, self.ledger.status(load)) for _, (fact, load) in sorted(found.items(), reverse=True)]
