"""Jobs over a real Neo4j: run by a worker, cancelled, side by side, and settled after their worker died."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from app import create_app
from app.services import ROOT, Services, services
from app.settings import read_settings
from app.work.queue import queue
from app.work.run import DROPPED, FINISHED_LATER, run_job, settle_abandoned
from graph.client import Graph
from ledger.jobs import Jobs
from ledger.lock import GRAPH, holding
from ledger.models import Job
from ledger.store import state_with
from loaders import registry
from loaders.demo import TABLES
from loaders.path.load import Request, load
from loaders.path.reference import ensure_reference
from loaders.rows import Fates, Row
from tests.support.toy import TOY, org, whole

pytestmark = pytest.mark.once

GATE = threading.Event()
READING = threading.Semaphore(0)


def _slow_rows(files: Sequence[Path], fates: Fates) -> Iterator[Row]:
    """Rows of the toy format that stop in the middle until the gate opens."""
    for number, row in enumerate(TOY.rows(files, fates)):
        if number == 1:
            READING.release()
            assert GATE.wait(30)
        yield row


@pytest.fixture
def app(graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The application on an empty graph, with the toy formats among its own."""
    monkeypatch.setitem(registry.LOADERS, "toy", TOY)
    monkeypatch.setitem(registry.LOADERS, "slow", replace(TOY, name="slow", rows=_slow_rows))
    GATE.clear()
    made = create_app(read_settings({}, PARTNERGRAPH_HOME=str(tmp_path), SECRET_KEY="tests"), graph=graph)
    made.config["WTF_CSRF_ENABLED"] = False
    monkeypatch.setattr("app.work.kinds.ensure_reference", lambda stores: None)  # minutes in all, and nothing here needs it
    return made


@pytest.fixture
def made(app: Flask) -> Services:
    with app.app_context():
        return services()


def file(folder: Path, name: str, *keys: str) -> Path:
    path = folder / f"{name}.jsonl"
    path.write_text("\n".join(json.dumps(org(key)) for key in keys), encoding="utf-8")
    return path


def ask(made: Services, path: Path, format_: str = "toy") -> Job:
    request: dict[str, Any] = {"format": format_, "paths": [str(path)], "source": path.stem, "additions": False,
                               "allow_removals": True, "by": "Ana"}
    return Jobs(made.ledger).add("load", f"Load {path.name}", request, "Ana")


def organizations(graph: Graph) -> set[str]:
    return {row[0] for row in graph.read("MATCH (n:Organization) WHERE NOT 'reference' IN n.sources RETURN n.id").rows}


def until(holds: Callable[[], bool], pause: float = 0.05) -> None:
    """Wait until something holds; it is an error when it does not within a minute."""
    end = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < end
        time.sleep(pause)


def test_a_worker_runs_a_load_that_waited_for_it(app: Flask, made: Services, tmp_path: Path) -> None:
    job = ask(made, file(tmp_path, "a", "one", "two"))
    jobs = Jobs(made.ledger)
    with queue(app).worker():
        until(lambda: jobs.get(job.id).state == "done")
    ended = jobs.get(job.id)
    found = made.ledger.load(ended.outcome["load"])
    assert (found.source_key, found.state, found.by) == ("a", "loaded", "Ana")
    assert ended.message == f"Load {found.id} is in force: 3 added."
    assert organizations(made.graph) == {"org:a:one", "org:a:two"}
    assert [line.partition(" ")[2] for line in ended.log.splitlines()][-3:] == ["comparing", "writing", "done"]


