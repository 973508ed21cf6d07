"""A fact is corrected in Chromium, by keyboard alone at 390 pixels, by whoever came from the profile."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import pytest
from waitress.server import create_server

from app import create_app
from app.services import services
from app.settings import read_settings
from app.work.queue import queue
from graph.client import Graph
from tests.browser.conftest import NARROW, Watched
from tests.support.toy import bring, org, program


@pytest.fixture
def server(graph: Graph, tmp_path: Path) -> Iterator[str]:
    """A network of two bodies and a program, with a worker, as a server of its own: the facts change it."""
    app = create_app(read_settings({}, PARTNERGRAPH_HOME=str(tmp_path), SECRET_KEY="tests"), graph=graph)
    with app.app_context():
        bring(services().stores, "a", [org("police", "Police of <b>Atlantis</b>"), org("inl", "Bureau INL"), program("reform", "Reform")])
        serving = create_server(app, host="127.0.0.1", port=0, threads=4)
        thread = Thread(target=serving.run, daemon=True)
        thread.start()
        with queue(app).worker():
            yield f"http://127.0.0.1:{serving.effective_port}"
        serving.close()
        thread.join(5)


def test_a_name_is_corrected_and_a_link_added_by_keyboard(watch: Callable[..., Watched], server: str) -> None:
    seen = watch(server, NARROW)
    page = seen.open("/organization/org:a:police")
    page.get_by_role("link", name="Add or correct a fact").press("Enter")
    page.get_by_role("heading", name="Names, dates and kind").wait_for()
    seen.check()
    page.get_by_role("link", name=re.compile("Correct ?: Name")).press("Enter")
    page.get_by_label("Name", exact=True).fill("Atlantean Police")
    page.get_by_label("Why is it so?").fill("Renamed in 2025")
    page.get_by_label("Your name").fill("Ana")
    seen.check()
    page.get_by_role("button", name="Record it").press("Enter")
    page.get_by_role("heading", level=1, name="Atlantean Police").wait_for()
    seen.expected = 400
    page.get_by_role("link", name="Add or correct a fact").press("Enter")
    page.get_by_role("link", name="Add a link").press("Enter")
    page.get_by_label("Atlantean Police …").select_option(label="trained by")
    page.get_by_label("With whom or what").fill("bureau")
    page.get_by_label("From").fill("20x")
    page.get_by_label("Why is it so?").fill("Seen on a visit")
    page.get_by_role("button", name="Record it").press("Enter")
    page.get_by_role("alert").wait_for()
    seen.check()
    page.get_by_label("From").fill("2025-03")
    page.get_by_role("button", name="Record it").press("Enter")
    page.get_by_role("cell", name="Mar 2025").first.wait_for()
    page.get_by_role("link", name="Add or correct a fact").press("Enter")
    rows = page.get_by_role("table", name="Facts typed in or corrected here").get_by_role("rowheader").all_inner_texts()
    assert rows == ["Bureau INL trains Atlantean Police", "Name"]
    seen.check()
