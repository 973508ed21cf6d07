"""The layout of a large map is a job: the page stands at once with a rough picture, follows the job, stops it and begins it again."""

from __future__ import annotations

import math
import re
from collections import OrderedDict
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from analysis.layout import layout
from app.explore import drawing
from app.services import services
from app.work.run import run_job
from graph.client import Graph
from ledger.jobs import Jobs
from ledger.models import Job
from tests.graph.test_explore import INL, LINKS, client_on

pytestmark = pytest.mark.once

MAP = "/explore?ids=org%3At%3Ainl&expand=org%3At%3Ainl"
NETWORK = {("org:t:inl", "program:t:reform"), ("org:t:inl", "program:t:old"), ("org:t:inl", "org:t:mp")}


@pytest.fixture
def client(graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """An application for which four things are a large map."""
    monkeypatch.setattr(drawing, "AT_ONCE", 3)
    monkeypatch.setattr(drawing, "_known", OrderedDict())
    made = client_on(graph, tmp_path, *LINKS)
    made.application.config["WTF_CSRF_ENABLED"] = False
    return made


def jobs(client: FlaskClient) -> list[Job]:
    with client.application.app_context():
        return Jobs(services().ledger).latest()


def run(client: FlaskClient) -> None:
    with client.application.app_context():
        run_job(services(), jobs(client)[0].id)


def drawn(client: FlaskClient) -> dict[str, tuple[float, float]]:
    found: dict[str, Any] = client.get(MAP.replace("/explore", "/explore/drawing")).json  # type: ignore[assignment]
    return {id_: (x, y) for id_, x, y in zip(found["id"], found["x"], found["y"], strict=True)}


def test_the_page_stands_at_once_and_the_picture_follows(client: FlaskClient) -> None:
    page = client.get(MAP).text
    assert "The picture is a rough one" in page
    assert "Waiting for a worker" in page
    assert page.count('name="pick"') == 4
    assert "data-rough" in page
    rough = drawn(client)
    assert len(set(rough.values())) == 4
    assert all(math.hypot(x, y) <= 1 for x, y in rough.values())
    assert "The picture was not laid out yet" in client.get(MAP.replace("/explore", "/explore/map.svg")).text
    client.get(MAP)
    (job,) = jobs(client)
    assert (job.kind, job.state, job.title, job.request["address"]) == ("layout", "waiting", "Lay out a map of 4 things", MAP)
    run(client)
    (job,) = jobs(client)
    assert (job.state, job.message) == ("done", "The picture of 4 things is laid out.")
    page = client.get(MAP).text
    assert "a rough one" not in page
    assert drawn(client) == layout(list(rough), sorted(NETWORK))
    assert f'href="{MAP.replace("&", "&amp;")}"' in client.get(f"/data/jobs/{job.id}").text


def test_other_formats_and_small_maps_begin_nothing(client: FlaskClient) -> None:
    client.get(MAP.replace("/explore", "/explore.json"))
    client.get(MAP.replace("/explore", "/explore.csv"))
    assert "a rough one" not in client.get("/explore?ids=org:t:inl").text
    assert jobs(client) == []


def test_it_is_stopped_and_begun_again(client: FlaskClient) -> None:
    client.get(MAP)
    form = {"ids": INL.id, "expand": INL.id}
    assert client.post("/explore/layout", data={**form, "do": "cancel"}).location == MAP
    page = client.get(MAP).text
    assert "Its layout was cancelled." in page
    assert re.search(r'name="do" value="again">Lay it out<', page)
    assert [job.state for job in jobs(client)] == ["cancelled"]
    client.post("/explore/layout", data={**form, "do": "again"})
    client.post("/explore/layout", data={**form, "do": "again"})
    assert [job.state for job in jobs(client)] == ["waiting", "cancelled"]
    run(client)
    assert "a rough one" not in client.get(MAP).text


def test_what_no_longer_waits_is_said(client: FlaskClient, tmp_path: Path) -> None:
    client.get(MAP)
    for file in (tmp_path / "layouts").glob("*.todo"):
        file.unlink()
    run(client)
    assert jobs(client)[0].state == "failed"
    assert "Its layout failed: This map no longer waits to be laid out: open it again." in client.get(MAP).text
