"""Candidates for a country and a focus area, scored by one formula whose parts are kept (decision 0116).

score = sum of weight x part, each part 0 to 1:

- ``elsewhere``: the same kind of work in other countries, each counted by how alike it is to this one;
- ``programs``: its programs elsewhere on just this, each once however many its countries, half for every four years since it began;
- ``recent``: its programs on anything, each once, half for every two years since it began;
- ``nearby``: other work in other countries, or work of which no source names the kind, counted by how alike they are;
- ``here``: work in this country on something near, or on this earlier;
- ``tie``: an agreement, a partnership or another link with this country; a State Partnership of its U.S. state;
- ``bodies``: bodies of this country that it worked with, here or elsewhere;
- ``knows``: programs elsewhere that it shared with those who are at work in this country.

Work that is over counts half as much for every ``HALVES`` years since. Sums are pressed below 1 by 1 - exp(-sum).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field

from analysis.recommend.alike import Settings
from analysis.recommend.facts import Body, Tie, Work

WEIGHTS: Mapping[str, float] = {
    "elsewhere": 0.18, "programs": 0.2, "here": 0.12, "tie": 0.07, "bodies": 0.2, "knows": 0.1, "recent": 0.08, "nearby": 0.05,
}
OF_PROGRAMS, OF_RECENT = 4.0, 2.0
HALVES, SAME_LINE, OTHER_LINE, UNSTATED, STATE = 5.0, 0.5, 0.25, 0.25, 0.5
TIES: Mapping[str, float] = {"PARTY_TO": 1.0, "PARTNERS_WITH": 1.0, "TRAINS": 1.0, "BENEFITS": 0.5, "OPERATES_IN": 0.5}
# Sums at which a part has reached 63 in a hundred.
ENOUGH: Mapping[str, float] = {"elsewhere": 3.0, "nearby": 3.0, "here": 3.0, "bodies": 1.5, "knows": 3.0, "programs": 1.5, "recent": 2.0}


@dataclass(frozen=True)
class Cell:
    """The question: who could help in a country on a focus area, on a day."""

    country: str
    focus: str
    day: str


@dataclass
class Candidate:
    """One organization with the parts of its score, and what each part stands on.

    ``state_ties``: those of other bodies of its U.S. state; ``helped``: bodies of the country that it worked with, by id;
    ``knows``: ids of those at work in the country with which it shared a program elsewhere; ``present``: its work in the cell.
    """

    body: Body
    parts: dict[str, float] = field(default_factory=dict)
    elsewhere: list[Work] = field(default_factory=list)
    nearby: list[Work] = field(default_factory=list)
    here: list[Work] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    state_ties: list[Tie] = field(default_factory=list)
    helped: dict[str, str] = field(default_factory=dict)
    knows: set[str] = field(default_factory=set)
    present: list[Work] = field(default_factory=list)

    def score(self, weights: Mapping[str, float] = WEIGHTS) -> float:
        """The parts, weighed; 0 to 1 where the weights sum to 1."""
        return sum(weights[name] * value for name, value in self.parts.items())


@dataclass(frozen=True)
class Ranked:
    """Candidates, best first, and those that are at work in the cell on the day."""

    candidates: tuple[Candidate, ...]
    present: tuple[Candidate, ...]


@dataclass(frozen=True)
class World:
    """All work that had begun by a day, indexed once: what every cell of that day is ranked from."""

    bodies: Mapping[str, Body]
    settings: Settings
    of_bodies: Mapping[str, Sequence[Work]]
    of_programs: Mapping[str, Sequence[Work]]
    by_country: Mapping[str, Set[str]]

    @classmethod
    def of(cls, bodies: Mapping[str, Body], works: Sequence[Work], places: Mapping[str, tuple[str, str]],
           need: Mapping[str, Mapping[str, float]]) -> World:
        """Index work by organization, program and country."""
        of_bodies: dict[str, list[Work]] = defaultdict(list)
        of_programs: dict[str, list[Work]] = defaultdict(list)
        by_country: dict[str, set[str]] = defaultdict(set)
        for work in works:
            of_bodies[work.body].append(work)
            if work.program:
                of_programs[work.program].append(work)
            for country in work.countries:
                by_country[country].add(work.body)
        return cls(bodies, Settings(places, need, by_country), of_bodies, of_programs, by_country)


def rank(world: World, cell: Cell, tied: Iterable[Tie], weights: Mapping[str, float] = WEIGHTS) -> Ranked:
    """Everybody with a reason to be considered, best first; equal scores by name.

    ``tied``: the ties to this country. Bodies of the country that would be helped, and organizations that are dissolved
    by the day, are no candidates.
    """
    found = _gathered(world, cell, list(tied))
    present = [c for c in found if c.present]
    rest = [c for c in found if not c.present]
    at_work = at_work_in(world, cell)
    for candidate in rest:
        candidate.parts = _parts(world, cell, candidate, at_work)
    scored = sorted((c for c in rest if c.score(weights) > 0), key=lambda c: (-c.score(weights), c.body.name, c.body.id))
    return Ranked(tuple(scored), tuple(sorted(present, key=lambda c: (c.body.name, c.body.id))))


def fit(areas: Iterable[str], focus: str) -> float:
    """How near the nearest of some focus areas is to the one asked: 1 the same or under it, 0.5 the same line,
    0.25 another; 0.25 too where none is stated, which may be any."""
    line = focus.split(":")[1]
    best = UNSTATED
    for area in areas:
        same = area == focus or area.startswith(f"{focus}:")
        best = max(best, 1.0 if same else SAME_LINE if area.split(":")[1] == line else OTHER_LINE)
    return best


def freshness(ends: str, over: bool, day: str) -> float:
    """1 while it runs, half for every five years since it ended; what is over on no stated day counts a half."""
    if not ends:
        return 0.5 if over else 1.0
    years = max(0.0, (_days(day) - _days(ends)) / 365.25)
    return float(0.5 ** (years / HALVES))


def running(work: Work | Tie, day: str) -> bool:
    """Whether work or a tie is in force on a day, as far as it is stated."""
    over = isinstance(work, Work) and work.over and not work.ends
    return work.starts <= day and (not work.ends or work.ends >= day) and not over


def _gathered(world: World, cell: Cell, tied: Sequence[Tie]) -> list[Candidate]:
    found: dict[str, Candidate] = {}
    for id_, works in world.of_bodies.items():
        if _may_help(world.bodies[id_], cell):
            candidate = Candidate(world.bodies[id_])
            for work in (work for work in works if work.begun(cell.day)):
                _sort_in(candidate, work, cell)
            found[id_] = candidate
    _add_ties(world, cell, tied, found)
    return list(found.values())


def _may_help(body: Body, cell: Cell) -> bool:
    return body.governs != cell.country and not (body.ends and body.ends < cell.day)


def _sort_in(candidate: Candidate, work: Work, cell: Cell) -> None:
    near = fit(work.focus_areas, cell.focus)
    if cell.country in work.countries:
        if near == 1.0 and running(work, cell.day):
            candidate.present.append(work)
        elif work.program:
            candidate.here.append(work)
    else:
        (candidate.elsewhere if near >= SAME_LINE else candidate.nearby).append(work)
    candidate.helped.update({body.id: body.name for body in work.helped if body.country == cell.country})


def _add_ties(world: World, cell: Cell, tied: Sequence[Tie], found: dict[str, Candidate]) -> None:
    states: dict[str, list[Tie]] = defaultdict(list)
    for tie in tied:
        body = world.bodies.get(tie.body)
        if not body or tie.starts > cell.day or not _may_help(body, cell):
            continue
        candidate = found.setdefault(tie.body, Candidate(body))
        candidate.ties.append(tie)
        if body.us_state and tie.how == "PARTNERS_WITH":
            states[body.us_state].append(tie)
    for body in world.bodies.values():
        if body.us_state in states and _may_help(body, cell):
            found.setdefault(body.id, Candidate(body))
    for candidate in found.values():
        own = {tie.body for tie in candidate.ties}
        candidate.state_ties = [t for t in states.get(candidate.body.us_state, ()) if t.body not in own]


def at_work_in(world: World, cell: Cell) -> frozenset[str]:
    """Who is at work in the country on the day, on anything."""
    there = world.by_country.get(cell.country, frozenset())
    return frozenset(id_ for id_ in there if any(cell.country in w.countries and running(w, cell.day) for w in world.of_bodies[id_]))


def _parts(world: World, cell: Cell, candidate: Candidate, at_work: Set[str]) -> dict[str, float]:
    day = cell.day
    here = sum(fit(w.focus_areas, cell.focus) * freshness(w.ends, w.over, day) for w in candidate.here)
    linked = [TIES.get(t.how, 0.5) * freshness(t.ends, False, day) for t in candidate.ties]
    linked += [STATE * freshness(t.ends, False, day) for t in candidate.state_ties]
    candidate.helped.update({t.other: t.other_name for t in candidate.ties if t.other.startswith("org:")})
    candidate.knows = set(_known(world, at_work, candidate))
    on_this = [w for w in candidate.elsewhere if fit(w.focus_areas, cell.focus) == 1.0]
    return {
        "programs": _pressed("programs", _begun(on_this, day, OF_PROGRAMS, 0.5)),
        "recent": _pressed("recent", _begun((*candidate.elsewhere, *candidate.nearby, *candidate.here), day, OF_RECENT, 0.0)),
        "elsewhere": _pressed("elsewhere", _elsewhere(world.settings, cell, candidate.elsewhere)),
        "nearby": _pressed("nearby", _elsewhere(world.settings, cell, candidate.nearby)), "here": _pressed("here", here),
        "tie": max(linked, default=0.0), "bodies": _pressed("bodies", len(candidate.helped)),
        "knows": _pressed("knows", len(candidate.knows)),
    }


def _elsewhere(settings: Settings, cell: Cell, works: Iterable[Work]) -> float:
    """Over all other countries: how alike, times the work there pressed below 1, so that many programs in one are not all."""
    there: dict[str, float] = defaultdict(float)
    for work in works:
        worth = fit(work.focus_areas, cell.focus) * freshness(work.ends, work.over, cell.day)
        for country in work.countries:
            there[country] += worth
    return sum(settings.likeness(cell.country, country) * (1 - math.exp(-worth)) for country, worth in there.items())


def _begun(works: Iterable[Work], day: str, halves: float, unstated: float) -> float:
    """Programs, each once, half for every so many years since it began; ``unstated``: what one counts of which no start is stated."""
    found: dict[str, float] = defaultdict(float)
    for w in works:
        if w.program:
            worth = 0.5 ** ((_days(day) - _days(w.starts)) / 365.25 / halves) if w.starts else unstated
            found[w.program] = max(found[w.program], float(worth))
    return sum(sorted(found.values()))


def _known(world: World, at_work: Set[str], candidate: Candidate) -> Iterable[str]:
    for work in (*candidate.elsewhere, *candidate.nearby):
        for other in world.of_programs.get(work.program, ()):
            if other.body != candidate.body.id and other.body in at_work:
                yield other.body


def _pressed(part: str, total: float) -> float:
    return 1 - math.exp(-total / ENOUGH[part])


def _days(day: str) -> int:
    year, month, of_month = (int(part) for part in day[:10].split("-"))
    return 365 * year + 30 * month + of_month
