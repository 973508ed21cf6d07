"""How many programs and agreements of a map are in force in each year: the bars beside the slider, and the day that it moves to."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from flask import request

from analysis.changes.years import in_force_by_year
from analysis.gaps.days import same_day_of
from app.explore.kept import found_for
from app.explore.view import View
from app.http.problems import PageError
from app.remembered import remembered
from app.services import services

# Years before and after the day that are offered at most; the slider takes no more steps than a person can hit.
BEFORE, AFTER = 40, 10
HEIGHT, WIDTH = 40.0, 10.0


@dataclass(frozen=True)
class Year:
    """One bar: where it stands and how high it is in the picture, how many it counts, and the view of that year."""

    year: int
    things: int
    x: float
    y: float
    height: float
    here: bool
    address: str


@dataclass(frozen=True)
class Years:
    """The bars; ``undated``: how many state neither start nor end and so count in every year; ``chosen``: the year of the view's day."""

    bars: tuple[Year, ...]
    undated: int
    chosen: int
    things: int

    @property
    def width(self) -> float:
        """Of the picture."""
        return WIDTH * len(self.bars)


def years_of(view: View, day: dt.date) -> Years | None:
    """The years of a view; ``None`` where it has no program or agreement with a date."""
    base = replace(view.data(), year=None, current=False, since="", as_of="")
    spans = remembered(("years", base), lambda: _spans(base))
    stated = [year for first, last, _ in spans for year in (first, last) if year is not None]
    if not stated:
        return None
    years = range(min(day.year, max(min(stated), day.year - BEFORE)), max(day.year, min(max(stated), day.year + AFTER)) + 1)
    found = in_force_by_year(spans, years)
    most = max(found.values()) or 1
    heights = {year: round(HEIGHT * things / most, 2) for year, things in found.items()}
    bars = tuple(
        Year(year, things, WIDTH * place, HEIGHT - heights[year], heights[year], year == day.year, on_year(view, day, year).address())
        for place, (year, things) in enumerate(found.items())
    )
    undated = sum(things for first, last, things in spans if first is None and last is None)
    return Years(bars, undated, day.year, found[day.year])


def on_year(view: View, day: dt.date, year: int) -> View:
    """The view on the same day of another year, whatever year it was filtered to."""
    return replace(view, year=None, since="", as_of=same_day_of(year, day.isoformat()))


def asked_year() -> int:
    """The year that the slider was moved to; ``PageError`` 400 for anything else."""
    text = request.args.get("at", "").strip()
    if not (text.isascii() and text.isdecimal() and len(text) == 4 and 1900 <= int(text) <= 2200):
        raise PageError(400, f"at={text[:20]}: expected a year of four digits from 1900 to 2200, such as 2014.")
    return int(text)


def _spans(view: View) -> tuple[tuple[int | None, int | None, int], ...]:
    """First and last year, and how many: of the things on the map, or of all under its filters where it starts from everything."""
    made = services()
    ids = [] if view.whole else [thing.id for found in (found_for(view),) for thing in (*found.things, *found.members)]
    if not view.whole and not ids:
        return ()
    params = {"ids": ids, "kinds": list(view.kinds), "without": list(view.without), "country": view.country,
              "focus": f"focus:{view.focus}" if view.focus else ""}  # fmt: skip
    rows = made.catalogue["explore/years"].run(made.graph, params, timeout=60).dicts()
    return tuple((_year(row["first"]), _year(row["last"]), row["things"]) for row in rows)


def _year(text: str | None) -> int | None:
    return int(text) if text else None
