"""The crosswalk over a real Neo4j: who states which identifier, through merges, until something is loaded."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.services import services
from app.settings import read_settings
from graph.client import Graph
from loaders.path.steps import decide, undo
from tests.support.toy import bring, org

pytestmark = pytest.mark.once

ROWS = {
    "a": [org("undp", "UNDP", ids=["XM-DAC:41114"]), org("pnud", "PNUD", ids=["XM-DAC:41114", "XI-ROR:03prydq77"]),
          org("none", "Nobody"), org("x", "=Éxito", ids=["US-EIN:1"])],
    "b": [org("7", "U.N.D.P.", ids=["XI-ROR:03prydq77"]), org("8", "Exito Inc", ids=["US-EIN:2"])],
}  # fmt: skip


@pytest.fixture
def client(graph: Graph, tmp_path: Path) -> FlaskClient:
    app = create_app(read_settings({}, PARTNERGRAPH_HOME=str(tmp_path), SECRET_KEY="tests"), graph=graph)
    app.app_context().push()
    for source, rows in ROWS.items():
        bring(services().stores, source, rows)
    return app.test_client()


def rows(client: FlaskClient, query: str = "") -> set[tuple[str, str, str]]:
    """Name, identifier and the records that state it."""
    answer = client.get(f"/data/identifiers.json?{query}")
    assert answer.status_code == 200
    return {(r["name"], r["identifier"], " ".join(r["records"])) for r in answer.json["rows"]}


UNDP = {("PNUD", "XM-DAC:41114", "a/pnud a/undp"), ("PNUD", "XI-ROR:03prydq77", "a/pnud b/7")}
EXITO = {("=Éxito", "US-EIN:1", "a/x")}
INC = {("Exito Inc", "US-EIN:2", "b/8")}


def test_every_identifier_with_who_states_it(client: FlaskClient) -> None:
    assert rows(client) == UNDP | EXITO | INC
    assert rows(client, "source=b") == INC | {("PNUD", "XI-ROR:03prydq77", "a/pnud b/7")}
    assert rows(client, "scheme=XM-DAC") == {("PNUD", "XM-DAC:41114", "a/pnud a/undp")}
    assert rows(client, "text=exito") == rows(client, "text=%C3%89XITO") == EXITO | INC
    assert 'value="ÉXITO"' in client.get("/data/identifiers?text=%C3%89XITO").text
    assert rows(client, "text=03PRYDQ77") == {("PNUD", "XI-ROR:03prydq77", "a/pnud b/7")}
    assert rows(client, "id=org:XM-DAC:41114") == UNDP
    assert rows(client, "several=yes") == rows(client, "label=Program") == set()


def test_it_follows_loads_and_decisions(client: FlaskClient) -> None:
    assert rows(client, "several=yes") == set()
    decide(services().stores, "same", ("a/x", "b/8"), "one company")
    assert rows(client, "several=yes") == {("=Éxito", "US-EIN:1", "a/x"), ("=Éxito", "US-EIN:2", "b/8")}
    undo(services().stores, services().ledger.loads("b")[0].id)
    assert rows(client) == {("PNUD", "XM-DAC:41114", "a/pnud a/undp"), ("PNUD", "XI-ROR:03prydq77", "a/pnud")} | EXITO


def test_the_page_says_what_it_counts_and_the_file_is_safe(client: FlaskClient) -> None:
    page = client.get("/data/identifiers").text
    assert "4 identifiers of 3 organizations." in page
    lines = client.get("/data/identifiers.csv?scheme=US-EIN").text.splitlines()
    assert lines[0].lstrip("\ufeff") == "type,id,name,kind,country,scheme,identifier,sources,records"
    assert "Organization,org:US-EIN:1,'=Éxito,,,US-EIN,US-EIN:1,a,a/x" in lines
    assert client.get("/data/identifiers?label=Country").status_code == 400
