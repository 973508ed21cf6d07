"""Mappings on their way to a load: checked, kept in the ledger, found again for the next file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ledger.mappings import Mappings
from ledger.models import SavedMapping
from ledger.store import Ledger
from loaders.errors import UnreadableFile
from loaders.indicators.mapping import read_mapping as read_indicators
from loaders.registry import LOADERS, loader_named
from loaders.rows import Fates, Loader, MappingText
from loaders.sheet.located import mapping_text
from loaders.sheet.mapping import read_mapping
from loaders.sheet.table import rows_of
from loaders.tables import headed, open_tables
from loaders.text import slug

SUFFIXES = (".yaml", ".yml")
NAME = "small letters, digits and hyphens, at most 60"


@dataclass(frozen=True)
class Given:
    """A mapping that a person gives: its text, what it is to be called, and why it is kept."""

    text: str
    name: str
    why: str = ""
    by: str = ""


def is_mapping(path: Path) -> bool:
    """Whether a file is a mapping, by its name."""
    return path.suffix.lower() in SUFFIXES


def format_of(text: str) -> str:
    """The format that a mapping is for: ``indicators`` where it has series, else ``sheet``."""
    return "indicators" if any(line.startswith("series:") for line in text.splitlines()) else "sheet"


def read_file(path: Path, name: str = "") -> Given:
    """A mapping in a file, called by the file's name unless another is given; ``UnreadableFile`` where it is none."""
    if not path.is_file():
        raise UnreadableFile(f"There is no file {path}.")
    return Given(mapping_text(path), name or slug(path.stem) or "mapping")


def checked(given: Given, file: str = "") -> Loader:
    """The loader by a mapping that is not kept yet; ``UnreadableFile`` names ``file`` and the line of what is wrong."""
    return by(loader_named(format_of(given.text)), MappingText(file or given.name, 0, given.text))


def keep(ledger: Ledger, given: Given, file: str = "") -> MappingText:
    """Keep a mapping under its name, as a new version unless it says what the newest says.

    Raises ``UnreadableFile`` where it is wrong, or where its name is none.
    """
    if slug(given.name) != given.name or not given.name:
        raise UnreadableFile(f"A mapping is named by {NAME}; found {given.name!r}.")
    checked(given, file)
    format_ = format_of(given.text)
    source = source_named(given.text, format_)
    return as_text(Mappings(ledger).save(given.name, format_, given.text, source=source, why=given.why, by=given.by))


def as_text(saved: SavedMapping) -> MappingText:
    """A kept mapping as a loader takes it."""
    return MappingText(saved.name, saved.version, saved.text)


def by(loader: Loader, mapping: MappingText | None) -> Loader:
    """A loader with a mapping, or as it is without; ``UnreadableFile`` for a format that takes none."""
    if mapping is None:
        return loader
    if loader.by_mapping is None:
        takes = " and ".join(name for name, found in LOADERS.items() if found.by_mapping)
        raise UnreadableFile(f"The format {loader.name} takes no mapping; {takes} do.")
    return loader.by_mapping(mapping)


def loader_for(ledger: Ledger, format_: str, wanted: str) -> Loader:
    """The loader of a format, by a kept mapping where one is named (``name`` or ``name@version``)."""
    return by(loader_named(format_), as_text(Mappings(ledger).get(wanted)) if wanted else None)


def used_before(ledger: Ledger, source: str) -> MappingText | None:
    """The newest version of the mapping that read the load of a source that is in force last."""
    found = ledger.state().sources.get(source)
    used = ledger.load(found.loads[-1]).mapping if found else ""
    return as_text(Mappings(ledger).get(used.partition("@")[0])) if used else None


def fitting(ledger: Ledger, paths: Sequence[Path]) -> tuple[SavedMapping, str] | None:
    """The kept mapping all of whose columns the first file has, the one with the most of them, and why it is taken."""
    best: tuple[int, SavedMapping] | None = None
    for saved in [*Mappings(ledger).newest("sheet"), *Mappings(ledger).newest("indicators")]:
        columns = _columns_there(saved, paths[0])
        if columns and (best is None or columns > best[0]):
            best = columns, saved
    if best is None:
        return None
    return best[1], f"it has all {best[0]} columns of your mapping {best[1].name}, version {best[1].version}"


def _columns_there(saved: SavedMapping, path: Path) -> int:
    """How many columns a mapping names, 0 where a file lacks one of them."""
    try:
        return _of_values(saved, path) if saved.format == "indicators" else _of_sheet(saved, path)
    except UnreadableFile:  # no table: no mapping fits
        return 0


def _of_sheet(saved: SavedMapping, path: Path) -> int:
    mapping = read_mapping(saved.name, saved.text)
    columns = mapping.columns()
    for table in open_tables(path, Fates(), mapping.table.encoding, mapping.table.delimiter):
        if mapping.table.sheet in {"", table.sheet}:
            under = rows_of(table, mapping)
            if under is not None and all(column in under.columns for column in columns):
                return len(columns)
    return 0


def _of_values(saved: SavedMapping, path: Path) -> int:
    mapping = read_indicators(saved.name, saved.text)
    there = (table for table in open_tables(path, Fates()) if mapping.sheet in {"", table.sheet})
    fits = any(headed(table, lambda columns: all(name in columns for name in mapping.columns)) for table in there)
    return len(mapping.columns) if fits else 0


def source_named(text: str, format_: str) -> str:
    """The feed slot that a mapping names."""
    named = next((line.partition(":")[2].split("#")[0].strip() for line in text.splitlines() if line.startswith("source:")), "")
    return f"indicators-{named}" if named and format_ == "indicators" else named
