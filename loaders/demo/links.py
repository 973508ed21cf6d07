"""links.csv: one link for every row, unless another table tells the same fact.

A million rows pass here, so a row is checked against small tables and becomes a link at once. What another table tells
as well is told once, with both records: parent_id, State Partnership pairs, agreements, the INCLE account's sums, and
programs' stated sums.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from loaders.csv_table import Cells, read_table
from loaders.demo.agreements import Agreement, Agreements, partnership
from loaders.demo.book import Book, Named, Sum
from loaders.demo.entities import PARENTS, TOTALS
from loaders.demo.figures import Ends, figure, number, properties
from loaders.demo.words import (
    ALLOWED,
    BUDGET_TABLE,
    MEMBERSHIP,
    PLEDGES,
    RELATIONS,
    SIGNATORIES,
    SIGNED,
    STATE_PARTNERSHIP,
)
from loaders.rows import LinkRow, Row, Where
from loaders.text import clean

COLUMNS = ("source_id", "relation", "target_id", "role_or_topic", "country_iso2", "start", "end", "amount_usd", "source_url")
FIRST_COUNTRY_LETTER = len("country:")
MOST_PERIODS = 50_000


_clean = lru_cache(maxsize=16384)(clean)


class Claim(NamedTuple):
    """A row of links.csv with its two ends found."""

    line: int
    cells: Cells
    start: Named
    end: Named

    @property
    def record(self) -> str:
        """Key of the record, made of what the row says, so that a row put in above changes no other."""
        return f"links/{self.cells[0]} {self.cells[1]} {self.cells[2]}"


class Links:
    """Turns rows of one links.csv into links; ``book`` and ``agreements`` know what other tables tell."""

    def __init__(self, book: Book, agreements: Agreements, name: str) -> None:
        self.book, self.agreements, self.name = book, agreements, name
        self.fates = book.fates
        self.seen: set[int] = set()
        self.sums: list[Row] = []
        self.totals: dict[str, list[tuple[Sum, Ends]]] = {}
        self.periods: dict[tuple[str, str], dict[str, str]] = {}

    def rows(self, path: Path) -> Iterator[Row]:
        """A link for every sound row, and the figures of the sums that stand there."""
        nodes, seen, sums = self.book.nodes, self.seen, self.sums
        for line, cells in read_table(path, COLUMNS, self.fates):
            start, end = nodes.get(cells[0]), nodes.get(cells[2])
            if start is None or end is None or (cells[1], start.ref.label, end.ref.label) not in ALLOWED:
                claim = self._mended(line, cells)
                if claim is None:
                    continue
            else:
                claim = Claim(line, cells, start, end)
            before = len(seen)
            seen.add(hash(claim.cells))
            if len(seen) == before:
                self.fates.same_as(self.name, self._where(claim), "an earlier row with the same cells")
                continue
            link = self._link(claim)
            if link is not None:
                yield link
            if sums:
                yield from sums
                sums.clear()
        yield from self._repeated_totals()

    def _link(self, claim: Claim) -> LinkRow | None:
        """The link of a row; None where it is told as something else (an agreement)."""
        source, relation, target, role, country, start, end, amount, page = claim.cells
        props: dict[str, Any] = {"page": page} if page else {}
        if role:
            props["role"] = _clean(role)
        if country and country != target[FIRST_COUNTRY_LETTER:]:
            self._add_country(claim, props)
        if start or end:
            props.update(self.periods.get((start, end)) or self._period(claim))
        if relation == SIGNED:
            self._sign(claim, props)
            return None
        if amount:
            self._add_sum(claim, props)
        if claim.start.ref.label == "Country":
            self.book.mentioned[claim.start.ref] = claim.start.name
        if claim.end.ref.label == "Country":
            self.book.mentioned[claim.end.ref] = claim.end.name
            if relation == "OPERATES_IN" and role:
                return self._working(claim, props)
            if role == STATE_PARTNERSHIP and (pair := self._partnership(claim, props)):
                return pair
        elif relation == "PART_OF" and (told := self.book.parents.pop((source, target), None)):
            props["records"] = [told.record]
            self.fates.same_as(PARENTS, Where("organizations.csv", told.line, source, "parent_id"), claim.record)
        return LinkRow(relation, claim.start.ref, claim.end.ref, claim.record, props, _tells(claim))

    def _add_country(self, claim: Claim, props: dict[str, Any]) -> None:
        country = claim.cells[4]
        if f"country:{country}" in self.book.nodes:
            props["country"] = country
        else:
            self.book.checked_country(country, self._where(claim), "country_iso2")

    def _period(self, claim: Claim) -> dict[str, str]:
        """Start and end as properties; kept for the next row with the same where both are sound."""
        start, end = claim.cells[5], claim.cells[6]
        faults = len(self.fates.problems)
        found = self.book.checked_period(start, end, self._where(claim))
        if len(self.fates.problems) == faults and len(self.periods) < MOST_PERIODS:
            self.periods[start, end] = found
        return found

    def _working(self, claim: Claim, props: dict[str, Any]) -> LinkRow:
        """OPERATES_IN with a role: work there, or the membership or pledge that the role speaks of."""
        role, start, end = claim.cells[3], claim.start.ref, claim.end.ref
        if role in MEMBERSHIP and start.label == "Organization":
            return LinkRow("MEMBER_OF", end, start, claim.record, props, _tells(claim))
        relation = "PARTNERS_WITH" if role in PLEDGES else "OPERATES_IN"
        return LinkRow(relation, start, end, claim.record, props, _tells(claim))

    def _partnership(self, claim: Claim, props: dict[str, Any]) -> LinkRow | None:
        """The State Partnership pair that a row repeats, with both records; None where that table has no such pair."""
        ends, start = (claim.cells[0], claim.cells[2]), claim.cells[5]
        told = self.book.pairs.get(ends, [])
        pair = next((p for p in told if p.start == start or not p.start or not start), None)
        if pair is None or claim.cells[1] != "PARTNERS_WITH":
            return None
        told.remove(pair)
        self.fates.same_as(self.name, self._where(claim), pair.record)
        dates = {name: props[name] for name in props if name.startswith("valid_")}
        if pair.start and not start:
            dates = self.book.checked_period(pair.start, "", Where("state_partnership_program.csv", pair.line, pair.record, "start_year"))
        return partnership(self.book, ends, pair, {**dates, "records": [claim.record]})

    def _sign(self, claim: Claim, props: dict[str, Any]) -> None:
        """A signature: that of an agreement of agreements.csv, else an agreement that only this row tells."""
        source, _, target, _, country, start, _, amount, page = claim.cells
        dates = {name: props[name] for name in props if name.startswith("valid_")}
        agreement = self.agreements.told_by((source, target), start, page)
        if agreement is None:
            topic = {"topic": props["role"]} if "role" in props else {}
            key = f"{source}.{target}.{crc32(_tells(claim).encode()):08x}"
            agreement = Agreement(key, claim.record, {source: claim.start, target: claim.end},
                                  start, page, {**topic, **dates}, country if f"country:{country}" in self.book.nodes else "")
            self.agreements.add(agreement)
        else:
            self.fates.same_as(self.name, self._where(claim), agreement.record)
            if not agreement.signed:
                agreement.signed, agreement.props = start, agreement.props | dates
            for party in (source, target):
                agreement.signatures.setdefault(party, []).append((claim.record, props.get("role", "")))
        if amount:
            self._add_sum(claim, props)

    def _add_sum(self, claim: Claim, props: dict[str, Any]) -> None:
        """The figure of a row's sum, unless another table states the same one: then that one gets this record."""
        source, relation, target, role, _, start, end, written, page = claim.cells
        amount = number(written)
        if amount is None:
            self.fates.fault(self.name, self._where(claim, "amount_usd"), written, "a sum in U.S. dollars, such as 1750000")
            return
        if role.startswith(BUDGET_TABLE) and (budget := self.book.budgets.get((target[FIRST_COUNTRY_LETTER:], start, amount))):
            self.book.budgets[target[FIRST_COUNTRY_LETTER:], start, amount] = budget._replace(
                stated=budget.stated._replace(also=(*budget.stated.also, claim.record)))
            props["records"] = [budget.stated.record]
            self.fates.same_as(self.name, self._where(claim), budget.stated.record)
            return
        dates = {name: value for name, value in props.items() if name.startswith("valid_")}
        stated = Sum(f"{source}.{relation}.{target}.{crc32(_tells(claim).encode()):08x}", claim.record,
                     properties(amount, props.get("role", ""), start, end, dates), page)
        ends = self._ends(claim)
        if self._may_be_total(claim, amount):
            self.totals.setdefault(target, []).append((stated, ends))
        elif any(ends):
            self.sums.extend(figure(stated, ends))
        else:
            expected = "a country in country_iso2, or a program, that the sum is for"
            self.fates.fault(self.name, self._where(claim, "amount_usd"), written, expected)

    def _may_be_total(self, claim: Claim, amount: float) -> bool:
        """Whether a row may repeat the stated sum of its program: the same sum, from the same page or with the same start."""
        start, page = claim.cells[5], claim.cells[8]
        total = self.book.totals.get(claim.cells[2])
        if total is None or total.stated.props["amount"] != amount:
            return False
        return total.stated.page == page or (bool(start) and total.start == start)

    def _repeated_totals(self) -> Iterator[Row]:
        """The figures that may be programs' sums; of several for one program the first by its key is."""
        for program, found in self.totals.items():
            total = self.book.totals.pop(program)
            (first, ends), *others = sorted(found, key=lambda sum_and_ends: sum_and_ends[0].key)
            self.fates.same_as(TOTALS, Where("programs.csv", total.line, program, "amount_usd"), first.record)
            yield from figure(first._replace(also=(total.stated.record,)), ends)
            for stated, ends in others:
                yield from figure(stated, ends)

    def _ends(self, claim: Claim) -> Ends:
        """Who gives, who gets, and what for, as far as the relation says it."""
        relation, start, end = claim.cells[1], claim.start.ref, claim.end.ref
        code = claim.cells[4]
        country = self.book.country(code) if code and f"country:{code}" in self.book.nodes else None
        if relation == "FUNDS":
            return Ends(start, end, country) if end.label == "Organization" else Ends(start, None, end)
        if relation == "BENEFITS":
            return Ends(None, end, start) if start.label == "Program" else Ends(start, end, country)
        if relation == "IMPLEMENTS":
            return Ends(for_=end)
        return Ends(for_=country)

    def _mended(self, line: int, cells: Cells) -> Claim | None:
        """A row that did not fit at once: a signature, or one with blanks around its cells; None where it is set aside."""
        cells = tuple(cell.strip() for cell in cells)
        nodes = self.book.nodes
        start, end = nodes.get(cells[0]), nodes.get(cells[2])
        where = Where(self.name, line, " ".join(cells[:3]))
        if cells[1] not in RELATIONS and cells[1] != SIGNED:
            self.fates.set_aside(self.name, where._replace(field="relation"), cells[1], ", ".join((*RELATIONS, SIGNED)))
        elif start is None or end is None:
            field, found = ("source_id", cells[0]) if start is None else ("target_id", cells[2])
            self.fates.set_aside(self.name, where._replace(field=field), found, "an id of organizations.csv or programs.csv, or country:XX")
        elif (cells[1], start.ref.label, end.ref.label) not in ALLOWED | SIGNATORIES:
            joined = ", ".join(sorted(f"{a} to {b}" for relation, a, b in ALLOWED | SIGNATORIES if relation == cells[1]))
            found = f"{start.ref.label} to {end.ref.label}"
            self.fates.set_aside(self.name, where._replace(field="relation"), found, f"{cells[1]} from {joined}")
        else:
            return Claim(line, cells, start, end)
        return None

    def _where(self, claim: Claim, column: str = "") -> Where:
        return Where(self.name, claim.line, claim.record, column)


def _tells(claim: Claim) -> str:
    """What tells the link of a row from others between the same ends."""
    return "\x1f".join(claim.cells[3:])
