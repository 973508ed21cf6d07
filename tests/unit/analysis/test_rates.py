"""What an amount comes to in dollars: days, days off, periods, and the way through a third currency, by hand."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.rates import Rate, Stated, in_dollars

D = dt.date


def stated(base: str, currency: str, *rates: str, source: str = "s") -> Stated:
    return Stated(source, source.upper(), "", base, currency, rates)


def test_dollars_as_stated_the_other_way_round_and_through_the_euro() -> None:
    ecb = [stated("EUR", "USD", "2015-03-02 1.12", "2015-03-03 1.10"), stated("EUR", "GBP", "2015-03-02 0.70")]
    imf = [stated("USD", "GBP", "2015-03-02 0.625", source="imf")]
    assert [series.days for series in in_dollars("EUR", ecb)] == [(("2015-03-02", "2015-03-03"), (1.12, 1.10))]
    (pounds,) = in_dollars("GBP", ecb)
    assert pounds.on(D(2015, 3, 2)) == Rate(pytest.approx(1.6), "2015-03-02", "2015-03-02")  # type: ignore[arg-type]
    assert [(s.source, s.days[1][0]) for s in in_dollars("GBP", [*ecb, *imf])] == [("s", pytest.approx(1.6)), ("imf", 1.6)]
    assert in_dollars("JPY", ecb) == []
    assert in_dollars("GBP", ecb[1:]) == []


def test_a_day_off_has_the_last_rate_before_it_for_a_week() -> None:
    (series,) = in_dollars("EUR", [stated("EUR", "USD", "2015-03-06 1.1")])
    assert series.on(D(2015, 3, 8)) == Rate(1.1, "2015-03-06", "2015-03-06")
    assert series.on(D(2015, 3, 13)) is not None
    assert series.on(D(2015, 3, 14)) is None
    assert series.on(D(2015, 3, 5)) is None


def test_a_day_without_a_rate_has_the_mean_of_its_month_else_of_its_year() -> None:
    (series,) = in_dollars("GTQ", [stated("USD", "GTQ", "2015-03 8", "2015 10")])
    assert series.on(D(2015, 3, 2)) == Rate(0.125, "2015-03", "2015-03")
    assert series.on(D(2015, 4, 2)) == Rate(0.1, "2015", "2015")
    assert series.on(D(2016, 4, 2)) is None


def test_a_period_has_the_mean_of_its_days_where_they_reach_from_end_to_end() -> None:
    (series,) = in_dollars("EUR", [stated("EUR", "USD", "2015-03-02 1.0", "2015-03-10 1.2", "2015-03-20 1.4", "2015-04-30 9")])
    assert series.over(D(2015, 3, 1), D(2015, 3, 20)) == Rate(pytest.approx(1.2), "2015-03-02", "2015-03-20", 3)  # type: ignore[arg-type]
    assert series.over(D(2015, 3, 1), D(2015, 3, 31)) is None  # its last eleven days have none
    assert series.over(D(2015, 2, 1), D(2015, 3, 20)) is None
    assert series.over(D(2015, 3, 7), D(2015, 3, 8)) == Rate(1.0, "2015-03-02", "2015-03-02")  # a weekend


def test_a_period_of_months_and_years() -> None:
    (series,) = in_dollars("EUR", [stated("EUR", "USD", "2014-12 1.2", "2015-01 1.4", "2014 1.3", "2013 1.1")])
    assert series.over(D(2014, 12, 5), D(2015, 1, 7)) == Rate(pytest.approx(1.3), "2014-12", "2015-01", 2)  # type: ignore[arg-type]
    assert series.over(D(2014, 1, 1), D(2014, 12, 31)) == Rate(1.3, "2014", "2014")
    assert series.over(D(2013, 7, 1), D(2014, 6, 30)) == Rate(pytest.approx(1.2), "2013", "2014", 2)  # type: ignore[arg-type]
    assert series.over(D(2013, 1, 1), D(2014, 12, 31)) is None  # longer than a year
    assert series.over(D(2014, 12, 5), D(2014, 12, 4)) is None


@given(st.dictionaries(st.dates(D(2014, 1, 1), D(2016, 12, 31)), st.floats(0.001, 1000), min_size=1),
       st.dates(D(2014, 1, 1), D(2016, 12, 31)), st.integers(0, 400))
def test_a_rate_lies_between_those_of_its_time(known: dict[dt.date, float], first: dt.date, length: int) -> None:
    (series,) = in_dollars("EUR", [stated("EUR", "USD", *(f"{day} {rate!r}" for day, rate in known.items()))])
    last = first + dt.timedelta(length)
    found = series.over(first, last)
    near = [rate for day, rate in known.items() if first - dt.timedelta(7) <= day <= last]
    if found:
        assert min(near) * 0.999999 <= found.value <= max(near) * 1.000001
        assert length < 366
