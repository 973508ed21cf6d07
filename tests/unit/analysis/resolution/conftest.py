"""A model trained on a tenth of the fixture, without sentence vectors: seconds, and the same every time."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from analysis.resolution.score import FIXTURE, Model, Training, fitted, training


@pytest.fixture(scope="session")
def small_training(tmp_path_factory: pytest.TempPathFactory) -> Training:
    """What the small model is fitted to."""
    path: Path = tmp_path_factory.mktemp("fixture") / "part.csv.gz"
    lines = gzip.decompress(FIXTURE.read_bytes()).decode().splitlines(keepends=True)
    path.write_bytes(gzip.compress("".join(lines[:1500]).encode()))
    return training(path, cache=None)


@pytest.fixture(scope="session")
def small_model(small_training: Training) -> Model:
    """The small model."""
    return fitted(small_training)
