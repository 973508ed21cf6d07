"""Reads what recommending stands on: all of it where the network is small, else what is near the question."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from analysis.gaps.ask import Reader, indicators, need
from analysis.gaps.need import severities
from analysis.recommend import Body, Cell, Ranked, Tie, World, bodies, rank, ties, training, works
from app.gaps.reading import reader
from app.http.problems import PageError
from app.recommend.asked import Asked
from app.remembered import remembered
from app.services import services
from graph.errors import QueryTimeout

READ_WHOLE = 5_000
PATIENCE = 20.0
Row = dict[str, Any]


@dataclass(frozen=True)
class Read:
    """Organizations, work and ties as read; ``narrowed``: only of the line of effort and the country, the network is large."""

    bodies: dict[str, Body]
    world: World
    ties: tuple[Tie, ...]
    narrowed: bool


def ranked(asked: Asked) -> tuple[Ranked, Read]:
    """Candidates for what is asked, best first; kept as long as nothing is loaded or decided."""
    return remembered(("who-could-help", asked.country, asked.focus, asked.as_of), lambda: _ranked(asked))


def _ranked(asked: Asked) -> tuple[Ranked, Read]:
    read = _read(asked)
    cell = Cell(asked.country, f"focus:{asked.focus}", asked.as_of.isoformat())
    return rank(read.world, cell, [tie for tie in read.ties if tie.country == asked.country]), read


def _read(asked: Asked) -> Read:
    """The whole network once, where it is small enough; else what is near the question."""
    if _ask("size")[0]["programs"] <= READ_WHOLE:
        return remembered(("who-could-help", asked.as_of.year), lambda: _made(asked, {}, {}, False))
    line = asked.focus.partition(":")[0]
    near = [f"focus:{value}" for value in asked.form.focus_areas if value.partition(":")[0] == line]
    try:
        programs = [row["program_id"] for row in _ask("near", focus_areas=near, country=asked.country)]
        return _made(asked, {"programs": programs}, {"countries": [asked.country]}, True)
    except QueryTimeout as error:
        said = f"This network is too large to compare everybody on {asked.what} in {PATIENCE:.0f} seconds."
        raise PageError(413, said, "Ask again when fewer people use it, or look at the list of organizations, filtered.") from error


def _made(asked: Asked, of_work: Row, of_ties: Row, narrowed: bool) -> Read:
    work, tied = _ask("work", **of_work), ties(_ask("ties", **of_ties))
    ids = sorted({part[0] for row in work for part in row["does"]} | {tie.body for tie in tied})
    known = bodies(_ask("who", **({"ids": ids} if narrowed else {})))
    on_gaps = reader()
    places = {c["country"]: (c["region"] or "", c["subregion"] or "") for c in on_gaps.rows("countries")}
    world = World.of(known, [*works(work, known), *training(tied, known)], places, severity(on_gaps, asked.as_of.isoformat()))
    return Read(known, world, tuple(tied), narrowed)


def _ask(name: str, **params: Any) -> list[Row]:
    made = services()
    return made.catalogue[f"recommend/{name}"].run(made.graph, params, timeout=PATIENCE).dicts()


def severity(on_gaps: Reader, day: str) -> dict[str, dict[str, float]]:
    """Severity of need by country and indicator, from the latest values up to a day's year."""
    made: dict[str, dict[str, float]] = defaultdict(dict)
    telling = [indicator for indicator in indicators(on_gaps, day) if indicator.tells_need]
    values = need(on_gaps, day, [indicator.id for indicator in telling])
    for indicator in telling:
        of = {country: found[indicator.id].value for country, found in values.items() if indicator.id in found}
        for country, value in severities(of, indicator.direction).items():
            made[country][indicator.id] = value
    return made
