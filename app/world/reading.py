"""The questions of ``cypher/world`` and the report behind the links of U.S. states, kept as long as nothing changes."""

from __future__ import annotations

from typing import Any

import orjson

from app.remembered import remembered
from app.services import services

TIMEOUT = 60.0


def world_rows(name: str, **params: Any) -> list[dict[str, Any]]:
    """All rows of a question of ``cypher/world``."""
    return _rows(f"world/{name}", params)


def state_links(as_of: str) -> list[dict[str, Any]]:
    """What connects U.S. state and local agencies with countries on a day: the rows of the report."""
    return _rows("reports/us-agencies-by-country", {"as_of": as_of})


def _rows(name: str, params: dict[str, Any]) -> list[dict[str, Any]]:
    made = services()
    key = ("world", name, orjson.dumps(params, option=orjson.OPT_SORT_KEYS))
    return remembered(key, lambda: made.catalogue[name].run(made.graph, params, timeout=TIMEOUT).dicts())
