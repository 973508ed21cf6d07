"""Federal programs: pages of the Federal Program Inventory, its pilot of 2020, tables of Assistance Listings.

The inventory shows what SAM.gov and what USAspending say of one year side by side; both are kept. Offices, names and
addresses of contacts are never read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import yaml

from loaders.entries import Entry, Load, SetAside, once
from loaders.files import Member
from loaders.fiscal import FiscalYear, fiscal_year, in_year
from loaders.rows import Ref, Row, Where
from loaders.tables import Columns, Headed, Record, text
from loaders.text import clean, fold
from loaders.us_assistance.common import agency, dollars, figure, listing

# Fields of a page's obligations: kind of figure, and whose word it is.
OBLIGATIONS = {
    "sam_estimate": ("estimate", "obligations, estimate (SAM.gov)"),
    "sam_actual": ("actual", "obligations, actual (SAM.gov)"),
    "usa_spending_actual": ("obligation", "obligations (USAspending)"),
}
OUTLAYS = {"outlay": ("expenditure", "outlays (USAspending)")}
LARGEST_PAGE = 2 << 20
_PAGE = re.compile(rb"\A(?:\xef\xbb\xbf)?---\s*\n.*?^---\s*$", re.DOTALL | re.MULTILINE)
_SUM = re.compile(r"FY\s*(\d{4}|\d{2})\s*(est)?\s*\.?\s*\$\s*(\d[\d,]*(?:\.\d+)?)", re.IGNORECASE)


def is_page(head: bytes) -> bool:
    """Whether bytes begin a page of the inventory: YAML between lines of three hyphens, with an Assistance Listing."""
    return head.lstrip(b"\xef\xbb\xbf").startswith(b"---") and re.search(rb"^cfda:|^program_type:", head, re.MULTILINE) is not None


def page(member: Member, load: Load) -> Iterator[Row]:
    """One page: one program."""
    table = "program pages"
    load.fates.saw(table)
    with member.open() as stream:
        content = stream.read(LARGEST_PAGE)
    where = Where(member.name, 1)
    matter = _PAGE.match(content)
    try:
        data = yaml.safe_load(matter[0].strip().strip(b"-").decode("utf-8")) if matter else None
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        load.fates.set_aside(table, where, str(error).splitlines()[0], "a page of the Federal Program Inventory: YAML between ---")
        return
    if not isinstance(data, dict):
        load.fates.set_aside(table, where, "no front matter", "a page of the Federal Program Inventory: YAML between ---")
        return
    record = f"listing:{data.get('cfda') or member.name}"
    address = str(data.get("sam_url") or "")
    words = content.decode("utf-8", "replace")
    yield from once(load, table, where._replace(record=record), words, lambda entry: _page(entry, data), address)


def _page(entry: Entry, data: dict[str, Any]) -> None:
    title = entry.name(str(data.get("title") or ""), "title")
    popular = clean(str(data.get("popular_name") or ""), 300)
    ref = listing(
        entry,
        str(data.get("cfda") or ""),
        title,
        {"description": clean(str(data.get("objective") or "")), "aliases": [popular] if popular and popular != title else []},
    )
    if ref is None:
        raise SetAside(data.get("cfda"), "the number of an Assistance Listing", "cfda")
    _give(entry, ref, str(data.get("agency") or ""), str(data.get("sub-agency") or ""))
    for field, kinds in (("obligations", OBLIGATIONS), ("outlays", OUTLAYS)):
        for found in _json(entry, data, field):
            year = fiscal_year(str(found.get("x", "")))
            for name, (kind, words) in kinds.items():
                _figure(entry, ref, (kind, words, year, found.get(name)))


def _json(entry: Entry, data: dict[str, Any], field: str) -> list[dict[str, Any]]:
    written = data.get(field)
    if not written:
        return []
    try:
        found = json.loads(written) if isinstance(written, str) else written
    except ValueError:
        found = None
    if not isinstance(found, list):
        entry.fault(field, str(written), "a list of years with their sums")
        return []
    return [item for item in found if isinstance(item, dict)]


def _give(entry: Entry, ref: Ref, department: str, sub_agency: str) -> None:
    """Who gives it: the sub-agency, a part of its department, or the department itself."""
    if not department:
        return
    above = agency(entry, department)
    giver = agency(entry, sub_agency, part_of=above) if sub_agency and fold(sub_agency) not in {fold(department), "n a"} else above
    entry.said.link("FUNDS", giver, ref)


def _figure(entry: Entry, ref: Ref, told: tuple[str, str, FiscalYear | None, Any]) -> None:
    """One sum; the inventory writes 0 where it has none."""
    kind, words, year, written = told
    amount = dollars(entry, written, words)
    if not amount:
        return
    if year is None:
        entry.fault(words, str(written), "a fiscal year beside the sum")
        return
    key = f"{ref.key}:{year.year}:{kind}:{fold(words)}"
    entry.said.link(
        "FOR", figure(entry, key, f"{words} {year.year}", {"kind": kind, "amount": amount, "note": words, **in_year(year)}), ref
    )


def is_listings(columns: Columns) -> bool:
    """A table of Assistance Listings (CFDA)."""
    return "Program Number" in columns and "Program Title" in columns and "Federal Agency (030)" in columns


def listings(headed: Headed, load: Load) -> Iterator[Row]:
    """One program a row; versions of one listing are told apart by the day they were published."""
    for record in headed.records:
        published = record["Published Date"]
        key = ":".join(filter(None, ("listing", record["Program Number"], published)))
        yield from _row(headed, record, load, key, _listing)


def _row(headed: Headed, record: Record, load: Load, key: str, told: Any) -> Iterator[Row]:
    table = headed.table.name
    load.fates.saw(table)
    content = "\x1f".join(text(cell) for cell in record.cells)
    yield from once(load, table, Where(table, record.line, key), content, lambda entry: told(entry, record), record["URL"])


def _listing(entry: Entry, record: Record) -> None:
    popular = clean(record["Popular Name (020)"].strip("()"), 300)
    ref = listing(
        entry,
        record["Program Number"],
        entry.name(record["Program Title"], "Program Title"),
        {"description": clean(record["Objectives (050)"]), "aliases": [popular] if popular else []},
    )
    if ref is None:
        raise SetAside(record["Program Number"], "the number of an Assistance Listing", "Program Number")
    bureau, department = _owner(record["Federal Agency (030)"])
    _give(entry, ref, department, bureau)
    for year, estimate, amount in _SUM.findall(record["Obligations (122)"]):
        kind = "estimate" if estimate else "actual"
        _figure(entry, ref, (kind, f"obligations, {kind} (SAM.gov)", fiscal_year(year), amount))


def _owner(written: str) -> tuple[str, str]:
    """``"FARM SERVICE AGENCY, AGRICULTURE, DEPARTMENT OF"`` as bureau and department."""
    parts = [part.strip() for part in written.split(",")]
    if len(parts) >= 2 and parts[-1].upper().endswith((" OF", " OF THE", " FOR")):
        department = f"{parts[-2]}, {parts[-1]}"
        return ", ".join(parts[:-2]), department
    return "", written.strip()


def is_pilot(columns: Columns) -> bool:
    """The inventory's pilot of 2020."""
    return "PROGRAM_ID" in columns and "Program Name" in columns and "Agency" in columns


