"""Need beside supply: the latest value of an indicator up to a day, with its year and source; missing stays missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

HIGHER_IS_WORSE = "higher is worse"
LOWER_IS_WORSE = "lower is worse"


@dataclass(frozen=True)
class Indicator:
    """An indicator; ``direction`` says which way is worse, ``countries`` how many have a value up to the day."""

    id: str
    name: str
    unit: str
    direction: str
    measures: str
    description: str = ""
    countries: int = 0
    first_year: int = 0
    last_year: int = 0

    @property
    def tells_need(self) -> bool:
        """Whether its values say where need is high (a sum of money does not)."""
        return self.measures == "need" and self.direction in (HIGHER_IS_WORSE, LOWER_IS_WORSE)


@dataclass(frozen=True)
class Claim:
    """One source's value."""

    value: float
    source: str
    page: str


@dataclass(frozen=True)
class Value:
    """The latest year of an indicator for a country; several claims where sources disagree, best ranked first."""

    country: str
    indicator: str
    year: int
    claims: tuple[Claim, ...]

    @property
    def value(self) -> float:
        """The value that is shown first."""
        return self.claims[0].value

    @property
    def disputed(self) -> bool:
        """Whether sources state different values for the year."""
        return len({claim.value for claim in self.claims}) > 1


def need_table(rows: Iterable[Mapping[str, object]]) -> dict[str, dict[str, Value]]:
    """Values by country and indicator from the rows of ``cypher/gaps/need`` (in their order: best source first)."""
    claims: dict[tuple[str, str, int], list[Claim]] = defaultdict(list)
    for row in rows:
        key = (str(row["country"]), str(row["indicator"]), int(str(row["year"])))
        claims[key].append(Claim(float(str(row["value"])), str(row["source"]), str(row["page"] or "")))
    table: dict[str, dict[str, Value]] = defaultdict(dict)
    for (country, indicator, year), said in claims.items():
        table[country][indicator] = Value(country, indicator, year, tuple(said))
    return dict(table)


def severities(values: Mapping[str, float], direction: str) -> dict[str, float]:
    """Severity of need per country, 0 to 1: the share of the other countries that are better off; ties count half.

    By rank, so that one extreme country does not press all others together. With a single country there is nothing to
    compare and nothing is returned. ``ValueError`` for an indicator without a worse direction.
    """
    if direction not in (HIGHER_IS_WORSE, LOWER_IS_WORSE):
        raise ValueError(f"direction is {direction!r}; expected {HIGHER_IS_WORSE!r} or {LOWER_IS_WORSE!r}")
    if len(values) < 2:
        return {}
    sign = 1 if direction == HIGHER_IS_WORSE else -1
    ordered = sorted(sign * value for value in values.values())
    better, ties = _ranks(ordered)
    others = len(ordered) - 1
    return {
        country: (better[sign * value] + (ties[sign * value] - 1) / 2) / others for country, value in values.items()
    }


def _ranks(ordered: Sequence[float]) -> tuple[dict[float, int], dict[float, int]]:
    """Of every value: how many values are lower, and how often it stands in the list."""
    lower: dict[float, int] = {}
    times: dict[float, int] = defaultdict(int)
    for index, value in enumerate(ordered):
        lower.setdefault(value, index)
        times[value] += 1
    return lower, times
