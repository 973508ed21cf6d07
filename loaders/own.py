"""What a person types in or corrects: one fact a file (JSON), a record of the source ``own``, which ranks first.

A node of this source has the record that it is about as its local key (``demo/inl``; of shared types the id), so the
fact follows that record into whatever cluster it belongs to. A later fact about the same field is the same record:
it stands in for the earlier one, and undoing it brings that back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

import orjson

from graph.model import LINKS, NODES
from loaders.dates import BadDate, period, span
from loaders.errors import UnreadableFile
from loaders.rows import OWN, Fates, LinkRow, Loader, NodeRow, Ref, Row, SourceInfo

TITLE = "Typed in or corrected here"
START, END = "valid_from", "valid_to"
_CALLED = ("name", "aliases")
# What may be corrected of each type of thing. ``aliases`` adds a name; every other field takes the place of what is stated.
FIELDS: dict[str, tuple[str, ...]] = {
    "Organization": (*_CALLED, "acronym", "kind", "country", START, END),
    "Program": (*_CALLED, "acronym", "status", START, END),
    "Agreement": ("name", "kind", "topic", START, END),
    "Country": _CALLED,
    **dict.fromkeys(("AdminArea", "FocusArea", "Sector", "Indicator", "Source"), ("name",)),
}
AGREEMENT_KINDS = ("MOU", "LOA", "treaty", "grant", "IAA")


class BadFact(ValueError):
    """A fact that cannot be recorded; its message says what was found and what is expected."""


@dataclass(frozen=True)
class About:
    """A thing as a fact names it: its label, the record that stands for it (an id where the type is shared), its name as shown."""

    label: str
    record: str
    name: str


@dataclass(frozen=True)
class Link:
    """The link that a fact states. ``start`` and ``end`` as written, partial dates too.

    ``replaces``: key of the link that it corrects; ``withdraws``: that link is not so, and nothing stands in for it;
    ``record``: of an earlier correction that this one stands in for.
    """

    type: str
    role: str = ""
    start: str = ""
    end: str = ""
    replaces: str = ""
    withdraws: bool = False
    record: str = ""


@dataclass(frozen=True)
class Fact:
    """One fact, why it is so, who says it and when (ISO 8601).

    Either ``field`` with ``value`` (empty: no source should be believed, it is not stated), or ``link`` to ``other``.
    """

    about: About
    why: str
    by: str
    at: str
    field: str = ""
    value: str = ""
    link: Link | None = None
    other: About | None = None

    def __post_init__(self) -> None:
        """``BadFact`` where it makes no sense."""
        if not self.why.strip():
            raise BadFact("Say why: whoever comes next has only this to go by.")
        if self.link is not None and self.other is not None:
            _check_link(self.link, self.about, self.other)
        else:
            _props(self.about, self.field, self.value)

    @property
    def record(self) -> str:
        """Its local key in the source ``own``: equal for facts of which the later stands in for the earlier."""
        if self.link is None or self.other is None:
            return f"{self.field}:{self.about.label}:{self.about.record}" + (f":{self.value}" if self.field == "aliases" else "")
        if self.link.record:
            return self.link.record
        if self.link.replaces:
            return f"link:{self.link.replaces}"
        told = "\n".join((self.link.type, *asdict(self.about).values(), *asdict(self.other).values(), self.link.role, self.at))
        return f"link:{blake2b(told.encode(), digest_size=12).hexdigest()}"

    def to_json(self) -> bytes:
        """The file that is kept of it."""
        return orjson.dumps(self, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS)


def fact_from(told: Mapping[str, Any]) -> Fact:
    """The fact that a file holds; ``BadFact`` where it is none."""
    try:
        other, link = told["other"], told["link"]
        return Fact(About(**told["about"]), told["why"], told["by"], told["at"], told["field"], told["value"],
                    Link(**link) if link else None, About(**other) if other else None)
    except (KeyError, TypeError) as error:
        raise BadFact(f"This is no fact that was typed in here: {error}.") from error


def rows(files: Sequence[Path], fates: Fates) -> Iterator[Row]:
    """The rows of each fact; ``UnreadableFile`` where a file holds none."""
    for path in files:
        try:
            fact = fact_from(orjson.loads(path.read_bytes()))
        except (BadFact, orjson.JSONDecodeError) as error:
            raise UnreadableFile(f"{path.name}: {error}") from error
        fates.saw("facts")
        yield from _of_link(fact, fact.link, fact.other) if fact.link and fact.other else _of_field(fact)


def _of_field(fact: Fact) -> Iterator[NodeRow]:
    key = fact.about.record
    name = fact.value if fact.field == "name" else key
    yield NodeRow(fact.about.label, key, fact.record, name, _props(fact.about, fact.field, fact.value))
    yield _named(fact.about, fact.record)


def _of_link(fact: Fact, link: Link, other: About) -> Iterator[Row]:
    props: dict[str, Any] = period(link.start, link.end) | ({"role": link.role} if link.role else {})
    props |= {"replaces": link.replaces} if link.replaces else {}
    props |= {"withdraws": True} if link.withdraws else {}
    yield _named(fact.about, fact.record)
    yield _named(other, fact.record)
    ends = Ref(fact.about.label, fact.about.record), Ref(other.label, other.record)
    yield LinkRow(link.type, *ends, fact.record, props)


def _named(thing: About, record: str) -> NodeRow:
    """The name that was shown, so that a thing whose source went away is not nameless."""
    return NodeRow(thing.label, thing.record, record, thing.name, stub=True)


def _props(about: About, field: str, value: str) -> dict[str, Any]:
    """What the fact says of the thing; ``None`` says "not stated"."""
    if field not in FIELDS.get(about.label, ()):
        raise BadFact(f"{field!r} of a {about.label} cannot be corrected here.")
    if field in _CALLED:
        if not value.strip():
            raise BadFact("A name has at least one letter.")
        return {"aliases": [value]} if field == "aliases" else {}
    if field in (START, END):
        return _day(about.label, field, value)
    declared = NODES[about.label].property(field)
    if value and declared.values and value not in declared.values:
        raise BadFact(f"{field}: found {value!r}, expected one of {', '.join(declared.values)}.")
    return {field: value or None}


def _day(label: str, field: str, value: str) -> dict[str, Any]:
    """A date and how it was written, which must not be left from another source."""
    texts = {p.name for p in NODES[label].properties} & {f"{field}_text"}
    if not value:
        return {field: None, **dict.fromkeys(texts)}
    try:
        first, last, text = span(value)
    except BadDate as error:
        raise BadFact(f"{value!r} is no date; expected {error}.") from error
    return {field: first if field == START else last, **dict.fromkeys(texts, text or None)}


def _check_link(link: Link, about: About, other: About) -> None:
    declared = LINKS.get(link.type)
    if declared is None or declared.derived or (about.label, other.label) not in declared.ends:
        raise BadFact(f"{link.type!r} does not join {about.label} to {other.label}.")
    if link.role and not any(p.name == "role" for p in declared.properties):
        raise BadFact(f"A role cannot be stated of {link.type}.")
    if (about.label, about.record) == (other.label, other.record):
        raise BadFact("A link joins two different things.")
    if link.withdraws and not link.replaces:
        raise BadFact("Nothing is named that is not so.")
    try:
        days = period(link.start, link.end)
    except BadDate as error:
        raise BadFact(f"A start or an end is no date; expected {error}.") from error
    if days.get(START, "") > days.get(END, "9999"):
        raise BadFact(f"It would end ({link.end}) before it starts ({link.start}).")


def source(_files: Sequence[Path]) -> SourceInfo:
    """The one feed slot of typed facts: every load adds one, and it ranks before all others."""
    return SourceInfo(OWN, TITLE, "People who use this site", mode="additions", rank=1)


LOADER = Loader("own", "1", TITLE, rows, source, lambda _path, _head: "")
