"""Dates, sums and counts as people write them."""

from __future__ import annotations

import datetime as dt

import pytest

from app.http import text


@pytest.mark.parametrize(("value", "written", "shown"), [
    ("2014-03-27", None, "Mar 27, 2014"),
    ("2011-02-01", "2011-02", "Feb 2011"),
    ("2009-01-01", "2009", "2009"),
    (dt.date(2026, 11, 4), None, "Nov 4, 2026"),
    (dt.datetime(2026, 11, 4, 23, 59), None, "Nov 4, 2026"),
    ("2011-02-01", "early 2011", "early 2011"),
    ("2011-13-01", None, "2011-13-01"),
    (None, None, ""),
])
def test_days(value: object, written: str | None, shown: str) -> None:
    assert text.day(value, written) == shown  # type: ignore[arg-type]


@pytest.mark.parametrize(("dates", "shown"), [
    (("2011-02-01", "2014-03-27", "2011-02", None), "Feb 2011 to Mar 27, 2014"),
    (("2011-01-01", None, "2011", None), "since 2011, no end stated"),
    ((None, "2014-12-31", None, "2014"), "until 2014, no start stated"),
    ((None, None, None, None), "no dates stated"),
    (("2020-09-22", "2020-09-22", None, None), "Sep 22, 2020"),
])
def test_periods(dates: tuple[str | None, str | None, str | None, str | None], shown: str) -> None:
    assert text.period(*dates) == shown


@pytest.mark.parametrize(("amount", "currency", "shown"), [
    (1750000, "USD", "$1,750,000"),
    (1750000.5, "USD", "$1,750,000.50"),
    (-20.0, "USD", "−$20"),
    (12500.5, "EUR", "EUR 12,500.50"),
    (1000, None, "1,000 (no currency stated)"),
    (0, "USD", "$0"),
    (None, "USD", ""),
])
def test_sums(amount: float | None, currency: str | None, shown: str) -> None:
    assert text.money(amount, currency) == shown


@pytest.mark.parametrize(("count", "noun", "shown"), [
    (0, "partner", "no partners"), (1, "partner", "1 partner"), (2312, "partner", "2,312 partners"),
    (2, "agency", "2 agencies"), (2, "country", "2 countries"), (3, "body", "3 bodies"), (2, "day", "2 days"),
    (2, "match", "2 matches"), (4, "line of effort", "4 lines of effort"), (2, "earlier year", "2 earlier years"),
])
def test_counts(count: int, noun: str, shown: str) -> None:
    assert text.count(count, noun) == shown


def test_numbers() -> None:
    assert [text.number(n) for n in (1234567, 12.5, 12.345, 3.0, None)] == ["1,234,567", "12.5", "12.35", "3", ""]


def test_control_characters_are_made_visible_and_other_scripts_kept() -> None:
    assert text.visible("a\x00b\x1b[31mc\u2028d") == "a\ufffdb\ufffd[31mc\ufffdd"
    assert text.visible("tab\tline\nПолиция الشرطة") == "tab\tline\nПолиция الشرطة"
