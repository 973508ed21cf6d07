"""ForeignAssistance.gov: country summaries, transactions with their agencies, and awards with their transfers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from loaders.codes import code_list
from loaders.dates import BadDate
from loaders.entries import Entry, Load, SetAside, once, rows_of
from loaders.fiscal import fiscal_year, in_year
from loaders.places import Place, place
from loaders.rows import Ref, Row, Where
from loaders.tables import Columns, Headed, Record, text
from loaders.text import clean, fold
from loaders.us_assistance.common import agency, dollars, figure
from loaders.written_dates import written_date

# Kinds of figure by the words of the files; what one kind stands for is said beside the sum.
KINDS = {
    "obligations": "obligation",
    "obligation": "obligation",
    "disbursements": "disbursement",
    "disbursement": "disbursement",
    "appropriated and planned": "budget",
    "initial allocations": "budget",
    "president s budget requests": "request",
    "commitment": "obligation",
}
NOBODY = (
    "undisclosed",
    "multiple",
    "not applicable",
    "redacted",
    "u s government",
    "miscellaneous",
    "unspecified",
    "not available",
    "enterprise",
)


def country_of(record: Record) -> Place:
    """The country of a row, by its code, else by its name."""
    for written in (record.first("Country Code"), record.first("Country Name", "Country")):
        found = place(written) if written and written != "NULL" else Place("", "", "")
        if found.code:
            return found
    return place(record.first("Country Name", "Country"))


def required_country(record: Record) -> str:
    """The country's code; ``SetAside`` where the row is about a region or a state of the past."""
    found = country_of(record)
    if not found.code:
        raise SetAside(record.first("Country Name", "Country", "Country Code"), found.why_not, "Country Name")
    return found.code


def is_summary(columns: Columns) -> bool:
    """Sums by country, year and type."""
    return (
        "Country Name" in columns
        and "Activity ID" not in columns
        and (("Transaction Type Name" in columns and "Fiscal Year" in columns) or ("Assistance Name" in columns and "Year" in columns))
    )


def summary(headed: Headed, load: Load) -> Iterator[Row]:
    """One figure a row: what the United States obligated, disbursed or asked for a country in a year."""
    table = headed.table.name
    for record in headed.records:
        load.fates.saw(table)
        words = (
            record.first("Country Code", "Country Name"),
            record.first("Fiscal Year", "Year"),
            fold(record.first("Transaction Type Name", "Assistance Name")),
        )
        yield from _row(record, load, table, ":".join(words), partial(_sum, record=record))


def _row(record: Record, load: Load, table: str, key: str, told: Any) -> Iterator[Row]:
    content = "\x1f".join(text(cell) for cell in record.cells)
    yield from once(load, table, Where(table, record.line, key), content, told)


def _sum(entry: Entry, record: Record) -> None:
    code = required_country(record)
    year = fiscal_year(record.first("Fiscal Year", "Year"))
    if year is None:
        raise SetAside(record.first("Fiscal Year", "Year"), "a fiscal year", "Fiscal Year")
    words = record.first("Transaction Type Name", "Assistance Name")
    kind = KINDS.get(fold(words), "")
    if not kind:
        raise SetAside(words, f"one of {', '.join(KINDS)}", "Transaction Type Name")
    field = record.columns.first("current_amount", "Current Dollar Amount", "Amount")
    amount = dollars(entry, record.cell(field), field)
    if amount is None:
        raise SetAside(record[field] or "no sum", "a sum of money", field)
    constant = record.first("constant_amount", "Constant Dollar Amount")
    note = words + (f"; {constant} in constant dollars" if constant else "")
    ref = figure(entry, entry.where.record, f"{words} {year.year}", {"kind": kind, "amount": amount, "note": note, **in_year(year)})
    entry.said.link("FOR", ref, entry.said.country(code))


def is_complete(columns: Columns) -> bool:
    """Transactions with their agencies."""
    return "Managing Agency Name" in columns and "Funding Agency Name" in columns and "Activity Name" in columns


def complete(headed: Headed, load: Load) -> Iterator[Row]:
    """Transactions: the activity with its two agencies and its partner, and the sum as a figure."""
    table = headed.table.name
    for record in headed.records:
        load.fates.saw(table)
        activity = record.first("Activity ID", "Submission Activity ID", "Activity Project Number")
        words = (
            activity,
            record["Fiscal Year"],
            record["Transaction Date"],
            fold(record["Transaction Type Name"]),
            record["Current Dollar Amount"],
        )
        key = ":".join(words)
        # Two transactions of one day may be alike in every word: they are two.
        number = load.seen.times(key)
        where = Where(table, record.line, key if number == 1 else f"{key}#{number}")
        yield from rows_of(Entry(load.fates, table, where), partial(_transaction, record=record))


