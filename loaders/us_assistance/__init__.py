"""U.S. foreign assistance: ForeignAssistance.gov, Congressional Budget Justification tables, USAspending, program inventories.

Which layout a table has is found by its columns; ``docs/data/us_assistance.md`` says what each becomes. Actual, estimate
and request are three figures; who funds and who manages are two roles.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from loaders.errors import UnreadableFile
from loaders.rows import Fates, Loader, Row, SourceInfo
from loaders.text import slug
from loaders.us_assistance.read import first_layout, layouts_of, rows

VERSION = "2"


def source(files: Sequence[Path]) -> SourceInfo:
    """One feed slot per layout and file name."""
    layout = first_layout(files)
    stem = slug(files[0].stem) or "file"
    return SourceInfo(f"us-{layout.key}-{stem}", f"{layout.title} ({files[0].name})", layout.publisher, "U.S. public domain", layout.page)


def recognises(path: Path, _: bytes) -> str:
    """Why a file is taken for U.S. assistance data; empty when it is not."""
    try:
        found = layouts_of(path)
    except UnreadableFile:
        return ""
    return f"its columns are those of: {found.title}" if found else ""


def _rows(files: Sequence[Path], fates: Fates) -> Iterator[Row]:
    return rows(files, fates)


LOADER = Loader("us-assistance", VERSION, "U.S. foreign assistance", _rows, source, recognises)
