"""The archive: a folder for each load with the original bytes and the Parquet rows made from them."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ledger.errors import LedgerError

CHUNK = 1 << 20


class Archive:
    """``<folder>/<load id>/original/<file>`` and ``nodes.parquet``, ``links.parquet`` beside."""

    def __init__(self, folder: Path) -> None:
        self.root = folder

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
        """Copies of the files that were loaded, in the order given."""
        return sorted((self.root / str(load_id) / "original").glob("*/*"))

    def keep(self, load_id: int, paths: Sequence[Path]) -> list[dict[str, Any]]:
        """Copy the original bytes; returns name, size and sha256 of each. ``LedgerError`` on a full or read-only disk."""
        try:
            return [self._copy(path, self.folder(load_id) / "original" / f"{number:04d}" / path.name) for number, path in enumerate(paths)]
        except OSError as error:
            self.discard(load_id)
            raise LedgerError(f"The archive at {self.root} cannot take the file: {error.strerror or error}. Nothing was loaded.") from error

    def discard(self, load_id: int) -> None:
        """Remove everything of a load that never reached the graph."""
        shutil.rmtree(self.root / str(load_id), ignore_errors=True)

    @staticmethod
    def _copy(path: Path, to: Path) -> dict[str, Any]:
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, to)
        return {"name": path.name, "size": to.stat().st_size, "sha256": sha256(to)}


def sha256(path: Path) -> str:
    """Hex digest of a file's bytes."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
