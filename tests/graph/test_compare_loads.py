"""Two loads of one source side by side, over a real Neo4j: record by record, and what it makes of the network."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.services import services
from app.settings import read_settings
from graph.client import Graph
from ledger.jobs import Jobs
from loaders.path.steps import undo
from tests.support.toy import bring, country, link, org, whole

pytestmark = pytest.mark.once

FIRST = [org("a", "Alpha"), org("b", "Beta"), org("c", "Gamma"), country("GT", "r1"), link("OPERATES_IN", "o:a", "country:GT", "r1")]
SECOND = [org("a", "Alpha"), org("b", "Beta", country="GT"), org("d", "Delta"), country("GT", "r1")]


@pytest.fixture
def client(graph: Graph, tmp_path: Path) -> FlaskClient:
    app = create_app(read_settings({}, PARTNERGRAPH_HOME=str(tmp_path), SECRET_KEY="tests"), graph=graph)
    app.app_context().push()
    bring(services().stores, "s", FIRST)
    bring(services().stores, "s", SECOND)
    bring(services().stores, "other", [org("c", "Gamma")])
    return app.test_client()


def changes(answer: dict[str, object]) -> set[tuple[str, str]]:
    return {(row["record"], row["what"]) for row in answer["records"]}  # type: ignore[attr-defined, index]


def test_records_and_network_from_one_load_to_the_other_and_back(client: FlaskClient) -> None:
    before = whole(services().graph)
    there = client.get("/data/loads/1/compare/2.json").json
    assert changes(there) == {("b", "changed"), ("c", "removed"), ("d", "added"), ("r1", "changed")}
    assert there["counts"] == {"added": 1, "changed": 2, "removed": 1}
    back = client.get("/data/loads/2/compare/1.json").json
    assert changes(back) == {("b", "changed"), ("c", "added"), ("d", "removed"), ("r1", "changed")}
    page = client.get("/data/loads/1/compare/2").text
    assert "1 record added, 2 changed, 1 removed." in page and "Delta (org:s:d)" in page
    assert client.get("/data/loads/1/compare/2.csv?what=removed").text.splitlines()[1:] == ["c,removed"]
    assert whole(services().graph) == before


def test_an_undone_load_is_compared_too_and_the_form_leads_there(client: FlaskClient) -> None:
    undo(services().stores, 2)
    page = client.get("/data/loads/1").text
    assert "What differs from" in page and '<option value="2">' in page
    answer = client.get("/data/loads/1/compare?other=2")
    assert (answer.status_code, answer.location) == (303, "/data/loads/2/compare/1")
    back = client.get("/data/loads/2/compare/1.json").json
    assert changes(back) == {("b", "changed"), ("c", "added"), ("d", "removed"), ("r1", "changed")}


def test_loads_of_two_sources_are_refused_and_large_ones_are_a_job(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = client.get("/data/loads/1/compare/3")
    assert answer.status_code == 409 and "only loads of one source compare" in answer.text
    assert client.get("/data/loads/1/compare/99").status_code == 404
    monkeypatch.setattr("app.data.compare_page.AT_ONCE", 1)
    answer = client.get("/data/loads/1/compare/2")
    job = Jobs(services().ledger).latest()[0]
    assert (answer.status_code, answer.location, job.kind) == (303, f"/data/jobs/{job.id}", "compare")
