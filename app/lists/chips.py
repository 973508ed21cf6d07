"""Filters of a list that are in force, in words, each with the way to take it away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from flask import url_for

from app.lists.asked import Asked
from app.lists.facets import Names
from app.lists.kinds import LISTS, YES_NO, Facet

_EXTRA: dict[str, dict[str, Any]] = {
    "since": dict.fromkeys(LISTS, "In force: at any time since {}"),
    "year": {"program": "Running in {}", "agreement": "Signed in {}"},
    "dated": {"program": {"yes": "With a stated start", "no": "Without a stated start"}},
}


@dataclass(frozen=True)
class Chip:
    """A filter in force and the address without it."""

    label: str
    address: str


def chips(asked: Asked, named: Names) -> tuple[Chip, ...]:
    """Every filter that is in force."""
    return (*_of_facets(asked, named), *_of_extra(asked))


def _of_facets(asked: Asked, named: Names) -> Iterator[Chip]:
    for facet in asked.kind.facets:
        for value in asked.chosen(facet.key):
            yield Chip(_label(facet, named.of(facet, value)), address(asked.without(facet.key, value)))


def _label(facet: Facet, value: str) -> str:
    return value if facet.closed == YES_NO else f"{facet.heading}: {value}"


def _of_extra(asked: Asked) -> Iterator[Chip]:
    for name, value in asked.extra.items():
        told = _EXTRA[name][asked.kind.key]
        rest = {key: known for key, known in asked.extra.items() if key != name}
        yield Chip(told[value] if isinstance(told, dict) else told.format(value), address(replace(asked, extra=rest)))


def address(asked: Asked) -> str:
    """The address of a list under filters, on the day that is looked at."""
    path = url_for(f"lists.{asked.kind.plural}")
    pairs = asked.pairs()
    return path + (("&" if "?" in path else "?") + urlencode(pairs) if pairs else "")
