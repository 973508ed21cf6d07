"""The layers: each counts nothing by itself, but asks what the pages of gaps, overlaps and reports ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from flask import url_for

from analysis.gaps.ask import Answer, indicators, need
from analysis.gaps.cells import State
from analysis.gaps.need import LOWER_IS_WORSE
from analysis.gaps.question import COUNTRIES, LINES, TOPICS, Question
from analysis.gaps.words import reason
from app.gaps.matrix_page import MEANINGS, answered
from app.gaps.needs import key
from app.gaps.reading import asked_in_words, scopes
from app.gaps.sides import STATE_CLASS
from app.http.paging import Column
from app.http.site import profile
from app.http.sources import titles
from app.http.text import count, number
from app.world.layer import Asking, Entry, Layer, Mark, most, of_all, rest, shaded, where
from app.world.reading import world_rows

SUPPLY, NEED, GAP = "supply", "need", "gap"
PARTNERS, PROGRAMS = "partners", "programs"
_UNNAMED = "unnamed"
# What is counted of a country: the heading of its column, and its name in a download.
_SUPPLY = {PROGRAMS: ("Programs", "programs"), PARTNERS: ("Partners", "partners"),
           _UNNAMED: ("Programs that name nobody who delivers", "programs_naming_nobody")}
_UNTOLD = {PARTNERS: "programs, and no source names who delivers", PROGRAMS: "training by a body that works on it, no program"}


def supply(asking: Asking) -> Layer:
    """Programs in force, or the partners named in them, of one focus area or of all."""
    focus, measure = asking.chosen["focus"], asking.chosen["measure"]
    found = _supplies(asking, focus)
    here = {code: row for code, row in found.items() if asking.here(code)}
    shades, entries = shaded({c: r[measure] for c, r in here.items() if r[measure]}, number)
    untold = [code for code, row in here.items() if not row[measure]]
    if untold:
        entries.append(Entry(_UNNAMED, _UNTOLD[measure], len(untold)))
    marks = {code: _supply_mark(asking, code, row, shades.get(code, _UNNAMED)) for code, row in here.items()}
    counted = _SUPPLY if focus or measure == PARTNERS else {PROGRAMS: _SUPPLY[PROGRAMS]}
    columns = tuple(Column(key, heading, numeric=True) for key, (heading, _) in counted.items()) if len(counted) > 1 else ()
    what = "Partners named in programs" if measure == PARTNERS else "Programs"
    on = f" on {asking.form.line_name(f'focus:{focus}')}" if focus else ""
    return Layer(
        SUPPLY, f"{what} in force{on}", most(asking, marks, f"a program{asking.during or ' in force'} that a source names"), what,
        "no program known", marks, (*entries, *rest(asking, list(marks), "no program known to any loaded source")),
        columns, tuple(name for _, name in counted.values()),
        ("A partner is an organization that delivers a program there, or trains a body there that a program helps. "
         "A country without a program here may have some that no loaded source names.",),
        empty="No program that is in force then names a country. Choose another day or focus area.",
    )


def need_of(asking: Asking) -> Layer:
    """The latest value of one indicator up to the year of the day."""
    known = {key(i.id): i for i in indicators(asking.reading, asking.as_of) if i.tells_need}
    chosen = known.get(asking.chosen["indicator"])
    if chosen is None:
        return Layer(NEED, "Need", "No source of indicators of need is loaded.", "Value", "no value", {},
                     tuple(rest(asking, (), "no value")),
                     empty="Load indicators of need, such as homicide rates: the page of data says how.")
    values = need(asking.reading, asking.as_of, [chosen.id])
    here = {code: by[chosen.id] for code, by in values.items() if asking.here(code) and chosen.id in by}
    shades, entries = shaded({code: value.value for code, value in here.items()}, number, low_is_dark=chosen.direction == LOWER_IS_WORSE)
    names = titles()
    marks = {
        code: Mark(code, shades[code], v.value, f"{number(v.value)} ({v.year})", f"{profile(f'country:{code}')}#indicators",
                   (str(v.year), names.get(v.claims[0].source, v.claims[0].source) + (", sources differ" if v.disputed else "")),
                   (v.value, v.year, chosen.unit, v.claims[0].source, v.claims[0].page, v.disputed))
        for code, v in here.items()
    }
    years = sorted({v.year for v in here.values()})
    span = f", of the years {years[0]} to {years[-1]}" if len(years) > 1 else f", of the year {years[0]}" if years else ""
    return Layer(
        NEED, chosen.name, f"{of_all(asking, len(marks))} a value up to {asking.as_of[:4]}{span}; "
        f"{chosen.direction}, and darker here.", f"{chosen.name} ({chosen.unit})", f"no value up to {asking.as_of[:4]}", marks,
        (*entries, *rest(asking, list(marks), f"no value up to {asking.as_of[:4]}")),
        (Column("year", "Year", numeric=True), Column("source", "Source")),
        ("value", "year", "unit", "source", "page", "sources_differ"),
        (f"{chosen.description} Each country stands with its latest value up to the day; a missing year is not filled.".strip(),),
        frozenset(claim.source for v in here.values() for claim in v.claims), "No source gives a value up to this year.",
        "value" if chosen.direction == LOWER_IS_WORSE else "-value",
    )


def gap(asking: Asking) -> Layer:
    """The state of each country's cell in the coverage matrix, for one focus area."""
    answer = _answer(asking, asking.chosen["focus"])
    words, focus = asked_in_words(answer), f"focus:{asking.chosen['focus']}"
    cells = {c.id: cell for c in answer.matrix.columns if asking.here(c.id) and (cell := answer.matrix.cells.get((focus, c.id)))}
    order = {state: float(place) for place, state in enumerate((State.NO_DATA, State.SERVED, State.THIN, State.GAP))}
    marks = {
        code: Mark(code, STATE_CLASS[cell.state], order[cell.state], cell.state.value, _cell(asking, code),
                   (number(cell.supply.programs), number(cell.supply.partners), reason(cell, words)),
                   (cell.state.value, [cause.value for cause in cell.causes], cell.supply.programs, cell.supply.partners,
                    reason(cell, words)))
        for code, cell in cells.items()
    }
    counts = Counter(cell.state for cell in cells.values())
    told = "; ".join(f"{number(counts[state])} {state.value}" for state in State)
    time = f", counting programs{asking.during}" if asking.since else ""
    return Layer(
        GAP, f"Gaps: {asking.form.line_name(focus)}", f"Of {count(len(cells), 'country')}{where(asking)}{time}: {told}.", "State",
        State.NO_DATA.value, marks,
        tuple(Entry(STATE_CLASS[state], f"{state.value}: {MEANINGS[state]}", counts[state]) for state in State if counts[state]),
        (Column("programs", "Programs", numeric=True), Column("partners", "Partners", numeric=True), Column("reason", "Why")),
        ("state", "causes", "programs", "partners", "reason"),
        ("The states are those of the coverage matrix, by its rules: no data is not a gap.",),
        empty="No table of countries or of focus areas is loaded.",
    )


