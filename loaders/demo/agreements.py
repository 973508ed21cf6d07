"""Agreements and State Partnership pairs: facts that links.csv tells as well."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from loaders.csv_table import read_table
from loaders.demo.book import Book, Named, Told
from loaders.demo.words import STATE_PARTNERSHIP
from loaders.rows import LinkRow, NodeRow, Ref, Row, Where
from loaders.text import clean

COLUMNS = ("id", "kind", "party_ids", "signed", "expires", "topic", "country_iso2", "source_url")
PAIRS = ("us_state", "partner_country", "partner_iso2", "start_year", "source_url")


@dataclass
class Agreement:
    """A row of agreements.csv, or a signature of links.csv that no such row tells.

    ``signatures``: for each party, (record, role) of the rows of links.csv that repeat it.
    """

    key: str
    record: str
    parties: dict[str, Named]
    signed: str
    page: str
    props: dict[str, Any]
    country: str = ""
    signatures: dict[str, list[tuple[str, str]]] = field(default_factory=dict)


class Agreements:
    """All agreements of a load, found by their parties."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.all: dict[str, Agreement] = {}
        self.by_party: dict[str, list[Agreement]] = {}

    def read(self, path: Path) -> None:
        """Take in agreements.csv; a row without an id or a known party is set aside, an unknown party is left out."""
        for line, cells in read_table(path, COLUMNS, self.book.fates):
            row = dict(zip(COLUMNS, map(str.strip, cells), strict=True))
            where = Where(path.name, line, row["id"])
            if not row["id"] or row["id"] in self.all:
                found = f"{row['id']}, already used" if row["id"] else ""
                self.book.fates.set_aside(path.name, where._replace(field="id"), found, "an id of its own")
            elif parties := self._parties(where, row["party_ids"]):
                self.add(Agreement(row["id"], f"agreements/{row['id']}", parties, row["signed"], row["source_url"],
                                   self._properties(where, row),
                                   self.book.checked_country(row["country_iso2"], where, "country_iso2")))

    def _parties(self, where: Where, written: str) -> dict[str, Named]:
        ids = list(dict.fromkeys(part.strip() for part in written.split("|") if part.strip()))
        known = {i: self.book.nodes[i] for i in ids if i in self.book.nodes and self.book.nodes[i].ref.label != "Program"}
        unknown, where = [i for i in ids if i not in known], where._replace(field="party_ids")
        expected = "organizations of this load, or country:XX"
        if not known:
            self.book.fates.set_aside(where.file, where, written, expected)
        elif unknown:
            self.book.fates.fault(where.file, where, "|".join(unknown), expected)
        return known

    def _properties(self, where: Where, row: dict[str, str]) -> dict[str, Any]:
        props: dict[str, Any] = {name: clean(row[name]) for name in ("kind", "topic") if row[name]}
        props |= self.book.checked_period(row["signed"], row["expires"], where, ("signed", "expires"))
        return props

    def add(self, agreement: Agreement) -> None:
        """Enter an agreement under its parties."""
        self.all[agreement.key] = agreement
        for party in agreement.parties:
            self.by_party.setdefault(party, []).append(agreement)

    def told_by(self, parties: tuple[str, str], start: str, page: str) -> Agreement | None:
        """The agreement that a signature of two parties repeats: both are parties of it, and the date is the same.

        Where one of the two states no date, the page must be the same. None, too, where several agreements would do.
        """
        both = [a for a in self.by_party.get(parties[0], ()) if parties[1] in a.parties]
        same = [a for a in both if start and a.signed == start]
        if not same:
            same = [a for a in both if (not start or not a.signed) and page and a.page == page]
        exact = [a for a in same if len(a.parties) == 2]
        return same[0] if len(same) == 1 else exact[0] if len(exact) == 1 else None

    def rows(self) -> Iterator[Row]:
        """Every agreement with its parties and the country it is about."""
        for agreement in self.all.values():
            ref = Ref("Agreement", agreement.key)
            page = {"page": agreement.page} if agreement.page else {}
            pages = {"pages": [agreement.page]} if agreement.page else {}
            yield NodeRow("Agreement", agreement.key, agreement.record, _heading(agreement), agreement.props | pages)
            for party, named in agreement.parties.items():
                if named.ref.label == "Country":
                    self.book.mention(*named.ref, named.name)
                yield LinkRow("PARTY_TO", named.ref, ref, agreement.record, page | _signed(agreement, party))
            if agreement.country:
                yield LinkRow("COVERS", ref, self.book.country(agreement.country), agreement.record, page)


def _signed(agreement: Agreement, party: str) -> dict[str, Any]:
    signatures = sorted(agreement.signatures.get(party, []))
    role = next((role for _, role in signatures if role), "")
    records = [record for record, _ in signatures if record != agreement.record]
    return {**({"role": role} if role else {}), **({"records": records} if records else {})}


def _heading(agreement: Agreement) -> str:
    """Kind, parties and topic: "MOU between INL and TxDPS: criminal justice assistance abroad"."""
    kind, topic = agreement.props.get("kind", "Agreement"), agreement.props.get("topic", "")
    short = [named.short for named in agreement.parties.values()]
    if len(short) > 3:
        short = [*short[:2], f"{len(short) - 2} more"]
    between = f"{', '.join(short[:-1])} and {short[-1]}" if len(short) > 1 else short[0]
    return f"{kind} {'between' if len(short) > 1 else 'of'} {between}" + (f": {topic}" if topic else "")


def partnerships(path: Path, book: Book) -> None:
    """Take in the State Partnership Program; a pair without a guard or a country is set aside."""
    for line, cells in read_table(path, PAIRS, book.fates):
        state, _, country, year, page = (cell.strip() for cell in cells)
        where = Where(path.name, line, f"{state} {country}")
        guard, key = book.guards.get(state), f"country:{country}"
        if guard is None:
            expected = "a U.S. state with a National Guard in organizations.csv"
            book.fates.set_aside(path.name, where._replace(field="us_state"), state, expected)
        elif key not in book.nodes:
            book.fates.set_aside(path.name, where._replace(field="partner_iso2"), country, "an ISO 3166-1 alpha-2 code, or XK")
        else:
            told = book.pairs.setdefault((guard, key), [])
            record = f"state_partnership_program/{state} {country}"
            if any(other.start == year for other in told):
                book.fates.same_as(path.name, where, record)
            else:
                told.append(Told(record, line, year, page))


def pairs(book: Book) -> Iterator[Row]:
    """PARTNERS_WITH for every State Partnership pair that no row of links.csv repeated."""
    for (guard, country), told in book.pairs.items():
        for pair in told:
            where = Where("state_partnership_program.csv", pair.line, pair.record, "start_year")
            yield partnership(book, (guard, country), pair, book.checked_period(pair.start, "", where))


def partnership(book: Book, ends: tuple[str, str], pair: Told, more: dict[str, Any]) -> LinkRow:
    """The link of a State Partnership pair; ``more``: its dates, and the records that repeat it."""
    guard, country = (book.nodes[end] for end in ends)
    book.mention(*country.ref, country.name)
    props = {"role": STATE_PARTNERSHIP, **({"page": pair.page} if pair.page else {}), **more}
    return LinkRow("PARTNERS_WITH", guard.ref, country.ref, pair.record, props, pair.start)
