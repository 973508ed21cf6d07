"""How two organizations are connected: ways worked out by hand on a small network, with who states each step."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.services import services
from app.settings import read_settings
from graph.client import Graph
from tests.support.toy import bring, country, link, org, program

pytestmark = [pytest.mark.graph, pytest.mark.once]

# inl - reform - police (two steps); inl = donor - radios - police apart from it; all of them in Guatemala, which is no way.
ROWS = [
    *(org(key, name) for key, name in (("inl", "Bureau INL"), ("police", "National Police"), ("donor", "Donor Fund"), ("alone", "Alone"))),
    program("reform", "Police reform"), program("radios", "Radios"), country("GT", "r"),
    link("FUNDS", "o:inl", "p:reform", "r1", role="grant", valid_from="2020-01-01", valid_to="2021-12-31"),
    link("BENEFITS", "p:reform", "o:police", "r2"),
    link("PARTNERS_WITH", "o:inl", "o:donor", "r3"),
    link("FUNDS", "o:donor", "p:radios", "r4"),
    link("BENEFITS", "p:radios", "o:police", "r5"),
    *(link("OPERATES_IN", f"o:{key}", "country:GT", "r") for key in ("inl", "police", "donor", "alone")),
]  # fmt: skip


@pytest.fixture
def client(graph: Graph, tmp_path: Path) -> FlaskClient:
    made = create_app(read_settings({}, PARTNERGRAPH_HOME=str(tmp_path), SECRET_KEY="tests"), graph=graph)
    with made.app_context():
        bring(services().stores, "a", ROWS)
    return made.test_client()


def ways(client: FlaskClient, query: str) -> dict[int, list[tuple[Any, ...]]]:
    text = client.get(f"/connections.csv?{query}").get_data(as_text=True).lstrip("\ufeff")
    found: dict[int, list[tuple[Any, ...]]] = {}
    for row in csv.DictReader(io.StringIO(text)):
        found.setdefault(int(row["way"]), []).append((row["from"], row["phrase"], row["to"], row["source"], row["record"]))
    return found


SHORT = [("Bureau INL", "funds", "Police reform", "a", "r1"), ("Police reform", "helps", "National Police", "a", "r2")]
LONG = [("Bureau INL", "works with", "Donor Fund", "a", "r3"), ("Donor Fund", "funds", "Radios", "a", "r4"),
        ("Radios", "helps", "National Police", "a", "r5")]  # fmt: skip
BOTH = "one=org:a:inl&other=org:a:police"


def test_the_shortest_way_and_one_past_it_each_step_with_its_source(client: FlaskClient) -> None:
    assert ways(client, BOTH) == {1: SHORT, 2: LONG}
    assert ways(client, "one=org:a:police&other=org:a:inl")[1] == [
        ("National Police", "helped by", "Police reform", "a", "r2"), ("Police reform", "funded by", "Bureau INL", "a", "r1")
    ]  # fmt: skip
    page = client.get(f"/connections?{BOTH}").text
    assert "The shortest way: 2 steps" in page and "Other ways, through nobody of the first" in page
    assert ways(client, f"{BOTH}&by=money&by=delivery") == {1: SHORT}  # without partnership the other way is cut
    assert "Past Police reform no other way" in client.get(f"/connections?{BOTH}&by=money&by=delivery").text
    assert ways(client, f"{BOTH}&current=yes&as_of=2024-01-01") == {1: LONG}  # the grant has ended
    assert ways(client, "one=org:a:inl&other=org:a:donor") == {1: LONG[:1]}
    network = client.get("/connections/network?ids=org:a:inl&ids=org:a:donor&ids=program:a:radios").json
    assert network is not None
    assert {(e["source"], e["type"], e["target"]) for e in network["edges"]} == {
        ("org:a:inl", "PARTNERS_WITH", "org:a:donor"), ("org:a:donor", "FUNDS", "program:a:radios")
    }  # fmt: skip


def test_a_place_is_no_way_and_what_is_typed_is_looked_up(client: FlaskClient) -> None:
    assert "They may know each other all the same" in client.get("/connections?one=org:a:inl&other=org:a:alone").text
    assert ways(client, "one=Bureau INL&other=National Police")[1] == SHORT
    assert "Nothing by this name" in client.get("/connections?one=Nobody here&other=Bureau INL").text
    for query in ("one=org:a:none", "one=org:a:inl&other=org:a:inl", "by=magic", "as_of=soon"):
        assert client.get(f"/connections?{query}").status_code in (400, 404), query
    assert client.get("/connections/network?ids=org:a:inl").status_code == 400
