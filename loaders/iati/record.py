"""The record in hand: the rows made of one activity (or organisation), its faults and what was counted in it."""

from __future__ import annotations

import datetime
import sys
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NamedTuple

from lxml import etree

from loaders.dates import Span
from loaders.iati.parties import Mention, Party, node, party, usable
from loaders.iati.read import line_of
from loaders.iati.values import clean, date, texts
from loaders.personal import without_emails
from loaders.rows import Fates, LinkRow, NodeRow, Ref, Row, Where
from loaders.text import fold

# What names it, reference, type and text of an element, then the text of each child.
Written = tuple[str | None, ...]
MOST_MET = 32_768
# What a named tuple's own constructor does, without its detour: rows are made by the million.
_new = tuple.__new__
_UNMET = Ref("", "")


class Told(NamedTuple):
    """Where an activity was told, and by whom."""

    file: str
    line: int
    reporter: str


@dataclass
class Load:
    """What one load knows beyond the record in hand.

    ``count``: activities and organisations read; ``seen``: where each activity was told first, by identifier, or by
    identifier and reporter where several tell it; ``told``: the same of organisations; ``met``: what elements that name an
    organization came to, by all that is written in them.
    """

    fates: Fates
    today: str = field(default_factory=lambda: datetime.date.today().isoformat())
    count: int = 0
    seen: dict[str, Told] = field(default_factory=dict)
    told: dict[str, tuple[str, int]] = field(default_factory=dict)
    met: dict[Written, tuple[Party, list[str]]] = field(default_factory=dict)


