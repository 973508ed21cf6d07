"""The questions of ``cypher/world``, their answers kept as long as nothing changes."""

from __future__ import annotations

from typing import Any

import orjson

from app.remembered import remembered
from app.services import services

TIMEOUT = 60.0


def world_rows(name: str, **params: Any) -> list[dict[str, Any]]:
    """All rows of a question by its name."""
    made = services()
    key = ("world", services().today(), name, orjson.dumps(params, option=orjson.OPT_SORT_KEYS))
    return remembered(key, lambda: made.catalogue[f"world/{name}"].run(made.graph, params, timeout=TIMEOUT).dicts())
