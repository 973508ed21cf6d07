"""The console in a browser: written with help, asked with the keyboard, cancelled, wrong, planned, drawn; read by axe in every state."""

from __future__ import annotations

import re
from collections.abc import Callable

import orjson
import pytest
from playwright.sync_api import Page, expect

from graph.client import Graph
from tests.browser.conftest import NARROW, WIDE, Watched
from tests.support.spent import spent

pytestmark = pytest.mark.once

Watch = Callable[..., Watched]
COUNT = "UNWIND range(1, 1000000000) AS x UNWIND range(1, 1000) AS y RETURN count(*)"
RUNNING = "SHOW TRANSACTIONS YIELD metaData WHERE metaData.partnergraph_run IS NOT NULL RETURN count(*)"


def runs(graph: Graph) -> bool:
    """Whether a statement of the console runs on the server."""
    return graph.read(RUNNING).rows != [(0,)]


def write(page: Page, statement: str) -> None:
    """Write a statement over what stands in the editor, key by key, as people do."""
    page.get_by_label("Statement").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type(statement)
    page.keyboard.press("Escape")


def take(page: Page, typed: str, name: str) -> None:
    """Write something, and take the first name that is offered for it, which is this one."""
    page.keyboard.type(typed)
    expect(page.locator(".cm-completionLabel").first).to_have_text(name)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")


def sent(page: Page) -> str:
    """The statement as the form would send it."""
    return str(page.evaluate("document.getElementById('question').elements.statement.value"))


def test_a_question_is_asked_cancelled_mistaken_and_planned(demo_server: str, demo_graph: Graph, watch: Watch) -> None:
    watched = watch(demo_server, WIDE)
    page = watched.open("/console")
    watched.check()
    page.get_by_role("link", name="Programs in a country", exact=True).click()
    page.wait_for_url("**/console?statement=*")
    expect(page.get_by_role("table")).to_have_count(0)
    page.get_by_label("Statement").focus()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("table")).to_contain_text("Answer")
    watched.check()
    assert re.match("/program/", page.locator("tbody a").first.get_attribute("href") or "")
    page = watched.open("/console")
    write(page, COUNT)
    page.get_by_label("Seconds at most").select_option("30")
    page.get_by_role("button", name="Run").click()
    while not runs(demo_graph):
        page.wait_for_timeout(50)
    before = spent()  # the statement alone keeps a processor busy: no less than the seconds on the wall of a free machine
    page.get_by_role("button", name="Cancel").click()
    while runs(demo_graph):
        page.wait_for_timeout(50)
    assert spent() - before < 2
    expect(page.get_by_role("alert")).to_contain_text("was cancelled")
    page.get_by_role("button", name="Run").click()
    page.get_by_role("button", name="Cancel").click()  # at once, as a rule before it runs on the server
    expect(page.get_by_role("status").filter(has_text="Cancelling")).to_be_hidden()
    expect(page.get_by_role("alert")).to_contain_text("was cancelled")
    watched.expected = 400
    write(page, "MATCH (n)\nRETUR n")
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_role("alert")).to_contain_text("line 2, column 1")
    expect(page.locator(".pg-console__wrong")).to_have_text("RETUR")
    expect(page.get_by_label("Statement")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Statement")).to_have_accessible_description(re.compile(r"MATCH … RETURN.*No answer: .*line 2, column 1"))
    watched.check()
    write(page, "MATCH (n:Program) RETURN n")
    page.get_by_role("button", name="Plan").click()
    expect(page.get_by_role("table")).to_contain_text("NodeByLabelScan")
    watched.check_everywhere()
    write(page, "MATCH (p:Program {country: $country}) RETURN p.name AS program, p.sources AS sources")
    page.get_by_role("button", name="Save as a report").click()
    page.get_by_label("Title").fill("Programs")
    page.get_by_role("button", name="Save the report").click()
    expect(page.get_by_role("alert")).to_contain_text("What it shows: nothing is given")
    watched.check_everywhere()


def test_what_is_written_is_completed_sent_and_kept_in_this_browser(demo_server: str, watch: Watch) -> None:
    watched = watch(demo_server, WIDE)
    page = watched.open("/console?parameters=land+%3D+country:GT")
    page.get_by_label("Statement").focus()
    page.keyboard.type("MATCH (p:Pro")
    expect(page.locator(".cm-completionLabel").first).to_have_text("Program")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_text("Planned work: a strategy, program, project or activity.")).to_be_visible()
    watched.check_everywhere()
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    page.keyboard.press("Enter")
    take(page, ")-[:OPER", "OPERATES_IN")
    take(page, "]->(:Country {id: $la", "land")
    page.keyboard.type("}) // p.na")
    expect(page.get_by_role("listbox")).to_have_count(0)
    page.keyboard.press("Enter")
    take(page, "RETURN p.secondary_rep", "secondary_reporter")
    page.keyboard.type(" // p.rec")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+Shift+Home")
    written = "MATCH (p:Program)-[:OPERATES_IN]->(:Country {id: $land}) // p.na\nRETURN p.secondary_reporter // p.rec"
    assert sent(page) == written
    page.keyboard.type(written.replace("secondary_reporter", "name AS name"))  # over all of it: no style is written into the page
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Parameters")).to_be_focused()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("table")).to_contain_text("Answer")
    page = watched.open("/console")
    page.get_by_text("Your last statements (1)").press("Enter")
    watched.check()
    page.get_by_role("button", name="Put it back: MATCH (p:Program)").press("Enter")
    assert sent(page) == written.replace("secondary_reporter", "name AS name")
    expect(page.get_by_label("Parameters")).to_have_value("land = country:GT")
    expect(page.get_by_label("Statement")).to_be_focused()
    expect(page.get_by_role("table")).to_have_count(0)
    page.get_by_role("button", name="Forget them all").press("Enter")
    expect(page.get_by_text("Your last statements", exact=False).first).to_have_text("Your last statements are forgotten.")
    assert page.evaluate("localStorage.getItem('partnergraph.console')") is None
    assert watched.faults == []


