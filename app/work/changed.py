"""What loads and decisions changed between two entries of the journal, worked out once and kept: entries never change."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from typing import Any

from app.services import Services
from app.work.kept import Kept, keep, latest
from ledger.journal import entry
from ledger.state import State
from loaders.path.apply import Stores
from loaders.path.changed import changed

FOLDER = "changed"
# So many results are kept, those looked at last; each is a few megabytes at most.
MOST = 30


def kept_changes(made: Services, first: int, last: int) -> Kept | None:
    """The result for these entries (both count), if it is kept: tables ``nodes`` and ``links``."""
    return latest(made.settings.home, _name(first, last))


def work_out(stores: Stores, made: Services, request: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """Compare the states before the entry ``first`` and after the entry ``last``, and keep what differs."""
    first, last = entry(made.ledger, request["first"]), entry(made.ledger, request["last"])
    stores.watch.says("comparing", 0)
    nodes, links = changed(stores, State.from_json(first.before), State.from_json(last.after))
    _make_room(made)
    keep(made.settings.home, _name(first.id, last.id), {"nodes": nodes, "links": links}, {"first": first.id, "last": last.id})
    return f"{len(nodes):,} things and {len(links):,} links differ.", dict(request)


def _make_room(made: Services) -> None:
    folders = sorted((made.settings.home / FOLDER).glob("*"), key=lambda folder: folder.stat().st_mtime)
    for folder in folders[: max(0, len(folders) - MOST + 1)]:
        shutil.rmtree(folder, ignore_errors=True)


def _name(first: int, last: int) -> str:
    return f"{FOLDER}/{int(first)}-{int(last)}"
