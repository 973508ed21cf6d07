"""The data pages in Chromium, wide and narrow, with nothing for axe to find."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.conftest import WIDE, Watched

PATHS = ("/data", "/data/loads/2", "/data/loads/3", "/data/loads/3?fate=set+aside", "/data/sources", "/data/decisions", "/data/dictionary",
         "/data/identifiers", "/facts?about=org:demo:unodc", "/facts/change?about=org:demo:unodc")


@pytest.mark.parametrize("path", PATHS)
def test_a_data_page(watch: Callable[..., Watched], demo_server: str, path: str) -> None:
    seen = watch(demo_server, WIDE)
    seen.open(path)
    seen.check_everywhere()


def test_from_the_list_to_a_row_that_was_set_aside_by_keyboard(watch: Callable[..., Watched], demo_server: str) -> None:
    page = watch(demo_server, WIDE).open("/data")
    page.get_by_role("link", name="Load 3").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Set aside (11)").focus()
    page.keyboard.press("Enter")
    page.wait_for_load_state("networkidle")
    cells = page.get_by_role("cell", name="Information Redacted", exact=True)
    lines = {cell.locator("xpath=preceding-sibling::td[3]").inner_text() for cell in cells.all()}
    assert lines == {"2865", "8964", "11766", "12244"}
