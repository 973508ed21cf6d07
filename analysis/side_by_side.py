"""Two networks side by side: two countries, two organizations, or one of them on two days. Plain rows in, plain results out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

BOTH, ONE, OTHER = "both", "one", "other"
WHERE = (BOTH, ONE, OTHER)
US_KINDS = frozenset({"us_federal", "us_state", "us_local"})


@dataclass(frozen=True)
class Partner:
    """An organization: ``kind`` empty where no source states one, ``country`` a code or empty."""

    id: str
    name: str
    kind: str
    country: str


@dataclass(frozen=True)
class Program:
    """A program of a side: ids of its focus areas (lines too), codes of its countries, who has a part in it."""

    id: str
    name: str
    focus: tuple[str, ...]
    countries: tuple[str, ...]
    partners: tuple[Partner, ...]


@dataclass(frozen=True)
class Count:
    """How many on the one side, on the other, and on both."""

    one: int
    other: int
    both: int


@dataclass(frozen=True)
class Compared:
    """Something that stands on a side: ``one``, ``other``: programs in which a partner is there, 1 for a program itself, else 0."""

    id: str
    name: str
    kind: str
    one: int
    other: int

    @property
    def where(self) -> str:
        """``both``, ``one`` or ``other``."""
        return BOTH if self.one and self.other else ONE if self.one else OTHER


def counts(one: Sequence[Program], other: Sequence[Program]) -> dict[str, Count]:
    """How many programs, countries and partners, and of those how many U.S. agencies, counterparts, NGOs, international bodies."""
    kinds: dict[str, Callable[[Partner], bool]] = {
        "partners": lambda p: True, "us": lambda p: p.kind in US_KINDS, "counterparts": lambda p: p.kind == "foreign_counterpart",
        "ngos": lambda p: p.kind == "ngo", "international": lambda p: p.kind in ("international_organization", "regional_body"),
    }  # fmt: skip
    found = {"programs": _count({p.id for p in one}, {p.id for p in other}), "countries": _count(_countries(one), _countries(other))}
    for key, fits in kinds.items():
        found[key] = _count(*({p.id for p in _partners(side).values() if fits(p)} for side in (one, other)))
    return found


def by_focus(one: Sequence[Program], other: Sequence[Program]) -> dict[str, Count]:
    """Programs by focus area, a program in each that it works on; those that neither side has are not in it."""
    sides = [_by_area(side) for side in (one, other)]
    return {area: _count(*(side.get(area, set()) for side in sides)) for area in sorted(sides[0].keys() | sides[1].keys())}


def partners(one: Sequence[Program], other: Sequence[Program], without: Iterable[str] = ()) -> list[Compared]:
    """Everybody with a part in a program of a side, those of both first, then by in how many. ``without``: those compared themselves."""
    sides = [Counter(partner.id for program in side for partner in set(program.partners)) for side in (one, other)]
    known, left_out = {**_partners(one), **_partners(other)}, set(without)
    found = [Compared(id_, p.name, p.kind, sides[0][id_], sides[1][id_]) for id_, p in known.items() if id_ not in left_out]
    return sorted(found, key=lambda c: (WHERE.index(c.where), -(c.one + c.other), c.name.casefold(), c.id))


def programs(one: Sequence[Program], other: Sequence[Program]) -> list[Compared]:
    """Every program of a side, those of both first."""
    here, there = {p.id for p in one}, {p.id for p in other}
    known: Mapping[str, Program] = {p.id: p for p in (*one, *other)}
    found = [Compared(id_, p.name, "program", int(id_ in here), int(id_ in there)) for id_, p in known.items()]
    return sorted(found, key=lambda c: (WHERE.index(c.where), c.name.casefold(), c.id))


def _count(one: set[str], other: set[str]) -> Count:
    return Count(len(one), len(other), len(one & other))


def _by_area(side: Iterable[Program]) -> dict[str, set[str]]:
    """Ids of programs by focus area."""
    found: dict[str, set[str]] = defaultdict(set)
    for program in side:
        for area in program.focus:
            found[area].add(program.id)
    return found


def _countries(side: Iterable[Program]) -> set[str]:
    return {code for program in side for code in program.countries}


def _partners(side: Iterable[Program]) -> dict[str, Partner]:
    return {partner.id: partner for program in side for partner in program.partners}
