"""What changed, with the keyboard alone and on a telephone; the slider of the map."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.conftest import NARROW, WIDE, Watched

pytestmark = pytest.mark.once


def test_what_changed_with_the_keyboard_alone(demo_server: str, watch: Callable[..., Watched]) -> None:
    seen = watch(demo_server, NARROW)
    page = seen.open("/country/GT")
    page.get_by_role("link", name="What changed since Mar 30, 2016").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="What changed in Guatemala").wait_for()
    seen.check()  # nothing changed there in this quarter: the page says what to do
    page.get_by_label("From").fill("2012-01-01")
    page.get_by_role("button", name="Show").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Partners gained").wait_for()
    seen.check_everywhere()
    feed = page.get_by_role("link", name="Feed").first.get_attribute("href")
    assert feed == "/changes.atom?country=GT"
    page.get_by_role("link", name="In what we knew").first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Taken together in Guatemala").wait_for()
    seen.check_everywhere()


def test_the_slider_of_the_map(demo_server: str, watch: Callable[..., Watched]) -> None:
    seen = watch(demo_server, WIDE)
    page = seen.open("/explore?country=GT")
    seen.wait("document.querySelector('[data-explore]').dataset.ready", "the map")
    page.locator("#map-at").focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    seen.wait("location.search.includes('as_of=2014-06-30')", "the other year")
    seen.wait("document.activeElement.id === 'map-at' && document.querySelector('#as-of').value === '2014-06-30'", "the slider again")
    page.get_by_text("The years as a table").click()
    seen.check_everywhere()
