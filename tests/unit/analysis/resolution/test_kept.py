"""A trained model is kept as numbers between runs, and made anew where they are missing, damaged or of other code."""

from __future__ import annotations

import pickle
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.resolution import kept, score
from analysis.resolution.kept import trained
from analysis.resolution.score import Model, Training

ABOUT = {"model": "test"}


@pytest.fixture(scope="module")
def prepared() -> Training:
    """Pairs made by rule: those whose first feature is above a half are matches."""
    features = np.random.default_rng(1).integers(0, 20, (400, len(kept.FEATURE_NAMES))).astype(np.float32) / 20
    return Training(features, features[:, 0] > 0.5, kept.Thresholds(0.7, 0.1, 0.01), ABOUT)


@pytest.fixture
def count(prepared: Training, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Trainings that were asked for; each gives the prepared pairs."""
    asked: list[Path] = []

    def prepare(fixture: Path, cache: object) -> Training:
        asked.append(fixture)
        return prepared

    monkeypatch.setattr(kept, "training", prepare)
    monkeypatch.setitem(score.SETTINGS, "max_iter", 3)
    monkeypatch.setattr(kept, "_MODELS", {})
    return asked


def _forget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_MODELS", {})


def _scores(model: Model, prepared: Training) -> np.ndarray:
    return model.estimator.predict_proba(pd.DataFrame(prepared.features, columns=list(kept.FEATURE_NAMES)))[:, 1]


def test_it_is_trained_once_in_a_process(count: list[Path], tmp_path: Path) -> None:
    assert not kept.is_ready(tmp_path, None)
    assert trained(tmp_path, None) is trained(tmp_path, None)
    assert len(count) == 1
    assert kept.is_ready(tmp_path, None)
    assert not kept.is_ready(tmp_path, None, kept._CODE / "data" / "generic.txt"), "another fixture is another model"


def test_another_process_gets_the_same_model_from_the_file(
    count: list[Path], tmp_path: Path, prepared: Training, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = trained(tmp_path, None)
    _forget(monkeypatch)
    again = trained(tmp_path, None)
    assert len(count) == 1
    assert (again.about, again.thresholds) == (ABOUT, first.thresholds)
    np.testing.assert_array_equal(_scores(first, prepared), _scores(again, prepared))


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 cut off", pickle.dumps({"features": 1})], ids=["empty", "cut", "pickle"])
def test_what_cannot_be_read_is_made_anew(count: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: bytes) -> None:
    trained(tmp_path, None)
    (path,) = tmp_path.glob("*.npz")
    path.write_bytes(damage)
    _forget(monkeypatch)
    assert trained(tmp_path, None).about == ABOUT
    assert len(count) == 2
    assert path.read_bytes() != damage, "the damaged file was replaced"


def test_no_object_is_ever_read_from_the_file(count: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trained(tmp_path, None)
    (path,) = tmp_path.glob("*.npz")
    with np.load(path, allow_pickle=False) as held:
        arrays = {name: held[name] for name in held.files}
    np.savez(path, **{**arrays, "about": np.array(["anything"], dtype=object)})
    _forget(monkeypatch)
    trained(tmp_path, None)
    assert len(count) == 2


def test_other_code_or_libraries_make_another_file_and_remove_the_old(
    count: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trained(tmp_path, None)
    (old,) = tmp_path.glob("*.npz")
    monkeypatch.setattr(kept, "LIBRARIES", ("numpy",))
    kept._key.cache_clear()
    _forget(monkeypatch)
    trained(tmp_path, None)
    kept._key.cache_clear()
    (new,) = tmp_path.glob("*.npz")
    assert new.name != old.name
    assert len(count) == 2


def test_a_real_training_set_survives_the_file(tmp_path: Path, small_training: Training) -> None:
    made = small_training
    kept._write(tmp_path / "names-words-x.npz", made)
    read = kept._read(tmp_path / "names-words-x.npz")
    assert read is not None
    np.testing.assert_array_equal(read.features, made.features)
    np.testing.assert_array_equal(read.same, made.same)
    assert (read.thresholds, read.about) == (made.thresholds, made.about)
