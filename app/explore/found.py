"""What a view shows, read from the graph: things, links among them, and what was left out and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.explore.groups import collapse
from app.explore.things import SPECIAL, Link, Thing
from app.explore.view import Expansion, View
from app.http.choices import choices
from app.http.kinds import KIND_LOOKS, look
from app.http.text import count
from app.lists.selection import listed
from app.services import services

MOST_WHOLE, MOST_DRAWN = 400, 20_000
TIMEOUT = 120.0


@dataclass(frozen=True)
class Spread:
    """An expanded thing: neighbours there are (``around``), that pass the filters, and that are shown."""

    id: str
    name: str
    type: str
    around: int
    passing: int
    shown: int

    @property
    def capped(self) -> int:
        """How many pass the filters and are not shown."""
        return self.passing - self.shown


@dataclass(frozen=True)
class Found:
    """The answer to a view. ``groups_by``: the whole network is shown by ``kind`` or ``country``; ``total``: things behind it;
    ``members``: things that stand in a group."""

    things: tuple[Thing, ...] = ()
    links: tuple[Link, ...] = ()
    spreads: tuple[Spread, ...] = ()
    missing: tuple[str, ...] = ()
    hidden: tuple[Thing, ...] = ()
    groups_by: str = ""
    total: int = 0
    members: tuple[Thing, ...] = ()
    _by_id: dict[str, Thing] = field(default_factory=dict, compare=False, repr=False)

    def thing(self, id_: str) -> Thing | None:
        """The thing of an id that is shown, or ``None``."""
        if not self._by_id:
            self._by_id.update({thing.id: thing for thing in self.things})
        return self._by_id.get(id_)

    def name(self, id_: str) -> str:
        """The name of a thing that is shown, else its id."""
        known = self.thing(id_)
        return known.name if known else id_


def find(view: View) -> Found:
    """What a view shows at this moment."""
    return _whole(view) if view.whole else _chosen(view)


def _chosen(view: View) -> Found:
    spreads = _neighbours(view, view.expand)
    around = [id_ for row in spreads for id_ in row["neighbours"]]
    of_list = listed(view.listed, view.window(services().today())[1]) if view.listed else ()
    ids = list(dict.fromkeys([*view.kept, *of_list, *around]))
    known = _things(ids)
    names = {thing.id: thing.name for thing in known}
    shown = [thing for thing in known if thing.id not in view.hide]
    told = tuple(
        Spread(row["id"], names.get(row["id"], row["id"]), row["type"], row["around"], row["passing"], len(row["neighbours"]))
        for row in spreads
    )
    return _grouped(view, Found(
        tuple(shown), _links(view, [thing.id for thing in shown]), told,
        tuple(id_ for id_ in ids if id_ not in names), _things(view.hide), total=len(shown),
    ))


def _grouped(view: View, found: Found) -> Found:
    if not (view.group or view.bundles):
        return found
    names = {choice.value: choice.label for choice in choices().countries} if view.group == "country" else {}
    things, links = collapse(view, found.things, found.links, names)
    alone = {thing.id for thing in things}
    inside = tuple(thing for thing in found.things if thing.id not in alone)
    return Found(things, links, found.spreads, found.missing, found.hidden, found.groups_by, found.total, inside)


def _whole(view: View) -> Found:
    groups = _ask("whole-groups", {**_filters(view), "by": view.group if view.group in ("kind", "country") else _by(view)})
    total = sum(row["things"] for row in groups)
    if total <= MOST_WHOLE or (view.every and total <= MOST_DRAWN):
        ids = [row["id"] for row in _ask("whole", {**_filters(view), "most": MOST_DRAWN})]
        pinned = [pin.id for pin in view.pins]
        things = tuple(thing for thing in _things([*ids, *(p for p in pinned if p not in set(ids))]) if thing.id not in view.hide)
        return _grouped(view, Found(things, _links(view, [thing.id for thing in things]), hidden=_things(view.hide), total=total))
    by = view.group if view.group in ("kind", "country") else _by(view)
    things = tuple(_whole_group(by, row) for row in groups)
    kept = tuple(thing for thing in things if thing.id not in view.hide)
    links = _ask("whole-group-links", {**_filters(view), "by": by})
    shown = {thing.id for thing in kept}
    between = tuple(
        Link(f"group:{by}:{row['start']}", f"group:{by}:{row['end']}", row["type"], row["links"], row["in_force"]) for row in links
        if {f"group:{by}:{row['start']}", f"group:{by}:{row['end']}"} <= shown
    )
    return Found(kept, between, hidden=tuple(thing for thing in things if thing.id in view.hide), groups_by=by, total=total)


def _by(view: View) -> str:
    """By country where there are several, else by kind."""
    return "kind" if view.country else "country"


def _whole_group(by: str, row: dict[str, Any]) -> Thing:
    key = row["group"]
    if by == "kind":
        name, kind = KIND_LOOKS[key].plural, key
    else:
        name, kind = row["name"] or SPECIAL.get(key, key), "country"
    return Thing(f"group:{by}:{key}", name, kind, key if by == "country" and key not in SPECIAL else "", row["things"],
                 size=row["things"])


def _things(ids: Sequence[str]) -> tuple[Thing, ...]:
    if not ids:
        return ()
    return tuple(_thing(row) for row in _ask("things", {"ids": list(ids)}))


def _thing(row: dict[str, Any]) -> Thing:
    countries = sorted(code for code in row["countries"] if code)
    place = countries[0] if len(countries) == 1 else "several" if countries else "none"
    kind = row["kind"] if row["id"].startswith("org:") else None
    return Thing(row["id"], row["name"] or row["id"], look(row["id"], kind).key, place, row["degree"], tuple(row["sources"] or ()))


def _neighbours(view: View, expansions: Iterable[Expansion]) -> list[dict[str, Any]]:
    asked = [{"id": e.id, "type": e.type} for e in expansions]
    return _ask("neighbours", {**_filters(view), "asked": asked, "most": view.most}) if asked else []


def _links(view: View, ids: list[str]) -> tuple[Link, ...]:
    if len(ids) < 2:
        return ()
    filters = {name: value for name, value in _filters(view).items() if name in ("since", "until", "current", "without")}
    return tuple(
        Link(row["start"], row["end"], row["type"], row["links"], row["in_force"], tuple(sorted(row["sources"])))
        for row in _ask("links", {**filters, "ids": ids})
    )


def _filters(view: View) -> dict[str, Any]:
    since, until = view.window(services().today())
    return {"since": since, "until": until, "current": view.only_in_force, "kinds": list(view.kinds),
            "without": list(view.without), "country": view.country, "focus": f"focus:{view.focus}" if view.focus else ""}


def details(view: View, id_: str) -> list[dict[str, Any]]:
    """Neighbours of one thing by type of link and direction: ``type, outgoing, others, in_force``."""
    since, until = view.window(services().today())
    return _ask("details", {"id": id_, "since": since, "until": until})


def _ask(name: str, params: dict[str, Any]) -> list[dict[str, Any]]:
    made = services()
    return made.catalogue[f"explore/{name}"].run(made.graph, params, timeout=TIMEOUT).dicts()


def notes(view: View, found: Found) -> tuple[str, ...]:
    """What a reader is not being shown, in whole sentences with the numbers."""
    said = []
    if found.groups_by:
        how = "country" if found.groups_by == "country" else "kind"
        said.append(f"{count(found.total, 'thing')} are too many for one picture: they are shown by {how}, with the number inside.")
    for spread in found.spreads:
        by = f" by this type of link ({spread.type.lower().replace('_', ' ')})" if spread.type else ""
        if spread.capped:
            said.append(f"{spread.name}: {spread.shown:,} of {count(spread.passing, 'neighbour')}{by} shown, "
                        f"{spread.capped:,} left out (those with most links come first).")
        if spread.passing < spread.around:
            said.append(f"{spread.name}: the filters leave out {count(spread.around - spread.passing, 'neighbour')} of {spread.around:,}.")
    if found.missing:
        said.append(f"No loaded source names {', '.join(found.missing[:5])}"
                    + (f" and {len(found.missing) - 5:,} more." if len(found.missing) > 5 else "."))
    return tuple(said)
