"""The network's measures before and after: of the whole where it is small, of what the reader filters, else of the surroundings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from analysis.what_if import Shift, Ties, shift
from app.remembered import remembered
from app.services import services
from app.what_if.asked import Asked

SMALL, NEAR, MEMBERS = 3_000, 400, 1_500
WHOLE, FILTERED, AROUND = "whole", "filtered", "around"
Row = dict[str, Any]


@dataclass(frozen=True)
class Read:
    """A network as read: its ties, and the name and kind of each organization."""

    ties: Ties
    things: dict[str, tuple[str, str | None]]


@dataclass(frozen=True)
class Measures:
    """``network``: which one was measured; ``shift`` is ``None`` where it has too many members (``members``; 0: too many to count)."""

    network: str
    members: int = 0
    shift: Shift | None = None
    things: dict[str, tuple[str, str | None]] = field(default_factory=dict)


def measures(asked: Asked) -> Measures:
    """Measure the network that the address names, with and without what is gone."""
    network = FILTERED if asked.country or asked.focus else WHOLE if _small() else AROUND
    read = _around(asked) if network == AROUND else _network(asked)
    if network == WHOLE and len(read.ties.members) > MEMBERS:
        network, read = AROUND, _around(asked)
    members = len(read.ties.members)
    if not 0 < members <= MEMBERS:
        return Measures(network, members)
    return Measures(network, members, shift(read.ties, asked.gone), read.things)


def _small() -> bool:
    return int(_ask("what_if/size")[0]["programs"]) <= SMALL


def _network(asked: Asked) -> Read:
    """As the page of measures has it, with what is in force on the day alone."""
    return remembered(("what-if-network", asked.country, asked.focus, asked.as_of), lambda: _read_network(asked))


def _read_network(asked: Asked) -> Read:
    focus = f"focus:{asked.focus}" if asked.focus else ""
    rows = _ask("measures/taking-part", country=asked.country, focus=focus, current=True, as_of=asked.as_of, since=asked.as_of)
    whole = not (asked.country or asked.focus)
    return _read(rows, _ask("measures/direct", current=True, as_of=asked.as_of, since=asked.as_of), among=not whole)


def _around(asked: Asked) -> Read:
    """Who meets what is gone, and everybody whom these meet."""
    gone = asked.gone
    near = [row["id"] for row in _ask("what_if/around", organizations=sorted(gone.organizations), programs=sorted(gone.programs),
                                      as_of=asked.as_of, most=NEAR + 1)]  # fmt: skip
    if len(near) > NEAR:
        return Read(Ties(frozenset()), {})
    params = {"organizations": near, "as_of": asked.as_of}
    return _read(_ask("what_if/taking-part", **params), _ask("what_if/direct", **params))


def _read(rows: list[Row], direct: list[Row], among: bool = False) -> Read:
    """``among``: only direct links among those that programs name, as on the page of measures."""
    things = {row["organization"]: (row["name"], row["kind"]) for row in rows}
    pairs = {}
    for row in direct:
        if among and not (row["one"] in things and row["other"] in things):
            continue
        pairs[row["one"], row["other"]] = row["links"]
        for side in ("one", "other"):
            if not among:
                things.setdefault(row[side], (row[f"{side}_name"], row[f"{side}_kind"]))
    return Read(Ties(frozenset((row["organization"], row["program"]) for row in rows), pairs), things)


def _ask(name: str, **params: Any) -> list[Row]:
    made = services()
    return made.catalogue[name].run(made.graph, params, limit=500_000, timeout=60).dicts()
