"""Countries, their parts and regions as people write them; what is not recognised is said, never guessed.

Names come from the code lists (CLDR's in English, Spanish, French, Portuguese and Arabic, ISO's official ones); what
files use besides stands in ``names.csv``. ``docs/decisions`` says what else was measured.
"""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from loaders.codes import areas, country_code, country_name
from loaders.text import fold

Kind = Literal["country", "region", "former", ""]
_HERE = Path(__file__).parent

# "Republic of X", "X, Republic of": the country is X, unless the whole is a name of its own (Republic of the Congo).
_STATE = (
    r"(?:(?:the )?(?:(?:people s|islamic|federal|bolivarian|plurinational|united|co operative|cooperative|arab|hashemite|oriental|"
    r"socialist|democratic socialist|independent) )*(?:republic|kingdom|state|principality) of(?: the)?"
    r"|(?:republica|reino|estado)(?: (?:islamica|federal|bolivariana|oriental|plurinacional|popular|unida))*"
    r" (?:de la|de los|de|del|do|da|dos)"
    r"|(?:republique|royaume)(?: (?:islamique|federale|bolivarienne|populaire|unie))* (?:de la|de l|des|du|de|d)"
    r"|جمهوريه|مملكه|دوله)"
)
_BEFORE = re.compile(rf"{_STATE} (.+)")
_BEHIND = re.compile(rf"(.+?) {_STATE}")
_PART_BEFORE = re.compile(
    r"^(?:departamento|provincia|region|estado|departement|province|department|state|district|governorate)"
    r"(?: (?:de la|de l|de|del|du|of))? "
)
_PART_BEHIND = re.compile(r" (?:province|department|state|county|region|district|governorate|prefecture)$")
_FORMER = re.compile(r"\bformer\b|\bpre-2011\b", re.IGNORECASE)


class Place(NamedTuple):
    """What a text names: a ``country`` (``code`` is ISO 3166-1 alpha-2), a ``region``, a ``former`` state, or "" (not recognised)."""

    kind: Kind
    code: str
    name: str

    @property
    def why_not(self) -> str:
        """Why it is no country, for a message; empty where it is one."""
        return {
            "country": "",
            "region": "a country; this is a region",
            "former": "a country of today; this is a former state",
            "": "the name or code of a country",
        }[self.kind]


@lru_cache(maxsize=8192)
def place(written: str) -> Place:
    """The place that a text names, in any of five languages, by code or by name."""
    text = " ".join(written.replace("`", "'").split()).strip(" .;:*†")
    folded = fold(text)
    if not folded:
        return Place("", "", "")
    if _FORMER.search(text) and country_code(text) is None and folded not in _names():
        return Place("former", "", text)
    code = country_code(text) or _names().get(folded) or _without_state(folded)
    if code:
        return Place("country", code, country_name(code))
    bare = re.sub(r" (?:region|regional)$", "", folded)
    return Place("region", "", text) if folded in _regions() or bare in _regions() else Place("", "", text)


def country(written: str) -> str:
    """ISO 3166-1 alpha-2 code of a country as written, else empty."""
    return place(written).code


@lru_cache(maxsize=65536)
def area(iso2: str, name: str, code: str = "") -> str:
    """ISO 3166-2 code of a first-level part of a country, by that code or by its exact name; empty where none is meant.

    ``code`` may be ``US-TX`` or, within its country, ``TX``.
    """
    for given in (code.upper(), f"{iso2}-{code.upper()}"):
        if code and given in areas() and areas()[given].country == iso2:
            return given
    return _areas().get((iso2, _plain(name)), "") if name else ""


def _without_state(folded: str) -> str:
    for pattern in (_BEFORE, _BEHIND):
        found = pattern.fullmatch(folded)
        if found:
            code = country_code(found[1]) or _names().get(found[1])
            if code and code not in {"CG", "CD", "KP", "KR"}:
                return code
    return ""


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    with (_HERE / "names.csv").open(encoding="utf-8", newline="") as read:
        return {fold(row["name"]): row["iso2"] for row in csv.DictReader(read)}


@lru_cache(maxsize=1)
def _regions() -> frozenset[str]:
    with (_HERE / "regions.csv").open(encoding="utf-8", newline="") as read:
        return frozenset(fold(row["name"]) for row in csv.DictReader(read))


@lru_cache(maxsize=1)
def _areas() -> dict[tuple[str, str], str]:
    """First-level parts by country and name; a name that two parts of a country share means neither."""
    found: dict[tuple[str, str], str] = {}
    twice = set()
    for code, part in areas().items():
        if part.parent:
            continue
        key = (part.country, _plain(part.name))
        if key in found:
            twice.add(key)
        found[key] = code
    return {key: code for key, code in found.items() if key not in twice}


def _plain(name: str) -> str:
    """A name without what languages put around it: "Departamento de Petén", "Bomi County"."""
    return _PART_BEHIND.sub("", _PART_BEFORE.sub("", fold(name)))
