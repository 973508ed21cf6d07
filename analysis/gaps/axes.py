"""Rows and columns of the coverage matrix from what the graph knows: each with what a scope must take in to cover it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from analysis.gaps.days import same_day_of
from analysis.gaps.matrix import Item
from analysis.gaps.question import LINES, REGIONS, STATES, YEARS, Question
from analysis.gaps.scope import ANY
from graph.model import KINDS

Row = Mapping[str, Any]
NO_REGION = "No region stated"


def focus_items(focus_areas: Iterable[Row], question: Question) -> list[Item]:
    """Lines of effort, and the topics under them if asked, in their order; those of the chosen line alone."""
    items = []
    for row in focus_areas:
        is_line = row["focus_area_id"] == row["line_id"]
        chosen = question.line in ("", row["line_id"], row["focus_area_id"])
        if chosen and (is_line or question.rows != LINES):
            group = "" if is_line else row["line_id"]
            items.append(Item(row["focus_area_id"], row["focus_area"], group, (row["focus_area_id"],)))
    return items


def sector_items(sectors: Iterable[Row], in_use: set[str], question: Question) -> list[Item]:
    """Purpose codes in use, or that count towards a focus area (of the chosen line); children come after parents."""
    items = []
    for row in sectors:
        focus_areas = tuple(row["focus_areas"])
        wanted = any(_under(focus_area, question.line) for focus_area in focus_areas)
        if wanted or row["sector_id"] in in_use:
            items.append(Item(row["sector_id"], _sector_name(row), "", focus_areas or (ANY,)))
    return items


def kind_items(question: Question) -> list[Item]:
    """Kinds of partner; named by their keys, which the page puts into words."""
    return [Item(kind, kind, "", (question.line or ANY,)) for kind in KINDS]


def country_items(countries: Iterable[Row], question: Question) -> list[Item]:
    """Countries of the chosen region, or the chosen one, by name."""
    return [
        Item(row["country"], row["name"], row["subregion"] or NO_REGION, countries=(row["country"],))
        for row in countries
        if question.region in ("", row["region"], row["subregion"]) and question.country in ("", row["country"])
        and (not question.countries or row["country"] in question.countries)
    ]


def column_items(countries: Sequence[Item], states: Iterable[Row], question: Question) -> list[Item]:
    """The columns asked for, over these countries."""
    if question.columns == REGIONS:
        return _regions(countries)
    wanted = tuple(item.id for item in countries) if question.narrowed else (ANY,)
    if question.columns == STATES:
        return [Item(row["state"], row["name"], countries=wanted) for row in states]
    if question.columns == YEARS:
        last = int(question.as_of[:4])
        years = range(min(question.from_year or last - 9, last), last + 1)
        return [Item(str(y), str(y), countries=wanted, as_of=same_day_of(y, question.as_of)) for y in years]
    return list(countries)


def _regions(countries: Iterable[Item]) -> list[Item]:
    members: dict[str, list[str]] = {}
    for country in countries:
        members.setdefault(country.group, []).append(country.id)
    return [Item(name, name, countries=tuple(codes)) for name, codes in sorted(members.items())]


def _under(focus_area: str, line: str) -> bool:
    return not line or focus_area == line or focus_area.startswith(f"{line}:")


def _sector_name(row: Row) -> str:
    own = "" if row["vocabulary"] in ("1", "2") else " (reporter's own code)"
    return f"{row['code']} {row['name']}{own}" if row["code"] else str(row["name"])
