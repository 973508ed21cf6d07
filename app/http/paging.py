"""Pages of long tables, their sorting, and the day that a page is about: all read from the address, checked."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlencode

from flask import request, url_for

from app.http.formats import page_path
from app.http.problems import PageError

T = TypeVar("T")
SIZE = 50
EARLIEST = dt.date(1900, 1, 1)
LATEST = dt.date(2200, 12, 31)


@dataclass(frozen=True)
class Column:
    """One column of an HTML table. ``sort``: the key in ``?sort=`` where the heading sorts; ``help``: a note."""

    key: str
    heading: str
    numeric: bool = False
    sort: str = ""
    help: str = ""


@dataclass(frozen=True)
class Pager:
    """Where in a long table a page stands: ``number`` from 1, ``size`` rows a page, ``total`` rows in all."""

    number: int
    size: int
    total: int
    parameter: str = "page"

    @property
    def pages(self) -> int:
        """How many pages, at least 1."""
        return max(1, math.ceil(self.total / self.size))

    @property
    def offset(self) -> int:
        """Rows before this page."""
        return (self.number - 1) * self.size

    def of(self, rows: Sequence[T]) -> tuple[T, ...]:
        """The rows of this page."""
        return tuple(rows[self.offset:self.offset + self.size])

    @property
    def first(self) -> int:
        """Number of the first row shown, 0 where there is none."""
        return min(self.offset + 1, self.total)

    @property
    def last(self) -> int:
        """Number of the last row shown."""
        return min(self.offset + self.size, self.total)

    @property
    def slots(self) -> tuple[int, ...]:
        """At most seven page numbers to offer, 0 for a gap: 1 0 4 5 6 0 12."""
        if self.pages <= 7:
            return tuple(range(1, self.pages + 1))
        middle = [n for n in range(self.number - 1, self.number + 2) if 1 < n < self.pages]
        while len(middle) < 3:
            middle = [*middle, middle[-1] + 1] if middle[0] == 2 else [middle[0] - 1, *middle]
        left = [0] if middle[0] > 2 else []
        right = [0] if middle[-1] < self.pages - 1 else []
        return (1, *left, *middle, *right, self.pages)


def pager(total: int, *, size: int = SIZE, parameter: str = "page") -> Pager:
    """The pager for the request; 404 for a page beyond the last, 400 for no number at all."""
    text = request.args.get(parameter, "1")
    if not text.isascii() or not text.isdecimal() or len(text) > 9 or int(text) < 1:
        raise PageError(400, f"{parameter}={text}: expected the number of a page, from 1.")
    made = Pager(int(text), size, total, parameter)
    if made.number > made.pages:
        raise PageError(404, f"There is no page {made.number}: the table has {made.pages}.", "Go to the first page.")
    return made


def asked_sort(allowed: Sequence[str], default: str) -> str:
    """``sort=name`` or ``sort=-name`` if the table sorts by it; else 400."""
    asked = request.args.get("sort", default)
    if asked.removeprefix("-") not in allowed:
        raise PageError(400, f"sort={asked}: expected one of {', '.join(allowed)}, with - in front for the reverse.")
    return asked


def asked_day(today: dt.date) -> dt.date:
    """``as_of=YYYY-MM-DD``, else today; 400 for anything else."""
    text = request.args.get("as_of", "").strip()
    return read_day("as_of", text) if text else today


def asked_since(day: dt.date) -> dt.date | None:
    """``since=YYYY-MM-DD``: "in force" then means at some time from there to ``day``; ``None`` without; 400 where it is later."""
    text = request.args.get("since", "").strip()
    return earlier("since", read_day("since", text), day) if text else None


def earlier(name: str, since: dt.date, day: dt.date) -> dt.date:
    """``since``; 400 where it comes after the day that the page is about."""
    if since > day:
        raise PageError(400, f"{name}={since.isoformat()}: expected a day up to {day.isoformat()}, the day that the page is about.")
    return since


def read_day(name: str, text: str) -> dt.date:
    """The day of YYYY-MM-DD; 400 for anything else."""
    try:
        day = dt.date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        day = None
    if day is None or not EARLIEST <= day <= LATEST:
        raise PageError(400, f"{name}={text[:20]}: expected a day as YYYY-MM-DD from 1900 to 2200.")
    return day


def address_with(*, format_: str = "html", **changes: str | int | None) -> str:
    """This page's address with some arguments changed, or left out where ``None``; in another format if named."""
    path = url_for(request.endpoint or "", **(request.view_args or {})).partition("?")[0]
    kept = [(name, value) for name, value in request.args.items(multi=True) if name not in changes]
    kept += [(name, str(value)) for name, value in changes.items() if value is not None]
    return page_path(path, format_) + ("?" + urlencode(kept) if kept else "")


def sort_address(key: str, current: str) -> str:
    """The address that sorts by ``key``: the reverse when the table is sorted by it already."""
    return address_with(sort=f"-{key}" if current == key else key, page=None)
