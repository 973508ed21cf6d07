"""Congressional Budget Justification tables: what was spent on, is estimated for or asked for a country from an account.

Two layouts: accounts as columns with a fiscal year in each row; or fiscal years as columns ("FY 2022 Actual", "FY 2023
Estimate", "FY 2024 Request") with countries, and accounts below them, as rows. Sums are in thousands of dollars.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice, pairwise
from typing import Any, NamedTuple

from loaders.entries import Entry, Load, SetAside, rows_of
from loaders.errors import UnreadableFile
from loaders.fiscal import FiscalYear, fiscal_year, in_year
from loaders.places import place
from loaders.rows import Ref, Row, Where
from loaders.tables import Cell, Columns, Headed, text
from loaders.text import clean, fold, slug
from loaders.us_assistance.common import DATA, dollars, figure
from loaders.us_assistance.subtotals import SUBTOTAL, Line, subtotals
from loaders.written_sums import BadSum, written_sum

THOUSANDS = 1000
MOST_ROWS = 20_000
LABELS = ("Country", "Region", "Country/Account", "Country/Program", "Country / Account", "Program", "Operating Unit", "Account")
_KIND = re.compile(r"\b(actual|estimate|request|enacted|base)s?\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:FY\s*|fiscal year\s*)?((?:19|20)\d{2}|(?<=FY)\d{2}|(?<=FY )\d{2})\b", re.IGNORECASE)
_WEB = re.compile(r"https?://\S+")
KINDS = {"actual": "actual", "estimate": "estimate", "request": "request", "enacted": "estimate", "base": "estimate"}


class Column(NamedTuple):
    """A column of sums: the account, year and kind that its header names ("" or None where the rows say)."""

    at: int
    account: str
    year: FiscalYear | None
    kind: str
    header: str


def is_budget(columns: Columns) -> bool:
    """A label, and at least two accounts or two years with actual, estimate or request as columns."""
    if not columns.first(*LABELS):
        return False
    found = _columns(columns.names)
    with_year = "Fiscal Year" in columns and sum(bool(column.account) for column in found) >= 2
    return with_year or sum(bool(column.kind and column.year) for column in found) >= 2


def _columns(names: Sequence[str]) -> list[Column]:
    found = []
    for at, name in enumerate(names):
        account = _accounts().get(fold(name), "")
        kind, year = _KIND.search(name), _YEAR.search(name)
        if account:
            found.append(Column(at, account, None, "", name))
        elif kind and year and not re.search(r"increase|decrease|change", name, re.IGNORECASE):
            found.append(Column(at, "", fiscal_year(year[1]), KINDS[kind[1].lower()], " ".join(name.split())))
    return found


@lru_cache(maxsize=1)
def _accounts() -> dict[str, str]:
    """Codes of accounts by every writing; names count too."""
    with (DATA / "accounts.csv").open(encoding="utf-8", newline="") as read:
        return {
            fold(written): row["code"]
            for row in csv.DictReader(read)
            for written in (row["code"], row["name"], *filter(None, row["writings"].split("|")))
        }


def budget(headed: Headed, load: Load) -> Iterator[Row]:
    """The figures of a table. It is read whole: which lines are sums of others only the whole tells."""
    columns = _columns(headed.columns.names)
    table, label = headed.table.name, headed.columns.position[fold_label(headed.columns)]
    rows = list(islice(headed.records, MOST_ROWS + 1))
    if len(rows) > MOST_ROWS:
        raise UnreadableFile(f"{table}: more than {MOST_ROWS:,} rows; expected a table by country and account")
    year_at = headed.columns.position.get("fiscal year")
    above = " ".join(text(cell) for row in headed.above for cell in row.cells)
    lines = list(_lines(rows, label, [column.at for column in columns], year_at))
    page = next((found[0] for row in rows for cell in row.cells if isinstance(cell, str) and (found := _WEB.search(cell))), "")
    why = {**_above_accounts(lines), **subtotals(lines)}
    account = next((code for words, code in _accounts().items() if len(words) > 6 and words in fold(above)), "")
    context = _Context(columns, account, page)
    for line in lines:
        yield from _line(line, why.get(line.number, ""), context, load, table)


def _above_accounts(lines: Sequence[Line]) -> dict[int, str]:
    """Lines with accounts below them: they sum those up."""
    counting = [line for line in lines if not line.reason]
    return {
        line.number: SUBTOTAL
        for line, below in pairwise(counting)
        if fold(below.name) in _accounts() and fold(line.name) not in _accounts()
    }


def fold_label(columns: Columns) -> str:
    """Name of the column with countries and lines, as columns are compared."""
    return " ".join(columns.first(*LABELS).split()).casefold()


class _Context:
    """What stands above a line: the columns, the account of the table, the country of the lines of accounts below it."""

    def __init__(self, columns: Sequence[Column], account: str, page: str) -> None:
        self.columns, self.account, self.page = columns, account, page
        self.place = ""


def _lines(rows: Sequence[Any], label: int, at: Sequence[int], year_at: int | None) -> Iterator[Line]:
    """Lines with the names that go on over several rows put together."""
    before = ""
    for row in rows:
        cells = list(row.cells)
        name = " ".join(text(_at(cells, label)).split())
        sums = [_value(_at(cells, column)) for column in at]
        year = text(_at(cells, year_at)) if year_at is not None else ""
        written = any(text(_at(cells, column)) for column in at)
        if not written:
            reason = _no_sums(name)
            before = f"{before} {name}".strip() if reason is _GOES_ON else before
            yield Line(row.line, name, (), year, reason, cells)
            continue
        yield Line(row.line, f"{before} {name}".strip(), tuple(sums), year, "", cells)
        before = ""


_GOES_ON = "a name with its sums; this one goes on in the next line, where it is loaded"


def _no_sums(name: str) -> str:
    if not name:
        return "a line with a name and sums"
    return "a line with sums; this is the web address of the source" if _WEB.match(name) else _GOES_ON


def _at(cells: Sequence[Cell], at: int) -> Cell:
    return cells[at] if at < len(cells) else None


def _value(cell: Cell) -> float:
    try:
        found = written_sum(cell)
    except BadSum:
        return 0.0  # Named as a fault when the line is loaded; here only what adds up is asked.
    return float(found.amount) if found else 0.0


def _line(line: Line, why: str, context: _Context, load: Load, table: str) -> Iterator[Row]:
    load.fates.saw(table)
    number, _ = load.seen.nth(f"{line.name}:{line.year}", str(line.number))
    where = Where(
        table, line.number, ":".join(filter(None, (slug(line.name) or fold(line.name), line.year, "" if number == 1 else str(number))))
    )
    if line.reason or why.startswith("="):
        if why.startswith("="):
            load.fates.same_as(table, where, why[1:])
        else:
            load.fates.set_aside(table, where, line.name or "no name", line.reason)
        return
    account = _accounts().get(fold(line.name), "")
    if why and not account:
        context.place = line.name
        load.fates.set_aside(table, where, line.name, why)
        return
    if account and context.place:
        where = where._replace(record=f"{slug(context.place)}:{where.record}")
    elif not account:
        context.place = line.name
    entry = Entry(load.fates, table, where, context.page)
    yield from rows_of(entry, lambda told: _figures(told, line, context, account))


def _figures(entry: Entry, line: Line, context: _Context, account: str) -> None:
    """A figure for each sum of a line; a line of no country is a line of the budget, a program."""
    name = context.place or line.name
    subject = _subject(entry, name)
    told = 0
    for column in context.columns:
        amount = dollars(entry, _at(line.cells, column.at), column.header, THOUSANDS)
        if not amount:
            continue
        year = column.year or fiscal_year(line.year)
        if year is None:
            raise SetAside(line.year or "no year", "a fiscal year", "Fiscal Year")
        code = column.account or account or context.account
        kind = column.kind or "stated"
        key = ":".join(("cbj", subject.key.removeprefix("country:"), str(year.year), kind, code or "all"))
        title = " ".join((code or "All accounts", str(year.year), "" if kind == "stated" else kind)).strip()
        ref = figure(entry, key, f"{title}: {name}", {"kind": kind, "amount": amount, "note": _note(column, code), **in_year(year)})
        entry.said.link("FOR", ref, subject)
        told += 1
    if not told:
        raise SetAside("no sum", "at least one sum that is not nil")


def _subject(entry: Entry, name: str) -> Ref:
    code = place(name).code
    if code:
        return entry.said.country(code)
    cleaned = entry.name(name, "name")
    return entry.said.state(
        "Program",
        f"line:{slug(cleaned) or fold(cleaned)}",
        cleaned,
        {"level": "program", "description": "A line of the budget for foreign operations that names no country."},
    )


def _note(column: Column, code: str) -> str:
    account = _names().get(code, code)
    words = f"account {code} ({account})" if account != code else f"account {code}" if code else "all accounts"
    return clean(
        words
        + ("" if column.kind else "; the table does not say whether actual, estimate or request")
        + (f"; {column.header}" if column.kind else "")
    )


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    with (DATA / "accounts.csv").open(encoding="utf-8", newline="") as read:
        return {row["code"]: row["name"] for row in csv.DictReader(read)}
