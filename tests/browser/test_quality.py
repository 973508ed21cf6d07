"""The pages of data quality in Chromium, wide and narrow, with nothing for axe to find; by keyboard to the rows of a check."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.conftest import NARROW, WIDE, Watched


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["1280", "390"])
def test_from_a_check_to_its_rows_by_keyboard(watch: Callable[..., Watched], demo_server: str, viewport: dict[str, int]) -> None:
    seen = watch(demo_server, viewport)
    page = seen.open("/data/quality")
    seen.check()
    page.get_by_role("link", name="Programs without a start", exact=True).focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name="Programs without a start").wait_for()
    seen.check()
