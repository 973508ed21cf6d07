"""What changed in the world between two days, read from the graph: every change, and what has no dates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from analysis.changes.spells import Fate, fate, turned
from app.changes.asked import Asked
from app.changes.cells import cells
from app.changes.change import Change, Evidence
from app.changes.overlaps import overlaps
from app.http.text import period
from app.remembered import remembered
from app.services import services
from graph.errors import QueryTimeout

TIMEOUT = 120.0
MOST = 100_000
# So many organizations are asked about at a time where nothing narrows them: the server holds what one slice needs.
SLICE = 20_000
_ENDINGS = {Fate.BEGUN: "begun", Fate.ENDED: "ended", Fate.PASSED: "passed"}


@dataclass(frozen=True)
class Undated:
    """Of programs or agreements (``what``): how many pass the filters, and how many state no start, or no end."""

    what: str
    known: int
    no_start: int
    no_end: int


@dataclass(frozen=True)
class World:
    """Every change, the kinds of change in their order; ``compared``: programs were compared for overlaps; ``scoped``: some scope
    is known, so that there can be gaps; ``partners_told``: the network was not too large to tell who came and went."""

    changes: tuple[Change, ...]
    undated: tuple[Undated, ...]
    compared: bool
    scoped: bool
    partners_told: bool


def world(asked: Asked) -> World:
    """What changed; asked once as long as nothing is loaded or decided."""
    partners, told, undated = remembered(("changes", asked), lambda: (*_partners_told(asked), _undated(asked)))
    found = (*partners, *remembered(("changes of things", asked), lambda: tuple(_dated(asked))))
    of_cells, scoped = cells(asked)
    of_overlaps, compared = overlaps(asked)
    return World((*found, *of_cells, *of_overlaps), undated, compared, scoped, told)


def _partners_told(asked: Asked) -> tuple[tuple[Change, ...], bool]:
    """Partners that came and went; ``False`` where no filter narrows a network that is too large to be asked about at once."""
    try:
        return tuple(sorted(_partners(asked), key=lambda change: change.what)), True
    except QueryTimeout:
        if asked.filters.address():
            raise
        return (), False


def _dated(asked: Asked) -> Iterator[Change]:
    for name, noun in (("programs", "program"), ("agreements", "agreement")):
        yield from sorted(_things(_ask(name, asked), noun, asked), key=lambda change: (change.what, _last(change), change.name.casefold()))


def _last(change: Change) -> str:
    """A key that puts the latest day first."""
    return "".join(chr(0x10FFF - ord(letter)) for letter in change.day)


def _partners(asked: Asked) -> Iterator[Change]:
    for row in _partner_rows(asked):
        gained = turned(row["was"], row["is"]) is Fate.BEGUN
        evidence = tuple(Evidence(**said) for said in row["evidence"])
        yield Change(
            "partner-gained" if gained else "partner-lost", row["organization_id"], row["organization"], row["kind"],
            (row["starts"] if gained else row["ends"]) or "", (row["country"],) if row["country"] else (),
            sources=_distinct(said.source for said in evidence),
            records=_distinct(f"{said.source}/{said.record}" for said in evidence if said.record),
            pages=_distinct(said.page for said in evidence if said.page), links=row["links"], evidence=evidence,
            day_text=_text(evidence, row["starts"] if gained else row["ends"], gained),
        )  # fmt: skip


def _text(evidence: Iterable[Evidence], day: str | None, gained: bool) -> str | None:
    """How the day is written by the link that has it."""
    sides = ((said.starts, said.starts_text) if gained else (said.ends, said.ends_text) for said in evidence)
    return next((text for found, text in sides if found == day), None)


def _things(rows: Iterable[dict[str, Any]], noun: str, asked: Asked) -> Iterator[Change]:
    for row in rows:
        became = fate(row["starts"], row["ends"], asked.before.isoformat(), asked.after.isoformat())
        if became is not None:
            yield Change(
                f"{noun}-{_ENDINGS[became]}", row["id"], row["name"], row["kind"],
                row["starts"] if became is Fate.BEGUN else row["ends"], tuple(row["countries"]),
                period(row["starts"], row["ends"], row["starts_text"], row["ends_text"]),
                tuple(row["sources"] or ()), tuple(row["records"] or ()), tuple(row["pages"] or ()),
                day_text=row["starts_text"] if became is Fate.BEGUN else row["ends_text"],
            )  # fmt: skip


def _undated(asked: Asked) -> tuple[Undated, ...]:
    made = services()
    rows = made.catalogue["changes/undated"].run(made.graph, asked.filters.params(), timeout=TIMEOUT).dicts()
    return tuple(Undated(**row) for row in rows)


def _partner_rows(asked: Asked) -> list[dict[str, Any]]:
    """Rows of ``changes/partners``, where neither a country nor an organization narrows them slice by slice, put in its order."""
    if asked.filters.country or asked.filters.organization:
        return _ask("partners", asked)
    made = services()
    slices = made.catalogue["changes/slices"].run(made.graph, {"size": SLICE}, timeout=TIMEOUT).dicts()
    rows = [row for bounds in slices for row in _ask("partners", asked, **bounds)]
    return sorted(rows, key=lambda r: (r["country_name"] is None, r["country_name"] or "", r["organization"].lower(), r["organization_id"]))


def _ask(name: str, asked: Asked, **more: Any) -> list[dict[str, Any]]:
    made = services()
    params = {**asked.days(), **asked.filters.params(), **more}
    return made.catalogue[f"changes/{name}"].run(made.graph, params, limit=MOST, timeout=TIMEOUT).dicts()


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
