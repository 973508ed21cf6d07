"""Owners of .gov domains, police agencies by their ORI code, and government units of other countries."""

from __future__ import annotations

import re
from typing import Any

from loaders.codes import countries
from loaders.entries import Entry, SetAside
from loaders.governments import government_kind
from loaders.register.common import Row, aliases, organization, state_code
from loaders.text import fold

# Words of the .gov registry and of the FBI, by the kind of body they stand for.
DOMAIN_KINDS = (
    ("federal", "us_federal"),
    ("state", "us_state"),
    ("city", "us_local"),
    ("county", "us_local"),
    ("special district", "us_local"),
    ("school district", "us_local"),
    ("independent intrastate", "us_local"),
)
POLICE_KINDS = {
    "city": "us_local",
    "county": "us_local",
    "university or college": "us_local",
    "municipal police": "us_local",
    "sheriff": "us_local",
    "local": "us_local",
    "other": "",
    "tribal": "",
    "federal": "us_federal",
    "state police": "us_state",
    "other state agency": "us_state",
    "primary state agency": "us_state",
    "state": "us_state",
}
ORI = ("ORI9", "ORI", "ORI7")
POLICE_NAME = ("AGENCY_NAME", "PUB_AGENCY_NAME", "NCIC_AGENCY_NAME", "UCR_AGENCY_NAME", "AGENCY NAME", "NAME", "UANAME")
POLICE_TYPE = ("AGENCY_TYPE_NAME", "AGENCY TYPE", "AGCYTYPE", "AGENCY_TYPE")
POLICE_STATE = ("STATE_POSTAL_ABBR", "STATE_ABBR", "STATE", "STATE_NAME", "STATENAME", "ADDRESS_STATE")
_SUM_BEHIND = re.compile(r"\s+\d{1,3}(?:[,.]\d{3})+$")


def domain_key(row: Row) -> str:
    """The domain."""
    return f"domain:{row['Domain name'].lower()}"


def domain(entry: Entry, row: Any) -> None:
    """The owner of a .gov domain; a suborganization is a part of it. The contact's e-mail address is never read."""
    name = entry.name(row["Organization name"], "Organization name")
    kind = next((kind for word, kind in DOMAIN_KINDS if row["Domain type"].lower().startswith(word)), "")
    props = {"kind": kind, "country": "US"}
    if kind in {"us_state", "us_local"}:
        props["us_state"] = _state(entry, row["State"], "State")
    place = "federal" if kind == "us_federal" else row["State"] or "US"
    key = f"gov:{place}:{fold(name)}"
    own = entry.identifier("US-DOTGOV", row["Domain name"].lower(), "Domain name")
    page = {"homepage": f"https://{row['Domain name'].lower()}"}
    if not row["Suborganization name"] or fold(row["Suborganization name"]) == fold(name):
        organization(entry, key, name, {**props, **page}, own)
        return
    part = entry.name(row["Suborganization name"], "Suborganization name")
    ref = organization(entry, f"{key}:{fold(part)}", part, {**props, **page}, own)
    entry.said.link("PART_OF", ref, organization(entry, key, name, props))


def _state(entry: Entry, written: str, field: str) -> str:
    code = state_code(written)
    if written and not code:
        entry.fault(field, written, "a U.S. state or territory")
    return code


def police_key(row: Any) -> str:
    """The ORI code as written."""
    return f"ori:{row.first(*ORI).upper()}"


def police(entry: Entry, row: Any) -> None:
    """A U.S. police agency. Seven characters are the agency's first part of the nine: "00" is added."""
    written = row.first(*ORI).upper()
    if written in {"", "-1"}:
        raise SetAside(written or "no ORI", "an agency with an ORI code", "ORI")
    own = entry.identifier("ORI", written + "00" if len(written) == 7 else written, "ORI")
    if not own:
        raise SetAside(written, "an ORI code of nine characters (or seven, without the last two)", "ORI")
    name = entry.name(row.first(*POLICE_NAME), "agency name")
    type_ = row.first(*POLICE_TYPE)
    kind = POLICE_KINDS.get(type_.lower())
    if type_ and kind is None:
        entry.fault("agency type", type_, f"one of {', '.join(sorted(POLICE_KINDS))}")
    unit = row.first("PUB_AGENCY_UNIT")
    state = _state(entry, row.first(*POLICE_STATE), "state")
    props = {
        "kind": kind or "",
        "country": "US",
        "us_state": state if kind != "us_federal" else "",
        "aliases": aliases(name, *(row[field] for field in POLICE_NAME)),
    }
    ref = organization(entry, own[0], f"{name} ({unit})" if unit else name, props, own)
    if state and kind == "us_federal":
        entry.said.link("BASED_IN", ref, entry.said.area(f"US-{state}"))


def unit_key(row: Row) -> str:
    """The code in the country's chart of accounts."""
    return f"unit:{row['code']}"


def unit(entry: Entry, row: Any) -> None:
    """A unit of a government, by its code in the chart of accounts; the file's name is the country's code."""
    country = entry.where.file.rpartition("/")[2].split(".")[0].upper()
    if country not in countries():
        raise SetAside(entry.where.file, "a file named by the country, such as GT.csv", "file name")
    written = [row[f"name_{language}"] for language in ("en", "es", "fr", "pt", "ar")]
    names = [_without_sum(entry, name) for name in written if name]
    if not names:
        raise SetAside("no name", "a name in a column name_en, name_es, name_fr or name_pt", "name")
    name = entry.name(names[0], "name")
    scheme = f"{country}-COA"
    own = entry.identifier(scheme, row["code"], "code")
    props = {"kind": government_kind(country, of_us="us_federal"), "country": country, "aliases": aliases(name, *names[1:])}
    organization(entry, f"{scheme}:{row['code']}" if row["code"] else f"{country}:{fold(name)}", name, props, own)


def _without_sum(entry: Entry, name: str) -> str:
    """A name without the sum of money that slipped into its cell."""
    found = _SUM_BEHIND.search(name)
    if found:
        entry.fault("name", name, "a name; the sum behind it is left out")
        return name[: found.start()]
    return name
