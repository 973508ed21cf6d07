"""Rates gathered by currency and year, and the nodes that they become."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from loaders.codes import code_list
from loaders.dates import BadDate, span
from loaders.rows import Fates, NodeRow, Where
from loaders.tables import Table

NO_RATE = frozenset({"", "n/a", "na", "-", "--", "..", "..."})
# A day, the mean of a month, the mean of a year.
_WHEN = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


class Pair(NamedTuple):
    """How many units of ``currency`` one ``base`` costs."""

    base: str
    currency: str


class Book:
    """The rates of one table, each with the line that told it first. ``by_month``: a node is a month, not a year."""

    def __init__(self, table: Table, fates: Fates, by_month: bool) -> None:
        self.table, self.fates, self.by_month = table, fates, by_month
        self._rates: dict[tuple[Pair, str], dict[str, tuple[Decimal, int]]] = {}

    def where(self, line: int, record: str = "", field: str = "") -> Where:
        """A place in the table."""
        return Where(self.table.file, line, record, field)

    def add(self, pair: Pair, when: str, written: str, where: Where) -> str:
        """Note a rate of a day (``2015-03-02``), month (``2015-03``) or year.

        Returns "rate" where it is new, "same" where it was told before, "" where there is none; a fault is told.
        """
        if written.strip().lower() in NO_RATE:
            return ""
        rate = _rate(written)
        if rate is None:
            self.fates.fault(self.table.name, where, written, "a rate: a number above 0")
            return ""
        kept = self._rates.setdefault((pair, when[: 7 if self.by_month else 4]), {})
        if when not in kept:
            kept[when] = rate, where.line
            return "rate"
        first, line = kept[when]
        if first == rate:
            return "same"
        self.fates.fault(self.table.name, where, written, f"one rate of {pair.currency} for {when}; line {line} says {first}")
        return ""

    def nodes(self) -> Iterator[NodeRow]:
        """A node for every pair and year (or month) with rates."""
        for (pair, period), rates in sorted(self._rates.items()):
            key = f"{pair.base}:{pair.currency}:{period}"
            first, last = min(rates), max(rates)
            props = {
                "base": pair.base, "currency": pair.currency, "valid_from": span(first).first, "valid_to": span(last).last,
                "rates": [f"{when} {rates[when][0]}" for when in sorted(rates)],
            }
            yield NodeRow("ExchangeRates", key, key, f"{pair.currency} per {pair.base}, {period}", props)


def currency(written: str) -> str:
    """The code of ISO 4217 that a text is, withdrawn ones too; empty where it is none."""
    code = written.strip().upper()
    return code if code in code_list("Currency") else ""


def when(written: str) -> str:
    """A day, month or year in full ISO writing; ``BadDate`` where it is none."""
    text = written.strip()
    month = re.fullmatch(r"(\d{4})-?M(\d{1,2})", text, re.IGNORECASE)  # as the IMF writes months: 2015M3
    found = span(f"{month[1]}-{int(month[2]):02}" if month else text)
    return found.text if _WHEN.fullmatch(found.text) else found.first


def _rate(written: str) -> Decimal | None:
    text = written.strip().replace(" ", "")
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", text):
        text = text.replace(",", "")
    try:
        rate = Decimal(text)
    except InvalidOperation:
        return None
    return rate if rate.is_finite() and rate > 0 and abs(rate.adjusted()) < 20 else None


__all__ = ["BadDate", "Book", "Pair", "currency", "when"]
