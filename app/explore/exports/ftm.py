"""FollowTheMoney entities, one a line: organizations, programs as projects, and the links among them that it has schemata for.

What it has no schema for is told in numbers by the first entity, a note. Countries and focus areas become properties.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import orjson
from flask import request

from app.explore.exports.picture import Picture
from app.http.site import profile, web_address
from app.http.sources import titles
from app.http.text import visible
from app.profiles.phrases import phrase

Entity = dict[str, Any]
_PUBLIC = ("us_federal", "us_state", "us_local", "foreign_counterpart")
_TAKES_PART = {"FUNDS": "funder", "IMPLEMENTS": "implementer", "ACCOUNTABLE_FOR": "accountable", "EXTENDS": "manager of funds"}
_IDENTIFIERS = {"XI-LEI": "leiCode", "US-SAM": "uniqueEntityId", "XI-DUNS": "dunsCode", "XI-WIKIDATA": "wikidataId", "US-CAGE": "cageCode"}
# Links that become a property of the thing that they start from.
_PROPERTIES = {("BASED_IN", "country"): "country", ("OPERATES_IN", "country"): "country", ("ADDRESSES", "focus"): "keywords"}
_NAMED = ("org", "program")


def entities(picture: Picture) -> bytes:
    """The file: a note that says what it is, then entities."""
    shown = picture.ungrouped()
    things, links = shown.facts()
    by_id = {thing["id"]: thing["facts"] for thing in things}
    given, left_out = _as_properties(links, by_id)
    made: list[Entity] = [_thing(id_, facts, given[id_]) for id_, facts in by_id.items() if _prefix(id_) in _NAMED]
    for link in links:
        if _prefix(link["start"]) in _NAMED and _prefix(link["end"]) in _NAMED:
            made.append(_link(link))
    left_out.update(_prefix(id_) for id_ in by_id if _prefix(id_) in ("agreement", "area"))
    left_out.update(what for id_, facts in by_id.items() if _prefix(id_) in _NAMED for what in _without_property(id_, facts))
    told = [f"{number:,} of {what}: FollowTheMoney has no schema for them." for what, number in sorted(left_out.items())]
    note = _entity("note", "Note", name=[shown.title], description=["\n".join(f"{a}: {b}" for a, b in shown.lines(*told))])
    return b"".join(orjson.dumps(entity, option=orjson.OPT_APPEND_NEWLINE) for entity in (note, *made))


def _as_properties(links: Iterable[Mapping[str, Any]], by_id: Mapping[str, Mapping[str, Any]],
                   ) -> tuple[dict[str, dict[str, list[str]]], Counter[str]]:
    """What links to places and focus areas say of the thing that they start from; how many links say what has no place."""
    given: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    left_out: Counter[str] = Counter()
    for link in links:
        start, end = _prefix(link["start"]), _prefix(link["end"])
        if start in _NAMED and end in _NAMED:
            continue
        name = _PROPERTIES.get((link["type"], end)) if start in _NAMED else None
        if name is None:
            left_out[f"the links \"{phrase(link['type'], outgoing=True)}\" to or from places, focus areas and agreements"] += 1
        else:
            facts = by_id[link["end"]]
            given[link["start"]][name].append(link["end"].partition(":")[2].lower() if name == "country" else facts["name"])
    return given, left_out


def _without_property(id_: str, facts: Mapping[str, Any]) -> Iterator[str]:
    """What each identifier is called that has no property: those of programs, and of organizations by schemes without one."""
    for text in facts.get("identifiers") or ():
        scheme = text.partition(":")[0]
        if _prefix(id_) == "program" or scheme not in _IDENTIFIERS:
            yield f"the identifiers of the scheme {scheme}"


def _thing(id_: str, facts: Mapping[str, Any], given: Mapping[str, list[str]]) -> Entity:
    said = {name: list(values) for name, values in given.items()}
    said |= {
        "name": [facts["name"]], "alias": list(facts.get("aliases") or ()), "publisher": _publishers(facts),
        "sourceUrl": [request.host_url.rstrip("/") + profile(id_).partition("?")[0], *_addresses(facts.get("pages"))],
    }
    if _prefix(id_) == "program":
        return _entity(id_, "Project", **said, description=[facts.get("description")], status=[facts.get("status")],
                       startDate=[_day(facts, "valid_from")], endDate=[_day(facts, "valid_to")])
    kind, country = facts.get("kind"), facts.get("country")
    schema = "PublicBody" if kind in _PUBLIC else "Company" if kind == "private_sector" else "Organization"
    for text in facts.get("identifiers") or ():
        scheme, _, value = text.partition(":")
        if scheme in _IDENTIFIERS:
            said.setdefault(_IDENTIFIERS[scheme], []).append(value)
    said["country"] = sorted({*said.get("country", ()), *([country.lower()] if country else ())})
    return _entity(id_, schema, **said, abbreviation=[facts.get("acronym")], website=_addresses([facts.get("homepage")]),
                   incorporationDate=[_day(facts, "valid_from")], dissolutionDate=[_day(facts, "valid_to")])


def _link(link: Mapping[str, Any]) -> Entity:
    start, end, type_, facts = _id(link["start"]), _id(link["end"]), link["type"], link["facts"]
    common = {
        "summary": [facts.get("role")], "recordId": [facts.get("record")], "sourceUrl": _addresses([facts.get("page")]),
        "publisher": _publishers({"sources": [facts.get("source")]}), "startDate": [_day(facts, "valid_from")],
        "endDate": [_day(facts, "valid_to")],
    }
    both = {_prefix(link["start"]), _prefix(link["end"])}
    key = f"{type_}:{facts['key']}"
    if type_ in _TAKES_PART and (_prefix(link["start"]), _prefix(link["end"])) == _NAMED:
        return _entity(key, "ProjectParticipant", participant=[start], project=[end], role=[_TAKES_PART[type_]], **common)
    if type_ == "MEMBER_OF" and both == {"org"}:
        return _entity(key, "Membership", member=[start], organization=[end], **common)
    if type_ == "SUCCEEDED_BY" and both == {"org"}:
        return _entity(key, "Succession", predecessor=[start], successor=[end], **common)
    return _entity(key, "UnknownLink", subject=[start], object=[end], role=[phrase(type_, outgoing=True)], **common)


def _entity(id_: str, schema: str, **properties: list[Any]) -> Entity:
    """An entity; values that are missing or empty are left out, as are properties without any."""
    held = {name: list(dict.fromkeys(visible(str(v)) for v in values if v)) for name, values in properties.items()}
    return {"id": _id(id_), "schema": schema, "properties": {name: values for name, values in held.items() if values}}


def _id(id_: str) -> str:
    """An id in the letters that FollowTheMoney allows; the thing's own id stands in its ``sourceUrl``."""
    return "pg-" + hashlib.sha1(id_.encode(), usedforsecurity=False).hexdigest()


def _publishers(facts: Mapping[str, Any]) -> list[str]:
    known = titles()
    return [known.get(key, key) for key in facts.get("sources") or () if key]


def _addresses(values: Iterable[Any] | None) -> list[str]:
    return [value for value in values or () if value and web_address(str(value))]


def _day(facts: Mapping[str, Any], name: str) -> str:
    """As the source wrote it where that is a year or a month."""
    return facts.get(f"{name}_text") or facts.get(name) or ""


def _prefix(id_: str) -> str:
    return id_.partition(":")[0]


