"""Fiscal years of the United States."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple


class FiscalYear(NamedTuple):
    """A fiscal year of the United States: October to September since 1977, July to June before."""

    year: int
    first: str
    last: str


@lru_cache(maxsize=512)
def fiscal_year(written: str) -> FiscalYear | None:
    """``2021``, ``FY 21`` or ``1976tq`` (the quarter between the old and the new years); None where it is no year."""
    text = re.sub(r"^(?:fy|fiscal year)\s*", "", written.strip().lower())
    if text == "1976tq":
        return FiscalYear(1976, "1976-07-01", "1976-09-30")
    found = re.fullmatch(r"(\d{4})(?:\.0)?|(\d{2})", text)
    if not found:
        return None
    year = int(found[1] or 2000 + int(found[2]))
    if not 1940 <= year <= 2100:
        return None
    if year <= 1976:
        return FiscalYear(year, f"{year - 1}-07-01", f"{year}-06-30")
    return FiscalYear(year, f"{year - 1}-10-01", f"{year}-09-30")


def in_year(year: FiscalYear | None) -> dict[str, Any]:
    """Properties of a figure for a fiscal year."""
    return {} if year is None else {"year": year.year, "valid_from": year.first, "valid_to": year.last}