def pilot(headed: Headed, load: Load) -> Iterator[Row]:
    """One row for each category of a program: each says again what the program is, and its sums in thousands of dollars."""
    for record in headed.records:
        yield from _row(headed, record, load, f"pilot:{record['PROGRAM_ID']}:{fold(record['Category'])}", _pilot)


def _pilot(entry: Entry, record: Record) -> None:
    name = entry.name(record["Program Name"], "Program Name")
    ref = entry.said.state(
        "Program", f"pilot:{record['PROGRAM_ID']}", name, {"level": "program", "description": clean(record["Program Description"])}
    )
    _give(entry, ref, record["Agency"], "")
    for column in record.columns.names:
        found = re.fullmatch(r"FY (\d{4}) Total Program Obligations", column.strip())
        amount = dollars(entry, record.cell(column), column, 1000) if found else None
        if found and amount:
            _figure(entry, ref, ("obligation", "obligations (Federal Program Inventory pilot)", fiscal_year(found[1]), amount))


def is_tax_expenditures(columns: Columns) -> bool:
    """Programs of the inventory that are no Assistance Listings: tax expenditures and interest."""
    return "assistance_type" in columns and "agency" in columns and any(name.endswith("_outlays") for name in columns.names)


def tax_expenditures(headed: Headed, load: Load) -> Iterator[Row]:
    """Set aside: they forgo or pay money of the United States at home, and no organization delivers them."""
    first = headed.columns.names[0]
    yield from ()
    for record in headed.records:
        load.fates.saw(headed.table.name)
        where = Where(headed.table.name, record.line, record[first], "type")
        load.fates.set_aside(
            headed.table.name, where, record["type"], "a program that pays for work; this is a tax expenditure or interest"
        )
