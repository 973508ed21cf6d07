"""Which load brought in what a source states now: its number, its files, and when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from app.services import services


@dataclass(frozen=True)
class Brought:
    """A load. ``files``: their names; ``when``: the day on which it was in the network."""

    id: int
    files: tuple[str, ...]
    when: dt.date


def brought_by(keys: Iterable[str]) -> dict[str, Brought]:
    """By source key; a source without a load in force is left out."""
    ledger, wanted = services().ledger, set(keys)
    last = {key: state.loads[-1] for key, state in ledger.state().sources.items() if key in wanted}
    found = loads_of(last.values())
    return {key: found[id_] for key, id_ in last.items()}


def loads_of(numbers: Iterable[int]) -> dict[int, Brought]:
    """Loads by number."""
    wanted = set(numbers)
    return {
        load.id: Brought(load.id, tuple(file["name"] for file in load.files), (load.finished_at or load.started_at).date())
        for load in services().ledger.loads() if load.id in wanted
    }  # fmt: skip
