"""Sums of money: transactions added up by type, year, currency, provider and receiver; budgets and plans one by one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from lxml import etree

from loaders.codes import code_list
from loaders.dates import Span
from loaders.iati import checks
from loaders.iati.classes import Classes
from loaders.iati.record import Record
from loaders.iati.values import EXACT, ZERO, amount
from loaders.iati.words import BUDGET_STATUS, BUDGET_TYPES, LETTERS, TRANSACTIONS
from loaders.rows import Ref

Ends = tuple[Ref | None, Ref | None]


# What transactions are added up by: type, year (empty where there is none), currency, provider, receiver.
Flow = tuple[str, str, str, Ref | None, Ref | None]


class Total:
    """A sum under way: exact, with the number of transactions and their first, last and value days."""

    __slots__ = ("count", "first", "last", "sum", "value_date")

    def __init__(self) -> None:
        self.sum, self.count, self.first, self.last, self.value_date = ZERO, 0, "", "", ""

    def add(self, value: Decimal, day: Span | None, valued: str) -> None:
        """One more transaction."""
        self.sum = EXACT.add(self.sum, value)
        self.count += 1
        if day:
            self.first = min(self.first, day.first) if self.first else day.first
            self.last = max(self.last, day.last)
        self.value_date = max(self.value_date, valued)


def transactions(record: Record, elements: Sequence[etree._Element], classes: Classes) -> None:
    """Figures of all transactions of an activity; their sectors and countries go to ``classes``."""
    totals: dict[Flow, Total] = {}
    record.counts["transaction"] += len(elements)
    for element in elements:
        _transaction(record, element, totals, classes)
    for flow, total in totals.items():
        _flow(record, flow, total)


def _transaction(record: Record, element: etree._Element, totals: dict[Flow, Total], classes: Classes) -> None:
    parts: dict[str, etree._Element] = {}
    for child in element:
        tag = child.tag
        if tag in _PARTS:
            parts[tag] = child
        elif tag in _CLASSES:
            classes.add(child, tag, "transaction")
        elif tag in _CODED:
            checks.code(record, child, tag, "transaction/")
    value = parts.get("value")
    number = amount(value.text) if value is not None else None
    if value is None or number is None:
        record.set_aside(element, "transaction/value", _said(value), "a sum of money")
        return
    type_ = _type(record, element, parts.get("transaction-type"))
    if type_:
        day, valued = _days(record, element, parts.get("transaction-date"), value)
        provider, receiver = parts.get("provider-org"), parts.get("receiver-org")
        flow = (type_, day.first[:4] if day else "", _currency(record, value, "transaction"),
                None if provider is None else record.organization(provider, "transaction/provider-org"),
                None if receiver is None else record.organization(receiver, "transaction/receiver-org"))
        total = totals.get(flow)
        if total is None:
            total = totals[flow] = Total()
        total.add(number, day, valued.first if valued else "")


_PARTS = frozenset({"transaction-type", "transaction-date", "value", "provider-org", "receiver-org"})
_CODED = frozenset({"aid-type", "disbursement-channel", "finance-type", "flow-type", "tied-status"})
_CLASSES = frozenset({"sector", "recipient-country", "recipient-region"})


def _type(record: Record, transaction: etree._Element, element: etree._Element | None) -> str:
    written = (element.get("code") or "") if element is not None else ""
    if written in TRANSACTIONS:
        return written
    code = written.strip()
    code = LETTERS.get(code.upper(), code)
    if code not in TRANSACTIONS:
        at = transaction if element is None else element
        record.set_aside(at, "transaction/transaction-type/@code", code or "no type", "a code of IATI's list TransactionType")
        return ""
    return code


def _days(
    record: Record, transaction: etree._Element, element: etree._Element | None, value: etree._Element
) -> tuple[Span | None, Span | None]:
    """The day of a transaction (else its value date) and its value date."""
    valued = record.day(value, "transaction/value/@value-date", value.get("value-date"))
    day = None
    if element is not None:
        day = record.day(element, "transaction/transaction-date/@iso-date", element.get("iso-date") or element.text)
        if day and day.first > record.load.today:
            record.past(element, "transaction/transaction-date/@iso-date", day.first)
    elif valued is None:
        record.fault(transaction, "transaction/transaction-date", "no date", "the day of the transaction; its year is left open")
    if valued and valued.first > record.load.today:
        record.past(value, "transaction/value/@value-date", valued.first)
    return day or valued, valued


def _said(value: etree._Element | None) -> str:
    return "no value" if value is None or not (value.text or "").strip() else str(value.text)


def _end(record: Record, parts: dict[str, etree._Element], tag: str, what: str) -> Ref | None:
    element = parts.get(tag)
    return None if element is None else record.organization(element, what)


def _currency(record: Record, value: etree._Element, table: str) -> str:
    written = value.get("currency") or record.currency
    currencies = code_list("Currency").codes
    if written in currencies:
        return written
    code = written.strip().upper()
    if code not in currencies:
        what = f"{table}/value/@currency" if value.get("currency") else f"{table}/value"
        record.fault(value, what, code or "no currency, and no default", "a currency of ISO 4217; the sum is kept without one")
        return ""
    return code


def _flow(record: Record, flow: Flow, total: Total) -> None:
    type_, year, currency, provider, receiver = flow
    kind, note = TRANSACTIONS[type_]
    key = f"{record.key}:t{type_}:{year}:{currency}:{provider.key if provider else ''}:{receiver.key if receiver else ''}"
    times = "1 transaction" if total.count == 1 else f"{total.count} transactions"
    name = f"{_named(kind, year, currency)} ({times})"
    props = {
        "kind": kind, "amount": float(total.sum), "currency": currency, "year": int(year) if year else "", "value_date": total.value_date,
        "valid_from": total.first, "valid_to": total.last, "count": total.count, "note": note,
    }
    record.link("FOR", _figure(record, key, name, props, (provider, receiver)), record.subject)


@lru_cache(maxsize=4096)
def _named(kind: str, year: str, currency: str) -> str:
    return " ".join(filter(None, (kind.capitalize(), year, currency)))


def _figure(record: Record, key: str, name: str, props: dict[str, Any], ends: Ends) -> Ref:
    """The figure, of those properties that say something, with who provides and receives it."""
    for prop in [prop for prop, value in props.items() if value == ""]:
        del props[prop]
    made = record.state("Figure", key, name, props)
    provider, receiver = ends
    if provider:
        record.link("PROVIDED_BY", made, provider)
    if receiver:
        record.link("RECEIVED_BY", made, receiver)
    return made


class Sum(NamedTuple):
    """One sum for a period: a budget, a planned disbursement, a year's expenditure."""

    amount: Decimal
    currency: str
    start: Span | None
    end: Span | None
    valued: Span | None
    note: str


