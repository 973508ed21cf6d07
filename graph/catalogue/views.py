"""How a report's answer is shown beyond its table, and where it leads: charts, maps, networks, related reports.

All of it is declared in the front matter and checked against the columns and parameters that stand beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from graph.catalogue.parameters import Parameter
from graph.errors import CatalogueError

VIEWS = ("table", "graph", "matrix", "chart", "map", "network")
FORMS = ("bars", "stacked", "lines")
THEMES = ("Partners", "Money", "Gaps and need", "U.S. state and local agencies", "Time", "Programs and agreements", "What we know")
KEYS = ("theme", "chart", "map", "network", "behind", "related", "scans")
_DRAWN = ("chart", "map", "network")


@dataclass(frozen=True)
class Chart:
    """A chart. ``along``: the column that names the bars, or holds the years of lines; ``values``: columns of numbers;
    ``by``: the column that tells series apart, where one column holds them all; ``unit``: what the numbers count; ``nil``: a year
    without a row counts as nil (rows that count), else nothing is known of it (sums, values)."""

    form: str
    along: str
    values: tuple[str, ...]
    unit: str
    by: str = ""
    nil: bool = False


@dataclass(frozen=True)
class OnMap:
    """A map. ``country``: the column of countries (``<country>_id`` beside it); ``value``: a column of numbers, or ``count``: the column
    whose different entries are counted for each country; ``unit``: what the numbers count."""

    country: str
    unit: str
    value: str = ""
    count: str = ""


@dataclass(frozen=True)
class Ties:
    """A network: pairs of columns (each with its ``_id``) whose entries are tied where they stand in one row."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Lead:
    """Another report, and which of its parameters are filled from what: of a related report our parameters, of the report behind a
    matrix our columns. Parameters of the same name and type are carried over without being named."""

    report: str
    given: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Shown:
    """What the front matter says of the view. ``theme``: one of ``THEMES``, under which a list shows it; ``scans``: label to why the
    question has to look at every node that has it."""

    drawing: Chart | OnMap | Ties | None = None
    behind: Lead | None = None
    related: tuple[Lead, ...] = ()
    scans: Mapping[str, str] = field(default_factory=dict)
    theme: str = ""


NOTHING = Shown()


class Reader(Protocol):
    """What reads the front matter (``frontmatter._Reader``)."""

    def error(self, key: str, message: str) -> CatalogueError:
        """An error with the line of a key."""
        ...

    def check_keys(self, path: str, found: dict[str, Any], known: tuple[str, ...], required: tuple[str, ...]) -> None:
        """Refuse unknown keys and missing ones."""
        ...

    def text(self, found: dict[str, Any], key: str, path: str = "") -> str:
        """A text of a key, empty where it is not given."""
        ...


def read_shown(reader: Reader, found: Mapping[str, Any], view: str, columns: Sequence[str]) -> Shown:
    """The view's part of the front matter; ``CatalogueError`` for a key that does not fit the view or names no column."""
    for key in _DRAWN:
        if (key in found) != (key == view):
            raise reader.error(key if key in found else "view", f"view is {view!r}: expected the key {view!r} and none of its like"
                               if view in _DRAWN else f"{key!r} stands here and view is {view!r}")
    drawing = _READ[view](_Part(reader, view, found[view], tuple(columns))) if view in _READ else None
    if "behind" in found and view != "matrix":
        raise reader.error("behind", f"'behind' says what stands behind a cell of a matrix; view is {view!r}")
    behind = _lead(reader, found["behind"], "behind") if "behind" in found else None
    related = found.get("related") or []
    if not isinstance(related, list):
        raise reader.error("related", "related is no list; expected [report, {report: .., with: {theirs: ours}}]")
    leads = tuple(_lead(reader, item, f"related.{index}") for index, item in enumerate(related))
    theme = found.get("theme") or ""
    if theme and theme not in THEMES:
        raise reader.error("theme", f"theme is {theme!r}; expected one of {', '.join(THEMES)}")
    return Shown(drawing, behind, leads, _scans(reader, found.get("scans") or {}), theme)


