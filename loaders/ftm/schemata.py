"""What each schema becomes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from loaders.entries import Entry, SetAside
from loaders.ftm.edges import EDGES, award, edge, payment
from loaders.ftm.entity import Entity
from loaders.ftm.index import ORGANIZATIONS, PROGRAMS, Index, is_organization
from loaders.ftm.values import amounts, day, figure
from loaders.governments import government_kind
from loaders.places import country
from loaders.register.common import aliases, homepage
from loaders.text import clean

Told = Callable[[Entry, Entity, Index], None]

IDENTIFIERS = {
    "leiCode": "XI-LEI",
    "dunsCode": "XI-DUNS",
    "uniqueEntityId": "US-SAM",
    "ogrnCode": "RU-OGRN",
    "innCode": "RU-INN",
    "cageCode": "US-CAGE",
    "permId": "XI-PERMID",
    "wikidataId": "XI-WIKIDATA",
}
# Type of an Identification (and country that issued it, where the type is only known there) to scheme.
PAPERS = {
    ("lei", ""): "XI-LEI",
    ("legal entity identifier", ""): "XI-LEI",
    ("duns", ""): "XI-DUNS",
    ("d-u-n-s", ""): "XI-DUNS",
    ("d-u-n-s number", ""): "XI-DUNS",
    ("uei", ""): "US-SAM",
    ("unique entity id", ""): "US-SAM",
    ("ror", ""): "XI-ROR",
    ("ein", "US"): "US-EIN",
    ("employer identification number", "US"): "US-EIN",
    ("inn", "RU"): "RU-INN",
    ("ogrn", "RU"): "RU-OGRN",
    ("company number", "GB"): "GB-COH",
    ("charity number", "GB"): "GB-CHC",
    ("kvk", "NL"): "NL-KVK",
    ("nit", "GT"): "GT-NIT",
}
PERSONS = "an organization, project or link between them; persons and what belongs to them are not loaded"
VETTING = "a partnership; what was found out about somebody is not loaded"
REASONS = {
    **dict.fromkeys(("Person", "Passport", "Family", "Associate", "Occupancy", "Employment", "Position", "UserAccount", "Call"), PERSONS),
    **dict.fromkeys(("Sanction", "Risk", "CourtCase", "CourtCaseParty", "Similar", "Mention"), VETTING),
    "Address": "an organization; of addresses only the country that the organization itself gives is kept",
    **dict.fromkeys(
        (
            "Document",
            "Folder",
            "Package",
            "Pages",
            "Page",
            "PlainText",
            "HyperText",
            "Table",
            "Workbook",
            "Email",
            "Message",
            "Image",
            "Audio",
            "Video",
            "Article",
            "Documentation",
            "Note",
        ),
        "an organization, project or link between them; this is a document",
    ),
}
STATUS = {
    "planned": "planned",
    "pipeline": "planned",
    "active": "active",
    "ongoing": "active",
    "implementation": "active",
    "completed": "completed",
    "closed": "closed",
    "cancelled": "cancelled",
    "suspended": "suspended",
}


def why_not(entity: Entity) -> str:
    """What would be expected in place of an entity that is not loaded; empty where it is."""
    if entity.schema == "LegalEntity" and not is_organization(entity):
        return "an organization; a legal entity that nothing shows to be one may be a person"
    if entity.schema in ORGANIZATIONS or entity.schema in _OTHERS or entity.schema in EDGES:
        return ""
    return REASONS.get(entity.schema, "a schema of FollowTheMoney that is loaded (docs/data/ftm.md)")


def told(entry: Entry, entity: Entity, index: Index) -> None:
    """State what an entity says."""
    if entity.schema in EDGES:
        edge(entry, entity, index)
    elif entity.schema in ORGANIZATIONS:
        organization(entry, entity, index)
    else:
        _OTHERS[entity.schema](entry, entity, index)


def organization(entry: Entry, entity: Entity, index: Index) -> None:
    """An organization, company or public body with its names and identifiers."""
    names = entity.all("name")
    name = entry.name(names[0] if names else index.name(entity.id) or entity.first("alias", "weakAlias"), "name")
    code = _country(entry, entity)
    kind = ORGANIZATIONS[entity.schema]
    if kind == "government":
        kind = government_kind(code)
    ids = [
        found for field, scheme in IDENTIFIERS.items() for value in entity.all(field) for found in entry.identifier(scheme, value, field)
    ]
    props = {
        "kind": kind,
        "country": code,
        "acronym": clean(entity.first("abbreviation"), 100),
        "homepage": homepage(entity.first("website")),
        "aliases": aliases(name, *names, *entity.all("alias", "weakAlias", "previousName")),
        "valid_from": day(entry, entity, "incorporationDate").first,
        "valid_to": day(entry, entity, "dissolutionDate").last,
    }
    ref = entry.said.state("Organization", entity.id, name, props, ids)
    if code:
        entry.said.link("BASED_IN", ref, entry.said.country(code))
    for above in entity.all("parent"):
        if index.label(above) == "Organization":
            entry.said.link("PART_OF", ref, index.mention(entry.said, above, "parent"))


def program(entry: Entry, entity: Entity, index: Index) -> None:
    """A project, or a contract as an activity of the authority that let it."""
    name = entry.name(entity.first("name", "title") or index.name(entity.id) or entity.first("projectId"), "name")
    start, end = day(entry, entity, "startDate", "date"), day(entry, entity, "endDate")
    status = entity.first("status").lower()
    props: dict[str, Any] = {
        "level": PROGRAMS[entity.schema],
        "description": clean(entity.first("description", "summary", "goal")),
        "status": STATUS.get(status, ""),
        "aliases": aliases(name, *entity.all("name", "alias")),
        "valid_from": start.first,
        "valid_from_text": start.text,
        "valid_to": end.last,
        "valid_to_text": end.text,
        "homepage": homepage(entity.first("website")),
    }
    if status and status not in STATUS:
        entry.fault("status", status, f"one of {', '.join(STATUS)}")
    ref = entry.said.state("Program", entity.id, name, props)
    for written in entity.all("country", "jurisdiction"):
        code = country(written)
        if code:
            entry.said.link("OPERATES_IN", ref, entry.said.country(code))
        else:
            entry.fault("country", written, "a country of ISO 3166-1")
    for authority in entity.all("authority"):
        entry.said.link("FUNDS", index.mention(entry.said, authority, "authority"), ref)
    for project in entity.all("project"):
        entry.said.link("PART_OF", ref, index.mention(entry.said, project, "project", ("Program",)))
    for sum_ in amounts(entry, entity):
        entry.said.link("FOR", figure(entry, entity, "stated", sum_, f"Stated sum of {name}"), ref)


def identification(entry: Entry, entity: Entity, index: Index) -> None:
    """A registration of an organization, where its type names a scheme."""
    holder = index.mention(entry.said, entity.first("holder"), "holder")
    type_, code = entity.first("type").strip().lower(), country(entity.first("country"))
    scheme = PAPERS.get((type_, "")) or PAPERS.get((type_, code), "")
    if not scheme:
        raise SetAside(
            f"{entity.first('type') or 'no type'} {code}".strip(), "an identification whose type names a scheme (LEI, UEI, EIN ...)", "type"
        )
    ids = entry.identifier(scheme, entity.first("number"), "number")
    if not ids:
        raise SetAside(entity.first("number") or "no number", f"a number of {scheme}", "number")
    entry.said.state("Organization", holder.key, index.name(holder.key) or holder.key, {}, ids)


def _country(entry: Entry, entity: Entity) -> str:
    """The country that an organization belongs to: of its registration, else the one that it gives."""
    found = ""
    for field in ("jurisdiction", "mainCountry", "country"):
        for written in entity.all(field):
            code = country(written)
            if not code and written.lower() != "eu":
                entry.fault(field, written, "a country of ISO 3166-1")
            found = found or code
    return found


_OTHERS: dict[str, Told] = {
    "Project": program,
    "Contract": program,
    "Identification": identification,
    "Payment": payment,
    "ContractAward": award,
}
