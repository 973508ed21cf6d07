"""What stands beside the picture: the table that says the same, the legend, the filters in force, and the details of one thing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.explore import moves
from app.explore.found import Found, details
from app.explore.measured import MapMeasures
from app.explore.things import Link, Thing
from app.explore.view import KINDS, View
from app.http.choices import Choices
from app.http.kinds import KIND_LOOKS
from app.http.site import profile
from app.lists.selection import described
from app.profiles.phrases import phrase
from graph.model import LINKS

NAMED = 3
INSIDE_SHOWN = 50


@dataclass(frozen=True)
class Step:
    """A link to another view. ``key`` finds the same link again after the step."""

    label: str
    address: str
    key: str = ""


@dataclass(frozen=True)
class Said:
    """How a thing is linked to others on the map: a phrase, the first of them, how many more."""

    phrase: str
    others: tuple[Thing, ...]
    more: int


@dataclass(frozen=True)
class Row:
    """One thing of the table."""

    thing: Thing
    said: tuple[Said, ...]
    links: int
    in_force: bool
    open: Step
    step: Step | None


@dataclass(frozen=True)
class LegendEntry:
    """A kind or a type of link, how many there are, and the step that leaves it out or brings it back."""

    key: str
    label: str
    count: int
    left_out: bool
    address: str


@dataclass(frozen=True)
class LinkCount:
    """Neighbours of a thing by one type of link, and the step that shows them; no step where they are shown."""

    phrase: str
    others: int
    in_force: int
    step: Step | None


@dataclass(frozen=True)
class Details:
    """The thing that is looked at: what it is linked to before anything is expanded, and what can be done with it."""

    thing: Thing
    address: str
    counts: tuple[LinkCount, ...]
    steps: tuple[Step, ...]
    inside: tuple[Thing, ...] = ()
    more_inside: int = 0


class Rows:
    """The table's rows, made when they are asked for: a page of a large map needs a hundred of its thousands."""

    def __init__(self, view: View, found: Found, measures: MapMeasures | None = None) -> None:
        self.view, self.found = view, found
        self._links: dict[str, list[tuple[Link, bool]]] = defaultdict(list)
        for link in found.links:
            self._links[link.start].append((link, True))
            self._links[link.end].append((link, False))
        kept = set(view.kept)
        self._order = sorted(
            found.things, key=lambda thing: (thing.id not in kept, -thing.size, -len(self._links[thing.id]), thing.name.casefold()))
        if measures and measures.columns and measures.members:
            name = measures.columns[0][0]
            self._order.sort(key=lambda thing: -measures.value(thing.id, name))

    def __len__(self) -> int:
        return len(self._order)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.slice(0, len(self)))

    def slice(self, start: int, size: int) -> list[Row]:
        """Some rows: chosen things first, then those with most links on the map; by a measure, where the map goes by one."""
        return [_row(self.view, self.found, thing, self._links[thing.id]) for thing in self._order[start:start + size]]


def _row(view: View, found: Found, thing: Thing, links: list[tuple[Link, bool]]) -> Row:
    by_phrase: dict[str, dict[str, None]] = defaultdict(dict)
    for link, outgoing in links:
        by_phrase[phrase(link.type, outgoing=outgoing)][link.end if outgoing else link.start] = None
    said = tuple(_said(text, [known for id_ in ids if (known := found.thing(id_))]) for text, ids in by_phrase.items())
    opening = Step("Details", replace(view, open=thing.id).address(), f"open {thing.id}")
    return Row(thing, said, sum(link.links for link, _ in links), any(link.in_force for link, _ in links), opening,
               _main_step(view, found, thing))


def _said(text: str, others: list[Thing]) -> Said:
    return Said(text, tuple(others[:NAMED]), max(0, len(others) - NAMED))


def _main_step(view: View, found: Found, thing: Thing) -> Step | None:
    """The step that most readers want next: open a group, expand a thing, or collapse it."""
    if thing.is_group:
        address = group_address(view, found, thing)
        return Step("Open group", address, f"step {thing.id}") if address else None
    if any(e.id == thing.id for e in view.expand):
        return Step("Collapse", moves.collapse(view, [thing.id]).address(), f"step {thing.id}")
    return Step("Expand", moves.expand(view, [thing.id]).address(), f"step {thing.id}")


