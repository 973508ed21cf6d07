"""What the service says about itself, and what clients send it, checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from app.http.kinds import KIND_LOOKS
from app.http.problems import PageError
from app.work.who.matching import LONGEST, MOST, Asked
from loaders.places import country

VERSIONS = ("0.1", "0.2")
NAME = "Partnergraph: organizations of this network"
ORGANIZATION = "organization"
BATCH = 50
MOST_BYTES = 500_000
PROPERTIES = {
    "name": "Name", "acronym": "Acronym", "alias": "Other names", "country": "Country", "kind": "Kind", "identifier": "Identifier",
}  # fmt: skip
_NOT_BODIES = {"program", "country", "area", "agreement", "focus", "sector", "indicator", "figure", "source", ORGANIZATION}
KINDS = {key: kind.label for key, kind in KIND_LOOKS.items() if key not in _NOT_BODIES}


@dataclass(frozen=True)
class Query:
    """One query of a batch: a name with what is known of it, candidates wanted at most, and the kinds that may answer (empty: any)."""

    asked: Asked
    limit: int
    kinds: frozenset[str]


def manifest(base: str) -> dict[str, Any]:
    """The service at an address (``http://127.0.0.1:5000``)."""

    def suggest(what: str) -> dict[str, str]:
        return {"service_url": base, "service_path": f"/reconcile/suggest/{what}"}

    return {
        "versions": list(VERSIONS),
        "name": NAME,
        "identifierSpace": f"{base}/organization/",
        "schemaSpace": f"{base}/data/dictionary",
        "documentation": f"{base}/who",
        "defaultTypes": [types()[0]],
        "view": {"url": f"{base}/organization/{{{{id}}}}"},
        "preview": {"url": f"{base}/reconcile/preview?id={{{{id}}}}", "width": 430, "height": 220},
        "suggest": {
            "entity": suggest("entity") | {"flyout_service_url": base, "flyout_service_path": "/reconcile/flyout?id=${id}"},
            "type": suggest("type"),
            "property": suggest("property"),
        },
        "extend": {"propose_properties": {"service_url": base, "service_path": "/reconcile/properties"}, "property_settings": []},
        "batchSize": BATCH,
    }


def types() -> list[dict[str, Any]]:
    """All organizations, and each kind of them."""
    whole = {"id": ORGANIZATION, "name": "Organization"}
    return [whole, *({"id": key, "name": label, "broader": [whole]} for key, label in KINDS.items())]


def queries(text: str) -> dict[str, Query]:
    """A batch as sent; ``PageError`` 400 says which query is not as the protocol has it."""
    batch = _object(text, "queries")
    if len(batch) > BATCH:
        raise PageError(400, f"The batch holds {len(batch):,} queries; at most {BATCH} are answered at once.")
    return {key: _query(key, value) for key, value in batch.items()}


def extension(text: str) -> tuple[list[str], list[str]]:
    """Ids and properties of a data extension query; ``PageError`` 400 where it is none."""
    asked = _object(text, "extend")
    ids, wanted = asked.get("ids"), asked.get("properties")
    if not isinstance(ids, list) or not all(isinstance(i, str) for i in ids) or len(ids) > 1_000:
        raise PageError(400, "extend: ids must be a list of at most 1,000 texts.")
    names = [p.get("id") if isinstance(p, dict) else None for p in wanted] if isinstance(wanted, list) else [None]
    for name in names:
        if name not in PROPERTIES:
            raise PageError(400, f"extend: found property {str(name)[:60]!r}; expected ids among {', '.join(PROPERTIES)}.")
    return ids, [str(name) for name in names]


def _object(text: str, what: str) -> dict[str, Any]:
    if len(text) > MOST_BYTES:
        raise PageError(413, f"{what} is longer than {MOST_BYTES:,} characters.", "Send smaller batches.")
    try:
        found = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise PageError(400, f"{what} is no JSON: {error}.") from error
    if not isinstance(found, dict):
        raise PageError(400, f"{what}: found {type(found).__name__}; expected a JSON object.")
    return found


def _query(key: str, value: Any) -> Query:
    if not isinstance(value, dict):
        raise PageError(400, f"query {key[:40]}: found {type(value).__name__}; expected an object.")
    name, limit, given = value.get("query", ""), value.get("limit", MOST), value.get("properties", [])
    if not isinstance(name, str) or not isinstance(given, list) or (not name.strip() and not given):
        raise PageError(400, f"query {key[:40]}: expected a text as query, or properties that are a list.")
    if isinstance(limit, bool) or not isinstance(limit, int | float) or limit < 1:
        raise PageError(400, f"query {key[:40]}: expected a limit from 1.")
    known = _properties(key, given)
    where = next((code for said in known.get("country", ()) if (code := country(said.removeprefix("country:")))), "")
    asked = Asked(name.strip()[:LONGEST], where, tuple(known.get("identifier", ())))
    return Query(asked, int(min(limit, MOST)), _kinds(value))


def _properties(key: str, given: list[Any]) -> dict[str, list[str]]:
    """Texts of the properties that count here; others are left out, as the protocol allows."""
    found: dict[str, list[str]] = {}
    for one in given:
        if not isinstance(one, dict) or not isinstance(one.get("pid"), str) or "v" not in one:
            raise PageError(400, f"query {key[:40]}: expected properties with pid and v.")
        values = one["v"] if isinstance(one["v"], list) else [one["v"]]
        found.setdefault(one["pid"], []).extend(_text(value)[:LONGEST] for value in values)
    return found


def _text(value: Any) -> str:
    if isinstance(value, Mapping):
        return str(value.get("id", ""))
    return str(value)


def _kinds(query: Mapping[str, Any]) -> frozenset[str]:
    """Kinds that candidates must have: none where all organizations may answer, or the type is a wish only."""
    wanted = query.get("type", [])
    named = {wanted} if isinstance(wanted, str) else {t for t in wanted if isinstance(t, str)} if isinstance(wanted, list) else set()
    if ORGANIZATION in named or query.get("type_strict") == "should":
        return frozenset()
    return frozenset(named)
