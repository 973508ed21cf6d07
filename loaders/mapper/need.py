"""The mapping of a sheet of indicators: values by country, or by a part of one, and year."""

from __future__ import annotations

import re
from typing import Any

import yaml

from loaders.errors import UnreadableFile
from loaders.mapper.choices import CHOICES, NEED, Chosen, Column
from loaders.text import slug

# What may stand beside values of indicators, and what holds for all of them.
BESIDE = (*NEED, "country", "area", "year", "ignore")
NAMED = 40


def is_need(chosen: Chosen) -> bool:
    """Whether any column was said to hold values of an indicator."""
    return bool(chosen.of(*NEED))


def compose_need(chosen: Chosen) -> str:
    """The YAML of a mapping for indicators; ``UnreadableFile`` says which choice lacks another."""
    _check(chosen)
    country, area, year = (chosen.of(name) for name in ("country", "area", "year"))
    years = [column.name for column in chosen.of("year_value")]
    values = chosen.of("indicator_value")
    named = chosen.of("indicator")
    found: dict[str, Any] = {"source": chosen.source, "title": chosen.title or chosen.source}
    if chosen.sheet:
        found["sheet"] = chosen.sheet
    found["columns"] = [column.name for column in (*country, *area, *year, *named, *values)] + years
    found |= {"country": [country[0].name]} if country else {"in": chosen.country}
    if area:
        found["area"] = [area[0].name]
    found |= {"years": _pattern(years)} if years else {"year": year[0].name}
    if chosen.decimal != ".":
        found["decimal"] = chosen.decimal
    found["missing"] = ["n/a", "N/A", "NA", "-", "..", "…"]
    found["series"] = [_series(chosen, *one) for one in _named(chosen, named, values)]
    return str(yaml.safe_dump(found, sort_keys=False, allow_unicode=True, width=140))


def _check(chosen: Chosen) -> None:
    other = next((column for column in chosen.columns if column.choice not in BESIDE), None)
    if other:
        raise UnreadableFile(
            f"{other.name!r} is {CHOICES[other.choice].label.lower()}, which does not stand beside values of indicators: leave it out, "
            "or load the sheet a second time for it.")
    for name in ("country", "area", "year", "indicator"):
        taken = chosen.of(name)
        if len(taken) > 1:
            names = " and ".join(repr(column.name) for column in taken)
            raise UnreadableFile(f"Only one column can be this: {CHOICES[name].label}. It was chosen for {names}.")
    lacks = _lacks(chosen)
    if lacks:
        raise UnreadableFile(lacks)


def _lacks(chosen: Chosen) -> str:
    """What choices lack, as a sentence."""
    values, years, named = chosen.of("indicator_value"), chosen.of("year_value"), chosen.of("indicator")
    if not values and not years:
        return "No column is the value of an indicator yet: choose one."
    if values and years:
        return "Values stand either in one column for all years, or in a column a year: not both."
    if named and len(values) > 1:
        return f"{named[0].name!r} names the indicator, so one column holds its value; found {len(values)}."
    if named and not chosen.indicators:
        return f"{named[0].name!r} names no indicator in the first rows."
    if not chosen.of("country") and not chosen.country:
        return "Choose the column of the country, or give the country of all rows."
    if values and not chosen.of("year"):
        return "No column is the year of the values: choose it."
    if years and not named and not chosen.indicator:
        return "The years are columns: give the name of the indicator whose values stand below them."
    headed = chosen.indicators if named else [column.name for column in values]
    if not chosen.unit and not (headed and all(map(_unit, headed))):
        return "Give the unit of the values, such as per 100,000 people."
    return ""


def _named(chosen: Chosen, named: list[Column], values: list[Column]) -> list[tuple[str, str, str, dict[str, str]]]:
    """Name, unit, column and the cells by which its rows are known, of every indicator."""
    column = values[0].name if values else ""
    if named:
        return [(_bare(word), _unit(word) or chosen.unit, column, {named[0].name: word}) for word in chosen.indicators]
    if not values:
        return [(chosen.indicator, chosen.unit, "", {})]
    return [(_bare(value.name), _unit(value.name) or chosen.unit, value.name, {}) for value in values]


def _series(chosen: Chosen, name: str, unit: str, column: str, where: dict[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": f"{chosen.source}_{slug(name) or 'value'}", "name": name, "unit": unit, "direction": chosen.direction,
        **({"measures": chosen.measures} if chosen.measures else {}),
        "description": f"As in {chosen.title or chosen.source}.",
    }  # fmt: skip
    return found | ({"column": column} if column else {}) | ({"where": where} if where else {})


def _unit(header: str) -> str:
    """What stands in brackets behind a name: "Homicides (per 100,000)"."""
    found = re.search(r"\(([^()]+)\)\s*$", header)
    return found[1].strip() if found else ""


def _bare(header: str) -> str:
    return re.sub(r"\s*\([^()]+\)\s*$", "", header).strip() or header


def _pattern(years: list[str]) -> str:
    """The pattern of the columns that are years, and of no others: 2019, FY 2020."""
    return f"(?:[Ff][Yy] ?)?({'|'.join(sorted({name[-4:] for name in years}))})"
