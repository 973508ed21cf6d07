"""Which load brought in what a source states now: its number, its files, and when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from app.services import services


@dataclass(frozen=True)
class Brought:
    """The latest load in force of a source. ``files``: their names; ``when``: the day on which it was in the network."""

    id: int
    files: tuple[str, ...]
    when: dt.date


def brought_by(keys: Iterable[str]) -> dict[str, Brought]:
    """By source key; a source without a load in force is left out."""
    ledger, wanted = services().ledger, set(keys)
    last = {key: state.loads[-1] for key, state in ledger.state().sources.items() if key in wanted}
    found = {load.id: load for load in ledger.loads() if load.id in last.values()}
    return {
        key: Brought(id_, tuple(file["name"] for file in found[id_].files), (found[id_].finished_at or found[id_].started_at).date())
        for key, id_ in last.items()
    }
