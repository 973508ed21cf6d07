"""What differs between two states of the ledger, thing by thing and link by link, each with the loads that it comes from."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ledger.state import State
from loaders.errors import LoadError
from loaders.path.apply import Stores, project
from loaders.path.difference import Difference

# So much is told one by one: what is kept of it is held in memory as a whole.
MOST = 500_000
NODE_COLUMNS = ("op", "label", "id", "name", "kind", "country", "sources", "records", "loads")

# Loads of the statements about each thing that may differ, on both sides.
_LOADS = """
    select label, id, list_sort(list_distinct(list(load))) as loads from (
        select i.label, i.id, n.load from nodes_before n join ids_before i using (label, source, key)
        union all select i.label, i.id, n.load from nodes_after n join ids_after i using (label, source, key))
    semi join touched using (label, id) group by label, id"""
# Names of the ends are those of the source that ranks highest; a link of a load that counts on both sides moved by a decision.
_LINKS = """
    with said as (
        select key, source, record, load from links_before union all select key, source, record, load from links_after),
    named as (
        select label, id, arg_min(name, (stub, rank, source)) as name from (
            select i.label, i.id, n.name, n.stub, n.rank, n.source from nodes_before n join ids_before i using (label, source, key)
            union all select i.label, i.id, n.name, n.stub, n.rank, n.source from nodes_after n join ids_after i using (label, source, key))
        group by label, id),
    stated as (select key, any_value(source) as source, max(record) as record, max(load) as load from said group by key),
    ended as (
        select c.key, c.type, case c.op when 'moved' then 'changed' else c.op end as op,
            coalesce(a_start_label, b_start_label) as sl, coalesce(a_start_id, b_start_id) as start_id,
            coalesce(a_end_label, b_end_label) as el, coalesce(a_end_id, b_end_id) as end_id
        from link_changes c)
    select e.op, e.type, e.start_id, s.name as "start", e.end_id, t.name as "end", d.source, d.record, d.load
    from ended e join stated d using (key)
    left join named s on s.label = e.sl and s.id = e.start_id left join named t on t.label = e.el and t.id = e.end_id
    order by e.op, e.type, "start", "end", e.key"""


def changed(stores: Stores, before: State, after: State) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Things (``NODE_COLUMNS``; ``loads``: those that count on one side only) and links (op, type, both ends, source, record, load).

    ``op``: added, changed or removed. Nothing is written. Raises ``LoadError`` where more than ``MOST`` may differ.
    """
    turned = before.loads ^ after.loads
    with project(stores, before, after) as projection:
        difference = Difference(projection)
        if difference.most > MOST:
            raise LoadError(
                f"{difference.most:,} things and links may differ; up to {MOST:,} are told one by one. The counts stand with each load."
            )
        links = projection.db.execute(_LINKS).df()
        loads = {(label, id_): [number for number in found if number in turned] for label, id_, found in projection.rows(_LOADS)}
        nodes = [_node(change, loads) for change in difference.nodes() if change.label != "Source"]
    return pd.DataFrame(nodes, columns=list(NODE_COLUMNS)), links


def _node(change: Any, loads: dict[tuple[str, str], list[int]]) -> tuple[Any, ...]:
    props = change.props
    return (
        change.op, change.label, change.id, props["name"], props.get("kind") or "", props.get("country") or "",
        list(props.get("sources") or ()), list(props.get("records") or ())[:5], loads.get((change.label, change.id), []),
    )  # fmt: skip