def _transaction(entry: Entry, record: Record) -> None:
    name = entry.name(record.first("Activity Name", "Activity Description", "Activity Project Number"), "Activity Name")
    number = record.first("Activity ID", "Activity Project Number") or fold(name)
    program = entry.said.state(
        "Program",
        f"activity:{number}",
        name,
        {
            "level": "activity",
            "description": clean(record["Activity Description"]),
            **period(entry, record, "Activity Start Date", "Activity End Date"),
        },
    )
    _agencies(entry, record, program)
    partner = _partner(entry, record)
    if partner is not None:
        entry.said.link("IMPLEMENTS", partner, program)
    found = country_of(record)
    if found.code:
        entry.said.link("OPERATES_IN", program, entry.said.country(found.code))
    elif found.kind != "region":
        entry.fault("Country Name", record.first("Country Name"), found.why_not)
    _sector(entry, record, program)
    _amount(entry, record, program, partner)


def _agencies(entry: Entry, record: Record, program: Ref) -> None:
    """Who pays and who manages: two roles, also where they are one agency."""
    funding = record["Funding Agency Name"]
    if funding:
        entry.said.link(
            "FUNDS", agency(entry, funding, record["Funding Agency Acronym"]), program, {"role": record["Funding Account Name"]}
        )
    managing = record["Managing Agency Name"]
    if managing:
        ref = agency(entry, managing, record["Managing Agency Acronym"])
        bureau = record["Managing Sub-agency or Bureau Name"]
        if bureau and fold(bureau) not in {"not applicable", fold(managing), "none"}:
            ref = agency(entry, bureau, record["Managing Sub-agency or Bureau Acronym"], part_of=ref)
        entry.said.link("EXTENDS", ref, program, {"role": "managing agency"})


def _partner(entry: Entry, record: Record) -> Ref | None:
    """The implementing partner; what stands for many or for nobody is none."""
    written = record["Implementing Partner Name"]
    if not written or any(fold(written).startswith(word) for word in NOBODY):
        return None
    name = entry.name(written, "Implementing Partner Name")
    category = fold(record.first("Implementing Partner Sub-category Name", "Implementing Partner Category Name"))
    kinds = (
        ("university", "academic"),
        ("ngo", "ngo"),
        ("non profit", "ngo"),
        ("multilateral", "international_organization"),
        ("enterprise", "private_sector"),
        ("private", "private_sector"),
        ("united states", "us_federal"),
    )
    kind = next((kind for word, kind in kinds if word in category), "")
    return entry.said.state("Organization", f"partner:{fold(name)}", name, {"kind": kind})


def _sector(entry: Entry, record: Record, program: Ref) -> None:
    code = record["International Purpose Code"]
    if not code:
        return
    if code not in code_list("Sector"):
        entry.fault("International Purpose Code", code, "a DAC purpose code")
        return
    sector = entry.said.mention("Sector", f"sector:1:{code}", code_list("Sector").name(code))
    entry.said.link("CLASSIFIED_AS", program, sector, {"level": "activity"})


def _amount(entry: Entry, record: Record, program: Ref, partner: Ref | None) -> None:
    words, year = record["Transaction Type Name"], fiscal_year(record["Fiscal Year"])
    kind = KINDS.get(fold(words), "")
    amount = dollars(entry, record.cell("Current Dollar Amount"), "Current Dollar Amount")
    if not kind or amount is None:
        raise SetAside(
            words if not kind else record["Current Dollar Amount"] or "no sum",
            "a known type of transaction with a sum",
            "Transaction Type Name",
        )
    props = {"kind": kind, "amount": amount, "note": words, **in_year(year), "value_date": day(entry, record, "Transaction Date")}
    ref = figure(entry, entry.where.record, " ".join(filter(None, (words, record["Fiscal Year"]))), props)
    entry.said.link("FOR", ref, program)
    if partner is not None:
        entry.said.link("RECEIVED_BY", ref, partner)


def day(entry: Entry, record: Record, field: str) -> str:
    """The day under a column in ISO 8601, empty where there is none; U.S. files put the month first."""
    if not record[field]:
        return ""
    try:
        return written_date(record.cell(field), "month first").last
    except BadDate as error:
        entry.fault(field, record[field], str(error))
        return ""


def period(entry: Entry, record: Record, start: str, end: str) -> dict[str, str]:
    """Start and end under two columns, as properties."""
    found: dict[str, str] = {}
    for field, name, words in ((start, "valid_from", "valid_from_text"), (end, "valid_to", "valid_to_text")):
        if record[field]:
            try:
                span = written_date(record.cell(field), "month first")
            except BadDate as error:
                entry.fault(field, record[field], str(error))
            else:
                found |= {name: span.first if name == "valid_from" else span.last, words: span.text}
    return found
