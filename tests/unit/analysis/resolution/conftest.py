"""A model trained on a tenth of the fixture, without sentence vectors: seconds, and the same every time."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from analysis.resolution.score import FIXTURE, Model, train


@pytest.fixture(scope="session")
def small_model(tmp_path_factory: pytest.TempPathFactory) -> Model:
    path: Path = tmp_path_factory.mktemp("fixture") / "part.csv.gz"
    lines = gzip.decompress(FIXTURE.read_bytes()).decode().splitlines(keepends=True)
    path.write_bytes(gzip.compress("".join(lines[:1500]).encode()))
    return train(path, cache=None)
