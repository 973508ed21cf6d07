"""ROR (research organizations) and GLEIF (legal entities)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from loaders.codes import countries
from loaders.dates import BadDate, span
from loaders.entries import Entry, SetAside
from loaders.governments import government_kind
from loaders.places import area
from loaders.register.common import aliases, homepage, organization
from loaders.rows import Ref

ROR_KINDS = (("education", "academic"), ("company", "private_sector"), ("nonprofit", "ngo"))
LEI_NAMES = (
    "Entity.OtherEntityNames.OtherEntityName",
    "Entity.TransliteratedOtherEntityNames.TransliteratedOtherEntityName",
)


def ror_key(item: Any) -> str:
    """The ROR id."""
    return f"ror:{item['id'].rpartition('/')[2]}"


def ror(entry: Entry, item: Any) -> None:
    """An organization of the Research Organization Registry, as version 2 of its data has it, or a cut of that."""
    raw = item.raw
    if raw.get("status") == "withdrawn":
        raise SetAside("withdrawn", "an organization that ROR stands by; it withdrew this one", "status")
    own = entry.identifier("XI-ROR", item["id"].rpartition("/")[2], "id")
    names = list(_names(raw))
    shown = next((text for text, kinds in names if "ror_display" in kinds), names[0][0] if names else "")
    name = entry.name(shown, "names")
    country, region, seat = _seat(raw)
    props = {
        "kind": _ror_kind(raw.get("types") or [], country),
        "country": country,
        "homepage": _website(raw),
        "acronym": next((text for text, kinds in names if "acronym" in kinds and text != name), ""),
        "aliases": aliases(name, *(text for text, _ in names)),
        "valid_from": f"{raw['established']:04}-01-01" if isinstance(raw.get("established"), int) else "",
    }
    ref = organization(entry, ror_key(item), name, props, own)
    code = area(country, region, seat)
    if code:
        entry.said.link("BASED_IN", ref, entry.said.area(code))
    for other in raw.get("relationships") or []:
        _related(entry, ref, other)


def _names(raw: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    for found in raw.get("names") or []:
        if isinstance(found, dict):
            yield str(found.get("value", "")), found.get("types") or []
        elif isinstance(found, list) and len(found) == 3:
            yield str(found[0]), found[2] or []


def _seat(raw: dict[str, Any]) -> tuple[str, str, str]:
    """Country, name of its first-level part and that part's code."""
    if raw.get("locations"):
        details = raw["locations"][0].get("geonames_details") or {}
        found = [details.get(key) or "" for key in ("country_code", "country_subdivision_name", "country_subdivision_code")]
    else:
        found = [raw.get("cc") or "", raw.get("a1") or "", ""]
    return (found[0] if found[0] in countries() else "", str(found[1]), str(found[2]))


def _ror_kind(types: list[str], country: str) -> str:
    """A government body of the U.S. may be federal, state or local: ROR does not say."""
    if "government" in types and country:
        return government_kind(country)
    return next((kind for word, kind in ROR_KINDS if word in types), "")


def _website(raw: dict[str, Any]) -> str:
    for link in raw.get("links") or []:
        if isinstance(link, dict) and link.get("type") == "website":
            return homepage(str(link.get("value", "")))
    domains = raw.get("domains") or []
    return homepage(str(domains[0])) if domains else ""


def _related(entry: Entry, ref: Ref, other: dict[str, Any]) -> None:
    """Parents and successors; a merely "related" organization is no partnership."""
    kind, key = str(other.get("type", "")).lower(), f"ror:{str(other.get('id', '')).rpartition('/')[2]}"
    if kind in {"parent", "successor"}:
        end = entry.said.mention("Organization", key, str(other.get("label", "")))
        entry.said.link("PART_OF" if kind == "parent" else "SUCCEEDED_BY", ref, end)


def lei_key(row: Any) -> str:
    """The LEI."""
    return f"lei:{row['LEI'].upper()}"


def lei(entry: Entry, row: Any) -> None:
    """A legal entity of GLEIF's golden copy (level 1). Addresses are never read but for country and region."""
    category, registration = row["Entity.EntityCategory"].upper(), row["Registration.RegistrationStatus"].upper()
    if category == "SOLE_PROPRIETOR":
        raise SetAside("a sole proprietor", "an organization; this may be a private person", "Entity.EntityCategory")
    if registration in {"DUPLICATE", "ANNULLED", "CANCELLED"}:
        raise SetAside(registration, "a registration that GLEIF stands by", "Registration.RegistrationStatus")
    own = entry.identifier("XI-LEI", row["LEI"], "LEI")
    if not own:
        raise SetAside(row["LEI"] or "no LEI", "a LEI", "LEI")
    name = entry.name(row["Entity.LegalName"], "Entity.LegalName")
    country = row["Entity.LegalAddress.Country"].upper()
    if country and country not in countries():
        entry.fault("Entity.LegalAddress.Country", country, "a country of ISO 3166-1")
        country = ""
    others = [row[f"{start}.{number}"] for start in LEI_NAMES for number in range(1, 6)]
    props = {
        "kind": _lei_kind(category, country),
        "country": country,
        "aliases": aliases(name, *others),
        "valid_from": _day(entry, row, "Entity.EntityCreationDate"),
        "valid_to": _day(entry, row, "Entity.EntityExpirationDate"),
    }
    ref = organization(entry, lei_key(row), name, props, own)
    region = row["Entity.LegalAddress.Region"]
    if region and area(country, "", region):
        entry.said.link("BASED_IN", ref, entry.said.area(area(country, "", region)))
    for number in range(1, 6):
        successor = row[f"Entity.SuccessorEntity.{number}.SuccessorLEI"]
        if successor:
            named = row[f"Entity.SuccessorEntity.{number}.SuccessorEntityName"] or successor
            entry.said.link("SUCCEEDED_BY", ref, entry.said.mention("Organization", f"lei:{successor.upper()}", named))


def _lei_kind(category: str, country: str) -> str:
    if category == "INTERNATIONAL_ORGANIZATION":
        return "international_organization"
    if category == "RESIDENT_GOVERNMENT_ENTITY" and country:
        return government_kind(country)
    return ""


def _day(entry: Entry, row: Any, field: str) -> str:
    written = row[field]
    if not written:
        return ""
    try:
        return span(written).first
    except BadDate as error:
        entry.fault(field, written, str(error))
        return ""
