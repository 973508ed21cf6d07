"""py2neo and pandas over the partner network, and the example notebook run cell by cell."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import py2neo
import pytest

from graph.client import Graph
from graph.engine import Engine
from graph.errors import ConnectionFailed, EngineError, ParameterError, QueryRefused
from graph.model import LINKS, NODES
from graph.notebook import connect, frame, links, nodes, queries
from tests.graph.small_graph import country, link, org, program, write

NOTEBOOK = Path(__file__).parents[2] / "docs" / "notebooks" / "partner-network.ipynb"


@pytest.fixture
def environment(graph: Graph, engine: Engine) -> dict[str, str]:
    """The settings that lead to the test's graph."""
    reform = program("reform")
    write(
        graph,
        link("FUNDS", org("inl", "us_federal", "US"), reform), link("IMPLEMENTS", org("helper", "ngo", "GT"), reform),
        link("OPERATES_IN", reform, country("GT", "Guatemala")), link("IMPLEMENTS", org("pnc", "foreign_counterpart", "GT"), reform),
    )
    address = engine.address()
    return {"NEO4J_URI": address.uri, "NEO4J_USERNAME": address.username, "NEO4J_PASSWORD": address.password}


@pytest.fixture
def opened(environment: dict[str, str]) -> py2neo.Graph:
    """The graph through py2neo."""
    return connect(environment=environment)


def test_a_report_is_a_frame(opened: py2neo.Graph) -> None:
    found = frame(opened, queries()["reports/who-funds-whom"], country="GT", as_of="2024-06-30")
    assert found[["funder", "receives", "implementers"]].to_dict("records") == [
        {"funder": "inl", "receives": "reform", "implementers": ["helper", "pnc"]},
    ]
    with pytest.raises(ParameterError, match="Country: found 'Guatemala'"):
        frame(opened, queries()["reports/who-funds-whom"], country="Guatemala")


def test_cypher_is_a_frame_with_its_columns_also_without_rows(opened: py2neo.Graph) -> None:
    assert frame(opened, "MATCH (o:Organization {kind: $kind}) RETURN o.name AS name", kind="ngo")["name"].tolist() == ["helper"]
    assert list(frame(opened, "MATCH (o:Organization {kind: 'academic'}) RETURN o.name AS name, o.id AS id").columns) == ["name", "id"]


def test_a_question_only_reads(opened: py2neo.Graph, graph: Graph) -> None:
    with pytest.raises(QueryRefused, match="read access mode"):
        frame(opened, "CREATE (n:Country {id: 'country:XX'}) RETURN n")
    assert graph.read("MATCH (c:Country) RETURN count(c) AS n").rows == [(1,)]


def test_whole_types_are_frames(opened: py2neo.Graph) -> None:
    organizations = nodes(opened, "Organization")
    assert list(organizations.columns) == [p.name for p in NODES["Organization"].properties]
    assert organizations[["id", "kind"]].values.tolist() == [
        ["org:t:helper", "ngo"], ["org:t:inl", "us_federal"], ["org:t:pnc", "foreign_counterpart"],
    ]
    delivered = links(opened, "IMPLEMENTS")
    assert list(delivered.columns) == ["start", "end", *(p.name for p in LINKS["IMPLEMENTS"].properties)]
    assert set(delivered["start"]) == {"org:t:helper", "org:t:pnc"}
    with pytest.raises(KeyError):
        nodes(opened, "Nowhere")


def test_what_cannot_be_opened_is_told(tmp_path: Path, environment: dict[str, str]) -> None:
    with pytest.raises(EngineError, match="flask engine start"):
        connect(tmp_path, {})
    with pytest.raises(ConnectionFailed, match=r"py2neo cannot open bolt://127\.0\.0\.1:1"):
        connect(environment={"NEO4J_URI": "bolt://127.0.0.1:1"})
    with pytest.raises(ConnectionFailed, match="database nowhere"):
        connect(environment={**environment, "NEO4J_DATABASE": "nowhere"})


def test_the_example_notebook_runs(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    assert all(not cell["outputs"] for cell in cells if cell["cell_type"] == "code"), "outputs are not committed"
    space: dict[str, Any] = {}
    for cell in cells:
        if cell["cell_type"] == "code":
            exec(compile("".join(cell["source"]), cell["id"], "exec"), space)
    assert space["funding"]["funder"].tolist() == ["inl"]
    assert space["kinds"].values.tolist() == [["foreign_counterpart", 1], ["ngo", 1]]
    assert isinstance(space["most"], pd.Series)
    assert space["most"].to_dict() == {("helper", "ngo"): 1, ("pnc", "foreign_counterpart"): 1}
    assert [node["name"] for node in space["ngos"]] == ["helper"]
