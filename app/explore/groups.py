"""Groups on the map: things that stand together as one, with their number. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from app.explore.things import SPECIAL, Link, Thing
from app.explore.view import View
from app.http.kinds import KIND_LOOKS


def collapse(
    view: View, things: Sequence[Thing], links: Sequence[Link], countries: Mapping[str, str]
) -> tuple[tuple[Thing, ...], tuple[Link, ...]]:
    """Things and links with groups in the place of what is in them.

    Groups made by hand come first; then by kind, country, or the thing that others are part of (``parent``). Things that
    the view keeps, groups that it opened, and groups of one are left as they are. Links within a group are not shown;
    those from it are added up by type. ``countries``: code to name.
    """
    members = _members(view, things, links)
    if not members:
        return tuple(things), tuple(links)
    by_id = {thing.id: thing for thing in things}
    group_of = {id_: key for key, ids in members.items() for id_ in ids}
    rest = tuple(thing for thing in things if thing.id not in group_of)
    made = tuple(_group(key, [by_id[id_] for id_ in ids], by_id, countries) for key, ids in members.items())
    return (*rest, *made), _joined(links, group_of)


def _members(view: View, things: Sequence[Thing], links: Sequence[Link]) -> dict[str, list[str]]:
    bundled = {id_: f"group:own:{number}" for number, id_ in view.bundles}
    kept = set(view.kept)
    parents = _parents(things, links) if view.group == "parent" else {}
    members: dict[str, list[str]] = defaultdict(list)
    for thing in things:
        key = bundled.get(thing.id, "")
        if not key and thing.id not in kept:
            key = _key(view.group, thing, parents)
        if key and key not in view.opened:
            members[key].append(thing.id)
    for key in [key for key in members if key.startswith("group:parent:")]:
        parent = key.removeprefix("group:parent:")
        if parent not in bundled and parent not in kept and parent not in {id_ for ids in members.values() for id_ in ids}:
            members[key].insert(0, parent)
    return {key: ids for key, ids in members.items() if len(ids) > 1}


def _key(group: str, thing: Thing, parents: dict[str, str]) -> str:
    if group == "kind":
        return f"group:kind:{thing.kind}"
    if group == "country":
        return f"group:country:{thing.country}"
    return f"group:parent:{parents[thing.id]}" if thing.id in parents else ""


def _parents(things: Sequence[Thing], links: Sequence[Link]) -> dict[str, str]:
    """Each thing that is part of another on the map, with the outermost thing that it is a part of."""
    shown = {thing.id for thing in things}
    direct: dict[str, str] = {}
    for link in links:
        if link.type == "PART_OF" and link.start in shown and link.end in shown:
            direct.setdefault(link.start, link.end)
    return {id_: _outermost(id_, direct) for id_ in direct if _outermost(id_, direct) != id_}


def _outermost(id_: str, direct: dict[str, str]) -> str:
    seen = {id_}
    while id_ in direct and direct[id_] not in seen:
        id_ = direct[id_]
        seen.add(id_)
    return id_


def _group(key: str, inside: list[Thing], by_id: dict[str, Thing], countries: Mapping[str, str]) -> Thing:
    _, by, value = key.split(":", 2)
    kinds = {thing.kind for thing in inside}
    kind = kinds.pop() if len(kinds) == 1 else "country" if by == "country" else "organization"
    if by == "kind":
        name = KIND_LOOKS[value].plural
    elif by == "country":
        name = SPECIAL.get(value) or countries.get(value, value)
    elif by == "parent":
        name, kind = by_id[value].name, by_id[value].kind
    else:
        name = f"Group {value}"
    sources = tuple(sorted({source for thing in inside for source in thing.sources}))
    return Thing(key, name, kind, "", sum(thing.degree for thing in inside), sources, tuple(thing.id for thing in inside), len(inside))


def _joined(links: Iterable[Link], group_of: dict[str, str]) -> tuple[Link, ...]:
    found: dict[tuple[str, str, str], list[Link]] = defaultdict(list)
    for link in links:
        start, end = group_of.get(link.start, link.start), group_of.get(link.end, link.end)
        if start != end:
            found[start, end, link.type].append(link)
    return tuple(
        Link(start, end, type_, sum(link.links for link in same), any(link.in_force for link in same),
             tuple(sorted({source for link in same for source in link.sources})))
        for (start, end, type_), same in found.items()
    )
