"""Every row of every file accounted for: read = loaded + same as + set aside, by loader and path.

    python -m benchmarks.accounting hxl FOLDER_OR_FILE.. [--mapping MAPPING.yaml] [--problems 3] [--json]

Each path is one load of its own (a folder is one file after the other; ``--whole`` loads it as one). The rows go through
the checks of the load path, without a graph. Ends with 1 where a file broke a loader or a count does not add up.

``loaded`` is what was read less what was set aside or the same, so it cannot be wrong by itself. ``came out`` is counted
at the other end: the different records of the rows that the loader gave. Where a row of a table is a record the two must
be equal. In IATI only activities and organisations are records (transactions, sectors ... are told within them), and
rows of indicators, of the demonstration and of the reference tables are values or facts that share a record: ``-``.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.came_out import CameOut, said_loaded
from loaders.errors import UnreadableFile
from loaders.path.mappings import by
from loaders.path.rows_archive import RowsArchive, finish
from loaders.registry import loader_named
from loaders.rows import Fates, Loader, MappingText
from loaders.sheet.located import mapping_text


@dataclass
class Account:
    """What came of one load."""

    file: str
    tables: list[dict[str, int | str]]
    nodes: int = 0
    links: int = 0
    said: int | None = None
    came_out: int = 0
    seconds: float = 0.0
    refused: str = ""
    broke: str = ""
    problems: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def adds_up(self) -> bool:
        """Whether nothing was lost."""
        if self.said is not None and not self.refused and self.said != self.came_out:
            return False
        return not self.broke and all(
            row["read"] == int(row["loaded"]) + int(row["same_as"]) + int(row["set_aside"]) and int(row["loaded"]) >= 0
            for row in self.tables
        )


def account(loader: Loader, files: list[Path], shown: str) -> Account:
    """Load files through the checks of the load path, into a folder that is thrown away."""
    fates, begun = Fates(), time.process_time()
    found, out = Account(shown, []), CameOut()
    with tempfile.TemporaryDirectory() as folder:
        try:
            with RowsArchive(Path(folder), loader.source(files).key, 1) as archive:
                archive.add(out.through(loader.rows(files, fates)))
            finish(Path(folder), "snapshot")
            found.nodes, found.links = archive.nodes, archive.links
        except UnreadableFile as error:
            found.refused = str(error)
        except Exception as error:
            found.broke = f"{type(error).__name__}: {error}"
    found.seconds = time.process_time() - begun
    found.tables = fates.table()
    found.said, found.came_out = said_loaded(loader, fates), len(out)
    found.problems = Counter((problem.fate, problem.expected) for problem in fates.problems)
    return found


def accounts(loader: Loader, paths: list[Path], whole: bool) -> Iterator[Account]:
    """One account for each load."""
    for path in paths:
        files = [path] if path.is_file() or whole else sorted(found for found in path.rglob("*") if found.is_file())
        for file in files:
            shown = str(file.relative_to(path.parent)) if file != path else file.name
            yield account(loader, [file], shown)


def table(found: Account, most: int) -> str:
    """The account as lines of text."""
    if found.broke:
        return f"{found.file}: BROKE {found.broke}"
    if found.refused:
        return f"{found.file}: refused. {found.refused}"
    lines = []
    for row in found.tables or [{"table": "no rows", "read": 0, "loaded": 0, "same_as": 0, "set_aside": 0, "faults": 0}]:
        name = found.file if row["table"] in {found.file, Path(found.file).name} else f"{found.file} [{row['table']}]"
        lines.append(f"{name:<70} {row['read']:>9,} {row['loaded']:>9,} {row['same_as']:>8,} {row['set_aside']:>9,} {row['faults']:>8,}")
    came_out = "-" if found.said is None else f"{found.came_out:,}"
    lines[0] += f" {came_out:>9} {found.nodes:>9,} {found.links:>9,} {found.seconds:>7.2f}" + ("" if found.adds_up else "  DOES NOT ADD UP")
    lines += [f"    {count:>7,} {fate}: {expected}" for (fate, expected), count in found.problems.most_common(most)]
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Exit code 0 when every file adds up."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("loader")
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--mapping", type=Path, help="the mapping (YAML) by which each file is read")
    parser.add_argument("--whole", action="store_true", help="a folder is one load")
    parser.add_argument("--problems", type=int, default=0, help="how many kinds of problem to show for each")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    head = ("read", "loaded", "same as", "set aside", "faults", "came out", "nodes", "links", "seconds")
    if not options.json:
        print(f"{'file':<70} " + "{:>9} {:>9} {:>8} {:>9} {:>8} {:>9} {:>9} {:>9} {:>7}".format(*head))
    good = True
    mapping = MappingText(options.mapping.name, 0, mapping_text(options.mapping)) if options.mapping else None
    loader = by(loader_named(options.loader), mapping)
    for found in accounts(loader, options.paths, options.whole):
        good = good and found.adds_up
        if options.json:
            print(
                json.dumps(
                    {
                        "file": found.file,
                        "tables": found.tables,
                        "came_out": None if found.said is None else found.came_out,
                        "nodes": found.nodes,
                        "links": found.links,
                        "refused": found.refused,
                        "broke": found.broke,
                        "adds_up": found.adds_up,
                    }
                )
            )
        else:
            print(table(found, options.problems))
    if not options.json:
        print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024:,} MB")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
