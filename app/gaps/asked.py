"""The question that an address asks, every part checked, and what the form of the page offers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import request, url_for

from analysis.gaps.ask import Reader
from analysis.gaps.question import COLUMNS, COUNTRIES, LINES, ROWS, TOPICS, YEARS, Question
from app.http.choices import Choice
from app.http.kinds import KIND_LOOKS
from app.http.paging import asked_day, asked_since
from app.http.problems import PageError
from app.search.organizations import meant
from graph.model import KINDS

ROW_LABELS = {"lines": "Lines of effort", "topics": "Lines of effort and topics", "sectors": "Purpose codes (OECD DAC)",
              "kinds": "Kinds of partner"}
COLUMN_LABELS = {"countries": "Countries", "regions": "Regions", "states": "U.S. states of the partners", "years": "Years"}
OFFERED_FUNDERS = 300


@dataclass(frozen=True)
class Group:
    """Options under a heading of a select; the first stands for all of them."""

    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Form:
    """What the filters offer. ``lines``, ``regions``: with what is under them; ``funders``: names to choose from while typing."""

    rows: tuple[Choice, ...]
    columns: tuple[Choice, ...]
    lines: tuple[Group, ...]
    regions: tuple[Group, ...]
    countries: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    funders: tuple[Choice, ...]

    @property
    def focus_areas(self) -> tuple[str, ...]:
        """The ids of all lines and topics, without ``focus:``."""
        return tuple(choice.value for group in self.lines for choice in group.choices)

    def line_name(self, id_: str) -> str:
        """The name of a focus area that is offered, with the number of a line, else its id."""
        for group in self.lines:
            for place, choice in enumerate(group.choices):
                if choice.value == short(id_):
                    return choice.label if place else group.label
        return id_

    def country_name(self, code: str) -> str:
        """The name of a country that is offered, else its code."""
        return next((c.label for c in self.countries if c.value == code), code)


def short(focus_area: str) -> str:
    """A focus area's id without ``focus:``, as addresses have it."""
    return focus_area.removeprefix("focus:")


def form(reader: Reader) -> Form:
    """What there is to choose from at this moment."""
    countries = reader.rows("countries")
    focus_areas = reader.rows("focus-areas")
    return Form(
        rows=_labelled(ROW_LABELS), columns=_labelled(COLUMN_LABELS),
        lines=tuple(_lines(focus_areas)), regions=tuple(_regions(countries)),
        countries=tuple(Choice(c["country"], c["name"]) for c in countries),
        kinds=tuple(Choice(kind, KIND_LOOKS[kind].plural) for kind in KINDS),
        funders=tuple(
            Choice(f["organization"] or f["organization_id"], f"{f['programs']:,} programs")
            for f in reader.rows("funders")[:OFFERED_FUNDERS]
        ),
    )


def question(form: Form, today: dt.date) -> Question:
    """The question of this request; ``PageError`` 400 says which part cannot be used, and what was expected."""
    line = _one_of("line", form.focus_areas, "a line of effort such as III", prefix="focus:")
    country = _one_of("country", [c.value for c in form.countries], "a country code such as GT")
    day = asked_day(today)
    columns = _one_of("columns", COLUMNS, f"one of {', '.join(COLUMNS)}") or COUNTRIES
    return Question(
        as_of=day.isoformat(),
        rows=_one_of("rows", ROWS, f"one of {', '.join(ROWS)}") or (TOPICS if ":" in line else LINES),
        columns=columns,
        line=f"focus:{line}" if line else "",
        region=_one_of("region", [c.value for g in form.regions for c in g.choices], "a UN region, as the filter offers them"),
        country=country, funder=funder(), kind=_one_of("kind", tuple(KINDS), f"one of {', '.join(KINDS)}"),
        without=tuple(request.args.getlist("without")), from_year=_year("from"), since=_since(day, columns),
    )


def funder() -> str:
    """The id of the funder that the address names by id or by name; ``PageError`` 400 where it means nobody."""
    text = request.args.get("funder", "").strip()
    if not text:
        return ""
    found = meant(text)
    if not found.id:
        names = "; ".join(choice.label for choice in found.candidates[:5])
        hint = f"Perhaps: {names}." if names else "Choose one of the names that the filter offers."
        raise PageError(400, f"No loaded source names a funder {text!r}.", hint)
    return found.id


def addressed(asked: Question) -> dict[str, str | list[str]]:
    """The filters of a question as arguments of an address, those that are set."""
    arguments: dict[str, str | list[str]] = {
        "rows": "" if asked.rows == LINES else asked.rows, "columns": "" if asked.columns == COUNTRIES else asked.columns,
        "line": short(asked.line), "region": asked.region, "country": asked.country, "funder": asked.funder,
        "kind": asked.kind, "without": list(asked.without), "since": asked.since,
    }
    return {name: value for name, value in arguments.items() if value}


def address(endpoint: str, arguments: Mapping[str, Any]) -> str:
    """The address of a page of gaps with these arguments, empty ones left out."""
    return url_for(f"gaps.{endpoint}", **{name: value for name, value in arguments.items() if value})


def for_one_column(asked: Question, column: str) -> Question:
    """The same question about one country or region, so that little is read for it."""
    if asked.columns == COUNTRIES:
        return replace(asked, country=column, region="")
    return replace(asked, region=column) if asked.columns == "regions" else asked


def _labelled(labels: dict[str, str]) -> tuple[Choice, ...]:
    return tuple(Choice(value, label) for value, label in labels.items())


def _lines(focus_areas: Sequence[Mapping[str, str]]) -> Iterator[Group]:
    for line in focus_areas:
        if line["focus_area_id"] == line["line_id"]:
            number = short(line["line_id"])
            below = [f for f in focus_areas if f["line_id"] == line["line_id"] and f["focus_area_id"] != line["line_id"]]
            topics = (Choice(short(f["focus_area_id"]), f["focus_area"]) for f in below)
            yield Group(f"{number}. {line['focus_area']}", (Choice(number, f"{number}. The whole line"), *topics))


def _regions(countries: Iterable[Mapping[str, str]]) -> Iterator[Group]:
    pairs = {(c["region"], c["subregion"]) for c in countries if c["region"]}
    for region in sorted({region for region, _ in pairs}):
        below = sorted({sub for r, sub in pairs if r == region and sub and sub != region})
        yield Group(region, (Choice(region, f"{region}, all"), *(Choice(sub, sub) for sub in below)))


def _one_of(name: str, allowed: Sequence[str], expected: str, prefix: str = "") -> str:
    value = request.args.get(name, "").strip().removeprefix(prefix)
    if value and value not in allowed:
        raise PageError(400, f"{name}={value}: expected {expected}.")
    return value


def _since(day: dt.date, columns: str) -> str:
    """The first day of the time asked for; 400 beside columns of years, each of which stands on a day of its own."""
    since = asked_since(day)
    if since and columns == YEARS:
        raise PageError(400, "since: columns of years stand on one day each.", "Leave the time out, or choose other columns.")
    return since.isoformat() if since else ""


def _year(name: str) -> int:
    text = request.args.get(name, "").strip()
    if not text:
        return 0
    if not (text.isascii() and text.isdecimal() and 1900 <= int(text) <= 2200):
        raise PageError(400, f"{name}={text}: expected a year of four digits.")
    return int(text)
