"""What stands around the programs of a profile's rows: where, on what, under which agreement, for how much."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from app.dollars import Exchange
from app.profiles.rows import About, LinkRow, Row, Sum, Thing
from app.services import services


def with_programs(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Rows of one part; each link that names a program with what stands around it, told once a program."""
    found = tuple(rows)
    known = about({id_ for row in found if isinstance(row, LinkRow) and (id_ := _program(row))})
    seen: set[str] = set()
    return tuple(_told(row, known, seen) if isinstance(row, LinkRow) else row for row in found)


def about(ids: Iterable[str]) -> dict[str, About]:
    """What stands around programs, by their ids."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    made = services()
    found = made.catalogue["pages/program-context"].run(made.graph, {"ids": wanted}, limit=len(wanted)).dicts()
    exchange = Exchange()
    return {row["id"]: _about(row, exchange) for row in found}


def words(found: About | None) -> tuple[list[str], list[str], list[str], list[str]]:
    """Names of places, focus areas and agreements, and the sums, for a table."""
    if found is None:
        return [], [], [], []
    names = ([thing.name for thing in things] for things in (found.places, found.focus_areas, found.agreements))
    places, focus_areas, agreements = names
    return places, focus_areas, agreements, [" ".join(filter(None, map(str, _sum(item)))) for item in found.sums]


def program_of(row: dict[str, Any]) -> str:
    """The program that a row of a query names: its other end, or what stands between; ``""`` where there is none."""
    return next((id_ for name in ("other_id", "via_id") if (id_ := row.get(name) or "").startswith("program:")), "")


def _program(row: LinkRow) -> str:
    ends = (row.other.id, row.via.id if row.via else "")
    return next((id_ for id_ in ends if id_.startswith("program:")), "")


def _told(row: LinkRow, known: dict[str, About], seen: set[str]) -> LinkRow:
    id_ = _program(row)
    first = id_ not in seen
    seen.add(id_)
    return replace(row, about=known.get(id_), tells=first) if id_ else row


def _sum(item: Sum) -> Iterator[Any]:
    yield from (item.year, item.kind, f"{item.amount:.15g}", item.currency)


def _about(row: dict[str, Any], exchange: Exchange) -> About:
    places, focus_areas, agreements = (tuple(Thing(item["id"], item["name"]) for item in row[name])
                                       for name in ("places", "focus_areas", "agreements"))
    sums = tuple(Sum(item["amount"], item["currency"], item["kind"], item["year"], item["source"], exchange.dollars(item))
                 for item in row["sums"])
    return About(places, focus_areas, agreements, sums, row["sum_count"])
