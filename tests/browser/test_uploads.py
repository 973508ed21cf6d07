"""Handing in a file in Chromium, from the form to the load and back, with a worker that runs the jobs."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page
from waitress.server import create_server

from app.work.queue import queue
from graph.client import Graph
from tests.browser.conftest import NARROW, Watched
from tests.support.handing_in import Desk, desk_on
from tests.support.telling import FIXTURES

SHEET = FIXTURES / "hxl" / "who_does_what.csv"
WHO = FIXTURES / "sheet" / "quien_hace_que.csv"
SHOTS = os.environ.get("PARTNERGRAPH_SHOTS", "")


@pytest.fixture
def desk(graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    made = desk_on(graph, tmp_path, monkeypatch)
    made.app.config["WTF_CSRF_ENABLED"] = True
    return made


@pytest.fixture
def server(desk: Desk) -> Iterator[str]:
    """Address of a web server with a worker, over an empty graph."""
    app: Flask = desk.app
    server = create_server(app, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    with queue(app).worker():
        yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(timeout=5)


def shot(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


def test_a_file_is_handed_in_looked_at_applied_and_undone(
    watch: Callable[..., Watched], server: str, desk: Desk
) -> None:
    seen = watch(server, NARROW)
    page = seen.open("/data/upload")
    page.set_input_files("#files", SHEET)
    seen.wait("document.querySelector('[data-drop-told]').textContent.includes('who_does_what.csv: 2 kB')", "what was chosen")
    seen.check()
    shot(page, "form-390")
    page.get_by_role("button", name="See what is in them").press("Enter")
    page.get_by_role("link", name="See the files").click(timeout=60_000)
    page.wait_for_load_state("networkidle")
    assert "/data/upload/1" in page.url
    page.get_by_text("Another format, source or mode").click()
    seen.check()
    shot(page, "preview-390")
    page.get_by_label("Your name").fill("Ana")
    page.get_by_role("button", name="Apply").press("Enter")
    page.get_by_role("link", name="See the load").click(timeout=60_000)
    page.wait_for_load_state("networkidle")
    seen.check()
    shot(page, "load-390")
    number = desk.made.ledger.loads()[0].id
    assert page.url.endswith(f"/data/loads/{number}")
    page.get_by_role("button", name="Undo this load").press("Enter")
    page.get_by_text(f"Load {number} is undone").first.wait_for(timeout=60_000)
    assert desk.made.ledger.load(number).undone_at is not None


def test_the_page_of_a_job_follows_it_and_cancels_it(watch: Callable[..., Watched], desk: Desk, server: str) -> None:
    jobs = desk.jobs
    job = jobs.add("undo", "Undo load 7", {"load": 7})
    jobs.claim(job.id)
    jobs.says(job.id, "writing", 100, 4000)
    seen = watch(server, NARROW)
    page = seen.open(f"/data/jobs/{job.id}")
    seen.check()
    shot(page, "job-390")
    jobs.says(job.id, "writing", 1100, 4000)
    seen.wait("document.querySelector('[data-job-step]').textContent === 'Writing 1,100 of at most 4,000'", "the progress")
    page.get_by_role("button", name="Cancel").press("Enter")
    page.wait_for_load_state("networkidle")
    assert jobs.is_cancelled(job.id)
    jobs.finish(job.id, "cancelled", "Cancelled. What was written has been taken back.")
    page.get_by_text("What was written has been taken back").wait_for(timeout=15_000)
    seen.check()


def test_a_spanish_sheet_is_mapped_by_keyboard_kept_and_applied(watch: Callable[..., Watched], server: str, desk: Desk) -> None:
    seen = watch(server, NARROW)
    page = seen.open("/data/upload")
    page.set_input_files("#files", WHO)
    page.get_by_role("button", name="See what is in them").press("Enter")
    page.get_by_role("link", name="Say what its columns are").press("Enter")
    page.wait_for_load_state("networkidle")
    seen.check()
    shot(page, "mapper-390")
    choice = page.get_by_label("Socio implementador", exact=True)
    assert choice.input_value() == "implementer"
    assert "carries it out" in page.locator("#why-2").inner_text()
    assert page.get_by_label("Kind of identifier in Donante").is_hidden()
    choice.focus()
    page.keyboard.press("ArrowUp")  # from the one that carries it out to the one before it in the list
    assert choice.input_value() == "extender"
    seen.wait("document.querySelector('[data-mapper-preview]').textContent.includes('manages')", "the rows anew")
    page.get_by_role("button", name="Keep, and see what it would change").press("Enter")
    page.get_by_role("link", name="See the files").click(timeout=60_000)
    page.wait_for_load_state("networkidle")
    seen.check()
    shot(page, "mapped-390")
    page.get_by_role("button", name="Apply").press("Enter")
    page.get_by_role("link", name="See the load").click(timeout=60_000)
    assert desk.made.ledger.loads()[0].mapping == "quien-hace-que@1"
    rows = desk.made.graph.read("MATCH (a:Organization)-[:EXTENDS]->(p:Program) RETURN a.name, p.name").rows
    assert {tuple(row) for row in rows} == {
        ("Fundación Ejemplo", "Reforma policial"), ("Fundación Ejemplo", "Justicia juvenil"), ("Ministerio Público", "Laboratorio forense"),
    }
