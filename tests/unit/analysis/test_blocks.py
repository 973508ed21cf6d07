"""Blocks of a table: the same rows in one process and in several, and nothing cut in silence."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis import blocks
from analysis.blocks import BlockError, map_blocks

TABLE = pd.DataFrame({"country": ["GT", "SV", "GT", "HN"], "amount": [1, 2, 3, 4]})


def totals(block: pd.DataFrame) -> pd.DataFrame:
    """One row a block: its country and sum."""
    rows = [(block["country"].iloc[0], int(block["amount"].sum()))] if len(block) else []
    frame = pd.DataFrame(rows, columns=["country", "total"])
    return frame.astype({"country": object, "total": "int64"})


def _tuples(frame: pd.DataFrame) -> list[tuple[str, int]]:
    return list(frame.itertuples(index=False, name=None))


def test_each_block_once_in_the_order_of_its_key() -> None:
    assert _tuples(map_blocks(TABLE, ["country"], totals)) == [("GT", 4), ("HN", 4), ("SV", 2)]


def test_several_frames_are_one_table() -> None:
    assert _tuples(map_blocks([TABLE.iloc[:1], TABLE.iloc[1:]], ["country"], totals)) == [("GT", 4), ("HN", 4), ("SV", 2)]


def test_a_pool_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    alone = map_blocks(TABLE, ["country"], totals, workers=1)
    monkeypatch.setattr(blocks, "WORTH_A_POOL", 0)
    pd.testing.assert_frame_equal(map_blocks(TABLE, ["country"], totals, workers=2), alone)


def test_a_block_too_large_is_named() -> None:
    with pytest.raises(BlockError, match="country = GT has 2 rows, at most 1 are allowed"):
        map_blocks(TABLE, ["country"], totals, largest=1)


def test_no_rows_give_an_empty_frame_of_the_right_shape() -> None:
    empty = map_blocks(TABLE.iloc[:0], ["country"], totals)
    assert (list(empty.columns), len(empty)) == (["country", "total"], 0)
