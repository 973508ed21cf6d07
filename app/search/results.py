"""The page of search results."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from app.http.formats import Table
from app.http.page import Crumb, PageContext, SourceNote
from app.http.sources import source_notes
from app.search.find import Found, every_hit, find

HELP = ("Finds organizations, programs, agreements and places by name, other name, acronym or identifier; accents and "
        "capitals do not matter, and the last word may be unfinished. A name that is not here is one that no loaded "
        "source gives: the partner may still exist.")
COLUMNS = ("id", "name", "kind", "acronym", "also_known_as", "country")


@dataclass(frozen=True, kw_only=True)
class ResultsPage(PageContext):
    """Hits for a text. ``what``: the type that they are narrowed to, or empty."""

    template: ClassVar[str] = "search/results.html"
    query: str
    what: str
    found: Found | None

    def table(self) -> Table:
        """Every hit, not only those of this page."""
        return Table("search", COLUMNS, self._rows())

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        if self.found is not None:
            for hit in every_hit(self.query, self.what, self.found):
                yield hit.id, hit.name, hit.kind, hit.acronym, hit.also, hit.country


def results_page(text: str, what: str) -> ResultsPage:
    """The results for a text; an invitation to search where there is none."""
    found = find(text, what) if text else None
    sources: tuple[SourceNote, ...] = source_notes()
    title = f"Search: {text}" if text else "Search"
    return ResultsPage(title=title, help=HELP, crumbs=(Crumb("Overview", "/"), Crumb("Search")), query=text, what=what,
                       found=found, sources=sources)
