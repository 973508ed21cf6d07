"""The ledger: sources, loads, row problems, decisions, tables and the journal of differences."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from sqlalchemy import Engine, delete, func, insert, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from ledger.database import open_database
from ledger.errors import LedgerError, NotFound
from ledger.models import Decision, Entry, Load, RowProblem, Source, Table
from ledger.state import EMPTY, SourceState, State

IN_FORCE = "in force"


def now() -> datetime:
    """The time, in UTC, without a zone: what every column of the ledger holds."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


class Ledger:
    """All reading and writing of the ledger. Objects that it returns are detached: change nothing through them."""

    def __init__(self, url: str) -> None:
        self.engine: Engine = open_database(url)

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()

    @contextmanager
    def session(self) -> Iterator[Session]:
        """One transaction."""
        try:
            with Session(self.engine, expire_on_commit=False) as session, session.begin():
                yield session
        except OperationalError as error:
            raise LedgerError(
                f"The ledger cannot be read or written: {error.orig}. Check that the disk is neither full nor read-only, and DATABASE_URL."
            ) from error

    # Sources

    def sources(self) -> list[Source]:
        """All sources, by rank and key."""
        with self.session() as session:
            return list(session.scalars(select(Source).order_by(Source.rank, Source.key)))

    def source(self, key: str) -> Source:
        """One source; ``NotFound`` where there is none."""
        with self.session() as session:
            found = session.get(Source, key)
        if found is None:
            raise NotFound(f"There is no source {key!r}. `flask loads` lists the sources that were loaded.")
        return found

    def register_source(self, values: Mapping[str, Any]) -> Source:
        """The source of that key, made where it is new. Its mode and format never change."""
        with self.session() as session:
            found = session.get(Source, values["key"])
            if found is None:
                found = Source(**values, created_at=now())
                session.add(found)
            elif found.format != values["format"]:
                raise LedgerError(
                    f"The source {found.key!r} holds {found.format} files; this is a {values['format']} file. Give --source another key."
                )
            return found

    # Loads

    def start_load(self, source: str, format_: str, version: str, by: str = "") -> Load:
        """A new load in state ``reading``."""
        load = Load(
            source_key=source,
            format=format_,
            loader_version=version,
            state="reading",
            files=[],
            content="",
            counts=[],
            difference={},
            message="",
            started_at=now(),
            by=by,
        )
        with self.session() as session:
            session.add(load)
        return load

    def update_load(self, load_id: int, **values: Any) -> Load:
        """Set columns of a load."""
        with self.session() as session:
            load = session.get_one(Load, load_id)
            for name, value in values.items():
                setattr(load, name, value)
            return load

    def load(self, load_id: int) -> Load:
        """One load; ``NotFound`` where there is none."""
        with self.session() as session:
            found = session.get(Load, load_id)
        if found is None:
            raise NotFound(f"There is no load {load_id}. `flask loads` lists them.")
        return found

    def loads(self, source: str | None = None) -> list[Load]:
        """Loads, newest first; of one source if named."""
        query = select(Load).order_by(Load.id.desc())
        if source is not None:
            query = query.where(Load.source_key == source)
        with self.session() as session:
            return list(session.scalars(query))

    def forget(self, load_id: int, *, source_too: bool) -> None:
        """Remove every trace of a dry run, and of its source if it was made for it."""
        with self.session() as session:
            load = session.get_one(Load, load_id)
            session.execute(delete(RowProblem).where(RowProblem.load_id == load_id))
            session.delete(load)
            session.flush()
            if source_too:
                session.delete(session.get_one(Source, load.source_key))

    def with_content(self, content: str) -> list[Load]:
        """Loads of the same bytes by the same loader that reached the graph, newest first."""
        with self.session() as session:
            return list(session.scalars(select(Load).where(Load.content == content, Load.state == "loaded").order_by(Load.id.desc())))

    def status(self, load: Load) -> str:
        """What a person calls the load: in force, superseded, undone, failed, cancelled or reading."""
        if load.state != "loaded":
            return load.state
        if load.undone_at is not None:
            return "undone"
        return IN_FORCE if load.id in self.state().loads else "superseded"

    def add_problems(self, load_id: int, problems: Iterable[Mapping[str, Any]]) -> None:
        """Keep the row problems of a load."""
        rows = ({"load_id": load_id, **problem} for problem in problems)
        with self.session() as session:
            while batch := list(islice(rows, 5000)):
                session.execute(insert(RowProblem), batch)

    def problems(self, load_id: int, fate: str | None = None, *, offset: int = 0, limit: int | None = None) -> list[RowProblem]:
        """Row problems of a load in file order, of one fate if named."""
        query = select(RowProblem).where(RowProblem.load_id == load_id).order_by(RowProblem.id).offset(offset).limit(limit)
        if fate is not None:
            query = query.where(RowProblem.fate == fate)
        with self.session() as session:
            return list(session.scalars(query))

    def problem_counts(self, load_id: int) -> dict[str, int]:
        """How many row problems of each fate."""
        query = select(RowProblem.fate, func.count()).where(RowProblem.load_id == load_id).group_by(RowProblem.fate)
        with self.session() as session:
            return dict(session.execute(query).all())

    # Decisions

    def add_decision(self, kind: str, label: str, pair: tuple[str, str], why: str, by: str = "") -> Decision:
        """A decision that is not in force yet; the journal puts it in force."""
        decision = Decision(kind=kind, label=label, a=pair[0], b=pair[1], why=why, by=by, at=now(), state="pending")
        with self.session() as session:
            session.add(decision)
        return decision

    def decisions(self, ids: Sequence[int] | None = None) -> list[Decision]:
        """Decisions that were ever in force, oldest first, or those of the given ids."""
        query = select(Decision).order_by(Decision.id)
        query = query.where(Decision.state != "pending") if ids is None else query.where(Decision.id.in_(ids))
        with self.session() as session:
            return list(session.scalars(query))

    def decision(self, decision_id: int) -> Decision:
        """One decision; ``NotFound`` where there is none."""
        with self.session() as session:
            found = session.get(Decision, decision_id)
        if found is None:
            raise NotFound(f"There is no decision {decision_id}. `flask decisions` lists them.")
        return found

    # Tables

    def table(self, name: str) -> str | None:
        """Content (CSV text) of a hand-kept table as it stands, or ``None``."""
        query = select(Table.content).where(Table.name == name).order_by(Table.version.desc()).limit(1)
        with self.session() as session:
            return session.scalar(query)

    def set_table(self, name: str, content: str, why: str = "", by: str = "") -> bool:
        """A new version of a table; ``False`` when it says what it said before."""
        with self.session() as session:
            latest = session.scalar(select(Table).where(Table.name == name).order_by(Table.version.desc()).limit(1))
            if latest is not None and latest.content == content:
                return False
            version = 1 if latest is None else latest.version + 1
            session.add(Table(name=name, version=version, content=content, why=why, by=by, at=now()))
        return True

    def drop_table_version(self, name: str, *, keep: str | None) -> None:
        """Take back the newest version of a table, which could not be put in force; ``keep`` is what stood before."""
        with self.session() as session:
            latest = session.scalar(select(Table).where(Table.name == name).order_by(Table.version.desc()).limit(1))
            if latest is not None and latest.content != keep:
                session.delete(latest)

    def table_versions(self, name: str) -> list[Table]:
        """Versions of a table, newest first."""
        with self.session() as session:
            return list(session.scalars(select(Table).where(Table.name == name).order_by(Table.version.desc())))

    # State and journal

    def state(self) -> State:
        """The state that the graph shows, or is on its way to."""
        with self.session() as session:
            loads = session.scalars(select(Load).where(Load.state == "loaded", Load.undone_at.is_(None)).order_by(Load.id)).all()
            decisions = session.scalars(select(Decision.id).where(Decision.state == IN_FORCE).order_by(Decision.id)).all()
            sources = {source.key: source for source in session.scalars(select(Source))}
        by_source: dict[str, list[int]] = {}
        for load in loads:
            ids = by_source.setdefault(load.source_key, [])
            if sources[load.source_key].mode == "snapshot":
                ids.clear()
            ids.append(load.id)
        return State({key: SourceState(sources[key].rank, tuple(ids)) for key, ids in by_source.items()}, tuple(decisions))

    def last_done(self, besides: Sequence[str] = ()) -> Entry | None:
        """The journal's last finished entry, of actions other than ``besides``."""
        query = select(Entry).where(Entry.state == "done", Entry.action.not_in(besides)).order_by(Entry.id.desc()).limit(1)
        with self.session() as session:
            return session.scalar(query)

    def version(self) -> int | None:
        """Number of the state that the network is in, ``None`` while it is being written.

        An entry that was taken back counts as well: what was read while it was being written must not be kept.
        """
        with self.session() as session:
            newest = session.scalar(select(Entry).order_by(Entry.id.desc()).limit(1))
        if newest is None:
            return 0
        return None if newest.state == "pending" else newest.id

    def pending(self) -> Entry | None:
        """The entry that was begun and not finished, if any."""
        with self.session() as session:
            return session.scalar(select(Entry).where(Entry.state == "pending").order_by(Entry.id).limit(1))

    def begin(self, action: str, subject: int | None, before: State, after: State) -> Entry:
        """Note a difference before the first write."""
        entry = Entry(action=action, subject=subject, state="pending", before=before.to_json(), after=after.to_json(), started_at=now())
        with self.session() as session:
            session.add(entry)
        return entry

    def finish(self, entry_id: int, nodes: int, links: int, difference: Mapping[str, Any]) -> None:
        """The difference is in the graph: put its subject in (or out of) force, in one transaction."""
        with self.session() as session:
            entry = session.get_one(Entry, entry_id)
            entry.state, entry.finished_at, entry.nodes, entry.links = "done", now(), nodes, links
            _settle(session, entry, difference)

    def cancel(self, entry_id: int) -> None:
        """The difference was taken back."""
        with self.session() as session:
            entry = session.get_one(Entry, entry_id)
            entry.state, entry.finished_at = "cancelled", now()
            if entry.action == "load" and entry.subject is not None:
                load = session.get_one(Load, entry.subject)
                load.state, load.finished_at = "cancelled", now()


