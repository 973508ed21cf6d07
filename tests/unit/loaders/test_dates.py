"""Partial dates: first and last day of what is written."""

from __future__ import annotations

import calendar
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.dates import BadDate, Span, period, span

DAYS = st.dates(min_value=date(1500, 1, 1), max_value=date(2200, 12, 31))


@pytest.mark.parametrize(("written", "expected"), [
    ("2011", Span("2011-01-01", "2011-12-31", "2011")),
    ("2011-02", Span("2011-02-01", "2011-02-28", "2011-02")),
    ("2012-02", Span("2012-02-01", "2012-02-29", "2012-02")),
    ("2011-02-03", Span("2011-02-03", "2011-02-03", "")),
    (" 2011-02-03T10:00:00Z ", Span("2011-02-03", "2011-02-03", "")),
    ("2011-02-03+01:00", Span("2011-02-03", "2011-02-03", "")),
])
def test_what_is_written_spans_its_first_to_its_last_day(written: str, expected: Span) -> None:
    assert span(written) == expected


@pytest.mark.parametrize("written", [
    "", "11", "2011-2", "2011-13", "2011-02-29", "2011-00", "03/04/2011", "2011-02-03x", "1499", "2201", "２０１１", "Feb-21", "2011-02-",
])
def test_what_is_no_date_is_refused(written: str) -> None:
    with pytest.raises(BadDate, match="YYYY"):
        span(written)


@given(DAYS)
def test_a_day_is_itself(day: date) -> None:
    assert span(day.isoformat()) == (day.isoformat(), day.isoformat(), "")


@given(DAYS)
def test_a_month_and_a_year_hold_each_of_their_days_and_no_other(day: date) -> None:
    for written in (day.isoformat()[:7], day.isoformat()[:4]):
        first, last, text = span(written)
        assert text == written
        assert first <= day.isoformat() <= last
        assert first.startswith(written)
        assert last.startswith(written)
    month = span(day.isoformat()[:7])
    assert (date.fromisoformat(month.last) - date.fromisoformat(month.first)).days + 1 == calendar.monthrange(day.year, day.month)[1]


@given(st.text(max_size=12))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    try:
        first, last, _ = span(text)
    except BadDate:
        return
    assert date.fromisoformat(first) <= date.fromisoformat(last)


def test_a_period_runs_from_the_first_day_of_its_start_to_the_last_of_its_end() -> None:
    assert period("2011-02", "2012") == {
        "valid_from": "2011-02-01", "valid_from_text": "2011-02", "valid_to": "2012-12-31", "valid_to_text": "2012"}
    assert period("2011-02-03", "") == {"valid_from": "2011-02-03"}
    assert period("", "") == {}
    with pytest.raises(BadDate):
        period("2011", "soon")
