"""What a loader makes of files, as plain facts; every row goes through the checks of the load path."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.came_out import CameOut, said_loaded
from loaders.path.rows_archive import RowsArchive, finish
from loaders.rows import Fates, LinkRow, Loader, MappingText, NodeRow, Ref
from loaders.sheet.located import mapping_text

FIXTURES = Path(__file__).parents[1] / "fixtures"


@dataclass
class Told:
    """Rows of a load: ``nodes`` by label and key (what is described goes before what is only named), and all links."""

    fates: Fates
    rows: list[NodeRow | LinkRow]
    nodes: dict[tuple[str, str], NodeRow] = field(default_factory=dict)
    links: list[LinkRow] = field(default_factory=list)

    def organizations(self, *props: str) -> set[tuple[Any, ...]]:
        """(key, the named properties, identifiers) of all organizations."""
        found = [row for row in self.nodes.values() if row.label == "Organization"]
        return {(row.key, *(row.props.get(name) for name in props), row.identifiers) for row in found}

    def names(self, label: str) -> set[tuple[str, str]]:
        """(key, name) of all nodes of a label."""
        return {(row.key, row.name) for row in self.nodes.values() if row.label == label}

    def node(self, label: str, key: str) -> NodeRow:
        """The node with that key."""
        return self.nodes[label, key]

    def props(self, label: str, key: str) -> dict[str, Any]:
        """The properties of a node."""
        return dict(self.nodes[label, key].props)

    def pairs(self, type_: str) -> set[tuple[str, str]]:
        """(start, end) keys of the links of a type."""
        return {(row.start.key, row.end.key) for row in self.links if row.type == type_}

    def link(self, type_: str, start: str, end: str) -> LinkRow:
        """The one link of that type between two keys."""
        found = [row for row in self.links if (row.type, row.start.key, row.end.key) == (type_, start, end)]
        assert len(found) == 1, found
        return found[0]

    def fate(self) -> dict[str, tuple[int, int, int, int]]:
        """(read, loaded, same as, set aside) by table; every row has exactly one of the fates."""
        return {
            str(row["table"]): (int(row["read"]), int(row["loaded"]), int(row["same_as"]), int(row["set_aside"]))
            for row in self.fates.table()
        }

    def problems(self, fate: str = "") -> set[tuple[str, int, str, str]]:
        """(fate, line, field, found)."""
        return {(p.fate, p.where.line, p.where.field, p.found) for p in self.fates.problems if fate in {"", p.fate}}

    def text(self) -> str:
        """Every word of every row, to look for what must not be there."""
        return "\n".join(repr(row) for row in self.rows) + repr(self.fates.table())


def by(loader: Loader, mapping: Path) -> Loader:
    """A loader by the mapping in a file."""
    assert loader.by_mapping is not None
    return loader.by_mapping(MappingText(mapping.name, 0, mapping_text(mapping)))


def told(loader: Loader, *files: Path) -> Told:
    """Load files the way the load path does, up to the rows."""
    fates = Fates()
    rows = list(loader.rows(files, fates))
    with TemporaryDirectory() as folder:
        with RowsArchive(Path(folder), loader.source(files).key, 1) as archive:
            archive.add(rows)
        finish(Path(folder), "snapshot")
    found = Told(fates, rows)
    for row in rows:
        if isinstance(row, LinkRow):
            found.links.append(row)
        elif not row.stub or (row.label, row.key) not in found.nodes:
            before = found.nodes.get((row.label, row.key))
            found.nodes[row.label, row.key] = row if before is None or before.stub else _both(before, row)
    assert_named(found)
    assert_came_out(loader, found)
    return found


def _both(a: NodeRow, b: NodeRow) -> NodeRow:
    return a._replace(props={**b.props, **a.props}, identifiers=tuple(dict.fromkeys((*a.identifiers, *b.identifiers))))


def assert_named(found: Told) -> None:
    """Every end of a link is named by a row of its own record."""
    named = {(row.record, Ref(row.label, row.key)) for row in found.rows if isinstance(row, NodeRow)}
    missing = {(row.record, end) for row in found.links for end in (row.start, row.end)} - named
    assert not missing, missing


def assert_came_out(loader: Loader, found: Told) -> None:
    """Where a row of a table is a record, as many records came out as rows as are said to be loaded."""
    said, out = said_loaded(loader, found.fates), CameOut()
    for _ in out.through(found.rows):
        pass
    assert said is None or said == len(out), f"{said} records are said to be loaded, {len(out)} came out: {found.fate()}"


def write(folder: Path, name: str, content: str | bytes) -> Path:
    """A file for a test."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def written(folder: Path, name: str, rows: Sequence[Sequence[object]]) -> Path:
    """A CSV file for a test."""
    import csv
    import io

    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return write(folder, name, out.getvalue())
