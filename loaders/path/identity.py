"""Which records are one organization or program: identifiers and decisions in, clusters out. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from loaders.rows import OWN

# The scheme whose value becomes the id of a node, first to last; any other scheme comes after these, by name.
SCHEMES = ("IATI", "XM-DAC", "US-GOV", "US-USAGOV", "XI-IATI", "XI-LEI", "XI-ROR", "US-SAM", "US-EIN", "ORI",
           "US-CGAC", "US-FPDS", "US-DOTGOV", "US-AL")


class Entity(NamedTuple):
    """A record that describes or names an organization or program."""

    label: str
    source: str
    key: str


class Judgement(NamedTuple):
    """A decision in force: ``same`` or ``not-same`` about two records."""

    id: int
    kind: str
    a: Entity
    b: Entity


@dataclass
class Clusters:
    """Entities that do not stand alone under their first identifier.

    ``ids``: entity to node id, for every entity of a cluster of several and for those whose identifiers are contested;
    ``conflicts``: decisions "not the same" that the rest contradicts, with the cluster that was therefore taken apart.
    """

    ids: dict[Entity, str] = field(default_factory=dict)
    conflicts: list[tuple[int, tuple[Entity, ...]]] = field(default_factory=list)


def scheme_order(identifier: str) -> tuple[int, str]:
    """Sorting key of an identifier ``SCHEME:value``."""
    scheme = identifier.split(":", 1)[0]
    return (SCHEMES.index(scheme) if scheme in SCHEMES else len(SCHEMES), identifier)


def cluster(
    holders: Iterable[tuple[str, Sequence[Entity]]],
    identifiers: Mapping[Entity, Sequence[str]],
    judgements: Sequence[Judgement],
    prefixes: Mapping[str, str],
    about: Sequence[tuple[Entity, Entity]] = (),
    namesakes: Sequence[Sequence[Entity]] = (),
) -> Clusters:
    """Cluster entities.

    ``holders``: identifiers that more than one entity holds, with their holders; ``identifiers``: all identifiers of
    every entity that occurs in the others; ``prefixes``: label to id prefix;
    ``about``: what was typed in here, and the record that it is about, which it follows wherever that goes;
    ``namesakes``: entities of one name in one country, joined unless their identifiers say that they are not one.
    A "not-same" on two records that an equal identifier or name alone would join vetoes that; where other records or decisions
    still join them, their whole cluster falls back to single records and is reported.
    """
    shared = [(identifier, sorted(set(entities))) for identifier, entities in holders]
    apart = [(j.id, j.a, j.b) for j in judgements if j.kind == "not-same"]
    vetoed = {frozenset((a, b)) for _, a, b in apart}
    groups = _Groups()
    for _, entities in shared:
        _join(groups, entities, vetoed)
    for bearers in namesakes:
        if not _contradicted([identifiers.get(entity, ()) for entity in bearers]):
            _join(groups, sorted(bearers), vetoed)
    for judgement in judgements:
        if judgement.kind == "same":
            groups.join(judgement.a, judgement.b)
    conflicts = _take_apart(groups, apart)
    for typed, record in about:
        groups.join(typed, record)
    return Clusters(_name(groups, shared, identifiers, prefixes), conflicts)


def _contradicted(held: Sequence[Sequence[str]]) -> bool:
    """Whether two hold other values of one scheme, and none that is equal."""
    schemes = [by_scheme(identifiers) for identifiers in held]
    return any(
        one[scheme].isdisjoint(other[scheme])
        for i, one in enumerate(schemes) for other in schemes[i + 1 :] for scheme in one.keys() & other.keys()
    )  # fmt: skip


def by_scheme(identifiers: Iterable[str]) -> dict[str, set[str]]:
    """Values of identifiers ``SCHEME:value`` by their scheme."""
    found: dict[str, set[str]] = defaultdict(set)
    for identifier in identifiers:
        scheme, _, value = identifier.partition(":")
        found[scheme].add(value)
    return found


def _join(groups: _Groups, entities: Sequence[Entity], vetoed: set[frozenset[Entity]]) -> None:
    pairs = [(entities[0], other) for other in entities[1:]]
    if any(veto <= set(entities) for veto in vetoed):
        pairs = [(a, b) for i, a in enumerate(entities) for b in entities[i + 1 :] if frozenset((a, b)) not in vetoed]
    for entity in entities:
        groups.join(entity, entity)
    for a, b in pairs:
        groups.join(a, b)


def _take_apart(groups: _Groups, apart: Sequence[tuple[int, Entity, Entity]]) -> list[tuple[int, tuple[Entity, ...]]]:
    violated = [(number, groups.members(a)) for number, a, b in apart if groups.together(a, b)]
    for _, members in violated:
        groups.dissolve(members)
    return violated


def _name(
    groups: _Groups,
    shared: Sequence[tuple[str, Sequence[Entity]]],
    identifiers: Mapping[Entity, Sequence[str]],
    prefixes: Mapping[str, str],
) -> dict[Entity, str]:
    """Id of each entity: the first identifier of its cluster that no other cluster holds, else that of its first record."""
    contested = {(entities[0].label, identifier) for identifier, entities in shared if len({groups.root(e) for e in entities}) > 1}
    ids: dict[Entity, str] = {}
    for members in groups.all():
        label = members[0].label
        own = sorted({i for e in members for i in identifiers.get(e, ()) if (label, i) not in contested}, key=scheme_order)
        told = [e for e in members if e.source != OWN] or members
        first = own[0] if own else min(f"{e.source}:{e.key}" for e in told)
        ids.update(dict.fromkeys(members, f"{prefixes[label]}:{first}"))
    return ids


class _Groups:
    """Union-find."""

    def __init__(self) -> None:
        self._parent: dict[Entity, Entity] = {}

    def root(self, entity: Entity) -> Entity:
        parent = self._parent.setdefault(entity, entity)
        while parent != entity:
            self._parent[entity] = parent = self._parent[parent]
            entity, parent = parent, self._parent[parent]
        return entity

    def join(self, a: Entity, b: Entity) -> None:
        low, high = sorted((self.root(a), self.root(b)))
        self._parent[high] = low

    def together(self, a: Entity, b: Entity) -> bool:
        return a in self._parent and b in self._parent and self.root(a) == self.root(b)

    def members(self, entity: Entity) -> tuple[Entity, ...]:
        root = self.root(entity)
        return tuple(sorted(e for e in self._parent if self.root(e) == root))

    def dissolve(self, members: Iterable[Entity]) -> None:
        self._parent.update({member: member for member in members})

    def all(self) -> list[list[Entity]]:
        found: dict[Entity, list[Entity]] = defaultdict(list)
        for entity in sorted(self._parent):
            found[self.root(entity)].append(entity)
        return list(found.values())
