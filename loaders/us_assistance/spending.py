"""USAspending's awards and transactions, in the columns of four generations (``data/columns.csv``)."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache, partial

from loaders.entries import Entry, Load, SetAside, once
from loaders.fiscal import fiscal_year, in_year
from loaders.places import area, place
from loaders.rows import Ref, Row, Where
from loaders.tables import Columns, Headed, Record, text
from loaders.text import clean, fold
from loaders.us_assistance.common import DATA, agency, dollars, figure, listing
from loaders.us_assistance.foreign_assistance import day, period

_CODED = re.compile(r"\s*([\w-]+)\s*:\s*(.*)")
_NOBODY = re.compile(r"multiple (?:recipients|foreign)|miscellaneous|redacted|undisclosed|individual|not available|unknown|no recipient")
# Words of recipient and business types, the first that fits; a person, or what may be one, is not loaded.
KINDS = (
    ("individual", "person"),
    ("sole proprietor", "person"),
    ("international org", "international_organization"),
    ("foreign government", "foreign_counterpart"),
    ("higher education", "academic"),
    ("university", "academic"),
    ("state government", "us_state"),
    ("u s state", "us_state"),
    ("county government", "us_local"),
    ("city or township", "us_local"),
    ("local government", "us_local"),
    ("us government entity", "us_federal"),
    ("non profit", "ngo"),
    ("nonprofit", "ngo"),
    ("not for profit", "ngo"),
    ("corporate tax exempt", "ngo"),
    ("corporate entity tax exempt", "ngo"),
    ("for profit", "private_sector"),
    ("profit organization", "private_sector"),
    ("corporate not tax exempt", "private_sector"),
    ("corporate entity not tax exempt", "private_sector"),
    ("partnership", "private_sector"),
    ("small business", "private_sector"),
)


@dataclass(frozen=True)
class Spent:
    """A row by the fields of ``columns.csv``."""

    record: Record

    def __getitem__(self, field: str) -> str:
        return self.record.first(*_columns()[field])

    def column(self, field: str) -> str:
        """Name of the column under which a field stands here; empty where it does not."""
        return self.record.columns.first(*_columns()[field])


@lru_cache(maxsize=1)
def _columns() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    with (DATA / "columns.csv").open(encoding="utf-8", newline="") as read:
        for row in csv.DictReader(read):
            found.setdefault(row["field"], []).append(row["header"])
    return {field: tuple(headers) for field, headers in found.items()}


def is_spending(columns: Columns) -> bool:
    """Awards or transactions with a recipient, an obligation and an agency."""
    fields = _columns()
    obligated = columns.first(*fields["obligated by transaction"], *fields["obligated in all"])
    return bool(
        obligated and columns.first(*fields["recipient"]) and columns.first(*fields["managing agency"], *fields["managing department"])
    )


def spending(headed: Headed, load: Load) -> Iterator[Row]:
    """The award with its agencies, recipient and place, and the sum obligated as a figure."""
    table = headed.table.name
    for record in headed.records:
        load.fates.saw(table)
        spent = Spent(record)
        key = spent["transaction"] or spent["award"] or _award_key(spent)
        content = "\x1f".join(text(cell) for cell in record.cells)
        yield from once(load, table, Where(table, record.line, key), content, partial(_told, spent=spent), spent["page"])


def _award_key(spent: Spent) -> str:
    """An award by its number, its parent's, and the agency that gave it."""
    agency_code = _coded(spent["managing agency"])[0] or spent["managing agency code"]
    return ":".join(filter(None, (agency_code, spent["parent award id"], spent["award id"])))


def _told(entry: Entry, spent: Spent) -> None:
    key = spent["award"] or _award_key(spent)
    if not key:
        raise SetAside("no award number", "an award with a number", "award id")
    title = clean(spent["title"], 300) or clean(spent["listing title"], 300) or f"Award {spent['award id'] or key}"
    start, end = spent.column("start"), spent.column("end")
    program = entry.said.state("Program", f"award:{key}", title, {"level": "activity", **period(entry, spent.record, start, end)})
    for role, type_ in (("funding", "FUNDS"), ("managing", "EXTENDS")):
        ref = _agency(entry, spent, role)
        if ref is not None:
            entry.said.link(type_, ref, program, {} if type_ == "FUNDS" else {"role": "managing agency"})
    recipient = _recipient(entry, spent)
    if recipient is not None:
        entry.said.link("IMPLEMENTS", recipient, program)
    _place(entry, spent, program)
    number = spent["listing"].split(":")[0].split(";")[0]
    above = listing(entry, number, spent["listing title"]) if number else None
    if above is not None:
        entry.said.link("PART_OF", program, above)
    _amount(entry, spent, (program, recipient))


