"""What people judge on pages, one key at a time: kept at once, put in force by a job that takes all that wait.

A decision here is in one of these states: ``waiting`` (kept, not in force yet), ``being applied``, ``noted`` (nothing
follows from it for the network: "unsure"), and those of every decision: ``in force``, ``undone``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from networkx.utils import UnionFind
from sqlalchemy import select, update

from ledger.models import Decision
from ledger.store import Ledger, now

WAITING, TAKEN, NOTED = "waiting", "being applied", "noted"
SAME, NOT_SAME, PART_OF, UNSURE = "same", "not-same", "part-of", "unsure"
MERGING = (SAME, NOT_SAME)
ANSWERS = (*MERGING, PART_OF, UNSURE)


class Said(NamedTuple):
    """What a person says of two records (source/key) of one label: ``kind`` is one of ``ANSWERS``."""

    kind: str
    label: str
    a: str
    b: str
    why: str
    by: str = ""


class Judgements:
    """All reading and writing of what waits to be put in force. Objects that it returns are detached."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    def keep(self, said: Iterable[Said]) -> list[Decision]:
        """Keep judgements, all of them or none; same and not-same wait for the job, the others are noted."""
        kept = [
            Decision(kind=one.kind, label=one.label, a=one.a, b=one.b, why=one.why, by=one.by, at=now(),
                     state=WAITING if one.kind in MERGING else NOTED)
            for one in said
        ]  # fmt: skip
        with self.ledger.session() as session:
            session.add_all(kept)
        return kept

    def holding(self) -> list[Decision]:
        """Every judgement that has not been taken back, in force or on its way there, oldest first."""
        query = select(Decision).where(Decision.state.in_(("in force", WAITING, TAKEN, NOTED))).order_by(Decision.id)
        with self.ledger.session() as session:
            return list(session.scalars(query))

    def any(self) -> bool:
        """Whether any waits."""
        with self.ledger.session() as session:
            return session.scalar(select(Decision.id).where(Decision.state.in_((WAITING, TAKEN))).limit(1)) is not None

    def take(self) -> list[int]:
        """Numbers of all that wait, now being applied; also those that a job which broke off had taken. Call it under the graph's lock."""
        with self.ledger.session() as session:
            session.execute(update(Decision).where(Decision.state == WAITING).values(state=TAKEN))
            return list(session.scalars(select(Decision.id).where(Decision.state == TAKEN).order_by(Decision.id)))

    def leave(self) -> None:
        """What was taken waits again: it could not be put in force."""
        with self.ledger.session() as session:
            session.execute(update(Decision).where(Decision.state == TAKEN).values(state=WAITING))

    def withdraw(self, number: int) -> bool:
        """Take back a judgement that is not in force yet; ``False`` where it is (or is being put there): a job must do it."""
        with self.ledger.session() as session:
            query = update(Decision).where(Decision.id == number, Decision.state.in_((WAITING, NOTED)))
            done = session.execute(query.values(state="undone", undone_at=now()))
            return bool(done.rowcount)  # type: ignore[attr-defined]


class Settled:
    """Which pairs of records are judged: "same" is carried on, and "not the same" holds for all that are one with either."""

    def __init__(self, bodies: Iterable[Sequence[str]], decisions: Iterable[Decision]) -> None:
        """``bodies``: the records of each organization as the network has it."""
        self._one: UnionFind[str] = UnionFind()
        for records in bodies:
            self._one.union(*records)
        known = list(decisions)
        for decision in known:
            if decision.kind == SAME:
                self._one.union(decision.a, decision.b)
        self._judged: dict[frozenset[str], Decision] = {}
        for decision in known:
            if decision.kind != SAME:
                self._judged[frozenset((self._one[decision.a], self._one[decision.b]))] = decision

    def of(self, a: str, b: str) -> str:
        """``same``, ``not-same``, ``part-of``, ``unsure``, or ``""`` where nobody judged them."""
        one, other = self._one[a], self._one[b]
        if one == other:
            return SAME
        found = self._judged.get(frozenset((one, other)))
        return found.kind if found else ""
