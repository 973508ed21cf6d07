"""What every loader gives: rows of nodes and links, and the fate of every row that it read.

A loader is pure: files in, rows out, no database, no network. ``NodeRow.record`` is the record of the file that
makes the statement; ``NodeRow.key`` is the local key of the thing described or named. A record that names something
it does not describe gives a stub (``stub=True``): the thing's name and nothing else, so that no link hangs on
another record or source.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NamedTuple

from loaders.spill import Spooled

Props = Mapping[str, Any]
Fate = Literal["set aside", "same as", "fault"]
# The source of what people type in or correct here. Its nodes have the record that they are about as local key (``demo/inl``).
OWN = "own"


class Ref(NamedTuple):
    """One end of a link: the label and local key of a node that a row of the same load names."""

    label: str
    key: str


class NodeRow(NamedTuple):
    """A record's statement about a node.

    ``key``: local key; of shared node types (Country, FocusArea ...) the id itself, ``country:GT``.
    ``identifiers``: strong ones only, as ``SCHEME:value``; records with an equal one are one node.
    """

    label: str
    key: str
    record: str
    name: str
    props: Props = {}
    identifiers: tuple[str, ...] = ()
    stub: bool = False

    @property
    def ref(self) -> Ref:
        """This node as the end of a link."""
        return Ref(self.label, self.key)


class LinkRow(NamedTuple):
    """A record's statement of a link; ``tells`` tells it from others of the same record, type and ends."""

    type: str
    start: Ref
    end: Ref
    record: str
    props: Props = {}
    tells: str = ""


Row = NodeRow | LinkRow


class Where(NamedTuple):
    """Place of a row: file name, line (or element number), record and field."""

    file: str
    line: int = 0
    record: str = ""
    field: str = ""


class RowProblem(NamedTuple):
    """A row that was set aside, is the same as another, or lost a field (``fault``: the rest of it is loaded)."""

    fate: Fate
    where: Where
    found: str
    expected: str


@dataclass
class Fates:
    """Counts what was read and keeps what did not simply load: read = loaded + same as + set aside, per table."""

    read: Counter[str] = field(default_factory=Counter)
    fates: Counter[tuple[str, str]] = field(default_factory=Counter)
    problems: Spooled[RowProblem] = field(default_factory=Spooled)

    def saw(self, table: str, rows: int = 1) -> None:
        """Count rows (or records) read from a table of the file."""
        self.read[table] += rows

    def set_aside(self, table: str, where: Where, found: object, expected: str, rows: int = 1) -> None:
        """A row that is not loaded, and why; ``rows`` alike in one record are told once and counted all."""
        self._keep("set aside", table, where, found, expected)
        self.fates["set aside", table] += rows - 1

    def same_as(self, table: str, where: Where, other: str) -> None:
        """A row that states a fact already stated by ``other``; it is kept as a further record of that fact."""
        self._keep("same as", table, where, "", other)

    def fault(self, table: str, where: Where, found: object, expected: str) -> None:
        """A field that is left out; the rest of its row is loaded."""
        self._keep("fault", table, where, found, expected)

    def loaded(self, table: str) -> int:
        """Rows of a table that are in the graph by their own right."""
        return self.read[table] - self.fates["set aside", table] - self.fates["same as", table]

    def table(self) -> list[dict[str, int | str]]:
        """One row a table: read, loaded, same as, set aside, faults."""
        return [
            {"table": name, "read": count, "loaded": self.loaded(name), "same_as": self.fates["same as", name],
             "set_aside": self.fates["set aside", name], "faults": self.fates["fault", name]}
            for name, count in sorted(self.read.items())
        ]

    def _keep(self, fate: Fate, table: str, where: Where, found: object, expected: str) -> None:
        self.fates[fate, table] += 1
        self.problems.append(RowProblem(fate, where, str(found)[:500], expected))


@dataclass(frozen=True)
class SourceInfo:
    """The feed slot that a load goes to, as its loader proposes it from the files."""

    key: str
    title: str
    publisher: str = ""
    licence: str = ""
    page: str = ""
    mode: Literal["snapshot", "additions"] = "snapshot"
    rank: int = 50


@dataclass(frozen=True)
class MappingText:
    """A mapping as it is kept: its name, its version (0: one that is not kept yet) and its text (YAML)."""

    name: str
    version: int
    text: str

    def __str__(self) -> str:
        return f"{self.name}@{self.version}"

    @property
    def digest(self) -> str:
        """SHA-256 of the text: equal texts read a file in the same way, whatever they are called."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True)
class Loader:
    """One source format.

    ``rows(files, fates)`` yields rows; it raises ``UnreadableFile`` when a file cannot be read at all.
    ``source(files)`` proposes the feed slot; ``recognises(path, head)`` says why a file looks like this format
    ("" when it does not); ``version`` changes whenever the same bytes would give other rows. ``by_mapping`` gives the
    same format read by a mapping (``UnreadableFile`` names the line of one that is wrong), which is then its ``mapping``.
    """

    name: str
    version: str
    title: str
    rows: Callable[[Sequence[Path], Fates], Iterator[Row]]
    source: Callable[[Sequence[Path]], SourceInfo]
    recognises: Callable[[Path, bytes], str]
    by_mapping: Callable[[MappingText], Loader] | None = None
    mapping: MappingText | None = None
