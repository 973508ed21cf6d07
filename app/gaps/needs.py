"""Need beside the matrix: which indicators a reader chose, and each value with its year, or that it is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import request

from analysis.gaps.ask import Reader, indicators, need
from analysis.gaps.need import Indicator, Value
from app.http.problems import PageError

DEFAULT = 5
NONE = "none"


@dataclass(frozen=True)
class Needs:
    """The indicators there are, those that are shown, and the values by country and indicator."""

    known: tuple[Indicator, ...]
    chosen: tuple[Indicator, ...]
    values: Mapping[str, Mapping[str, Value]]
    year: int

    def of(self, country: str, indicator: str) -> Value | None:
        """The latest value of a country, ``None`` where no source gives one; the indicator by id or key."""
        wanted = indicator if indicator.startswith("indicator:") else f"indicator:{indicator}"
        return self.values.get(country, {}).get(wanted)


def key(indicator: str) -> str:
    """An indicator's id without ``indicator:``, as addresses have it."""
    return indicator.removeprefix("indicator:")


def needs(reader: Reader, as_of: str, countries: Sequence[str] = ()) -> Needs:
    """The indicators of need chosen in the address (``need=``), else those that most countries have."""
    known = tuple(found for found in indicators(reader, as_of) if found.tells_need)
    chosen = _chosen(known)
    values = need(reader, as_of, [indicator.id for indicator in chosen], countries)
    return Needs(known, chosen, values, int(as_of[:4]))


def every_need(reader: Reader, as_of: str, countries: Sequence[str]) -> Needs:
    """All indicators of need for some countries."""
    known = tuple(found for found in indicators(reader, as_of) if found.tells_need)
    return Needs(known, known, need(reader, as_of, [i.id for i in known], countries), int(as_of[:4]))


def _chosen(known: Sequence[Indicator]) -> tuple[Indicator, ...]:
    asked = request.args.getlist("need")
    if not asked:
        most = sorted((i for i in known if i.countries), key=lambda i: (-i.countries, i.name))[:DEFAULT]
        return tuple(i for i in known if i in most)
    wanted = {key(name) for name in asked} - {NONE}
    for name in wanted:
        if name not in {key(i.id) for i in known}:
            raise PageError(400, f"need={name}: expected an indicator of need, or {NONE}.")
    return tuple(i for i in known if key(i.id) in wanted)
