"""The picture as a file: nothing is asked from anywhere, nothing that a source says becomes markup."""

from __future__ import annotations

import datetime as dt
import json
import re

import pytest
from flask import Flask

from app.http.kinds import KIND_LOOKS
from app.profiles.network import Edge, LegendEntry, Network, Node
from app.profiles.picture import MOST, picture

HOSTILE = [
    "</script><script>window.hit = 1</script>", '"><img src=x onerror="window.hit = 2">', "<a href='https://evil.example/'>x</a>",
    "\u202eevil\u202c", "nul\x00bell\x07", "=HYPERLINK(1)", "${7*7}{{7*7}}", "x" * 3000,
]


def network(names: list[str]) -> Network:
    nodes = [Node(f"org:t:{i}", name, "ngo", i / 10, -i / 10, i, i, True, "", ("funds",)) for i, name in enumerate(names)]
    edges = [Edge("org:t:0", node.id, "FUNDS", "funds", 1, index % 2 == 0) for index, node in enumerate(nodes[1:])]
    look = KIND_LOOKS["ngo"]
    legend = (LegendEntry("ngo", look.label, look.shape, look.path, look.hollow, len(nodes)),)
    around = len(nodes) - 1
    day = dt.date(2026, 5, 4)
    return Network("org:t:0", names[0], day, around, around, "All are shown.", tuple(nodes), tuple(edges), legend)


def drawn(html: str, what: str) -> list[dict[str, object]]:
    found = re.search(rf"{what} = new vis\.DataSet\((\[.*?\])\);", html)
    assert found is not None
    rows: list[dict[str, object]] = json.loads(found[1])
    return rows


def test_the_file_asks_for_nothing(app: Flask) -> None:
    with app.test_request_context():
        html = picture(network(["A", "B"]))
    assert "default-src 'none'" in html
    assert not re.search(r"<(?:script|img|iframe|source)\b[^>]*\bsrc=|<link\b|@import", html.split("<body>")[1])
    assert not re.search(r"<script\b[^>]*\bsrc=|<link\b", html)
    assert html.lstrip().startswith("<!doctype html>")


def test_names_stay_text(app: Flask) -> None:
    with app.test_request_context():
        html = picture(network(["Centre", *HOSTILE]))
    body = html.split("<body>")[1]
    for name in ("<script>window.hit", "<img src=x", "<a href='https://evil"):
        assert name not in body
    assert "\x00" not in html
    labels = [row["label"] for row in drawn(html, "nodes")]
    assert labels[1] == HOSTILE[0][:48]
    assert all(len(str(label)) <= 48 for label in labels)
    assert "popup.innerHTML" not in html


def test_nodes_stand_where_the_layout_put_them_and_nothing_moves(app: Flask) -> None:
    with app.test_request_context():
        html = picture(network(["A", "B", "C"]))
    assert [(row["x"], row["y"]) for row in drawn(html, "nodes")] == [(0.0, 0.0), (70.0, -70.0), (140.0, -140.0)]
    assert {(row["from"], row["to"], row["dashes"]) for row in drawn(html, "edges")} == {(0, 1, False), (0, 2, True)}
    assert '"physics": {"enabled": false}' in html


def test_too_many_are_refused(app: Flask) -> None:
    with app.test_request_context(), pytest.raises(ValueError, match="5,001 things are too many"):
        picture(network(["x"] * (MOST + 1)))
