"""The districts of one country: programs in force by first-level part, as a table, and on the map where it is known where they lie."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from flask import request, url_for

from analysis.outlines.shapes import WIDTH, Box, Shape, positions
from app.gaps.reading import reader
from app.http.choices import Choice
from app.http.formats import Table
from app.http.page import Crumb, PageContext
from app.http.paging import Column, Pager, asked_day, asked_since, asked_sort, pager
from app.http.problems import PageError
from app.http.site import profile
from app.http.sources import source_notes
from app.http.text import count, number
from app.services import services
from app.world.boundaries import Boundaries, country_boundaries, district_boundaries
from app.world.layer import NONE, Entry, Layer, Mark, shaded
from app.world.picture import Picture, fitted, spotted
from app.world.reading import world_rows

COLUMNS = (Column("name", "District", sort="name"), Column("kind", "Kind"),
           Column("programs", "Programs in force", numeric=True, sort="programs"),
           Column("bodies", "Bodies with their seat there", numeric=True, sort="bodies"))
FIELDS = ("area_id", "area", "kind", "point", "programs", "bodies")
_FAR = WIDTH / 4  # a part of a country farther from its middle (Guam) is not on the map
# What can be counted: its heading, a noun, what a district has that has it, and what is said of one without.
MEASURES = {"programs": ("Programs in force", "program", "a program in force that a source places there", "no program known"),
          "bodies": ("Bodies with their seat there", "body", "the seat of a body that a source names", "no body known")}
Row = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class DistrictsPage(PageContext):
    """One country's districts. ``offered``: countries of whose districts something is known; ``located``: whether any is on the map."""

    template: ClassVar[str] = "world/districts.html"
    country: str
    name: str
    since: str
    offered: tuple[Choice, ...]
    measure: str
    measures: tuple[Choice, ...]
    layer: Layer
    picture: Picture
    ground: Boundaries
    located: bool
    sort: str
    rows: tuple[Row, ...]
    shown: tuple[Row, ...]
    pager: Pager
    columns: tuple[Column, ...] = COLUMNS

    def data(self) -> Any:
        """Every district."""
        return {"title": self.title, "as_of": self.as_of.isoformat() if self.as_of else "", "since": self.since,
                "country_code": self.country,
                "sentence": self.layer.sentence, "boundaries": self.picture.boundaries.name, "districts": list(self.rows)}

    def table(self) -> Table:
        """One line a district."""
        return Table("districts", FIELDS, self._lines())

    def _lines(self) -> Iterator[tuple[Any, ...]]:
        for row in self.rows:
            yield tuple(row[name] for name in FIELDS)


def districts_page() -> DistrictsPage:
    """The districts that the request asks for: of the country of most known ones where none is named."""
    names = {row["country"]: row["name"] for row in reader().rows("countries")}
    known = {row["country"]: row["districts"] for row in world_rows("district-countries") if row["country"] in names}
    country = request.args.get("country", "").strip() or next(iter(known), "")
    if country and country not in names:
        raise PageError(400, f"country={country[:20]}: expected a country code such as GT.")
    day = asked_day(services().today())
    since = asked.isoformat() if (asked := asked_since(day)) else ""
    rows = world_rows("districts", country=country, as_of=day.isoformat(), since=since or None) if country else []
    name, measure = names.get(country, ""), _measure(rows)
    layer = _layer(rows, name, measure)
    ordered, sort = _sorted(rows, measure)
    pages = pager(len(ordered), size=100)
    drawn = _picture(layer, rows, country)
    return DistrictsPage(
        title=f"Districts of {name}" if name else "Districts", as_of=day, sources=source_notes(), wide=True, country=country, name=name,
        since=since,
        help="Programs that a source places in a first-level part of the country. Most sources name the country alone: such programs "
             "are in no district, and a district without one may have some.",
        crumbs=(Crumb("Overview", url_for("overview.index")), Crumb("Map of the world", url_for("world.index")), Crumb("Districts")),
        offered=tuple(Choice(code, f"{names[code]} ({count(n, 'district')} known)") for code, n in known.items()),
        measure=measure, measures=tuple(Choice(key, words[0]) for key, words in MEASURES.items()),
        layer=layer, picture=drawn, ground=country_boundaries(), located=bool(drawn.spots), sort=sort, rows=tuple(ordered),
        shown=tuple(ordered[pages.offset:pages.offset + pages.size]), pager=pages,
    )


def _measure(rows: Sequence[Row]) -> str:
    """What is counted: as ``measure=`` asks, else programs where there are any, else bodies; 400 for anything else."""
    asked = request.args.get("measure", "").strip()
    if asked not in ("", *MEASURES):
        raise PageError(400, f"measure={asked[:20]}: expected one of {', '.join(MEASURES)}.")
    return asked or ("programs" if any(row["programs"] for row in rows) or not any(row["bodies"] for row in rows) else "bodies")


def _layer(rows: Sequence[Row], name: str, measure: str) -> Layer:
    heading, noun, have, absent = MEASURES[measure]
    values = {_key(row): float(row[measure]) for row in rows if row[measure]}
    shades, entries = shaded(values, number)
    marks = {key: Mark(key, shades[key], value, count(int(value), noun), profile(f"area:{key}")) for key, value in values.items()}
    left = len(rows) - len(marks)
    entries += [Entry(NONE, f"{absent} to any loaded source", left)] if left else []
    most = max(rows, key=lambda row: row[measure], default=None)
    told = f"; most in {most['area'] or most['area_id']}: {count(most[measure], noun)}" if most and most[measure] else ""
    sentence = f"{number(len(marks))} of {count(len(rows), 'district')} of {name} {'has' if len(marks) == 1 else 'have'} {have}{told}."
    if not rows:
        sentence = f"No loaded source names a district of {name}."
    return Layer("districts", f"{heading}, districts of {name}", sentence, heading, absent, marks, tuple(entries), of="area")


def _picture(layer: Layer, rows: Sequence[Row], country: str) -> Picture:
    found, ground = district_boundaries(country), country_boundaries().shapes
    home = ground.get(country) or Shape("", "", 0, 0, Box(-WIDTH / 2, -WIDTH / 4, WIDTH / 2, WIDTH / 4))
    shapes = {**found.shapes, **_points(rows)}
    box = home.main
    for shape in shapes.values():
        if abs(shape.x - home.x) < _FAR:
            box = box.joined(shape.main)
    box = fitted(box)
    spots = spotted(layer, {_key(row): row["area"] or row["area_id"] for row in rows}, shapes, box)
    return Picture(box, "world", found, tuple(sorted(code for code, shape in ground.items() if shape.path)), spots, ())


def _points(rows: Sequence[Row]) -> dict[str, Shape]:
    """Places without an outline whose source gives latitude and longitude."""
    found = {}
    for row in rows:
        numbers = (row["point"] or "").replace(",", " ").split()
        try:
            latitude, longitude = (float(text) for text in numbers)
        except ValueError:
            continue
        if abs(latitude) <= 90 and abs(longitude) <= 180:
            (x, y), = positions([(longitude, latitude)])
            found[_key(row)] = Shape(_key(row), "", x, y, Box(x, y, x, y))
    return found


def _sorted(rows: Sequence[Row], measure: str) -> tuple[list[Row], str]:
    sort = asked_sort(("name", "programs", "bodies"), f"-{measure}")
    key = {"name": "area"}.get(sort.removeprefix("-"), sort.removeprefix("-"))
    return sorted(rows, key=lambda row: row[key] or ("" if key == "area" else 0), reverse=sort.startswith("-")), sort


def _key(row: Row) -> str:
    return str(row["area_id"]).removeprefix("area:")
