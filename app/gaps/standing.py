"""Gaps that stand now, kind by kind: their rows, what names each, and the hash of what a judgement of one rests on."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import orjson
from flask import url_for

from analysis.gaps.ask import ask, indicators
from analysis.gaps.cells import State
from analysis.gaps.question import LINES, TOPICS, Question
from analysis.gaps.words import reason
from app.gaps.asked import short
from app.gaps.kinds import BY_KEY, Kind
from app.gaps.reading import asked_in_words, reader, scopes
from app.remembered import remembered
from app.services import services
from ledger.findings import GONE, Subject

MOST = 20_000
SECONDS = 60.0
STATES = {"nobody": State.GAP, "thin": State.THIN}


@dataclass(frozen=True)
class Search:
    """Which gaps are meant. ``focus``: without ``focus:``; ``settings``: parameters of the report as the address holds them.

    ``day``: the day that was chosen, empty for today, so that a finding on it follows the days.
    """

    kind: Kind
    country: str = ""
    focus: str = ""
    settings: tuple[tuple[str, str], ...] = ()
    day: str = ""

    @property
    def as_of(self) -> str:
        """The day itself."""
        return self.day or services().today().isoformat()

    def params(self) -> dict[str, str]:
        """The parameters of the kind's report that are set, as its address holds them."""
        query = services().catalogue[f"reports/{self.kind.report}"]
        given = {"country": self.country, "focus_area": self.focus, "as_of": self.day, **dict(self.settings)}
        declared = {parameter.name for parameter in query.parameters}
        return {name: value for name, value in given.items() if value and name in declared}


@dataclass(frozen=True)
class Gap:
    """One gap, as a row of its report."""

    search: Search
    row: Mapping[str, Any]

    @property
    def about(self) -> dict[str, str]:
        """What names it, as the address holds it: country, focus area, partner and the like."""
        return {name: _named(self.row, name) for name in self.search.kind.about}

    @property
    def key(self) -> str:
        """The same as long as it is the same gap, whatever its facts."""
        return key_of(self.search, self.about)

    @property
    def facts(self) -> str:
        """Hash of what a judgement rests on."""
        held = [_held(self.row, name) for name in self.search.kind.rests_on]
        return hashlib.sha256(orjson.dumps(held, option=orjson.OPT_SORT_KEYS)).hexdigest()

    @property
    def title(self) -> str:
        """``One partner: Guatemala, Strengthen Criminal Justice Systems``."""
        names = [_text(self.row.get(name)) for name in self.search.kind.about]
        return f"{self.search.kind.one}: {', '.join(name for name in names if name)}"

    @property
    def country(self) -> str:
        """The code of its country; empty where it has several or none."""
        code = str(self.row.get("country_id") or "")
        several: Sequence[str] = self.row.get("countries_id") or ()
        return (code or (several[0] if len(several) == 1 else "")).removeprefix("country:")

    @property
    def subject(self) -> Subject:
        """What a finding on it is about."""
        return Subject(self.search.kind.finding, self.key, self.title, self.address, self.facts, self.country)

    @property
    def address(self) -> str:
        """The page where it is judged."""
        return address_of(self.search, self.about)


@dataclass(frozen=True)
class Standing:
    """The gaps of a search; ``more``: there are more than were read."""

    gaps: tuple[Gap, ...]
    more: bool = False


def key_of(search: Search, about: Mapping[str, str]) -> str:
    """The key of a gap by what names it."""
    settings = [f"{name}={value}" for name, value in search.settings]
    return "|".join([search.kind.finding, *about.values(), *settings, *([f"as_of={search.day}"] if search.day else [])])


def address_of(search: Search, about: Mapping[str, str]) -> str:
    """The page where a gap is judged, by what names it."""
    names = {("focus" if name == "focus_area" else name): value for name, value in about.items()}
    arguments: dict[str, Any] = {"kind": search.kind.key, **names, **dict(search.settings), "as_of": search.day}
    return url_for("gaps.finding", **{name: value or None for name, value in arguments.items()})


def gone_subject(search: Search, about: Mapping[str, str], title: str, country: str) -> Subject:
    """What a finding is about whose gap is no longer there."""
    return Subject(search.kind.finding, key_of(search, about), title, address_of(search, about), GONE, country)


def standing(search: Search) -> Standing:
    """The gaps that a search means, in the order of the report; kept as long as nothing is loaded or decided.

    What is kept is the answer for all countries and lines of effort: filters, counts and findings share it.
    """
    wide = for_all(search)
    key = ("gaps-standing", wide.kind.key, wide.country, wide.focus, wide.settings, wide.as_of)
    rows, more = remembered(key, lambda: _cells(wide) if not wide.kind.report else _reported(wide))
    return Standing(tuple(Gap(search, row) for row in rows if _fits(search, row)), more)


