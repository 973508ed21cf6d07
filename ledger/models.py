"""Tables of the ledger: what was loaded and decided, and what was done to the graph about it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """All tables of the ledger."""


class Source(Base):
    """A feed slot: one dataset of a publisher, or one sheet that somebody keeps."""

    __tablename__ = "sources"

    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    format: Mapped[str] = mapped_column(String(50))
    mode: Mapped[str] = mapped_column(String(20))
    rank: Mapped[int] = mapped_column(default=50)
    publisher: Mapped[str] = mapped_column(Text, default="")
    licence: Mapped[str] = mapped_column(Text, default="")
    page: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime]


class Load(Base):
    """One reading of a source's files. ``state``: reading, ready, loaded, failed, cancelled; ``undone_at`` takes it out of force.

    ``mapping``: name@version of the mapping by which it was read, empty where its format needs none.
    """

    __tablename__ = "loads"

    id: Mapped[int] = mapped_column(primary_key=True)
    source_key: Mapped[str] = mapped_column(ForeignKey("sources.key"), index=True)
    format: Mapped[str] = mapped_column(String(50))
    loader_version: Mapped[str] = mapped_column(String(50))
    state: Mapped[str] = mapped_column(String(20), index=True)
    files: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    content: Mapped[str] = mapped_column(String(64), index=True)
    counts: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    difference: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    message: Mapped[str] = mapped_column(Text, default="")
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]
    by: Mapped[str] = mapped_column(String(200), default="")
    mapping: Mapped[str] = mapped_column(String(120), default="", server_default="")


class SavedMapping(Base):
    """A version of a mapping as YAML text, never changed; the highest is used for the next file. ``format``: sheet or indicators."""

    __tablename__ = "mappings"

    name: Mapped[str] = mapped_column(String(100), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    format: Mapped[str] = mapped_column(String(50))
    source: Mapped[str] = mapped_column(String(200), default="")
    text: Mapped[str] = mapped_column(Text)
    why: Mapped[str] = mapped_column(Text, default="")
    by: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime]


class RowProblem(Base):
    """A row of a load that was set aside, is the same as another, or lost a field."""

    __tablename__ = "row_problems"
    __table_args__ = (Index("row_problems_of_load", "load_id", "fate"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    load_id: Mapped[int] = mapped_column(ForeignKey("loads.id"))
    fate: Mapped[str] = mapped_column(String(20))
    file: Mapped[str] = mapped_column(Text)
    line: Mapped[int]
    record: Mapped[str] = mapped_column(Text)
    field: Mapped[str] = mapped_column(Text)
    found: Mapped[str] = mapped_column(Text)
    expected: Mapped[str] = mapped_column(Text)


class Decision(Base):
    """Something a person judged about two records; never changed, only undone. ``a`` and ``b`` are source/key."""

    __tablename__ = "decisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    label: Mapped[str] = mapped_column(String(50))
    a: Mapped[str] = mapped_column(Text)
    b: Mapped[str] = mapped_column(Text)
    why: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(20))
    undone_at: Mapped[datetime | None]


class Table(Base):
    """A version of a hand-kept table (scope ...) as CSV text; the highest version is in force."""

    __tablename__ = "tables"

    name: Mapped[str] = mapped_column(String(50), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[str] = mapped_column(Text)
    why: Mapped[str] = mapped_column(Text, default="")
    by: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime]


class Entry(Base):
    """The journal: one difference to the graph, from one state to another. Pending ones are finished at the next start."""

    __tablename__ = "journal"

    id: Mapped[int] = mapped_column(primary_key=True)
    action: Mapped[str] = mapped_column(String(20))
    subject: Mapped[int | None]
    state: Mapped[str] = mapped_column(String(20), index=True)
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    after: Mapped[dict[str, Any]] = mapped_column(JSON)
    nodes: Mapped[int | None]
    links: Mapped[int | None]
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class Lock(Base):
    """Who is applying a difference right now."""

    __tablename__ = "locks"

    name: Mapped[str] = mapped_column(String(50), primary_key=True)
    host: Mapped[str] = mapped_column(String(200))
    pid: Mapped[int]
    process_started: Mapped[float]
    taken_at: Mapped[datetime]


class Job(Base):
    """Work of more than a moment. ``state``: waiting, running, done, failed, cancelled; host, pid and process say who runs it."""

    __tablename__ = "jobs"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(20), index=True)
    step: Mapped[str] = mapped_column(Text, default="")
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int | None]
    log: Mapped[str] = mapped_column(Text, default="")
    cancel: Mapped[bool] = mapped_column(default=False)
    request: Mapped[dict[str, Any]] = mapped_column(JSON)
    outcome: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    message: Mapped[str] = mapped_column(Text, default="")
    by: Mapped[str] = mapped_column(String(200), default="")
    queued_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    host: Mapped[str] = mapped_column(String(200), default="")
    pid: Mapped[int | None]
    process_started: Mapped[float | None]


class Upload(Base):
    """Files that a person handed in. ``state``: unclear, looking, ready, failed, loading, loaded, gone (thrown away)."""

    __tablename__ = "uploads"

    id: Mapped[int] = mapped_column(primary_key=True)
    folder: Mapped[str] = mapped_column(String(50))
    files: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(String(20), index=True)
    format: Mapped[str] = mapped_column(String(50), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(String(200), default="")
    additions: Mapped[bool] = mapped_column(default=False)
    preview: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    message: Mapped[str] = mapped_column(Text, default="")
    job_id: Mapped[int | None]
    load_id: Mapped[int | None]
    by: Mapped[str] = mapped_column(String(200), default="")
    mapping: Mapped[str] = mapped_column(String(120), default="", server_default="")
    at: Mapped[datetime]


class TypedFact(Base):
    """A fact that a person typed in or corrected. ``content``: of the load that brought it in; ``about`` and ``other``: the records
    (source/key, or the id of a shared thing) that it is about; ``fact``: all of it, with the reason."""

    __tablename__ = "typed_facts"

    content: Mapped[str] = mapped_column(String(64), primary_key=True)
    about: Mapped[str] = mapped_column(Text, index=True)
    other: Mapped[str] = mapped_column(Text, index=True, default="")
    fact: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[datetime]


class SavedView(Base):
    """A view that somebody keeps under a short address. ``address``: path and query of this site, never changed.

    One with a name stands in the list of saved views: ``since`` is what changed since it was looked at (empty: nothing),
    ``noticed`` counts its changes, ``trouble`` says why it could not be compared the last time.
    """

    __tablename__ = "saved_views"

    hash: Mapped[str] = mapped_column(String(20), primary_key=True)
    address: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime]
    name: Mapped[str] = mapped_column(Text, default="", server_default="")
    note: Mapped[str] = mapped_column(Text, default="", server_default="")
    named_at: Mapped[datetime | None]
    looked_at: Mapped[datetime | None]
    since: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, server_default="{}")
    noticed: Mapped[int] = mapped_column(default=0, server_default="0")
    trouble: Mapped[str] = mapped_column(Text, default="", server_default="")


class ViewReading(Base):
    """What a named view showed. ``role``: looked (when a person looked) or noticed (the last time it was compared); ``stamp``: the state
    of the network and of what was judged; ``content``: its rows, packed, ``None`` where they are too many to keep."""

    __tablename__ = "view_readings"

    hash: Mapped[str] = mapped_column(ForeignKey("saved_views.hash"), primary_key=True)
    role: Mapped[str] = mapped_column(String(10), primary_key=True)
    stamp: Mapped[str] = mapped_column(Text)
    day: Mapped[str] = mapped_column(String(10))
    digest: Mapped[str] = mapped_column(String(64))
    rows: Mapped[int]
    content: Mapped[bytes | None]
    at: Mapped[datetime]


class ViewChange(Base):
    """A change that was noticed in a named view, numbered from 1; never changed. ``since``: when it had been compared before."""

    __tablename__ = "view_changes"

    hash: Mapped[str] = mapped_column(ForeignKey("saved_views.hash"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    since: Mapped[datetime]
    at: Mapped[datetime]
    told: Mapped[dict[str, Any]] = mapped_column(JSON)


class Finding(Base):
    """An overlap or a gap that somebody judged. ``key`` names the facts that it is about; ``facts`` is their hash when it was judged last.

    ``state``: open, in work, accepted, closed. ``version`` counts its events, so that a stale form is noticed.
    """

    __tablename__ = "findings"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), index=True)
    key: Mapped[str] = mapped_column(Text, unique=True)
    title: Mapped[str] = mapped_column(Text)
    address: Mapped[str] = mapped_column(Text)
    country: Mapped[str] = mapped_column(String(10), default="")
    state: Mapped[str] = mapped_column(String(20), index=True)
    verdict: Mapped[str] = mapped_column(String(30), default="")
    owner: Mapped[str] = mapped_column(String(200), default="")
    due: Mapped[str] = mapped_column(String(10), default="")
    facts: Mapped[str] = mapped_column(String(64))
    version: Mapped[int] = mapped_column(default=0)
    opened_at: Mapped[datetime]
    changed_at: Mapped[datetime]


class FindingEvent(Base):
    """What was done about a finding, and why; never changed."""

    __tablename__ = "finding_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    finding_id: Mapped[int] = mapped_column(ForeignKey("findings.id"), index=True)
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(200), default="")
    changes: Mapped[dict[str, Any]] = mapped_column(JSON)
    note: Mapped[str] = mapped_column(Text, default="")


class OwnReport(Base):
    """A report that a person wrote: ``text`` is a whole file as ``cypher/reports`` has them; ``at``: when it was last saved."""

    __tablename__ = "own_reports"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
