"""One ``<iati-organisation>`` as rows: the organization, its names, and its budgets for itself, others and countries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lxml import etree

from loaders.codes import code_list, countries, country_name
from loaders.dates import Span
from loaders.iati import checks
from loaders.iati.money import Sum, figure, sum_of
from loaders.iati.parties import Mention, party, usable
from loaders.iati.read import Found
from loaders.iati.record import Load, Record
from loaders.iati.values import LANG, texts
from loaders.rows import Ref, Row, Where

BUDGETS = ("total-budget", "recipient-org-budget", "recipient-country-budget", "recipient-region-budget", "total-expenditure")


def organisation(found: Found, load: Load) -> Sequence[Row]:
    """All rows of an organisation; none, with the reason kept, where nothing identifies it or it was told before."""
    element = found.element
    load.fates.saw("organisation")
    load.count += 1
    written = _identifier(element)
    record = Record(load, found.file, found.line, f"organisation {written}" if written else f"#{load.count}", Ref("Organization", ""),
                    (element.get(LANG) or "").lower(), (element.get("default-currency") or "").strip(), found.version)
    where = Where(found.file, found.line, record.key, "organisation-identifier")
    told = (found.file, found.line)
    before = load.told.setdefault(written, told)
    if not written:
        record.dropped = True
        load.fates.set_aside("organisation", where, "no identifier", "an organisation-identifier")
    elif before is not told:
        load.fates.set_aside("organisation", where, written, f"an identifier of its own; {before[0]}, line {before[1]}, has it")
        return []
    _describe(record, element, written)
    return record.finish()


def _identifier(element: etree._Element) -> str:
    for tag in ("organisation-identifier", "iati-identifier"):
        text = " ".join((element.findtext(tag) or "").split())
        if text:
            return text
    return ""


def _describe(record: Record, element: etree._Element, written: str) -> None:
    checks.attributes(record, element)
    for given in element.iterfind("organisation-identifier"):
        checks.reference(record, given, "organisation-identifier", given.text)
        checks.symbols(record, given, "organisation-identifier", given.text)
    names = [text for e in element.iterfind("name") for _, text in texts(e, record.language)]
    reporting = element.find("reporting-org")
    own = reporting is not None and (reporting.get("ref") or "").strip() == written
    type_ = (reporting.get("type") or "").strip() if own and reporting is not None else ""
    found = party(written, names[0] if names else "", type_)
    for attribute, text, expected in found.doubts:
        record.fault(element, "reporting-org/@type" if attribute == "type" else "organisation-identifier", text, expected)
    if not names:
        record.fault(element, "name", "no name", "a name; the identifier is shown instead")
    key = found.key or f"ref:{written}"
    record.subject = Ref("Organization", key)
    record.parties.setdefault(key, Mention(found.name or next(iter(names), written))).add(found, usable(names))
    if reporting is not None:
        record.organization(reporting, "reporting-org")
    for tag in BUDGETS:
        for budget in element.iterfind(tag):
            _budget(record, budget)


def _budget(record: Record, element: etree._Element) -> None:
    """A budget or expenditure as a figure that the organization provides, for a country or to another organization."""
    table = str(element.tag)
    record.counts[table] += 1
    found = sum_of(record, element)
    if found is None:
        return
    note, receiver, country = found.note, None, None
    if table == "recipient-org-budget" and (recipient := element.find("recipient-org")) is not None:
        receiver = record.organization(recipient, f"{table}/recipient-org")
    elif table == "recipient-country-budget" and (place := element.find("recipient-country")) is not None:
        country = _country(record, place, table)
    elif table == "recipient-region-budget" and (place := element.find("recipient-region")) is not None:
        note = ", ".join(filter(None, (note, _region(record, place))))
    kind = "expenditure" if table == "total-expenditure" else "budget"
    about = f"{table}:{country.key}" if country else table
    made = figure(record, found._replace(note=note), kind, about, (record.subject, receiver))
    if country:
        record.link("FOR", made, country)
        record.link("FUNDS", record.subject, country, _years(found), tells=made.key)


def _years(found: Sum) -> dict[str, Any]:
    props = {"role": "budget", "valid_from": _day(found.start, 0), "valid_to": _day(found.end, 1)}
    return {name: value for name, value in props.items() if value}


def _day(span: Span | None, end: int) -> str:
    return span[end] if span else ""


def _country(record: Record, element: etree._Element, table: str) -> Ref | None:
    code = (element.get("code") or "").strip().upper()
    if code not in countries():
        record.fault(element, f"{table}/recipient-country/@code", code or "no code", "a country code of ISO 3166-1 (two letters)")
        return None
    return record.mention("Country", f"country:{code}", country_name(code))


def _region(record: Record, element: etree._Element) -> str:
    code, own = (element.get("code") or "").strip(), (element.get("vocabulary") or "1") != "1"
    if not own and code not in code_list("Region"):
        record.fault(element, "recipient-region-budget/recipient-region/@code", code or "no code", "a code of IATI's list Region")
    told = texts(element, record.language)
    return "for " + (told[0][1] if told else code_list("Region").name(code))
