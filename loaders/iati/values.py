"""Dates, sums, percentages and texts as IATI files write them."""

from __future__ import annotations

import re
from decimal import Context, Decimal, InvalidOperation
from functools import lru_cache

from lxml import etree

from loaders.dates import BadDate, Span, span
from loaders.text import clean as text_as_row

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
EXACT = Context(prec=120)
ZERO = Decimal(0)
SHORT = 160
NEVER = frozenset({"9999-12-31", "9999-12-30", "2999-12-31"})

def date(written: str) -> Span | None:
    """A date of ISO 8601 (time and zone dropped), a year or a month; None where it is none."""
    return _date(written) if len(written) < 64 else None


@lru_cache(maxsize=65536)
def _date(written: str) -> Span | None:
    try:
        return span(written)
    except BadDate:
        return None


def amount(written: str | None) -> Decimal | None:
    """An exact sum; thousands separators and an exponent are read; None where it is no finite number of sane size."""
    text = (written or "").strip()
    try:
        value = Decimal(text)
    except InvalidOperation:
        if not re.fullmatch(r"[+-]?\d{1,3}([,\s]\d{3})+(\.\d+)?", text):
            return None
        value = Decimal(re.sub(r"[,\s]", "", text))
    if value.is_finite() and -40 < value.adjusted() < 18 and len(text) < 60:
        return value
    return ZERO if value == 0 else None


def percentage(written: str | None) -> float | None:
    """A percentage, with or without its sign; None where there is none or it is no number."""
    value = amount((written or "").replace("%", ""))
    return None if value is None else float(value)


def clean(text: str | None) -> str:
    """A text as it may enter a row; empty where there is none. Names come again and again: short ones are kept."""
    if not text:
        return ""
    return _short(text) if len(text) < SHORT else text_as_row(text)


_short = lru_cache(maxsize=65536)(text_as_row)


def texts(element: etree._Element, language: str) -> list[tuple[str, str]]:
    """(language, text) of the narratives of an element, or of the text in it as versions 1.0x write it."""
    found = []
    for child in element:
        if child.tag == "narrative":
            text = clean("".join(map(str, child.itertext())) if len(child) else child.text)
            if text:
                found.append(((child.get(LANG) or language).lower(), text))
    if not found:
        text = clean(element.text)
        if text:
            found.append(((element.get(LANG) or language).lower(), text))
    return found
