"""Sums of money and indicator values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from loaders.csv_table import read_table
from loaders.demo.book import Book, Budget, Sum
from loaders.demo.words import FIGURE_WORDS, INDICATORS, REPEATED, SUPPLY
from loaders.rows import LinkRow, NodeRow, Ref, Row, Where

COLUMNS = ("country_iso2", "indicator", "year", "value", "source_url")
LARGEST = 10**18  # a larger sum is a slip, and no integer of the graph

_NUMBER = re.compile(r"-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?")


def number(written: str) -> float | None:
    """A number as written, an int where it is whole; None where it is none, or too large to be a sum."""
    text = written.strip()
    if not _NUMBER.fullmatch(text):
        return None
    plain = text.replace(",", "")
    value = float(plain)
    if abs(value) >= LARGEST:
        return None
    return int(plain.split(".")[0]) if value.is_integer() else value


class Ends(NamedTuple):
    """Who gives a sum, who gets it, and what it is for."""

    provided_by: Ref | None = None
    received_by: Ref | None = None
    for_: Ref | None = None


def figure(stated: Sum, ends: Ends) -> Iterator[Row]:
    """The Figure of a sum, once for every record that states it, and its links."""
    props = stated.props | ({"pages": [stated.page]} if stated.page else {})
    name = " ".join([f"USD {props['amount']:,}", *([str(props["year"])] if "year" in props else [])])
    yield NodeRow("Figure", stated.key, stated.record, name, props)
    for record in stated.also:
        yield NodeRow("Figure", stated.key, record, name, props)
    link: dict[str, Any] = {"page": stated.page} if stated.page else {}
    if stated.also:
        link["records"] = sorted(stated.also)
    start = Ref("Figure", stated.key)
    for type_, end in zip(("PROVIDED_BY", "RECEIVED_BY", "FOR"), ends, strict=True):
        if end is not None:
            yield LinkRow(type_, start, end, stated.record, link)


def properties(amount: float, role: str, start: str, end: str, dates: dict[str, str]) -> dict[str, Any]:
    """Properties of a sum in U.S. dollars, its kind read from the words of its role."""
    kinds = {kind for word, kind in FIGURE_WORDS.items() if re.search(rf"\b{word}\b", role)}
    props: dict[str, Any] = {"amount": amount, "currency": "USD", "kind": kinds.pop() if len(kinds) == 1 else "stated"}
    if start == end and len(start) == 4 and "valid_from" in dates:
        props["year"] = int(start)
    props |= {name: dates[name] for name in ("valid_from", "valid_to") if name in dates}
    if role:
        props["note"] = role
    return props


def indicators(path: Path, book: Book) -> Iterator[Row]:
    """MEASURED for every value of a need indicator; sums that U.S. accounts gave become figures.

    Those of the INCLE account wait for links.csv, which repeats some.
    """
    seen: set[tuple[str, str, str, str]] = set()
    described: set[str] = set()
    for line, cells in read_table(path, COLUMNS, book.fates):
        country, name, year, value, page = (cell.strip() for cell in cells)
        where = Where(path.name, line, f"{name} {country} {year}")
        record = f"indicators/{where.record}"
        amount = _checked(book, where, (country, name, year, value))
        if amount is None:
            continue
        if (country, name, year, value) in seen:
            book.fates.same_as(path.name, where, record)
            continue
        seen.add((country, name, year, value))
        if name in SUPPLY:
            yield from _supply(book, where, Sum(f"{name}.{country}.{year}.{value}", record, {"amount": amount, "year": int(year)}, page))
            continue
        if name not in described:
            described.add(name)
            yield _indicator(name)
        props = {"year": int(year), "value": amount, **({"page": page} if page else {})}
        yield LinkRow("MEASURED", book.country(country), Ref("Indicator", f"indicator:{name}"), record, props, value)


def _checked(book: Book, where: Where, cells: tuple[str, str, str, str]) -> float | None:
    """The value of a row; None where the row was set aside."""
    country, name, year, value = cells
    amount = number(value)
    if f"country:{country}" not in book.nodes:
        field, found, expected = "country_iso2", country, "an ISO 3166-1 alpha-2 code, or XK"
    elif name not in INDICATORS and name not in SUPPLY:
        field, found, expected = "indicator", name, ", ".join([*INDICATORS, *SUPPLY])
    elif not re.fullmatch(r"(19|20|21)\d\d", year):
        field, found, expected = "year", year, "a year from 1900 to 2199"
    elif amount is None:
        field, found, expected = "value", value, "a number"
    else:
        return amount
    book.fates.set_aside(where.file, where._replace(field=field), found, expected)
    return None


def _indicator(name: str) -> NodeRow:
    about = INDICATORS[name]
    return NodeRow("Indicator", f"indicator:{name}", f"indicator:{name}", about.name, {
        "unit": about.unit, "direction": about.direction, "measures": "need", "description": about.description})


def _supply(book: Book, where: Where, stated: Sum) -> Iterator[Row]:
    name, country, year = where.record.split()
    about = SUPPLY[name]
    if about.provider not in book.nodes:
        book.fates.fault(where.file, where._replace(field="indicator"), name,
                         f"an organization {about.provider} in organizations.csv, which gives this money")
    props = stated.props | {"currency": "USD", "kind": about.kind, "note": about.note}
    budget = Budget(stated._replace(props=props), about.provider, country)
    if name == REPEATED:
        book.budgets[country, year, stated.props["amount"]] = budget
    else:
        yield from _budget(book, budget)


def budgets(book: Book) -> Iterator[Row]:
    """The INCLE account's sums, each with the rows of links.csv that repeat it."""
    for budget in book.budgets.values():
        yield from _budget(book, budget)


def _budget(book: Book, budget: Budget) -> Iterator[Row]:
    provider = book.nodes.get(budget.provider)
    yield from figure(budget.stated, Ends(provider and provider.ref, None, book.country(budget.country)))


def totals(book: Book) -> Iterator[Row]:
    """Programs' stated sums that no row of links.csv repeats."""
    for program, total in book.totals.items():
        yield from figure(total.stated, Ends(for_=Ref("Program", program)))