def _agency(entry: Entry, spent: Spent, role: str) -> Ref | None:
    """The agency under its department, by name and by their codes (FPDS code and CGAC code)."""
    department_code, department = _coded(spent[f"{role} department"])
    agency_code, name = _coded(spent[f"{role} agency"])
    department_code = department_code or spent[f"{role} department code"]
    agency_code = agency_code or spent[f"{role} agency code"]
    above = agency(entry, department, codes=_codes(department_code)) if department else None
    if not name:
        return above
    if above is not None and fold(name) == fold(department):
        return agency(entry, department, codes=_codes(agency_code))
    return agency(entry, name, codes=_codes(agency_code), part_of=above)


def _codes(code: str) -> tuple[str, ...]:
    """Three characters are a department's CGAC code, four an agency's FPDS code."""
    bare = code.strip().upper()
    if not (bare.isalnum() and bare.isascii()):
        return ()
    return {3: (f"US-CGAC:{bare}",), 4: (f"US-FPDS:{bare}",)}.get(len(bare), ())


def _coded(written: str) -> tuple[str, str]:
    """``"2044: UNITED STATES MINT"`` as code and name."""
    found = _CODED.fullmatch(written)
    return (found[1], found[2].strip()) if found else ("", written.strip())


def _recipient(entry: Entry, spent: Spent) -> Ref | None:
    """The recipient, by UEI or DUNS; persons and stand-ins for many are nobody here."""
    written = spent["recipient"]
    words = fold(" ".join(spent.record[name] for name in _columns()["recipient kind"]).replace("_", " "))
    kind = next((kind for word, kind in KINDS if word in words), "")
    if not written or _NOBODY.search(fold(written)) or kind == "person":
        if written:
            entry.fault("recipient", "a person, or a stand-in for several", "an organization; the award is loaded without its recipient")
        return None
    name = entry.name(written, "recipient")
    ids = [
        *entry.identifier("US-SAM", spent["recipient uei"], "recipient uei"),
        *entry.identifier("XI-DUNS", spent["recipient duns"], "recipient duns"),
    ]
    code = place(_coded(spent["recipient country"])[0] or spent["recipient country"]).code
    if kind == "foreign_counterpart" and code == "US":
        kind = ""
    ref = entry.said.state("Organization", ids[0] if ids else f"recipient:{fold(name)}", name, {"kind": kind, "country": code}, ids)
    if code:
        entry.said.link("BASED_IN", ref, entry.said.country(code))
    if spent["recipient parent"] and fold(spent["recipient parent"]) != fold(name):
        parent_ids = entry.identifier("US-SAM", spent["recipient parent uei"], "recipient parent uei")
        parent = entry.name(spent["recipient parent"], "recipient parent")
        above = entry.said.state("Organization", parent_ids[0] if parent_ids else f"recipient:{fold(parent)}", parent, {}, parent_ids)
        entry.said.link("PART_OF", ref, above)
    return ref


def _place(entry: Entry, spent: Spent, program: Ref) -> None:
    written = _coded(spent["place country"])[0] or spent["place country"]
    if not written:
        return
    found = place(written)
    if not found.code:
        entry.fault("place country", written, found.why_not)
        return
    state = spent["place state"]
    code = area("US", state.title() if len(state) > 2 else "", state) if found.code == "US" and state else ""
    entry.said.link("OPERATES_IN", program, entry.said.area(code) if code else entry.said.country(found.code))


def _amount(entry: Entry, spent: Spent, ends: tuple[Ref, Ref | None]) -> None:
    program, recipient = ends
    field = spent.column("obligated by transaction") or spent.column("obligated in all")
    amount = dollars(entry, spent.record.cell(field), field)
    if amount is None:
        raise SetAside(spent.record[field] or "no sum", "a sum obligated", field)
    year = fiscal_year(spent["year"])
    acted = spent.column("acted")
    props = {
        "kind": "obligation",
        "amount": amount,
        **in_year(year),
        "value_date": day(entry, spent.record, acted) if acted else "",
        "note": "obligated in this transaction" if spent.column("obligated by transaction") else "obligated in all, as of the file",
    }
    ref = figure(entry, entry.where.record, f"Obligation {year.year if year else ''}".strip(), props)
    entry.said.link("FOR", ref, program)
    if recipient is not None:
        entry.said.link("RECEIVED_BY", ref, recipient)