def group_address(view: View, found: Found, group: Thing) -> str:
    """The view with a group opened, or ``""`` for a group of the whole network that no filter can name."""
    _, by, value = group.id.split(":", 2)
    if by == "own":
        return moves.unbundle(view, int(value)).address()
    if found.groups_by == "kind":
        return replace(view, kinds=(value,), group="", open="").address()
    if found.groups_by == "country":
        return replace(view, country=group.country, group="", open="").address() if group.country else ""
    return replace(view, opened=(*view.opened, group.id), open="").address()


def legend(view: View, found: Found) -> tuple[tuple[LegendEntry, ...], tuple[LegendEntry, ...]]:
    """Kinds and types of links that are on the map or left out of it."""
    kinds = Counter[str]()
    for thing in found.things:
        kinds[thing.kind] += 1
    types = Counter[str]()
    for link in found.links:
        types[link.type] += link.links
    return (
        tuple(_entry(view, key, KIND_LOOKS[key].label, kinds[key]) for key in KINDS if kinds[key] or key in view.without),
        tuple(_entry(view, type_, phrase(type_, outgoing=True), types[type_]) for type_ in LINKS if types[type_] or type_ in view.without),
    )


def _entry(view: View, key: str, label: str, count: int) -> LegendEntry:
    return LegendEntry(key, label, count, key in view.without, moves.toggle(view, key).address())


def chips(view: View, choices: Choices) -> tuple[Step, ...]:
    """The filters in force, each with the step that takes it away."""
    found = []
    if view.listed:
        found.append(Step(f"Things of a list: {described(view.listed)}", replace(view, listed="").address(), "chip list"))
    if view.country:
        found.append(Step(f"Country: {choices.country_name(view.country)}", replace(view, country="").address(), "chip country"))
    if view.focus:
        name = next((c.label for c in choices.focus_areas if c.value == view.focus), view.focus)
        found.append(Step(f"Works on: {name}", replace(view, focus="").address(), "chip focus"))
    if view.year is not None:
        found.append(Step(f"In force in {view.year}", replace(view, year=None).address(), "chip year"))
    if view.since:
        found.append(Step(f"In force at any time since {view.since}", replace(view, since="").address(), "chip since"))
    if view.current and not view.since:
        found.append(Step("In force on the day above", replace(view, current=False).address(), "chip current"))
    for kind in view.kinds:
        less = tuple(known for known in view.kinds if known != kind)
        found.append(Step(f"Only {KIND_LOOKS[kind].plural}", replace(view, kinds=less).address(), f"chip {kind}"))
    if view.group:
        found.append(Step(f"Grouped by {view.group}", replace(view, group="", opened=()).address(), "chip group"))
    return tuple(found)


def looked_at(view: View, found: Found) -> Details | None:
    """The details of the thing that the view opens, where it is on the map."""
    thing = found.thing(view.open) if view.open else None
    if thing is None:
        return None
    if thing.is_group:
        return _group_details(view, found, thing)
    counts = tuple(
        LinkCount(phrase(row["type"], outgoing=row["outgoing"]), row["others"], row["in_force"], _type_step(view, thing, row["type"]))
        for row in details(view, thing.id)
    )
    pinned = any(pin.id == thing.id for pin in view.pins)
    steps = [
        _main_step(view, found, thing),
        Step("Unpin" if pinned else "Pin", moves.pin(view, thing.id).address(), "pin"),
        Step("Hide", moves.hide(view, [thing.id]).address(), "hide"),
        Step("Only this and its neighbours", moves.add(moves.keep_only(view, [thing.id]), thing.id).address(), "only"),
    ]
    return Details(thing, profile(thing.id), counts, tuple(step for step in steps if step))


def _type_step(view: View, thing: Thing, type_: str) -> Step | None:
    shown = {e.type for e in view.expand if e.id == thing.id}
    if shown & {"", type_}:
        return None
    return Step("Show these", moves.expand(view, [thing.id], type_).address(), f"type {type_}")


def _group_details(view: View, found: Found, group: Thing) -> Details:
    names = {thing.id: thing for thing in found.members}
    inside = tuple(names[id_] for id_ in group.inside[:INSIDE_SHOWN] if id_ in names)
    steps = [_main_step(view, found, group), Step("Hide", _hidden_group(view, found, group), "hide")]
    return Details(group, "", (), tuple(step for step in steps if step), inside, group.size - len(inside))


def _hidden_group(view: View, found: Found, group: Thing) -> str:
    return moves.hide(view, [group.id] if found.groups_by else group.inside).address()
