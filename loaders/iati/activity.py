"""One ``<iati-activity>`` as rows: the program, who takes part, what and where it is, what it is beside, its money."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from typing import Any

from lxml import etree

from loaders.codes import countries
from loaders.dates import Span
from loaders.iati import checks
from loaders.iati.classes import Classes
from loaders.iati.money import plans, transactions
from loaders.iati.places import locations
from loaders.iati.read import Found
from loaders.iati.record import Load, Record, Told
from loaders.iati.values import LANG, NEVER, texts
from loaders.iati.words import DATES, RELATIONS, ROLES, STATUS
from loaders.rows import NodeRow, Ref, Row, Where

Children = dict[str, list[etree._Element]]


def activity(found: Found, load: Load) -> Sequence[Row]:
    """All rows of an activity; none, with the reason kept, where it has no identifier or was told before."""
    children: Children = defaultdict(list)
    for child in found.element:
        children[child.tag].append(child)
    identifier = _identifier(children)
    load.fates.saw("activity")
    load.count += 1
    record = Record(load, found.file, found.line, identifier or f"#{load.count}", Ref("Program", identifier),
                    (found.element.get(LANG) or "").lower(), (found.element.get("default-currency") or "").strip(), found.version)
    record.place = partial(_only_country, children)
    _report(record, children)
    if not identifier:
        record.dropped = True
        where = Where(found.file, found.line, record.key, "iati-identifier")
        load.fates.set_aside("activity", where, "no identifier", "an iati-identifier")
    elif not _is_first(found, load, record, identifier):
        return []
    _check(record, found.element, children)
    _describe(record, found.element, children)
    return record.finish()


def _identifier(children: Children) -> str:
    """The first identifier given, on one line."""
    for element in children["iati-identifier"]:
        if text := " ".join((element.text or "").split()):
            return text
    return ""


def _only_country(children: Children) -> str:
    """The one country of the activity, else of its transactions; empty where there is none or several."""
    given = children["recipient-country"] or [e for t in children["transaction"] for e in t.iterfind("recipient-country")]
    found = {(e.get("code") or "").strip().upper() for e in given}
    return found.pop() if len(found) == 1 and found <= countries().keys() else ""


def _is_first(found: Found, load: Load, record: Record, identifier: str) -> bool:
    """Whether this activity is told for the first time; by another reporter it is a record of its own."""
    told = Told(found.file, found.line, record.reporter)
    before = load.seen.setdefault(identifier, told)
    if before is not told and before.reporter != record.reporter:
        record.key = f"{identifier} by {record.reporter}"
        before = load.seen.setdefault(record.key, told)
    if before is told:
        return True
    expected = f"an identifier of its own; the activity in {before.file}, line {before.line}, has it"
    load.fates.set_aside("activity", Where(found.file, found.line, record.key, "iati-identifier"), identifier, expected)
    return False


def _describe(record: Record, element: etree._Element, children: Children) -> None:
    classes = Classes(record)
    for tag in ("sector", "recipient-country", "recipient-region"):
        for child in children[tag]:
            classes.add(child, tag, "activity")
    _participants(record, children)
    transactions(record, children["transaction"], classes)
    plans(record, children["budget"], "budget")
    plans(record, children["planned-disbursement"], "planned disbursement")
    classes.state()
    locations(record, children["location"], classes.countries())
    _related(record, children)
    _program(record, element, children, classes)


def _check(record: Record, element: etree._Element, children: Children) -> None:
    """What only checks look at: codes, dates and references beside those that become rows."""
    checks.attributes(record, element)
    for tag in children.keys() & checks.CODED.keys():
        checks.codes(record, children[tag])
    others = children["other-identifier"]
    reporters = [e.get("ref") or "" for e in children["reporting-org"]]
    reporters += [e.get("ref") or "" for e in others if (e.get("type") or "").upper() == "B1"]
    for given in children["iati-identifier"]:
        checks.identifier(record, given, [reporter.strip() for reporter in reporters])
    for other in others:
        checks.reference(record, other, "other-identifier/@ref", other.get("ref"))
        for owner in other.iterfind("owner-org"):
            checks.owner(record, owner)
    for relative in children["related-activity"]:
        checks.reference(record, relative, "related-activity/@ref", relative.get("ref"))
    for participant in children["participating-org"]:
        checks.reference(record, participant, "participating-org/@activity-id", participant.get("activity-id"))


def _report(record: Record, children: Children) -> None:
    """Who reports the activity; it is named like every other organization."""
    for element in children["reporting-org"][:1]:
        reporter = record.organization(element, "reporting-org")
        record.reporter = reporter.key if reporter else ""


def _participants(record: Record, children: Children) -> None:
    for element in children["participating-org"]:
        record.counts["participating-org"] += 1
        written = (element.get("role") or "").strip()
        role = ROLES.get(written.lower())
        organization = record.organization(element, "participating-org")
        if role is None:
            record.set_aside(element, "participating-org/@role", written or "no role", "a code of IATI's list OrganisationRole")
        elif organization is None:
            name = texts(element, record.language)
            record.set_aside(element, "participating-org", name[0][1] if name else element.get("ref") or "no name",
                             "the name of one organization, or an identifier")
        else:
            _take_part(record, element, role, organization)


def _take_part(record: Record, element: etree._Element, role: str, organization: Ref) -> None:
    told = {}
    if activity_id := (element.get("activity-id") or "").strip():
        told["activity_id"] = activity_id
    if channel := (element.get("crs-channel-code") or "").strip():
        told["channel"] = channel
    new = record.link(role, organization, record.subject, told, activity_id)
    for child in element:
        if child.tag.endswith("office-name") and (office := record.office(child, organization)):
            new |= record.link(role, office, record.subject, told, activity_id)
    if not new:
        record.same_as(element, "participating-org", f"{organization.key} in the same role")


def _related(record: Record, children: Children) -> None:
    for element in children["related-activity"]:
        record.counts["related-activity"] += 1
        other, type_ = " ".join((element.get("ref") or "").split()), (element.get("type") or "").strip()
        relation = RELATIONS.get(type_)
        if not other or other == record.subject.key:
            record.set_aside(element, "related-activity/@ref", other or "no reference", "the identifier of another activity")
        elif relation is None:
            record.set_aside(element, "related-activity/@type", type_ or "no type", "a code of IATI's list RelatedActivityType")
        else:
            _relate(record, relation, record.mention("Program", other, other, identifiers(other)))


def _relate(record: Record, relation: str, other: Ref) -> None:
    if relation == "parent":
        record.link("PART_OF", record.subject, other)
    elif relation == "child":
        record.link("PART_OF", other, record.subject)
    else:
        record.link("RELATED_TO", record.subject, other, {"kind": relation}, tells=relation)


def identifiers(identifier: str) -> tuple[str, ...]:
    """An activity's identifier as a strong one, where it can be one: two parts at least."""
    return (f"IATI:{identifier}",) if "-" in identifier.strip("-") and len(identifier) > 5 else ()


