"""Which organization a person means: by its id, its name, its acronym, or what a search finds."""

from __future__ import annotations

from dataclasses import dataclass

from app.http.choices import Choice
from app.http.kinds import KIND_LOOKS
from app.search.lucene import index_query
from app.services import services

OFFERED = 500
CANDIDATES = 10


@dataclass(frozen=True)
class Meant:
    """The organization meant (``id``, ``name``), or those that may be meant (``candidates``: ids with their names)."""

    id: str = ""
    name: str = ""
    candidates: tuple[Choice, ...] = ()


def offered() -> tuple[Choice, ...]:
    """Names to choose from while typing, the most linked; the label tells like names apart."""
    made = services()
    rows = made.catalogue["choices/organizations"].run(made.graph, {"size": OFFERED}).dicts()
    return tuple(Choice(row["name"], _about(row["acronym"], row["kind"], row["country"])) for row in rows)


def meant(text: str) -> Meant:
    """Whom a text means. An id that does not exist, or a text that nothing fits, means nobody."""
    made = services()
    if text.startswith("org:"):
        row = made.catalogue["choices/organization-by-id"].run(made.graph, {"id": text}).one()
        return Meant(row["id"], row["name"]) if row else Meant()
    query = index_query(text)
    if not query:
        return Meant()
    params = {"text": query, "exact": text.strip().lower(), "what": "Organization", "size": CANDIDATES}
    found = made.catalogue["pages/search"].run(made.graph, params).dicts()
    exact = [row for row in found if row["exact"]]
    if len(exact) == 1:
        return Meant(exact[0]["id"], exact[0]["name"])
    return Meant(candidates=tuple(
        Choice(row["id"], f"{row['name']} ({_about(row['acronym'], row['kind'], row['country'])})") for row in exact or found
    ))


def _about(acronym: str | None, kind: str | None, country: str | None) -> str:
    parts = (acronym, KIND_LOOKS[kind or "organization"].label, country)
    return ", ".join(part for part in parts if part)
