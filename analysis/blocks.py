"""One pure function over each block of a table: in a process pool here, on a Spark cluster where ``SPARK_MASTER`` is set.

Blocking and scoring are written as functions of one pandas frame, a block; blocks do not know each other. So the
same function gives the same rows on two cores and on two hundred.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

BlockFunction = Callable[[pd.DataFrame], pd.DataFrame]
# Below this many rows a pool costs more than it saves.
WORTH_A_POOL = 20_000


class BlockError(Exception):
    """A block that cannot be worked on; the message says which, how large, and what to do."""


def map_blocks(
    frames: pd.DataFrame | Iterable[pd.DataFrame],
    keys: Sequence[str],
    fn: BlockFunction,
    *,
    largest: int | None = None,
    workers: int | None = None,
) -> pd.DataFrame:
    """Apply ``fn`` to each group of rows that share ``keys``; the results, one below the other, in the order of keys.

    ``frames``: one table, or several with the same columns, taken as one. ``fn`` must give an empty frame with the
    right columns and types for an empty block. A block of more than ``largest`` rows is an error that names it: it
    is never cut. ``workers`` defaults to the cores of the machine; with ``SPARK_MASTER`` set they are Spark's.
    """
    table = frames if isinstance(frames, pd.DataFrame) else pd.concat(list(frames), ignore_index=True)
    sizes = table.groupby(list(keys), sort=True, dropna=False).size()
    _refuse_too_large(sizes, keys, largest)
    nothing = fn(table.iloc[:0])
    if table.empty:
        return nothing
    if os.environ.get("SPARK_MASTER"):
        return _on_spark(table, keys, fn, nothing)
    blocks = [block for _, block in table.groupby(list(keys), sort=True, dropna=False)]
    count = min(workers or os.cpu_count() or 1, len(blocks))
    alone = count == 1 or len(table) < WORTH_A_POOL
    results = [fn(block) for block in blocks] if alone else _in_pool(blocks, fn, count)
    found = [r for r in results if not r.empty]
    return pd.concat(found, ignore_index=True) if found else nothing


def _refuse_too_large(sizes: pd.Series[int], keys: Sequence[str], largest: int | None) -> None:
    if largest is None or sizes.empty or sizes.max() <= largest:
        return
    name = sizes.idxmax()
    raise BlockError(
        f"the block {', '.join(keys)} = {name} has {sizes.max():,} rows, at most {largest:,} are allowed: split it by another key"
    )


def _in_pool(blocks: list[pd.DataFrame], fn: BlockFunction, workers: int) -> list[pd.DataFrame]:
    """Largest blocks first, so that no worker is left with a giant at the end; results in the blocks' own order."""
    order = sorted(range(len(blocks)), key=lambda i: -len(blocks[i]))
    results: list[pd.DataFrame] = [blocks[0].iloc[:0]] * len(blocks)
    with ProcessPoolExecutor(workers, mp_context=get_context("forkserver")) as pool:
        for i, result in zip(order, pool.map(fn, (blocks[i] for i in order)), strict=True):
            results[i] = result
    return results


def _on_spark(table: pd.DataFrame, keys: Sequence[str], fn: BlockFunction, nothing: pd.DataFrame) -> pd.DataFrame:
    spark = _session()
    schema = ", ".join(f"`{column}` {_spark_type(dtype)}" for column, dtype in nothing.dtypes.items())
    result = spark.createDataFrame(table).groupBy(*keys).applyInPandas(fn, schema=schema).toPandas()
    result = result.astype(dict(nothing.dtypes.items()))
    ordered: pd.DataFrame = result.sort_values(list(result.columns[:2]), kind="stable", ignore_index=True)
    return ordered


def _spark_type(dtype: object) -> str:
    name = str(dtype)
    return {"int64": "bigint", "int32": "int", "float64": "double", "float32": "float", "bool": "boolean"}.get(name, "string")


def _session() -> SparkSession:
    try:
        from pyspark.sql import SparkSession  # in requirements-spark.txt only
    except ImportError as problem:
        raise BlockError("SPARK_MASTER is set, but pyspark is missing: pip install -r requirements-spark.txt") from problem
    session: SparkSession = SparkSession.builder.master(os.environ["SPARK_MASTER"]).appName("partnergraph").getOrCreate()
    return session
