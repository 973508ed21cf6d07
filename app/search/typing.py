"""Search while typing: the first things that the letters in the search box find, as the header's list shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import url_for

from app.http.kinds import look
from app.http.site import profile
from app.search.find import named
from app.search.lucene import index_query, matching_alias, typed_query
from app.services import services

MOST = 8


@dataclass(frozen=True)
class Suggestion:
    """One line of the list. ``also``: the other name by which it was found; ``address``: where choosing it leads."""

    id: str
    name: str
    acronym: str | None
    kind: str
    country: str | None
    also: str
    shape: str
    hollow: bool
    look: str
    address: str


def suggested(text: str) -> tuple[Suggestion, ...]:
    """At most ``MOST`` things for a text as far as it is typed; what stands behind a mark (``Haïti`` in ``d'Haïti``) if nothing else."""
    quick = typed_query(text)
    if not quick:
        return ()
    return _asked(text, quick) or _asked(text, index_query(text))


def _asked(text: str, query: str) -> tuple[Suggestion, ...]:
    made = services()
    params = {"text": query, "exact": text.strip().lower(), "size": MOST}
    return tuple(_suggestion(row, text) for row in made.catalogue["pages/suggest"].run(made.graph, params).dicts())


def _suggestion(row: dict[str, Any], text: str) -> Suggestion:
    seen = look(row["id"], row["kind"])
    also = "" if row["exact"] and named(row, text) else matching_alias(row["name"], row["aliases"], text)
    acronym = row["acronym"] if row["acronym"] != row["name"] else None
    address = profile(row["id"]) or url_for("search.results", q=row["name"][:200])
    return Suggestion(row["id"], row["name"], acronym, seen.label, row["country"], also, seen.path, seen.hollow, seen.key, address)
