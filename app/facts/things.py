"""A thing as the pages of facts read it: its properties, its links, and the record by which a fact names it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.http.kinds import KIND_LOOKS
from app.http.problems import not_found
from app.http.text import day, period
from app.profiles.content import moved
from app.profiles.phrases import phrase
from app.services import services
from graph.model import LINKS, NODES
from loaders.codes.countries import country_name
from loaders.own import END, FIELDS, START, About
from loaders.rows import OWN

_NAMES = {
    "name": "Name", "aliases": "Also known as", "acronym": "Acronym", "kind": "Kind", "country": "Country it belongs to",
    "status": "Status", "topic": "Topic",
}
_DAYS = {"Organization": ("Founded", "Dissolved"), "Program": ("Starts", "Ends"), "Agreement": ("Signed", "Expires")}
# Links that a person may state: those between things that have a profile, but codes and measured values.
JOINED = ("Organization", "Program", "Agreement", "Country", "AdminArea", "FocusArea")
STATABLE = tuple(
    declared for declared in LINKS.values() if not declared.derived and any(a in JOINED and b in JOINED for a, b in declared.ends)
)


@dataclass(frozen=True)
class Thing:
    """A node: ``props`` are all its properties."""

    id: str
    label: str
    name: str
    records: tuple[str, ...]
    props: dict[str, Any]


@dataclass(frozen=True)
class Stated:
    """One field of a thing: what is stated now, in words."""

    field: str
    label: str
    shown: str


@dataclass(frozen=True)
class StatedLink:
    """One link as its source states it. ``forward``: it leads from the thing of the page to ``other``; ``version``: all of it."""

    key: str
    type: str
    forward: bool
    props: dict[str, Any]
    other: Thing
    other_kind: str | None

    @property
    def phrase(self) -> str:
        """What the page's thing does to the other."""
        return phrase(self.type, outgoing=self.forward)

    @property
    def when(self) -> str:
        """From when to when."""
        return period(*(self.props.get(name) for name in ("valid_from", "valid_to", "valid_from_text", "valid_to_text")))


def read_thing(id_: str) -> Thing:
    """The thing of an id, also of an id that it had before; 404 where there is none."""
    made = services()
    query = made.catalogue["facts/thing"]
    found = query.run(made.graph, {"id": id_}).one() or query.run(made.graph, {"id": moved(id_)}).one()
    if found is None or found["label"] not in FIELDS:
        raise not_found(f"Nothing in the network has the id {id_[:200]}.", "Search for it by name.")
    return Thing(found["id"], found["label"], found["name"], tuple(found["records"] or ()), found["props"])


def read_links(thing: Thing, *, key: str = "", text: str = "", skip: int = 0, size: int = 50) -> tuple[int, tuple[StatedLink, ...]]:
    """How many links fit, and those of a page."""
    made = services()
    params = {"id": thing.id, "key": key, "text": text.lower(), "skip": skip, "size": size}
    rows = made.catalogue["facts/links"].run(made.graph, params).dicts()
    return (rows[0]["total"] if rows else 0), tuple(_link(row) for row in rows)


def _link(row: dict[str, Any]) -> StatedLink:
    other = Thing(row["other"], row["other_label"], row["other_name"], tuple(row["other_records"] or ()), {})
    return StatedLink(row["key"], row["type"], row["outgoing"], row["props"], other, row["other_kind"])


def about(thing: Thing, source: str = "") -> About:
    """The thing as a fact names it: by its id where the type is shared, else by a record, of the given source if it has one."""
    if NODES[thing.label].shared:
        return About(thing.label, thing.id, thing.name)
    told = [record for record in thing.records if not record.startswith(f"{OWN}/")]
    told = told or [record.removeprefix(f"{OWN}/") for record in thing.records]
    return About(thing.label, next((r for r in told if r.startswith(f"{source}/")), told[0]), thing.name)


def stated(thing: Thing) -> tuple[Stated, ...]:
    """Every field of the thing that may be corrected, with what is stated now."""
    return tuple(Stated(field, field_label(thing.label, field), _shown(thing, field)) for field in FIELDS[thing.label])


def field_label(label: str, field: str) -> str:
    """A field in a planner's words."""
    if field in (START, END):
        return _DAYS[label][field == END]
    return _NAMES[field]


def value_of(thing: Thing, field: str) -> str:
    """What a form about this field starts with, as a person would write it."""
    if field == "aliases":
        return ""
    return str(thing.props.get(f"{field}_text") or thing.props.get(field) or "")


def _shown(thing: Thing, field: str) -> str:
    value = thing.props.get(field)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "; ".join(value)
    if field == "country":
        return country_name(value) if value else ""
    if field in (START, END):
        return day(value, thing.props.get(f"{field}_text"))
    if field == "kind" and value in KIND_LOOKS:
        return KIND_LOOKS[value].label
    return value_of(thing, field)


def choices_of_links(label: str) -> tuple[tuple[str, str, frozenset[str]], ...]:
    """Links that may be stated of a thing of this label: value of the form (``FUNDS>``), phrase, and labels of the other end."""
    found: list[tuple[str, str, frozenset[str]]] = []
    for declared in STATABLE:
        for forward in (True, False):
            ends = {pair[1 if forward else 0] for pair in declared.ends if pair[0 if forward else 1] == label}
            others = frozenset(ends) & frozenset(JOINED)
            if others and not (declared.symmetric and not forward and any(f[0] == f"{declared.type}>" and f[2] >= others for f in found)):
                found.append((f"{declared.type}{'>' if forward else '<'}", phrase(declared.type, outgoing=forward), others))
    return tuple(found)