@dataclass(slots=True)
class Record:
    """``key`` is the record; ``subject`` the node that it describes; ``place`` finds the one country of the work, if it is
    one, and is asked once; ``dropped`` keeps its faults but not its rows.
    """

    load: Load
    file: str
    line: int
    key: str
    subject: Ref
    language: str = ""
    currency: str = ""
    version: str = ""
    place: Callable[[], str] = str
    reporter: str = ""
    updated: str = ""
    dropped: bool = False
    rows: list[Row] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=partial(defaultdict, int))
    parties: dict[str, Mention] = field(default_factory=dict)
    _country: str | None = None
    _met: dict[Written, Ref | None] = field(default_factory=dict)
    _named: set[str] = field(default_factory=set)
    _linked: set[tuple[str, Ref, Ref, str]] = field(default_factory=set)
    _told: set[tuple[str, str]] = field(default_factory=set)

    def fault(self, at: etree._Element, what: str, found: object, expected: str) -> None:
        """A field that is left out or wrong, told once a record for the same text; ``what`` is ``element/@attribute``."""
        text = without_emails(str(found))
        if (what, text) not in self._told:
            self._told.add((what, text))
            self.load.fates.fault(what.split("/", 1)[0], self._where(at, what), text, expected)

    def set_aside(self, at: etree._Element, what: str, found: object, expected: str, rows: int = 1) -> None:
        """A row of the record that is not loaded (or ``rows`` alike): a participant without a name, an unknown code."""
        if self.dropped:
            self.fault(at, what, found, expected)
        else:
            self.load.fates.set_aside(what.split("/", 1)[0], self._where(at, what), without_emails(str(found)), expected, rows)

    def same_as(self, at: etree._Element, what: str, other: str) -> None:
        """A row that says what another of the record says."""
        if not self.dropped:
            self.load.fates.same_as(what.split("/", 1)[0], self._where(at, what), other)

    def link(self, type_: str, start: Ref, end: Ref, props: dict[str, Any] | None = None, tells: str = "") -> bool:
        """State a link; False where the record states it already."""
        known = (type_, start, end, tells)
        if known in self._linked:
            return False
        self._linked.add(known)
        self.rows.append(_new(LinkRow, (type_, start, end, self.key, props or {}, tells)))
        return True

    def mention(self, label: str, key: str, name: str, identifiers: tuple[str, ...] = ()) -> Ref:
        """Name a node that the record does not describe, once."""
        if key not in self._named:
            self._named.add(key)
            self.rows.append(_new(NodeRow, (label, key, self.key, name, {}, identifiers, True)))
        return _new(Ref, (label, key))

    def state(self, label: str, key: str, name: str, props: dict[str, Any]) -> Ref:
        """Describe a further node (a figure, a place, a reporter's own sector), once."""
        if key not in self._named:
            self._named.add(key)
            self.rows.append(_new(NodeRow, (label, key, self.key, name, props, (), False)))
        return _new(Ref, (label, key))

    def unused(self, key: str) -> str:
        """The key, with a number behind it where the record has used it before."""
        number, free = 1, key
        while free in self._named:
            number += 1
            free = f"{key}:{number}"
        return free

    def organization(self, at: etree._Element, what: str) -> Ref | None:
        """The organization that an element names by reference or text; None, without a word, where it names none."""
        written = (what, at.get("ref"), at.get("type"), at.text, *[child.text for child in at])
        found = self._met.get(written, _UNMET)
        if found is _UNMET:
            found = self._met[written] = self._meet(at, what, written)
        return found

    def _meet(self, at: etree._Element, what: str, written: Written) -> Ref | None:
        found, names = self._read(at, written)
        self._doubts(at, what, found)
        if found.place:
            if self._country is None:
                self._country = self.place()
            found = found.at(self._country)
        if not found.key:
            return None
        mention = self.parties.get(found.key)
        if mention is None:
            mention = self.parties[found.key] = Mention(found.name)
        mention.add(found, names)
        return Ref("Organization", found.key)

    def _read(self, at: etree._Element, written: Written) -> tuple[Party, list[str]]:
        """The organization that an element stands for, and its names; the same few come in thousands of activities."""
        plain = True
        for child in at:
            if child.tag != "narrative" or len(child):
                plain = False
        key = written[1:]
        known = self.load.met.get(key) if plain else None
        if known is None:
            names = texts(at, self.language)
            found = party(at.get("ref") or "", names[0][1] if names else "", (at.get("type") or "").strip())
            known = found, usable(name for _, name in names)
            if plain and len(self.load.met) < MOST_MET:
                self.load.met[key] = known
        return known

    def office(self, at: etree._Element, of: Ref) -> Ref | None:
        """A part of an organization that a U.S. file names beside it: the bureau of a department."""
        name = clean(at.text)
        if not name:
            return None
        whole = self.parties[of.key]
        key = f"{of.key}:{fold(name)}"
        if key not in self.parties:
            props: dict[str, Any] = {prop: whole.props[prop] for prop in ("kind", "country") if prop in whole.props}
            self.parties[key] = Mention(name, props=props)
            self.link("PART_OF", Ref("Organization", key), of)
        return Ref("Organization", key)

    def _doubts(self, at: etree._Element, what: str, found: Party) -> None:
        for attribute, text, expected in found.doubts:
            self.fault(at, f"{what}/@{attribute}", text, expected)

    def day(self, at: etree._Element, what: str, written: str | None) -> Span | None:
        """A date of an element; None with a fault where there is a text that is none."""
        if not written:
            return None
        found = date(written)
        if found is None and written.strip():
            self.fault(at, what, written.strip(), "a date written YYYY-MM-DD")
        return found

    def past(self, at: etree._Element, what: str, day: str) -> None:
        """Complain about a day that has happened by the file's word but lies ahead."""
        if day > self.load.today:
            self.fault(at, what, day, "a day that is not in the future")

    def finish(self) -> list[Row]:
        """All rows, the organizations last; nothing where the record is dropped."""
        if self.dropped:
            return []
        for table, count in self.counts.items():
            if count:
                self.load.fates.saw(table, count)
        self.rows.extend(node(key, mention, self.key) for key, mention in self.parties.items())
        return self.rows

    def _where(self, at: etree._Element, what: str) -> Where:
        return Where(self.file, line_of(at) or self.line, self.key, sys.intern(what))
