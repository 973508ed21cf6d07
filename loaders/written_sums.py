"""Sums of money as people write them in tables: "$1,234.50", "(1,234)", "1.234,50 €", "USD 2.5 million", "-" for nil."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from math import isfinite
from typing import NamedTuple

from loaders.codes import code_list
from loaders.tables.cells import Cell

EXPECTED = "a sum of money"
NIL = frozenset({"", "-", "--", "–", "—", "n/a", "na", "nil", "none", "...", "…", "*", "n.a."})
SYMBOLS = {"$": "", "us$": "USD", "usd$": "USD", "€": "EUR", "£": "GBP", "¥": "", "q": "GTQ", "₹": "INR"}
MULTIPLES = {"k": 3, "thousand": 3, "m": 6, "mn": 6, "mln": 6, "mm": 6, "million": 6, "millions": 6, "bn": 9, "billion": 9, "billions": 9}
_PARTS = re.compile(r"(?P<before>[^\d().,+-]*)(?P<sign>[-+(]?)\s*(?P<unit>[^\d().,+\s-]*)\s*(?P<number>[\d.,'\s ]*\d)\s*(?P<after>[^\d]*)")


class BadSum(ValueError):
    """A text that is no sum of money, or may be two; the message says what was expected."""


class Money(NamedTuple):
    """A sum, and the currency that stands beside it ("" where none does)."""

    amount: Decimal
    currency: str


def written_sum(cell: Cell, decimal: str = ".") -> Money | None:
    """The sum that a cell holds; None where it says that there is none ("-"); ``BadSum`` where it is no sum.

    ``decimal``: the sign before the cents, a point or a comma.
    """
    if isinstance(cell, bool):
        raise BadSum(EXPECTED)
    if isinstance(cell, int | Decimal):
        return Money(Decimal(cell), "")
    if isinstance(cell, float) and isfinite(cell):
        return Money(Decimal(repr(cell)), "")
    if cell is None:
        return None
    if not isinstance(cell, str):
        raise BadSum(EXPECTED)
    return _parsed(cell.strip(), decimal)


@lru_cache(maxsize=65536)
def _parsed(text: str, decimal: str) -> Money | None:
    if text.lower() in NIL:
        return None
    found = _PARTS.fullmatch(text)
    if not found:
        return _scientific(text)
    words = [word for word in re.split(r"[\s).]+", " ".join((found["before"], found["unit"], found["after"])).lower()) if word]
    if (found["sign"] == "(") != (")" in found["after"]):
        raise BadSum(EXPECTED)
    currency, power = _words(words)
    number = _number(found["number"], decimal).scaleb(power)
    return Money(-number if found["sign"] in {"-", "("} else number, currency)


def _words(words: list[str]) -> tuple[str, int]:
    """Currency and power of ten that the words around a number stand for."""
    currency, power = "", 0
    for word in words:
        if word in MULTIPLES:
            power = MULTIPLES[word]
        elif word in SYMBOLS:
            currency = currency or SYMBOLS[word]
        elif word.upper() in code_list("Currency"):
            currency = word.upper()
        else:
            raise BadSum(f"{EXPECTED}; {word!r} is no currency")
    return currency, power


def _number(text: str, decimal: str) -> Decimal:
    """Digits in groups of three, by comma, point, space or apostrophe; what may be read two ways is refused."""
    bare = re.sub(r"[\s '’]", "", text)
    thousands = "," if decimal == "." else "."
    whole, point, cents = bare.partition(decimal)
    if thousands in cents or decimal in cents:
        raise BadSum(f"{EXPECTED} with {decimal!r} before the cents")
    if thousands in whole and not re.fullmatch(rf"\d{{1,3}}(?:{re.escape(thousands)}\d{{2,3}})*{re.escape(thousands)}\d{{3}}", whole):
        raise BadSum(f"{EXPECTED} with {decimal!r} before the cents")
    try:
        return Decimal(whole.replace(thousands, "") + (f".{cents}" if point else ""))
    except InvalidOperation as error:
        raise BadSum(EXPECTED) from error


def _scientific(text: str) -> Money:
    try:
        value = Decimal(text)
    except InvalidOperation as error:
        raise BadSum(EXPECTED) from error
    if not value.is_finite() or abs(value.adjusted()) > 30:
        raise BadSum(EXPECTED)
    return Money(value, "")
