"""Dates, sums and counts as people write them; every function is a Jinja filter of the same name."""

from __future__ import annotations

import datetime as dt
import re

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SYMBOLS = {"USD": "$"}
_IRREGULAR = {"country": "countries", "agency": "agencies", "body": "bodies", "line of effort": "lines of effort"}
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")

# Letters of an address that may be the id of a thing or its record: a source's key (at most 200), and as much as a loader
# takes of a name (500) where a source has no key of its own. Nothing longer is looked up.
LONGEST_ID = 1_000


def visible(value: str) -> str:
    """A text with control characters replaced by the replacement character, so that none acts on page or file."""
    return value if value.isprintable() else _CONTROLS.sub("\ufffd", value)


def number(value: float | int | None) -> str:
    """``1234567`` as ``1,234,567``; up to two decimals where there are any; an empty text for ``None``."""
    if value is None:
        return ""
    if float(value).is_integer():
        return f"{int(value):,}"
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def count(value: int, noun: str) -> str:
    """``1 partner``, ``2,312 partners``, ``no partners``."""
    if value == 0:
        return f"no {plural(noun)}"
    return f"{number(value)} {noun if value == 1 else plural(noun)}"


def plural(noun: str) -> str:
    """The plural of the nouns that the pages count."""
    for one, many in _IRREGULAR.items():
        if noun == one or noun.endswith(" " + one):
            return noun.removesuffix(one) + many
    if noun.endswith(("s", "sh", "ch", "x")):
        return noun + "es"
    return noun[:-1] + "ies" if noun.endswith("y") and noun[-2:-1] not in "aeiou" else noun + "s"


def money(amount: float | int | None, currency: str | None = None) -> str:
    """A sum in its own currency: ``$1,750,000``, ``EUR 12,500.50``, ``1,000 (no currency stated)``."""
    if amount is None:
        return ""
    sign = "−" if amount < 0 else ""
    digits = number(abs(amount)) if float(amount).is_integer() else f"{abs(amount):,.2f}"
    if not currency:
        return f"{sign}{digits} (no currency stated)"
    return f"{sign}{_SYMBOLS[currency]}{digits}" if currency in _SYMBOLS else f"{sign}{currency} {digits}"


def day(value: str | dt.date | dt.datetime | None, written: str | None = None) -> str:
    """``2014-03-27`` as ``Mar 27, 2014``; ``written`` is the date as its source wrote it (``2011-02``: ``Feb 2011``)."""
    if value is None or value == "":
        return ""
    text = written or (value if isinstance(value, str) else value.isoformat()[:10])
    match = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:T.*)?", text)
    if match is None or (match[2] and not 1 <= int(match[2]) <= 12):
        return text
    year, month, date = match.groups()
    if month is None:
        return year
    return f"{MONTHS[int(month) - 1]} {int(date)}, {year}" if date else f"{MONTHS[int(month) - 1]} {year}"


def period(start: str | None, end: str | None, start_text: str | None = None, end_text: str | None = None) -> str:
    """``Feb 2011 to Mar 27, 2014``; says so where a source states no start or no end."""
    if not start and not end:
        return "no dates stated"
    if not start:
        return f"until {day(end, end_text)}, no start stated"
    if not end:
        return f"since {day(start, start_text)}, no end stated"
    first, last = day(start, start_text), day(end, end_text)
    return first if first == last else f"{first} to {last}"


def words(value: str) -> str:
    """``foreign_counterpart`` as ``Foreign counterpart``."""
    text = value.replace("_", " ").strip()
    return text[:1].upper() + text[1:]


def thing(label: str) -> str:
    """A node type of the model in a planner's word: ``AdminArea`` as ``Place``."""
    return _THINGS.get(label, label)


_THINGS = {"AdminArea": "Place", "ExchangeRates": "Exchange rates", "Figure": "Sum", "FocusArea": "Line of effort or topic"}

FILTERS = {"visible": visible, "number": number, "count_of": count, "plural": plural, "money": money, "day": day,
           "period": period, "words": words, "thing": thing}
