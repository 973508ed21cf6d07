"""Measures and connections in Chromium: sorted and followed by keyboard, nothing for axe to find."""

from __future__ import annotations

from collections.abc import Callable

from tests.browser.conftest import NARROW, WIDE, Watched


def test_measures_are_sorted_by_keyboard(watch: Callable[..., Watched], demo_server: str) -> None:
    seen = watch(demo_server, WIDE)
    seen.open("/explore?country=GT&draw=all&size=between&colour=group")
    seen.wait("!document.querySelector('[data-explore]').hasAttribute('data-busy')", "the map")
    seen.check_everywhere()
    page = seen.open("/measures?country=GT")
    seen.check_everywhere()
    seen.open("/measures/groups?by=country&since=2010-01-01")
    seen.check_everywhere()
    page.get_by_role("link", name="pairs: ").first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Pairs: ").wait_for()
    seen.check()
    seen.open("/measures?country=GT")
    page.get_by_role("link", name="Cut off without it").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**sort=*cut_off*")
    assert page.get_by_role("columnheader", name="Cut off without it").get_attribute("aria-sort") in ("ascending", "descending")


def test_two_names_are_typed_and_the_way_between_them_is_told(watch: Callable[..., Watched], demo_server: str) -> None:
    seen = watch(demo_server, NARROW)
    page = seen.open("/connections?one=org:demo:gt-pnc")
    page.get_by_label("The other").fill("Liberia National Police")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="The shortest way").wait_for()
    page.get_by_text("Who states it").first.click()
    seen.wait("[...document.querySelectorAll('[data-network]')].every((part) => part.dataset.ready)", "the picture")
    seen.check()


def test_two_countries_stand_side_by_side(watch: Callable[..., Watched], demo_server: str) -> None:
    seen = watch(demo_server, NARROW)
    page = seen.open("/side-by-side")
    seen.check()
    page.get_by_label("One country or organization").fill("Guatemala")
    page.get_by_label("The other (empty").fill("Honduras")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Guatemala and Honduras side by side").wait_for()
    seen.check_everywhere()
    page.get_by_role("link", name="Only Honduras").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**show=other**")
    seen.check()
