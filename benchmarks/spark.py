"""The same overlaps on Spark as here: ``python -m benchmarks.spark --corpus FILE [--master local[2]]``.

Needs ``pip install -r requirements-spark.txt`` and Java 17. The corpus is that of ``benchmarks.overlaps``. The last line is
JSON: pairs found, seconds here and there; it ends with an error where the pairs, their scores or their order differ.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from pathlib import Path

import pandas as pd

from analysis.overlaps.run import find_overlaps
from benchmarks.overlaps import programs_of


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.spark", description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--master", default="local[2]", help="a master that Spark knows, such as spark://host:7077")
    options = parser.parse_args(arguments)
    frame = programs_of(json.loads(options.corpus.read_text(encoding="utf-8"))["records"])
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ.pop("SPARK_MASTER", None)
    here, seconds_here = _found(frame)
    os.environ["SPARK_MASTER"] = options.master
    there, seconds_there = _found(frame)
    pd.testing.assert_frame_equal(here, there)
    print(json.dumps({"pairs": len(here), "seconds_here": round(seconds_here, 1), "seconds_on_spark": round(seconds_there, 1)}))


def _found(frame: pd.DataFrame) -> tuple[pd.DataFrame, float]:
    started = time.monotonic()
    return find_overlaps(frame).pairs, time.monotonic() - started


if __name__ == "__main__":
    main()