def _program(record: Record, element: etree._Element, children: Children, classes: Classes) -> None:
    titles = [pair for e in children["title"] for pair in texts(e, record.language)]
    told = [pair for e in children["description"] for pair in texts(e, record.language)]
    name = titles[0][1] if titles else record.subject.key
    if not titles:
        record.fault(element, "title", "no title", "a title; the identifier is shown instead")
    props: dict[str, Any] = {"level": "activity", **_dates(record, children), **_status(record, children)}
    props["description"] = told[0][1] if told else ""
    props["aliases"] = list(dict.fromkeys(text for _, text in titles[1:] if text != name))
    props["descriptions"] = list(dict.fromkeys(f"{language}: {text}" if language else text for language, text in told[1:]))
    props["regions"] = classes.regions()
    props["reported_by"] = record.reporter
    flag = (element.get("humanitarian") or "").strip().lower()
    if flag in {"1", "true", "0", "false"}:
        props["humanitarian"] = flag in {"1", "true"}
    secondary = [e.get("secondary-reporter") for e in children["reporting-org"]]
    if any((mark or "").strip().lower() in {"1", "true"} for mark in secondary):
        props["secondary_reporter"] = True
    stated = {key: value for key, value in props.items() if value not in ("", [], None)}
    record.rows.append(NodeRow("Program", record.subject.key, record.key, name, stated, identifiers(record.subject.key)))


def _status(record: Record, children: Children) -> dict[str, str]:
    for element in children["activity-status"]:
        code = (element.get("code") or "").strip()
        if code in STATUS:
            return {"status": STATUS[code]}
        record.fault(element, "activity-status/@code", code or "no code", "a code of IATI's list ActivityStatus")
    return {}


def _dates(record: Record, children: Children) -> dict[str, str]:
    """First and last day: the actual where given, else the planned; which of them stands in ``dates_are``."""
    found: dict[tuple[str, str], Span] = {}
    for element in children["activity-date"]:
        type_ = (element.get("type") or "").strip().lower()
        if type_ not in DATES:
            record.fault(element, "activity-date/@type", type_ or "no type", "a code of IATI's list ActivityDateType")
            continue
        day = record.day(element, "activity-date/@iso-date", element.get("iso-date") or element.text)
        if day and day.first not in NEVER:
            found.setdefault(DATES[type_], day)
            if DATES[type_][1] == "actual":
                checks.happened(record, element, "activity-date/@iso-date", day.first)
    _check_order(record, children, found)
    return _chosen(found)


def _check_order(record: Record, children: Children, found: dict[tuple[str, str], Span]) -> None:
    for sort in ("planned", "actual"):
        start, end = found.get(("start", sort)), found.get(("end", sort))
        if start and end and end.last < start.first:
            record.fault(children["activity-date"][0], "activity-date/@iso-date", f"{sort} end {end.last}",
                         f"a day on or after the {sort} start, {start.first}; both are kept")


def _chosen(found: dict[tuple[str, str], Span]) -> dict[str, str]:
    props: dict[str, str] = {}
    starts, start = _best(found, "start")
    ends, end = _best(found, "end")
    if start:
        props["valid_from"] = start.first
        if start.text:
            props["valid_from_text"] = start.text
    if end:
        props["valid_to"] = end.last
        if end.text:
            props["valid_to_text"] = end.text
    if props:
        props["dates_are"] = f"{starts}/{ends}"
    return props


def _best(found: dict[tuple[str, str], Span], side: str) -> tuple[str, Span | None]:
    for sort in ("actual", "planned"):
        if span := found.get((side, sort)):
            return sort, span
    return "not stated", None
