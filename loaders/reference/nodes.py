"""Nodes and links of the reference tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from loaders import codes
from loaders.codes import Code
from loaders.reference.tables import LISTS, FocusArea, SectorFocus
from loaders.rows import Fates, LinkRow, NodeRow, Ref, Row

COUNTRIES_PAGE = "https://github.com/datasets/country-codes"
VOCABULARIES = {name: vocabulary for vocabulary, name in LISTS.items()}


def countries(fates: Fates) -> Iterator[Row]:
    """A Country for every code of ISO 3166-1, and Kosovo."""
    for country in codes.countries().values():
        fates.saw("countries.csv")
        key = f"country:{country.iso2}"
        props = {"iso2": country.iso2, "iso3": country.iso3, "region": country.region, "subregion": country.subregion}
        yield NodeRow("Country", key, key, country.name, {
            **_given(props), "aliases": list(country.aliases), "pages": [COUNTRIES_PAGE]})


def areas(fates: Fates) -> Iterator[Row]:
    """An AdminArea for every U.S. state, the District of Columbia and the territories, a part of the United States."""
    page = "https://www.iso.org/obp/ui/#iso:code:3166:US"
    united_states = Ref("Country", "country:US")
    for area in codes.areas().values():
        if area.country != "US":
            continue
        fates.saw("areas.csv")
        key = f"area:{area.code}"
        props = {"code": area.code, "kind": area.kind.lower(), "country": "US", "pages": [page]}
        yield NodeRow("AdminArea", key, key, area.name, props)
        yield NodeRow(*united_states, key, codes.country_name("US"), stub=True)
        yield LinkRow("PART_OF", Ref("AdminArea", key), united_states, key, {"page": page})


def focus_areas(found: Mapping[str, FocusArea]) -> Iterator[Row]:
    """A FocusArea for every line of effort and topic; topics are parts of their line."""
    for area in found.values():
        props = {"level": "topic" if area.topic else "line", "line": area.line, "topic": area.topic, "origin": area.origin,
                 "sequence": area.sequence}
        yield NodeRow("FocusArea", area.id, area.id, area.label, {**_given(props), **_pages(area.source)})
        if area.topic:
            line = found[f"focus:{area.line}"]
            yield NodeRow("FocusArea", line.id, area.id, line.label, stub=True)
            yield LinkRow("PART_OF", Ref("FocusArea", area.id), Ref("FocusArea", line.id), area.id)


def sectors(fates: Fates) -> Iterator[Row]:
    """A Sector for every DAC code of five and of three digits; each is a part of the code above it, once."""
    for name, vocabulary in VOCABULARIES.items():
        listed = codes.code_list(name)
        for code in listed:
            fates.saw("sectors.csv")
            node = _sector(vocabulary, code, listed.page)
            yield node
            above = _above(code)
            if above is not None:
                yield NodeRow(*above.ref, node.key, above.name, stub=True)
                yield LinkRow("PART_OF", node.ref, above.ref, node.key, {"page": listed.page})


def _sector(vocabulary: str, code: Code, page: str) -> NodeRow:
    key = f"sector:{vocabulary}:{code.code}"
    props: dict[str, Any] = {"code": code.code, "vocabulary": vocabulary, "pages": [page]}
    props |= _given({"category": code.category, "description": code.description})
    if code.withdrawn:
        props["withdrawn"] = True
    return NodeRow("Sector", key, key, code.name, props)


def _above(code: Code) -> NodeRow | None:
    """The code that a code is a part of: the five-digit one of a voluntary code, else its three-digit category."""
    if code.parent:
        return _sector("1", codes.code_list("Sector")[code.parent], "")
    if code.category:
        return _sector("2", codes.code_list("SectorCategory")[code.category], "")
    return None


def sectors_to_focus(found: Iterable[SectorFocus], focus: Mapping[str, FocusArea]) -> Iterator[Row]:
    """MAPS_TO from a purpose code to the focus area that it counts towards."""
    for row in found:
        if not row.focus:
            continue
        sector = Ref("Sector", f"sector:{row.vocabulary}:{row.code}")
        record = f"sector_focus {row.vocabulary}:{row.code}"
        yield NodeRow(*sector, record, codes.code_list(LISTS[row.vocabulary]).name(row.code), stub=True)
        yield NodeRow("FocusArea", row.focus, record, focus[row.focus].label, stub=True)
        yield LinkRow("MAPS_TO", sector, Ref("FocusArea", row.focus), record)


def _given(props: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in props.items() if value != ""}


def _pages(page: str) -> dict[str, list[str]]:
    return {"pages": [page]} if page else {}
