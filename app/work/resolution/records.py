"""What single records say of organizations: read from the rows of the loads in force, which the graph shows joined."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import duckdb
import orjson

from app.services import Services

_NAMED = "select distinct source || '/' || key from read_parquet($paths) where label = 'Organization'"
_SAID = """
    select source, key, load, name, stub, identifiers, props from read_parquet($paths)
    where label = 'Organization' and source || '/' || key in (select unnest($records)) order by source, key, load desc, stub, name"""


def named_since(made: Services, load: int) -> set[str]:
    """Records (source/key) of organizations that loads in force after this one describe or name."""
    return {row[0] for row in _rows(made, _NAMED, {}, after=load)}


def said_of(made: Services, records: Collection[str]) -> list[dict[str, Any]]:
    """What each record says, as its latest load has it: source, key, name, other_names, identifiers, properties."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for source, key, load, name, _, identifiers, props in _rows(made, _SAID, {"records": list(records)}):
        row = found.setdefault((source, key), {"source": source, "key": key, "load": load, "name": name, "other_names": [],
                                               "identifiers": [], "properties": {}})
        if row["load"] != load:
            continue
        told = orjson.loads(props or "{}")
        names = [n for n in (name, told.pop("acronym", None), *told.pop("aliases", [])) if n]
        row["other_names"] = list(dict.fromkeys([*row["other_names"], *(n for n in names if n != row["name"])]))
        row["identifiers"] = sorted({*row["identifiers"], *(identifiers or [])})
        row["properties"] = {**told, **row["properties"]}
    return list(found.values())


def _rows(made: Services, query: str, values: dict[str, Any], after: int = 0) -> list[tuple[Any, ...]]:
    stores = made.stores
    paths = [str(stores.archive.nodes(load)) for load in sorted(stores.ledger.state().loads) if load > after]
    if not paths:
        return []
    with duckdb.connect(config={"threads": 1, "memory_limit": "256MB"}) as db:
        return db.execute(query, {**values, "paths": paths}).fetchall()
