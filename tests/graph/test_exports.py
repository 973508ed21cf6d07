"""The network as files for other programs: read back, each is the network that the map shows, with its attributes."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import networkx as nx
import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from app.explore import found as finding
from app.explore.exports.cypher import literal
from graph.client import Graph
from loaders.ftm import LOADER
from tests.graph.small_graph import country, focus, link, node, org, program
from tests.graph.test_explore import client_on
from tests.support.telling import told

GT, POLICE, LINE = country("GT", "Guatemala"), focus("III", "police-reform"), focus("III")
INL = org("inl", "us_federal", "US", acronym="INL", homepage="https://inl.example",
          identifiers=["US-SAM:ABCDEF123456", "US-SAM:ABCDEF123457", "US-EIN:521234567"])
PNC, UN = org("pnc", "foreign_counterpart", "GT"), org("un", "international_organization")
EVIL = node("Organization", "org:t:evil", "=HYPERLINK('x')\\u0027}) DETACH DELETE n //\n\\\x07 شرطة " + "x" * 500, kind="ngo", country="GT")
REFORM = program("reform", status="active", valid_from="2020-01-01", valid_from_text="2020", description="Reform; it's \"all\".")
DEAL = node("Agreement", "agreement:t:deal", "Deal")
LINKS = (
    link("FUNDS", INL, REFORM, valid_from="2020-02-01", role="it's {ours}"), link("IMPLEMENTS", EVIL, REFORM),
    link("BENEFITS", REFORM, PNC),
    link("TRAINS", INL, PNC), link("PARTNERS_WITH", INL, PNC), link("MEMBER_OF", PNC, UN), link("SUCCEEDED_BY", EVIL, PNC),
    link("OPERATES_IN", REFORM, GT), link("BASED_IN", PNC, GT), link("ADDRESSES", REFORM, POLICE), link("PART_OF", POLICE, LINE),
    link("PARTY_TO", INL, DEAL),
)
NODES = {thing.id: thing for pair in LINKS for thing in (pair.start, pair.end)}
PAIRS = {(pair.start.id, pair.end.id, pair.type) for pair in LINKS}
EVERY = urlencode([("ids", id_) for id_ in NODES])

pytestmark = pytest.mark.once


@pytest.fixture
def client(graph: Graph, tmp_path: Path) -> FlaskClient:
    """A client on the small network; today is June 30, 2024."""
    return client_on(graph, tmp_path, *LINKS)


def file(client: FlaskClient, name: str, query: str = EVERY) -> bytes:
    answer = client.get(f"/explore/map.{name}?{query}")
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=map.")
    return bytes(answer.data)


def test_networkx_reads_back_the_network_with_its_attributes(client: FlaskClient) -> None:
    graphml, gexf = nx.parse_graphml(file(client, "graphml")), nx.read_gexf(io.BytesIO(file(client, "gexf")))
    for read in (graphml, gexf):
        assert set(read.nodes) == set(NODES)
        assert {(start, end, facts["type"]) for start, end, facts in read.edges(data=True)} == PAIRS
        funds = next(facts for *_, facts in read.edges(data=True) if facts["type"] == "FUNDS")
        assert (funds["link"], funds["links"], funds["in_force"], funds["stated_by"]) == ("funds", 1, True, "t")
        inl = read.nodes[INL.id]
        assert (inl["kind"], inl["country"], inl["links_in_all"], inl["sources"]) == ("U.S. federal agency", "US", 4, "t")
        assert read.nodes[EVIL.id]["name"] == EVIL.props["name"].replace("\x07", "\ufffd")
    assert "As of: 2024-06-30" in graphml.graph["about"]
    assert "Source: t" in graphml.graph["about"]
    assert f"Link that makes it again: http://localhost/explore?{EVERY}&as_of=2024-06-30" in graphml.graph["about"]


def test_a_pair_of_csv_files(client: FlaskClient) -> None:
    archive = zipfile.ZipFile(io.BytesIO(file(client, "zip")))
    rows = {name: list(csv.DictReader(io.StringIO(archive.read(name).decode()))) for name in archive.namelist() if name.endswith(".csv")}
    assert {row["Id"] for row in rows["gephi/nodes.csv"]} == {row["id:ID"] for row in rows["neo4j/nodes.csv"]} == set(NODES)
    assert {(row["Source"], row["Target"], row["kind_of_link"]) for row in rows["gephi/links.csv"]} == PAIRS
    assert {(row[":START_ID"], row[":END_ID"], row[":TYPE"]) for row in rows["neo4j/links.csv"]} == PAIRS
    assert next(row["Label"] for row in rows["gephi/nodes.csv"] if row["Id"] == EVIL.id).startswith("'=HYPERLINK")
    assert "Source: t" in archive.read("README.txt").decode()


def whole(graph: Graph) -> tuple[set[Any], set[Any]]:
    """Everything in the graph: nodes with labels and properties, links with properties."""
    nodes = graph.read("MATCH (n) RETURN labels(n), properties(n)").rows
    links = graph.read("MATCH (a)-[r]->(b) RETURN a.id, type(r), b.id, properties(r)").rows
    return ({(tuple(sorted(labels)), json.dumps(facts, sort_keys=True)) for labels, facts in nodes},
            {(*ends, json.dumps(facts, sort_keys=True)) for *ends, facts in links})


def test_cypher_makes_the_same_graph_again(client: FlaskClient, graph: Graph) -> None:
    lines = file(client, "cypher").decode().splitlines()
    statements = [line for line in lines if not line.startswith("//")]
    assert all(line.endswith(";") for line in statements)
    before = whole(graph)
    assert len(before[1]) == len(LINKS)
    graph.write([("MATCH (n) DETACH DELETE n", {})])
    for _ in range(2):  # the second time changes nothing
        for statement in statements:
            if statement.startswith("CREATE CONSTRAINT"):
                graph.schema(statement)
            else:
                graph.write([(statement.removesuffix(";"), {})])
        assert whole(graph) == before

    @settings(max_examples=15, deadline=None, database=None)
    @given(st.lists(st.one_of(st.text(), st.text(alphabet="\\'u0027\"\n{}`;")), min_size=20, max_size=60))
    def any_text_is_itself(texts: list[str]) -> None:
        assert graph.read(f"RETURN {literal(texts)} AS texts").rows == [(texts,)]

    any_text_is_itself()


def test_follow_the_money_is_read_by_our_own_loader(client: FlaskClient, tmp_path: Path) -> None:
    path = tmp_path / "map.ftm.json"
    path.write_bytes(file(client, "ftm.jsonl"))
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    note = lines[0]["properties"]["description"][0]
    assert lines[0]["schema"] == "Note"
    assert "1 of agreement: FollowTheMoney has no schema for them." in note
    assert "1 of the identifiers of the scheme US-EIN: FollowTheMoney has no schema for them." in note
    assert '1 of the links "party to" to or from places, focus areas and agreements' in note
    named = {line["properties"].get("name", [""])[0].split("\\")[0]: line for line in lines}
    assert {(line["schema"], name) for name, line in named.items() if name and line["schema"] != "Note"} == {
        ("PublicBody", "inl"), ("PublicBody", "pnc"), ("Organization", "un"), ("Organization", "=HYPERLINK('x')"), ("Project", "reform"),
    }
    assert named["reform"]["properties"] | {"sourceUrl": []} == {
        "name": ["reform"], "description": ["Reform; it's \"all\"."], "status": ["active"], "startDate": ["2020"], "country": ["gt"],
        "keywords": ["police-reform"], "publisher": ["t"], "sourceUrl": [],
    }
    assert named["inl"]["properties"]["uniqueEntityId"] == ["ABCDEF123456", "ABCDEF123457"]
    read = told(LOADER, path)
    keys = {line["id"]: name for name, line in named.items()}

    def pairs(type_: str) -> set[tuple[str, str]]:
        return {(keys[start], keys.get(end, end)) for start, end in read.pairs(type_)}

    assert {keys[key] for key, _ in read.names("Organization")} == {"inl", "pnc", "un", "=HYPERLINK('x')"}
    assert {keys[key] for key, _ in read.names("Program")} == {"reform"}
    assert pairs("FUNDS") == {("inl", "reform")}
    assert pairs("IMPLEMENTS") == {("=HYPERLINK('x')", "reform")}
    assert pairs("MEMBER_OF") == {("pnc", "un")}
    assert pairs("SUCCEEDED_BY") == {("=HYPERLINK('x')", "pnc")}
    assert pairs("PARTNERS_WITH") == {("inl", "pnc"), ("pnc", "reform")}
    assert pairs("OPERATES_IN") == {("reform", "country:GT")}
    assert read.problems("fault") == set()


def test_what_a_file_cannot_hold_is_said(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "svg, gexf, graphml, zip, cypher, ftm.jsonl" in client.get("/explore/map.docx.html").text
    grouped = f"{EVERY}&bundle=1@{INL.id}&bundle=1@{PNC.id}"
    assert "group:own:1" in nx.parse_graphml(file(client, "graphml", grouped)).nodes
    assert INL.id in file(client, "cypher", grouped).decode(), "a group is written thing by thing"
    monkeypatch.setattr(finding, "MOST_WHOLE", 2)
    monkeypatch.setattr(finding, "MOST_DRAWN", 3)
    answer = client.get("/explore/map.cypher?country=GT")
    assert (answer.status_code, "this file holds things themselves, too many of them" in answer.text) == (400, True)
    few = client.get("/explore/map.gexf?seed=org:t:inl&most=100").get_data(as_text=True)
    assert "Left out" not in few