@dataclass(frozen=True)
class _Part:
    """One of the keys chart, map and network: its value, and the columns that it may name."""

    reader: Reader
    key: str
    value: Any
    columns: tuple[str, ...]

    def mapping(self, known: tuple[str, ...], required: tuple[str, ...]) -> dict[str, Any]:
        if not isinstance(self.value, dict):
            raise self.reader.error(self.key, f"{self.key} is {self.value!r}; expected {{{', '.join(known)}}}")
        self.reader.check_keys(f"{self.key}.", self.value, known, required)
        return self.value

    def column(self, name: Any, *, linked: bool = False) -> str:
        if name not in self.columns or (linked and f"{name}_id" not in self.columns):
            beside = f" with {name}_id beside it" if linked else ""
            raise self.reader.error(self.key, f"{self.key} names {name!r}: expected a column{beside}")
        return str(name)

    def text(self, name: str) -> str:
        return self.reader.text(self.value, name, f"{self.key}.")


def _chart(part: _Part) -> Chart:
    found = part.mapping(("form", "along", "values", "by", "unit", "missing"), ("form", "along", "values", "unit"))
    form, values = part.text("form"), found["values"]
    if form not in FORMS or not isinstance(values, list):
        raise part.reader.error("chart", f"chart: expected a form, one of {', '.join(FORMS)}, and a list of columns under values")
    if found.get("missing", "unknown") not in ("unknown", "nil") or ("missing" in found and form != "lines"):
        raise part.reader.error("chart.missing", "chart: missing says what a year without a row is on lines: unknown or nil")
    by = part.column(found["by"]) if "by" in found else ""
    if (by or form == "bars") and len(values) > 1:
        raise part.reader.error("chart.values", "chart: bars, and series told apart by a column, have one column of values")
    columns = tuple(part.column(name) for name in values)
    return Chart(form, part.column(found["along"]), columns, part.text("unit"), by, found.get("missing") == "nil")


def _map(part: _Part) -> OnMap:
    found = part.mapping(("country", "value", "count", "unit"), ("country", "unit"))
    if ("value" in found) == ("count" in found):
        raise part.reader.error("map", "map: expected either value (a column of numbers) or count (a column whose entries are counted)")
    value, count = (part.column(found[name]) if name in found else "" for name in ("value", "count"))
    return OnMap(part.column(found["country"], linked=True), part.text("unit"), value, count)


def _ties(part: _Part) -> Ties:
    pairs = part.value
    if not isinstance(pairs, list) or not pairs or not all(isinstance(pair, list) and len(pair) == 2 for pair in pairs):
        raise part.reader.error("network", "network: expected pairs of columns, such as [[funder, program]]")
    return Ties(tuple((part.column(a, linked=True), part.column(b, linked=True)) for a, b in pairs))


_READ: dict[str, Callable[[_Part], Chart | OnMap | Ties]] = {"chart": _chart, "map": _map, "network": _ties}


def _lead(reader: Reader, value: Any, path: str) -> Lead:
    if isinstance(value, str):
        return Lead(value)
    if not isinstance(value, dict):
        raise reader.error(path, f"{value!r}: expected the name of a report, or {{report: .., with: {{theirs: ours}}}}")
    reader.check_keys(f"{path}.", value, ("report", "with"), ("report",))
    given = value.get("with") or {}
    if not isinstance(given, dict) or not all(isinstance(name, str) for pair in given.items() for name in pair):
        raise reader.error(f"{path}.with", f"with is {given!r}; expected {{parameter of the report: ours}}")
    return Lead(reader.text(value, "report", f"{path}."), dict(given))


def _scans(reader: Reader, found: Any) -> dict[str, str]:
    if not isinstance(found, dict) or not all(isinstance(text, str) and text for pair in found.items() for text in pair):
        raise reader.error("scans", "scans: expected {Label: why every node that has it is looked at}")
    return dict(found)


def carried(lead: Lead, theirs: Sequence[Parameter], ours: Sequence[Parameter]) -> dict[str, str]:
    """Parameters of a related report, each with the one of ours that fills it: named under ``with``, or of the same name and type."""
    types = {p.name: p.type for p in ours}
    same = {p.name: p.name for p in theirs if types.get(p.name) == p.type}
    return {**same, **lead.given}


def faults(lead: Lead, theirs: Sequence[Parameter], ours: Mapping[str, str]) -> list[str]:
    """What is wrong with the parameters that a lead fills. ``ours``: what may fill them, name to type; an empty type fits any."""
    types = {p.name: p.type for p in theirs}
    found = []
    for their, our in lead.given.items():
        if their not in types:
            found.append(f"{lead.report} has no parameter {their!r}; it has {', '.join(types)}")
        elif our not in ours:
            found.append(f"{our!r} is nothing that could fill {their!r} of {lead.report}; there is {', '.join(ours)}")
        elif ours[our] not in ("", types[their]):
            found.append(f"{our!r} is of type {ours[our]}, {their!r} of {lead.report} of type {types[their]}")
    return found
