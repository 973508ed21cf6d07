"""Comparisons of two loads, kept until something is loaded or decided."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.services import Services
from app.work.kept import Kept, keep, latest
from loaders.path.apply import Stores
from loaders.path.compare import compare


def kept_comparison(made: Services, one: int, other: int) -> Kept | None:
    """The comparison of two loads if it was made on the network as it stands: table ``records``, ``about["difference"]``."""
    kept = latest(made.settings.home, _name(one, other))
    return kept if kept is not None and kept.about["entry"] == _entry(made) else None


def compare_loads(stores: Stores, made: Services, request: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """Compare the loads ``one`` and ``other`` and keep what differs."""
    one, other = made.ledger.load(request["one"]), made.ledger.load(request["other"])
    entry = _entry(made)
    stores.watch.says("comparing the loads", 0)
    difference, records = compare(stores, one, other)
    keep(made.settings.home, _name(one.id, other.id), {"records": records}, {"entry": entry, "difference": difference})
    return f"Loads {one.id} and {other.id} were compared: {len(records):,} records differ.", dict(request)


def _name(one: int, other: int) -> str:
    return f"compared/{int(one)}-{int(other)}"


def _entry(made: Services) -> int:
    last = made.ledger.last_done()
    return last.id if last else 0
