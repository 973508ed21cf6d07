"""Locations of an activity that have a gazetteer's code or a point."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from lxml import etree

from loaders.codes import countries, country_code, country_name
from loaders.iati import checks
from loaders.iati.record import Record
from loaders.iati.values import texts
from loaders.rows import Ref

GAZETTEERS = {"G1": "geonames", "1": "geonames", "G2": "osm", "2": "osm", "A1": "gaul", "A2": "salb", "A3": "gadm"}
_COUNTRY_FEATURE = re.compile(r"PCL\w*|PCLI|COUNTRY")


def locations(record: Record, elements: Iterable[etree._Element], known: Sequence[str]) -> None:
    """Link the activity to each place; ``known`` are its recipient countries, which say where a bare point lies."""
    for element in elements:
        record.counts["location"] += 1
        checks.codes(record, element, "location/")
        place = _place(record, element, known)
        if place is not None:
            record.link("OPERATES_IN", record.subject, place)


def _place(record: Record, element: etree._Element, known: Sequence[str]) -> Ref | None:
    country, code, point = _country(element, known), _code(element), _point(record, element)
    lacks = _lacks(element, country, code or point)
    if lacks:
        _set_aside(record, element, known, lacks)
        return None
    name = _name(record, element)
    key = f"area:{code}" if code else f"area:{country}@{point}"
    props = {"country": country, "code": code.split(":", 1)[-1], "point": point.replace(",", " ")}
    area = record.state("AdminArea", key, name or code or point, {k: v for k, v in props.items() if v})
    record.link("PART_OF", area, record.mention("Country", f"country:{country}", country_name(country)))
    return area


def _lacks(element: etree._Element, country: str, place: str) -> str:
    """What a location would need to stand on the map."""
    feature = element.find("feature-designation")
    feature = element.find("location-type") if feature is None else feature
    if feature is not None and _COUNTRY_FEATURE.fullmatch((feature.get("code") or "").upper()):
        return "a place within a country; recipient-country says which country"
    if not place:
        return "a place with a gazetteer's code or a point"
    return "" if country else "a place whose country is clear: one recipient country, or an administrative code of one"


def _set_aside(record: Record, element: etree._Element, known: Sequence[str], lacks: str) -> None:
    """A location that is no place of its own; often it only repeats the recipient country."""
    name = _name(record, element)
    repeated = country_code(name) if name else None
    if repeated and repeated in known:
        record.same_as(element, "location", f"recipient-country {repeated}")
    else:
        record.set_aside(element, "location", name or element.get("ref") or "no name", lacks)


def _name(record: Record, element: etree._Element) -> str:
    for tag in ("name", "description"):
        found = element.find(tag)
        names = texts(found, record.language) if found is not None else []
        if names:
            return names[0][1][:200]
    return ""


def _country(element: etree._Element, known: Sequence[str]) -> str:
    for administrative in element.iterfind("administrative"):
        code = administrative.get("code") if administrative.get("vocabulary") == "A4" else administrative.get("country")
        if code and code.strip().upper() in countries():
            return code.strip().upper()
    return known[0] if len(set(known)) == 1 else ""


def _code(element: etree._Element) -> str:
    """``geonames:1453782`` from a location id, else from the nearest administrative code."""
    given = [*element.iterfind("location-id"), *reversed(element.findall("administrative"))]
    for found in given:
        gazetteer = GAZETTEERS.get((found.get("vocabulary") or "").strip().upper())
        code = (found.get("code") or "").strip()
        if gazetteer and re.fullmatch(r"[\w.-]{1,40}", code):
            return f"{gazetteer}:{code}"
    return ""


def _point(record: Record, element: etree._Element) -> str:
    """Latitude and longitude to four places (eleven metres), from a point or the coordinates of versions 1.0x."""
    found = element.find("point/pos")
    if found is None:
        found = element.find("coordinates")
        if found is None:
            return ""
        pair = [found.get("latitude") or "", found.get("longitude") or ""]
    else:
        pair = re.split(r"[\s,]+", (found.text or "").strip())
    try:
        latitude, longitude = (float(number) for number in pair)
    except ValueError:
        latitude, longitude = 99.0, 0.0
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        if any(pair):
            record.fault(found, "location/point", " ".join(pair), "a latitude and a longitude")
        return ""
    return f"{round(latitude, 4):g},{round(longitude, 4):g}"
