"""The console in a browser: asked with the keyboard, cancelled, wrong, planned, and read by axe in every state."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import WIDE, Watched

pytestmark = pytest.mark.once

Watch = Callable[..., Watched]


def test_a_question_is_asked_cancelled_mistaken_and_planned(demo_server: str, watch: Watch) -> None:
    watched = watch(demo_server, WIDE)
    page = watched.open("/console")
    page.get_by_role("link", name="Programs in a country").click()
    page.wait_for_url("**/console?statement=*")
    expect(page.get_by_role("table")).to_have_count(0)
    page.get_by_label("Statement").focus()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("table")).to_contain_text("Answer")
    watched.check()
    page.locator("tbody a").first.click()
    page.wait_for_url("**/program/**")
    page = watched.open("/console")
    page.get_by_label("Statement").fill("UNWIND range(1, 1000000000) AS x UNWIND range(1, 1000) AS y RETURN count(*)")
    page.get_by_role("button", name="Run").click()
    page.wait_for_timeout(500)
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("alert")).to_contain_text("was cancelled")
    watched.expected = 400
    page.get_by_label("Statement").fill("MATCH (n)\nRETUR n")
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_role("alert")).to_contain_text("line 2, column 1")
    watched.check()
    page.get_by_label("Statement").fill("MATCH (n:Program) RETURN n")
    page.get_by_role("button", name="Plan").click()
    expect(page.get_by_role("table")).to_contain_text("NodeByLabelScan")
    watched.check_everywhere()
    page.get_by_label("Statement").fill("MATCH (p:Program {country: $country}) RETURN p.name AS program, p.sources AS sources")
    page.get_by_role("button", name="Save as a report").click()
    page.get_by_label("Title").fill("Programs")
    page.get_by_role("button", name="Save the report").click()
    expect(page.get_by_role("alert")).to_contain_text("What it shows: nothing is given")
    watched.check_everywhere()