def test_a_file_that_cannot_be_read_fails_with_one_message(made: Services, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("broken", encoding="utf-8")
    before = whole(made.graph)
    job = ask(made, path)
    run_job(made, job.id)
    ended = Jobs(made.ledger).get(job.id)
    assert (ended.state, ended.message, ended.outcome) == ("failed", "a.jsonl, line 1: broken", {"error": "UnreadableFile"})
    assert whole(made.graph) == before


def test_cancel_leaves_the_network_as_it_was(made: Services, tmp_path: Path) -> None:
    load(made.stores, Request(TOY, [file(tmp_path, "a", "one")], source="a"))
    before = whole(made.graph)
    jobs = Jobs(made.ledger)
    job = ask(made, file(tmp_path, "slowly", *(f"n{i}" for i in range(25_000))), "slow")
    thread = threading.Thread(target=run_job, args=(made, job.id))
    thread.start()
    assert READING.acquire(timeout=30)
    jobs.ask_to_cancel(job.id)
    time.sleep(0.6)
    GATE.set()
    thread.join(60)
    assert (jobs.get(job.id).state, whole(made.graph) == before) == ("cancelled", True)
    assert made.ledger.loads("slowly")[0].state == "cancelled"


def test_two_sources_are_read_side_by_side_and_applied_one_after_the_other(app: Flask, made: Services, tmp_path: Path) -> None:
    jobs = Jobs(made.ledger)
    first, second = (ask(made, file(tmp_path, name, "one", "two"), "slow") for name in ("a", "b"))
    with queue(app).worker():
        assert READING.acquire(timeout=30) and READING.acquire(timeout=30)
        with holding(made.ledger, GRAPH):
            GATE.set()
            until(lambda: {jobs.get(job.id).step for job in (first, second)} == {"waiting for another load"})
        until(lambda: {jobs.get(job.id).state for job in (first, second)} == {"done"})
    assert organizations(made.graph) == {"org:a:one", "org:a:two", "org:b:one", "org:b:two"}


def test_two_loads_of_a_source_come_one_after_the_other(app: Flask, made: Services, tmp_path: Path) -> None:
    jobs = Jobs(made.ledger)
    path = file(tmp_path, "a", "one", "two")
    first, second = ask(made, path, "slow"), ask(made, path, "slow")
    with queue(app).worker():
        assert READING.acquire(timeout=30)
        until(lambda: "waiting for another load" in {jobs.get(job.id).step for job in (first, second)})
        assert not READING.acquire(timeout=0.5)
        GATE.set()
        until(lambda: {jobs.get(job.id).state for job in (first, second)} == {"done"})
    assert sorted(jobs.get(job.id).message.partition(":")[0] for job in (first, second)) == [
        "Load 1 is in force",
        "These bytes are in force already, as load 1. Nothing was changed.",
    ]


def abandon(made: Services, job: Job) -> None:
    """As if the worker that ran the job had been killed."""
    jobs = Jobs(made.ledger)
    jobs.claim(job.id)
    with made.ledger.session() as session:
        session.execute(update(Job).where(Job.id == job.id).values(process_started=1.0))


def test_a_job_that_died_while_reading_is_marked_and_its_load_dropped(made: Services, tmp_path: Path) -> None:
    job = ask(made, file(tmp_path, "a", "one"))
    abandon(made, job)
    made.ledger.register_source({"key": "a", "title": "A", "format": "toy", "mode": "snapshot"})
    broken_off = made.ledger.start_load("a", "toy", "1")
    settle_abandoned(made)
    ended = Jobs(made.ledger).get(job.id)
    assert (ended.state, ended.message) == ("failed", DROPPED)
    assert made.ledger.load(broken_off.id).state == "failed"


def test_a_load_that_died_while_writing_is_finished_at_the_next_start(made: Services, tmp_path: Path) -> None:
    path = file(tmp_path, "a", "one")
    job = ask(made, path)
    abandon(made, job)
    outcome = load(made.stores, Request(TOY, [path], source="a"))
    assert outcome.load is not None
    complete = whole(made.graph)
    record = made.ledger.update_load(outcome.load, state="ready")
    made.ledger.begin("load", record.id, made.ledger.state(), state_with(made.ledger, add=record))
    made.graph.write([("MATCH (n {id: 'org:a:one'}) DETACH DELETE n", {})])
    settle_abandoned(made)
    ended = Jobs(made.ledger).get(job.id)
    assert (ended.state, ended.message, ended.outcome) == ("done", FINISHED_LATER, {"load": outcome.load})
    assert whole(made.graph) == complete


def demonstration_of(folder: Path, count: int) -> Path:
    """The demonstration's tables, empty but for so many organizations that writing them takes a while."""
    folder.mkdir()
    for name in TABLES:
        header = (ROOT / "demo" / name).read_text(encoding="utf-8").splitlines()[0]
        (folder / name).write_text(header + "\n", encoding="utf-8")
    with (folder / "organizations.csv").open("a", encoding="utf-8") as table:
        table.writelines(f"o{n},Office {n},,,foreign_counterpart,GT,,,,,,https://example.org/a\n" for n in range(count))
    return folder


@contextmanager
def worker(made: Services) -> Iterator[subprocess.Popen[bytes]]:
    """``flask worker`` in a process of its own, on the graph and the home of the test; killed at the end."""
    address = made.graph.address
    server = {"NEO4J_URI": address.uri, "NEO4J_USERNAME": address.username, "NEO4J_PASSWORD": address.password}
    environment = {**os.environ, **server, "PARTNERGRAPH_HOME": str(made.settings.home)}
    process = subprocess.Popen([sys.executable, "-m", "flask", "--app", "wsgi", "worker"], cwd=ROOT, env=environment)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX")
def test_a_load_whose_worker_is_killed_is_finished_by_the_next_worker_or_was_never_there(made: Services, tmp_path: Path) -> None:
    ensure_reference(made.stores)
    folder, jobs = demonstration_of(tmp_path / "many", 2_000), Jobs(made.ledger)
    job = ask(made, folder, "demo")
    with worker(made) as process:
        until(lambda: made.ledger.pending() is not None and bool(organizations(made.graph)), pause=0.005)
        assert jobs.get(job.id).state == "running"
        process.kill()
        assert process.wait() == -signal.SIGKILL
    assert jobs.get(job.id).state == "running"
    with worker(made):
        until(lambda: jobs.get(job.id).state != "running")
    ended = jobs.get(job.id)
    assert (ended.state, ended.message, ended.outcome) == ("done", FINISHED_LATER, {"load": made.ledger.loads("many")[0].id})
    assert (made.ledger.loads("many")[0].state, made.ledger.pending()) == ("loaded", None)
    assert organizations(made.graph) == {f"org:many:o{n}" for n in range(2_000)}


def test_the_page_of_a_job_tells_its_progress_and_cancels(app: Flask, made: Services, tmp_path: Path) -> None:
    client = app.test_client()
    jobs = Jobs(made.ledger)
    job = ask(made, file(tmp_path, "a", "one"))
    jobs.claim(job.id)
    jobs.says(job.id, "writing", 1200, 4000)
    found = client.get(f"/data/jobs/{job.id}.json").get_json()
    assert (found["job"]["state"], found["job"]["done"], found["progress"]) == ("running", 1200, "Writing 1,200 of at most 4,000")
    page = client.get(f"/data/jobs/{job.id}").text
    assert 'aria-live="polite"' in page and "Writing 1,200 of at most 4,000" in page and "data/job.js" in page
    assert client.post(f"/data/jobs/{job.id}/cancel").headers["Location"].endswith(f"/data/jobs/{job.id}")
    assert jobs.is_cancelled(job.id)
    assert client.get("/data/jobs/99").status_code == 404
    jobs.finish(job.id, "cancelled", "Cancelled. What was written has been taken back.")
    assert client.post(f"/data/jobs/{job.id}/cancel").status_code == 409
    ended = client.get(f"/data/jobs/{job.id}").text
    assert "What was written has been taken back" in ended and "data/job.js" not in ended
    assert client.get("/data/jobs.csv").text.count("\r\n") == 2


def test_undo_from_a_page_is_done_at_once_unless_another_is_at_it(app: Flask, made: Services, tmp_path: Path) -> None:
    client = app.test_client()
    number = load(made.stores, Request(TOY, [file(tmp_path, "a", "one")], source="a")).load
    assert client.post(f"/data/loads/{number}/undo").headers["Location"].endswith(f"/data/loads/{number}")
    assert organizations(made.graph) == set()
    with holding(made.ledger, GRAPH):
        assert "/data/jobs/" in client.post(f"/data/loads/{number}/redo").headers["Location"]
    run_job(made, Jobs(made.ledger).waiting()[0])
    assert organizations(made.graph) == {"org:a:one"}
    assert client.post("/data/loads/99/undo").status_code == 404
    assert client.post(f"/data/loads/{number}/redo").status_code == 409
