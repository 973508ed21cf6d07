"""Answers that hold as long as nothing is loaded, undone, decided or compared: counted once, a bounded number of them kept.

What is read while the network is being written is answered, and not kept: the writing may be taken back.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar, cast

from flask import current_app

from app.services import services
from app.work.kept import latest

_NAME = "partnergraph.remembered"
_MOST = 150
T = TypeVar("T")


class Remembered:
    """The latest answers by what was asked, in which state."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()
        self._asked: dict[Hashable, Lock] = {}
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], T], holds: Callable[[], bool]) -> T:
        """The answer to a key, made where there is none and kept if it ``holds``; of several that ask at once one makes it."""
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return cast(T, self._answers[key])
            turn = self._asked.setdefault(key, Lock())
        with turn:
            with self._lock:
                if key in self._answers:
                    return cast(T, self._answers[key])
            try:
                made = make()
                return self._keep(key, made) if holds() else made
            finally:
                with self._lock:
                    self._asked.pop(key, None)

    def _keep(self, key: Hashable, made: T) -> T:
        with self._lock:
            self._answers[key] = made
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)
        return made


def remembered(key: Hashable, make: Callable[[], T]) -> T:
    """The answer to a key in this state of the network and of the comparison of programs."""
    made = services()
    version, compared = made.ledger.version(), latest(made.settings.home, "overlaps")
    if version is None:
        return make()
    state = (version, compared.about["at"] if compared else "")
    answers: Remembered = current_app.extensions.setdefault(_NAME, Remembered())
    return answers.get((state, key), make, lambda: made.ledger.version() == version)
