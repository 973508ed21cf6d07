"""Judges "Who could help here" by hiding: who is new in a country after a year, told only what came before?

    python -m benchmarks.recommend --home FOLDER                a home whose network is loaded and that nothing else is using
    python -m benchmarks.recommend FILE.. [--demo FOLDER]       IATI files and the demonstration's, into a folder of their own

For a cut year every ranking is told the work and the ties that are stated to have begun by 31 December of it. What states no start
is left out on both sides, and so is what has no day (that a program is over, what an organization says that it works on).

A **newcomer** delivers a program in a country within three years after the cut, was known of by then, and never worked in that country.
It is asked for in the cells of that program: its countries by its focus areas, as stated. A program is one event however many its cells:
each cell has an equal share. Who was not known of by the cut (``unknown``) can be named by nobody. Candidates are the same for all:
every known organization that never worked in the country, without the country's own government. Equal scores: the more programs first.

- ``partners``: the share of its events that is found in the first ten, the mean over newcomers of a cut. One that comes to thirty
  countries is one partner: a ranking that names it everywhere has found one. This is what is judged (decision 0116).
- ``events``: the same over all events together, where the largest organizations count most.
- popularity: most programs by the cut. common neighbours: most organizations at work in the country with which it shared a program.

Countries are halved by a hash of their code: the weights were tuned on one half (``tuned``), and are judged on the other (``held``).
Ends with one JSON line; status 1 where ``partners`` of the half held is less than 1.5 times popularity's.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from analysis.gaps.ask import Reader
from analysis.recommend import Body, Cell, Tie, Work, World, bodies, rank, ties, training, works
from app.recommend.reading import severity
from app.services import ROOT
from app.settings import read_settings
from graph.catalogue import load_catalogue
from graph.client import Graph
from graph.engine import Engine
from ledger.archive import Archive
from ledger.store import Ledger
from loaders.path.apply import Stores
from loaders.path.load import Request, load
from loaders.path.reference import ensure_reference
from loaders.registry import loader_named

FIRST, BAR, YEARS = 10, 1.5, 3
CUTS = (2005, 2008, 2011, 2014, 2017, 2020)
HALVES = ("tuned", "held", "all")
TIMEOUT = 600.0
Need = Mapping[str, Mapping[str, float]]
Scores = Mapping[str, float]
Method = Callable[[World, Cell, Sequence[Tie]], Scores]


@dataclass(frozen=True)
class Data:
    """What was read: organizations, parts in programs, ties, region and subregion of countries, and need by year."""

    bodies: Mapping[str, Body]
    works: Sequence[Work]
    ties: Sequence[Tie]
    places: Mapping[str, tuple[str, str]]
    need: Callable[[int], Need]


@dataclass(frozen=True)
class Hidden:
    """What is known at a cut, the share of each event by cell and newcomer, and how many pairs nobody could name."""

    world: World
    ties: Sequence[Tie]
    before: Mapping[str, set[str]]
    known: frozenset[str]
    shares: Mapping[Cell, Mapping[str, float]]
    unknown: int


@dataclass(frozen=True)
class Found:
    """A newcomer's share of an event in one cell, and whether each ranking had it in its first ten."""

    cut: int
    country: str
    body: str
    share: float
    by: Mapping[str, bool]


