"""The form of a fact: what it is about, what was typed, and the fact that comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made
from typing import Any

from app.facts.things import Thing, about, choices_of_links, read_links, read_thing, value_of
from app.http.choices import Choice
from app.http.kinds import look
from app.http.problems import PageError, not_found
from app.http.text import LONGEST_ID
from app.search.lucene import index_query
from app.services import services
from app.work.facts import version_of
from graph.model import LINKS, NODES
from ledger.store import now
from loaders.codes.countries import country_code
from loaders.own import AGREEMENT_KINDS, FIELDS, BadFact, Fact, Link
from loaders.rows import OWN

CANDIDATES = 8
MOST = 500
TYPED = ("value", "why", "by", "how", "other", "other_id", "role", "start", "end", "withdraw")


@dataclass(frozen=True)
class Asked:
    """What the form changes: ``field`` of the thing, the ``link`` with this key, or (neither) it adds a link.

    ``version``: of what is shown; ``shown``: what its controls start with.
    """

    thing: Thing
    field: str = ""
    link: str = ""
    version: str = ""
    other: Thing | None = None
    forward: bool = True
    type: str = ""
    shown: dict[str, str] = made(default_factory=dict)
    source: str = ""
    props: dict[str, Any] = made(default_factory=dict)


class Unclear(Exception):
    """The other end is not one thing yet: those that may be meant, none where nothing is found."""

    def __init__(self, found: tuple[Choice, ...]) -> None:
        super().__init__("Which one is meant?" if found else "Nothing by this name is in the network.")
        self.found = found


def asked(values: Mapping[str, str]) -> Asked:
    """What an address or a form asks to change; 404 and 400 where there is no such thing."""
    thing = read_thing(values.get("about", "")[:LONGEST_ID])
    name, key = values.get("field", ""), values.get("link", "")
    if key:
        return _of_link(thing, key)
    if not name:
        return Asked(thing)
    if name not in FIELDS[thing.label]:
        raise PageError(400, f"field={name[:60]}: expected one of {', '.join(FIELDS[thing.label])}.")
    return Asked(thing, name, version=version_of(thing.props), shown={"value": value_of(thing, name)})


def _of_link(thing: Thing, key: str) -> Asked:
    _, found = read_links(thing, key=key[:60], size=1)
    if not found:
        raise not_found("No source states this link any more.", "Look at what is stated now.")
    one = found[0]
    texts = {name: str(one.props.get(f"valid_{part}_text") or one.props.get(f"valid_{part}") or "")
             for name, part in (("start", "from"), ("end", "to"))}
    return Asked(thing, link=key, version=version_of(one.props), other=one.other, forward=one.forward, type=one.type,
                 shown={"role": one.props.get("role", ""), **texts}, source=one.props["source"], props=one.props)


def takes_role(asked: Asked) -> bool:
    """Whether a role may be said of the link."""
    return not asked.type or any(p.name == "role" for p in LINKS[asked.type].properties)


def options(asked: Asked) -> tuple[Choice, ...]:
    """What a field may be, where that is a closed set; else nothing."""
    if not asked.field or asked.field == "country":
        return ()
    if (asked.thing.label, asked.field) == ("Agreement", "kind"):
        return tuple(Choice(kind, kind) for kind in AGREEMENT_KINDS)
    declared = NODES[asked.thing.label].property(asked.field)
    return tuple(Choice(v, look("", v).label if asked.field == "kind" else v.capitalize()) for v in declared.values)


def fact_of(asked: Asked, given: Mapping[str, str]) -> Fact:
    """The fact that was typed; ``BadFact`` says what is wrong with it, ``Unclear`` that the other end is not one thing."""
    texts = {name: given.get(name, "").strip()[:MOST] for name in TYPED}
    told = {"why": texts["why"], "by": texts["by"][:200], "at": now().isoformat()}
    if asked.field:
        value = _value(asked.field, texts["value"])
        return Fact(about(asked.thing), told["why"], told["by"], told["at"], asked.field, value)
    if asked.link and asked.other:
        return _ends(asked.thing, asked.other, asked.forward, _correction(asked, texts), asked.source, told)
    type_, other = _meant(asked.thing, texts)
    link = Link(type_[:-1], texts["role"], texts["start"], texts["end"])
    return _ends(asked.thing, other, type_.endswith(">"), link, "", told)


def _value(name: str, text: str) -> str:
    if name != "country" or not text:
        return text
    code = country_code(text)
    if code is None:
        raise BadFact(f"{text!r} is no country that is known here; write its name or its code of two letters.")
    return code


def _correction(asked: Asked, texts: Mapping[str, str]) -> Link:
    """A link in place of the one shown; one that was itself typed in is replaced under its own record."""
    own = asked.source == OWN
    replaces = asked.props.get("replaces", "") if own else asked.link
    record = asked.props["record"] if own else ""
    if texts["withdraw"]:
        if own:
            raise BadFact("This link was typed in here: undo it under \"Typed in or corrected here\".")
        return Link(asked.type, replaces=replaces, withdraws=True)
    return Link(asked.type, texts["role"], texts["start"], texts["end"], replaces, record=record)


def _ends(thing: Thing, other: Thing, forward: bool, link: Link, source: str, told: Mapping[str, str]) -> Fact:
    one, two = (thing, other) if forward else (other, thing)
    return Fact(about(one, source), told["why"], told["by"], told["at"], link=link, other=about(two, source))


def _meant(thing: Thing, texts: Mapping[str, str]) -> tuple[str, Thing]:
    """The link's type with its direction, and the other end."""
    offered = {value: others for value, _, others in choices_of_links(thing.label)}
    if texts["how"] not in offered:
        raise BadFact("Choose how the two are linked.")
    if texts["other_id"]:
        other = read_thing(texts["other_id"])
        if other.label not in offered[texts["how"]]:
            raise BadFact(f"{other.name} cannot be linked in this way.")
        return texts["how"], other
    if not texts["other"]:
        raise BadFact("Say with whom or what it is linked.")
    found = _candidates(texts["other"], offered[texts["how"]])
    if len(found) == 1:
        return texts["how"], read_thing(found[0].value)
    raise Unclear(found)


def _candidates(text: str, labels: frozenset[str]) -> tuple[Choice, ...]:
    made = services()
    query = index_query(text)
    if not query:
        return ()
    found: list[dict[str, Any]] = []
    for label in sorted(labels):
        params = {"text": query, "exact": text.lower(), "what": label, "size": CANDIDATES}
        found += made.catalogue["pages/search"].run(made.graph, params).dicts()
    exact = [row for row in found if row["exact"]]
    return tuple(Choice(row["id"], ", ".join(p for p in (row["name"], look(row["id"], row["kind"]).label, row["country"]) if p))
                 for row in (exact or found)[:CANDIDATES])
