"""The page of the map of the world."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from flask import request, url_for

from analysis.gaps.ask import Reader, indicators
from app.gaps.asked import Form, form
from app.gaps.needs import key
from app.gaps.reading import reader
from app.http.choices import Choice
from app.http.formats import Table
from app.http.page import Crumb, PageContext
from app.http.paging import Column, Pager, asked_day, asked_since, asked_sort, pager
from app.http.sources import source_notes, titles
from app.http.text import count
from app.services import services
from app.world.asked import LAYERS, chosen, country_asked, layer_asked, region_asked
from app.world.boundaries import state_shapes
from app.world.layer import NONE, Asking, Layer, Mark
from app.world.layers import GAP, NEED, SUPPLY, gap, need_of, supply
from app.world.more_layers import LINKS, MONEY, OVERLAP, links, money_of, overlap, sums
from app.world.picture import Part, Picture, picture

HELP = ("Every country leads to what stands behind its value. Hatched means that no loaded source says anything, not that there is "
        "nothing. The table below has the same as the map.")
WITH_TIME = (SUPPLY, GAP, LINKS)  # layers of what is in force: a time may stand in place of the day
_MAKE: dict[str, Callable[[Asking], Layer]] = {
    SUPPLY: supply, NEED: need_of, GAP: gap, OVERLAP: overlap, MONEY: money_of, LINKS: links,
}
SIZE = 100


@dataclass(frozen=True)
class Row:
    """One country in the table; ``mark`` is ``None`` where nothing is known."""

    code: str
    name: str
    region: str
    mark: Mark | None


@dataclass(frozen=True)
class Offered:
    """What the form offers for this layer."""

    indicators: tuple[Choice, ...] = ()
    sums: tuple[Choice, ...] = ()
    years: tuple[Choice, ...] = ()
    states: tuple[Choice, ...] = ()


@dataclass(frozen=True, kw_only=True)
class WorldPage(PageContext):
    """One layer on the map and as a table; ``chosen``: the values of its choices; ``rows``: every country, ``shown``: of this page;
    ``since``: the first day of the time asked for."""

    template: ClassVar[str] = "world/index.html"
    layers: dict[str, str]
    layer: Layer
    chosen: dict[str, str]
    region: str
    since: str
    form: Form
    offered: Offered
    picture: Picture
    part: Part
    names: dict[str, str]
    columns: tuple[Column, ...]
    sort: str
    rows: tuple[Row, ...]
    shown: tuple[Row, ...]
    pager: Pager
    note: str

    def data(self) -> Any:
        """Every country with its value, the legend, and which boundaries are drawn."""
        return {
            "title": self.title, "as_of": self.as_of.isoformat() if self.as_of else "", "since": self.since, "layer": self.layer.key,
            "sentence": self.layer.sentence,
            "choices": {name: value for name, value in self.chosen.items() if value}, "region": self.region,
            "legend": [{"label": e.label, "countries": e.countries} for e in self.layer.legend], "notes": self.layer.notes,
            "boundaries": {"name": self.picture.boundaries.name, "sha384_begins": self.picture.boundaries.hash},
            "countries": [dict(zip(self._fields, line, strict=True)) for line in self._lines()],
            "pairs": [{"us_state": state, "country_code": code} for state, code, _ in self.layer.lines],
        }

    def table(self) -> Table:
        """One line a country, those without data as well."""
        return Table(f"world-{self.layer.key}", self._fields, self._lines())

    @property
    def timed(self) -> bool:
        """Whether the layer takes a time in place of the day."""
        return self.layer.key in WITH_TIME

    @property
    def _fields(self) -> tuple[str, ...]:
        return ("country_code", "country", "subregion", "known", *self.layer.fields)

    def _lines(self) -> Iterator[tuple[Any, ...]]:
        for row in self.rows:
            cells = row.mark.row if row.mark else (None,) * len(self.layer.fields)
            known = row.mark is not None and row.mark.shade != NONE and row.mark.value is not None
            yield (row.code, row.name, row.region, known, *cells)


def world_page() -> WorldPage:
    """The map that the request asks for."""
    reading = reader()
    offered = form(reading)
    layer_key, region, day = layer_asked(), region_asked(offered), asked_day(services().today())
    countries = [c for c in reading.rows("countries") if region in ("", c["region"], c["subregion"])]
    names = {c["country"]: c["name"] for c in countries}
    states = {row["state"]: row["name"] for row in reading.rows("us-states")}
    values = chosen(layer_key, offered, reading, day.isoformat(), tuple(states))
    values["region"], values["state_name"] = region, states.get(values["state"], "")
    asked = asked_since(day)
    since = asked.isoformat() if asked and layer_key in WITH_TIME else ""
    layer = _MAKE[layer_key](Asking(reading, offered, day.isoformat(), values, names, frozenset(names), since))
    part = Part(region, country_asked(offered, names))
    drawn = picture(layer, names, part, state_shapes())
    rows, sort = _rows(layer, countries)
    pages = pager(len(rows), size=SIZE)
    columns = (Column("name", "Country", sort="name"), Column("region", "Region", sort="region"),
               Column("value", layer.heading, sort="value"), *layer.columns)
    return WorldPage(
        title=layer.title, help=HELP, crumbs=(Crumb("Overview", url_for("overview.index")), Crumb("Map of the world")), as_of=day,
        sources=source_notes(layer.sources), wide=True, layers=LAYERS, layer=layer, chosen=values, region=region, since=since, form=offered,
        offered=_offered(layer_key, reading, day.isoformat(), values, states), picture=drawn, part=part, names=names,
        columns=columns, sort=sort, rows=rows,
        shown=rows[pages.offset:pages.offset + pages.size], pager=pages, note=_note(layer_key, values),
    )


def _rows(layer: Layer, countries: Sequence[dict[str, Any]]) -> tuple[tuple[Row, ...], str]:
    """Every country in the order asked for; those without a value last."""
    sort = asked_sort(("name", "region", "value"), layer.first)
    rows = [Row(c["country"], c["name"], c["subregion"] or "", layer.marks.get(c["country"])) for c in countries]
    down = sort.startswith("-")
    if sort.removeprefix("-") == "region":
        return tuple(sorted(rows, key=lambda r: r.region, reverse=down)), sort
    if sort.removeprefix("-") == "name":
        return tuple(rows[::-1] if down else rows), sort
    known = [r for r in rows if r.mark and r.mark.value is not None]
    known.sort(key=lambda r: (r.mark.value or 0.0) if r.mark else 0.0, reverse=down)
    return (*known, *(r for r in rows if not (r.mark and r.mark.value is not None))), sort


def _offered(layer: str, reading: Reader, as_of: str, values: dict[str, str], states: dict[str, str]) -> Offered:
    if layer == NEED:
        known = [i for i in indicators(reading, as_of) if i.tells_need]
        return Offered(indicators=tuple(Choice(key(i.id), f"{i.name} ({count(i.countries, 'country')})") for i in known))
    if layer == MONEY:
        every, named = sums(), titles()
        years = next((s.years for s in every if s.key == values["money"]), ())
        return Offered(
            sums=tuple(Choice(s.key, f"{s.kind}, {s.currency or 'no currency stated'}, {named.get(s.source, s.source)}") for s in every),
            years=tuple(Choice(str(year), f"{year} ({count(n, 'country')})") for year, n in years[::-1]),
        )
    return Offered(states=tuple(Choice(code, name) for code, name in states.items())) if layer == LINKS else Offered()


def _note(layer: str, values: dict[str, str]) -> str:
    """What was asked for and is not there."""
    asked = request.args.get("year", "").strip()
    if layer == MONEY and asked and asked != values["year"] and values["year"]:
        return f"No such sum is stated for {asked}: {values['year']} is shown."
    return ""

