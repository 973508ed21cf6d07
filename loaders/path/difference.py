"""The difference between two states: what to add, change and remove, streamed out of a projection."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

import orjson

from graph.changes import LinkChange, NodeChange, Op
from loaders.path.merge import Statement, merge
from loaders.path.projection import Projection

# What is asked is asked in steps of one join each: each can go on from disk when memory is short, a chain of them cannot.
NODE_ROWS = """
    insert into node_rows
    select i.label, i.id, {side} as side, n.stub, n.rank, n.source, n.key, n.name, n.identifiers, n.props
    from nodes_{name} n join touched_ids i using (label, source, key)
    group by all"""

NAMES = """
    select i.id, arg_min(n.name, (n.stub, n.rank))
    from (select * from ids_{name} where id in (select unnest(?))) i join nodes_{name} n using (label, source, key)
    where n.name <> ''
    group by i.id"""

# The links that may differ, with the ids of their ends, and a hash for their properties, which only what is written needs.
PLACED = (
    """select l.key, l.type, l.source, l.start_label, l.start_key, l.end_label, l.end_key, hash(l.props) as told
       from links_{name} l semi join touched_links using (key)""",
    """select l.* exclude (start_key), s.id as start_id from placed_{name} l
       join ids_{name} s on s.label = l.start_label and s.source = l.source and s.key = l.start_key""",
    """select l.* exclude (end_key, source), e.id as end_id from placed_{name} l
       join ids_{name} e on e.label = l.end_label and e.source = l.source and e.key = l.end_key""",
)


# So many nodes or links, with all that is said of them, are joined and put in order at a time: it fits into the memory that there is.
AT_ONCE = 75_000

Rounds = Iterator[list[Iterator[LinkChange]]]


class Difference:
    """What turns the graph of the first state into that of the second; counts itself while it is read."""

    def __init__(self, projection: Projection) -> None:
        self.projection = projection
        self.counts: Counter[tuple[str, str, str]] = Counter()
        self.examples: dict[tuple[str, str, str], list[str]] = {}
        self._compare_links()
        self._count_links()

    @property
    def empty(self) -> bool:
        """Whether nothing that was touched can differ. Exact for links, cautious for nodes."""
        return not self.most

    @property
    def most(self) -> int:
        """How many changes there may be. Exact for links, an upper bound for nodes."""
        return int(self.projection.value("select (select count(*) from touched) + (select count(*) from link_changes)"))

    def removed_links(self) -> Rounds:
        """Links that go, and those whose ends changed (they come again among the added ones)."""
        return self._rounds("op in ('removed', 'moved')", "removed", "b")

    def added_links(self) -> Rounds:
        """Links that come, grouped by type and ends."""
        return self._rounds("op in ('added', 'moved')", "added", "a")

    def changed_links(self) -> Rounds:
        """Links whose properties changed."""
        return self._rounds("op = 'changed'", "changed", "a")

    def nodes(self) -> Iterator[NodeChange]:
        """Nodes that come, change or go, by label and id within each part of a large difference."""
        parts = _parts(self.projection.value("select count(*) from touched"))
        for part in range(parts):
            self._gather_nodes(part, parts)
            for (label, node_id), rows in groupby(self.projection.rows("from node_rows order by all"), key=itemgetter(0, 1)):
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
        for _ in self.nodes():
            pass
        return self.summary()

    def _gather_nodes(self, part: int, parts: int) -> None:
        """``node_rows``: all that is said about each node of a part that may differ, on both sides."""
        db = self.projection.db
        db.execute("""
            create or replace table node_rows (label varchar, id varchar, side int, stub boolean, rank int, source varchar, key varchar,
                name varchar, identifiers varchar[], props varchar)""")
        for side, name in enumerate(("before", "after")):
            db.execute(
                f"create or replace temp table touched_ids as select * from ids_{name} semi join touched using (label, id) "
                "where hash(id) % ? = ?", [parts, part],
            )
            db.execute(NODE_ROWS.format(side=side, name=name))
        db.execute("drop table touched_ids")

    def _compare_links(self) -> None:
        db = self.projection.db
        for name in ("before", "after"):
            for step in PLACED:
                db.execute(f"create or replace table placed_{name} as " + step.format(name=name))
        ends = "b.start_label <> a.start_label or b.start_id <> a.start_id or b.end_label <> a.end_label or b.end_id <> a.end_id"
        db.execute(f"""
            create or replace table link_changes as
            select coalesce(a.key, b.key) as key, coalesce(a.type, b.type) as type,
                   a.start_label as a_start_label, a.start_id as a_start_id, a.end_label as a_end_label, a.end_id as a_end_id,
                   b.start_label as b_start_label, b.start_id as b_start_id, b.end_label as b_end_label, b.end_id as b_end_id,
                   case when b.key is null then 'added' when a.key is null then 'removed' when {ends} then 'moved' else 'changed' end as op
            from placed_before b full join placed_after a using (key)
            where b.key is null or a.key is null or {ends} or a.told <> b.told""")
        db.execute("drop table placed_before; drop table placed_after")

    def _rounds(self, where: str, op: Op, side: str) -> Rounds:
        """Three rounds of two lanes that share no node, so that two sessions hardly wait for each other's locks (Neo4j also locks a
        link's neighbours at its ends; where two of them meet, it takes one transaction back and the driver repeats it)."""
        s, count = side, self.projection.value(f"select count(*) from link_changes where {where}")
        if not count:
            return
        self.projection.db.execute(f"""
            create or replace table scheduled as
            with placed as (
                select key, {s}_start_label as sl, {s}_start_id as si, {s}_end_label as el, {s}_end_id as ei,
                       hash({s}_start_id) % 4 as p, hash({s}_end_id) % 4 as q
                from link_changes where {where})
            select * exclude (p, q), hash(key) % {_parts(count // 6)} as part,
                case when p = q or p + q in (1, 5) then 0 when p + q in (2, 4) then 1 else 2 end as round,
                case when p = q then p // 2 when p + q in (1, 2) or least(p, q) = 0 then 0 else 1 end as lane
            from placed""")
        name = "after" if s == "a" else "before"
        for number in range(3):
            yield [self._lane(op, number, lane, name) for lane in range(2)]

    def _lane(self, op: Op, number: int, lane: int, name: str) -> Iterator[LinkChange]:
        db = self.projection.db.cursor()
        parts = db.execute("select distinct part from scheduled where round = ? and lane = ? order by part", [number, lane]).fetchall()
        for (part,) in parts:
            db.execute("create or replace temp table due as from scheduled where round = ? and lane = ? and part = ?", [number, lane, part])
            due = db.execute(f"""
                select l.type, key, sl, si, el, ei, l.props from links_{name} l join due using (key)
                order by l.type, sl, el, si, ei, key""")
            while chunk := due.fetchmany(2_000):
                for type_, key, start_label, start_id, end_label, end_id, props in chunk:
                    yield LinkChange(op, type_, key, start_label, start_id, end_label, end_id, orjson.loads(props))

    def _count_links(self) -> None:
        rows = self.projection.rows("""
            select type, case op when 'moved' then 'changed' else op end as done, count(*),
                   arg_min([coalesce(a_start_id, b_start_id), coalesce(a_end_id, b_end_id)], key, 5)
            from link_changes group by all""")
        found = list(rows)
        names = self._names({id_ for *_, examples in found for pair in examples for id_ in pair})
        for type_, op, count, examples in found:
            self.counts[op, "links", type_] = count
            self.examples[op, "links", type_] = [" to ".join(names.get(id_, id_) for id_ in pair) for pair in examples]

    def _names(self, ids: set[str]) -> dict[str, str]:
        """What the nodes of these ids are called, after or, where they go, before."""
        names: dict[str, str] = {}
        for name in ("before", "after"):
            names.update(self.projection.db.execute(NAMES.format(name=name), [sorted(ids)]).fetchall())
        return names

    def _count(self, op: str, what: str, type_: str, example: str) -> None:
        slot = (op, what, type_)
        self.counts[slot] += 1
        if self.counts[slot] <= 5:
            self.examples.setdefault(slot, []).append(example)


def _parts(count: int) -> int:
    return max(1, -(-count // AT_ONCE))


def _node_change(label: str, node_id: str, sides: list[list[Statement]]) -> NodeChange | None:
    before = merge(label, node_id, sides[0]) if sides[0] else None
    after = merge(label, node_id, sides[1]) if sides[1] else None
    if after is None:
        return NodeChange("removed", label, node_id, before) if before is not None else None
    if before is None:
        return NodeChange("added", label, node_id, after)
    return NodeChange("changed", label, node_id, after) if before != after else None
