"""The pages of overlaps, as a row of links on top of each."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for

_PAGES = (("", "Programs", "overlaps.index"), ("organizations", "Organizations", "overlaps.organizations"),
          ("agreements", "Agreements", "overlaps.agreements"), ("told-twice", "Activities told twice", "overlaps.told_twice"),
          ("findings", "What was judged", "findings.index"))


@dataclass(frozen=True)
class Tab:
    """One of the pages."""

    label: str
    address: str
    here: bool


def tabs(here: str) -> tuple[Tab, ...]:
    """The links; ``here``: which page this is."""
    return tuple(Tab(label, url_for(endpoint), key == here) for key, label, endpoint in _PAGES)
