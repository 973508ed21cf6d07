"""The map in Chromium: the walk of a planner by keyboard alone, picture and table as equals, steps that can be undone."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from app.explore import drawing
from app.services import services
from app.work.run import run_job
from ledger.jobs import Jobs
from tests.browser.conftest import NARROW, WIDE, Watched

Watch = Callable[..., Watched]
# Milliseconds for a page whose queries the server has not planned yet, on a busy machine.
FIRST = 60_000


def drawn(watched: Watched) -> None:
    """Wait until picture and page show the same view."""
    watched.wait("document.querySelector('[data-explore]').dataset.ready === 'true'", "the map", 60)
    watched.wait("!('busy' in document.querySelector('[data-explore]').dataset)", "the step", 60)


def press(page: Page, name: str | re.Pattern[str], role: str = "link") -> None:
    """Go to a link or button and press Enter, as a keyboard does."""
    element = page.get_by_role(role, name=name).first  # type: ignore[arg-type]
    element.focus()
    expect(element).to_be_focused()
    page.keyboard.press("Enter")


def test_the_walk_by_keyboard_alone_on_a_small_screen(demo_server: str, watch: Watch) -> None:
    """Find a police body in Guatemala, see its partners, expand one, filter to 2023, share the view."""
    watched = watch(demo_server, NARROW)
    page = watched.open("/explore?country=GT")
    drawn(watched)
    watched.check()
    page.get_by_label("Start from a name, acronym or place").focus()
    page.keyboard.type("police")
    page.keyboard.press("Enter")
    hits = page.get_by_role("list", name="Found")
    expect(hits).to_be_visible(timeout=FIRST)
    drawn(watched)
    expect(hits.get_by_role("listitem").first).to_contain_text("Guatemala")
    press(page, re.compile("^Show on the map"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Map: ", timeout=FIRST)
    drawn(watched)
    table = page.get_by_role("region", name="Things on the map")
    before = table.get_by_role("row").count()
    assert before > 2
    watched.check()
    press(page, re.compile("^Expand"))
    drawn(watched)
    after = table.get_by_role("row").count()
    assert after > before
    page.get_by_label("In force in the year").focus()
    page.keyboard.type("2023")
    page.keyboard.press("Enter")
    expect(page.get_by_role("list", name="Filters in force")).to_contain_text("In force in 2023", timeout=FIRST)
    drawn(watched)
    assert "year=2023" in page.url
    view = page.url
    press(page, "Make a short address of this view", "button")
    short = page.get_by_role("link", name=re.compile("v.[a-z2-7]{10}$"))
    expect(short).to_be_visible(timeout=FIRST)
    drawn(watched)
    watched.check()
    other = watch(demo_server, WIDE)
    other.page.goto(short.get_attribute("href"))  # type: ignore[arg-type]
    drawn(other)
    assert other.page.url == view.partition("&open=")[0]
    other.check()


def tab_to(page: Page, role: str, name: str) -> None:
    """Press Tab until the one element of that role and name has the focus."""
    element = page.get_by_role(role, name=name, exact=True)  # type: ignore[arg-type]
    expect(element).to_have_count(1)
    for _ in range(400):
        if element.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach the {role} {name}")


def read(page: Page, pattern: str) -> list[str]:
    """What a screen reader is told: the parts of the accessibility tree that match."""
    return re.findall(pattern, page.locator("main").aria_snapshot())


def test_the_walk_read_from_the_accessibility_tree_alone(demo_server: str, watch: Watch) -> None:
    """The same walk: what to do next is read from names and roles, every step is reached with Tab and taken with Enter."""
    watched = watch(demo_server, NARROW)
    page = watched.open("/explore?country=GT")
    drawn(watched)
    tab_to(page, "searchbox", "Start from a name, acronym or place")
    page.keyboard.type("police")
    page.keyboard.press("Enter")
    expect(page.get_by_role("list", name="Found")).to_be_visible(timeout=FIRST)
    drawn(watched)
    (police,) = read(page, 'link "(Show on the map ?: National Civil Police of Guatemala)"')
    tab_to(page, "link", police)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Map: National Civil Police of Guatemala")).to_be_visible(timeout=FIRST)
    drawn(watched)
    (said,) = read(page, r"strong: ([\d,]+) things")
    partners = read(page, 'link "(Expand ?: .*)"')
    assert len(set(partners)) == len(partners) == int(said) - 1
    tab_to(page, "link", partners[0])
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name=partners[0].replace("Expand", "Collapse"), exact=True)).to_be_focused(timeout=FIRST)
    drawn(watched)
    (more,) = read(page, r"strong: ([\d,]+) things")
    assert int(more) > int(said)
    tab_to(page, "textbox", "In force in the year")
    page.keyboard.type("2023")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Take away the filter In force in 2023")).to_be_visible(timeout=FIRST)
    drawn(watched)
    tab_to(page, "button", "Make a short address of this view")
    page.keyboard.press("Enter")
    expect(page.get_by_text("The short address of this view:")).to_be_visible(timeout=FIRST)
    drawn(watched)
    (address,) = read(page, r'link "(http\S+/v/[a-z2-7]{10})"')
    assert address.startswith(demo_server)
    assert watched.faults == []


def test_a_step_is_undone_and_the_picture_follows(demo_server: str, watch: Watch) -> None:
    watched = watch(demo_server, WIDE)
    page = watched.open("/explore?seed=country:GT")
    drawn(watched)
    shape = page.locator("[data-role=canvas]")
    shape.scroll_into_view_if_needed()
    assert shape.locator("canvas").count() >= 4
    shown = page.locator("input[name=pick]").count()
    undo = page.get_by_role("button", name="Undo")
    expect(undo).to_be_disabled()
    press(page, re.compile("^Leave out: Program"))
    expect(page.get_by_role("link", name=re.compile("^Bring back: Program"))).to_be_focused(timeout=FIRST)
    drawn(watched)
    fewer = page.locator("input[name=pick]").count()
    assert fewer < shown
    undo.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name=re.compile("^Leave out: Program"))).to_be_visible(timeout=FIRST)
    drawn(watched)
    assert page.locator("input[name=pick]").count() == shown
    watched.check()


def test_picked_with_a_box_and_grouped(demo_server: str, watch: Watch) -> None:
    watched = watch(demo_server, WIDE)
    page = watched.open("/explore?seed=country:GT")
    drawn(watched)
    shown = page.locator("input[name=pick]").count()
    page.get_by_role("button", name="Select with a box").click()
    picture = page.locator("[data-role=canvas]")
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 2, box["y"] + 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 4, box["y"] + box["height"] - 4)
    page.mouse.up()
    expect(page.locator("[data-role=picked]")).to_have_text(f"{shown} picked:")
    press(page, "Group", "button")
    expect(page.locator("input[name=pick]")).to_have_count(1, timeout=FIRST)
    expect(page.get_by_role("row", name=re.compile("Group 1"))).to_contain_text(f"{shown} inside")
    drawn(watched)
    watched.check()


def test_without_javascript_the_table_and_its_links_do_the_same(demo_server: str, watch: Watch, tmp_path: Path) -> None:
    watched = watch(demo_server, NARROW, java_script_enabled=False)
    page = watched.page
    page.goto(f"{demo_server}/explore?seed=country:GT")
    shown = page.locator("input[name=pick]").count()
    page.locator("input[name=pick]").nth(1).check()
    page.get_by_role("button", name="Hide").click()
    page.wait_for_load_state()
    assert page.locator("input[name=pick]").count() == shown - 1
    page.get_by_role("link", name=re.compile("^Show again: ")).click()
    page.wait_for_load_state()
    assert page.locator("input[name=pick]").count() == shown
    with page.expect_download() as download:
        page.get_by_role("link", name="SVG picture").click()
    assert download.value.suggested_filename == "map.svg"


def test_a_large_map_is_laid_out_by_a_job_while_the_page_stands(
    demo_app: Flask, demo_server: str, watch: Watch, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(drawing, "AT_ONCE", 5)
    monkeypatch.setattr(drawing, "_known", OrderedDict())
    watched = watch(demo_server, NARROW)
    page = watched.open("/explore?seed=country:GT")
    drawn(watched)
    note = page.get_by_text("The picture is a rough one")
    expect(note).to_contain_text("Waiting for a worker")
    expect(page.get_by_role("progressbar", name="Layout of the picture")).to_be_visible()
    watched.check()
    press(page, "Stop laying it out", "button")
    expect(page.get_by_text("Its layout was cancelled.")).to_be_visible(timeout=FIRST)
    drawn(watched)
    watched.check()
    press(page, "Lay it out", "button")
    expect(page.get_by_role("button", name="Stop laying it out")).to_be_visible(timeout=FIRST)
    drawn(watched)
    picture = page.locator("[data-role=canvas]")
    picture.scroll_into_view_if_needed()
    rough = picture.screenshot()
    with demo_app.app_context():
        run_job(services(), Jobs(services().ledger).latest()[0].id)
    expect(page.locator("[data-role=voice]")).to_have_text("The picture is laid out.", timeout=FIRST)
    expect(note).to_be_hidden()
    page.wait_for_timeout(600)
    assert picture.screenshot() != rough
    watched.check()
