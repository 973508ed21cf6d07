"""What becomes of every row of every IATI file: read, loaded, same as, set aside, faults; and what cannot be read at all.

``python -m benchmarks.iati_accounting FILE_OR_FOLDER.. [--faults]``: one line a file and table, the totals, and with
``--faults`` the problems of each file, the most frequent first. Every row also goes through the checks of the model.
Exit code 1 when a sum does not come out or anything but an unreadable file stops a file.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from graph.model import LINKS, NODES
from loaders.errors import UnreadableFile
from loaders.iati import LOADER
from loaders.rows import Fates, NodeRow, Row

COLUMNS = ("read", "loaded", "same_as", "set_aside", "faults")


def files(paths: Sequence[Path]) -> Iterator[Path]:
    """The paths, folders opened."""
    for path in paths:
        yield from (sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path])


def check(row: Row) -> None:
    """Raise ``ValueError`` for a row that the model does not know."""
    declared = NODES[row.label] if isinstance(row, NodeRow) else LINKS[row.type]
    for name, value in row.props.items():
        if not declared.property(name).accepts(value):
            raise ValueError(f"{name}: {value!r} in {row}")


def account(path: Path, with_faults: bool, totals: Counter[tuple[str, str]]) -> bool:
    """Print a file's lines; whether all its sums come out."""
    fates = Fates()
    try:
        for row in LOADER.rows([path], fates):
            check(row)
    except UnreadableFile as error:
        print(f"{path.name[:44]:44} unreadable: {error}")
        totals["file", "unreadable"] += 1
        return True
    totals["file", "readable"] += 1
    good = True
    for counts in fates.table():
        print(f"{path.name[:44]:44} {counts['table']:24}" + "".join(f"{counts[name]:>10,}" for name in COLUMNS))
        good &= counts["read"] == sum(int(counts[name]) for name in COLUMNS[1:4])
        for name in COLUMNS:
            totals[str(counts["table"]), name] += int(counts[name])
    if with_faults:
        found = Counter((p.fate, p.where.field, p.found[:60], p.expected[:70]) for p in fates.problems)
        for (fate, field, text, expected), count in found.most_common():
            print(f"      {count:6,} {fate}: {field}: found {text!r}; expected {expected}")
    return good


def main(arguments: list[str]) -> int:
    """Exit code 0 when every row of every file is accounted for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--faults", action="store_true")
    given = parser.parse_args(arguments)
    totals: Counter[tuple[str, str]] = Counter()
    print(f"{'file':44} {'table':24}" + "".join(f"{name:>10}" for name in COLUMNS))
    results = [account(path, given.faults, totals) for path in files(given.paths)]
    good = all(results)
    print()
    for table in sorted({table for table, _ in totals} - {"file"}):
        print(f"{'all files':44} {table:24}" + "".join(f"{totals[table, name]:>10,}" for name in COLUMNS))
    print(f"{totals['file', 'readable']:,} files read, {totals['file', 'unreadable']:,} unreadable; "
          + ("every row is accounted for" if good else "SOME ROWS ARE NOT ACCOUNTED FOR"))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
