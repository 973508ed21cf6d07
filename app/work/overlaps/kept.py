"""The result of the last comparison, kept as files beside the ledger: written whole or not at all, read page by page."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import orjson
import pandas as pd

PAIRS, SAME, ABOUT = "pairs.parquet", "same.parquet", "about.json"


@dataclass(frozen=True)
class Kept:
    """One comparison. ``about``: when, on which state of the graph, how many programs, by which formula and vectors."""

    folder: Path
    about: dict[str, Any]

    def rows(self, query: str, params: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """Rows of a query; ``{pairs}`` and ``{same}`` in it stand for the two tables."""
        with duckdb.connect(config={"threads": 1, "memory_limit": "256MB"}) as db:
            tables = {name: f"read_parquet('{_quoted(self.folder / file)}')" for name, file in (("pairs", PAIRS), ("same", SAME))}
            found = db.execute(query.format(**tables), params or {})
            columns = [column[0] for column in found.description or ()]
            return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]


def keep(home: Path, number: int, pairs: pd.DataFrame, same: pd.DataFrame, about: dict[str, Any]) -> None:
    """Write a comparison, then drop the ones before it."""
    root = home / "overlaps"
    unfinished = root / f"unfinished-{os.getpid()}"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    pairs.to_parquet(unfinished / PAIRS, index=False)
    same.to_parquet(unfinished / SAME, index=False)
    (unfinished / ABOUT).write_bytes(orjson.dumps(about))
    before = _numbers(root)
    unfinished.rename(root / str(max([number, *(n + 1 for n in before)])))
    for old in before:
        shutil.rmtree(root / str(old), ignore_errors=True)


def latest(home: Path) -> Kept | None:
    """The last comparison, or ``None`` where there was none yet."""
    root = home / "overlaps"
    numbers = _numbers(root)
    if not numbers:
        return None
    folder = root / str(max(numbers))
    return Kept(folder, orjson.loads((folder / ABOUT).read_bytes()))


def _numbers(root: Path) -> list[int]:
    return [int(folder.name) for folder in root.glob("*") if folder.name.isdecimal()]


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
