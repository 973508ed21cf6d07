"""Views that are kept: the same view has the same short address, and none leads to another site."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from ledger.database import MIGRATIONS
from ledger.errors import LedgerError, NotFound
from ledger.models import SavedView
from ledger.saved import LOOKED, NOTICED, Reading, SavedViews
from ledger.store import Ledger


@pytest.fixture
def views(tmp_path: Path) -> SavedViews:
    return SavedViews(Ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}"))


def test_a_view_is_found_under_its_hash_and_kept_once(views: SavedViews) -> None:
    name = views.keep("/explore?seed=org:a")
    assert views.keep("/explore?seed=org:a") == name
    assert views.keep("/explore?seed=org:b") != name
    assert (len(name), views.address(name), views.address(name.upper())) == (10, "/explore?seed=org:a", "/explore?seed=org:a")


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example/", "/\\evil.example/", "explore", ""])
def test_an_address_elsewhere_is_refused(views: SavedViews, address: str) -> None:
    with pytest.raises(LedgerError, match="is none of this site"):
        views.keep(address)


def test_what_nobody_kept_is_not_found(views: SavedViews) -> None:
    with pytest.raises(NotFound, match="No view is kept under /v/aaaaaaaaaa"):
        views.address("aaaaaaaaaa")


A, B, C = (Reading(f"{n}//", "2016-06-14", name * 64, n, name.encode()) for n, name in enumerate("abc", start=1))
TOLD = {"added": 1}


def role(views: SavedViews, view: SavedView, role: str) -> tuple[str, bytes | None]:
    found = views.reading(view.hash, role)
    return found.digest[:1], found.content


def test_a_named_view_is_listed_renamed_and_deleted_while_its_short_address_stays(views: SavedViews) -> None:
    short = views.keep("/explore")
    assert views.named() == []
    view = views.name("/explore", " The  map ", " why\n", A)
    assert (view.hash, view.name, view.note, view.since, view.noticed) == (short, "The map", "why", {}, 0)
    assert view.looked_at is not None
    views.name("/gaps", "gaps", "", A)
    assert [v.name for v in views.named()] == ["gaps", "The map"]
    views.edit(short, "Another", "")
    assert (views.get(short.upper()).name, views.get(short).note) == ("Another", "")
    views.forget(short)
    assert [v.name for v in views.named()] == ["gaps"]
    assert views.address(short) == "/explore"
    with pytest.raises(NotFound, match="No saved view is named under"):
        views.get(short)


@pytest.mark.parametrize(("name", "note"), [("", ""), (" \n ", "x"), ("x" * 201, ""), ("x", "x" * 4001)])
def test_a_view_needs_a_name_of_some_length(views: SavedViews, name: str, note: str) -> None:
    with pytest.raises(LedgerError, match=r"Give the view a name|A name has 200 letters"):
        views.name("/gaps", name, note, A)
    assert views.named() == []


def test_changes_are_numbered_and_what_was_looked_at_stays_until_somebody_looks(views: SavedViews) -> None:
    view = views.name("/gaps", "gaps", "", A)
    assert views.changed(view, B, TOLD, TOLD)
    assert (role(views, view, LOOKED), role(views, view, NOTICED)) == (("a", b"a"), ("b", b"b"))
    assert views.get(view.hash).since == TOLD
    assert views.changed(views.get(view.hash), C, {"removed": 1}, {})
    assert [(c.number, c.told) for c in views.changes(view.hash)] == [(2, {"removed": 1}), (1, TOLD)]
    assert views.get(view.hash).since == {}
    views.looked(view.hash)
    assert role(views, view, LOOKED) == ("c", b"c")


def test_of_two_that_notice_the_same_change_one_writes_it(views: SavedViews) -> None:
    mine = views.name("/gaps", "gaps", "", A)
    theirs = views.get(mine.hash)
    assert views.changed(mine, B, TOLD, TOLD)
    assert not views.changed(theirs, B, TOLD, TOLD)
    views.same(theirs, A)  # read before the change, written after it: what was noticed stays
    assert role(views, mine, NOTICED) == ("b", b"b")
    assert len(views.changes()) == 1


def test_trouble_is_told_until_the_view_can_be_compared_again(views: SavedViews) -> None:
    view = views.name("/gaps", "gaps", "", A)
    views.failed(view, "It takes too long.")
    assert views.get(view.hash).trouble == "It takes too long."
    views.same(views.get(view.hash), Reading("9//", "2016-06-15", A.digest, 1, A.content))
    assert (views.get(view.hash).trouble, views.reading(view.hash, NOTICED).stamp) == ("", "9//")


def test_a_view_that_was_deleted_meanwhile_stays_deleted(views: SavedViews) -> None:
    view = views.name("/gaps", "gaps", "", A)
    views.forget(view.hash)
    assert not views.changed(view, B, TOLD, TOLD)
    views.same(view, B)
    assert views.changes() == []


def migrate(url: str, how: Callable[[Config, str], None]) -> None:
    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS))
    engine = create_engine(url)
    with engine.begin() as connection:
        settings.attributes["connection"] = connection
        how(settings, "0007")
    engine.dispose()


def test_the_ledger_of_before_is_brought_up_and_back(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'ledger.sqlite'}"
    migrate(url, command.upgrade)
    with sqlite3.connect(tmp_path / "ledger.sqlite") as connection:
        connection.execute("INSERT INTO saved_views (hash, address, \"by\", at) VALUES ('abc', '/explore', '', '2026-01-01 00:00:00')")
    ledger = Ledger(url)
    assert (SavedViews(ledger).address("abc"), SavedViews(ledger).named()) == ("/explore", [])
    ledger.close()
    migrate(url, command.downgrade)
    with sqlite3.connect(tmp_path / "ledger.sqlite") as connection:
        assert connection.execute("SELECT * FROM saved_views").fetchall() == [("abc", "/explore", "", "2026-01-01 00:00:00")]
