"""Mappings: which column of a file is the country, which the year, and which values are which indicator.

A mapping is a YAML file. Whoever writes one is told the line of what is wrong with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from graph.model import NODES
from loaders import places
from loaders.errors import UnreadableFile

SHIPPED = Path(__file__).parent / "mappings"
DIRECTIONS = NODES["Indicator"].property("direction").values
MEASURES = ("", *NODES["Indicator"].property("measures").values)
DECIMALS = (".", ",")
KEY = r"[a-z0-9]+([_-][a-z0-9]+)*"


@dataclass(frozen=True)
class Series:
    """An indicator and where its values stand.

    ``column``: the column of the value (empty where the years are columns); ``where``: only rows with these cells;
    ``from_``, ``until``: only these years; ``factor``: what a value is multiplied by to be in ``unit``.
    """

    id: str
    name: str
    unit: str
    direction: str
    description: str
    measures: str = ""
    column: str = ""
    where: tuple[tuple[str, str], ...] = ()
    from_: int = 0
    until: int = 9999
    factor: float = 1.0


@dataclass(frozen=True)
class Mapping:
    """A layout of files.

    ``columns``: columns by which a file is known to be of it; ``country``: columns that name the country, the first
    that does counts, or ``within``: the country of all rows; ``area``: columns with the code or name of a part of it;
    ``year``: column of the year, or ``years``: pattern of the columns that are years, the year in its group; ``missing``:
    texts that are no value; ``decimal``: the sign before the decimals; ``sheet``: the one that is read, else all.
    """

    source: str
    title: str
    publisher: str
    page: str
    columns: tuple[str, ...]
    series: tuple[Series, ...]
    country: tuple[str, ...] = ()
    within: str = ""
    licence: str = ""
    area: tuple[str, ...] = ()
    year: str = ""
    years: str = ""
    missing: tuple[str, ...] = ()
    decimal: str = "."
    sheet: str = ""


@lru_cache(maxsize=1)
def shipped() -> tuple[Mapping, ...]:
    """The mappings of well-known files."""
    return tuple(read_mapping(path.name, path.read_text(encoding="utf-8")) for path in sorted(SHIPPED.glob("*.yaml")))


def read_mapping(file: str, text: str) -> Mapping:
    """The mapping that a text (YAML) is; ``UnreadableFile`` names the file and line of what is wrong, and what was expected."""
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise UnreadableFile(f"{file}, line {line}: no YAML: {error.problem}") from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise UnreadableFile(f"{file}: no YAML: {error}") from error
    return _Reader(file).mapping(node)


class _Reader:
    """Turns YAML nodes, which know their lines, into a mapping."""

    def __init__(self, file: str) -> None:
        self.file = file

    def mapping(self, node: yaml.Node | None) -> Mapping:
        """The whole file."""
        found = self.fields(node, {
            "source": self.key, "title": self.text, "publisher": self.text, "licence": self.text, "page": self.text,
            "columns": self.texts, "country": self.texts, "area": self.texts, "year": self.text, "years": self.pattern,
            "missing": self.texts, "series": self.series, "in": self.country, "decimal": self.choice(DECIMALS), "sheet": self.text,
        }, ("source", "title", "columns", "series"))
        if "in" in found:
            found["within"] = found.pop("in")
        mapping = Mapping(**{"publisher": "", "page": "", **found})
        if bool(mapping.country) == bool(mapping.within):
            raise self.wrong(node, "country and in" if mapping.within else "neither country nor in",
                             "either country, the columns that name it, or in, the country of all rows")
        if bool(mapping.year) == bool(mapping.years):
            raise self.wrong(node, "year and years" if mapping.year else "neither year nor years",
                             "either year, the column of the year, or years, a pattern of the columns that are years")
        for one in mapping.series:
            if bool(one.column) != bool(mapping.year):
                raise self.wrong(node, f"series {one.id} {'with' if one.column else 'without'} a column",
                                 "a column for each series, or years as columns")
        return mapping

    def series(self, node: yaml.Node) -> tuple[Series, ...]:
        """The list of indicators."""
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            raise self.wrong(node, "no list", "a list of indicators")
        return tuple(self.one(item) for item in node.value)

    def one(self, node: yaml.Node) -> Series:
        """One indicator."""
        found = self.fields(node, {
            "id": self.key, "name": self.text, "unit": self.text, "direction": self.choice(DIRECTIONS), "description": self.text,
            "measures": self.choice(MEASURES), "column": self.text, "where": self.where, "from": self.year, "until": self.year,
            "factor": self.number,
        }, ("id", "name", "unit", "direction", "description"))
        if "from" in found:
            found["from_"] = found.pop("from")
        return Series(**found)

    def fields(self, node: yaml.Node | None, known: dict[str, Callable[[yaml.Node], Any]], needed: tuple[str, ...]) -> dict[str, Any]:
        """The entries of a YAML mapping, each read by its own reader."""
        if not isinstance(node, yaml.MappingNode):
            raise self.wrong(node, "no entries", f"entries such as {needed[0]}: ...")
        found: dict[str, Any] = {}
        for key, value in node.value:
            if key.value not in known:
                raise self.wrong(key, f"{key.value}", ", ".join(known))
            if key.value in found:
                raise self.wrong(key, f"{key.value} for the second time", "each entry once")
            found[key.value] = known[key.value](value)
        missing = [name for name in needed if not found.get(name)]
        if missing:
            raise self.wrong(node, f"no {missing[0]}", f"an entry {missing[0]}")
        return found

    def text(self, node: yaml.Node) -> str:
        """A text."""
        if not isinstance(node, yaml.ScalarNode):
            raise self.wrong(node, "a list or entries", "one text")
        return str(node.value).strip()

    def texts(self, node: yaml.Node) -> tuple[str, ...]:
        """A list of texts."""
        if not isinstance(node, yaml.SequenceNode):
            raise self.wrong(node, "no list", "a list such as [a, b]")
        return tuple(self.text(item) for item in node.value)

    def key(self, node: yaml.Node) -> str:
        """A short key."""
        text = self.text(node)
        if not re.fullmatch(KEY, text):
            raise self.wrong(node, repr(text), "a short key of small letters, digits, - and _")
        return text

    def country(self, node: yaml.Node) -> str:
        """A country, by name or code."""
        found = places.place(self.text(node))
        if not found.code:
            raise self.wrong(node, repr(self.text(node)), found.why_not)
        return found.code

    def choice(self, allowed: tuple[str, ...]) -> Callable[[yaml.Node], str]:
        """One of a few words."""
        def read(node: yaml.Node) -> str:
            text = self.text(node)
            if text not in allowed:
                raise self.wrong(node, repr(text), " or ".join(word for word in allowed if word))
            return text
        return read

    def pattern(self, node: yaml.Node) -> str:
        """A regular expression with one group, for the year."""
        text = self.text(node)
        try:
            groups = re.compile(text).groups
        except re.error:
            groups = 0
        if groups != 1:
            raise self.wrong(node, repr(text), r"a pattern with the year in brackets, such as hdi_(\d{4})")
        return text

    def year(self, node: yaml.Node) -> int:
        """A year."""
        text = self.text(node)
        if not re.fullmatch(r"\d{4}", text):
            raise self.wrong(node, repr(text), "a year of four digits")
        return int(text)

    def number(self, node: yaml.Node) -> float:
        """A number."""
        try:
            return float(self.text(node))
        except ValueError:
            raise self.wrong(node, repr(self.text(node)), "a number") from None

    def where(self, node: yaml.Node) -> tuple[tuple[str, str], ...]:
        """Columns and the cell that they must have."""
        if not isinstance(node, yaml.MappingNode):
            raise self.wrong(node, "no entries", "columns and cells, such as {Indicator: Homicide Rate}")
        return tuple((self.text(key), self.text(value)) for key, value in node.value)

    def wrong(self, node: yaml.Node | None, found: str, expected: str) -> UnreadableFile:
        """The error for a node."""
        line = node.start_mark.line + 1 if node is not None else 1
        return UnreadableFile(f"{self.file}, line {line}: found {found}; expected {expected}")
