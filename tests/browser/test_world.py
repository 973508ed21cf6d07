"""The map of the world in Chromium: walked by keyboard alone, small states hit, wide and narrow, nothing for axe to find."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.conftest import NARROW, WIDE, Watched

AT = """name => {
  const title = spot => spot.querySelector("title").textContent.split(":")[0];
  const at = [...document.querySelectorAll("[data-spots] > a")].find(spot => title(spot) === name).querySelector(".pg-world__hit");
  at.scrollIntoView({block: "center"});
  const {x, y, width, height} = at.getBoundingClientRect();
  return [x + width / 2, y + height / 2];
}"""


def test_a_gap_is_found_on_the_map_by_keyboard(watch: Callable[..., Watched], demo_server: str) -> None:
    seen = watch(demo_server, WIDE)
    page = seen.open("/")
    page.get_by_role("link", name="Map of the world").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Gaps", exact=True).last.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**layer=gap*")
    seen.check_everywhere()
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    page.get_by_role("link", name="Reset").focus()
    page.keyboard.press("Tab")  # the map is one stop
    assert page.evaluate("document.activeElement.closest('[data-spots]') !== null")
    page.locator("[data-spots] > a", has=page.locator("title", has_text="Colombia:")).focus()
    page.keyboard.press("ArrowDown")
    said = page.locator("[data-said]")
    below = said.text_content()
    page.keyboard.press("ArrowUp")
    assert below != said.text_content()
    assert page.evaluate("document.querySelectorAll('[data-spots] > a[tabindex=\"0\"]').length") == 1
    page.locator("[data-spots] > a", has=page.locator("title", has_text="Peru:")).focus()
    expect(said).to_have_text("Peru: gap")
    page.keyboard.press("Enter")
    page.wait_for_url("**/gaps/cell?*country=PE*")


def test_a_small_state_is_hit_on_a_narrow_screen_and_lines_lead_from_a_state(watch: Callable[..., Watched], demo_server: str) -> None:
    seen = watch(demo_server, NARROW)
    page = seen.open("/world?layer=links&state=FL&region=Latin+America+and+the+Caribbean")
    assert page.locator(".pg-world__lines path").count() > 0
    seen.check()
    for address, off in (("/world?region=Americas", 0), ("/world?country=BB", 10)):  # upon others; alone, at the edge of its 24 pixels
        x, y = seen.open(address).evaluate(AT, "Barbados")
        page.mouse.click(x + off, y)
        page.wait_for_url("**/country/BB*")
    page = seen.open("/world?layer=need&region=Oceania")
    assert page.locator("[data-spots] > a", has=page.locator("title", has_text="Fiji")).bounding_box() is not None
    seen.check_room()
    seen.open("/world/districts?country=US")
    seen.check()
