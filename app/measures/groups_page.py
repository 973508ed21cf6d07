"""Who works with whom, group by group: a matrix of kinds or countries, and the pairs behind each cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from flask import Response, request, url_for

from analysis.measures import Crossing, Met, crossed, meetings
from app.http.choices import Choice, choices
from app.http.formats import Table
from app.http.kinds import KIND_LOOKS
from app.http.page import Crumb, PageContext, respond
from app.http.paging import Column, Pager, pager
from app.http.problems import PageError
from app.http.sources import source_notes
from app.measures import bp
from app.measures.reading import Asked, asked_network, read
from app.remembered import remembered
from app.work.networks import Read, Thing

BY = {"kind": "Kind of organization", "country": "Country of the organization"}
NOT_STATED = "none"
ACROSS, ROWS = 12, 25
COLUMNS = ("one", "one_name", "other", "other_name", "pairs", "programs", "direct_links")
PAIR_COLUMNS = ("one", "one_name", "one_kind", "one_country", "other", "other_name", "other_kind", "other_country", "programs",
                "direct_links")  # fmt: skip
TITLE = "Who works with whom?"


@dataclass(frozen=True)
class Group:
    """One kind or country: key, what people read, how many organizations of it the network has."""

    key: str
    label: str
    members: int


@dataclass(frozen=True)
class Cell:
    """What is between two groups, and the address of the pairs; ``level`` 1 to 5 for the shade, 0 for nothing."""

    found: Crossing
    level: int
    address: str


@dataclass(frozen=True)
class Line:
    """One row of the matrix; ``all``: pairs with any group, each once."""

    group: Group
    cells: tuple[Cell, ...]
    all: int


@dataclass(frozen=True, kw_only=True)
class GroupsPage(PageContext):
    """``across``: the groups with most pairs; ``lines``: one group a row; ``crossings``: every two groups that meet."""

    template: ClassVar[str] = "measures/groups.html"
    asked: Asked
    by: str
    groups: dict[str, Group]
    crossings: dict[tuple[str, str], Crossing]
    across: tuple[Group, ...]
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    organizations: int
    pairs: int
    pager: Pager
    left_out: int
    countries: tuple[Choice, ...]
    focus_areas: tuple[Choice, ...]
    ways: tuple[tuple[str, str], ...] = tuple(BY.items())

    def data(self) -> Any:
        """Every two groups that meet."""
        return {**self.asked.address(), "by": self.by, "organizations": self.organizations, "pairs": self.pairs,
                "groups": [{"key": g.key, "name": g.label, "organizations": g.members} for g in self.groups.values()],
                "meetings": [dict(zip(COLUMNS, row, strict=True)) for row in self._rows()]}  # fmt: skip

    def table(self) -> Table:
        """One line for every two groups that meet."""
        return Table("who-works-with-whom", COLUMNS, self._rows())

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        for (one, other), found in self.crossings.items():
            yield (one, self.groups[one].label, other, self.groups[other].label, found.pairs, found.programs, found.direct)


@dataclass(frozen=True, kw_only=True)
class PairsPage(PageContext):
    """Every two organizations of two groups that meet."""

    template: ClassVar[str] = "measures/pairs.html"
    asked: Asked
    found: tuple[Met, ...]
    rows: tuple[Met, ...]
    things: dict[str, Thing]
    pager: Pager
    back: str

    def data(self) -> Any:
        """The pairs as objects."""
        return {**self.asked.address(), "pairs": [dict(zip(PAIR_COLUMNS, row, strict=True)) for row in self._rows()]}

    def table(self) -> Table:
        """One line a pair."""
        return Table("pairs", PAIR_COLUMNS, self._rows())

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        for met in self.found:
            one, other = self.things[met.one], self.things[met.other]
            yield (met.one, one.name, one.kind, one.country, met.other, other.name, other.kind, other.country, met.programs, met.direct)


@bp.get("/groups", endpoint="groups")
def groups() -> Response:
    """The matrix that the address asks for."""
    offered = choices()
    asked, by = _asked(), _by()
    found = _read(asked)
    group_of = _group_of(found, by)
    crossings = remembered(("crossed", asked, by), lambda: crossed(group_of, found.taking_part, found.direct))
    sizes = Counter(group_of.values())
    known = {key: Group(key, _label(by, key, offered.country_name), n) for key, n in sizes.items()}
    totals = _totals(crossings)
    order = sorted((g for g in known.values() if totals[g.key]), key=lambda g: (-totals[g.key], g.label))
    across, place = tuple(order[:ACROSS]), pager(len(order), size=ROWS)
    lines = tuple(_lines(asked, by, across, order[place.offset : place.offset + ROWS], crossings))
    return respond(GroupsPage(
        title=TITLE, wide=True,
        help="How many pairs of organizations of two kinds or countries meet: in a program that both have a part in, or by a direct link. "
             "Press a number for the pairs. Where there is none, no loaded source names any; they may work together all the same.",
        crumbs=(*_crumbs(), Crumb(TITLE)), as_of=asked.as_of, sources=source_notes(), asked=asked, by=by, groups=known, crossings=crossings,
        across=across, columns=_columns(by, across), lines=lines,
        organizations=len(found.things), pairs=sum(c.pairs for c in crossings.values()), pager=place, left_out=found.left_out,
        countries=offered.countries, focus_areas=offered.focus_areas,
    ))  # fmt: skip


@bp.get("/groups/pairs", endpoint="pairs")
def pairs() -> Response:
    """The organizations behind one cell of the matrix."""
    offered = choices()
    asked, by = _asked(), _by()
    found = _read(asked)
    group_of = _group_of(found, by)
    one, other = (request.args.get(name, "").strip()[:100] for name in ("one", "other"))
    for name, key in (("one", one), ("other", other)):
        if key and key not in group_of.values():
            raise PageError(400, f"{name}={key}: no organization of this network belongs to it.")
    met = tuple(m for m in _meetings(asked, found) if _between(group_of, m, one, other))
    place, back = pager(len(met)), url_for("measures.groups", **asked.address(), by=by)
    words = " and ".join(_label(by, key, offered.country_name) if key else "any other" for key in (one, other))
    return respond(PairsPage(
        title=f"Pairs: {words}", wide=True,
        help="Every two organizations of these groups that meet, first those that meet in most programs. The last column tells what joins "
             "them.",
        crumbs=(*_crumbs(), Crumb(TITLE, back), Crumb("Pairs")), as_of=asked.as_of, sources=source_notes(), asked=asked, found=met,
        rows=met[place.offset : place.offset + place.size], things=found.things, pager=place, back=back,
    ))  # fmt: skip


def _crumbs() -> tuple[Crumb, ...]:
    return (Crumb("Overview", url_for("overview.index")), Crumb("Measures", url_for("measures.index")))


def _asked() -> Asked:
    return replace(asked_network(choices()), network="organizations", view=None)


def _by() -> str:
    by = request.args.get("by", "") or "kind"
    if by not in BY:
        raise PageError(400, f"by={by[:40]}: expected one of {', '.join(BY)}.")
    return by


def _read(asked: Asked) -> Read:
    return remembered(("who meets whom", asked), lambda: read(asked))


def _meetings(asked: Asked, found: Read) -> list[Met]:
    return remembered(("meetings", asked), lambda: meetings(found.taking_part, found.direct))


def _group_of(found: Read, by: str) -> dict[str, str]:
    if by == "country":
        return {id_: thing.country or NOT_STATED for id_, thing in found.things.items()}
    return {id_: thing.kind for id_, thing in found.things.items()}


def _label(by: str, key: str, country_name: Callable[[str], str]) -> str:
    if by == "kind":
        return KIND_LOOKS[key].plural
    return "Country not stated" if key == NOT_STATED else country_name(key)


def _totals(crossings: Mapping[tuple[str, str], Crossing]) -> Counter[str]:
    """Pairs that each group has a part in, each pair once."""
    totals: Counter[str] = Counter()
    for pair, found in crossings.items():
        for key in set(pair):
            totals[key] += found.pairs
    return totals


def _lines(
    asked: Asked, by: str, across: tuple[Group, ...], down: list[Group], crossings: dict[tuple[str, str], Crossing]
) -> Iterator[Line]:
    most = max((c.pairs for c in crossings.values()), default=0)
    totals = _totals(crossings)
    for row in down:
        cells = []
        for column in across:
            found = crossings.get(_key(row.key, column.key), Crossing())
            address = url_for("measures.pairs", **asked.address(), by=by, one=row.key, other=column.key)
            cells.append(Cell(found, _level(found.pairs, most), address))
        yield Line(row, tuple(cells), totals[row.key])


def _level(pairs: int, most: int) -> int:
    """Shade 1 to 5 on a scale of powers, so that a few large cells do not leave the rest white; 0 for nothing."""
    return next((level for level in range(1, 6) if pairs <= most ** (level / 5)), 5) if pairs else 0


def _columns(by: str, across: tuple[Group, ...]) -> tuple[Column, ...]:
    first = Column("group", BY[by], help="and how many organizations")
    last = Column("all", "With any", numeric=True, help="pairs, each once")
    return (first, *(Column(g.key, g.label, numeric=True) for g in across), last)


def _between(group_of: Mapping[str, str], met: Met, one: str, other: str) -> bool:
    """Whether two that meet are of the two groups, one each; an empty group is any."""
    ends = (group_of[met.one], group_of[met.other])
    return any((not one or one == a) and (not other or other == b) for a, b in (ends, ends[::-1]))


def _key(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one <= other else (other, one)

