"""Rows of the parts of a profile: links, agreements, sums, focus areas and indicators, each with who states it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from app.dollars import Dollars
from app.profiles.phrases import phrase, role


@dataclass(frozen=True)
class Thing:
    """Something that has a name and perhaps a profile."""

    id: str
    name: str
    kind: str | None = None


@dataclass(frozen=True)
class Statement:
    """Who states a row: source, its record, further records of the same source, the page it cites."""

    source: str
    record: str
    records: tuple[str, ...] = ()
    page: str = ""


@dataclass(frozen=True)
class Dates:
    """From when until when, with the texts of partial dates; ``of_program``: the link has none, these are its program's."""

    start: str | None = None
    end: str | None = None
    start_text: str | None = None
    end_text: str | None = None
    of_program: bool = False


@dataclass(frozen=True)
class Sum:
    """A sum as one source states it."""

    amount: float
    currency: str | None
    kind: str | None
    year: int | None
    source: str | None
    dollars: Dollars | None = None


@dataclass(frozen=True)
class About:
    """What the sources say around a program; ``sum_count``: how many sums they state, of which ``sums`` are the newest."""

    places: tuple[Thing, ...]
    focus_areas: tuple[Thing, ...]
    agreements: tuple[Thing, ...]
    sums: tuple[Sum, ...]
    sum_count: int


@dataclass(frozen=True)
class Claim:
    """The dates that another source gives for the same link."""

    dates: Dates
    stated: Statement


@dataclass(frozen=True)
class LinkRow:
    """One link as one source states it. ``span``: rows of the same other end that begin here; 0 inside such a group.

    ``about``: what stands around the program that the row names; ``tells``: no row above tells it. ``differs``: what other
    sources say of the same link with other dates.
    """

    other: Thing
    acronym: str | None
    type: str
    phrase: str
    role: str
    detail: str | None
    via: Thing | None
    place: Thing | None
    percentage: float | None
    dates: Dates
    in_force: bool
    stated: Statement
    span: int = 1
    about: About | None = None
    tells: bool = False
    differs: tuple[Claim, ...] = ()


@dataclass(frozen=True)
class AgreementRow:
    """An agreement with its parties, what it covers, and everyone who states it."""

    id: str
    name: str
    kind: str | None
    topic: str | None
    dates: Dates
    in_force: bool
    parties: tuple[Thing, ...]
    covers: tuple[Thing, ...]
    stated: tuple[Statement, ...]


@dataclass(frozen=True)
class MoneyRow:
    """A sum as one source states it. ``rival``: another row of the table has the same giver, receiver, purpose, kind and year."""

    id: str
    kind: str | None
    amount: float
    currency: str | None
    year: int | None
    dates: Dates
    value_date: str | None
    count: int | None
    note: str | None
    givers: tuple[Thing, ...]
    receivers: tuple[Thing, ...]
    purposes: tuple[Thing, ...]
    stated: Statement
    rival: bool = False
    dollars: Dollars | None = None


@dataclass(frozen=True)
class FocusRow:
    """A focus area with the programs that work on it; ``by_code``: those known only through a purpose code."""

    id: str
    name: str
    line: str | None
    level: str | None
    programs: int
    in_force: int
    by_code: int
    itself: bool


@dataclass(frozen=True)
class IndicatorRow:
    """The newest value of an indicator, with the earlier ones."""

    id: str
    name: str
    unit: str | None
    direction: str | None
    measures: str | None
    description: str | None
    year: int
    value: float
    stated: Statement
    earlier: tuple[tuple[int, float, str], ...] = ()


@dataclass(frozen=True)
class ValueRow:
    """The newest value of an indicator in a place, as one source states it, with the earlier ones."""

    place: Thing
    country: Thing | None
    unit: str | None
    year: int
    value: float
    stated: Statement
    earlier: tuple[tuple[int, float, str], ...]


@dataclass(frozen=True)
class MissingRow:
    """A country for which no source gives a value; ``programs``: how many work there all the same."""

    place: Thing
    region: str | None
    programs: int


Row = LinkRow | AgreementRow | MoneyRow | FocusRow | IndicatorRow | ValueRow | MissingRow


def link_rows(found: Iterable[dict[str, Any]]) -> tuple[LinkRow, ...]:
    """Links of a part of a profile; neighbours with the same other end are one group."""
    rows = [_link(row) for row in found]
    grouped: list[LinkRow] = []
    for _, group in groupby(rows, key=lambda row: (row.other.id, row.in_force)):
        members = list(group)
        grouped.append(replace(members[0], span=len(members)))
        grouped.extend(replace(row, span=0) for row in members[1:])
    return tuple(grouped)