def for_all(search: Search) -> Search:
    """The search for all countries and lines, where its rows name both, so that they can be told apart afterwards."""
    kind = search.kind
    country = search.country if kind.key == "expired" else ""
    return replace(search, country=country, focus=search.focus if ":" in search.focus or "focus_area" not in kind.about else "")


def _fits(search: Search, row: Mapping[str, Any]) -> bool:
    """Whether a row is of the country and the focus area of a search; one that names none is, because its report was asked so."""
    places = row["countries_id"] if "countries_id" in row else [row["country_id"]] if "country_id" in row else None
    here = not search.country or places is None or f"country:{search.country}" in places
    return here and (not search.focus or row.get("focus_area_id", f"focus:{search.focus}") == f"focus:{search.focus}")


def with_defaults(search: Search) -> Search:
    """The search with every setting of its report set, so that it means the same tomorrow."""
    if not search.kind.settings:
        return search
    given = dict(search.settings)
    if search.kind.key == "falling-money":
        given = _most_told(search.as_of) | given
    query = services().catalogue[f"reports/{search.kind.report}"]
    for parameter in query.parameters:
        if parameter.name in search.kind.settings and parameter.default is not None:
            given.setdefault(parameter.name, str(parameter.default))
    return replace(search, settings=tuple((name, given[name]) for name in search.kind.settings if given.get(name)))


def is_complete(search: Search) -> bool:
    """Whether nothing that its report needs is missing: an indicator and two years with money."""
    if not search.kind.report:
        return True
    needed = {p.name for p in services().catalogue[f"reports/{search.kind.report}"].parameters if p.required}
    return needed <= set(search.params())


def _reported(search: Search) -> tuple[list[dict[str, Any]], bool]:
    made = services()
    found = made.catalogue[f"reports/{search.kind.report}"].run(made.graph, search.params(), limit=MOST, timeout=SECONDS)
    return found.dicts(), found.truncated


def _cells(search: Search) -> tuple[list[dict[str, Any]], bool]:
    """Cells of the matrix in the state of the kind: of a focus area, else of every line of effort."""
    line = f"focus:{search.focus}" if search.focus else ""
    topic = ":" in search.focus
    answer = ask(reader(), Question(search.as_of, rows=TOPICS if topic else LINES, line=line, country=search.country), scopes().rows)
    words = asked_in_words(answer)
    rows = []
    for item, column, cell in ((r, c, answer.matrix.cell(r, c)) for r in answer.matrix.rows for c in answer.matrix.columns):
        if cell.state is STATES[search.kind.key] and (not line or item.id == line):
            rows.append({
                "country": column.name, "country_id": f"country:{column.id}", "focus_area": item.name, "focus_area_id": item.id,
                "why": reason(cell, words), "state": cell.state.value, "causes": [cause.value for cause in cell.causes],
                "programs": cell.supply.programs, "partners": cell.supply.partners, "unnamed": cell.supply.unnamed,
                "until": None if cell.supply.open_ended else cell.supply.latest_end,
                "sources": sorted({scope.source for scope in cell.scopes}), "records": [],
            })
    return rows, False


def _most_told(as_of: str) -> dict[str, str]:
    """The indicator and the money that are told of most countries: kind, currency and the latest two years in a row."""
    reading, year = reader(), int(as_of[:4])
    needs = [i for i in indicators(reading, as_of) if i.tells_need and i.countries]
    money = {(m["kind"], m["currency"], m["year"]): m["countries"] for m in reading.rows("country-money", year=year)}
    pairs = [(min(n, money[kind, currency, y - 1]), y, kind, currency) for (kind, currency, y), n in money.items()
             if (kind, currency, y - 1) in money]
    found = {"indicator": max(needs, key=lambda i: (i.countries, i.id)).id} if needs else {}
    if pairs:
        _, later, kind, currency = max(pairs)
        found |= {"money_kind": kind, "currency": currency, "from_year": str(later - 1), "to_year": str(later)}
    return found


def _named(row: Mapping[str, Any], name: str) -> str:
    value = row.get(f"{name}_id", row.get(name))
    text = "|".join(sorted(value)) if isinstance(value, list) else str(value or "")
    return short(text.removeprefix("country:")) if name in ("country", "focus_area") else text


def _held(row: Mapping[str, Any], name: str) -> Any:
    value = row.get(name)
    return sorted(value, key=str) if isinstance(value, list) else value


def _text(value: Any) -> str:
    return ", ".join(str(each) for each in value) if isinstance(value, list) else str(value or "")


__all__ = ["BY_KEY", "Gap", "Search", "Standing", "address_of", "gone_subject", "is_complete", "key_of", "standing", "with_defaults"]
