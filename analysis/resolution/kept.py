"""A trained model between runs: what it is fitted to is kept as plain numbers, and fitted again in seconds.

Reading and comparing the fixture's names takes most of a minute, fitting a few seconds. The file holds arrays of
numbers and one text of JSON, and is opened with pickles forbidden: nothing in it can run. Its name is a hash of all
that went into it, so that a change of code, tables, fixture or library makes a new one.
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from threading import Lock

import numpy as np

from analysis.resolution.bands import Thresholds
from analysis.resolution.features import FEATURE_NAMES
from analysis.resolution.score import FIXTURE, Model, Training, fitted, training
from analysis.vectors import VectorCache, vectors_version

# What may change a feature, and so the model.
LIBRARIES = (
    "numpy", "scipy", "pandas", "scikit-learn", "rapidfuzz", "sparse-dot-topn", "normality", "rigour", "babel", "pyicu",
)  # fmt: skip
_CODE = Path(__file__).parent
_KEY_LETTERS = 24
_LOCK = Lock()


def trained(folder: Path, cache: VectorCache | None, fixture: Path = FIXTURE) -> Model:
    """The model: from this process, else fitted to the numbers kept in ``folder``, else trained and kept there.

    ``cache=None`` gives the model that does without sentence vectors. A kept file that cannot be read is made anew.
    """
    with _LOCK:
        return _trained(folder.resolve(), cache, fixture)


def is_ready(folder: Path, cache: VectorCache | None, fixture: Path = FIXTURE) -> bool:
    """Whether ``trained`` would answer within seconds, without training."""
    return _path(folder.resolve(), cache, fixture).exists()


_MODELS: dict[Path, Model] = {}


def _trained(folder: Path, cache: VectorCache | None, fixture: Path) -> Model:
    path = _path(folder, cache, fixture)
    known = _MODELS.get(path)
    if known is None:
        prepared = _read(path)
        if prepared is None:
            prepared = training(fixture, cache)
            _write(path, prepared)
        known = _MODELS[path] = fitted(prepared)
    return known


def _path(folder: Path, cache: VectorCache | None, fixture: Path) -> Path:
    vectors = vectors_version() if cache is not None else "none"
    return folder / f"names-{'words' if cache is None else 'vectors'}-{_key(fixture, vectors)}.npz"


@lru_cache(maxsize=8)
def _key(fixture: Path, vectors: str) -> str:
    digest = hashlib.sha256(vectors.encode())
    for library in LIBRARIES:
        digest.update(f"{library} {metadata.version(library)}\n".encode())
    files = [fixture, _CODE.parent / "vectors.py", *sorted(_CODE.glob("*.py")), *sorted((_CODE / "data").iterdir())]
    for file in files:
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:_KEY_LETTERS]


def _write(path: Path, prepared: Training) -> None:
    """Write whole or not at all, and remove what an earlier version left."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(f".{os.getpid()}.part")
    bands = [prepared.thresholds.likely, prepared.thresholds.possible, prepared.thresholds.faint]
    with unfinished.open("wb") as file:
        np.savez_compressed(
            file,
            features=prepared.features,
            same=prepared.same,
            bands=np.array(bands),
            about=np.array(json.dumps(prepared.about)),
        )
    unfinished.replace(path)
    kind = path.name.rsplit("-", 1)[0]
    for old in path.parent.glob(f"{kind}-*.npz"):
        if old != path:
            old.unlink(missing_ok=True)


def _read(path: Path) -> Training | None:
    """What was kept; None where there is nothing, or nothing whole: then it is made anew and written over."""
    try:
        with np.load(path, allow_pickle=False) as kept:
            features, same, bands = (kept[name] for name in ("features", "same", "bands"))
            about = json.loads(str(kept["about"]))
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None
    if features.shape != (len(same), len(FEATURE_NAMES)) or bands.shape != (3,):
        return None
    return Training(features, same.astype(bool), Thresholds(*map(float, bands)), about)
