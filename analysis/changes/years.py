"""How many things are in force at any time of each year, from the years in which they begin and end."""

from __future__ import annotations

from collections.abc import Iterable


def in_force_by_year(spans: Iterable[tuple[int | None, int | None, int]], years: range) -> dict[int, int]:
    """Year to number; a span is first year, last year (both count, ``None``: not stated, so without limit) and how many have it."""
    found = dict.fromkeys(years, 0)
    for first, last, things in spans:
        for year in range(max(first or years.start, years.start), min(last or years.stop - 1, years.stop - 1) + 1):
            found[year] += things
    return found
