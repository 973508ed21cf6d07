"""Layouts of large maps: what waits to be laid out and where things stand are files of the application's home."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.layout import layout_numbered
from graph.writer import Cancelled
from ledger.errors import NotFound
from loaders.path.apply import Watch

STEP = "laying out the picture"
KEPT, WAITING = 200, 20
_one_at_a_time = threading.Lock()


class Layouts:
    """Places of things by the key of their network; things are numbered as the network sorts them."""

    def __init__(self, home: Path) -> None:
        self.folder = home / "layouts"

    def places(self, key: str) -> NDArray[np.float64] | None:
        """Where the things of a network stand, as rows of x and y, or ``None`` where it was not laid out or not kept."""
        try:
            return np.load(self.folder / f"{key}.npy", allow_pickle=False)  # type: ignore[no-any-return]
        except FileNotFoundError:
            return None

    def keep(self, key: str, placed: NDArray[np.float64]) -> None:
        """Keep the places of a network; the oldest go."""
        self._write(f"{key}.npy", placed)
        self._drop(f"{key}.todo")
        self._prune("*.npy", KEPT)

    def wait(self, key: str, count: int, pairs: Sequence[tuple[int, int]]) -> None:
        """Put a network where a job finds it."""
        self._write(f"{key}.todo", np.array([(count, count), *pairs], dtype=np.int32))
        self._prune("*.todo", WAITING)

    def lay_out(self, key: str, watch: Watch) -> int:
        """Lay out a network that waits, unless somebody did; returns how many things stand. ``Cancelled`` when asked to stop."""
        while not _one_at_a_time.acquire(timeout=0.5):  # it takes a core for as long as it lasts: one is enough
            watch.says("waiting for another picture", 0)
            if watch.cancelled():
                raise Cancelled
        try:
            known = self.places(key)
            return len(self._made(key, watch) if known is None else known)
        finally:
            _one_at_a_time.release()

    def _made(self, key: str, watch: Watch) -> NDArray[np.float64]:
        try:
            (count, _), *pairs = map(tuple, np.load(self.folder / f"{key}.todo", allow_pickle=False).tolist())
        except FileNotFoundError as error:
            raise NotFound("This map no longer waits to be laid out: open it again.") from error

        def tell(number: int, rounds: int) -> None:
            watch.says(STEP, number)
            if number == 1:
                watch.expects(rounds)
            if watch.cancelled():
                raise Cancelled

        placed = layout_numbered(count, pairs, tell=tell)
        self.keep(key, placed)
        return placed

    def _write(self, name: str, array: NDArray[Any]) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        scratch = self.folder / f"{name}.{os.getpid()}.{threading.get_ident()}.part"
        with scratch.open("wb") as file:
            np.save(file, array, allow_pickle=False)
        scratch.replace(self.folder / name)

    def _drop(self, name: str) -> None:
        (self.folder / name).unlink(missing_ok=True)

    def _prune(self, pattern: str, most: int) -> None:
        files = sorted(self.folder.glob(pattern), key=lambda file: file.stat().st_mtime)
        for file in files[:-most]:
            file.unlink(missing_ok=True)

