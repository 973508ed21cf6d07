"""Two CSV files in a ZIP archive, once with the headers that Gephi knows and once with those of neo4j-admin."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

from app.explore.exports.picture import EDGE_KEYS, NODE_KEYS, Picture
from app.http.downloads import csv_lines
from app.http.formats import Table

_NEO4J = {"string": "", "int": ":int", "double": ":double", "boolean": ":boolean"}
README = """Things (nodes.csv) and links (links.csv) of a network, UTF-8.

gephi/   for Gephi (File, Import spreadsheet: first nodes.csv as a nodes table, then links.csv as an edges table), pandas and spreadsheets
neo4j/   for an empty Neo4j: neo4j-admin database import full --nodes=neo4j/nodes.csv --relationships=neo4j/links.csv

A text that a spreadsheet would take for a formula has an apostrophe in front.

"""


def pair(picture: Picture) -> bytes:
    """The archive: README.txt, and nodes.csv and links.csv in ``gephi/`` and ``neo4j/``."""
    nodes = [(thing.id, values) for thing, values in picture.node_rows()]
    links = [(link.start, link.end, values) for link, values in picture.edge_rows()]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", README + "\n".join(f"{label}: {text}" for label, text in picture.lines()) + "\n")
        archive.writestr("gephi/nodes.csv", _csv(("Id", "Label", *list(NODE_KEYS)[1:]), ((id_, *values) for id_, values in nodes)))
        archive.writestr("gephi/links.csv", _csv(
            ("Source", "Target", "Type", "Label", "kind_of_link", "links", "in_force", "stated_by"),
            ((start, end, "Directed", values[1], values[0], *values[2:]) for start, end, values in links)))
        archive.writestr("neo4j/nodes.csv", _csv(
            ("id:ID", ":LABEL", *_typed(NODE_KEYS)), ((id_, values[1], *values) for id_, values in nodes)))
        archive.writestr("neo4j/links.csv", _csv(
            (":START_ID", ":END_ID", ":TYPE", *_typed(dict(list(EDGE_KEYS.items())[1:]))),
            ((start, end, values[0], values[1], values[2], str(values[3]).lower(), values[4]) for start, end, values in links)))
    return made.getvalue()


def _typed(keys: dict[str, str]) -> list[str]:
    return [name + _NEO4J[type_] for name, type_ in keys.items()]


def _csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    return "".join(csv_lines(Table("", tuple(columns), rows)))
