"""The two tables that people edit: focus areas, and which purpose code counts towards which of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from loaders.codes import code_list
from loaders.csv_table import read_table
from loaders.rows import Fates, Where

FOCUS_AREAS = Path(__file__).parents[2] / "demo" / "focus_areas.csv"
SECTOR_FOCUS = Path(__file__).parent / "data" / "sector_focus.csv"

ORIGINS = {"bureau": "the bureau", "platform": "this platform"}
LISTS = {"1": "Sector", "2": "SectorCategory"}


@dataclass(frozen=True)
class FocusArea:
    """A line of effort (empty ``topic``), or a topic below it; ``origin`` says who made the entry."""

    line: str
    topic: str
    label: str
    origin: str
    source: str
    sequence: int

    @property
    def id(self) -> str:
        """Id of its node: ``focus:III`` or ``focus:III:police-reform``."""
        return focus_id(self.line, self.topic)


@dataclass(frozen=True)
class SectorFocus:
    """A purpose code and the focus area it counts towards; an empty ``focus`` says that it counts towards none."""

    vocabulary: str
    code: str
    focus: str
    why: str


def focus_id(line: str, topic: str = "") -> str:
    """Id of the node of a line of effort or of a topic below it."""
    return f"focus:{line}:{topic}" if topic else f"focus:{line}"


def read_focus_areas(path: Path, fates: Fates) -> dict[str, FocusArea]:
    """Focus areas by id; a topic stands behind its line. A row without a label, line or known origin is set aside."""
    found: dict[str, FocusArea] = {}
    columns = ("line", "topic", "label", "origin", "source")
    for number, cells in read_table(path, columns, fates):
        line, topic, label, origin, source = (cell.strip() for cell in cells)
        area = FocusArea(line, topic, label, ORIGINS.get(origin, ""), source, len(found) + 1)
        field, expected = _fault(area, found)
        if expected:
            fates.set_aside(path.name, Where(path.name, number, area.id, field), dict(zip(columns, cells, strict=True))[field], expected)
        else:
            found[area.id] = area
    return found


def _fault(area: FocusArea, found: Mapping[str, FocusArea]) -> tuple[str, str]:
    """Field and what was expected of it, empty where the row is sound."""
    if not area.line or ":" in area.line:
        return "line", "number of a line of effort, such as III"
    if not area.label:
        return "label", "a name"
    if not area.origin:
        return "origin", " or ".join(ORIGINS)
    if area.id in found:
        return "topic" if area.topic else "line", "each line and topic once"
    if area.topic and focus_id(area.line) not in found:
        return "line", "a line of effort that stands in a row above"
    return "", ""


def read_sector_focus(path: Path, focus: Mapping[str, FocusArea], fates: Fates) -> Iterator[SectorFocus]:
    """Which purpose code counts towards which focus area; a row with an unknown code or focus area is set aside."""
    for number, cells in read_table(path, ("vocabulary", "code", "line", "topic", "why"), fates):
        vocabulary, code, line, topic, why = (cell.strip() for cell in cells)
        where = Where(path.name, number, f"{vocabulary}:{code}")
        wanted = focus_id(line, topic) if line else ""
        if vocabulary not in LISTS or code not in code_list(LISTS[vocabulary]):
            fates.set_aside(path.name, where._replace(field="code"), code, "a DAC purpose code (vocabulary 1) or category (2)")
        elif wanted and wanted not in focus:
            fates.set_aside(path.name, where._replace(field="topic"), wanted, "a line and topic of the table of focus areas")
        else:
            yield SectorFocus(vocabulary, code, wanted, why)


@lru_cache(maxsize=1)
def focus_areas() -> Mapping[str, FocusArea]:
    """The shipped focus areas by id, for loaders that name them."""
    return read_focus_areas(FOCUS_AREAS, Fates())


@lru_cache(maxsize=1)
def sector_focus() -> Mapping[tuple[str, str], str]:
    """Id of the focus area that a purpose code counts towards, by (vocabulary, code), from the shipped table."""
    found = read_sector_focus(SECTOR_FOCUS, focus_areas(), Fates())
    return {(row.vocabulary, row.code): row.focus for row in found if row.focus}
