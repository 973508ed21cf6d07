"""The built-in source ``reference``: countries, U.S. states, focus areas, sectors, and what counts towards what.

Countries, areas and sectors are official code lists (``loaders.codes``). Focus areas and the table from sectors to them
are for people to edit: give ``rows`` a file of the same name and it stands in for the shipped one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from loaders.codes.lists import DATA
from loaders.reference.nodes import areas, countries, focus_areas, sectors, sectors_to_focus
from loaders.reference.tables import FOCUS_AREAS, SECTOR_FOCUS, read_focus_areas, read_sector_focus
from loaders.rows import Fates, Loader, Row, SourceInfo

EDITABLE = {path.name: path for path in (FOCUS_AREAS, SECTOR_FOCUS)}


def default_files() -> list[Path]:
    """The shipped files that this source is read from."""
    return [DATA / "countries.csv", DATA / "areas.csv", DATA / "sectors.csv", *EDITABLE.values()]


def rows(files: Sequence[Path], fates: Fates) -> Iterator[Row]:
    """Reference nodes and the links between them; ``files`` may hold other versions of the editable tables."""
    tables = EDITABLE | {path.name: path for path in files if path.name in EDITABLE}
    focus = read_focus_areas(tables[FOCUS_AREAS.name], fates)
    yield from countries(fates)
    yield from areas(fates)
    yield from focus_areas(focus)
    yield from sectors(fates)
    yield from sectors_to_focus(read_sector_focus(tables[SECTOR_FOCUS.name], focus, fates), focus)


def source(_: Sequence[Path]) -> SourceInfo:
    """The one feed slot of these tables; it outranks other sources on the names of countries and codes."""
    return SourceInfo("reference", "Reference tables", "This platform, from official code lists", "see docs/data/codes.md", rank=10)


def recognises(path: Path, head: bytes) -> str:
    """Why a file is one of the editable tables."""
    if path.name in EDITABLE and head.startswith((b"line,topic,label", b"vocabulary,code,line")):
        return f"its name and header are those of the table {path.name}"
    return ""


LOADER = Loader("reference", "1", "Reference tables: countries, U.S. states, focus areas, sectors", rows, source, recognises)
