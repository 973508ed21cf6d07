"""The demonstration's format: one folder of CSV files with organizations, programs, links, agreements and indicators.

A fact that two files tell is one link with two records; every row is loaded, the same as another, or set aside with a
reason. ``words.py`` says what the words of the files mean here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from loaders.demo import agreements, entities, figures
from loaders.demo.agreements import Agreements
from loaders.demo.book import Book
from loaders.demo.links import COLUMNS as LINK_COLUMNS
from loaders.demo.links import Links
from loaders.errors import UnreadableFile
from loaders.reference.tables import FOCUS_AREAS, read_focus_areas
from loaders.rows import Fates, Loader, Row, SourceInfo

TABLES = {
    "organizations.csv": entities.ORGANIZATIONS,
    "programs.csv": entities.PROGRAMS,
    "links.csv": LINK_COLUMNS,
    "agreements.csv": agreements.COLUMNS,
    "indicators.csv": figures.COLUMNS,
    "state_partnership_program.csv": agreements.PAIRS,
}


def rows(files: Sequence[Path], fates: Fates) -> Iterator[Row]:
    """Rows of the six tables; ``UnreadableFile`` where one is missing or is no table of this format.

    ``files``: the tables, or the folder they stand in; a focus_areas.csv among them stands in for the shipped one.
    """
    tables = _tables(files)
    book = Book(fates)
    yield from entities.organizations(tables["organizations.csv"], book)
    focus = read_focus_areas(tables.get("focus_areas.csv", FOCUS_AREAS), Fates())
    yield from entities.programs(tables["programs.csv"], book, focus)
    signed = Agreements(book)
    signed.read(tables["agreements.csv"])
    agreements.partnerships(tables["state_partnership_program.csv"], book)
    yield from figures.indicators(tables["indicators.csv"], book)
    yield from Links(book, signed, "links.csv").rows(tables["links.csv"])
    yield from entities.parents(book)
    yield from agreements.pairs(book)
    yield from signed.rows()
    yield from figures.budgets(book)
    yield from figures.totals(book)
    yield from book.names()


def _tables(files: Sequence[Path]) -> dict[str, Path]:
    found = {path.name: path for given in files for path in (sorted(given.iterdir()) if given.is_dir() else [given])}
    missing = [name for name in TABLES if name not in found]
    if missing:
        raise UnreadableFile(f"{', '.join(missing)}: no such file is given; this format needs {', '.join(TABLES)}")
    return found


def source(files: Sequence[Path]) -> SourceInfo:
    """The folder's name is the feed slot: ``demo``, or ``demo-<folder>``."""
    folder = files[0] if files[0].is_dir() else files[0].parent
    name = re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.lower()).strip("-")
    if name == "demo":
        return SourceInfo("demo", "INL partner network: public facts, for demonstration", "Compiled for this platform",
                          "Facts from public pages, each with its page")
    return SourceInfo(f"demo-{name}" if name else "demo-files", f"Tables of the folder {folder.resolve().name}")


def recognises(path: Path, head: bytes) -> str:
    """Why a file or folder is of this format: its tables' names and headers."""
    if path.is_dir():
        return "the folder holds organizations.csv, programs.csv and links.csv" if all(
            (path / name).is_file() for name in ("organizations.csv", "programs.csv", "links.csv")) else ""
    header = head.split(b"\n", 1)[0].decode("utf-8-sig", "replace").strip().split(",")
    if path.name in TABLES and set(TABLES[path.name]) <= {cell.strip('"') for cell in header}:
        return f"its name and header are those of the table {path.name}"
    return ""


LOADER = Loader("demo", "1", "Tables of organizations, programs and links (the demonstration's format)", rows, source, recognises)
