"""Sums in dollars beside their own currency, where a loaded source states the rate; never in place of it, and never added up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.rates import Rate, Series, Stated, in_dollars
from app.http.text import day, money, number
from app.remembered import remembered
from app.services import services

DOLLAR = "USD"


@dataclass(frozen=True)
class Dollars:
    """What a sum comes to in dollars. ``rate``: dollars for one unit of ``currency``; ``source`` states it, for ``when``."""

    amount: float
    currency: str
    rate: float
    when: str
    source: str
    source_title: str
    page: str

    @property
    def sum(self) -> str:
        """``$1,123``; whole dollars from a hundred on."""
        return money(round(self.amount) if abs(self.amount) >= 100 else self.amount, DOLLAR)

    @property
    def at(self) -> str:
        """``EUR 1 = $1.1227, Mar 2, 2015``."""
        if self.rate < 1e-4:  # digits enough, and no exponent
            return f"$1 = {self.currency} {1 / self.rate:,.2f}, {self.when}"
        return f"{self.currency} 1 = ${self.rate:.6g}, {self.when}"


class Exchange:
    """The rates that one answer needs, each currency asked for once."""

    def __init__(self) -> None:
        self._known: dict[str, Sequence[Series]] = {}

    def dollars(self, figure: Mapping[str, Any]) -> Dollars | None:
        """A sum in dollars of its value date; of several transactions, or of a period, by the mean rate of that time.

        None where it is in dollars or nil, has no currency or no time, or no loaded source states the rate.
        ``figure`` has amount and currency, and what is known of value_date, count, valid_from, valid_to and year.
        """
        currency, amount = figure.get("currency") or "", figure.get("amount")
        if not amount or not currency or currency == DOLLAR:
            return None
        if currency not in self._known:
            self._known[currency] = remembered(("dollars for", currency), lambda: _series(currency))
        time = _time(figure) if self._known[currency] else None
        if time is None:
            return None
        found = ((series, rate) for series in self._known[currency] if (rate := series.over(*time)))
        series, rate = next(found, (None, None))
        if series is None or rate is None:
            return None
        return Dollars(amount * rate.value, currency, rate.value, _when(rate), series.source, series.title, series.page)


def enriched(value: Any, exchange: Exchange) -> Any:
    """A value of a report: each sum in it (a map with an amount) with what it comes to in dollars."""
    if isinstance(value, list):
        return [enriched(each, exchange) for each in value]
    if not isinstance(value, Mapping) or "amount" not in value:
        return value
    found = exchange.dollars(value)
    return {**value, "dollars": f"about {found.sum} at {found.at}, {found.source_title}"} if found else value


def _series(currency: str) -> list[Series]:
    made = services()
    found = made.catalogue["pages/exchange-rates"].run(made.graph, {"currency": currency}).dicts()
    return in_dollars(currency, (Stated(row["source"], row["title"], row["page"] or "", row["base"], row["currency"], row["rates"])
                                 for row in found))


def _time(figure: Mapping[str, Any]) -> tuple[dt.date, dt.date] | None:
    """First and last day of the rates that hold for a sum."""
    year, valued = figure.get("year"), figure.get("value_date")
    first, last = figure.get("valid_from"), figure.get("valid_to")
    if valued and (figure.get("count") or 1) == 1:
        first = last = valued
    elif not (first and last):
        first, last = (f"{year:04}-01-01", f"{year:04}-12-31") if year else (valued, valued)
    return (dt.date.fromisoformat(first), dt.date.fromisoformat(last)) if first and last else None


def _when(rate: Rate) -> str:
    if rate.of > 1:
        return f"mean of {number(rate.of)} rates from {day(rate.first)} to {day(rate.last)}"
    return day(rate.first) if len(rate.first) == 10 else f"mean of {day(rate.first, rate.first)}"