def plans(record: Record, elements: Iterable[etree._Element], kind: str) -> None:
    """Figures of ``budget`` or ``planned-disbursement`` elements of an activity."""
    for element in elements:
        table = str(element.tag)
        record.counts[table] += 1
        found = sum_of(record, element)
        if found is not None:
            parts = {child.tag: child for child in element}
            provider = _end(record, parts, "provider-org", f"{table}/provider-org")
            receiver = _end(record, parts, "receiver-org", f"{table}/receiver-org")
            record.link("FOR", figure(record, found, kind, table, (provider, receiver)), record.subject)


def sum_of(record: Record, element: etree._Element) -> Sum | None:
    """The sum of a budget-like element; None where it has none, which is set aside."""
    table = str(element.tag)
    parts = {child.tag: child for child in element}
    value = parts.get("value")
    number = amount(value.text) if value is not None else None
    start, end = _period(record, table, parts, "period-start"), _period(record, table, parts, "period-end")
    checks.period(record, element, start, end)
    checks.lines(record, element, start, end)
    note = _note(record, element)
    if value is None or number is None:
        record.set_aside(element, f"{table}/value", _said(value), "a sum of money")
        return None
    valued = record.day(value, f"{table}/value/@value-date", value.get("value-date"))
    return Sum(number, _currency(record, value, table), start, end, valued, note)


def figure(record: Record, found: Sum, kind: str, about: str, ends: Ends) -> Ref:
    """The figure of a sum, under a key that a newer file gives it again: what it is, its period, its ends."""
    first, last = (found.start.first if found.start else ""), (found.end.last if found.end else "")
    year = first[:4] or last[:4]
    key = ":".join([record.key, about, first, last, found.note, found.currency, *(end.key if end else "" for end in ends)])
    props = {
        "kind": kind, "amount": float(found.amount), "currency": found.currency, "year": int(year) if year else "",
        "value_date": found.valued.first if found.valued else "", "valid_from": first, "valid_to": last, "note": found.note,
    }
    return _figure(record, record.unused(key), _named(kind, year, found.currency), props, ends)


def _period(record: Record, table: str, parts: dict[str, etree._Element], tag: str) -> Span | None:
    found = parts.get(tag)
    return None if found is None else record.day(found, f"{table}/{tag}/@iso-date", found.get("iso-date") or found.text)


def _note(record: Record, element: etree._Element) -> str:
    """Original or revised, indicative or committed, where the file says so."""
    type_, status = (element.get("type") or "").strip(), (element.get("status") or "").strip()
    if type_ and type_.lower() not in BUDGET_TYPES:
        record.fault(element, f"{element.tag}/@type", type_, "a code of IATI's list BudgetType")
    if status and status not in BUDGET_STATUS:
        record.fault(element, f"{element.tag}/@status", status, "a code of IATI's list BudgetStatus")
    return ", ".join(filter(None, (BUDGET_TYPES.get(type_.lower(), ""), BUDGET_STATUS.get(status, ""))))
