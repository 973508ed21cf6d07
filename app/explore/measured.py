"""The map by its measures: what each thing is to the network that is drawn, as sizes, colours and columns of the table."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, replace

from analysis.measures import Measured, Member, around, measure
from app.explore.found import Found
from app.explore.view import MEASURES, View
from app.remembered import remembered

MOST = 5_000
GROUP = ("group", "Group that is close")
CLASSES, GROUPS_COLOURED = 5, 8
SMALL, LARGE = 4.0, 16.0
# As printed and in files, where no style sheet is: the light ones of static/css/explore.css.
PRINTED = {"c1": "#7288a3", "c2": "#5f83b3", "c3": "#3f6fb5", "c4": "#2455a0", "c5": "#0b2f6b", "g1": "#1a4480", "g2": "#b3541e",
           "g3": "#19764a", "g4": "#6b3fa0", "g5": "#8f6000", "g6": "#0d7699", "g7": "#a8327f", "g8": "#566b00", "rest": "#5c636b"}


@dataclass(frozen=True)
class Tone:
    """One colour of the legend: its key (``c1`` .. ``c5`` from low to high, ``g1`` .. ``g8``, ``rest``), its words, how many things."""

    key: str
    label: str
    count: int


@dataclass(frozen=True)
class MapMeasures:
    """What the map shows by measures. ``said``: on which network, or why there are none; ``columns``: measures of the table."""

    said: str
    columns: tuple[tuple[str, str], ...] = ()
    members: dict[str, Member] | None = None
    sizes: dict[str, float] | None = None
    tones: dict[str, str] | None = None
    legend: tuple[Tone, ...] = ()
    legend_title: str = ""

    def text(self, id_: str, name: str) -> str:
        """A value of the table as it is written; empty for what is not measured of that thing."""
        value = getattr(self.members[id_], name) if self.members else None
        return "" if value is None else (MEASURES[name][1] if name in MEASURES else "{}").format(value)

    def value(self, id_: str, name: str) -> float:
        """A value to sort by; what is not measured comes last."""
        value = getattr(self.members[id_], name) if self.members else None
        return -1.0 if value is None else float(value)


def by_measures(view: View, found: Found) -> MapMeasures | None:
    """What the view asks for; ``None`` where it asks for no measure."""
    asked = tuple(dict.fromkeys(name for name in (view.size, view.colour) if name))
    if not asked:
        return None
    if found.groups_by or any(thing.is_group for thing in found.things):
        return MapMeasures("Groups are not measured: open them, or draw the things themselves.")
    if len(found.things) > MOST:
        return MapMeasures(f"More than {MOST:,} things are not measured on the map: filter it, or follow “Who holds it together?”.")
    if not found.things:
        return None
    measured = measured_map(view, found)
    members = {member.id: member for member in measured.members}
    titles = dict([*((name, title) for name, (title, _) in MEASURES.items()), GROUP])
    tones, legend = _tones(view.colour, found, members)
    return MapMeasures(
        "Measured on the network that this map draws: its things and lines, as sources state them.",
        tuple((name, titles[name]) for name in asked), members, _sizes(view.size, members), tones, legend, titles.get(view.colour, ""),
    )  # fmt: skip


def measured_map(view: View, found: Found) -> Measured:
    """Measures of the network that a map draws: its things, linked as often as sources state it."""
    weights: Counter[tuple[str, str]] = Counter()
    for link in found.links:
        if link.start != link.end:
            weights[(min(link.start, link.end), max(link.start, link.end))] += link.links
    key = ("map-measures", tuple(sorted(thing.id for thing in found.things)), replace(view.data(), size="", colour="", pins=()).address())
    return remembered(key, lambda: measure({pair: float(n) for pair, n in weights.items()}, [thing.id for thing in found.things]))


def _sizes(name: str, members: dict[str, Member]) -> dict[str, float] | None:
    """Half the width of each mark in pixels: its area goes with the value."""
    if not name:
        return None
    values = {id_: float(getattr(member, name) or 0) for id_, member in members.items()}
    most = max(values.values()) or 1.0
    return {id_: round(SMALL + (LARGE - SMALL) * (value / most) ** 0.5, 2) for id_, value in values.items()}


def _tones(name: str, found: Found, members: dict[str, Member]) -> tuple[dict[str, str] | None, tuple[Tone, ...]]:
    if not name:
        return None, ()
    if name == GROUP[0]:
        return _by_group(found, members)
    values = {id_: getattr(member, name) for id_, member in members.items() if getattr(member, name) is not None}
    tops = _tops(sorted(values.values()))
    # Fewer classes are spread over the colours: the highest is always the strongest.
    keys = [f"c{round(1 + i * (CLASSES - 1) / max(1, len(tops) - 1))}" for i in range(len(tops))]
    of = {id_: keys[bisect_left(tops, value)] for id_, value in values.items()}
    counts, written = Counter(of.values()), MEASURES[name][1]
    legend = [Tone(key, _span([v for id_, v in values.items() if of[id_] == key], written), counts[key]) for key in keys]
    rest = len(members) - len(values)
    if rest:
        legend.append(Tone("rest", "not measured: linked with nothing", rest))
    return {id_: of.get(id_, "rest") for id_ in members}, tuple(legend)


def _tops(values: list[float]) -> list[float]:
    """The highest value of each class: classes of about as many things each, fewer where many things have one value."""
    places = (round(len(values) * part / CLASSES) - 1 for part in range(1, CLASSES + 1))
    return sorted({values[max(0, place)] for place in places} | {values[-1]}) if values else []


def _span(values: list[float], written: str) -> str:
    low, high = written.format(min(values)), written.format(max(values))
    return low if low == high else f"{low} to {high}"


def _by_group(found: Found, members: dict[str, Member]) -> tuple[dict[str, str], tuple[Tone, ...]]:
    words = around(tuple(members.values()), {thing.id: thing.name for thing in found.things})
    tones = {id_: f"g{m.group}" if m.group <= GROUPS_COLOURED and m.group in words else "rest" for id_, m in members.items()}
    counts = Counter(tones.values())
    legend = [Tone(f"g{n}", f"{n}: {words[n]}", counts[f"g{n}"]) for n in range(1, GROUPS_COLOURED + 1) if n in words]
    return tones, (*legend, *([Tone("rest", "other groups, and things alone", counts["rest"])] if counts["rest"] else ()))
