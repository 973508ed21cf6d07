"""The mapping that choices come to, as YAML text that a person may keep, read and change."""

from __future__ import annotations

from typing import Any

import yaml

from loaders.errors import UnreadableFile
from loaders.mapper.choices import CELLS, CHOICES, ORGANIZATIONS, Chosen, Column
from loaders.mapper.need import compose_need, is_need

HEADER, CELL = "header of the cell", "cell"


def compose(chosen: Chosen) -> str:
    """The YAML of a mapping; ``UnreadableFile`` says which choice lacks another."""
    if is_need(chosen):
        return compose_need(chosen)
    made = _Composer(chosen)
    mapping = {**_about(chosen), **made.parts()}
    return str(yaml.safe_dump(mapping, sort_keys=False, allow_unicode=True, width=140))


def _about(chosen: Chosen) -> dict[str, Any]:
    found: dict[str, Any] = {name: value for name, value in (("title", chosen.title), ("source", chosen.source)) if value}
    keys = chosen.of("program_key")
    # A row is known by its program's number where every partner of it has a row of its own only with the partner.
    if keys:
        found["record"] = [column.name for column in (*keys, *chosen.of(*ORGANIZATIONS), *chosen.of("area", "year"))]
    table: dict[str, Any] = {}
    if chosen.sheet:
        table["sheet"] = chosen.sheet
    if chosen.header:
        table["header"] = chosen.header
    if chosen.decimal != ".":
        table["decimal"] = chosen.decimal
    if chosen.dates:
        table["dates"] = chosen.dates
    cells = chosen.of(*CELLS)
    if cells:
        table["unpivot"] = {"columns": [column.name for column in cells], "name": HEADER, "value": CELL}
    return found | ({"table": table} if table else {})


class _Composer:
    def __init__(self, chosen: Chosen) -> None:
        self.chosen = chosen
        self.entities: dict[str, Any] = {}
        self.links: list[dict[str, Any]] = []
        kinds = {column.choice for column in chosen.of(*CELLS)}
        if len(kinds) > 1:
            raise UnreadableFile("Columns that are called by countries or years hold all marks, or all sums.")
        self.cells = next(iter(kinds), "")
        for name in ("program", "program_key", "description", "start", "end", "country", "area", "amount", "currency", "year", "role"):
            if len(chosen.of(name)) > 1:
                taken = " and ".join(repr(column.name) for column in chosen.of(name))
                raise UnreadableFile(f"Only one column can be this: {CHOICES[name].label}. It was chosen for {taken}.")

    def parts(self) -> dict[str, Any]:
        organizations = self._organizations()
        program = self._program()
        places = self._places()
        if not organizations and not program and not (places and self._has_money()):
            raise UnreadableFile("No column is an organization or a program yet: choose one.")
        for name, column in organizations.items():
            self._linked(name, column, program, places)
        for place in places if program else ():
            self._link("OPERATES_IN", program, place)
        self._money(organizations, program, places)
        return {"entities": self.entities, **({"links": self.links} if self.links else {})}

    def _one(self, choice: str) -> str:
        found = self.chosen.of(choice)
        return found[0].name if found else ""

    def _link(self, type_: Any, start: str, end: str) -> None:
        self.links.append({"type": type_, "from": start, "to": end})

    def _organizations(self) -> dict[str, Column]:
        """Entity name to column; an identifier belongs to the organization next to it on its left, else to the first."""
        found: dict[str, Column] = {}
        for column in self.chosen.of(*ORGANIZATIONS):
            taken = sum(other.choice == column.choice for other in found.values())
            name = column.choice if not taken else f"{column.choice} {taken + 1}"
            found[name] = column
            self.entities[name] = {"label": "Organization", "split": [";", "line"], "properties": {"name": column.name}}
        for column in self.chosen.of("identifier"):
            if not found:
                raise UnreadableFile(f"{column.name!r} is an identifier, but no column is the organization that it belongs to.")
            owner = self._left_of(column, found)
            self.entities[owner].setdefault("identifiers", []).append({"scheme": column.scheme or "org-id", "column": column.name})
        return found

    def _left_of(self, column: Column, organizations: dict[str, Column]) -> str:
        order = list(self.chosen.columns)
        before = [name for name, other in organizations.items() if order.index(other) < order.index(column)]
        return before[-1] if before else next(iter(organizations))

    def _program(self) -> str:
        name, key = self._one("program"), self._one("program_key")
        if not name and not key:
            for choice in ("description", "start", "end"):
                if self._one(choice):
                    raise UnreadableFile(f"{self._one(choice)!r} tells of a program, but no column is its name or number.")
            return ""
        properties: dict[str, Any] = {"name": name or key, "level": {"value": "activity"}}
        for choice, property_ in (("description", "description"), ("start", "valid_from"), ("end", "valid_to")):
            if self._one(choice):
                properties[property_] = self._one(choice)
        self.entities["program"] = {"label": "Program", **({"key": [key]} if key else {}), "properties": properties}
        return "program"

    def _places(self) -> list[str]:
        country: Any = self._one("country") or ({"value": self.chosen.country} if self.chosen.country else None)
        if self.cells.startswith("country"):
            country = HEADER
        found = []
        if country:
            self.entities["country"] = {"label": "Country", "country": country}
            found.append("country")
        if self._one("area"):
            if not country:
                lacks = "choose the column of the country, or the country of all rows"
                raise UnreadableFile(f"{self._one('area')!r} is a part of a country: {lacks}.")
            self.entities["area"] = {"label": "AdminArea", "country": country, "name": self._one("area")}
            found.append("area")
        return found

    def _linked(self, name: str, column: Column, program: str, places: list[str]) -> None:
        if column.choice == "organization":
            self._by_role(name, column, program)
        elif not program:
            for place in places:
                self._link("OPERATES_IN", name, place)
        elif column.choice == "beneficiary":
            self._link("BENEFITS", program, name)
        else:
            self._link(CHOICES[column.choice].link, name, program)

    def _by_role(self, name: str, column: Column, program: str) -> None:
        role = self._one("role")
        roles = {word: link for word, link in self.chosen.roles if link and link != "BENEFITS"}
        if not role or not program:
            raise UnreadableFile(f"{column.name!r} has its role in another column: choose that column, and one that is the program.")
        if not roles:
            raise UnreadableFile(f"No word in {role!r} is a role that is known here; choose what {column.name!r} does instead.")
        self._link({"column": role, "replace": roles}, name, program)

    def _has_money(self) -> bool:
        return bool(self._one("amount") or self.cells.endswith("amount"))

    def _money(self, organizations: dict[str, Column], program: str, places: list[str]) -> None:
        if not self._has_money():
            return
        amount = CELL if self.cells.endswith("amount") else self._one("amount")
        properties: dict[str, Any] = {"kind": {"value": self.chosen.kind}, "amount": amount}
        if self._one("currency"):
            properties["currency"] = self._one("currency")
        elif self.chosen.currency:
            properties["currency"] = {"value": self.chosen.currency}
        year = HEADER if self.cells == "year_amount" else self._one("year")
        if year:
            properties["year"] = year
        self.entities["sum"] = {"label": "Figure", "properties": properties}
        if program:
            self._link("FOR", "sum", program)
        elif "country" in places:
            self._link("FOR", "sum", "country")
        for name, column in organizations.items():
            if column.choice == "funder":
                self._link("PROVIDED_BY", "sum", name)
            elif column.choice == "implementer":
                self._link("RECEIVED_BY", "sum", name)
