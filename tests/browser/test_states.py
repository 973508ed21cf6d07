"""States that a page is seldom in: folded parts open, nothing found, nothing loaded, errors; axe finds nothing in any."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect
from waitress.server import create_server

from app import create_app
from app.settings import read_settings
from graph.client import Graph
from tests.browser.conftest import NARROW, Watched
from tests.conftest import empty

Watch = Callable[..., Watched]
OPEN_ALL = "document.querySelectorAll('details').forEach((part) => { part.open = true; })"
FOLDED = ("/organizations?kind=ngo", "/organization/org:demo:unodc", "/explore?seed=org:demo:unodc&open=org:demo:inl",
          "/who-could-help?country=GT&focus=III")
NOTHING_FOUND = ("/explore?year=1901&current=yes&country=AQ&q=zzzzqqqq", "/organizations?q=zzzzqqqq", "/explore/links?ids=country:AQ",
                 "/who-could-help?country=AQ&focus=III&kind=academic")
ERRORS = {"/explore?year=x": 400, "/v/aaaaaaaaaa": 404, "/overlaps/pair?one=x&other=y": 404}
NOTHING_LOADED = ("/", "/explore", "/gaps", "/reports/who-funds-whom", "/programs", "/overlaps", "/data", "/data/jobs", "/data/quality",
                  "/who-could-help")


@pytest.fixture(scope="module")
def bare_server(connection: Graph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A web server on a network into which nothing was ever loaded."""
    empty(connection)
    settings = read_settings({}, PARTNERGRAPH_HOME=str(tmp_path_factory.mktemp("bare")), SECRET_KEY="tests")
    server = create_server(create_app(settings, graph=connection), host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(timeout=5)


def test_nothing_is_loaded(bare_server: str, watch: Watch) -> None:
    watched = watch(bare_server, NARROW)
    for path in NOTHING_LOADED:
        page = watched.open(path)
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        watched.check()


def test_what_is_folded_is_opened(demo_server: str, watch: Watch) -> None:
    watched = watch(demo_server, NARROW, "dark")
    for path in FOLDED:
        watched.open(path).evaluate(OPEN_ALL)
        watched.check()


def test_nothing_is_found_and_what_is_wrong_is_said(demo_server: str, watch: Watch) -> None:
    watched = watch(demo_server, NARROW)
    for path in NOTHING_FOUND:
        watched.open(path)
        watched.check()
    for path, status in ERRORS.items():
        watched.open(path, status=status)
        watched.check()
    watched.open("/overlaps")
    watched.expected = 400
    watched.page.locator("form[method=post] input[name=csrf_token]").first.evaluate("field => { field.value = 'x'; }")
    watched.page.locator("main form[method=post] button").first.click()
    expect(watched.page.get_by_role("heading", level=1)).to_be_visible()
    watched.check()
