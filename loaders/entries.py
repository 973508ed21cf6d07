"""One record of a file on its way to rows: what it says, what is wrong with it, and whether it was there before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from loaders.identifiers import BadIdentifier, identify, normalise
from loaders.rows import Fates, Row, Where
from loaders.spill import Spill
from loaders.statements import Statements
from loaders.text import TooLong, clean, name


def all_files(paths: Sequence[Path]) -> Iterator[Path]:
    """The files, and those in folders, in the order of their names."""
    for path in paths:
        yield from [path] if path.is_file() else sorted(found for found in path.rglob("*") if found.is_file())


class SetAside(Exception):
    """A record that is not loaded: what was found and what was expected."""

    def __init__(self, found: object, expected: str, field: str = "") -> None:
        super().__init__(f"{found}: expected {expected}")
        self.found, self.expected, self.field = found, expected, field


class Entry:
    """A record being read; ``said`` gathers its rows."""

    def __init__(self, fates: Fates, table: str, where: Where, page: str = "") -> None:
        self.fates, self.table, self.where = fates, table, where
        self.said = Statements(where.record, page)

    def fault(self, field: str, found: object, expected: str) -> None:
        """A field that is left out."""
        self.fates.fault(self.table, self.where._replace(field=field), clean(str(found), 300), expected)

    def name(self, text: str, field: str) -> str:
        """A name, cleaned; ``SetAside`` where there is none or it is no name."""
        try:
            found = name(text)
        except TooLong as error:
            raise SetAside(error, "a name of at most 500 characters", field) from error
        if not found:
            raise SetAside("no name", "a name", field)
        return found

    def identifier(self, scheme: str, value: str, field: str) -> tuple[str, ...]:
        """``SCHEME:value`` where it is well formed, else nothing and a fault; an empty value says nothing."""
        if not value.strip():
            return ()
        try:
            return (f"{scheme}:{normalise(scheme, value)}",)
        except BadIdentifier as error:
            self.fault(field, value, str(error))
            return ()

    def reference(self, text: str, field: str) -> tuple[str, ...]:
        """The identifier that a reference such as ``GB-CHC-285776`` is, else nothing and a fault."""
        if not text.strip():
            return ()
        try:
            return (str(identify(text)),)
        except BadIdentifier as error:
            self.fault(field, text, str(error))
            return ()


def rows_of(entry: Entry, told: Callable[[Entry], None]) -> Iterator[Row]:
    """The rows of an entry; a ``SetAside`` on the way sets it aside, and so does saying nothing."""
    why_not = _why_not(entry, told)
    if why_not:
        _set_aside(entry, why_not)
    else:
        yield from entry.said


def same_or_set_aside(entry: Entry, told: Callable[[Entry], None], other: str) -> None:
    """The fate of a record that says what ``other`` said: the same as it, or set aside as it was, for the same reason."""
    why_not = _why_not(Entry(Fates(), entry.table, entry.where), told)
    if why_not:
        _set_aside(entry, why_not)
    else:
        entry.fates.same_as(entry.table, entry.where, other)


def is_kept(told: Callable[[Entry], None]) -> bool:
    """Whether a record would be loaded, before it is."""
    return _why_not(Entry(Fates(), "", Where("", record="-")), told) is None


def _why_not(entry: Entry, told: Callable[[Entry], None]) -> SetAside | None:
    """Why a record is not loaded, None where it is: ``entry.said`` then has its rows."""
    try:
        told(entry)
    except SetAside as error:
        return error
    return None if any(True for _ in entry.said) else SetAside("nothing that is kept", "something to load")


def _set_aside(entry: Entry, why_not: SetAside) -> None:
    where = entry.where._replace(field=why_not.field)
    entry.fates.set_aside(entry.table, where, clean(str(why_not.found), 300), why_not.expected)


class Seen:
    """Keys and contents that were there before, in bounded memory."""

    def __init__(self) -> None:
        self._kept = Spill()

    def nth(self, key: str, content: str) -> tuple[int, bool]:
        """Which of the different contents under this key it is, from 1, and whether it was there before."""
        whole = f"{key}\x1f{content}"
        before = self._number(whole)
        if before:
            return before, True
        number = self._number(key) + 1
        self._kept.put(key, number)
        self._kept.put(whole, number)
        return number, False

    def times(self, key: str) -> int:
        """How often this key was asked for, this time included."""
        number = self._number(key) + 1
        self._kept.put(key, number)
        return number

    def _number(self, key: str) -> int:
        found = self._kept.get(key)
        return found if isinstance(found, int) else 0


class Load(NamedTuple):
    """What all records of one load share."""

    fates: Fates
    seen: Seen


def once(load: Load, table: str, where: Where, content: str, told: Callable[[Entry], None], page: str = "") -> Iterator[Row]:
    """The rows of a record, ``where.record`` being its id: told twice in the same words it is one.

    Told in other words under an id that was there before, it is a record of its own, and a fault says so.
    """
    key = where.record
    number, repeated = load.seen.nth(key, content)
    if number > 1:
        where = where._replace(record=f"{key}#{number}")
    entry = Entry(load.fates, table, where, page)
    if repeated:
        same_or_set_aside(entry, told, where.record)
        return
    rows = list(rows_of(entry, told))
    if rows and number > 1:
        entry.fault("id", key, "an id that no other row has; kept as a record of its own")
    yield from rows
