"""What is wrong with codes, dates and references that no other step looks at: each names its record, line and field.

The codes are those of version 2.03; older versions have other lists, and only what a row needs is checked there.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from functools import lru_cache

from lxml import etree

from loaders.codes import code_list, countries
from loaders.dates import Span
from loaders.iati.record import Record
from loaders.iati.values import texts
from loaders.identifiers import BadIdentifier, identify, known_prefix

AID_TYPES = {"1": "AidType", "2": "EarmarkingCategory", "4": "CashandVoucherModalities"}
# Element: (attribute, its list, or the lists by vocabulary).
CODED: dict[str, tuple[tuple[str, str | dict[str, str]], ...]] = {
    "activity-scope": (("code", "ActivityScope"),),
    "collaboration-type": (("code", "CollaborationType"),),
    "default-aid-type": (("vocabulary", "AidTypeVocabulary"), ("code", AID_TYPES)),
    "aid-type": (("vocabulary", "AidTypeVocabulary"), ("code", AID_TYPES)),
    "default-finance-type": (("code", "FinanceType"),),
    "finance-type": (("code", "FinanceType"),),
    "default-flow-type": (("code", "FlowType"),),
    "flow-type": (("code", "FlowType"),),
    "default-tied-status": (("code", "TiedStatus"),),
    "tied-status": (("code", "TiedStatus"),),
    "description": (("type", "DescriptionType"),),
    "disbursement-channel": (("code", "DisbursementChannel"),),
    "humanitarian-scope": (("type", "HumanitarianScopeType"), ("vocabulary", "HumanitarianScopeVocabulary")),
    "other-identifier": (("type", "OtherIdentifierType"),),
    "policy-marker": (("vocabulary", "PolicyMarkerVocabulary"), ("significance", "PolicySignificance"), ("code", {"1": "PolicyMarker"})),
    "tag": (("vocabulary", "TagVocabulary"), ("code", {"2": "UNSDG-Goals", "3": "UNSDG-Targets"})),
    "recipient-region": (("vocabulary", "RegionVocabulary"),),
    "country-budget-items": (("vocabulary", "BudgetIdentifierVocabulary"),),
    "location-reach": (("code", "GeographicLocationReach"),),
    "location-class": (("code", "GeographicLocationClass"),),
    "exactness": (("code", "GeographicExactness"),),
    "feature-designation": (("code", "LocationType"),),
    "location-id": (("vocabulary", "GeographicVocabulary"),),
    "administrative": (("vocabulary", "GeographicVocabulary"), ("code", {"A4": "Country"})),
    "participating-org": (("crs-channel-code", "CRSChannelCode"),),
}
# All that the check of an element looks at: codes whose list hangs on the vocabulary have that beside them.
_LOOKED_AT = {tag: tuple(name for name, _ in found) for tag, found in CODED.items()}
_SYMBOLS = re.compile(r"[/&|?]")


def codes(record: Record, elements: Iterable[etree._Element], within: str = "") -> None:
    """Codes of elements that only IATI's lists say anything about."""
    for element in elements:
        tag = element.tag
        if tag in CODED:
            code(record, element, tag, within)


def code(record: Record, element: etree._Element, tag: str, within: str) -> None:
    """The codes of one element whose tag is one of ``CODED``."""
    said = (tag, *map(element.get, _LOOKED_AT[tag]))
    if said not in _GOOD and not record.version.startswith("1") and _is_good(record, element, within) and len(_GOOD) < 65536:
        _GOOD.add(said)


def _is_good(record: Record, element: etree._Element, within: str) -> bool:
    vocabulary, good = element.get("vocabulary") or "1", True
    for attribute, lists in CODED[element.tag]:
        code = element.get(attribute)
        if code is not None and (wrong := _wrong(code, lists if isinstance(lists, str) else lists.get(vocabulary, ""))):
            record.fault(element, f"{within}{element.tag}/@{attribute}", code, wrong)
            good = False
    return good


# Elements whose codes were found to be right: the same few come a million times.
_GOOD: set[tuple[object, ...]] = set()


@lru_cache(maxsize=8192)
def _wrong(code: str, name: str) -> str:
    """What was expected of a code; empty where it stands in the list."""
    codes: Container[object] = countries() if name == "Country" else code_list(name) if name else {code}
    if code in codes or code.upper() in codes or code.lower() in codes:
        return ""
    return f"a code of IATI's list {name}"


