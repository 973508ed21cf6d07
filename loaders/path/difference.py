"""The difference between two states: what to add, change and remove, streamed out of a projection."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

import orjson

from graph.changes import LinkChange, NodeChange, Op
from loaders.path.merge import Statement, merge
from loaders.path.projection import Projection

NODE_ROWS = """
    select i.label, i.id, {side} as side, n.stub, n.rank, n.source, n.key, n.name, n.identifiers, n.props
    from nodes_{name} n join ids_{name} i using (label, source, key) semi join touched t on t.label = i.label and t.id = i.id
    group by all"""

LINKS = """
    select l.key, l.type, l.start_label, s.id as start_id, l.end_label, e.id as end_id, l.props
    from links_{name} l semi join touched_links using (key)
    join ids_{name} s on s.label = l.start_label and s.source = l.source and s.key = l.start_key
    join ids_{name} e on e.label = l.end_label and e.source = l.source and e.key = l.end_key"""


class Difference:
    """What turns the graph of the first state into that of the second; counts itself while it is read."""

    def __init__(self, projection: Projection) -> None:
        self.projection = projection
        self.counts: Counter[tuple[str, str, str]] = Counter()
        self.examples: dict[tuple[str, str, str], list[str]] = {}
        self._compare_links()

    @property
    def empty(self) -> bool:
        """Whether nothing that was touched can differ. Exact for links, cautious for nodes."""
        return not self.projection.value("select (select count(*) from touched) + (select count(*) from link_changes)")

    def removed_links(self) -> Iterator[LinkChange]:
        """Links that go, and those whose ends changed (they come again among the added ones)."""
        yield from self._links("op in ('removed', 'moved')", "removed", "b")

    def added_links(self) -> Iterator[LinkChange]:
        """Links that come, grouped by type and ends."""
        yield from self._links("op in ('added', 'moved')", "added", "a")

    def changed_links(self) -> Iterator[LinkChange]:
        """Links whose properties changed."""
        yield from self._links("op = 'changed'", "changed", "a")

    def nodes(self) -> Iterator[NodeChange]:
        """Nodes that come, change or go, by label and id."""
        query = " union all ".join(NODE_ROWS.format(side=i, name=name) for i, name in enumerate(("before", "after"))) + " order by all"
        for (label, node_id), rows in groupby(self.projection.rows(query), key=itemgetter(0, 1)):
            sides: list[list[Statement]] = [[], []]
            for _, _, side, stub, _, source, key, name, identifiers, props in rows:
                sides[side].append(Statement(source, key, name, stub, identifiers, props))
            change = _node_change(label, node_id, sides)
            if change is not None:
                self._count(change.op, "nodes", label, f"{change.props['name']} ({node_id})")
                yield change

    def summary(self) -> dict[str, Any]:
        """Counts by type, with examples; complete once everything was read."""
        table: dict[str, Any] = {"nodes": {}, "links": {}}
        for (op, what, type_), count in sorted(self.counts.items()):
            table[what].setdefault(type_, {})[op] = count
        table["examples"] = {f"{op} {type_}": examples for (op, _, type_), examples in sorted(self.examples.items())}
        return table

    def read_through(self) -> dict[str, Any]:
        """The summary, without writing anything."""
        for changes in (self.removed_links(), self.nodes(), self.added_links(), self.changed_links()):
            for _ in changes:
                pass
        return self.summary()

    def _compare_links(self) -> None:
        before, after = LINKS.format(name="before"), LINKS.format(name="after")
        ends = "b.start_label <> a.start_label or b.start_id <> a.start_id or b.end_label <> a.end_label or b.end_id <> a.end_id"
        self.projection.db.execute(f"""
            create or replace table link_changes as
            select coalesce(a.key, b.key) as key, coalesce(a.type, b.type) as type,
                   a.start_label as a_start_label, a.start_id as a_start_id, a.end_label as a_end_label,
                   a.end_id as a_end_id, a.props as a_props,
                   b.start_label as b_start_label, b.start_id as b_start_id, b.end_label as b_end_label,
                   b.end_id as b_end_id, b.props as b_props,
                   case when b.key is null then 'added' when a.key is null then 'removed' when {ends} then 'moved' else 'changed' end as op
            from ({before}) b full join ({after}) a using (key)
            where b.key is null or a.key is null or {ends} or a.props <> b.props""")

    def _links(self, where: str, op: Op, side: str) -> Iterator[LinkChange]:
        s = side
        query = f"""
            select type, key, {s}_start_label, {s}_start_id, {s}_end_label, {s}_end_id, {s}_props, op
            from link_changes where {where} order by type, {s}_start_label, {s}_end_label, {s}_start_id, {s}_end_id, key"""
        for type_, key, start_label, start_id, end_label, end_id, props, how in self.projection.rows(query):
            if how == "moved":
                if op == "added":
                    self._count("changed", "links", type_, f"{start_id} to {end_id}")
            else:
                self._count(op, "links", type_, f"{start_id} to {end_id}")
            yield LinkChange(op, type_, key, start_label, start_id, end_label, end_id, orjson.loads(props))

    def _count(self, op: str, what: str, type_: str, example: str) -> None:
        slot = (op, what, type_)
        self.counts[slot] += 1
        if self.counts[slot] <= 5:
            self.examples.setdefault(slot, []).append(example)


def _node_change(label: str, node_id: str, sides: list[list[Statement]]) -> NodeChange | None:
    before = merge(label, node_id, sides[0]) if sides[0] else None
    after = merge(label, node_id, sides[1]) if sides[1] else None
    if after is None:
        return NodeChange("removed", label, node_id, before) if before is not None else None
    if before is None:
        return NodeChange("added", label, node_id, after)
    return NodeChange("changed", label, node_id, after) if before != after else None


def everything(changes: Iterable[NodeChange | LinkChange]) -> Iterator[NodeChange | LinkChange]:
    """Only what is there in the second state: for a digest of P itself."""
    return (change for change in changes if change.op != "removed")
