"""A progress line for a person who waits: redrawn on a terminal, a few plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from typing import TextIO

WIDTH = 30


class Progress:
    """``Progress("Fetching Neo4j")(done, total)`` in bytes; writes to standard error unless told otherwise."""

    def __init__(self, title: str, stream: TextIO | None = None) -> None:
        self.title = title
        self.stream = stream or sys.stderr
        self.terminal = self.stream.isatty()
        self._next = 0.0

    def __call__(self, done: int, total: int) -> None:
        """Show that ``done`` of ``total`` bytes are there."""
        share = done / total if total else 1.0
        if self.terminal:
            self._redraw(share, done, total)
        elif share >= self._next or done >= total:
            self.stream.write(f"{self.title}: {share:4.0%} of {total / 1e6:.0f} MB\n")
            self._next = share + 0.1
        self.stream.flush()

    def _redraw(self, share: float, done: int, total: int) -> None:
        if time.monotonic() < self._next and done < total:
            return
        bar = "#" * round(share * WIDTH)
        self.stream.write(f"\r{self.title} [{bar:<{WIDTH}}] {share:4.0%} of {total / 1e6:.0f} MB")
        if done >= total:
            self.stream.write("\n")
        self._next = time.monotonic() + 0.1
