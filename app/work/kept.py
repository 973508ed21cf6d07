"""What a job found, kept as files beside the ledger: written whole or not at all, read page by page."""

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

ABOUT = "about.json"


@dataclass(frozen=True)
class Kept:
    """One result. ``about``: when, on which state of the graph, from how much, made by which method."""

    folder: Path
    about: dict[str, Any]

    def rows(self, query: str, params: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """Rows of a query; ``{name}`` in it stands for the table of that name."""
        with duckdb.connect(config={"threads": 1, "memory_limit": "256MB"}) as db:
            found = db.execute(query.format(**{path.stem: _table(path) for path in self.folder.glob("*.parquet")}), params or {})
            columns = [column[0] for column in found.description or ()]
            return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]


def keep(home: Path, what: str, tables: Mapping[str, pd.DataFrame], about: Mapping[str, Any]) -> None:
    """Write the tables of a result, then drop the results of that name before it."""
    root = home / what
    unfinished = root / f"unfinished-{os.getpid()}"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    for name, table in tables.items():
        table.to_parquet(unfinished / f"{name}.parquet", index=False)
    (unfinished / ABOUT).write_bytes(orjson.dumps(about))
    before = _numbers(root)
    unfinished.rename(root / str(max(before, default=0) + 1))
    for old in before:
        shutil.rmtree(root / str(old), ignore_errors=True)


def latest(home: Path, what: str) -> Kept | None:
    """The last result of that name, or ``None`` where there is none yet."""
    root = home / what
    numbers = _numbers(root)
    if not numbers:
        return None
    folder = root / str(max(numbers))
    return Kept(folder, orjson.loads((folder / ABOUT).read_bytes()))


def _numbers(root: Path) -> list[int]:
    return [int(folder.name) for folder in root.glob("*") if folder.name.isdecimal()]


def _table(path: Path) -> str:
    return "read_parquet('" + str(path).replace("'", "''") + "')"
