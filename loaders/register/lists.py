"""IATI publishers and the lists of org-id.guide."""

from __future__ import annotations

from typing import Any

from loaders.codes import areas, countries
from loaders.entries import Entry, SetAside
from loaders.iati.parties import party
from loaders.register.common import aliases, homepage, organization
from loaders.text import fold

ID = ("publisher_iati_id", "IATI Organisation Identifier", "IATI-code")
TITLE = ("title", "Publisher", "name")
TYPE = ("publisher_organization_type", "Organization Type")
COUNTRY = ("publisher_country", "HQ Country or Region")


def publisher_key(row: Any) -> str:
    """The publisher's name in the registry, else its identifier."""
    return f"publisher:{row.first('id', 'name') if row.first('publisher_iati_id') else row.first(*ID)}"


def publisher(entry: Entry, row: Any) -> None:
    """A publisher of IATI's registry; contacts are never read."""
    if row.first("state") not in {"", "active"}:
        raise SetAside(row.first("state"), "a publisher that is active", "state")
    name = entry.name(row.first(*TITLE), "title")
    reference, type_ = row.first(*ID), row.first(*TYPE)
    found = party(reference, name, type_ if type_.isdigit() else "")
    for field, text, expected in found.doubts:
        entry.fault({"ref": "IATI identifier", "type": "organization type"}[field], text, expected)
    props: dict[str, Any] = {**found.props, "acronym": row.first("abbreviation")}
    country = row.first(*COUNTRY).upper()
    if country and country not in countries():
        entry.fault("country", country, "a country of ISO 3166-1")
    elif country and props.get("kind") != "international_organization":
        props.setdefault("country", country)
    organization(entry, found.key or f"name:{fold(name)}", name, props, found.identifiers)


def list_key(item: Any) -> str:
    """The list's code."""
    return f"list:{item['code']}"


def id_list(entry: Entry, item: Any) -> None:
    """The agency behind a list of org-id.guide.

    A chart of accounts is no agency: its codes name units of a government, which other files give.
    """
    code = item["code"]
    if code.endswith("-COA"):
        raise SetAside(item["name.en"] or code, "a registration agency; this is a government's chart of accounts", "code")
    if item["deprecated"] == "TRUE":
        raise SetAside(f"{code}, withdrawn", "a list in use", "deprecated")
    name = entry.name(item["name.en"] or item["name.local"] or code, "name")
    props: dict[str, Any] = {"aliases": aliases(name, item["name.local"], code), "homepage": homepage(item["url"])}
    coverage = [found for found in item["coverage"].split("\n") if found]
    if len(coverage) == 1 and coverage[0] in countries():
        props["country"] = coverage[0]
    ref = organization(entry, f"list:{code}", name, props, (f"ORG-ID-LIST:{code}",))
    parts = [part for part in item["subnationalCoverage"].split("\n") if part in areas()]
    if len(parts) == 1:
        entry.said.link("BASED_IN", ref, entry.said.area(parts[0]))