def test_an_answer_is_drawn_or_read_as_json(demo_server: str, watch: Watch) -> None:
    watched = watch(demo_server, WIDE)
    page = watched.open("/console")
    page.get_by_role("link", name="as a graph").click()
    page.wait_for_url("**view=graph*")
    page.get_by_role("button", name="Run").click()
    watched.wait("document.querySelector('#answer [data-network]')?.dataset.ready", "the picture")
    expect(page.get_by_role("region", name="What the picture shows")).to_contain_text("OPERATES_IN")
    drawn = page.get_by_role("region", name="Neighbours in the picture").get_by_role("row")
    assert drawn.count() == 1 + int(page.locator(".pg-caption-note").inner_text().split()[0])
    watched.check_everywhere()
    views = page.get_by_role("group", name="Show the answer as")
    for _ in range(6):  # a browser lends sixteen drawing canvases, a picture takes three: those of pictures that are gone come back
        views.get_by_role("button", name="JSON").press("Enter")
        expect(page.get_by_role("region", name="Answer as JSON")).to_be_visible()
        expect(views.get_by_role("button", name="JSON")).to_be_focused()
        views.get_by_role("button", name="Graph").press("Enter")
        watched.wait("document.querySelector('#answer [data-network]')?.dataset.ready", "the picture")
    views.get_by_role("button", name="JSON").press("Enter")
    expect(page.get_by_role("region", name="Answer as JSON")).to_be_visible()
    rows = orjson.loads(page.get_by_role("region", name="Answer as JSON").inner_text())
    assert {label for row in rows for part in row["way"][::2] for label in part["labels"]} >= {"Organization", "Program", "Country"}
    watched.check_everywhere()
    assert "view=json" in page.url
    page.reload()
    expect(page.get_by_role("region", name="Answer as JSON")).to_have_count(0)
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_role("region", name="Answer as JSON")).to_be_visible()


def test_without_javascript_the_form_is_a_form(demo_server: str, watch: Watch) -> None:
    watched = watch(demo_server, NARROW, java_script_enabled=False)
    page, watched.expected = watched.page, 400
    page.goto(f"{demo_server}/console")
    page.get_by_label("Statement").fill("MATCH way = (:Organization)-[:FUNDS]->(:Program) RETURN way LIMIT 3")
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_role("region", name="Answer")).to_contain_text("FUNDS")
    page.get_by_role("button", name="Graph").click()
    expect(page.get_by_role("region", name="What the picture shows")).to_contain_text("FUNDS")
    page.get_by_label("Statement").fill("RETUR 1")
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_role("alert")).to_contain_text("line 1, column 1")
    expect(page.get_by_label("Statement")).to_have_attribute("aria-invalid", "true")
