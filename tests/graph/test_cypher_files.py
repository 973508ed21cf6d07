"""The lint of cypher/: every file, on its own words and on a real Neo4j that holds everything the model declares."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.catalogue import Query, load_catalogue, parse_query
from graph.catalogue.lint import lint_run, lint_text, scanned
from graph.client import Graph
from graph.model import KINDS, LINKS, NODES
from tests.conftest import VERSION, empty
from tests.graph import full_graph

FOLDER = Path(__file__).parents[2] / "cypher"
FILES = [pytest.param(file, id=file.relative_to(FOLDER).with_suffix("").as_posix()) for file in sorted(FOLDER.rglob("*.cypher"))]
REPORTS = [param for param in FILES if str(param.id).startswith("reports/")]


@pytest.fixture(scope="module")
def everything(connection: Graph) -> Graph:
    """A graph that holds every label, link type and property."""
    empty(connection)
    full_graph.build(connection)
    return connection


@pytest.fixture
def query(file: Path) -> Query:
    """The query of one file: a file that is wrong fails its own tests, not everybody's."""
    name = file.relative_to(FOLDER).with_suffix("").as_posix()
    return parse_query(file.read_text(encoding="utf-8"), name, file=f"cypher/{name}.cypher")


def test_the_catalogue_loads() -> None:
    assert set(load_catalogue(FOLDER)) == {param.id for param in FILES}


@pytest.mark.parametrize("file", FILES)
def test_every_name_is_in_the_model_and_no_habit_is_bad(query: Query) -> None:
    assert lint_text(query) == []


@pytest.mark.parametrize("file", FILES)
def test_it_runs_without_complaint_and_returns_its_columns(everything: Graph, query: Query) -> None:
    params = {p.name: full_graph.SAMPLES[p.type] for p in query.parameters if p.required}
    assert lint_run(everything, query, params, deprecations=VERSION.startswith("5.")) == []


@pytest.mark.parametrize("file", FILES)
def test_a_file_is_named_and_told_as_people_read_it(query: Query) -> None:
    stem = query.name.rpartition("/")[2]
    assert stem == stem.lower().replace("_", "-").replace(" ", "-"), "kebab-case"
    assert query.description.endswith("."), "the description is whole sentences"
    assert not query.title.endswith("."), "the title is no sentence"


@pytest.mark.parametrize("file", REPORTS)
def test_a_report_says_what_a_row_is_and_why_there_may_be_none(query: Query) -> None:
    assert query.shown.theme, "theme says under which heading it is listed"
    assert query.row, "row says what one row of the answer is"
    assert query.empty.endswith("."), "empty says why there may be no rows"
    assert "not" in query.description.split(), "the description says what the report does not show"
    assert {"sources", "source"} & set(query.columns), "a report names its sources"
    for name in query.columns:
        assert not name.endswith("_id") or name.removesuffix("_id") in query.columns, f"{name} stands beside the name it links"


@pytest.mark.once
@pytest.mark.parametrize("file", REPORTS)
def test_a_report_looks_at_every_node_of_a_label_only_where_it_says_why(demo_graph: Graph, query: Query) -> None:
    """Planned on the demonstration: what the planner does depends on how many there are."""
    params = query.values({p.name: full_graph.SAMPLES[p.type] for p in query.parameters if p.required})
    assert scanned(demo_graph.explain(query.text, params)[1]) == set(query.shown.scans)


def test_the_full_graph_is_full(everything: Graph) -> None:
    assert {row[0] for row in everything.read("MATCH (n) UNWIND labels(n) AS label RETURN DISTINCT label").rows} == {
        *NODES, *KINDS.values(),
    }
    assert {row[0] for row in everything.read("MATCH ()-[r]->() RETURN DISTINCT type(r)").rows} == set(LINKS)
    found = everything.read("MATCH (n) UNWIND keys(n) AS key RETURN DISTINCT labels(n)[0], key").rows
    declared = {(node.label, p.name) for node in NODES.values() for p in node.properties}
    assert declared <= {(str(label), str(key)) for label, key in found}


def test_the_example_in_the_documentation_is_sound(everything: Graph) -> None:
    text = (FOLDER.parent / "docs" / "add-a-report.md").read_text(encoding="utf-8")
    block = text[text.index("    // ---") :].split("\n\n", 1)[0]
    query = parse_query("\n".join(line.removeprefix("    ") for line in block.splitlines()), "reports/example")
    assert (lint_text(query), lint_run(everything, query, {})) == ([], [])


def query_of(statement: str, columns: str = "x") -> Query:
    front = f"// ---\n// title: t\n// description: d.\n// view: table\n// columns: [{columns}]\n// ---\n"
    return parse_query(front + statement, "q")


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("MATCH (n:Organisation)\nRETURN n.name AS x", "q.cypher:7: warn: label does not exist"),
        ("MATCH (n:Organization)\nRETURN n.unheard_of AS x", "q.cypher:8: warn: property key does not exist"),
        ("MATCH ()-[:PAYS]->(n) RETURN n.name AS x", "q.cypher:7: warn: relationship type does not exist"),
        ("MATCH (n) RETURN n.name AS y", "q.cypher:7: columns declares [x], the statement returns [y]"),
        ("MATCH (n) SET n.name = 'x' RETURN 1 AS x", "q.cypher:7: the statement is of type 'rw'"),
        ("MATCH (n) RETURN n.name AS x ORDER BY", "q.cypher:7: Invalid input"),
        ("MATCH (n) CALL { WITH n RETURN n.id AS x } RETURN x", "q.cypher:7: warn: feature deprecated"),
    ],
)
def test_the_lint_finds_what_is_wrong(everything: Graph, statement: str, told: str) -> None:
    if "deprecated" in told and not VERSION.startswith("5."):
        told = ""
    complaints = lint_run(everything, query_of(statement), {}, deprecations=bool(told))
    assert (complaints[0] if complaints else "").startswith(told)
    assert bool(complaints) == bool(told)


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("RETURN apoc.text.join(['a'], '') AS x", "q.cypher:7: apoc.text is an add-on"),
        ("MATCH (n)\nRETURN id(n) AS x", "q.cypher:8: id() is going away"),
        ("CYPHER 25 MATCH (n) RETURN n.name AS x", "q.cypher:7: no CYPHER prefix"),
        ("MATCH (n) CALL { WITH n RETURN n.id AS x } RETURN x", "q.cypher:7: CALL { } is deprecated"),
        ("RETURN 1 AS x;", "q.cypher:7: one statement a file"),
        ("LOAD CSV FROM 'file:///x' AS x RETURN x", "q.cypher:7: LOAD CSV reads files"),
        ("MATCH (n:Progam) RETURN n.id AS x", "q.cypher:7: label 'Progam' is not in the model"),
    ],
)
def test_the_lint_finds_bad_words(statement: str, told: str) -> None:
    assert [complaint.startswith(told) for complaint in lint_text(query_of(statement))] == [True]
