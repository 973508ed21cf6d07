"""The place of a line: country, first-level area by ISO code, name or p-code, and what lies below in words."""

from __future__ import annotations

from typing import NamedTuple

from loaders.codes import countries
from loaders.entries import Entry
from loaders.hxl.columns import Column, Columns
from loaders.hxl.record import Line
from loaders.places import place
from loaders.rows import Ref
from loaders.statements import P_CODE
from loaders.text import clean

BELOW = ("#adm2", "#adm3", "#adm4", "#adm5", "#loc")


class Location(NamedTuple):
    """``country`` may be empty; ``area`` is the first-level part; ``below``: the places in it, in words."""

    country: str
    area: Ref | None
    below: str


def location(entry: Entry, columns: Columns, line: Line) -> Location:
    """Where a line is, stated."""
    country = _country(entry, columns, line)
    name, code = _name_and_code(columns.of("#adm1"), line)
    if not country and code:
        country = _of_p_code(code)
    below = " / ".join(dict.fromkeys(filter(None, (clean(_name_and_code(columns.of(tag), line)[0], 200) for tag in BELOW))))
    found = entry.said.part_of(country, name, code) if country and (name or code) else _point(entry, columns, line, country, below)
    if (name or code) and not country:
        entry.fault("#adm1", name or code, "a country beside it, or a p-code that begins with one")
    return Location(country, found, below)


def _country(entry: Entry, columns: Columns, line: Line) -> str:
    """The country of a line, from its code first."""
    those = sorted(columns.of("#country"), key=lambda column: not column.attributes & {"code", "iso2", "iso3", "v_iso3", "v_iso2", "id"})
    for column in those:
        written = line.text(column)
        if not written:
            continue
        found = place(written)
        if found.code:
            return found.code
        entry.fault("+".join(("#country", *sorted(column.attributes))), written, found.why_not)
    return ""


def _name_and_code(columns: list[Column], line: Line) -> tuple[str, str]:
    codes = [column for column in columns if column.attributes & {"code", "id", "pcode"}]
    names = [column for column in columns if column not in codes]
    return tuple(next((found for column in those if (found := line.text(column))), "") for those in (names, codes))  # type: ignore[return-value]


def _of_p_code(code: str) -> str:
    """The country that a p-code begins with, by its two or three letters."""
    found = P_CODE.fullmatch(code.upper())
    return place(found[1]).code if found else ""


def _point(entry: Entry, columns: Columns, line: Line, country: str, below: str) -> Ref | None:
    """A place that has only a point."""
    pair = [next((line.text(column) for column in columns.of("#geo") if axis in column.attributes), "") for axis in ("lat", "lon")]
    if not all(pair) or country not in countries():
        return None
    try:
        latitude, longitude = (float(number) for number in pair)
    except ValueError:
        latitude = longitude = 999.0
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        entry.fault("#geo", " ".join(pair), "a latitude and a longitude")
        return None
    point = f"{round(latitude, 4):g},{round(longitude, 4):g}"
    ref = entry.said.state("AdminArea", f"area:{country}@{point}", below or point, {"country": country, "point": point.replace(",", " ")})
    entry.said.link("PART_OF", ref, entry.said.country(country))
    return ref
