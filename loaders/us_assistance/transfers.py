"""Awards of ForeignAssistance.gov with transfers between agencies under section 632 of the Foreign Assistance Act.

Money transferred under 632(a) is recorded by the agency that receives it, under 632(b) by the agency that sends it. Where
both agencies' records of one transfer are in the file, the other one is "the same as" the one that counts; where only the
other one is there, it is loaded, since nothing else tells of that money.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Any, NamedTuple

from loaders.entries import Entry, Load, SetAside, is_kept, rows_of
from loaders.fiscal import fiscal_year, in_year
from loaders.places import place
from loaders.rows import Ref, Row, Where
from loaders.tables import Columns, Headed, Record
from loaders.text import clean, fold
from loaders.us_assistance.common import agency, dollars, figure
from loaders.us_assistance.foreign_assistance import KINDS, day

ACCOUNTABLE = ("Award Accountable Organization - Name", "Award_Accountable_Organization_Name", "Award Accountable Organization Name")
EXTENDING = ("Award Extending Organization - Name", "Award_Extending_Organization_Name", "Award Extending Organization Name")
IMPLEMENTING = ("Award Implementing Organization - Name", "Award_Implementing_Organization_Name", "Award Implementing Organization Name")
TRANSFER = ("Award Interagency Transfer Status", "Award_Interagency_Transfer_Status")
VALUE = ("Award Transaction - Value", "Award_Transaction_Value", "Award Transaction Value")
TYPE = ("Award Transaction - Type", "Award_Transaction_Type", "Award Transaction Type")
YEAR = ("Award Transaction Fiscal Year - Year", "Award_Transaction_Fiscal_Year", "Award Transaction Fiscal Year")
COUNTRY = ("Award Transaction - Recipient Country - Name", "Award_Transaction_Recipient_Country_Name")
REGION = ("Award Transaction - Recipient Region - Name", "Award_Transaction_Recipient_Region_Name")
TITLE = ("Award Title", "Award_Title")
AWARD = ("Award Identifier", "Award_Identifier")


class Transfer(NamedTuple):
    """Which transfer a record tells of, under which paragraph, and from which side."""

    sender: str
    receiver: str
    country: str
    year: str
    type: str
    paragraph: str
    side: str


def is_award(columns: Columns) -> bool:
    """Awards with an accountable and an extending organization."""
    return bool(columns.first(*ACCOUNTABLE)) and bool(columns.first(*EXTENDING)) and bool(columns.first(*VALUE))


def awards(headed: Headed, load: Load) -> Iterator[Row]:
    """The records that count; those of the other side of a transfer are the same as them. Reads the table whole."""
    records = list(headed.records)
    table = headed.table.name
    counted = {found[:6] for record in records if (found := transfer(record)) and _counts(record, found)}
    for record in records:
        load.fates.saw(table)
        found = transfer(record)
        key = ":".join((record.first(*AWARD), record.first(*YEAR), fold(record.first(*TYPE)), record.first(*VALUE)))
        number = load.seen.times(key)
        where = Where(table, record.line, key if number == 1 else f"{key}#{number}", TRANSFER[0])
        if found and found.side != _COUNTS[found.paragraph] and found[:6] in counted:
            load.fates.same_as(
                table, where, f"the record of the {_COUNTS[found.paragraph]} agency: a transfer under FAA 632({found.paragraph})"
            )
        else:
            yield from rows_of(Entry(load.fates, table, where), partial(_award, record=record, found=found))


_COUNTS = {"a": "receiving", "b": "sending"}


def _counts(record: Record, found: Transfer) -> bool:
    """Whether a record is of the side that counts, and is itself loaded: another is the same only as one that is."""
    return found.side == _COUNTS[found.paragraph] and is_kept(partial(_award, record=record, found=found))


def transfer(record: Record) -> Transfer | None:
    """The transfer that a record tells of, None where it tells of none.

    The sending agency's record names the receiving one as the implementing organization; the receiving agency's names
    the sending one as the extending organization.
    """
    status = re.search(r"632\s*\(?\s*([ab])\b", record.first(*TRANSFER), re.IGNORECASE)
    if not status:
        return None
    accountable, extending = fold(record.first(*ACCOUNTABLE)), fold(record.first(*EXTENDING))
    side = "sending" if accountable == extending or not extending else "receiving"
    receiver = fold(record.first(*IMPLEMENTING)) if side == "sending" else accountable
    sender = accountable if side == "sending" else extending
    return Transfer(
        sender, receiver, fold(record.first(*COUNTRY, *REGION)), record.first(*YEAR), fold(record.first(*TYPE)), status[1].lower(), side
    )


def _award(entry: Entry, record: Record, found: Transfer | None) -> None:
    name = entry.name(record.first(*TITLE, "Award Description"), TITLE[0])
    number = record.first(*AWARD) or fold(name)
    program = entry.said.state("Program", f"award:{number}", name, {"level": "activity", "description": clean(record["Award Description"])})
    sender = record.first(*EXTENDING) or record.first(*ACCOUNTABLE)
    if sender:
        entry.said.link("FUNDS", agency(entry, sender), program)
    if record.first(*ACCOUNTABLE):
        entry.said.link("EXTENDS", agency(entry, record.first(*ACCOUNTABLE)), program, {"role": "managing agency"})
    partner = _partner(entry, record)
    if partner is not None:
        entry.said.link("IMPLEMENTS", partner, program)
    code = place(record.first(*COUNTRY)).code
    if code:
        entry.said.link("OPERATES_IN", program, entry.said.country(code))
    elif record.first(*COUNTRY):
        entry.fault(COUNTRY[0], record.first(*COUNTRY), place(record.first(*COUNTRY)).why_not)
    _amount(entry, record, program, (partner, found))


def _partner(entry: Entry, record: Record) -> Ref | None:
    written = record.first(*IMPLEMENTING)
    if not written:
        return None
    name = entry.name(written, IMPLEMENTING[0])
    own = entry.identifier("XI-DUNS", record.first("Award Implementing Organization - DUNS Number"), "DUNS Number")
    if fold(name).startswith(("department of", "u s ", "agency for international")):
        return agency(entry, name, codes=own)
    return entry.said.state("Organization", f"partner:{fold(name)}", name, {}, own)


def _amount(entry: Entry, record: Record, program: Ref, ends: tuple[Ref | None, Transfer | None]) -> None:
    partner, found = ends
    words, year = record.first(*TYPE), fiscal_year(record.first(*YEAR))
    amount = dollars(entry, record.cell(record.columns.first(*VALUE)), VALUE[0])
    if amount is None or fold(words) not in KINDS:
        raise SetAside(words or "no type", "an obligation or disbursement with a sum", TYPE[0])
    note = f"transfer under FAA 632({found.paragraph}), recorded by the {found.side} agency" if found else ""
    props: dict[str, Any] = {
        "kind": KINDS[fold(words)],
        "amount": amount,
        "note": note,
        **in_year(year),
        "value_date": _date(entry, record),
    }
    ref = figure(entry, entry.where.record, f"{words} {year.year if year else ''}".strip(), props)
    entry.said.link("FOR", ref, program)
    if partner is not None:
        entry.said.link("RECEIVED_BY", ref, partner)


def _date(entry: Entry, record: Record) -> str:
    field = record.columns.first("Award Transaction Date", "Award_Transaction_Date")
    return day(entry, record, field) if field else ""
