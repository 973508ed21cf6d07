"""Getting around in Chromium: keys that lead to pages and can be switched off, and what was seen lately."""

from __future__ import annotations

from collections.abc import Callable

from tests.browser.conftest import NARROW, WIDE, Watched


def test_keys_lead_to_pages_are_listed_and_can_be_switched_off(watch: Callable[..., Watched], demo_server: str) -> None:
    seen = watch(demo_server, WIDE)
    page = seen.open("/reports")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keyboard shortcuts")
    assert dialog.get_by_role("listitem").all_inner_texts()[:2] == ["/ the search box", "1 Overview"]
    seen.check()
    page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")  # the browser closes it a moment after the key
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "site-search"
    page.keyboard.type("1")  # a key that is typed into a box is a letter
    assert page.url.endswith("/reports")
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("1")
    page.wait_for_url(demo_server + "/")
    page.get_by_role("button", name="Keyboard shortcuts").click()
    page.get_by_label("Switch these keys off").check()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("3")
    page.keyboard.press("?")
    assert page.url == demo_server + "/" and not dialog.is_visible()


def test_profiles_that_were_seen_are_a_step_away_and_can_be_forgotten(watch: Callable[..., Watched], demo_server: str) -> None:
    seen = watch(demo_server, NARROW)
    page = seen.open("/country/GT")
    assert page.get_by_role("heading", name="Seen lately").count() == 0
    seen.open("/organization/org:demo:unodc")
    seen.open("/gaps")
    lately = page.get_by_role("region", name="Seen lately")
    assert lately.get_by_role("link").all_inner_texts() == ["United Nations Office on Drugs and Crime", "Guatemala"]
    seen.check()
    lately.get_by_role("link", name="Guatemala").click()
    page.get_by_role("heading", name="Guatemala", level=1).wait_for()
    assert lately.get_by_role("link").all_inner_texts() == ["United Nations Office on Drugs and Crime"]
    lately.get_by_role("button", name="Forget these").click()
    seen.open("/gaps")
    assert page.get_by_role("heading", name="Seen lately").count() == 0
