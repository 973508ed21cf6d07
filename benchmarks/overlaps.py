"""How well the same work is found among programs: ``python -m benchmarks.overlaps --corpus FILE [--cache FOLDER]``.

The corpus is JSON: ``records`` (id, title, desc, sector, cc, adm, start, end, funder, impl) and ``truth`` (pairs of ids with
a label; all other pairs are negatives). The last line is JSON; what was got wrong stands above it, by cause.

- ``ap``: average precision over all true pairs; one that is never proposed counts as missed.
- ``p_at_200``, ``p_at_500``: precision of the first 12% and 30% of the number of true pairs (200 and 500 of 1,634).
- ``recall_at_p80``: the largest share of the true pairs found at a precision of at least 0.8.
- ``near_copy_recall``: near copies and paraphrases (D1, D2) among the first pairs, as many as there are true ones.
- ``forbidden``: pairs given that must never be: one funder, two countries, or under 90 days together.
- ``cpu_s``, ``peak_mb``: one run over the corpus with the sentence vectors cached.
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
import time
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.overlaps.programs import country_of
from analysis.overlaps.run import OverlapRun, find_overlaps
from analysis.vectors import VectorCache

FIRST, SECOND = 0.12, 0.30
NEAR = ("D1", "D2")
EXAMPLES = 4
LABELS = {
    "D1": "near copies", "D2": "paraphrases", "D3": "independently worded", "D4": "Spanish or French", "F-same": "one family of work",
}  # fmt: skip
Pair = tuple[str, str]


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.overlaps", description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--cache", type=Path, help="folder that keeps sentence vectors between runs")
    parser.add_argument("--without-vectors", action="store_true")
    options = parser.parse_args(arguments)
    corpus = json.loads(options.corpus.read_text(encoding="utf-8"))
    truth = {tuple(sorted((str(a), str(b)))): label for a, b, label in corpus["truth"]}
    frame = programs_of(corpus["records"])
    with tempfile.TemporaryDirectory() as scratch:
        cache = None if options.without_vectors else VectorCache(options.cache or Path(scratch))
        started = time.process_time()
        find_overlaps(frame, cache)
        print(f"first run, sentence vectors encoded where not cached: {time.process_time() - started:.1f} CPU s")
        started = time.process_time()
        run = find_overlaps(frame, cache, least=0.0)
        spent = time.process_time() - started
    result = _figures(run, truth)
    result |= {"forbidden": _forbidden(run, corpus["records"]), "cpu_s": spent, "peak_mb": _peak_mb()}
    _print_wrong(run, truth)
    print(json.dumps(result))


def programs_of(records: list[dict[str, Any]]) -> pd.DataFrame:
    """The records of a corpus as ``find_overlaps`` takes them."""
    frame = pd.DataFrame(records).rename(
        columns={"desc": "description", "cc": "country", "adm": "districts", "sector": "sectors", "impl": "implementer"}
    )
    return frame.assign(id=frame["id"].astype(str))


def _hits(run: OverlapRun, truth: dict[Pair, str]) -> np.ndarray:
    return np.array([pair in truth for pair in zip(run.pairs["left"], run.pairs["right"], strict=True)], dtype=bool)


def _figures(run: OverlapRun, truth: dict[Pair, str]) -> dict[str, float]:
    hits, total = _hits(run, truth), len(truth)
    precision = np.cumsum(hits) / np.arange(1, len(hits) + 1)
    recall = np.cumsum(hits) / total
    good = precision >= 0.8
    first = Counter(truth.get(pair) for pair in zip(run.pairs["left"][:total], run.pairs["right"][:total], strict=True))
    near = sum(label in NEAR for label in truth.values())
    print(f"{len(run.pairs)} pairs pass the gates, {int(hits.sum())} of {total} true ones among them")
    for label, title in LABELS.items():
        of = sum(value == label for value in truth.values())
        print(f"  {label} {title}: {first[label]} of {of} among the first {total}")
    return {
        "ap": float((precision * hits).sum() / total),
        "p_at_200": float(hits[: round(FIRST * total)].mean()),
        "p_at_500": float(hits[: round(SECOND * total)].mean()),
        "recall_at_p80": float(recall[good].max()) if good.any() else 0.0,
        "near_copy_recall": sum(first[label] for label in NEAR) / near if near else 1.0,
    }


def _forbidden(run: OverlapRun, records: list[dict[str, Any]]) -> int:
    """Count forbidden pairs anew from the corpus itself, not from what the run computed."""
    by_id = {str(r["id"]): r for r in records}
    count = 0
    for left, right in zip(run.pairs["left"], run.pairs["right"], strict=True):
        one, other = by_id[left], by_id[right]
        together = min(_day(one["end"]), _day(other["end"])) - max(_day(one["start"]), _day(other["start"]))
        apart = country_of(one["cc"]) != country_of(other["cc"])
        count += one["funder"] == other["funder"] or apart or together < 90
    return count


def _day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def _print_wrong(run: OverlapRun, truth: dict[Pair, str]) -> None:
    total = len(truth)
    titles = dict(zip(run.programs["id"], run.programs["title"], strict=True))
    groups: dict[str, list[str]] = defaultdict(list)
    for row in run.pairs.iloc[:total].itertuples():
        if (row.left, row.right) not in truth:
            groups[f"given but not the same work; places {row.places}"].append(_line(row, titles))
    for row in run.pairs.iloc[total:].itertuples():
        if label := truth.get((row.left, row.right)):
            groups[f"ranked too low: {LABELS.get(label, label)}"].append(_line(row, titles))
    for cause, lines in sorted(groups.items(), key=lambda g: -len(g[1])):
        print(f"{cause}: {len(lines)}, such as")
        for line in lines[:EXAMPLES]:
            print(f"  {line}")


def _line(row: Any, titles: dict[str, str]) -> str:
    return f"{row.score:.2f} {row.country} {row.left} {titles[row.left][:70]} / {row.right} {titles[row.right][:70]}"


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
