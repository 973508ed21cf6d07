"""Dates and sums in every writing; nothing is guessed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.dates import BadDate
from loaders.written_dates import AMBIGUOUS, EXPECTED, order_of, written_date
from loaders.written_sums import BadSum, written_sum


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2021-02-28", "2021-02-28", "2021-02-28"),
        ("2021/2/5", "2021-02-05", "2021-02-05"),
        ("20210205", "2021-02-05", "2021-02-05"),
        ("2019-06-10 00:36:55.28+00", "2019-06-10", "2019-06-10"),
        ("31/12/2020", "2020-12-31", "2020-12-31"),
        ("12/31/2020", "2020-12-31", "2020-12-31"),
        ("19.08.14", "2014-08-19", "2014-08-19"),
        ("04/04/21", "2021-04-04", "2021-04-04"),
        ("1 March 2015", "2015-03-01", "2015-03-01"),
        ("March 1st, 2015", "2015-03-01", "2015-03-01"),
        ("15-Feb-21", "2021-02-15", "2021-02-15"),
        ("Monday, 1 March 2021", "2021-03-01", "2021-03-01"),
        ("1 de marzo de 2015", "2015-03-01", "2015-03-01"),
        ("1er mars 2015", "2015-03-01", "2015-03-01"),
        ("5 de setembro de 2020", "2020-09-05", "2020-09-05"),
        ("١ مارس ٢٠٢١", "2021-03-01", "2021-03-01"),
        (44228, "2021-02-01", "2021-02-01"),
        (44228.75, "2021-02-01", "2021-02-01"),
        ("44228", "2021-02-01", "2021-02-01"),
        (dt.datetime(2021, 2, 1, 12), "2021-02-01", "2021-02-01"),
        (dt.date(2021, 2, 1), "2021-02-01", "2021-02-01"),
    ],
)
def test_a_day(written: object, first: str, last: str) -> None:
    assert written_date(written) == (first, last, "")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("Feb-21", "2021-02-01", "2021-02-28"),
        ("février 2021", "2021-02-01", "2021-02-28"),
        ("2021-02", "2021-02-01", "2021-02-28"),
        ("02/2021", "2021-02-01", "2021-02-28"),
        ("2021", "2021-01-01", "2021-12-31"),
        ("Q1 2021", "2021-01-01", "2021-03-31"),
        ("2021-Q4", "2021-10-01", "2021-12-31"),
        ("FY2021", "2020-10-01", "2021-09-30"),
        ("Fiscal Year 21", "2020-10-01", "2021-09-30"),
    ],
)
def test_a_longer_time_keeps_its_writing(written: str, first: str, last: str) -> None:
    assert written_date(written) == (first, last, written)


@pytest.mark.parametrize("written", ["09/10/2014", "1/2/21", "3-4-2020"])
def test_what_may_be_two_days_is_none(written: str) -> None:
    with pytest.raises(BadDate) as caught:
        written_date(written)
    assert str(caught.value) == AMBIGUOUS
    assert written_date(written, "day first") != written_date(written, "month first")


@pytest.mark.parametrize(
    "written",
    [
        "",
        "June",
        "soon",
        "30 Feb 2021",
        "2021-13-01",
        "21",
        "2009-2011",
        "00/00/0000",
        "1 March",
        "March April 2020",
        None,
        True,
        dt.time(1),
    ],
)
def test_what_is_no_date(written: object) -> None:
    with pytest.raises(BadDate) as caught:
        written_date(written)  # type: ignore[arg-type]
    assert str(caught.value) == EXPECTED


@pytest.mark.parametrize(
    ("column", "order"),
    [
        (["01/02/2020", "13/02/2020"], "day first"),
        (["01/02/2020", "02/13/2020"], "month first"),
        (["01/02/2020"], ""),
        (["13/02/2020", "02/13/2020"], ""),
        ([dt.date(2020, 1, 1), None, 5], ""),
    ],
)
def test_a_column_shows_which_number_is_the_day(column: list[object], order: str) -> None:
    assert order_of(column) == order  # type: ignore[arg-type]


@given(st.one_of(st.text(max_size=30), st.floats(), st.integers(), st.dates()))
def test_any_cell_is_a_date_or_is_not(cell: object) -> None:
    try:
        first, last, _ = written_date(cell)  # type: ignore[arg-type]
    except BadDate:
        return
    assert dt.date.fromisoformat(first) <= dt.date.fromisoformat(last)


@pytest.mark.parametrize(
    ("written", "decimal", "amount", "currency"),
    [
        ("$1,234.50", ".", "1234.50", ""),
        ("(1,234)", ".", "-1234", ""),
        ("-$5", ".", "-5", ""),
        ("USD 2.5 million", ".", "2500000", "USD"),
        ("US$ 3.2m", ".", "3200000", "USD"),
        ("1.234,50 €", ",", "1234.50", "EUR"),
        ("1 234 567", ".", "1234567", ""),
        ("1'000", ".", "1000", ""),
        ("Q 1,000", ".", "1000", "GTQ"),
        ("1e6", ".", "1000000", ""),
        (5, ".", "5", ""),
        (0.1, ".", "0.1", ""),
        ("£10", ".", "10", "GBP"),
    ],
)
def test_a_sum(written: object, decimal: str, amount: str, currency: str) -> None:
    found = written_sum(written, decimal)  # type: ignore[arg-type]
    assert found is not None
    assert (found.amount, found.currency) == (Decimal(amount), currency)


@pytest.mark.parametrize("written", ["", "-", "–", "n/a", None])
def test_nil(written: str | None) -> None:
    assert written_sum(written) is None


@pytest.mark.parametrize(
    "written", ["lots", "1.234,50", "1,23", "12%", "(5", "5)", "1,234.567.8", "10 apples", True, "NaN", "1e999", "Infinity"]
)
def test_what_is_no_sum(written: object) -> None:
    with pytest.raises(BadSum):
        written_sum(written)  # type: ignore[arg-type]


@given(st.one_of(st.text(max_size=30), st.floats(allow_nan=True), st.integers(-(10**18), 10**18)))
def test_any_cell_is_a_sum_or_is_not(cell: object) -> None:
    try:
        found = written_sum(cell)  # type: ignore[arg-type]
    except BadSum:
        return
    assert found is None or found.amount.is_finite()
