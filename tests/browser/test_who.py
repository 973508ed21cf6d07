"""A list of names is pasted in Chromium, read, chosen from by keyboard, and taken away as a file."""

from __future__ import annotations

import csv
from collections.abc import Callable

import pytest

from app.who import views
from app.work.who import names
from tests.browser.conftest import WIDE, Watched
from tests.support.names_model import small_model

pytestmark = pytest.mark.once


def test_a_pasted_list_is_answered_chosen_from_and_downloaded(
    watch: Callable[..., Watched], demo_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(names, "trained", lambda _folder, _cache: small_model())
    monkeypatch.setattr(views, "is_ready", lambda: True)
    seen = watch(demo_server, WIDE)
    page = seen.open("/who")
    page.get_by_label("Names, one a line").fill("Policía Nacional Civil de Guatemala\tGT\nPNC\nWombat Zymurgy Quorum")
    page.get_by_role("button", name="Find them").press("Enter")
    certain = page.get_by_role("group", name="Policía Nacional Civil de Guatemala")
    certain.get_by_role("radio", name="National Civil Police of Guatemala").wait_for()
    assert certain.get_by_role("radio", name="National Civil Police of Guatemala").is_checked()
    assert page.get_by_text("No organization of this network is named like that.").count() == 1
    seen.check_everywhere()
    undecided = page.get_by_role("group", name="PNC")
    assert undecided.get_by_role("radio", checked=True).count() == 0
    undecided.get_by_role("radio", name="National Civil Police of El Salvador").press("Space")
    page.get_by_role("button", name="Keep these choices").press("Enter")
    page.wait_for_url("**pick-1=*")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="CSV", exact=True).click()
    with waiting.value.path().open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["organization_id"], row["answer"]) for row in rows] == [
        ("org:demo:gt-pnc", "certain"), ("org:demo:sv-pnc", "possible"), ("", "not in this network"),
    ]  # fmt: skip
    page.get_by_role("link", name="Profile of National Civil Police of El Salvador").first.click()
    page.get_by_role("heading", level=1, name="National Civil Police of El Salvador").wait_for()
