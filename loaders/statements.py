"""What one record says, gathered as rows: every end of a link is named by the record itself, once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from loaders.codes import areas, country_name
from loaders.places import area
from loaders.rows import LinkRow, NodeRow, Ref, Row
from loaders.text import LONGEST_NAME, clean, fold, slug

# Codes that the UN gives to areas: two or three letters of the country, then digits.
P_CODE = re.compile(r"([A-Z]{2,3})[-\s]?\d[\dA-Z]*")


class Statements:
    """Rows of one record, in the order told; properties that say nothing (empty text, None, empty list) are left out."""

    def __init__(self, record: str, page: str = "") -> None:
        self.record, self.page = record, page
        self._nodes: dict[Ref, NodeRow] = {}
        self._links: dict[tuple[str, Ref, Ref, str], LinkRow] = {}

    def state(self, label: str, key: str, name: str, props: Mapping[str, Any] | None = None, identifiers: Sequence[str] = ()) -> Ref:
        """A node that the record describes. Told twice, the first word on each property holds."""
        given = said(props or {})
        if self.page:
            given.setdefault("pages", [self.page])
        ref = Ref(label, key)
        before = self._nodes.get(ref)
        if before is not None and not before.stub:
            given = {**given, **before.props}
            identifiers = [*before.identifiers, *identifiers]
            name = before.name
        self._nodes[ref] = NodeRow(label, key, self.record, _named(name, key), given, tuple(dict.fromkeys(identifiers)))
        return ref

    def mention(self, label: str, key: str, name: str) -> Ref:
        """A node that the record only names."""
        ref = Ref(label, key)
        self._nodes.setdefault(ref, NodeRow(label, key, self.record, _named(name, key), stub=True))
        return ref

    def country(self, iso2: str) -> Ref:
        """A country of ISO 3166-1."""
        return self.mention("Country", f"country:{iso2}", country_name(iso2))

    def area(self, code: str) -> Ref:
        """A part of a country that ISO 3166-2 lists, with its country above it."""
        found = areas()[code]
        ref = self.mention("AdminArea", f"area:{code}", found.name)
        if found.country != "US":  # U.S. states are described by the reference tables.
            self.state("AdminArea", f"area:{code}", found.name, {"code": code, "kind": found.kind.lower(), "country": found.country})
            self.link("PART_OF", ref, self.country(found.country))
        return ref

    def part_of(self, country: str, name: str, code: str = "") -> Ref:
        """A first-level part of a country: ISO's where the code or the name is exactly that, else under the p-code or the name."""
        iso = area(country, name, code)
        if iso:
            return self.area(iso)
        shown, p_code = clean(name or code, 200), code.upper()
        own = f"pcode:{p_code}" if P_CODE.fullmatch(p_code) else f"{country}:{slug(name or code) or fold(name or code)}"
        ref = self.state("AdminArea", f"area:{own}", shown, {"code": code, "country": country})
        self.link("PART_OF", ref, self.country(country))
        return ref

    def link(self, type_: str, start: Ref, end: Ref, props: Mapping[str, Any] | None = None, tells: str = "") -> None:
        """A link; said twice in the same words it is one, ``tells`` tells it from its like."""
        given = said(props or {})
        if self.page:
            given.setdefault("page", self.page)
        self._links.setdefault((type_, start, end, tells), LinkRow(type_, start, end, self.record, given, tells))

    def __iter__(self) -> Iterator[Row]:
        yield from self._nodes.values()
        yield from self._links.values()


def said(props: Mapping[str, Any]) -> dict[str, Any]:
    """Properties without those that say nothing."""
    return {name: value for name, value in props.items() if value is not None and value not in ("", [])}


def _named(name: str, key: str) -> str:
    return clean(name, LONGEST_NAME) or key
