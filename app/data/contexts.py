"""What the data pages show, as plain rows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, ClassVar

from app.http.formats import Table
from app.http.page import PageContext
from app.http.paging import Pager


@dataclass(frozen=True)
class LoadRow:
    """One load in a list."""

    id: int
    source: str
    title: str
    format: str
    files: tuple[str, ...]
    when: dt.datetime
    rows: int
    loaded: int
    same_as: int
    set_aside: int
    faults: int
    status: str
    mapping: str


@dataclass(frozen=True)
class ChangeRow:
    """How many of one node or link type a load added, changed and removed."""

    type: str
    what: str
    added: int
    changed: int
    removed: int
    examples: tuple[str, ...]


@dataclass(frozen=True)
class ProblemRow:
    """A row that was set aside, is the same as another, or lost a field."""

    fate: str
    file: str
    line: int
    record: str
    field: str
    found: str
    expected: str


@dataclass(frozen=True)
class SourceRow:
    """One feed slot."""

    key: str
    title: str
    publisher: str
    licence: str
    page: str
    format: str
    mode: str
    rank: int
    loads: int
    load: int | None
    loaded: dt.datetime | None
    nodes: int
    links: int
    owner: str
    due: dt.date | None
    late: int


@dataclass(frozen=True)
class DecisionRow:
    """One decision and whether it holds."""

    id: int
    kind: str
    label: str
    a: str
    b: str
    why: str
    by: str
    at: dt.datetime
    state: str
    against: tuple[str, ...]


@dataclass(frozen=True)
class PropertyRow:
    """One property of a type in the data dictionary."""

    of: str
    name: str
    type: str
    unit: str
    values: str
    description: str


@dataclass(frozen=True)
class TypeRow:
    """One node or link type in the data dictionary, with how many there are."""

    name: str
    kind: str
    description: str
    ends: tuple[str, ...]
    count: int
    properties: tuple[PropertyRow, ...]


LOAD_COLUMNS = ("id", "source", "format", "files", "when", "rows", "loaded", "same_as", "set_aside", "faults", "status", "mapping")
PROBLEM_COLUMNS = ("fate", "file", "line", "record", "field", "found", "expected")
SOURCE_COLUMNS = ("key", "title", "publisher", "licence", "page", "format", "mode", "rank", "loads", "load", "loaded", "nodes", "links",
                  "owner", "due", "late")
DECISION_COLUMNS = ("id", "kind", "label", "a", "b", "why", "by", "at", "state", "against")
PROPERTY_COLUMNS = ("of", "name", "type", "unit", "values", "description")


def _table(name: str, columns: tuple[str, ...], rows: Any) -> Table:
    return Table(name, columns, ([getattr(row, column) for column in columns] for row in rows))


@dataclass(frozen=True, kw_only=True)
class LoadsPage(PageContext):
    """All loads, newest first."""

    template: ClassVar[str] = "data/loads.html"
    loads: tuple[LoadRow, ...]

    def table(self) -> Table:
        """One row a load."""
        return _table("loads", LOAD_COLUMNS, self.loads)


@dataclass(frozen=True, kw_only=True)
class LoadPage(PageContext):
    """One load: counts, difference, rows that did not simply load."""

    template: ClassVar[str] = "data/load.html"
    load: LoadRow
    message: str
    undone: dt.datetime | None
    finished: dt.datetime | None
    sizes: tuple[tuple[str, int, str], ...]
    counts: tuple[dict[str, Any], ...]
    changes: tuple[ChangeRow, ...]
    fates: tuple[tuple[str, int], ...]
    fate: str
    problems: tuple[ProblemRow, ...]
    pager: Pager
    everything: Any
    kept: bool
    originals: bool
    others: tuple[LoadRow, ...]

    def data(self) -> Any:
        """Everything but the pager, what to compare with, and whether the files are there and the reader may have them."""
        return {key: value for key, value in super().data().items() if key not in ("pager", "everything", "kept", "originals", "others")}

    def table(self) -> Table:
        """Every row problem of the load, or those of the fate asked for."""
        return _table(f"load-{self.load.id}-rows", PROBLEM_COLUMNS, self.everything())


@dataclass(frozen=True, kw_only=True)
class SourcesPage(PageContext):
    """All sources, by rank."""

    template: ClassVar[str] = "data/sources.html"
    rows: tuple[SourceRow, ...]

    def table(self) -> Table:
        """One row a source."""
        return _table("sources", SOURCE_COLUMNS, self.rows)


@dataclass(frozen=True, kw_only=True)
class DecisionsPage(PageContext):
    """All decisions, newest first."""

    template: ClassVar[str] = "data/decisions.html"
    rows: tuple[DecisionRow, ...]

    def table(self) -> Table:
        """One row a decision."""
        return _table("decisions", DECISION_COLUMNS, self.rows)


@dataclass(frozen=True, kw_only=True)
class DictionaryPage(PageContext):
    """Every node and link type with its properties."""

    template: ClassVar[str] = "data/dictionary.html"
    nodes: tuple[TypeRow, ...]
    links: tuple[TypeRow, ...]

    def table(self) -> Table:
        """One row a property."""
        return _table("dictionary", PROPERTY_COLUMNS, [p for t in (*self.nodes, *self.links) for p in t.properties])
