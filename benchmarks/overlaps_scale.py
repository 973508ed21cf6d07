"""What comparing many programs costs: ``python -m benchmarks.overlaps_scale --corpus FILE [--programs 100000] [--cache FOLDER]``.

Programs are made of the corpus of ``benchmarks.overlaps``: each has half of the sentences of two of its records, one of its
countries, another start and funder, all by a fixed seed. With ``--cache`` sentence vectors take part and are kept there; they are
made before the clock starts. The last line is JSON: programs, pairs, CPU seconds of one comparison, peak memory.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import resource
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from analysis.overlaps.run import find_overlaps
from analysis.vectors import VectorCache
from benchmarks.overlaps import programs_of

SEED = 20260101
FUNDERS = 200
YEARS = 12


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.overlaps_scale", description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--programs", type=int, default=100_000)
    parser.add_argument("--cache", type=Path, help="folder that keeps sentence vectors; without it only words are compared")
    options = parser.parse_args(arguments)
    records = json.loads(options.corpus.read_text(encoding="utf-8"))["records"]
    frame = programs_of(list(made(records, options.programs)))
    cache = VectorCache(options.cache) if options.cache else None
    if cache is not None:
        find_overlaps(frame, cache)
    started = time.process_time()
    run = find_overlaps(frame, cache)
    spent = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(json.dumps({"programs": len(frame), "pairs": len(run.pairs), "cpu_s": round(spent + children.ru_utime + children.ru_stime, 1),
                      "peak_mb": round(peak), "largest_child_mb": children.ru_maxrss // 1024, **run.about}))


def made(records: list[dict[str, Any]], count: int) -> Iterator[dict[str, Any]]:
    """``count`` programs made of the records of a corpus."""
    chance = random.Random(SEED)
    countries = [record["cc"] for record in records]
    for number in range(count):
        one, other = chance.choice(records), chance.choice(records)
        sentences = [*one["desc"].split(". ")[::2], *other["desc"].split(". ")[1::2]]
        start = dt.date(2005, 1, 1) + dt.timedelta(days=chance.randrange(365 * YEARS))
        yield {**one, "id": f"made-{number}", "desc": ". ".join(sentences), "cc": chance.choice(countries),
               "funder": f"funder {chance.randrange(FUNDERS)}", "start": start.isoformat(),
               "end": (start + dt.timedelta(days=chance.randrange(200, 2_000))).isoformat()}  # fmt: skip


if __name__ == "__main__":
    main()
