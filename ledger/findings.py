"""Findings: overlaps and gaps that a person judged, with owner, state, due date and the whole history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import func, select

from ledger.errors import LedgerError, NotFound
from ledger.models import Finding, FindingEvent
from ledger.store import Ledger, now

STATES = ("open", "in work", "accepted", "closed")
SETTLED = ("accepted", "closed")
VERDICTS = ("warranted", "coordinate", "merge", "not an overlap", "need information")
GAP_VERDICTS = ("fill it", "extend what is there", "others will fill it", "leave it", "not a gap", "need information")
REOPENED = "The facts changed since this was settled."
GONE = ""
IS_GONE = "The sources no longer show it."
IS_BACK = "The sources show it again."
NOTICED = (REOPENED, IS_GONE, IS_BACK)


class StaleFinding(LedgerError):
    """Somebody else changed the finding since the form was made."""


@dataclass(frozen=True)
class Subject:
    """What a finding is about. ``key``: stable across loads; ``facts``: hash of what the judgement rests on; ``address``: its page."""

    kind: str
    key: str
    title: str
    address: str
    facts: str
    country: str = ""


@dataclass(frozen=True)
class Changed:
    """What a comparison with the facts changed: how many findings were opened again, are gone, are back."""

    reopened: int = 0
    gone: int = 0
    back: int = 0


@dataclass(frozen=True)
class Judgement:
    """What a person says of it. ``due``: ISO date or empty."""

    state: str
    verdict: str = ""
    owner: str = ""
    due: str = ""


class Findings:
    """All reading and writing of findings. Objects that it returns are detached."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    def find(self, key: str) -> Finding | None:
        """The finding on these facts, if anybody judged them."""
        with self.ledger.session() as session:
            return session.scalar(select(Finding).where(Finding.key == key))

    def get(self, number: int) -> Finding:
        """One finding; ``NotFound`` where there is none."""
        with self.ledger.session() as session:
            found = session.get(Finding, number)
        if found is None:
            raise NotFound(f"There is no finding {number}.")
        return found

    def all(self, kind: str = "") -> list[Finding]:
        """Findings of a kind (all by default), the one changed last first."""
        query = select(Finding).order_by(Finding.changed_at.desc(), Finding.id.desc())
        with self.ledger.session() as session:
            return list(session.scalars(query.where(Finding.kind == kind) if kind else query))

    def history(self, number: int) -> list[FindingEvent]:
        """What was done about a finding, oldest first."""
        with self.ledger.session() as session:
            return list(session.scalars(select(FindingEvent).where(FindingEvent.finding_id == number).order_by(FindingEvent.id)))

    def judge(self, subject: Subject, judgement: Judgement, version: int, note: str = "", by: str = "") -> Finding:
        """Set state, verdict, owner and due date; ``version`` is that of the form (0: nobody had judged it).

        Raises ``StaleFinding`` when it was changed since, ``LedgerError`` for a state or verdict that there is not, and
        for settling it without a reason.
        """
        _check(subject.kind, judgement, note)
        with self.ledger.session() as session:
            found = session.scalar(select(Finding).where(Finding.key == subject.key))
            if (found.version if found else 0) != version:
                raise StaleFinding("Somebody else changed this since you opened it. Nothing was overwritten: look at it again.")
            if found is None:
                found = Finding(kind=subject.kind, key=subject.key, state="open", opened_at=now(), verdict="", owner="", due="", version=0)
                session.add(found)
            changes = {name: [getattr(found, name), new] for name, new in asdict(judgement).items() if getattr(found, name) != new}
            for name, value in {**asdict(judgement), "title": subject.title, "address": subject.address}.items():
                setattr(found, name, value)
            found.facts, found.country, found.version, found.changed_at = subject.facts, subject.country, version + 1, now()
            session.flush()
            session.add(FindingEvent(finding_id=found.id, at=found.changed_at, by=by, changes=changes, note=note))
            return found

    def reopen_changed(self, kind: str, facts: Mapping[str, str]) -> int:
        """Open settled findings whose facts (key to hash) are others now; one whose facts are gone stays as it is. How many."""
        reopened = 0
        with self.ledger.session() as session:
            for found in session.scalars(select(Finding).where(Finding.kind == kind)):
                current = facts.get(found.key, found.facts)
                if current == found.facts:
                    continue
                if found.state in SETTLED:
                    changes = {"state": [found.state, "open"]}
                    session.add(FindingEvent(finding_id=found.id, at=now(), by="", changes=changes, note=REOPENED))
                    found.state, found.version, found.changed_at = "open", found.version + 1, now()
                    reopened += 1
                found.facts = current
        return reopened


    def check(self, facts: Mapping[str, str]) -> Changed:
        """Compare findings with the facts as they are (key to hash, ``GONE`` where it is no longer there); other keys stay.

        What is gone is said in its history and keeps its state. What is back, or rests on other facts, is opened again where
        it was settled.
        """
        changed = {"reopened": 0, "gone": 0, "back": 0}
        with self.ledger.session() as session:
            for found in session.scalars(select(Finding).where(Finding.key.in_(list(facts)))):
                now_, before = facts[found.key], found.facts
                if now_ == before:
                    continue
                found.facts = now_
                changes: dict[str, list[str]] = {}
                if GONE in (now_, before):
                    changes["facts"] = ["there", "gone"] if now_ == GONE else ["gone", "there"]
                    changed["gone" if now_ == GONE else "back"] += 1
                if now_ != GONE and found.state in SETTLED:
                    changes["state"] = [found.state, "open"]
                    found.state = "open"
                    changed["reopened"] += 1
                if changes:
                    note = IS_GONE if now_ == GONE else IS_BACK if before == GONE else REOPENED
                    found.version, found.changed_at = found.version + 1, now()
                    session.add(FindingEvent(finding_id=found.id, at=found.changed_at, by="", changes=changes, note=note))
        return Changed(**changed)

    def events(self) -> list[FindingEvent]:
        """Everything that was done about any finding, oldest first."""
        with self.ledger.session() as session:
            return list(session.scalars(select(FindingEvent).order_by(FindingEvent.at, FindingEvent.id)))

    def last_event(self) -> int:
        """Number of the newest event, 0 where there is none."""
        with self.ledger.session() as session:
            return session.scalar(select(func.max(FindingEvent.id))) or 0


def verdicts_of(kind: str) -> tuple[str, ...]:
    """The verdicts that findings of a kind may have."""
    return GAP_VERDICTS if kind.startswith("gap:") else VERDICTS


def _check(kind: str, judgement: Judgement, note: str) -> None:
    _one_of("state", judgement.state, STATES)
    if judgement.verdict:
        _one_of("verdict", judgement.verdict, verdicts_of(kind))
    if judgement.state in SETTLED and not note.strip():
        raise LedgerError(f"Say why it is {judgement.state}: whoever comes next has only this to go by.")


def _one_of(name: str, value: Any, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise LedgerError(f"{name}: found {value!r}, expected one of {', '.join(allowed)}.")
