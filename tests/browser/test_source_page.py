"""From a fact to its source, and a note that cannot be kept: by keyboard, at 390 pixels, read by axe."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.conftest import NARROW, Watched

Watch = Callable[..., Watched]


def test_from_an_agreement_to_its_source_and_a_note_that_is_refused(demo_server: str, watch: Watch) -> None:
    watched = watch(demo_server, NARROW)
    page = watched.open("/agreement/agreement:demo:agr-fbi-do-2016")
    page.locator(".pg-fact .pg-stated a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/data/sources/demo")
    expect(page.get_by_role("heading", name="What it covers")).to_be_visible()
    page.get_by_text("Write a note on this source").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Countries")).to_be_visible()
    watched.check()
    watched.expected = 400
    page.get_by_label("Countries").fill("Guatemala; Atlantis")
    page.get_by_label("Why").fill("a trial")
    page.get_by_label("Why").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("found 'Atlantis'")
    expect(page.get_by_label("Countries")).to_have_value("Guatemala; Atlantis")
    watched.check()
