"""What the address asks for: two days, and a country, an organization or a focus area."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from flask import request

from analysis.gaps.days import months_after
from app.http.choices import Choices
from app.http.paging import EARLIEST, LATEST, asked_day
from app.http.problems import PageError
from app.http.text import LONGEST_ID
from app.search.organizations import meant

QUARTER = 3


@dataclass(frozen=True)
class Filters:
    """``country``: a code; ``focus``: an id without ``focus:``; ``organization``: an id; each empty for any."""

    country: str = ""
    focus: str = ""
    organization: str = ""

    def params(self) -> dict[str, Any]:
        """As the queries take them."""
        return {"country": self.country, "focus": f"focus:{self.focus}" if self.focus else "", "organization": self.organization}

    def address(self) -> dict[str, str]:
        """As arguments of an address, those that are set."""
        pairs = (("country", self.country), ("focus", self.focus), ("organization", self.organization))
        return {name: value for name, value in pairs if value}


@dataclass(frozen=True)
class Asked:
    """Two days, the earlier first, and the filters; ``organization_name``: what the chosen organization is called."""

    before: dt.date
    after: dt.date
    filters: Filters
    organization_name: str = ""

    def days(self) -> dict[str, dt.date]:
        """Both days as the queries take them."""
        return {"before": self.before, "after": self.after}

    def address(self) -> dict[str, str]:
        """As arguments of an address."""
        return {"from": self.before.isoformat(), "to": self.after.isoformat(), **self.filters.address()}


def asked(offered: Choices, today: dt.date, months: int = QUARTER) -> Asked:
    """What this request asks for: by default the last three months; ``PageError`` 400 for what cannot be used."""
    after = day("to", asked_day(today))
    before = day("from", max(EARLIEST, dt.date.fromisoformat(months_after(after.isoformat(), -months))))
    if before > after:
        raise PageError(400, f"from={before} is after to={after}: expected the earlier day first.")
    filters, name = asked_filters(offered)
    return Asked(before, after, filters, name)


def asked_filters(offered: Choices) -> tuple[Filters, str]:
    """The filters of this request, and the name of the organization; ``PageError`` 400 for one that means nothing."""
    country = request.args.get("country", "").strip().removeprefix("country:").upper()
    focus = request.args.get("focus", "").strip().removeprefix("focus:")
    if country and country not in {choice.value for choice in offered.countries}:
        raise PageError(400, f"country={country[:60]}: nothing is known of a country of this code; expected one such as GT.")
    if focus and focus not in {choice.value for choice in offered.focus_areas}:
        raise PageError(400, f"focus={focus[:100]}: expected a line of effort or topic such as III.")
    id_, name = _organization(request.args.get("organization", "").strip())
    return Filters(country, focus, id_), name


def day(name: str, otherwise: dt.date) -> dt.date:
    """The day that an argument names, else another; ``PageError`` 400 for anything but YYYY-MM-DD from 1900 to 2200."""
    text = request.args.get(name, "").strip()
    if not text:
        return otherwise
    try:
        found = dt.date.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or len(text) != 10 or not EARLIEST <= found <= LATEST:
        raise PageError(400, f"{name}={text[:20]}: expected a day as YYYY-MM-DD from 1900 to 2200, such as 2016-03-30.")
    return found


def _organization(text: str) -> tuple[str, str]:
    if not text:
        return "", ""
    found = meant(text[:LONGEST_ID])
    if not found.id:
        names = "; ".join(choice.label for choice in found.candidates[:5])
        hint = f"Perhaps: {names}." if names else "Choose one of the names that the search finds."
        raise PageError(400, f"No loaded source names an organization {text[:100]!r}.", hint)
    return found.id, found.name