def hidden(data: Data, cut: int, years: int = YEARS) -> Hidden:
    """What is known by the end of a year, and who is new in which cells in the years after it."""
    day, until = f"{cut}-12-31", f"{cut + years}-12-31"
    dated = [replace(work, over=False) for work in data.works if work.starts]
    tied = [tie for tie in data.ties if tie.starts and tie.starts <= day]
    plain = {id_: replace(body, focus_areas=()) for id_, body in data.bodies.items()}
    told = [work for work in dated if work.starts <= day] + training(tied, plain)
    known = frozenset({work.body for work in told} | {tie.body for tie in tied})
    before: dict[str, set[str]] = defaultdict(set)
    for work in told:
        for country in work.countries:
            before[country].add(work.body)
    events, unknown = _events([work for work in dated if day < work.starts <= until], before, known)
    shares: dict[Cell, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for (body, _), cells in events.items():
        for country, focus in cells:
            shares[Cell(country, focus, day)][body] += 1 / len(cells)
    return Hidden(World.of(plain, told, data.places, data.need(cut)), tied, before, known, shares, unknown)


def _events(later: Iterable[Work], before: Mapping[str, set[str]], known: frozenset[str]) -> tuple[
        dict[tuple[str, str], set[tuple[str, str]]], int]:
    """Cells by newcomer and program, and how many pairs of a country and somebody who was not known of there are."""
    events: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    unknown: set[tuple[str, str]] = set()
    for work in (work for work in later if work.program and work.focus_areas):
        for country in work.countries:
            if work.body not in known:
                unknown.add((work.body, country))
            elif work.body not in before.get(country, ()):
                events[work.body, work.program] |= {(country, focus) for focus in work.focus_areas}
    return events, len(unknown)


def ours(world: World, cell: Cell, tied: Sequence[Tie]) -> Scores:
    """The formula of the page."""
    return {c.body.id: c.score() for c in rank(world, cell, tied).candidates}


def popularity(world: World, cell: Cell, tied: Sequence[Tie]) -> Scores:
    """How many programs, of anything anywhere."""
    return {id_: float(len({w.program for w in found if w.program})) for id_, found in world.of_bodies.items()}


def neighbours(world: World, cell: Cell, tied: Sequence[Tie]) -> Scores:
    """How many of those at work in the country it shared a program with."""
    there = world.by_country.get(cell.country, set())
    return {
        id_: float(len({o.body for w in found for o in world.of_programs.get(w.program, ()) if o.body in there and o.body != id_}))
        for id_, found in world.of_bodies.items()
    }


METHODS: dict[str, Method] = {"ours": ours, "popularity": popularity, "common neighbours": neighbours}


def judged(data: Data, cut: int) -> Iterator[Found]:
    """Every share of an event at a cut, and who found it."""
    hid = hidden(data, cut)
    for cell, new in sorted(hid.shares.items(), key=lambda pair: (pair[0].country, pair[0].focus)):
        tied = [tie for tie in hid.ties if tie.country == cell.country]
        fair = [o for o in hid.known if o not in hid.before.get(cell.country, ()) and data.bodies[o].governs != cell.country]
        popular = popularity(hid.world, cell, tied)
        tops = {name: first_ten(fair, method(hid.world, cell, tied), popular) for name, method in METHODS.items()}
        for body, share in new.items():
            yield Found(cut, cell.country, body, share, {name: body in top for name, top in tops.items()})


def first_ten(fair: Iterable[str], scores: Scores, popular: Scores) -> set[str]:
    """The first ten of the candidates by a ranking."""
    return set(sorted(fair, key=lambda id_: (-scores.get(id_, 0.0), -popular.get(id_, 0.0), id_))[:FIRST])


def half(country: str) -> str:
    """Which half of the countries one belongs to."""
    return HALVES[hashlib.sha256(country.encode()).digest()[0] % 2]


def rates(found: Sequence[Found], name: str) -> tuple[float, float]:
    """Of one ranking: the mean over newcomers of the share of their events that it found, and the share of all events."""
    by: dict[tuple[int, str], list[Found]] = defaultdict(list)
    for one in found:
        by[one.cut, one.body].append(one)
    if not by:
        return 0.0, 0.0
    partners = sum(_share(events, name) for events in by.values()) / len(by)
    return partners, _share(found, name)


def _share(found: Sequence[Found], name: str) -> float:
    return sum(one.share for one in found if one.by[name]) / sum(one.share for one in found)


def read(graph: Graph) -> Data:
    """Everything that the rankings stand on, from a graph."""
    catalogue = load_catalogue(ROOT / "cypher")
    rows = {name: catalogue[f"recommend/{name}"].run(graph, timeout=TIMEOUT).dicts() for name in ("work", "ties", "who")}
    reader, known = Reader(graph, catalogue), bodies(rows["who"])
    places = {c["country"]: (c["region"] or "", c["subregion"] or "") for c in reader.rows("countries")}
    return Data(known, works(rows["work"], known), ties(rows["ties"]), places, lambda year: severity(reader, f"{year}-12-31"))


def main(arguments: list[str] | None = None) -> int:
    """Exit code 0 where the bar is met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, help="IATI files")
    parser.add_argument("--demo", type=Path, help="folder of the demonstration's files")
    parser.add_argument("--home", type=Path, help="a home whose network is loaded")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        home = given.home or Path(scratch)
        engine = Engine(home.resolve(), read_settings().cache)
        graph = Graph(engine.start())
        try:
            if not given.home:
                _fill(graph, home, given.files, given.demo)
            data = read(graph)
            return _told([one for cut in CUTS for one in judged(data, cut)], sum(hidden(data, cut).unknown for cut in CUTS))
        finally:
            graph.close()
            engine.release()


def _fill(graph: Graph, home: Path, files: Sequence[Path], demo: Path | None) -> None:
    stores = Stores(graph, Ledger(read_settings({}, PARTNERGRAPH_HOME=str(home)).database_url), Archive(home / "archive"))
    ensure_reference(stores)
    if demo:
        load(stores, Request(loader_named("demo"), [demo], source="demo"))
    for number, file in enumerate(files):
        load(stores, Request(loader_named("iati"), [file], source=f"iati-{number}"))


def _told(found: Sequence[Found], unknown: int) -> int:
    print(f"{'countries':11}{'newcomers':>10}{'events':>8}" + "".join(f"{name:>28}" for name in METHODS))
    said: dict[str, dict[str, float]] = {}
    for part in HALVES:
        of = [one for one in found if part in ("all", half(one.country))]
        both = {name: rates(of, name) for name in METHODS}
        told = "".join(f"{f'partners {a:.3f} events {b:.3f}':>28}" for a, b in both.values())
        print(f"{part:11}{len({(o.cut, o.body) for o in of}):>10}{sum(o.share for o in of):>8.1f}{told}")
        said[part] = {name: round(partners, 4) for name, (partners, _) in both.items()}
    times = {part: round(of["ours"] / of["popularity"], 2) if of["popularity"] else 0.0 for part, of in said.items()}
    print(json.dumps({"partners": said, "times_popularity": times, "unknown": unknown}))
    return 0 if times["held"] >= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
