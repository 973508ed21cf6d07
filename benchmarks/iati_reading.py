"""CPU time of reading and transforming IATI files against a bare lxml iterparse that touches the same elements.

``python -m benchmarks.iati_reading FILE.. [--rounds N]``: a table, and one JSON line. The bare reading parses with the
same options and reads tag, text and attributes of every element that the loader reads; nothing is made of them. What
stands in a namespace of a publisher's own is read by neither. Both run in one process, in turns; the median of the
rounds counts. Peak memory is that of the whole process.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from lxml import etree

from loaders.files import members
from loaders.iati import LOADER
from loaders.iati.read import ACTIVITY, TAGS
from loaders.rows import Fates

# Children of an activity that the loader never looks into.
UNREAD = frozenset((
    "contact-info", "document-link", "result", "crs-add", "fss", "conditions", "legacy-data", "country-budget-items", "capital-spend",
    "activity-website",
))


def bare(paths: Sequence[Path]) -> int:
    """Touch what the loader touches; the number of elements."""
    count = 0
    for path in paths:
        for member in members(path):
            with member.open() as stream:
                for _, record in etree.iterparse(
                    stream, events=("end",), tag=TAGS, huge_tree=True, resolve_entities=False, no_network=True, load_dtd=False,
                    remove_comments=True, remove_pis=True, collect_ids=False,
                ):
                    count += _touch(record) if record.tag == ACTIVITY else 1
                    record.clear()
                    parent = record.getparent()
                    while parent is not None and record.getprevious() is not None:
                        del parent[0]
    return count


def _touch(record: etree._Element) -> int:
    count = 0
    for child in record:
        if child.tag not in UNREAD:
            for element in child.iter("{}*"):
                count += 1
                _ = (element.tag, element.text, element.items())
    return count


def loaded(paths: Sequence[Path]) -> int:
    """The loader's rows; their number."""
    return sum(1 for _ in LOADER.rows(paths, Fates()))


def timed(work: Callable[[Sequence[Path]], int], paths: Sequence[Path]) -> tuple[float, int]:
    """CPU seconds and what the work counted."""
    start = time.process_time()
    count = work(paths)
    return time.process_time() - start, count


def main(arguments: list[str]) -> int:
    """Exit code 0; the table goes to standard output."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args(arguments)
    print(f"{'file':40} {'MB':>8} {'elements':>10} {'rows':>9} {'bare s':>8} {'loader s':>9} {'ratio':>6} {'peak MB':>8}")
    sets = [[path] for path in given.files]
    results = [measured(paths, given.rounds) for paths in (sets if len(sets) == 1 else [*sets, given.files])]
    print(json.dumps({"benchmark": "iati_reading", "files": results}))
    return 0


def measured(paths: Sequence[Path], rounds: int) -> dict[str, float | str]:
    """Median CPU of both ways over some files, as a line of the table and as a record."""
    runs = [(timed(bare, paths), timed(loaded, paths)) for _ in range(rounds)]
    plain, whole = (statistics.median(run[side][0] for run in runs) for side in (0, 1))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    size = sum(path.stat().st_size for path in paths) / 1e6
    name = paths[0].name if len(paths) == 1 else f"all {len(paths)} files"
    elements, rows = runs[0][0][1], runs[0][1][1]
    print(f"{name[:40]:40} {size:8.1f} {elements:10,} {rows:9,} {plain:8.3f} {whole:9.3f} {whole / plain:6.2f} {peak:8.0f}")
    return {"file": name, "mb": round(size, 1), "bare_s": round(plain, 3), "loader_s": round(whole, 3),
            "ratio": round(whole / plain, 2), "peak_mb": round(peak)}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
