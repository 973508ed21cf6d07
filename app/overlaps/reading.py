"""Pairs that were found, with what was judged of them: filtered, counted by facet, groups of programs as one entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.overlaps.asked import FACETS, NO_VERDICT, NOT_JUDGED, Asked
from app.work.kept import Kept
from ledger.findings import Findings
from ledger.models import Finding
from ledger.store import Ledger

Judged = dict[str, Finding]
# A focus area counts under its line of effort as well; an unknown start or end counts as running.
_LISTED = f"""
    with judged as (select unnest($keys::varchar[]) as key, unnest($states::varchar[]) as state, unnest($verdicts::varchar[]) as verdict),
    named as (select unnest($codes::varchar[]) as country, unnest($names::varchar[]) as country_name),
    listed as (
      select p.*, coalesce(j.state, '{NOT_JUDGED}') as state, coalesce(nullif(j.verdict, ''), '{NO_VERDICT}') as verdict,
        coalesce(named.country_name, p.country) as country_name, greatest(one.usd, other.usd) as usd,
        coalesce(nullif(p."group", ''), p.key) as entry,
        case tier when 'potential duplication' then 0 when 'overlap' then 1 else 2 end as rank,
        list_distinct(list_concat(p.focus_areas::varchar[],
          list_transform(p.focus_areas::varchar[], lambda area: 'focus:' || split_part(area, ':', 2)))) as areas
      from {{pairs}} p
      left join {{programs}} one on one.id = p.one and one.country = p.country
      left join {{programs}} other on other.id = p.other and other.country = p.country
      left join judged j on j.key = p.key
      left join named on named.country = p.country
    )
"""  # noqa: S608 (constants of this module)
_WHERE = {
    "tier": "(len($tier) = 0 or list_contains($tier, tier))",
    "country": "(len($country) = 0 or list_contains($country, country))",
    "focus": "(len($focus) = 0 or list_has_any(areas, $focus) or (list_contains($focus, 'none') and len(areas) = 0))",
    "who": "(len($who) = 0 or list_has_any(list_concat(payers::varchar[], [one, other]), $who)"
           " or (list_contains($who, 'none') and len(payers) = 0))",
    "state": "(len($state) = 0 or list_contains($state, state))",
    "verdict": "(len($verdict) = 0 or list_contains($verdict, verdict))",
    "period": "starts <= $until and ends >= $since",
    "money": "($money = 0 or usd >= $money)",
}  # fmt: skip
_VALUE = {
    "focus": "unnest(case when len(areas) = 0 then ['none'] else areas end)",
    "who": "unnest(case when len(payers) = 0 then ['none'] else payers::varchar[] end)",
}
_ORDER = {
    "likely": "min(rank) {0}, max(likely) {1}", "name": "min(lower(one_title)) {0}",
    "country": "min(country_name) {0}, min(rank), max(likely) desc",
    "money": "max(usd) {1} nulls last",
    "start": "min(nullif(starts, '')) {0} nulls last",
    "state": "min(state) {0}, min(rank), max(likely) desc",
}  # fmt: skip


def judged(ledger: Ledger) -> Judged:
    """Findings on overlaps by key."""
    return {finding.key: finding for finding in Findings(ledger).all("overlap")}


def entries(kept: Kept, asked: Asked, base: Mapping[str, Any], skip: int, size: int) -> list[list[dict[str, Any]]]:
    """Entries of the list from a place on: the pairs of each that fit, the likeliest first; those of a group stand together."""
    down = asked.sort.startswith("-")
    order = _ORDER[asked.sort.removeprefix("-")].format(*(("desc", "asc") if down else ("asc", "desc")))
    params = {**base, **asked.params()}
    wanted = _asking("entry", rest=f"group by entry order by {order}, entry limit $size offset $skip")
    found = [row["entry"] for row in kept.rows(_LISTED + wanted, {**params, "size": size, "skip": skip})]
    pairs = _asking("*", rest="and entry in (select unnest($entries::varchar[])) order by rank, likely desc, one, other")
    by_entry: dict[str, list[dict[str, Any]]] = {entry: [] for entry in found}
    for row in kept.rows(_LISTED + pairs, {**params, "entries": found}):
        by_entry[row["entry"]].append(row)
    return list(by_entry.values())


def every_pair(kept: Kept, asked: Asked, base: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every pair that fits, groups together, in the order of the list."""
    return [pair for entry in entries(kept, asked, base, 0, 1_000_000_000) for pair in entry]


def counts(kept: Kept, asked: Asked, base: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    """Pairs by facet and value; a facet does not narrow itself. ``all``: pairs and entries that fit."""
    values = {facet.key: _VALUE.get(facet.key, facet.key) for facet in FACETS}
    each = [
        f"select '{key}' as facet, value, count(*) as n from ({_asking(f'{value} as value', but=key)}) group by value"  # noqa: S608
        for key, value in values.items()
    ]
    every = [_asking("'all', 'pairs', count(*)"), _asking("'all', 'entries', count(distinct entry)"),
             _asking("'all', 'groups', count(distinct entry)", rest="and \"group\" <> ''")]  # fmt: skip
    found: dict[str, dict[str, int]] = {}
    for row in kept.rows(_LISTED + " union all ".join(each + every), {**base, **asked.params()}):
        found.setdefault(row["facet"], {})[row["value"]] = row["n"]
    return found


def by_country(kept: Kept, asked: Asked, base: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Pairs that fit, by country and tier."""
    return kept.rows(_LISTED + _asking("country, tier, count(*) as n", rest="group by country, tier"), {**base, **asked.params()})


def compared_by_country(kept: Kept) -> dict[str, int]:
    """How many programs were compared in each country."""
    return {row["country"]: row["n"] for row in kept.rows("select country, count(*) as n from {programs} group by country")}


def base(judged_pairs: Judged, country_names: Mapping[str, str]) -> dict[str, Any]:
    """What every query takes besides the filters: what was judged, and what countries are called."""
    found = list(judged_pairs.values())
    return {
        "keys": [f.key for f in found], "states": [f.state for f in found], "verdicts": [f.verdict for f in found],
        "codes": list(country_names), "names": list(country_names.values()),
    }  # fmt: skip


def programs(kept: Kept, pairs: Sequence[Mapping[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    """The programs of some pairs as they were compared, by id and country."""
    wanted = sorted({pair[side] for pair in pairs for side in ("one", "other")})
    rows = kept.rows("select * from {programs} where id in (select unnest($ids::varchar[]))", {"ids": wanted})
    return {(row["id"], row["country"]): row for row in rows}


def funders(kept: Kept) -> dict[str, str]:
    """Names of all who pay for a program that was compared, by id."""
    rows = kept.rows("select distinct unnest(payers::varchar[]) as id, unnest(payer_names::varchar[]) as name from {programs}")
    return {row["id"]: row["name"] for row in rows}


def _asking(what: str, *, but: str = "", rest: str = "") -> str:
    """A question to the list under its filters, without that of one facet."""
    where = " and ".join(condition for name, condition in _WHERE.items() if name != but)
    return f"select {what} from listed where {where} {rest}"  # noqa: S608 (constants of this module)
