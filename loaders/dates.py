"""Partial dates: a year, a month or a day as written, and the first and last day that it can mean."""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

EXPECTED = "a date as YYYY, YYYY-MM or YYYY-MM-DD, from 1500 to 2200"

_WRITTEN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T\d{2}:\d{2}.*|Z|[+-]\d{2}:\d{2})?)?)?", re.ASCII)


class BadDate(ValueError):
    """A text that is no date; its message says what was expected."""


class Span(NamedTuple):
    """First and last day of what is written; ``text`` keeps the writing where it is a year or a month, else ``""``."""

    first: str
    last: str
    text: str


@lru_cache(maxsize=65536)
def span(written: str) -> Span:
    """``"2011-02"`` as 2011-02-01 to 2011-02-28; ``BadDate`` where it is no date.

    A time or a time zone behind a full date is dropped: the day is taken as written.
    """
    text = written.strip()
    match = _WRITTEN.fullmatch(text)
    if not match or not 1500 <= int(match[1]) <= 2200:
        raise BadDate(EXPECTED)
    year, month, day = int(match[1]), match[2], match[3]
    try:
        first = date(year, int(month or 1), int(day or 1))
    except ValueError as error:
        raise BadDate(EXPECTED) from error
    if day:
        return Span(first.isoformat(), first.isoformat(), "")
    last_month = first.month if month else 12
    last = date(year, last_month, calendar.monthrange(year, last_month)[1])
    return Span(first.isoformat(), last.isoformat(), text)


def period(start: str, end: str) -> dict[str, str]:
    """``valid_from``, ``valid_to`` and their ``.._text`` for a start and an end as written; an empty one says nothing.

    ``BadDate`` where one of them is no date.
    """
    found: dict[str, str] = {}
    if start:
        first, _, text = span(start)
        found["valid_from"] = first
        if text:
            found["valid_from_text"] = text
    if end:
        _, last, text = span(end)
        found["valid_to"] = last
        if text:
            found["valid_to_text"] = text
    return found
