"""Views that are kept: the same view has the same short address, and none leads to another site."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger.errors import LedgerError, NotFound
from ledger.saved import SavedViews
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
