"""What a reader asks of the coverage matrix: the day, what stands in rows and columns, and the filters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

LINES, TOPICS, SECTORS, KINDS_OF_PARTNER = "lines", "topics", "sectors", "kinds"
COUNTRIES, REGIONS, STATES, YEARS = "countries", "regions", "states", "years"
ROWS = (LINES, TOPICS, SECTORS, KINDS_OF_PARTNER)
COLUMNS = (COUNTRIES, REGIONS, STATES, YEARS)
ROW_OF_QUERY = {LINES: "focus", TOPICS: "focus", SECTORS: "sector", KINDS_OF_PARTNER: "kind"}


@dataclass(frozen=True)
class Question:
    """``line``, ``funder``: ids; ``region``: a region or subregion by name; ``country``: a code; empty: any.

    ``kind``: kind of partner; ``without``: ids of programs and organizations that are taken as gone;
    ``from_year``: first column of years, the last is that of ``as_of``; ``countries``: codes to which all is narrowed; empty: none.
    ``since``: a day; then what was in force at any time from there to ``as_of`` counts; empty: on ``as_of`` alone.
    """

    as_of: str
    rows: str = LINES
    columns: str = COUNTRIES
    line: str = ""
    region: str = ""
    country: str = ""
    funder: str = ""
    kind: str = ""
    without: tuple[str, ...] = ()
    from_year: int = 0
    countries: tuple[str, ...] = ()
    since: str = ""

    @property
    def narrowed(self) -> bool:
        """Whether only some countries are asked for."""
        return bool(self.region or self.country or self.countries)

    def narrowing(self) -> dict[str, Any]:
        """The filters as parameters of the queries that list programs."""
        return {"kind": self.kind or None, "without": list(self.without) or None}
