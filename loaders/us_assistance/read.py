"""Finds the layout of each table and reads it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from loaders.entries import Load, Seen, all_files
from loaders.errors import UnreadableFile
from loaders.files import members
from loaders.rows import Fates, Row, Where
from loaders.tables import Columns, headed, open_tables
from loaders.us_assistance import budget, foreign_assistance, inventory, spending, transfers
from loaders.us_assistance.common import Layout

ASSISTANCE, USASPENDING = "https://www.foreignassistance.gov/", "https://www.usaspending.gov/"
LAYOUTS = (
    Layout(
        "fa-transactions",
        "ForeignAssistance.gov transactions",
        foreign_assistance.is_complete,
        foreign_assistance.complete,
        page=ASSISTANCE,
    ),
    Layout("fa-awards", "ForeignAssistance.gov awards", transfers.is_award, transfers.awards, page=ASSISTANCE),
    Layout(
        "fa-countries",
        "ForeignAssistance.gov by country and year",
        foreign_assistance.is_summary,
        foreign_assistance.summary,
        page=ASSISTANCE,
    ),
    Layout("spending", "USAspending awards and transactions", spending.is_spending, spending.spending, page=USASPENDING),
    Layout("listings", "Assistance Listings", inventory.is_listings, inventory.listings, page="https://sam.gov/"),
    Layout("fpi-pilot", "Federal Program Inventory, pilot of 2020", inventory.is_pilot, inventory.pilot, page="https://fpi.omb.gov/"),
    Layout("fpi-other", "Tax expenditures of the Federal Program Inventory", inventory.is_tax_expenditures, inventory.tax_expenditures),
    Layout("cbj", "Congressional Budget Justification", budget.is_budget, budget.budget, "U.S. Department of State"),
)
PAGES = Layout("fpi-pages", "Federal Program Inventory", lambda _: False, lambda *_: iter(()), page="https://fpi.omb.gov/")
NO_LAYOUT = "its columns are those of no layout known here (docs/data/us_assistance.md); load it as a sheet with a mapping"


def rows(files: Sequence[Path], fates: Fates) -> Iterator[Row]:
    """Rows of all files; ``UnreadableFile`` where none of a file's tables has a layout known here."""
    load = Load(fates, Seen())
    for path in all_files(files):
        if _is_page(path):
            for member in members(path):
                yield from inventory.page(member, load)
        else:
            yield from _tables(path, load)


def _tables(path: Path, load: Load) -> Iterator[Row]:
    found, others = False, []
    for table in open_tables(path, load.fates):
        sheet = headed(table, lambda columns: _layout(columns) is not None)
        layout = _layout(sheet.columns) if sheet else None
        if sheet is None or layout is None:
            others.append(table.name)
            continue
        found = True
        yield from layout.rows(sheet, load)
    if not found:
        raise UnreadableFile(f"{path.name}: {NO_LAYOUT}")
    for name in others:
        load.fates.saw(name)
        load.fates.set_aside(name, Where(name), "a sheet of another layout", "the columns of a layout known here")


def layouts_of(path: Path) -> Layout | None:
    """The layout of a path's first file; None where it has none."""
    for file in all_files([path]):
        if _is_page(file):
            return PAGES
        for table in open_tables(file, Fates()):
            sheet = headed(table, lambda columns: _layout(columns) is not None)
            if sheet is not None:
                return _layout(sheet.columns)
        return None
    return None


def first_layout(files: Sequence[Path]) -> Layout:
    """The layout of the first file; ``UnreadableFile`` where it has none."""
    found = layouts_of(files[0])
    if found is None:
        raise UnreadableFile(f"{files[0].name}: {NO_LAYOUT}")
    return found


def _layout(columns: Columns) -> Layout | None:
    return next((layout for layout in LAYOUTS if layout.fits(columns)), None)


def _is_page(path: Path) -> bool:
    return path.suffix.lower() in {".md", ".markdown", ".html", ".txt"} and any(
        inventory.is_page(member.head(64 * 1024)) for member in members(path)
    )
