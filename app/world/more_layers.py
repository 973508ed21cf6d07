"""Overlaps, money and the links of U.S. states, as layers of the map."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from flask import url_for

from app.dollars import Exchange
from app.http.paging import Column
from app.http.site import profile
from app.http.sources import titles
from app.http.text import count, money, number
from app.overlaps import reading as overlap_reading
from app.overlaps.asked import TIERS, parse
from app.overlaps.listing import Comparison, comparison
from app.remembered import remembered
from app.world.layer import Asking, Entry, Layer, Mark, most, of_all, rest, shaded
from app.world.reading import world_rows

OVERLAP, MONEY, LINKS = "overlap", "money", "links"
_FOUND_NONE, _HOME = "nil", "US"


@dataclass(frozen=True)
class Sums:
    """One kind of sum, in one currency, as one source states it for countries; ``years``: (year, countries), the earliest first."""

    kind: str
    currency: str
    source: str
    years: tuple[tuple[int, int], ...]

    @property
    def key(self) -> str:
        """How an address names it."""
        return f"{self.kind}|{self.currency}|{self.source}"

    def year(self, asked: int, until: int) -> int:
        """The year asked for if there is one, else the latest up to a year, else the first."""
        known = [year for year, _ in self.years]
        return asked if asked in known else max((year for year in known if year <= until), default=known[0])


def sums() -> list[Sums]:
    """Every kind of sum that there is for countries, the one of most countries first."""
    by: dict[tuple[str, str, str], list[tuple[int, int]]] = defaultdict(list)
    for row in world_rows("money-kinds"):
        by[row["kind"], row["currency"], row["source"]].append((row["year"], row["countries"]))
    found = [Sums(*name, tuple(years)) for name, years in by.items()]
    return sorted(found, key=lambda s: (-max(n for _, n in s.years), s.key))


def usual_sums(offered: list[Sums], until: int) -> Sums | None:
    """The sums to show where none are asked for: those of most countries in their latest year up to a year, if there are any."""
    return max(offered, key=lambda s: (s.years[0][0] <= until, dict(s.years)[s.year(0, until)]), default=None)


def overlap(asking: Asking) -> Layer:
    """Pairs of the last comparison by country; none found is not the same as nothing compared."""
    made = comparison()
    found, compared = _pairs(made, asking.chosen["focus"]) if made else ({}, {})
    found = {code: tiers for code, tiers in found.items() if asking.here(code)}
    here = {code: n for code, n in compared.items() if asking.here(code)}
    shades, entries = shaded({code: sum(tiers.values()) for code, tiers in found.items()}, number)
    nil = [code for code in here if code not in found]
    if nil:
        entries.append(Entry(_FOUND_NONE, "programs were compared, no pair was found", len(nil)))
    marks = {code: _overlap_mark(code, found.get(code, {}), here.get(code, 0), shades.get(code, _FOUND_NONE), asking)
             for code in {*found, *here}}
    at = made.kept.about["at"][:10] if made else ""
    return Layer(
        OVERLAP, "Overlaps: pairs of programs that may do the same work",
        most(asking, {code: marks[code] for code in found}, "a pair that may overlap"), "Pairs",
        "no program compared", marks, (*entries, *rest(asking, list(marks), "no program there was compared")),
        (*(Column(tier.replace(" ", "-"), tier.capitalize(), numeric=True) for tier in TIERS),
         Column("compared", "Programs compared", numeric=True)),
        ("pairs", *(tier.replace(" ", "_") for tier in TIERS), "programs_compared"),
        (f"Pairs of the comparison of {at}, of any time; each is a suggestion. Pairs of one country are compared, never across countries.",)
        if made else (),
        empty="Programs were not compared yet: the page of overlaps says how.",
    )


def money_of(asking: Asking) -> Layer:
    """The sums of one kind, currency, source and year."""
    offered = {s.key: s for s in sums()}
    chosen = offered.get(asking.chosen["money"])
    if chosen is None:
        return Layer(MONEY, "Money", "No source states a sum for a country.", "Sum", "no sum stated", {},
                     tuple(rest(asking, (), "no sum stated")),
                     empty="No loaded source states a sum for a country itself. Sums for programs stand on the programs.")
    year = int(asking.chosen["year"])
    rows = world_rows("money", kind=chosen.kind, currency=chosen.currency, source=chosen.source, year=year)
    here = {row["country"]: row for row in rows if asking.here(row["country"]) and row["amount"] is not None}
    shades, entries = shaded({code: row["amount"] for code, row in here.items()}, lambda v: money(v, chosen.currency))
    exchange = Exchange()
    marks = {code: _money_mark(code, row, chosen, (year, shades[code], exchange)) for code, row in here.items()}
    several = sum(1 for row in here.values() if row["figures"] > 1)
    notes = [*sorted({row["note"] for row in here.values() if row["note"]})[:3],
             "Sums overlap, so nothing is added up: not across kinds, sources, years or countries."]
    if several:
        notes.append(f"For {count(several, 'country')} the source states several such sums: the largest is shown.")
    name = titles().get(chosen.source, chosen.source)
    return Layer(
        MONEY, f"Money: {chosen.kind}, {chosen.currency or 'no currency stated'}, {year}",
        most(asking, marks, f"a sum of the kind “{chosen.kind}” for {year}, stated by {name}"), f"{chosen.kind.capitalize()}, {year}",
        f"no such sum for {year}", marks, (*entries, *rest(asking, list(marks), f"no such sum for {year}")),
        (Column("figures", "Sums stated", numeric=True), Column("dollars", "In dollars")),
        ("amount", "currency", "kind", "year", "sums_stated", "in_dollars", "source", "page"), tuple(notes), frozenset((chosen.source,)),
    )


def links(asking: Asking) -> Layer:
    """U.S. state and local agencies that a source connects with each country."""
    state = asking.chosen["state"]
    by: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in world_rows("state-links", **asking.time):
        if asking.here(row["country"]) and state in ("", row["us_state"]):
            by[row["country"]].append(row)
    agencies = {code: sum(row["agencies"] for row in rows) for code, rows in by.items()}
    shades, entries = shaded(agencies, number)
    marks = {code: _links_mark(code, rows, shades[code], asking) for code, rows in by.items()}
    linked = of_all(asking, len(marks))
    if asking.here(_HOME):
        marks[_HOME] = Mark(_HOME, "home", None, "where the agencies are", profile(f"country:{_HOME}"), ("", ""), (None, [], []))
        entries.append(Entry("home", "where the agencies are", 1))
    pairs = sorted((row["us_state"], code) for code, rows in by.items() for row in rows if row["us_state"])
    of = f" of {asking.chosen['state_name']}" if state else ""
    lines = tuple((from_, code, f"{from_} and {asking.names[code]}") for from_, code in pairs)
    return Layer(
        LINKS, f"Links with U.S. state and local agencies{of}",
        f"{linked} a link with a U.S. state or local agency{of}{asking.during}; {count(len(pairs), 'pair')} of a state and a country.",
        "Agencies", "no link known", marks, (*entries, *rest(asking, list(marks), "no link known to any loaded source")),
        (Column("states", "U.S. states"), Column("how", "How")), ("agencies", "us_states", "how"),
        ("State Partnership Program, training, programs and agreements, each as a source states it. An agency that is not here "
         "may still work there.",),
        empty="No source names a U.S. state or local agency with these choices that is in force then.", lines=lines,
    )


def _pairs(made: Comparison, focus: str) -> tuple[dict[str, dict[str, int]], dict[str, int]]:
    """Pairs by country and tier, and programs compared by country."""
    areas = {f.value for f in made.offered.focus_areas}
    asked = parse({"focus": [focus] if focus else []}, (), areas)

    def ask() -> tuple[dict[str, dict[str, int]], dict[str, int]]:
        found: dict[str, dict[str, int]] = defaultdict(dict)
        for row in overlap_reading.by_country(made.kept, asked, made.base):
            found[row["country"]][row["tier"]] = row["n"]
        return dict(found), overlap_reading.compared_by_country(made.kept)

    return remembered(("world", "overlap", focus), ask)


def _overlap_mark(code: str, tiers: dict[str, int], compared: int, shade: str, asking: Asking) -> Mark:
    pairs = sum(tiers.values())
    each = [tiers.get(tier, 0) for tier in TIERS]
    said = f"{count(pairs, 'pair')} among {count(compared, 'program')}"
    href = url_for("overlaps.index", country=code, focus=asking.chosen["focus"] or None) if pairs else profile(f"country:{code}")
    return Mark(code, shade, float(pairs), said, href, (*(number(n) for n in each), number(compared)), (pairs, *each, compared))


def _money_mark(code: str, row: dict[str, Any], chosen: Sums, shown: tuple[int, str, Exchange]) -> Mark:
    year, shade, exchange = shown
    figure = {**row, "currency": chosen.currency, "year": row["figure_year"]}
    dollars = exchange.dollars(figure)
    about = f"about {dollars.sum} at {dollars.at}" if dollars else ""
    said = money(row["amount"], chosen.currency) + (f", the largest of {row['figures']}" if row["figures"] > 1 else "")
    told = (row["amount"], chosen.currency, chosen.kind, year, row["figures"], about, chosen.source, row["page"])
    return Mark(code, shade, row["amount"], said, f"{profile(f'country:{code}')}#money", (number(row["figures"]), about), told)


def _links_mark(code: str, rows: list[dict[str, Any]], shade: str, asking: Asking) -> Mark:
    agencies = sum(row["agencies"] for row in rows)
    states = sorted(row["us_state"] for row in rows if row["us_state"])
    how = sorted({how for row in rows for how in row["how"]})
    href = url_for("reports.report", name="us-agencies-by-country", country=code, us_state=asking.chosen["state"] or None,
                   since=asking.since or None)
    said = rows[0]["agency"] if agencies == 1 else f"{count(agencies, 'agency')} of {', '.join(states)}"
    return Mark(code, shade, float(agencies), said, href, (", ".join(states), "; ".join(how)), (agencies, states, how))
