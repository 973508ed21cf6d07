"""The network picture, the table that is its equal, and the file that opens offline."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW, WIDE, Watched

Watch = Callable[..., Watched]
GUATEMALA = "/country/GT"


def test_the_picture_and_the_table_show_the_same(demo_server: str, watch: Watch) -> None:
    watched = watch(demo_server, WIDE)
    page = watched.open(GUATEMALA)
    data = page.request.get(f"{demo_server}/network/country:GT.json").json()
    around = {node["name"] for node in data["nodes"] if node["id"] != "country:GT"}
    rows = page.locator("[data-role=rows] tr")
    assert {text.split(": ", 1)[1] for text in page.locator("[data-role=rows] th").all_text_contents()} == around
    assert rows.count() == data["shown"] == len(around)
    expect(page.locator("[data-role=note]")).to_have_text(data["note"])
    legend = page.locator("[data-role=legend] button").all_text_contents()
    assert sum(int(text.rsplit(" ", 1)[1]) for text in legend) == len(data["nodes"])
    watched.check()


def test_something_is_drawn(demo_server: str, watch: Watch) -> None:
    watched = watch(demo_server, WIDE)
    page = watched.open(GUATEMALA)
    picture = page.locator("[data-role=canvas]")
    picture.scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    assert picture.locator("canvas").count() >= 4
    shot = picture.screenshot()
    page.locator("[data-role=legend] button").first.click()
    page.wait_for_timeout(300)
    assert picture.screenshot() != shot
    watched.check()


def test_search_legend_and_zoom_by_keyboard_alone(demo_server: str, watch: Watch) -> None:
    watched = watch(demo_server, NARROW)
    page = watched.open(GUATEMALA)
    rows = page.locator("[data-role=rows] tr:not([hidden])")
    everything = rows.count()
    page.locator("#network-find").focus()
    page.keyboard.type("POLICE")
    found = rows.count()
    assert 0 < found < everything
    expect(page.locator("[data-role=found]")).to_have_text(f"{found} of {everything} listed")
    page.locator("#network-find").fill("")
    programs = page.locator("[data-role=legend] button", has_text="Program")
    programs.focus()
    page.keyboard.press("Enter")
    expect(programs).to_have_attribute("aria-pressed", "false")
    hidden = int(programs.text_content().rsplit(" ", 1)[1])  # type: ignore[union-attr]
    assert rows.count() == everything - hidden
    page.get_by_role("button", name="Zoom in").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Fit").press("Enter")
    watched.check()


def test_what_is_left_out_is_said_with_the_number(demo_server: str, watch: Watch) -> None:
    watched = watch(demo_server, WIDE)
    page = watched.open("/organization/org:demo:us-gov")
    data = page.request.get(f"{demo_server}/network/org:demo:us-gov.json").json()
    note = page.locator("[data-role=note]")
    if data["total"] > data["shown"]:
        expect(note).to_contain_text(f"{data['total'] - data['shown']:,} are left out")
    else:
        expect(note).to_have_text(f"All {data['total']:,} neighbours are shown.")


def test_without_webgl_the_table_stands(demo_server: str, watch: Watch) -> None:
    watched = watch(demo_server, WIDE)
    watched.page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null;")
    page = watched.open(GUATEMALA)
    expect(page.locator("[data-role=canvas]")).to_contain_text("WebGL is off")
    assert page.locator("[data-role=rows] tr").count() > 10
    assert watched.faults == []


@pytest.mark.parametrize("id_", ["country:GT", "org:demo:unodc"])
def test_the_file_opens_without_a_network(demo_server: str, watch: Watch, tmp_path: Path, id_: str) -> None:
    watched = watch(demo_server, WIDE)
    answer = watched.page.request.get(f"{demo_server}/picture/{id_}")
    assert answer.headers["content-disposition"].startswith("attachment; filename=")
    file = tmp_path / "picture.html"
    file.write_bytes(answer.body())
    offline = watch("file://", WIDE, offline=True)
    page = offline.page
    page.goto(file.as_uri())
    offline.wait("typeof network === 'object' && network !== null && network.body.nodeIndices.length > 3", "the drawing")
    offline.faults = [fault for fault in offline.faults if not fault.endswith(file.as_uri())]
    assert offline.faults == []
    assert page.locator("table tbody tr").count() > 5
