"""Parameters of a query: their types, and how what a person types becomes a value."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from graph.errors import ParameterError
from graph.model import KINDS, LINKS

TODAY = "today"


@dataclass(frozen=True)
class Parameter:
    """One declared parameter.

    ``required``: no ``default`` is declared, so a value must be given. A default of ``None`` means "any": the query
    gets null. ``type`` is a key of ``TYPES``; ``options`` closes the set of a text's values.
    """

    name: str
    type: str
    label: str
    default: Any = None
    required: bool = False
    help: str = ""
    options: tuple[str, ...] = ()

    @property
    def expects(self) -> str:
        """What it accepts, in words."""
        return f"one of {', '.join(self.options)}" if self.options else TYPES[self.type].expects

    def convert(self, value: Any, today: dt.date) -> Any:
        """A value as the query wants it, from text or Python; ``ParameterError`` says what was expected.

        ``None``, an empty text and an empty list stand for "not given".
        """
        if value is None or value in ("", [], ()):
            if self.required:
                raise ParameterError(self.name, f"{self.label}: nothing is given; expected {self.expects}")
            if self.default is None:
                return None
            value = self.default
        if self.type == "date" and value == TODAY:
            return today.isoformat()
        try:
            return (_one_of(self.options) if self.options else TYPES[self.type].convert)(value)
        except (ValueError, TypeError) as error:
            found = repr(value) if len(repr(value)) < 80 else repr(value)[:77] + "..."
            message = f"{self.label}: found {found}; expected {self.expects}"
            raise ParameterError(self.name, message) from error


@dataclass(frozen=True)
class ParameterType:
    """What a parameter type accepts (in words) and how it is converted (``ValueError`` when it is something else)."""

    expects: str
    convert: Callable[[Any], Any]


def _matching(pattern: str, *, prefix: str = "", upper: bool = False) -> Callable[[Any], str]:
    """Texts of a pattern; ``prefix`` (part of the id of a node) is taken off when it is there."""

    def convert(value: Any) -> str:
        text = _text(value).strip().removeprefix(prefix)
        text = text.upper() if upper else text
        if not re.fullmatch(pattern, text):
            raise ValueError(text)
        return text

    return convert


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(type(value))
    return value


def _node_id(prefix: str) -> Callable[[Any], str]:
    def convert(value: Any) -> str:
        text = _text(value).strip()
        if not text.startswith(prefix + ":") or len(text) == len(prefix) + 1:
            raise ValueError(text)
        return text

    return convert


def _short_id(prefix: str) -> Callable[[Any], str]:
    """Ids whose prefix may be left out: ``III:police-reform`` is ``focus:III:police-reform``."""

    def convert(value: Any) -> str:
        text = _text(value).strip().removeprefix(prefix + ":")
        if not text:
            raise ValueError(text)
        return f"{prefix}:{text}"

    return convert


def _one_of(allowed: tuple[str, ...]) -> Callable[[Any], str]:
    def convert(value: Any) -> str:
        if value not in allowed:
            raise ValueError(value)
        return str(value)

    return convert


def _date(value: Any) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()[:10]
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", _text(value).strip()):
        raise ValueError(value)
    return dt.date.fromisoformat(value.strip()).isoformat()


def _integer(value: Any) -> int:
    if isinstance(value, bool | float):
        raise TypeError(type(value))
    number = int(value)
    if not -(2**63) <= number < 2**63:
        raise ValueError(value)
    return number


def _year(value: Any) -> int:
    number = _integer(value)
    if not 1900 <= number <= 2200:
        raise ValueError(value)
    return number


def _number(value: Any) -> float:
    number = float(value)
    if isinstance(value, bool) or not math.isfinite(number):
        raise ValueError(value)
    return number


def _truth(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    text = _text(value).lower()
    if text not in ("true", "yes", "1", "on", "false", "no", "0"):
        raise ValueError(value)
    return text in ("true", "yes", "1", "on")


def _texts(value: Any) -> list[str]:
    return [_text(item) for item in ([value] if isinstance(value, str) else list(value))]


def _rows(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, str) or not all(isinstance(row, dict) for row in value):
        raise TypeError(type(value))
    return list(value)


TYPES: dict[str, ParameterType] = {
    "country": ParameterType(
        "a country code of two letters, such as GT", _matching("[A-Z]{2}", prefix="country:", upper=True)
    ),
    "us_state": ParameterType(
        "a U.S. state or territory code of two letters, such as TX",
        lambda value: _matching("[A-Z]{2}", prefix="US-")(_text(value).strip().removeprefix("area:").upper()),
    ),
    "organization": ParameterType("the id of an organization, such as org:inl:unodc", _node_id("org")),
    "program": ParameterType("the id of a program, such as program:inl:carsi", _node_id("program")),
    "agreement": ParameterType("the id of an agreement, such as agreement:inl:mou-2014", _node_id("agreement")),
    "focus_area": ParameterType("a focus area, such as III or III:police-reform", _short_id("focus")),
    "area": ParameterType("an area code, such as US-TX", _short_id("area")),
    "sector": ParameterType("a sector as vocabulary:code, such as 1:15130", _short_id("sector")),
    "indicator": ParameterType("the key of an indicator", _short_id("indicator")),
    "source": ParameterType("the key of a source", _matching(r"\S(?:.*\S)?", prefix="source:")),
    "kind": ParameterType(f"one of {', '.join(KINDS)}", _one_of(tuple(KINDS))),
    "link_type": ParameterType(f"one of {', '.join(LINKS)}", _one_of(tuple(LINKS))),
    "date": ParameterType("a day as YYYY-MM-DD, such as 2026-01-31", _date),
    "year": ParameterType("a year of four digits", _year),
    "integer": ParameterType("a whole number", _integer),
    "number": ParameterType("a number", _number),
    "truth": ParameterType("yes or no", _truth),
    "text": ParameterType("a text", _text),
    "texts": ParameterType("one text or several", _texts),
    "rows": ParameterType("a list of maps", _rows),
}
