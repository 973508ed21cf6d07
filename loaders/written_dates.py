"""Dates as people write them in tables: "Feb-21", "1 de marzo de 2015", 19.08.14, Excel's serial numbers, quarters, fiscal years.

Nothing is guessed: of 03/04/2021 it must be said which number is the day, by the file (``Order.of``) or by its mapping.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

from babel import Locale

from loaders.dates import BadDate, Span, span
from loaders.tables.cells import Cell
from loaders.text import fold

Order = Literal["day first", "month first", ""]

EXPECTED = "a date, such as 2021-02-28, 28.2.2021, Feb-21 or 2021"
AMBIGUOUS = "a date whose day and month can be told apart; say which comes first (day first, month first)"
SERIALS = range(20_000, 80_000)  # 1954 to 2119, as Excel counts days.
LANGUAGES = ("en", "es", "fr", "pt", "ar")

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?")
_YEAR_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})")
_NUMBERS = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})(?:[ ,]+\d{1,2}:\d{2}.*)?")
_COMPACT = re.compile(r"(19|20)\d{6}")
_QUARTER = re.compile(r"(?:q([1-4])[\s/-]*(\d{4})|(\d{4})[\s/-]*q([1-4]))", re.IGNORECASE)
_FISCAL = re.compile(r"(?:fy|fiscal year)[\s-]*(\d{4}|\d{2})", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]+|\d+")
_LITTLE = frozenset(("de", "del", "do", "da", "of", "the", "le", "er", "st", "nd", "rd", "th", "º", "em"))


def written_date(cell: Cell, order: Order = "", serial: bool = True) -> Span:
    """First and last day of what a cell says; ``BadDate`` where it is no date, or may be two.

    ``order``: which number is the day where a date has two that may be; ``serial``: whether a number of five digits is a
    day as Excel counts them.
    """
    if isinstance(cell, dt.datetime):
        return span(cell.date().isoformat())
    if isinstance(cell, dt.date):
        return span(cell.isoformat())
    if isinstance(cell, bool) or cell is None or isinstance(cell, dt.time):
        raise BadDate(EXPECTED)
    text = f"{cell:g}" if isinstance(cell, float) and cell < 1e6 else str(cell)
    return _parsed(_digits(" ".join(text.split())), order, serial)


def order_of(cells: Iterable[Cell]) -> Order:
    """Which number is the day in a column of dates, where one of them shows it and none shows the other."""
    days = months = False
    for cell in cells:
        found = _NUMBERS.fullmatch(_digits(cell.strip())) if isinstance(cell, str) else None
        if found:
            days = days or int(found[1]) > 12
            months = months or int(found[3]) > 12
    if days == months:
        return ""
    return "day first" if days else "month first"


@lru_cache(maxsize=65536)
def _parsed(text: str, order: Order, serial: bool) -> Span:
    if re.fullmatch(r"\d{5}(?:\.\d+)?", text) and serial and int(float(text)) in SERIALS:
        return span((dt.date(1899, 12, 30) + dt.timedelta(days=int(float(text)))).isoformat())
    if re.fullmatch(r"\d{4}(\.0)?", text):
        return span(text[:4])
    for pattern, build in ((_ISO, (1, 2, 3)), (_YEAR_MONTH, (1, 2)), (_MONTH_YEAR, (2, 1))):
        found = pattern.fullmatch(text)
        if found:
            return _span(text, *(int(found[place]) for place in build))
    if _COMPACT.fullmatch(text):
        return _span(text, int(text[:4]), int(text[4:6]), int(text[6:]))
    numbers = _NUMBERS.fullmatch(text)
    if numbers:
        return _of_numbers(text, numbers, order)
    return _of_period(text) or _of_words(text)


def _of_numbers(text: str, found: re.Match[str], order: Order) -> Span:
    first, second, year = int(found[1]), int(found[3]), _year(found[4])
    # A day, a dot, a month: nobody puts the month first with dots.
    order = order or ("day first" if found[2] == "." else "")
    if first > 12 or (second <= 12 and order == "day first"):
        return _span(text, year, second, first)
    if second > 12 or order == "month first" or first == second:
        return _span(text, year, first, second)
    raise BadDate(AMBIGUOUS)


def _of_period(text: str) -> Span | None:
    """A quarter, or a fiscal year of the United States, which ends in September."""
    found = _QUARTER.fullmatch(text)
    if found:
        quarter, year = int(found[1] or found[4]), int(found[2] or found[3])
        return Span(f"{year}-{quarter * 3 - 2:02}-01", f"{year}-{quarter * 3:02}-{calendar.monthrange(year, quarter * 3)[1]}", text)
    found = _FISCAL.fullmatch(text)
    if found:
        year = _year(found[1])
        return Span(f"{year - 1}-10-01", f"{year}-09-30", text)
    return None


def _of_words(text: str) -> Span:
    """A month by name, with a year and perhaps a day, in any order that leaves no doubt."""
    words = [word for word in _WORDS.findall(text) if fold(word) not in _LITTLE]
    months = [_months()[fold(word)] for word in words if fold(word) in _months()]
    numbers = [word for word in words if word.isdigit()]
    weekdays = [word for word in words if fold(word) in _weekdays()]
    if len(months) != 1 or len(months) + len(numbers) + len(weekdays) != len(words):
        raise BadDate(EXPECTED)
    if len(numbers) == 1:
        return _span(text, _year(numbers[0]), months[0])
    if len(numbers) == 2:
        day, year = (numbers[1], numbers[0]) if len(numbers[0]) == 4 else (numbers[0], numbers[1])
        if len(day) <= 2 and len(year) in {2, 4}:
            return _span(text, _year(year), months[0], int(day))
    raise BadDate(EXPECTED)


def _year(written: str) -> int:
    """Two digits are the years 1969 to 2068, as POSIX has it."""
    number = int(written)
    if len(written) == 4:
        return number
    if len(written) != 2:
        raise BadDate(EXPECTED)
    return number + (2000 if number < 69 else 1900)


def _span(text: str, year: int, month: int, day: int | None = None) -> Span:
    written = f"{year:04}-{month:02}" + ("" if day is None else f"-{day:02}")
    try:
        found = span(written)
    except BadDate as error:
        raise BadDate(EXPECTED) from error
    return found if day is not None else Span(found.first, found.last, text)


def _digits(text: str) -> str:
    """Arabic and other digits as 0 to 9."""
    return text if text.isascii() else "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in text)


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    """Names and short names of months in five languages; ones that mean two months are left out."""
    found: dict[str, int] = {}
    twice: set[str] = set()
    for language in LANGUAGES:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in Locale(language).months[context][width].items():
                    key = fold(str(name))
                    if found.setdefault(key, number) != number:
                        twice.add(key)
    found |= {"sept": 9, "set": 9}
    return {name: number for name, number in found.items() if name not in twice}


@lru_cache(maxsize=1)
def _weekdays() -> frozenset[str]:
    return frozenset(fold(str(name)) for language in LANGUAGES for name in Locale(language).days["format"]["wide"].values())
