"""Agencies of the U.S. federal government: USAspending's lists, SAM.gov's hierarchy, the list of .gov owners."""

from __future__ import annotations

from typing import Any

from loaders.entries import Entry, SetAside
from loaders.register.common import Row, aliases, homepage, organization
from loaders.rows import Ref
from loaders.text import fold

FEDERAL = {"kind": "us_federal", "country": "US"}
SUBTIER = ("SUBTIER CODE",)


def agency_key(row: Row) -> str:
    """Sub-tier agencies are named by their FPDS code, others by department and name."""
    code = row["SUBTIER CODE"]
    return f"subtier:{code}" if _is_code(code) else f"agency:{row['CGAC AGENCY CODE']}:{fold(row['SUBTIER NAME'])}"


def agency(entry: Entry, row: Any) -> None:
    """A sub-tier agency as a part of its department or independent agency.

    Where a list calls an agency a FREC (financial reporting entity), that is the body above it, as on USAspending.
    """
    above_name, above_key, above_ids = _above(entry, row)
    name = row["SUBTIER NAME"]
    if not name:
        raise SetAside("no sub-tier name", "an agency with a name", "SUBTIER NAME")
    name = entry.name(name, "SUBTIER NAME")
    code = row["SUBTIER CODE"]
    own = entry.identifier("US-FPDS", code, "SUBTIER CODE") if _is_code(code) else ()
    if code and not own:
        entry.fault("SUBTIER CODE", code, "a code of four letters or digits")
    props = {
        **FEDERAL,
        "acronym": row["SUBTIER ABBREVIATION"],
        "homepage": homepage(row["WEBSITE"]),
        "aliases": aliases(name, row["SUBTIER NAME (ORIGINAL)"]),
    }
    if above_name and fold(name) == fold(above_name):
        organization(entry, above_key, above_name, props, (*above_ids, *own))
        return
    ref = organization(entry, agency_key(row), name, props, own)
    if above_name:
        acronym = {"acronym": row["AGENCY ABBREVIATION"]} if above_key.startswith("cgac:") else {}
        entry.said.link("PART_OF", ref, organization(entry, above_key, above_name, {**FEDERAL, **acronym}, above_ids))


def _above(entry: Entry, row: Row) -> tuple[str, str, tuple[str, ...]]:
    """Name, key and identifiers of the body above."""
    is_frec = (row["IS_FREC"] or row["IS FREC"]).upper() == "TRUE"
    name, code = (row["FREC Entity Description"], row["FREC"]) if is_frec else (row["AGENCY NAME"], row["CGAC AGENCY CODE"])
    if not name:
        return "", "", ()
    scheme, field = ("US-FREC", "FREC") if is_frec else ("US-CGAC", "CGAC AGENCY CODE")
    # "000" is the legislative branch, no filler: its form is checked here.
    ids = (f"{scheme}:{code}",) if code.isalnum() and code.isascii() and 3 <= len(code) <= 4 else ()
    if code and not ids:
        entry.fault(field, code, "a code of three or four digits")
    return entry.name(name, "AGENCY NAME"), f"{scheme.removeprefix('US-').lower()}:{code or fold(name)}", ids


def _is_code(text: str) -> bool:
    return len(text) == 4 and text.isalnum() and text.isascii()


def owner_key(row: Row) -> str:
    """Agency and bureau by name."""
    return f"{fold(row['Agency'])}:{fold(row['Bureau'])}"


def owner(entry: Entry, row: Any) -> None:
    """An agency, or a bureau as a part of its agency."""
    agency_name = entry.name(row["Agency"], "Agency")
    above = organization(entry, f"name:{fold(agency_name)}", agency_name, FEDERAL)
    if row["Bureau"]:
        name = entry.name(row["Bureau"], "Bureau")
        bureau = organization(entry, f"name:{fold(agency_name)}:{fold(name)}", name, FEDERAL)
        entry.said.link("PART_OF", bureau, above)


def hierarchy_key(item: Any) -> str:
    """SAM.gov's number of the organization."""
    return f"sam:{item['orgKey']}"


def hierarchy(entry: Entry, item: Any) -> None:
    """A department, agency or office of SAM.gov's federal hierarchy."""
    name = entry.name(item["agencyName"] or _turned(item["name"]), "name")
    ids = list(entry.identifier("US-FPDS", item["fpdsCode"], "fpdsCode"))
    if item["level"] == "1" and item["cgac"]:
        ids.append(f"US-CGAC:{item['cgac']}")
    props = {
        **FEDERAL,
        "acronym": item["shortName"],
        "aliases": aliases(name, item["name"], _turned(item["name"])),
        "valid_to": item["endDate"][:10],
    }
    ref = organization(entry, hierarchy_key(item), name, props, ids)
    if item["parentOrgKey"]:
        path = item["fullParentPathName"].split(".")
        above = Ref("Organization", f"sam:{item['parentOrgKey']}")
        entry.said.mention(*above, _turned(path[-2]) if len(path) > 1 else above.key)
        entry.said.link("PART_OF", ref, above)


def _turned(name: str) -> str:
    """ "LABOR, DEPARTMENT OF" as "DEPARTMENT OF LABOR"."""
    first, comma, rest = name.partition(", ")
    return f"{rest} {first}" if comma and rest.upper().endswith((" OF", " OF THE", " FOR")) else name
