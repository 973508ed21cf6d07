"""Two loads of one source side by side: what the network would have if the other were in force, record by record."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from ledger.errors import LedgerError
from ledger.models import Load
from ledger.state import SourceState, State
from loaders.path.apply import Stores, project
from loaders.path.difference import Difference

# A record with all that it says, as one hash a side.
_RECORDS = """
    with said as (
        select 0 as side, record, hash(label, key, name, stub, identifiers, props) as h from nodes_before where source = $s
        union all select 0, record, hash(key, props) from links_before where source = $s
        union all select 1, record, hash(label, key, name, stub, identifiers, props) from nodes_after where source = $s
        union all select 1, record, hash(key, props) from links_after where source = $s),
    whole as (select record, side, bit_xor(h) as h, count(*) as n from said group by record, side)
    select coalesce(a.record, b.record) as record,
           case when b.record is null then 'added' when a.record is null then 'removed' else 'changed' end as what
    from (select * from whole where side = 1) a full join (select * from whole where side = 0) b using (record)
    where b.record is null or a.record is null or a.h <> b.h or a.n <> b.n
    order by what, record"""


def compare(stores: Stores, one: Load, other: Load) -> tuple[dict[str, Any], pd.DataFrame]:
    """What differs from the first load to the second: a summary as of a load, and every ``record`` with ``what`` became of it.

    Of a source whose loads add up, all its loads up to each are compared. Nothing is written.
    Raises ``LedgerError`` for loads of two sources, and for one that never reached the network.
    """
    if one.source_key != other.source_key:
        raise LedgerError(f"Load {one.id} is of {one.source_key}, load {other.id} of {other.source_key}: only loads of one source compare.")
    for load in (one, other):
        if load.state != "loaded":
            raise LedgerError(f"Load {load.id} is {load.state}: its rows were not kept.")
    with project(stores, _with(stores, one), _with(stores, other)) as projection:
        summary = Difference(projection).read_through()
        return summary, projection.db.execute(_RECORDS, {"s": one.source_key}).df()


def _with(stores: Stores, load: Load) -> State:
    """The state in force, but for the source of this load, which stands as it did with it."""
    state, source = stores.ledger.state(), stores.ledger.source(load.source_key)
    loads: tuple[int, ...] = (load.id,)
    if source.mode == "additions":
        loads = tuple(sorted(x.id for x in stores.ledger.loads(source.key) if x.state == "loaded" and x.id <= load.id))
    return replace(state, sources={**state.sources, source.key: SourceState(source.rank, loads)})
