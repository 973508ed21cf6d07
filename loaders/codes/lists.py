"""Code lists as frozen tables, each with its title, version, date, licence and page."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


class UnknownList(KeyError):
    """A code list that is not shipped; a defect of ours."""


@dataclass(frozen=True)
class Code:
    """One entry: ``parent`` is the code above it, ``withdrawn`` the date it left the list ("yes" where none is stated)."""

    code: str
    name: str
    parent: str = ""
    category: str = ""
    withdrawn: str = ""
    description: str = ""


@dataclass(frozen=True)
class Area:
    """A part of a country (ISO 3166-2); ``parent`` is the part it belongs to, empty at the first level."""

    code: str
    country: str
    name: str
    kind: str
    parent: str = ""


@dataclass(frozen=True)
class CodeList:
    """A list under its official name; ``version`` and ``date`` are those of the data shipped."""

    key: str
    title: str
    version: str
    date: str
    licence: str
    page: str
    codes: Mapping[str, Code] = field(default_factory=dict)

    def __contains__(self, code: object) -> bool:
        return code in self.codes

    def __getitem__(self, code: str) -> Code:
        return self.codes[code]

    def __iter__(self) -> Iterator[Code]:
        return iter(self.codes.values())

    def __len__(self) -> int:
        return len(self.codes)

    def name(self, code: str, default: str | None = None) -> str:
        """English name of a code; ``default`` (or the code itself) where the list has no such code."""
        found = self.codes.get(code)
        if found is not None:
            return found.name
        return code if default is None else default

    def withdrawn(self, code: str) -> bool:
        """Whether the code stands in the list as withdrawn."""
        found = self.codes.get(code)
        return found is not None and bool(found.withdrawn)


def read_table(name: str) -> list[dict[str, str]]:
    """Rows of one of the shipped CSV files."""
    with (DATA / name).open(encoding="utf-8", newline="") as read:
        return list(csv.DictReader(read))


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, Code]]:
    """Every list but countries and areas, by its name."""
    found: dict[str, dict[str, Code]] = {}
    rows = [*read_table("iati.csv"), *read_table("sectors.csv")]
    rows += [{"list": "Currency", **row} for row in read_table("currencies.csv")]
    for row in rows:
        code = Code(**{name: value for name, value in row.items() if name != "list"})
        found.setdefault(row["list"], {})[code.code] = code
    return found


@lru_cache(maxsize=1)
def _about() -> dict[str, dict[str, str]]:
    return {row["name"]: row for row in read_table("lists.csv")}


def list_names() -> tuple[str, ...]:
    """Names under which ``code_list`` finds a list."""
    return tuple(sorted(_tables()))


@cache
def code_list(name: str) -> CodeList:
    """The list of that name, such as ``Sector`` or ``TransactionType``; ``UnknownList`` where none is shipped."""
    tables = _tables()
    if name not in tables:
        raise UnknownList(f"no code list is named {name!r}; there are {', '.join(sorted(tables))}")
    about = _about().get(name, _about()["IATI"])
    title = about["title"] if name in _about() else name
    return CodeList(name, title, about["version"], about["date"], about["licence"], about["page"], tables[name])


@lru_cache(maxsize=1)
def areas() -> Mapping[str, Area]:
    """Parts of countries by ISO 3166-2 code."""
    return {row["code"]: Area(**row) for row in read_table("areas.csv")}
