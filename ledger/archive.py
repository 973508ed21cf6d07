"""The archive: a folder for each load with the original bytes and the Parquet rows made from them."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ledger.errors import LedgerError

CHUNK = 1 << 20


MARK = "READ-ME-FIRST.txt"
MARKED = """The files below are those that were handed in, byte for byte. They may hold names, addresses, telephone numbers and e-mail
addresses of persons, which no loader takes over. Do not pass them on. PARTNERGRAPH_ORIGINALS=none keeps none from then on.
"""


class Archive:
    """``<folder>/<load id>/original/<number>/<file>`` and ``nodes.parquet``, ``links.parquet`` beside.

    ``originals``: whether the bytes that were handed in are kept; the rows that were made of them always are.
    """

    def __init__(self, folder: Path, *, originals: bool = True) -> None:
        self.root = folder
        self._keeps = originals

    def folder(self, load_id: int) -> Path:
        """Folder of one load, made if need be."""
        folder = self.root / str(load_id)
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def nodes(self, load_id: int) -> Path:
        """Parquet file of the node rows of a load."""
        return self.root / str(load_id) / "nodes.parquet"

    def links(self, load_id: int) -> Path:
        """Parquet file of the link rows of a load."""
        return self.root / str(load_id) / "links.parquet"

    def originals(self, load_id: int) -> list[Path]:
        """Copies of the files that were loaded, in the order given; none where they were not kept."""
        return sorted((self.root / str(load_id) / "original").glob("*/*"))

    def keep(self, load_id: int, paths: Sequence[Path]) -> list[dict[str, Any]]:
        """Copy the original bytes, marked; returns name, size and sha256 of each. ``LedgerError`` on a full or read-only disk."""
        if not self._keeps:
            return [_told(path) for path in paths]
        try:
            folder = self.folder(load_id) / "original"
            folder.mkdir(exist_ok=True)
            (folder / MARK).write_text(MARKED, encoding="utf-8")
            return [_copy(path, folder / f"{number:04d}" / path.name) for number, path in enumerate(paths)]
        except OSError as error:
            self.discard(load_id)
            raise LedgerError(f"The archive at {self.root} cannot take the file: {error.strerror or error}. Nothing was loaded.") from error

    def discard(self, load_id: int) -> None:
        """Remove everything of a load that never reached the graph."""
        shutil.rmtree(self.root / str(load_id), ignore_errors=True)


def _copy(path: Path, to: Path) -> dict[str, Any]:
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, to)
    return _told(to)


def _told(path: Path) -> dict[str, Any]:
    return {"name": path.name, "size": path.stat().st_size, "sha256": sha256(path)}


def sha256(path: Path) -> str:
    """Hex digest of a file's bytes."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
