"""Names from what somebody pasted or handed in: lines, or a column of a CSV file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence

from app.http.problems import PageError
from app.work.who.matching import LONGEST, Asked
from loaders.places import country
from loaders.text import fold

MOST = 5_000
MOST_AT_ONCE = 25
LONGEST_ADDRESS = 3_000
MOST_BYTES = 5_000_000


def lines(text: str, where: str) -> list[Asked]:
    """A name a line; behind a tab its country, as two columns of a sheet are pasted. ``where``: the country of the rest."""
    found = []
    for line in text.splitlines():
        name, _, said = line.strip().partition("\t")
        if name.strip():
            found.append(_asked(name, said, where))
    return _checked(found)


def column(content: bytes, fields: Mapping[str, str]) -> list[Asked]:
    """Names of a CSV file's column. ``fields``: ``column`` and ``country_column`` as headed (empty: the first, none), ``country``."""
    rows = list(csv.reader(io.StringIO(_text(content)), delimiter=_delimiter(content)))
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    if not rows:
        raise PageError(400, "The file has no rows.", "Save the sheet as CSV (UTF-8) and try again.")
    header = rows[0]
    names = _position(header, fields["column"]) if fields["column"] else 0
    countries = _position(header, fields["country_column"]) if fields["country_column"] else -1
    body = rows[1:] if fields["column"] or fields["country_column"] or _is_heading(header[0]) else rows
    return _checked([_asked(_cell(row, names), _cell(row, countries), fields["country"]) for row in body if _cell(row, names).strip()])


def _cell(row: Sequence[str], at: int) -> str:
    return row[at] if 0 <= at < len(row) else ""


def _asked(name: str, said: str, where: str) -> Asked:
    return Asked(name.strip()[:LONGEST], country(said.strip()[:100]) or where)


def _checked(found: list[Asked]) -> list[Asked]:
    if not found:
        raise PageError(400, "There is no name in it.", "Paste one name a line, or choose a CSV file and the column with the names.")
    if len(found) > MOST:
        raise PageError(400, f"That are {len(found):,} names; at most {MOST:,} are compared at once.", "Split the list.")
    return found


def _text(content: bytes) -> str:
    if content.startswith(b"PK"):
        raise PageError(
            400, "That is a workbook, or another packed file; expected a CSV file.", "Save the sheet as CSV (UTF-8), or paste its column."
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _delimiter(content: bytes) -> str:
    first = content.partition(b"\n")[0]
    return max(",;\t", key=lambda mark: first.count(mark.encode()))


def _position(header: Sequence[str], wanted: str) -> int:
    folded = [fold(cell) for cell in header]
    if fold(wanted) not in folded:
        shown = ", ".join(cell.strip()[:40] for cell in header[:20])
        raise PageError(400, f"No column is headed {wanted[:60]}; the file has: {shown}.", "Write the heading as it stands in the file.")
    return folded.index(fold(wanted))


def _is_heading(cell: str) -> bool:
    return fold(cell) in {"name", "names", "organization", "organisation", "organizations", "organisations", "partner", "organization name"}


def fits_address(asked: Sequence[Asked]) -> bool:
    """Whether a list is short enough to be the page's address."""
    return len(asked) <= MOST_AT_ONCE and sum(len(one.name.encode()) for one in asked) <= LONGEST_ADDRESS


def written(asked: Sequence[Asked], where: str) -> Iterator[str]:
    """The lines that ``lines`` reads as these names."""
    for one in asked:
        yield one.name if one.country == where else f"{one.name}\t{one.country}"
