"""A folder of the format's six tables with few rows, and what comes out of it as facts."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from loaders.demo import TABLES, rows
from loaders.rows import Fates, LinkRow, NodeRow

ORGANIZATIONS = (
    {"id": "inl", "name": "Bureau of INL", "acronym": "INL", "kind": "us_federal", "country_iso2": "US"},
    {"id": "us-gov", "name": "Government of the United States", "kind": "us_federal", "country_iso2": "US"},
    {"id": "tx-dps", "name": "Texas DPS", "kind": "us_state", "country_iso2": "US", "us_state": "TX"},
    {"id": "ng-tx", "name": "Texas National Guard", "kind": "us_state", "country_iso2": "US", "us_state": "TX"},
    {"id": "gt-pnc", "name": "Policía Nacional Civil", "acronym": "PNC", "kind": "foreign_counterpart", "country_iso2": "GT"},
)
PROGRAMS = (
    {"id": "merida", "name": "Mérida Initiative", "focus_area": "III:police-reform", "start": "2008", "status": "active"},
    {"id": "carsi", "name": "CARSI", "focus_area": "I:counternarcotics-interdiction", "status": "completed"},
)


class Loaded:
    """Rows and fates of a folder."""

    def __init__(self, folder: Path) -> None:
        self.fates = Fates()
        found = list(rows([folder], self.fates))
        self.nodes = [row for row in found if isinstance(row, NodeRow)]
        self.links = [row for row in found if isinstance(row, LinkRow)]

    def facts(self, *types: str) -> set[tuple[str, str, str]]:
        """(start, type, end) of the links of some types, each end by its local key."""
        return {(link.start.key, link.type, link.end.key) for link in self.links if link.type in types}

    def one(self, type_: str) -> LinkRow:
        """The only link of a type."""
        [link] = [link for link in self.links if link.type == type_]
        return link

    def node(self, label: str, key: str) -> NodeRow:
        """The node of that label and key that is no stub; its first statement where there are several."""
        return next(node for node in self.nodes if (node.label, node.key, node.stub) == (label, key, False))

    def figures(self) -> set[tuple[Any, ...]]:
        """(amount, kind, year or None) of every figure."""
        return {(f.props["amount"], f.props["kind"], f.props.get("year")) for f in self.nodes if f.label == "Figure"}

    def problems(self) -> set[tuple[str, str, int, str, str]]:
        """(fate, file, line, field, found) of every row or field that did not simply load."""
        return {(p.fate, p.where.file, p.where.line, p.where.field, p.found) for p in self.fates.problems}

    def counts(self, table: str) -> tuple[int, int, int, int]:
        """Rows read, loaded, same as, set aside."""
        f = self.fates
        return f.read[table], f.loaded(table), f.fates["same as", table], f.fates["set aside", table]


def write(folder: Path, **tables: Iterable[dict[str, str]]) -> Path:
    """Write the six tables; those not given are the few rows above, or empty."""
    given = {"organizations": ORGANIZATIONS, "programs": PROGRAMS, **tables}
    for name, columns in TABLES.items():
        with (folder / name).open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, columns, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(given.get(name.removesuffix(".csv"), ()))
    return folder


def link(source: str, relation: str, target: str, **more: str) -> dict[str, str]:
    """A row of links.csv."""
    return {"source_id": source, "relation": relation, "target_id": target, **more}
