"""What an address asks of the kinds of gap: country, focus area, and the settings of the reports, each checked."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request

from app.gaps.asked import Form, form, short
from app.gaps.kinds import BY_KEY, Kind
from app.gaps.reading import reader
from app.gaps.standing import Search, with_defaults
from app.http.paging import asked_day
from app.http.problems import PageError, not_found
from app.http.text import LONGEST_ID
from app.services import services
from graph.errors import ParameterError

LIMITS = {"months": (0, 1200), "share": (0, 1), "worst": (0, 1)}


@dataclass(frozen=True)
class Looking:
    """Country and focus area that the gaps are narrowed to (empty: all), the day if one was chosen, and what there is to choose."""

    country: str
    focus: str
    day: str
    form: Form

    def search(self, kind: Kind) -> Search:
        """The gaps of one kind that the address asks for, every setting with a value."""
        focus = self.focus if kind.by_focus else ""
        return with_defaults(Search(kind, self.country, focus, tuple(_settings(kind)), self.day))


def looking() -> Looking:
    """What the request asks for; 400 for a country, focus area or day that there is not."""
    offered = form(reader())
    country, focus = (request.values.get(name, "").strip() for name in ("country", "focus"))
    if country and country not in {choice.value for choice in offered.countries}:
        raise PageError(400, f"country={country[:LONGEST_ID]}: expected a country code such as GT.")
    if focus and short(focus) not in offered.focus_areas:
        raise PageError(400, f"focus={focus[:LONGEST_ID]}: expected a line of effort or a topic, such as III.")
    day = asked_day(services().today()).isoformat() if request.args.get("as_of") else ""
    return Looking(country, short(focus), day, offered)


def kind_named(key: str) -> Kind:
    """A kind of gap by its key; 404 for another."""
    if key not in BY_KEY:
        raise not_found("There is no such kind of gap.", "Choose one from the page of kinds of gap.")
    return BY_KEY[key]


def _settings(kind: Kind) -> list[tuple[str, str]]:
    """The settings in the address, in the order of the kind; 400 for one that its report cannot take."""
    if not kind.settings:
        return []
    declared = {p.name: p for p in services().catalogue[f"reports/{kind.report}"].parameters}
    given = []
    for name in kind.settings:
        text = request.values.get(name, "").strip()
        if not text:
            continue
        try:
            value = declared[name].convert(text, services().today())
        except ParameterError as error:
            raise PageError(400, f"{error}.") from error
        if name in LIMITS and not LIMITS[name][0] <= value <= LIMITS[name][1]:
            raise PageError(400, f"{name}={text[:LONGEST_ID]}: expected a number from {LIMITS[name][0]} to {LIMITS[name][1]}.")
        given.append((name, str(value)))
    years = {name: int(text) for name, text in given if name in ("from_year", "to_year")}
    if len(years) == 2 and years["from_year"] >= years["to_year"]:
        raise PageError(400, f"from_year={years['from_year']}: expected a year before {years['to_year']}.")
    return given
