"""A model of names trained on a tenth of the fixture, without sentence vectors: once a process, in seconds."""

from __future__ import annotations

import gzip
import tempfile
from functools import cache
from pathlib import Path

from analysis.resolution.score import FIXTURE, Model, Training, fitted, training


@cache
def small_training() -> Training:
    """What the small model is fitted to."""
    lines = gzip.decompress(FIXTURE.read_bytes()).decode().splitlines(keepends=True)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "part.csv.gz"
        path.write_bytes(gzip.compress("".join(lines[:1500]).encode()))
        return training(path, cache=None)


@cache
def small_model() -> Model:
    """The same model every time."""
    return fitted(small_training())
