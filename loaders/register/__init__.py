"""Registers: lists that give organizations identifiers and names, not partnerships.

U.S. federal agencies, .gov domains, government units of other countries, IATI publishers, org-id.guide lists, ROR,
GLEIF's golden copy and lists of U.S. police agencies. ``docs/data/register.md`` says what each becomes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from loaders.register.read import entries, first_layout, layout_of
from loaders.rows import Fates, Loader, Row, SourceInfo
from loaders.text import slug

VERSION = "1"


def rows(files: Sequence[Path], fates: Fates) -> Iterator[Row]:
    """Rows of all entries of the registers."""
    for found in entries(files, fates):
        yield from found


def source(files: Sequence[Path]) -> SourceInfo:
    """The register that the first file is; lists told apart by file (government units by country) share one slot."""
    layout = first_layout(files)
    stem = "" if layout.one_slot else "-" + (slug(files[0].stem) or "file")
    return SourceInfo(f"register-{layout.key}{stem}", layout.title, layout.publisher, layout.licence, layout.page, rank=40)


def recognises(path: Path, _: bytes) -> str:
    """Why a file is taken for a register; empty when it is not."""
    layout = layout_of(path)
    return f"its fields are those of: {layout.title}" if layout else ""


LOADER = Loader("register", VERSION, "Registers of organizations and their identifiers", rows, source, recognises)