def agreement_rows(found: Iterable[dict[str, Any]]) -> tuple[AgreementRow, ...]:
    """Agreements of a part of a profile."""
    return tuple(
        AgreementRow(row["id"], row["name"], row["kind"], row["topic"], _dates(row), row["in_force"],
                     _things(row["parties"]), _things(row["covers"]), tuple(_statement(said) for said in row["stated"]))
        for row in found
    )


def money_rows(found: Iterable[dict[str, Any]]) -> tuple[MoneyRow, ...]:
    """Sums of a part of a profile, those that rival each other marked."""
    rows = [
        MoneyRow(row["id"], row["kind"], row["amount"], row["currency"], row["year"],
                 Dates(row["valid_from"], row["valid_to"]), row["value_date"], row["count"], row["note"],
                 _things(row["givers"]), _things(row["receivers"]), _things(row["purposes"]), _statement(row))
        for row in found
    ]
    keys = [_same_money(row) for row in rows]
    return tuple(replace(row, rival=keys.count(key) > 1) for row, key in zip(rows, keys, strict=True))


def focus_rows(found: Iterable[dict[str, Any]]) -> tuple[FocusRow, ...]:
    """Focus areas of a part of a profile."""
    return tuple(FocusRow(**row) for row in found)


def indicator_rows(found: Iterable[dict[str, Any]]) -> tuple[IndicatorRow, ...]:
    """One row an indicator and source: the newest value, with the earlier ones."""
    rows = []
    for _, group in groupby(found, key=lambda row: (row["id"], row["source"])):
        newest, *others = group
        earlier = tuple((row["year"], row["value"], row["page"] or "") for row in others)
        rows.append(IndicatorRow(newest["id"], newest["name"], newest["unit"], newest["direction"], newest["measures"],
                                 newest["description"], newest["year"], newest["value"], _statement(newest), earlier))
    return tuple(rows)


def value_rows(found: Iterable[dict[str, Any]]) -> tuple[ValueRow, ...]:
    """Places with their newest value of an indicator."""
    rows = []
    for row in found:
        newest, *others = row["values"]
        country = Thing(row["country_id"], row["country"]) if row["country_id"] else None
        stated = Statement(row["source"] or "", newest["record"] or "", page=newest["page"] or "")
        earlier = tuple((item["year"], item["value"], item["page"] or "") for item in others)
        rows.append(ValueRow(Thing(row["id"], row["name"]), country, row["unit"], newest["year"], newest["value"], stated, earlier))
    return tuple(rows)


def missing_rows(found: Iterable[dict[str, Any]]) -> tuple[MissingRow, ...]:
    """Countries without a value of an indicator."""
    return tuple(MissingRow(Thing(row["id"], row["name"]), row["region"], row["programs"]) for row in found)


def claim_of(row: dict[str, Any]) -> Claim:
    """A link's own dates, with who states them."""
    return Claim(_dates(row), _statement(row))


def _link(row: dict[str, Any]) -> LinkRow:
    other = Thing(row["other_id"], row["other"], row["kind"])
    via = Thing(row["via_id"], row["via"], row.get("via_kind")) if row["via_id"] else None
    place = Thing(row["place_id"], row["place"]) if row["place_id"] else None
    described = role(row["type"], outgoing=row["outgoing"]) if via else ""
    return LinkRow(other, row["acronym"], row["type"], phrase(row["type"], outgoing=row["outgoing"]), described, row["role"],
                   via, place, row["percentage"], _dates(row, of_program=row["program_dates"]), row["in_force"],
                   _statement(row))


def _dates(row: dict[str, Any], *, of_program: bool = False) -> Dates:
    return Dates(row["valid_from"], row["valid_to"], row["valid_from_text"], row["valid_to_text"], of_program)


def _statement(row: dict[str, Any]) -> Statement:
    return Statement(row["source"] or "", row["record"] or "", tuple(row.get("records") or ()), row["page"] or "")


def _things(found: Sequence[dict[str, Any]]) -> tuple[Thing, ...]:
    return tuple(Thing(item["id"], item["name"], item["kind"]) for item in found)


def _same_money(row: MoneyRow) -> tuple[Any, ...]:
    ends = tuple(tuple(thing.id for thing in side) for side in (row.givers, row.receivers, row.purposes))
    return (*ends, row.kind, row.year, row.dates.start, row.dates.end)
