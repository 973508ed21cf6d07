"""Facets as a reader sees them: values with names and counts, those chosen first, and why a facet has none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from app.http.choices import Choices
from app.http.sources import titles
from app.http.text import day as written
from app.lists import reading
from app.lists.asked import Asked
from app.lists.kinds import Facet
from app.services import services

FIRST = 8
_NOT_STATED = {"country": "Country not stated", "focus": "Line of effort not stated"}
_PROBLEMS = {"any": "At least one", "none": "None found"}
_ORDERED = ("focus", "in_force", "overlap")


@dataclass(frozen=True)
class Value:
    """One value of a facet. ``found``: how many there would be with it alone; ``below``: it stands below the value before it."""

    value: str
    label: str
    found: int
    chosen: bool
    below: bool = False


@dataclass(frozen=True)
class Shown:
    """One facet on the page. ``first`` and ``more``: its values, the most frequent first; ``note``: what to know about the counts."""

    facet: Facet
    first: tuple[Value, ...]
    more: tuple[Value, ...]
    note: str = ""
    way: str = ""

    @property
    def chosen(self) -> tuple[Value, ...]:
        """The values that are chosen."""
        return tuple(value for value in (*self.first, *self.more) if value.chosen)


Name = Callable[[str], str]


@dataclass(frozen=True)
class Names:
    """How values are called; made once a request."""

    choices: Choices
    states: Mapping[str, str]
    sources: Mapping[str, str]

    def of(self, facet: Facet, value: str) -> str:
        """A value as people read it."""
        if facet.key in _NOT_STATED and value == "none":
            return _NOT_STATED[facet.key]
        if facet.key == "country":
            return self.choices.country_name(value)
        if facet.key == "state":
            return self.states.get(value, value)
        if facet.key == "source":
            return self.sources.get(value, value)
        if facet.key == "focus":
            return self.area(value)
        if facet.key == "problem":
            return _PROBLEMS.get(value) or services().catalogue[f"quality/{value}"].title
        return facet.label(value)

    def area(self, value: str) -> str:
        """The name of a focus area by its id without ``focus:``."""
        return next((c.label for c in self.choices.focus_areas if c.value == value), value)


def names(choices: Choices) -> Names:
    """The names of this moment."""
    made = services()
    rows = made.catalogue["lists/us-states"].run(made.graph).rows
    return Names(choices, dict(rows), titles())


def facets_of(asked: Asked, day: dt.date, named: Names) -> tuple[int, tuple[Shown, ...]]:
    """How many there are, and every facet of a list with its counts."""
    found = reading.counts(asked, day, ("all", *(facet.key for facet in asked.kind.facets)))
    shown = tuple(_shown(asked, facet, found.get(facet.key, {}), named) for facet in asked.kind.facets)
    return found.get("all", {}).get("all", 0), shown


def _shown(asked: Asked, facet: Facet, found: Mapping[str, int], named: Names) -> Shown:
    note, way = _overlap_note() if facet.key == "overlap" else ("", "")
    counted = {(value.removeprefix("focus:") if facet.key == "focus" else value): number for value, number in found.items()}
    order = None
    if facet.key in _ORDERED:
        order = [*(c.value for c in named.choices.focus_areas), "yes", "no"]
    made = arranged(facet, counted, asked.chosen(facet.key), lambda value: named.of(facet, value), order)
    return replace(made, note=note, way=way)


def arranged(facet: Facet, found: Mapping[str, int], chosen: Sequence[str], name: Name, order: Sequence[str] | None = None) -> Shown:
    """A facet with its values: in an order of their own where there is one, else those chosen and the most frequent first.

    "Not stated" stands last; in a facet of focus areas, topics that are not chosen are folded.
    """
    counted = {**dict.fromkeys(chosen, 0), **found}
    values = [Value(value, name(value), number, value in chosen, facet.key == "focus" and ":" in value)
              for value, number in counted.items()]
    if order is not None:
        place = {value: at for at, value in enumerate(order)}
        values.sort(key=lambda value: (value.value == "none", place.get(value.value, len(place)), value.label))
        folded = tuple(value for value in values if value.below and not value.chosen)
        return Shown(facet, tuple(value for value in values if value not in folded), folded)
    values.sort(key=lambda value: (not value.chosen, value.value not in _PROBLEMS if facet.key == "problem" else False, -value.found,
                                   value.label.casefold()))
    unstated = [value for value in values if value.value == "none" and facet.key != "problem"]
    values = [value for value in values if value not in unstated]
    first = max(FIRST, sum(value.chosen for value in values))
    rest = values[first:] if len(values) > first + 1 else []
    shown = (*values[:len(values) - len(rest)], *unstated)
    return Shown(facet, shown, tuple(sorted(rest, key=lambda value: value.label.casefold())))


def _overlap_note() -> tuple[str, str]:
    kept, last = reading.compared(), services().ledger.last_done()
    if kept is None:
        return "Programs were not compared yet, so nobody knows. This says nothing about overlaps.", "Compare them"
    at = written(kept.about["at"][:10])
    if kept.about["state"] != (last.id if last else 0):
        return f"As compared on {at}; the data changed since.", "Compare again"
    return f"As compared on {at}.", ""
