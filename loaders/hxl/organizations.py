"""The organizations of a line, each in its role."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from loaders.entries import Entry
from loaders.hxl.columns import Column, Columns
from loaders.hxl.record import Line
from loaders.identifiers import is_placeholder
from loaders.rows import Ref
from loaders.text import clean, fold

# Attributes of #org to the role they stand for; #org alone is who does it.
ROLES = (
    (frozenset({"funder", "donor", "funding"}), "FUNDS"),
    (frozenset({"impl", "implementing", "implementer"}), "IMPLEMENTS"),
    (frozenset({"prog", "programming", "programme", "lead"}), "EXTENDS"),
    (frozenset({"partner", "gov", "government", "counterpart", "coordination", "supporting"}), "PARTNERS_WITH"),
    (frozenset({"reporting", "report", "source"}), "reports"),
)
# What refines an #org column: its code, short form or type stand beside its name.
OF_ANOTHER = frozenset({"code", "id", "acronym", "type", "abbr"})
KINDS = {
    "ingo": "ngo",
    "nngo": "ngo",
    "ngo": "ngo",
    "lngo": "ngo",
    "cbo": "ngo",
    "cso": "ngo",
    "international ngo": "ngo",
    "national ngo": "ngo",
    "local ngo": "ngo",
    "un": "international_organization",
    "un agency": "international_organization",
    "igo": "international_organization",
    "private": "private_sector",
    "private sector": "private_sector",
    "academic": "academic",
    "academia": "academic",
    "university": "academic",
}

_NOBODY = re.compile(
    r"(?:no (?:known )?(?:partner|organi[sz]ation|one)|unknown|unidentified|not (?:yet )?(?:identified|known)"
    r"|to be (?:identified|det|conf))\b"
)


class Organization(NamedTuple):
    """One organization of a line."""

    role: str
    name: str
    code: str = ""
    acronym: str = ""
    type: str = ""


def organizations(columns: Columns, line: Line) -> list[Organization]:
    """Everybody in a line, once in each role; several in one cell are told apart, fillers like "N/A" are nobody."""
    found: dict[tuple[str, str], Organization] = {}
    for role, group in _by_role(columns).items():
        names = [column for column in group if not column.attributes & OF_ANOTHER]
        for number, column in enumerate(names or [column for column in group if column.attributes & {"acronym", "code", "id"}][:1]):
            beside = {what: _beside(group, names, what, number, line) for what in ("code", "acronym", "type")}
            parts = list(_parts(line.text(column), column))
            for part in parts:
                one = Organization(role, part, **(beside if len(parts) == 1 else {"type": beside["type"]}))
                found.setdefault((role, fold(part)), one)
    return list(found.values())


def state(entry: Entry, one: Organization, country: str) -> Ref:
    """State an organization: by its name, since codes of sheets are not those of a register."""
    name = entry.name(one.name, "#org")
    kind = KINDS.get(fold(one.type), "")
    if fold(one.type) in {"government", "gov", "govt", "national government"} and country not in {"", "US"}:
        kind = "foreign_counterpart"
    aliases = [one.code] if one.code and fold(one.code) != fold(name) and not is_placeholder(one.code) else []
    acronym = clean(one.acronym, 100) if fold(one.acronym) != fold(name) else ""
    return entry.said.state("Organization", f"name:{fold(name) or name}", name, {"kind": kind, "acronym": acronym, "aliases": aliases})


def _by_role(columns: Columns) -> dict[str, list[Column]]:
    groups: dict[str, list[Column]] = {}
    for column in columns.of("#org"):
        role = next((role for attributes, role in ROLES if column.attributes & attributes), "IMPLEMENTS")
        groups.setdefault(role, []).append(column)
    return groups


def _beside(group: list[Column], names: list[Column], what: str, number: int, line: Line) -> str:
    """The n-th column of codes stands beside the n-th column of names; a single one beside the first."""
    attributes = {"code": {"code", "id"}, "acronym": {"acronym", "abbr"}, "type": {"type"}}[what]
    those = [column for column in group if column.attributes & attributes and column not in names]
    return line.text(those[number]) if number < len(those) else ""


def _parts(cell: str, column: Column) -> Iterator[str]:
    """The names in a cell: cut at semicolons, bars, line ends and " / "; at commas only where the tag says +list."""
    pattern = r"[;|\n]|\s/\s|," if "list" in column.attributes else r"[;|\n]|\s/\s"
    for part in re.split(pattern, cell):
        name = part.strip(" \t,")
        if name and not is_placeholder(name) and not _NOBODY.match(fold(name)):
            yield name
