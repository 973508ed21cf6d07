"""What the steps of the journal come to, taken together: things and links added, changed and taken away, within the filters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.changes.asked import Filters
from app.changes.journal import Step
from app.remembered import remembered
from app.services import services
from app.work.changed import kept_changes, work_out
from app.work.kept import Kept

# So many rows of all loads in force are compared at once; more is a job.
AT_ONCE = 30_000
# A link touches the filters where one of its ends does; a thing that is gone is known by its links alone. An organization that is
# linked with a country is not the country's: its links elsewhere stay out.
_WITHIN = """
    with anchors as (select unnest($anchors::varchar[]) as id), near as (
        select unnest($ids::varchar[]) as id union select id from anchors
        union select end_id from {links} where start_id in (from anchors) and not starts_with(end_id, 'org:')
        union select start_id from {links} where end_id in (from anchors) and not starts_with(start_id, 'org:')),
    found as (
        select 'thing' as what, op, label as type, id, name, kind, '' as other_id, '' as other, sources::varchar[] as sources,
            records::varchar[] as records, loads::int[] as loads
        from {nodes} where $all or id in (from near) or ($country <> '' and country = $country)
        union all
        select 'link', op, type, start_id, "start", '', end_id, "end", [source], [source || '/' || record], [load]
        from {links} where $all or start_id in (from near) or end_id in (from near)) """
_COUNTS = _WITHIN + "select what, type, op, count(*) as n from found group by all order by what desc, type, op"  # noqa: S608
_ROWS = _WITHIN + """select * from found where $op = '' or op = $op
    order by what desc, op, type, name, other, id limit $size offset $skip"""  # noqa: S608 (constants of this module)


@dataclass(frozen=True)
class Net:
    """``counts``: of things and links by type and what became of them; read rows with ``rows``."""

    kept: Kept
    filters: Filters
    counts: tuple[tuple[str, str, int, int, int], ...]

    def total(self, op: str = "") -> int:
        """How many rows there are, of one kind of change if named."""
        counted = ({"added": added, "changed": changed, "removed": removed} for _, _, added, changed, removed in self.counts)
        return sum(row[op] if op else sum(row.values()) for row in counted)

    def rows(self, op: str, skip: int, size: int) -> list[dict[str, Any]]:
        """Some rows: things first."""
        return self.kept.rows(_ROWS, {**_params(self.filters), "op": op, "skip": skip, "size": size})


def net(steps: Sequence[Step], filters: Filters) -> Net | None:
    """The outcome of these steps, worked out now where that is quick; ``None`` where a job has to be asked for."""
    made = services()
    first, last = steps[-1].id, steps[0].id
    kept = kept_changes(made, first, last)
    if kept is None and _small():
        work_out(made.stores, made, {"first": first, "last": last})
        kept = kept_changes(made, first, last)
    return None if kept is None else Net(kept, filters, tuple(_counted(kept, filters)))


def _small() -> bool:
    return sum(int(row["read"]) for load in services().ledger.loads() if load.state == "loaded" for row in load.counts) <= AT_ONCE


def _counted(kept: Kept, filters: Filters) -> list[tuple[str, str, int, int, int]]:
    table: dict[tuple[str, str], dict[str, int]] = {}
    for row in kept.rows(_COUNTS, _params(filters)):
        table.setdefault((row["what"], row["type"]), {})[row["op"]] = row["n"]
    return [(*key, ops.get("added", 0), ops.get("changed", 0), ops.get("removed", 0)) for key, ops in table.items()]


def _params(filters: Filters) -> dict[str, Any]:
    everything = filters == Filters()
    ids = [] if everything else remembered(("within", filters), lambda: _within(filters))
    anchors = [f"country:{filters.country}"] * bool(filters.country) + [f"focus:{filters.focus}"] * bool(filters.focus)
    anchors += [filters.organization] * bool(filters.organization)
    one = len(anchors) == 1  # with several, what fits each is told by the network alone
    return {"all": everything, "ids": ids, "anchors": anchors if one else [], "country": filters.country if one else ""}


def _within(filters: Filters) -> list[str]:
    made = services()
    found = made.catalogue["changes/within"].run(made.graph, filters.params(), limit=500_000, timeout=60)
    return [row[0] for row in found.rows]