def _settle(session: Session, entry: Entry, difference: Mapping[str, Any]) -> None:
    """Put in force, or out of it, what the entry was about."""
    if entry.action in ("load", "undo", "redo"):
        load = session.get_one(Load, entry.subject)
        if entry.action == "load":
            load.state, load.finished_at, load.difference = "loaded", now(), dict(difference)
        load.undone_at = now() if entry.action == "undo" else None
    before, after = set(entry.before["decisions"]), set(entry.after["decisions"])
    if entry.action in ("decide", "undecide"):
        for number in after - before:
            session.get_one(Decision, number).state = IN_FORCE
        for number in before - after:
            decision = session.get_one(Decision, number)
            decision.state, decision.undone_at = "undone", now()


def state_with(
    ledger: Ledger, *, add: Load | None = None, drop: Load | None = None, decide: Sequence[int] = (), undecide: int | None = None
) -> State:
    """The state as it would be with one load or decision more or less."""
    state = ledger.state()
    sources, decisions = dict(state.sources), [d for d in state.decisions if d != undecide]
    changed = add or drop
    if changed is not None:
        source = ledger.source(changed.source_key)
        ids = [load.id for load in ledger.loads(source.key) if load.state == "loaded" and load.undone_at is None]
        ids = sorted({*ids, *([add.id] if add else [])} - {drop.id if drop else None})
        kept = tuple(ids[-1:] if source.mode == "snapshot" else ids)
        sources.pop(source.key, None)
        if kept:
            sources[source.key] = SourceState(source.rank, kept)
    return State(sources, tuple(sorted({*decisions, *decide})))


def content_hash(shas: Sequence[str], loader: str, version: str, mapping: str = "") -> str:
    """One hash for the same bytes read by the same loader with the same mapping, whatever the files are called."""
    return hashlib.sha256("\n".join([loader, version, mapping, *sorted(shas)]).encode()).hexdigest()


__all__ = ["EMPTY", "IN_FORCE", "Ledger", "content_hash", "now", "state_with"]
