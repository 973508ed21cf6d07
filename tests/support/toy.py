"""A format for tests of the load path: JSON lines that are rows already, and a graph as plain sets."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from graph.client import Graph
from ledger.archive import Archive
from ledger.store import Ledger
from loaders.errors import UnreadableFile
from loaders.path.apply import Stores
from loaders.path.load import Outcome, Request, load
from loaders.rows import Fates, LinkRow, Loader, NodeRow, Ref, Row, SourceInfo, Where


def _rows(files: Sequence[Path], fates: Fates) -> Iterator[Row]:
    for path in files:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line == "broken":
                raise UnreadableFile(f"{path.name}, line {number}: broken")
            fates.saw("rows")
            item = json.loads(line)
            if "bad" in item:
                fates.set_aside("rows", Where(path.name, number, item["record"], "bad"), item["bad"], "no bad rows")
            elif "type" in item:
                yield LinkRow(
                    item["type"], Ref(*item["start"]), Ref(*item["end"]), item["record"], item.get("props", {}), item.get("tells", "")
                )
            else:
                yield NodeRow(
                    item["label"],
                    item["key"],
                    item["record"],
                    item["name"],
                    item.get("props", {}),
                    tuple(item.get("ids", ())),
                    item.get("stub", False),
                )


TOY = Loader("toy", "1", "Rows for tests", _rows, lambda files: SourceInfo(files[0].stem, files[0].stem.title()), lambda path, head: "")


def org(key: str, name: str = "", *, record: str = "", ids: Sequence[str] = (), stub: bool = False, **props: Any) -> dict[str, Any]:
    """A row that describes (or, as a stub, names) an organization."""
    return {
        "label": "Organization",
        "key": key,
        "record": record or key,
        "name": name or key.title(),
        "props": props,
        "ids": list(ids),
        "stub": stub,
    }


def program(key: str, name: str = "", **props: Any) -> dict[str, Any]:
    """A row that describes a program."""
    return {"label": "Program", "key": key, "record": key, "name": name or key.title(), "props": props}


def country(code: str, record: str) -> dict[str, Any]:
    """A row that names a country."""
    return {"label": "Country", "key": f"country:{code}", "record": record, "name": code, "stub": True}


def link(type_: str, start: str, end: str, record: str, **props: Any) -> dict[str, Any]:
    """A link row; ends are written ``o:inl``, ``p:wacsi``, ``country:GT`` or ``focus:III``."""
    return {"type": type_, "start": _end(start), "end": _end(end), "record": record, "props": props}


def _end(text: str) -> tuple[str, str]:
    labels = {"o": "Organization", "p": "Program"}
    head, _, rest = text.partition(":")
    return (labels[head], rest) if head in labels else ("FocusArea" if head == "focus" else "Country", text)


def stores_on(graph: Graph, folder: Path) -> Stores:
    """A new ledger and archive beside a graph."""
    return Stores(graph, Ledger(f"sqlite:///{folder / 'ledger.sqlite'}"), Archive(folder / "archive"))


def bring(stores: Stores, source: str, rows: Sequence[dict[str, Any]], **how: Any) -> Outcome:
    """Write rows to a file and load it as a source."""
    path = stores.archive.root.parent / f"{source}.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return load(stores, Request(TOY, [path], source=source, allow_removals=how.pop("allow_removals", True), **how))


def whole(graph: Graph) -> tuple[frozenset[Any], frozenset[Any]]:
    """The graph as two sets that compare: nodes with labels and properties, links with ends and properties."""
    nodes = graph.read("MATCH (n) RETURN labels(n), properties(n)").rows
    links = graph.read("MATCH (a)-[r]->(b) RETURN type(r), a.id, b.id, properties(r)").rows
    return (
        frozenset((tuple(sorted(labels)), json.dumps(props, sort_keys=True)) for labels, props in nodes),
        frozenset((*ends, json.dumps(props, sort_keys=True)) for *ends, props in links),
    )
