"""An answer on the map of the world: countries shaded by a number of their row, or by how many different things their rows name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for

from app.gaps.reading import reader
from app.http.site import profile
from app.http.text import count, number
from app.reports.fields import Form
from app.world.boundaries import state_shapes
from app.world.layer import NONE, Entry, Layer, Mark, shaded
from app.world.picture import Part, Picture, picture
from graph.catalogue import Query
from graph.catalogue.views import OnMap

ABSENT = "not in this answer"
BEYOND = "not in the rows that are shown"
WHOLE_ANSWER = "Hatched: this answer has no row for the country. That does not mean that there is nothing."
FIRST_ROWS = ("Drawn from the first {} rows of the answer: a country may have more than it shows, and a hatched one may have some. "
              "Choose less to see all.")


@dataclass(frozen=True)
class MapDrawing:
    """The map of an answer; ``outside``: how many of its countries the boundaries do not have."""

    layer: Layer
    picture: Picture
    country: str
    outside: int


def on_map(query: Query, spec: OnMap, rows: Sequence[Mapping[str, Any]], form: Form, *, more: bool) -> MapDrawing | None:
    """The map of an answer, ``None`` where no row names a country. ``more``: there are rows beyond these."""
    names = {row["country"]: row["name"] for row in reader().rows("countries")}
    found = {code: value for code, value in _values(spec, rows).items() if code in names}
    if not found:
        return None

    def said(value: float) -> str:
        return f"{number(value)} {spec.unit if value != 1 else one(spec.unit)}"

    shades, entries = shaded(found, said)
    marks = {code: Mark(code, shades[code], value, said(value), _address(query, code, form)) for code, value in found.items()}
    left, absent = len(names) - len(marks), BEYOND if more else ABSENT
    legend = (*entries, *([Entry(NONE, absent, left)] if left else []))
    layer = Layer("report", query.title, count(len(marks), "country") + ".", spec.unit[:1].upper() + spec.unit[1:], absent, marks, legend,
                  notes=(FIRST_ROWS.format(number(len(rows))) if more else WHOLE_ANSWER,))
    chosen = str((form.values or {}).get("country") or "")
    closer = chosen if chosen in names and _asks_country(query) else ""
    drawn = picture(layer, names, Part("", closer), state_shapes())
    return MapDrawing(layer, drawn, closer, sum(1 for code in marks if code not in {spot.code for spot in drawn.spots}))


def one(unit: str) -> str:
    """The singular of a unit: ``programs`` is ``program``, ``agencies`` is ``agency``."""
    return unit.removesuffix("ies") + "y" if unit.endswith("ies") else unit.removesuffix("s")


def _values(spec: OnMap, rows: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """Country code to number; of several rows of a country with a number of their own, the largest."""
    numbers: dict[str, float] = {}
    counted: dict[str, set[Any]] = {}
    for row in rows:
        for code in _codes(row[f"{spec.country}_id"]):
            if spec.count:
                counted.setdefault(code, set()).update(_entries(row, spec.count))
            elif row[spec.value] is not None:
                numbers[code] = max(numbers.get(code, row[spec.value]), row[spec.value])
    return {code: float(len(entries)) for code, entries in counted.items()} if spec.count else numbers


def _codes(value: Any) -> list[str]:
    ids = value if isinstance(value, list) else [value]
    return [id_.removeprefix("country:") for id_ in ids if id_ and id_.startswith("country:")]


def _entries(row: Mapping[str, Any], column: str) -> list[Any]:
    value = row.get(f"{column}_id") or row[column]
    return [each for each in (value if isinstance(value, list) else [value]) if each is not None]


def _asks_country(query: Query) -> bool:
    return any(p.name == "country" and p.type == "country" for p in query.parameters)


def _address(query: Query, code: str, form: Form) -> str:
    """The same report for that country alone; where it cannot be asked so, or is already, the country's page."""
    asked = form.address()
    if not _asks_country(query) or asked.get("country") == code:
        return profile(f"country:{code}")
    given: dict[str, Any] = {**asked, "country": code}
    return url_for("reports.report", name=query.name.rpartition("/")[2], **given)
