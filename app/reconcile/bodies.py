"""Organizations as the protocol shows them: candidates, suggestions, values of their properties."""

from __future__ import annotations

from typing import Any

from app.http.kinds import KIND_LOOKS
from app.reconcile.protocol import KINDS, ORGANIZATION, Query
from app.search.lucene import folded, index_query, typed_query
from app.services import services
from app.work.who import Answer, Match, Register
from app.work.who.matching import CERTAIN
from app.work.who.names import Body

SUGGESTED = 10
# The search knows more than organizations: so many of its first finds are looked through for them.
LOOKED_THROUGH = 60


def candidates(query: Query, answer: Answer) -> list[dict[str, Any]]:
    """Candidates for one query, best first; ``match`` only where nobody has to decide."""
    kept = [m for m in answer.matches if not query.kinds or m.kind in query.kinds]
    return [_candidate(match) for match in kept[: query.limit]]


def _candidate(match: Match) -> dict[str, Any]:
    why = [*match.supports, *(f"but {said}" for said in match.opposes)]
    return {
        "id": match.id,
        "name": match.name,
        "description": "; ".join([_about(match.kind, match.country), match.band, *why]),
        "score": match.score,
        "match": match.band == CERTAIN,
        "type": _types(match.kind),
        "features": [{"id": "certain", "value": match.band == CERTAIN}, {"id": "part_of", "value": match.part}],
    }


def _types(kind: str) -> list[dict[str, str]]:
    whole = {"id": ORGANIZATION, "name": "Organization"}
    return [whole, {"id": kind, "name": KINDS[kind]}] if kind in KINDS else [whole]


def _about(kind: str, country: str) -> str:
    said = KIND_LOOKS[kind if kind in KIND_LOOKS else ORGANIZATION].label
    return f"{said}, {country}" if country else said


def about(body: Body) -> str:
    """An organization's kind and country in words."""
    return _about(body.kind, body.country)


def suggested(prefix: str) -> list[dict[str, Any]]:
    """Organizations that a text finds as far as it is typed, by the same index as the search box."""
    made = services()
    for query in dict.fromkeys((typed_query(prefix), index_query(prefix))):
        params = {"text": query, "exact": prefix.strip().lower(), "size": LOOKED_THROUGH}
        rows = made.catalogue["pages/suggest"].run(made.graph, params).dicts() if query else []
        found = [row for row in rows if row["id"].startswith("org:")][:SUGGESTED]
        if found:
            return [{"id": row["id"], "name": row["name"], "description": _about(row["kind"] or "", row["country"] or ""),
                     "notable": _types(row["kind"] or "")} for row in found]  # fmt: skip
    return []


def named(items: list[dict[str, Any]], prefix: str) -> list[dict[str, Any]]:
    """Types or properties of which a word begins with a text."""
    wanted = folded(prefix)
    return [item for item in items if any(word.startswith(wanted) for word in (folded(item["name"]), *folded(item["name"]).split()))]


def values(register: Register, id_: str, names: list[str]) -> dict[str, list[dict[str, str]]]:
    """Values of the properties of an organization; empty lists where it states none, or is not in this network."""
    body = register.bodies.get(id_)
    found = _values(body) if body else {}
    return {name: [{"str": text} for text in found.get(name, ()) if text] for name in names}


def _values(body: Body) -> dict[str, tuple[str, ...]]:
    return {
        "name": (body.name,), "acronym": (body.acronym,), "alias": body.aliases, "country": (body.country,),
        "kind": (KINDS.get(body.kind, ""),), "identifier": body.identifiers,
    }  # fmt: skip
