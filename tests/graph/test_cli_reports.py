"""``flask cypher`` and ``flask report`` over a real Neo4j: what they print, and how they end."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import Result
from flask.testing import FlaskCliRunner

from app import create_app
from app.settings import read_settings
from graph.client import Graph
from tests.graph.small_graph import country, link, org, program, write

pytestmark = pytest.mark.once

REPORTS = list((Path(__file__).parents[2] / "cypher" / "reports").glob("*.cypher"))


@pytest.fixture
def cli(graph: Graph, tmp_path: Path) -> FlaskCliRunner:
    """The command line over a small graph; today is June 30, 2024."""
    reform = program("reform", valid_from="2023-01-01")
    write(
        graph,
        link("FUNDS", org("inl", "us_federal", "US"), reform), link("FUNDS", org("=1+1", "ngo"), reform),
        link("OPERATES_IN", reform, country("GT", "Guatemala")),
        link("IMPLEMENTS", org("Police of A", "ngo"), reform), link("IMPLEMENTS", org("Police of B", "ngo"), reform),
    )
    settings = read_settings({}, PARTNERGRAPH_HOME=str(tmp_path), PARTNERGRAPH_TODAY="2024-06-30")
    return create_app(settings, graph=graph).test_cli_runner()


def run(cli: FlaskCliRunner, *args: str, input_: str = "", code: int = 0) -> Result:
    done = cli.invoke(args=list(args), input=input_)
    assert done.exit_code == code, done.output
    return done


def test_cypher_answers_in_three_formats(cli: FlaskCliRunner) -> None:
    statement = "MATCH (o:Organization) WHERE o.name STARTS WITH $start RETURN o.name AS name, o.sources AS sources ORDER BY name"
    asked = ("cypher", statement, "--param", "start=Police", "--format")
    assert json.loads(run(cli, *asked, "json").stdout) == [
        {"name": "Police of A", "sources": ["t"]}, {"name": "Police of B", "sources": ["t"]},
    ]
    assert list(csv.reader(io.StringIO(run(cli, *asked, "csv").stdout))) == [
        ["name", "sources"], ["Police of A", "t"], ["Police of B", "t"],
    ]
    assert [line.split() for line in run(cli, *asked, "table").stdout.splitlines()[2:]] == [
        ["Police", "of", "A", "t"], ["Police", "of", "B", "t"],
    ]


def test_cypher_reads_a_statement_from_standard_input_and_values_as_json(cli: FlaskCliRunner) -> None:
    asked = ("cypher", "-", "--param", "n=3", "--param", 'code="15130"', "--param", "$iso=GT", "--format", "json")
    assert json.loads(run(cli, *asked, input_="RETURN $n + 1 AS n, $code AS code, $iso AS iso").stdout) == [
        {"n": 4, "code": "15130", "iso": "GT"},
    ]


def test_cypher_caps_rows_and_says_so(cli: FlaskCliRunner) -> None:
    done = run(cli, "cypher", "UNWIND range(1, 9) AS x RETURN x", "--limit", "2")
    assert done.stdout.split() == ["x", "-", "1", "2"]
    assert "There are more rows: 2 are shown." in done.stderr
    run(cli, "cypher", "RETURN 1", "--limit", "1000000", code=2)
    run(cli, "cypher", "RETURN 1", "--timeout", "3600", code=2)


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("SHOW SETTINGS", "SHOW tells about the server"),
        ("CREATE (n:Country {id: 'country:XX'})", "changes the graph or the server"),
        ("LOAD CSV FROM 'file:///etc/passwd' AS l RETURN l", "LOAD CSV reads files"),
        ("CALL dbms.listConfig()", "The procedure dbms.listConfig is not one"),
        ("MATCH (n RETURN n", "Invalid input 'RETURN'"),
        ("RETURN $missing", "Expected parameter(s): missing"),
    ],
)
def test_cypher_refuses_plainly(cli: FlaskCliRunner, statement: str, told: str) -> None:
    done = run(cli, "cypher", statement, code=1)
    assert told in done.stderr
    assert "Traceback" not in done.output
    assert done.stdout == ""


def test_cypher_names_what_the_graph_does_not_have(cli: FlaskCliRunner) -> None:
    done = run(cli, "cypher", "MATCH (n:Organisation_misspelt) RETURN n.name")
    assert "The label `Organisation_misspelt` does not exist" in done.stderr


def test_reports_are_listed_with_what_they_take(cli: FlaskCliRunner) -> None:
    listed = {r["name"]: [p["name"] for p in r["parameters"]] for r in json.loads(run(cli, "report", "list", "--format", "json").stdout)}
    assert len(listed) == len(REPORTS)
    assert listed["who-funds-whom"] == ["country", "as_of", "since", "all_times"]
    assert "funder other_funder [country=any]" in run(cli, "report", "list").stdout


def test_a_report_is_run_in_three_formats(cli: FlaskCliRunner) -> None:
    asked = ("report", "run", "who-funds-whom", "--param", "country=GT", "--format")
    rows = json.loads(run(cli, *asked, "json").stdout)
    assert [(r["funder"], r["implementers"]) for r in rows] == [
        ("=1+1", ["Police of A", "Police of B"]), ("inl", ["Police of A", "Police of B"]),
    ]
    table = list(csv.DictReader(io.StringIO(run(cli, *asked, "csv").stdout)))
    assert [(r["funder"], r["implementers"], r["in_force"]) for r in table] == [
        ("'=1+1", "Police of A; Police of B", "yes"), ("inl", "Police of A; Police of B", "yes"),
    ]
    assert "Police of A; Police of B" in run(cli, *asked, "table").stdout
    assert "There are more rows" in run(cli, *asked, "json", "--limit", "1").stderr


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("nothing",), "There is no report named 'nothing'. There are: activity-by-line-and-year"),
        (("who-funds-whom", "--param", "country=Guatemala"), "Country: found 'Guatemala'; expected a country code"),
        (("who-funds-whom", "--param", "state=TX"), "has no parameter 'state'; it has country, as_of, since, all_times"),
        (("partners-of-an-organization",), "--param organization=..."),
        (("partners-of-an-organization", "--param", "organization=Police"), "organization=org:t:Police of B"),
    ],
)
def test_a_report_says_what_it_needs(cli: FlaskCliRunner, args: tuple[str, ...], told: str) -> None:
    done = run(cli, "report", "run", *args, code=1)
    assert told in done.stderr
    assert "Traceback" not in done.output
