"""Links: schemata that join two entities, payments and awards."""

from __future__ import annotations

from typing import Any, NamedTuple

from loaders.entries import Entry, SetAside
from loaders.ftm.entity import Entity
from loaders.ftm.index import Index
from loaders.ftm.values import amounts, day, figure
from loaders.iati.values import percentage
from loaders.text import clean

BOTH = ("Organization", "Program")


class Edge(NamedTuple):
    """From one property to another: the link it becomes, and the words for its role where the entity gives none."""

    start: str
    end: str
    link: str
    role: str = ""
    labels: tuple[str, ...] = ("Organization",)


EDGES = {
    "Ownership": Edge("asset", "owner", "PART_OF", "owned"),
    "Control": Edge("controlled", "controller", "PART_OF", "controlled"),
    "Membership": Edge("member", "organization", "MEMBER_OF"),
    "Directorship": Edge("director", "organization", "PARTNERS_WITH", "director"),
    "Representation": Edge("agent", "client", "PARTNERS_WITH", "represents"),
    "Succession": Edge("predecessor", "successor", "SUCCEEDED_BY"),
    "UnknownLink": Edge("subject", "object", "PARTNERS_WITH", "", BOTH),
    "ProjectParticipant": Edge("participant", "project", "", "", BOTH),
}
# The words of a participant's role that name one of the roles here.
ROLES = (
    (("fund", "donor", "sponsor", "grantor", "financ"), "FUNDS"),
    (("implement", "contractor", "coordinator", "executing", "delivery", "grantee", "deliver"), "IMPLEMENTS"),
    (("accountable", "owner", "authority", "responsible"), "ACCOUNTABLE_FOR"),
    (("manag", "extending", "administr"), "EXTENDS"),
)


def edge(entry: Entry, entity: Entity, index: Index) -> None:
    """A link between two entities; ``SetAside`` where an end is a person or is not in the files."""
    spec = EDGES[entity.schema]
    role = clean(entity.first("role", "relationship", "status", "summary"), 500)
    ends_with = ("Program",) if entity.schema == "ProjectParticipant" else spec.labels
    starts_with = ("Organization",) if entity.schema == "ProjectParticipant" else spec.labels
    start = index.mention(entry.said, entity.first(spec.start), spec.start, starts_with)
    end = index.mention(entry.said, entity.first(spec.end), spec.end, ends_with)
    type_ = spec.link or _role(role)
    if entity.schema == "Ownership":
        type_, role = _ownership(entry, entity, role)
    props: dict[str, Any] = {"role": role or spec.role, **_period(entry, entity)}
    if type_ == "PARTNERS_WITH" and start.label == "Program" and end.label == "Organization":
        start, end = end, start
    entry.said.link(type_, start, end, props)


def _ownership(entry: Entry, entity: Entity, role: str) -> tuple[str, str]:
    """More than half owned, or called a subsidiary: a part of its owner; less, or how much is not said: a partner of it."""
    written = entity.first("percentage")
    share = percentage(written.split("-")[0]) if written else None
    if written and share is None:
        entry.fault("percentage", written, "a number from 0 to 100")
    most = "subsidiary" in role.lower() or (share is not None and share > 50)
    return ("PART_OF" if most else "PARTNERS_WITH"), ", ".join(filter(None, (role or "owned", f"{written}%" if share is not None else "")))


def _role(role: str) -> str:
    words = role.lower()
    return next((type_ for starts, type_ in ROLES if any(start in words for start in starts)), "PARTNERS_WITH")


def _period(entry: Entry, entity: Entity) -> dict[str, str]:
    start, end = day(entry, entity, "startDate", "date"), day(entry, entity, "endDate")
    return {"valid_from": start.first, "valid_from_text": start.text, "valid_to": end.last, "valid_to_text": end.text}


def payment(entry: Entry, entity: Entity, index: Index) -> None:
    """A payment as a figure between two organizations, and for its project where it names one."""
    payer = index.mention(entry.said, entity.first("payer"), "payer")
    beneficiary = index.mention(entry.said, entity.first("beneficiary"), "beneficiary")
    projects = [index.mention(entry.said, key, "project", ("Program",)) for key in entity.all("project")]
    sums = amounts(entry, entity)
    if not sums:
        raise SetAside("no sum", "a payment with a sum of money", "amount")
    for sum_ in sums:
        paid = figure(
            entry, entity, "disbursement", sum_, " ".join(filter(None, ("Payment", entity.first("date", "startDate")[:4], sum_.currency)))
        )
        entry.said.link("PROVIDED_BY", paid, payer)
        entry.said.link("RECEIVED_BY", paid, beneficiary)
        for project in projects:
            entry.said.link("FOR", paid, project)
    entry.said.link("FUNDS", payer, beneficiary, {"role": clean(entity.first("purpose", "programme"), 500), **_period(entry, entity)})


def award(entry: Entry, entity: Entity, index: Index) -> None:
    """A contract's supplier delivers it; the sum awarded is a commitment."""
    contract = index.mention(entry.said, entity.first("contract"), "contract", ("Program",))
    supplier = index.mention(entry.said, entity.first("supplier"), "supplier")
    entry.said.link("IMPLEMENTS", supplier, contract, {"role": clean(entity.first("role", "lotNumber"), 500), **_period(entry, entity)})
    for sum_ in amounts(entry, entity):
        awarded = figure(entry, entity, "commitment", sum_, " ".join(filter(None, ("Award", sum_.currency))))
        entry.said.link("FOR", awarded, contract)
        entry.said.link("RECEIVED_BY", awarded, supplier)
