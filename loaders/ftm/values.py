"""Dates and sums of entities."""

from __future__ import annotations

from typing import NamedTuple

from loaders.codes import code_list
from loaders.dates import BadDate, Span, span
from loaders.entries import Entry
from loaders.ftm.entity import Entity
from loaders.iati.values import amount
from loaders.rows import Ref
from loaders.text import clean

NOTHING = Span("", "", "")


class Sum(NamedTuple):
    """A sum of money in its currency ("" where none is given)."""

    amount: float
    currency: str


def day(entry: Entry, entity: Entity, *fields: str) -> Span:
    """The first date that these fields hold; of a time only the day."""
    for field in fields:
        for written in entity.all(field):
            try:
                return span(written)
            except BadDate as error:
                entry.fault(field, written, str(error))
    return NOTHING


def amounts(entry: Entry, entity: Entity) -> list[Sum]:
    """The sum in its own currency; without one, those in dollars and euros."""
    currency = entity.first("currency").upper()
    if currency and currency not in code_list("Currency"):
        entry.fault("currency", currency, "a currency of ISO 4217")
        currency = ""
    own = _sums(entry, entity, "amount", currency)
    return own or [*_sums(entry, entity, "amountUsd", "USD"), *_sums(entry, entity, "amountEur", "EUR")]


def _sums(entry: Entry, entity: Entity, field: str, currency: str) -> list[Sum]:
    found = []
    for written in entity.all(field):
        value = amount(written)
        if value is None:
            entry.fault(field, written, "a sum of money")
        else:
            found.append(Sum(float(value), currency))
    return found


def figure(entry: Entry, entity: Entity, kind: str, sum_: Sum, name: str) -> Ref:
    """State a sum of money."""
    when = day(entry, entity, "date", "startDate")
    props = {
        "kind": kind,
        "amount": sum_.amount,
        "currency": sum_.currency,
        "year": int(when.first[:4]) if when.first else None,
        "value_date": when.last,
        "valid_from": when.first,
        "valid_to": when.last,
        "note": clean(entity.first("purpose", "programme", "summary"), 1000),
    }
    key = ":".join(filter(None, (entity.id, kind, sum_.currency)))
    return entry.said.state("Figure", key, name, props)
