"""Finds things by text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.http.paging import Pager, pager
from app.search.lucene import folded, index_query, matching_alias
from app.services import services

TYPES = {
    "Organization": ("organization", "Organizations"),
    "Program": ("program", "Programs"),
    "Agreement": ("agreement", "Agreements"),
    "Country": ("country", "Countries"),
    "AdminArea": ("area", "States and provinces"),
    "FocusArea": ("focus", "Focus areas"),
    "Sector": ("sector", "Purpose codes"),
    "Indicator": ("indicator", "Indicators"),
}
LABELS = {key: label for label, (key, _) in TYPES.items()}


@dataclass(frozen=True)
class Hit:
    """One thing that was found; ``also``: the other name by which it was found; ``exact``: acronym, code or identifier."""

    id: str
    name: str
    kind: str | None
    acronym: str | None
    also: str
    country_id: str | None
    country: str | None
    exact: bool


@dataclass(frozen=True)
class TypeCount:
    """How many things of a type were found."""

    key: str
    label: str
    found: int


@dataclass(frozen=True)
class Found:
    """The answer to a search. ``loosened``: nothing held every word, these hold some; ``query``: as the index was asked."""

    hits: tuple[Hit, ...]
    counts: tuple[TypeCount, ...]
    pager: Pager
    loosened: bool = False
    query: str = ""


def find(text: str, what: str) -> Found:
    """Search for a text; ``what`` narrows to a type of ``TYPES`` (empty: any). Pages are read from the request."""
    strict = index_query(text)
    counts = _counts(strict) if strict else ()
    query, loosened = strict, False
    if strict and not counts:
        query = index_query(text, every=False)
        counts = _counts(query)
        loosened = bool(counts)
    total = sum(count.found for count in counts if not what or count.key == what)
    place = pager(total)
    hits = _hits(text, query, what, place) if total else ()
    return Found(hits, counts, place, loosened, query)


def every_hit(text: str, what: str, found: Found) -> tuple[Hit, ...]:
    """All hits of a search, for downloads."""
    whole = Pager(1, max(found.pager.total, 1), found.pager.total)
    return _hits(text, found.query, what, whole) if found.pager.total else ()


def suggestions(text: str, most: int = 6) -> tuple[Hit, ...]:
    """The first things that a text finds, with all words or else with some."""
    for query in (index_query(text), index_query(text, every=False)):
        hits = _hits(text, query, "", Pager(1, most, most)) if query else ()
        if hits:
            return hits
    return ()


def _counts(query: str) -> tuple[TypeCount, ...]:
    made = services()
    rows = made.catalogue["pages/search-counts"].run(made.graph, {"text": query}).rows
    return tuple(TypeCount(*TYPES[label], found) for label, found in rows)


def _hits(text: str, query: str, what: str, place: Pager) -> tuple[Hit, ...]:
    made = services()
    params = {"text": query, "exact": text.strip().lower(), "what": LABELS.get(what, ""), "skip": place.offset,
              "size": place.size}
    result = made.catalogue["pages/search"].run(made.graph, params)
    return tuple(_hit(row, text) for row in result.dicts())


def _hit(row: dict[str, Any], text: str) -> Hit:
    also = "" if row["exact"] and named(row, text) else matching_alias(row["name"], row["aliases"], text)
    return Hit(row["id"], row["name"], row["kind"], row["acronym"], also, row["country_id"], row["country"], row["exact"])


def named(row: dict[str, Any], text: str) -> bool:
    """Whether a text is the name or the acronym of what was found."""
    return folded(text) in {folded(row["name"]), folded(row["acronym"] or "")}