def attributes(record: Record, element: etree._Element) -> None:
    """Codes and dates on the activity or organisation itself."""
    reason = element.get("budget-not-provided")
    if reason and _wrong(reason, "BudgetNotProvided"):
        record.fault(element, f"{element.tag}/@budget-not-provided", reason, _wrong(reason, "BudgetNotProvided"))
    if record.currency and _wrong(record.currency, "Currency"):
        record.fault(element, f"{element.tag}/@default-currency", record.currency, "a currency of ISO 4217")
    if record.language and record.language[:2] not in code_list("Language"):
        record.fault(element, f"{element.tag}/@xml:lang", record.language, "a language of ISO 639-1")
    updated = record.day(element, f"{element.tag}/@last-updated-datetime", element.get("last-updated-datetime"))
    if updated:
        record.updated = updated.first
        record.past(element, f"{element.tag}/@last-updated-datetime", updated.first)


def happened(record: Record, element: etree._Element, what: str, day: str) -> None:
    """What has happened by the file's word lies neither ahead of us nor after the activity's last update."""
    if day > record.load.today:
        record.past(element, what, day)
    elif record.updated and day > record.updated:
        record.fault(element, what, day, f"a day that had come when the activity was last updated, {record.updated}; kept as stated")


def identifier(record: Record, element: etree._Element, reporters: Iterable[str]) -> None:
    """An identifier of an activity: its writing, and that it begins with the reporter's (one it had before counts too)."""
    written = element.text or ""
    reference(record, element, "iati-identifier", written)
    symbols(record, element, "iati-identifier", written)
    text, begins = written.strip(), [r for r in reporters if r]
    if not text:
        return
    if text in begins:
        record.fault(element, "iati-identifier", text, "an identifier of the activity, not that of its reporter")
    elif begins and not any(text.startswith(f"{start}-") for start in begins):
        record.fault(element, "iati-identifier", text, f"an identifier that begins with the reporter's, {begins[0]}-")
    elif not begins and not known_prefix(text):
        record.fault(element, "iati-identifier", text, "an identifier that begins with that of an organisation")


def reference(record: Record, element: etree._Element, what: str, written: str | None) -> None:
    """The writing of a reference: no spaces around it."""
    if written and written != written.strip():
        record.fault(element, what, written, "a reference without spaces around it; read without them")


def symbols(record: Record, element: etree._Element, what: str, written: str | None) -> None:
    """An identifier has none of four symbols in it."""
    if written and _SYMBOLS.search(written):
        record.fault(element, what, written.strip(), "an identifier without any of / & | ?")


def owner(record: Record, element: etree._Element) -> None:
    """The organisation that gave an activity another identifier: a well-formed reference, or a name."""
    written = element.get("ref") or ""
    if written.strip():
        reference(record, element, "other-identifier/owner-org/@ref", written)
        try:
            identify(written)
        except BadIdentifier as error:
            record.fault(element, "other-identifier/owner-org/@ref", written.strip(), str(error))
    elif not texts(element, ""):
        record.fault(element, "other-identifier/owner-org", "neither reference nor name", "the identifier or name of an organisation")


def period(record: Record, element: etree._Element, start: Span | None, end: Span | None) -> None:
    """A budget's period: it ends after it begins and lasts a year at most."""
    if not start or not end:
        return
    if end.last < start.first:
        expected = f"a day on or after the start of the period, {start.first}; kept as stated"
        record.fault(element, f"{element.tag}/period-end/@iso-date", end.last, expected)
    elif end.last > _year_after(start.first) and element.tag in _BUDGETS:
        record.fault(element, f"{element.tag}/period-end/@iso-date", end.last, f"a year at most from {start.first}; kept as stated")


_BUDGETS = frozenset(("budget", "total-budget", "recipient-org-budget", "recipient-country-budget", "recipient-region-budget"))


def _year_after(day: str) -> str:
    return f"{int(day[:4]) + 1}{day[4:]}"


def lines(record: Record, budget: etree._Element, start: Span | None, end: Span | None) -> None:
    """The lines of an organisation's budget have value dates within its period."""
    if budget.tag not in _BUDGETS or budget.tag == "budget":
        return
    for value in budget.iterfind("budget-line/value"):
        day = record.day(value, f"{budget.tag}/budget-line/value/@value-date", value.get("value-date"))
        if day and start and end and not start.first <= day.first <= end.last:
            expected = f"a day within the period, {start.first} to {end.last}"
            record.fault(value, f"{budget.tag}/budget-line/value/@value-date", day.first, expected)