def _supplies(asking: Asking, focus: str) -> dict[str, dict[str, int]]:
    """Programs by country; with a focus area, or where partners are asked for, partners and programs that name nobody as well."""
    if not focus:
        rows = world_rows(asking.chosen["measure"], **asking.time)
        return {row.pop("country"): row for row in map(dict, rows)}
    answer = _answer(asking, focus)
    cells = ((column.id, answer.matrix.cells.get((f"focus:{focus}", column.id))) for column in answer.matrix.columns)
    return {code: {"programs": s.programs, "partners": s.partners, "unnamed": s.unnamed} for code, cell in cells
            if cell and (s := cell.supply).present}


def _answer(asking: Asking, focus: str) -> Answer:
    asked = Question(as_of=asking.as_of, since=asking.since, columns=COUNTRIES, line=f"focus:{focus}")
    return answered(asking.reading, replace(asked, rows=TOPICS if ":" in focus else LINES), scopes().rows)


def _supply_mark(asking: Asking, code: str, row: Mapping[str, int], shade: str) -> Mark:
    said = count(row["programs"], "program")
    if "partners" in row:
        said += f", {count(row['partners'], 'partner') if row['partners'] else 'no partner named'}"
    told = tuple(row[key] for key in _SUPPLY if key in row)
    cells = tuple(number(n) for n in told) if len(told) > 1 else ()
    href = _cell(asking, code) if asking.chosen["focus"] else profile(f"country:{code}")
    return Mark(code, shade, float(row[asking.chosen["measure"]]), said, href, cells, told)


def _cell(asking: Asking, code: str) -> str:
    return url_for("gaps.cell", focus=asking.chosen["focus"], country=code, since=asking.since or None)
