"""What an amount comes to in dollars, by exchange rates that a source states.

The rate is that of a day where the amount is of a day, and the mean of the days (or of the months, or that of the year)
where it is of a period. A currency that a source prices in another than the dollar goes through that one, on the same day.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean
from typing import NamedTuple

# No rates on weekends and holidays: the last one before holds, for at most so many days.
DAYS_OFF = 7
LONGEST_PERIOD = 366
DAY, MONTH, YEAR = 10, 7, 4


class Rate(NamedTuple):
    """Dollars for one unit, for a day, month or year as the source states it; of a mean ``first`` to ``last``, and of how many rates."""

    value: float
    first: str
    last: str
    of: int = 1


@dataclass(frozen=True)
class Series:
    """Dollars for one unit of a currency by one source: on days, and means of months and years, each in order of time."""

    source: str
    title: str
    page: str
    days: tuple[tuple[str, ...], tuple[float, ...]] = ((), ())
    months: Mapping[str, float] = field(default_factory=dict)
    years: Mapping[str, float] = field(default_factory=dict)

    def on(self, day: dt.date) -> Rate | None:
        """The rate of a day, or the last of the week before; else the mean of its month, else of its year."""
        labels, values = self.days
        text = day.isoformat()
        at = bisect_right(labels, text) - 1
        if at >= 0 and day - dt.date.fromisoformat(labels[at]) <= dt.timedelta(DAYS_OFF):
            return Rate(values[at], labels[at], labels[at])
        for means, length in ((self.months, MONTH), (self.years, YEAR)):
            if text[:length] in means:
                return Rate(means[text[:length]], text[:length], text[:length])
        return None

    def over(self, first: dt.date, last: dt.date) -> Rate | None:
        """The mean of a period of a year at most; None where its rates do not reach from its first to its last day."""
        if not dt.timedelta(0) <= last - first < dt.timedelta(LONGEST_PERIOD):
            return None
        if first == last:
            return self.on(last)
        return self._of_days(first, last) or _mean(self.months, _months(first, last)) or _mean(self.years, _years(first, last))

    def _of_days(self, first: dt.date, last: dt.date) -> Rate | None:
        labels, values = self.days
        start, end = bisect_left(labels, first.isoformat()), bisect_right(labels, last.isoformat())
        if start == end:
            return self.on(last) if labels and last - first <= dt.timedelta(DAYS_OFF) else None
        gaps = (dt.date.fromisoformat(labels[start]) - first, last - dt.date.fromisoformat(labels[end - 1]))
        if max(gaps) > dt.timedelta(DAYS_OFF):
            return None
        return Rate(fmean(values[start:end]), labels[start], labels[end - 1], end - start)


def _mean(means: Mapping[str, float], wanted: Sequence[str]) -> Rate | None:
    if not all(label in means for label in wanted):
        return None
    return Rate(fmean(means[label] for label in wanted), wanted[0], wanted[-1], len(wanted))


def _months(first: dt.date, last: dt.date) -> list[str]:
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in numbers]


def _years(first: dt.date, last: dt.date) -> list[str]:
    return [f"{year:04}" for year in range(first.year, last.year + 1)]


class Stated(NamedTuple):
    """Rates as a source states them: one ``base`` costs so many units of ``currency``; ``rates`` as in the model."""

    source: str
    title: str
    page: str
    base: str
    currency: str
    rates: Sequence[str]


def in_dollars(currency: str, stated: Iterable[Stated]) -> list[Series]:
    """Dollars for one unit of a currency, by each source that says so, in the order of the sources given.

    ``stated`` holds all rates in which the currency, or the dollar, is ``currency`` or ``base``.
    """
    sources: dict[str, Stated] = {}
    tables: dict[str, dict[tuple[str, str], dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    for one in stated:
        sources.setdefault(one.source, one)
        tables[one.source][one.base, one.currency] |= dict(map(_parsed, one.rates))
    found = ((about, _through(currency, tables[source])) for source, about in sources.items())
    return [_series(about, rates) for about, rates in found if rates]


def _parsed(text: str) -> tuple[str, float]:
    label, _, rate = text.partition(" ")
    return label, float(rate)


def _through(currency: str, table: Mapping[tuple[str, str], Mapping[str, float]]) -> dict[str, float]:
    """Dollars for one unit by label: as stated, else the other way round, else through a currency that prices both."""
    direct, inverse = table.get((currency, "USD")), table.get(("USD", currency))
    if direct:
        return dict(direct)
    if inverse:
        return {label: 1 / rate for label, rate in inverse.items()}
    for base, priced in table:
        dollars = table.get((base, "USD"))
        if priced == currency and dollars:
            units = table[base, currency]
            return {label: dollars[label] / rate for label, rate in units.items() if label in dollars}
    return {}


def _series(about: Stated, rates: Mapping[str, float]) -> Series:
    by_length = {length: {label: rates[label] for label in sorted(rates) if len(label) == length} for length in (DAY, MONTH, YEAR)}
    days = by_length[DAY]
    return Series(about.source, about.title, about.page, (tuple(days), tuple(days.values())), by_length[MONTH], by_length[YEAR])
