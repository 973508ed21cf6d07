"""What the graph answers to a list: the ids in order, the columns of some of them, counts by facet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from app.lists.asked import Asked
from app.remembered import remembered
from app.services import services
from app.work.kept import Kept, latest
from graph.client import Result

CHUNK = 10_000
TIMEOUT = 120.0
_PAYERS = "select distinct unnest(payers) as id from {pairs}"
_PROGRAMS = "select one as id from {pairs} union select other from {pairs}"
# Checks that look at the whole network at once: asked once in a state, and given to the queries as what they found.
_WHOLE = {"twice": ("duplicate-identifiers", "id"), "nowhere": ("dead-references", "found"),
          "country_shares": ("country-shares", "id"), "sector_shares": ("sector-shares", "id")}
_NEEDED = {"organization": ("twice",), "program": ("nowhere", "country_shares", "sector_shares"), "agreement": ()}


def ids_in_order(asked: Asked, day: dt.date, skip: int, size: int) -> list[str]:
    """Ids of the list, from a place on."""
    return [row[1] for row in _ids(asked, day, skip=skip, size=size)]


def chunks(asked: Asked, day: dt.date, size: int = CHUNK) -> Iterator[list[str]]:
    """Ids of the whole list, some thousands at a time; each chunk goes on behind the last row of the one before."""
    after: list[dict[str, Any]] = []
    while rows := _ids(asked, day, after=after, size=size):
        yield [row[1] for row in rows]
        if len(rows) < size:
            return
        after = [{"key": rows[-1][0], "id": rows[-1][1]}]


def _ids(asked: Asked, day: dt.date, **place: Any) -> list[tuple[Any, ...]]:
    sort, down = asked.order
    return _run(asked.kind.plural, {**_filters(asked, day), "sort": sort, "down": down, **place}).rows


def columns(asked: Asked, day: dt.date, ids: Sequence[str], wanted: Sequence[str]) -> list[dict[str, Any]]:
    """What is known of things of the list, in the order of their ids; columns that take counting only where they are wanted."""
    if not ids:
        return []
    query = services().catalogue[f"lists/{asked.kind.key}-columns"]
    given = {"ids": list(ids), "wanted": list(wanted), "as_of": day}
    if "problems" in wanted:
        given.update(whole_checks(asked.kind.key))
    names = {parameter.name for parameter in query.parameters}
    result = query.run(services().graph, {name: value for name, value in given.items() if name in names}, timeout=TIMEOUT)
    found = {row["id"]: row for row in result.dicts()}
    return [found[id_] for id_ in ids if id_ in found]


def total(asked: Asked, day: dt.date) -> int:
    """How many there are."""
    return counts(asked, day, ("all",)).get("all", {}).get("all", 0)


def counts(asked: Asked, day: dt.date, facets: Sequence[str]) -> dict[str, dict[str, int]]:
    """By facet, how many have which value; all of them together under ``all``. A facet does not narrow itself.

    Overlaps are not counted before programs were compared.
    """
    if compared() is None:
        facets = [facet for facet in facets if facet != "overlap"]
    alone = [facet for facet in facets if asked.chosen(facet)]
    together = tuple(facet for facet in facets if facet not in alone)
    found = _counted(asked, day, together) if together else {}
    for facet in alone:
        found = {**found, **_counted(asked.without(facet), day, (facet,))}
    return found


def _counted(asked: Asked, day: dt.date, facets: tuple[str, ...]) -> dict[str, dict[str, int]]:
    def ask() -> dict[str, dict[str, int]]:
        found: dict[str, dict[str, int]] = {}
        params = _filters(asked, day, facets)
        for facet, value, number in _run(f"{asked.kind.key}-facets", params).rows:
            found.setdefault(facet, {})[value] = number
        return found

    return remembered(("facets", asked.text(), day, facets), ask)


def compared() -> Kept | None:
    """The comparison of programs, ``None`` before the first."""
    return latest(services().settings.home, "overlaps")


def overlapping(kind: str) -> list[str]:
    """Ids of those in an overlap: programs, for agreements those that they may cover, for organizations those that pay for one."""

    def read() -> list[str]:
        kept = compared()
        return [row["id"] for row in kept.rows(_PAYERS if kind == "organization" else _PROGRAMS)] if kept else []

    return remembered(("overlapping", kind == "organization"), read)


def whole_checks(kind: str) -> dict[str, list[str]]:
    """What the checks found that look at the whole network, as the queries of a list take it."""
    return {name: remembered(("check", name), lambda name=name: _found(name)) for name in _NEEDED[kind]}  # type: ignore[misc]


def _found(name: str) -> list[str]:
    check, column = _WHOLE[name]
    query = services().catalogue[f"quality/{check}"]
    place = query.columns.index(column)
    return sorted({row[place] for row in query.stream(services().graph, {})})


def _filters(asked: Asked, day: dt.date, facets: Sequence[str] = ()) -> dict[str, Any]:
    chosen = {**asked.filters(), **{name: [] for name in _NEEDED[asked.kind.key]}, "overlapping": []}
    if "overlap" in facets or asked.chosen("overlap"):
        chosen["overlapping"] = overlapping(asked.kind.key)
    if asked.chosen("overlap") and compared() is None:  # nobody looked: neither "in an overlap" nor "in none" is known of any
        chosen["overlap"] = ["unknown"]
    if "problem" in facets or asked.chosen("problem"):
        chosen.update(whole_checks(asked.kind.key))
    return {"filters": [{**chosen, "facets": list(facets)} if facets else chosen], "as_of": day, "since": asked.since(day)}


def _run(name: str, params: dict[str, Any]) -> Result:
    made = services()
    return made.catalogue[f"lists/{name}"].run(made.graph, params, timeout=TIMEOUT)
