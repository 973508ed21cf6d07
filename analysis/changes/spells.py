"""Things that are in force for a time, seen on two days. Days are ISO texts; an end that is not stated has not come."""

from __future__ import annotations

from enum import StrEnum


class Fate(StrEnum):
    """What became of a thing between two days. The value is the word that a reader sees."""

    BEGUN = "begun"
    ENDED = "ended"
    PASSED = "begun and ended"


def holds(starts: str | None, ends: str | None, day: str) -> bool:
    """Whether something is in force on a day. First and last day count; no stated start: it always was, no stated end: it still is."""
    return (not starts or starts <= day) and (not ends or day <= ends)


def turned(was: bool, now: bool) -> Fate | None:
    """What it is to be in force on the earlier day, and on the later; ``None``: on both, or on neither."""
    return None if was == now else Fate.BEGUN if now else Fate.ENDED


def fate(starts: str | None, ends: str | None, before: str, after: str) -> Fate | None:
    """What became of a thing from one day to the other: begun (in force on the second day alone), ended (on the first alone), or
    begun and ended between them; ``None`` for anything else. The days the other way round swap begun and ended."""
    found = turned(holds(starts, ends, before), holds(starts, ends, after))
    if found is None and starts and ends and before < starts <= ends < after:
        return Fate.PASSED
    return found
