"""The registers that are known."""

from __future__ import annotations

from collections.abc import Callable

from loaders.register import bodies, federal, governments, lists
from loaders.register.common import Layout
from loaders.tables import Columns

UNITED_STATES = ("U.S. Government", "U.S. public domain")
LAYOUTS = (
    Layout(
        "us-agencies",
        "U.S. federal sub-tier agencies (USAspending)",
        (("CGAC AGENCY CODE",), ("SUBTIER CODE",), ("SUBTIER NAME",)),
        federal.agency_key,
        federal.agency,
        *UNITED_STATES,
        "https://www.usaspending.gov/",
    ),
    Layout(
        "us-gov-owners",
        "Agencies and bureaus that own .gov domains",
        (("Agency",), ("Bureau",)),
        federal.owner_key,
        federal.owner,
        *UNITED_STATES,
        "https://get.gov/",
    ),
    Layout(
        "us-hierarchy",
        "Federal hierarchy (SAM.gov)",
        (("orgKey",), ("fullParentPathName",)),
        federal.hierarchy_key,
        federal.hierarchy,
        *UNITED_STATES,
        "https://sam.gov/",
        is_json=True,
    ),
    Layout(
        "us-gov-domains",
        ".gov domains and their owners",
        (("Domain name",), ("Domain type",), ("Organization name",)),
        governments.domain_key,
        governments.domain,
        *UNITED_STATES,
        "https://get.gov/",
    ),
    Layout(
        "us-police",
        "U.S. police agencies with their ORI codes",
        (governments.ORI, governments.POLICE_NAME),
        governments.police_key,
        governments.police,
        *UNITED_STATES,
        "https://cde.ucr.cjis.gov/",
        one_slot=False,
    ),
    Layout(
        "government-units",
        "Government units by their codes in the chart of accounts",
        (("code",), ("name_en", "name_es", "name_fr", "name_pt", "name_ar")),
        governments.unit_key,
        governments.unit,
        "Gov Org ID Finder",
        "",
        "https://gov-id-finder.codeforiati.org/",
        one_slot=False,
        by_file=True,
    ),
    Layout(
        "iati-publishers",
        "Publishers of IATI's registry",
        (lists.ID, lists.TITLE),
        lists.publisher_key,
        lists.publisher,
        "IATI",
        "",
        "https://iatiregistry.org/publisher",
    ),
    Layout(
        "iati-publishers",
        "Publishers of IATI's registry",
        (("publisher_iati_id",), ("title",)),
        lists.publisher_key,
        lists.publisher,
        "IATI",
        "",
        "https://iatiregistry.org/publisher",
        is_json=True,
    ),
    Layout(
        "org-id-lists",
        "Lists of org-id.guide",
        (("code",), ("coverage",), ("structure",), ("listType", "confirmed")),
        lists.list_key,
        lists.id_list,
        "org-id.guide",
        "ODbL",
        "https://org-id.guide/",
        is_json=True,
    ),
    Layout(
        "ror",
        "Research Organization Registry",
        (("id",), ("names",), ("types",), ("status",)),
        bodies.ror_key,
        bodies.ror,
        "ROR",
        "CC0",
        "https://ror.org/",
        is_json=True,
    ),
    Layout(
        "gleif",
        "Legal entities of GLEIF's golden copy",
        (("LEI",), ("Entity.LegalName",)),
        bodies.lei_key,
        bodies.lei,
        "GLEIF",
        "CC0",
        "https://www.gleif.org/",
    ),
)
KNOWN = "; ".join(dict.fromkeys(layout.title for layout in LAYOUTS))


def table_layout(columns: Columns) -> Layout | None:
    """The register whose columns these are."""
    return _first(False, columns.__contains__)


def item_layout(fields: set[str]) -> Layout | None:
    """The register whose JSON objects have these fields."""
    return _first(True, fields.__contains__)


def _first(is_json: bool, fields: Callable[[str], bool]) -> Layout | None:
    return next((layout for layout in LAYOUTS if layout.is_json == is_json and layout.fits(fields)), None)
