"""Programs of the graph as the comparison takes them: one row a program and country, and what its codes are called."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson
import pandas as pd

from analysis.resolution.text import latin_tokens
from app.services import Services

# Between a program's id and a country in the ids of rows; no id holds it.
AT = "\x1e"


@dataclass
class Reading:
    """``frame``: what ``find_overlaps`` takes. ``programs``: id to its row of the graph. ``names``: code or id to name.

    ``placeless``: programs of which no source names a country; they are not compared.
    """

    frame: pd.DataFrame
    programs: dict[str, dict[str, Any]]
    names: dict[str, str] = field(default_factory=dict)
    placeless: int = 0


def read_programs(made: Services) -> Reading:
    """Every program of the graph, once for each country that it works in."""
    query = made.catalogue["overlaps/programs"]
    offered = made.catalogue["pages/choices"].run(made.graph).dicts()
    names = {row["id"].removeprefix("country:"): row["name"] for row in offered if row["id"].startswith("country:")}
    programs: dict[str, dict[str, Any]] = {}
    rows: list[dict[str, Any]] = []
    placeless = 0
    for values in query.stream(made.graph):
        program = dict(zip(query.columns, values, strict=True))
        programs[program["id"]] = program
        names.update(_names(program))
        here = list(_rows(program))
        rows.extend(here)
        placeless += not here
    return Reading(pd.DataFrame(rows, columns=None if rows else ["id", "title"]), programs, names, placeless)


def read_program(made: Services, id_: str) -> dict[str, Any] | None:
    """One program as it is compared, or ``None`` where there is none of that id."""
    return made.catalogue["overlaps/programs"].run(made.graph, {"id": id_}).one()


def facts_of(program: Mapping[str, Any], country: str) -> list[Any]:
    """What a judgement on a program rests on; another value of any of these makes it another fact."""
    pairs = ("payers", "deliverers", "helped", "sectors", "focus_areas")
    return [
        program["title"], program["description"], program["starts"], program["ends"],
        *([row[0] for row in program[name]] for name in pairs), sorted(d for c, d in program["places"] if c == country and d),
    ]  # fmt: skip


def facts_hash(one: Mapping[str, Any], other: Mapping[str, Any], country: str) -> str:
    """One hash over what a judgement on a pair rests on, whichever comes first."""
    told = sorted(orjson.dumps(facts_of(program, country)) for program in (one, other))
    return hashlib.sha256(b"\n".join(told)).hexdigest()


def finding_key(one: Mapping[str, Any], other: Mapping[str, Any], country: str) -> str:
    """What names an overlap whatever ids the programs get: the country and the first record of each."""
    return f"overlap:{country}:" + "|".join(sorted(min(program["records"]) for program in (one, other)))


def _rows(program: dict[str, Any]) -> Iterator[dict[str, Any]]:
    countries = {country for country, _ in program["places"]} | {country for *_, country in program["helped"] if country}
    for country in sorted(countries):
        yield {
            "id": program["id"] + AT + country,
            "title": program["title"],
            "description": program["description"] or "",
            "funder": " ".join(row[0] for row in program["payers"]),
            "country": country,
            "sectors": [_code(row[0]) for row in program["sectors"]] + [row[1] for row in program["focus_areas"]],
            "districts": sorted({district for place, district in program["places"] if place == country and district}),
            "start": program["starts"],
            "end": program["ends"],
            "counterparts": [row[0] for row in (*program["deliverers"], *program["helped"])],
            "beneficiaries": [],
            "linked": [other + AT + country for other in program["linked"]],
            "identifiers": program["identifiers"] or [],
            "reporter": program["reporter"] or "",
        }


def _code(sector: str) -> str:
    return sector.rpartition(":")[2]


def _names(program: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for row in (*program["deliverers"], *program["helped"]):
        yield row[0], row[1]
    for row in program["sectors"]:
        yield _code(row[0]), row[1]
    for row in program["focus_areas"]:
        yield " ".join(latin_tokens(row[1])), row[1]
