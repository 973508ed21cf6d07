"""Answers that were just given, kept until the network changes: page and picture of a view ask the same."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Any

from flask import current_app

from app.explore.found import Found, find
from app.explore.view import View
from app.lists.reading import compared
from app.services import services

_NAME = "partnergraph.explore"
_MOST_THINGS = 100_000


class Kept:
    """Answers by state of the network, day and view; as many as together hold a bounded number of things and links."""

    def __init__(self) -> None:
        self._found: OrderedDict[tuple[Any, ...], Found] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def get(self, key: tuple[Any, ...]) -> Found | None:
        """The answer that was given to this, if it is kept."""
        with self._lock:
            found = self._found.get(key)
            if found is not None:
                self._found.move_to_end(key)
            return found

    def put(self, key: tuple[Any, ...], found: Found) -> None:
        """Keep an answer; the oldest go."""
        with self._lock:
            if key not in self._found:
                self._found[key] = found
                self._size += _size(found)
            while self._size > _MOST_THINGS and len(self._found) > 1:
                _, gone = self._found.popitem(last=False)
                self._size -= _size(gone)


def _size(found: Found) -> int:
    return len(found.things) + len(found.links) + 1


def found_for(view: View) -> Found:
    """What a view shows, asked once as long as nothing is loaded, undone or decided."""
    made = services()
    version, of_list = made.ledger.version(), compared() if view.listed else None
    key = (version, made.today(), view.data(), of_list.about["at"] if of_list else "")
    kept: Kept = current_app.extensions.setdefault(_NAME, Kept())
    found = kept.get(key)
    if found is None:
        found = find(view)
        if version is not None and made.ledger.version() == version:
            kept.put(key, found)
    return found
