"""A table of programs in one form: codes for countries and sectors, days for dates, sets for lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pandas as pd
from rigour.territories import lookup_territory

from analysis.overlaps.errors import OverlapError
from analysis.resolution.normalise import parse
from analysis.resolution.text import latin_tokens

REQUIRED = ("id", "title")
TEXTS = ("title", "description", "funder", "country", "implementer")
LISTS = ("sectors", "districts", "counterparts", "beneficiaries", "linked", "identifiers")
SEPARATOR = "\x1f"
Texts = npt.NDArray[np.object_]
UNKNOWN_DAY = np.iinfo(np.int32).min
# An unstated end is open: it overlaps with whatever comes later, and is shown as not stated.
OPEN_END = np.iinfo(np.int32).max


def programs_frame(frame: pd.DataFrame) -> pd.DataFrame:
    """Check a frame of programs and bring it to one form, a row a program, in the order given.

    Columns: ``id``, ``title``; where known ``description``, ``funder`` (resolved: one body, one text), ``country`` (a
    code or a name), ``sectors`` (codes or names), ``districts``, ``start``, ``end`` (dates), ``implementer``,
    ``counterparts``, ``beneficiaries``, ``linked`` (ids of parents, phases, co-funded activities), ``identifiers``. Lists are
    kept as one text, so that blocks can travel to other machines. ``start_day`` and ``end_day`` count from 1970-01-01.
    """
    missing = [c for c in REQUIRED if c not in frame.columns]
    if missing:
        raise OverlapError(f"the frame of programs lacks {', '.join(missing)}; found {', '.join(map(str, frame.columns))}")
    ids = frame["id"].astype(str)
    if ids.duplicated().any():
        raise OverlapError(f"program id {ids[ids.duplicated()].iloc[0]!r} stands twice, expected once")
    result = pd.DataFrame({"id": ids.to_numpy(dtype=object)})
    for column in TEXTS:
        result[column] = _texts(frame, column)
    for column in LISTS:
        clean = _place if column == "districts" else (_code if column == "sectors" else str)
        result[column] = _lists(frame, column, clean)
    result["country"] = [country_of(c) for c in result["country"]]
    result["start_day"] = _days(frame, "start", UNKNOWN_DAY)
    result["end_day"] = _days(frame, "end", OPEN_END)
    return result


def items(text: str) -> frozenset[str]:
    """The members of a list column."""
    return frozenset(text.split(SEPARATOR)) if text else frozenset()


def _texts(frame: pd.DataFrame, column: str) -> Texts:
    if column not in frame.columns:
        return np.full(len(frame), "", dtype=object)
    return np.array([v.strip() if isinstance(v, str) else "" for v in frame[column]], dtype=object)


def _lists(frame: pd.DataFrame, column: str, clean: Callable[[object], str]) -> Texts:
    if column not in frame.columns:
        return np.full(len(frame), "", dtype=object)
    joined = [SEPARATOR.join(sorted({clean(v) for v in _members(c)} - {""})) for c in frame[column]]
    return np.array(joined, dtype=np.object_)


def _members(cell: object) -> Iterable[object]:
    if isinstance(cell, str):
        return [cell]
    return cell if isinstance(cell, list | tuple | set | frozenset) else []


def _place(value: object) -> str:
    return " ".join(latin_tokens(str(value)))


def _code(value: object) -> str:
    text = str(value).strip()
    return text if text.isdigit() else " ".join(latin_tokens(text))


@lru_cache(maxsize=4096)
def country_of(name: str) -> str:
    """A country's code for a code or a name; what no table knows (regions, "World") stays as it is."""
    if len(name) == 2 or not name:
        return name.upper()
    found = lookup_territory(name)
    if found is not None and found.is_country:
        return found.code.upper()
    named = {place for place in parse(name).places if len(place) == 2}
    return named.pop() if len(named) == 1 else name


def _days(frame: pd.DataFrame, column: str, unknown: int) -> npt.NDArray[np.int32]:
    if column not in frame.columns:
        return np.full(len(frame), unknown, dtype=np.int32)
    values = frame[column].where(frame[column].notna() & (frame[column].astype(str) != ""), None)
    dates = pd.to_datetime(values, format="ISO8601", errors="coerce")
    wrong = values.notna() & dates.isna()
    if wrong.any():
        row = int(np.flatnonzero(wrong)[0])
        found = values.iloc[row]
        raise OverlapError(f"program {frame['id'].iloc[row]!r}, column {column}: found {found!r}, expected a date such as 2024-03-01")
    known = dates.notna().to_numpy()
    days = np.full(len(frame), unknown, dtype=np.int32)
    days[known] = dates[known].to_numpy().astype("datetime64[D]").astype(np.int32)
    return days
