"""Overlaps of organizations and of agreements, in words, as they are kept for the pages."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import orjson
import pandas as pd

from analysis.overlaps.agreements import Agreement, AgreementOverlap, agreement_overlaps
from analysis.overlaps.bodies import DELIVERS, PAYS, BodyOverlap, Work, body_overlaps
from analysis.overlaps.programs import OPEN_END, UNKNOWN_DAY
from app.services import Services
from app.work.overlaps.reading import Reading

ORGANIZATIONS, AGREEMENTS = "organizations", "agreements"
OTHER_TABLE = ("what", "key", "facts", "country", "one", "one_title", "other", "other_title", "matched", "missing", "of_one", "of_other",
               "place")  # fmt: skip
_PARTS = {PAYS: "both pay", DELIVERS: "both deliver"}
_SURE = "the time: some run together for 90 days or more"
_UNSURE = "the time: a start or an end is not stated"


def other_table(made: Services, reading: Reading) -> tuple[pd.DataFrame, int]:
    """One row a pair of organizations or of agreements, those with most in common first; and how many crowded cells were left out."""
    names = dict(reading.names)
    parts = [(part, whole) for part, whole in made.catalogue["overlaps/parts"].run(made.graph).rows]
    found = body_overlaps(_works(reading, names), parts)
    rows = [*_organizations(found.found, reading, names), *_agreements(made, names)]
    table = pd.DataFrame([(*row, place) for place, row in enumerate(rows)], columns=list(OTHER_TABLE))
    return table.astype({"place": "int64"}), len(found.crowded)


def _works(reading: Reading, names: dict[str, str]) -> Iterator[Work]:
    for program in reading.programs.values():
        for column in ("payers", "deliverers", "helped", "sectors", "focus_areas"):
            names.update({row[0]: row[1] for row in program[column]})
        bodies = {PAYS: frozenset(row[0] for row in program["payers"]), DELIVERS: frozenset(row[0] for row in program["deliverers"])}
        for country in sorted({country for country, _ in program["places"]} | {row[2] for row in program["helped"] if row[2]}):
            helped = frozenset(row[0] for row in program["helped"] if row[2] in (country, None))
            yield Work(program["id"], country, bodies, _purposes(program), helped - bodies[PAYS] - bodies[DELIVERS],
                       _day(program["starts"], UNKNOWN_DAY), _day(program["ends"], OPEN_END))  # fmt: skip


def _purposes(program: Mapping[str, Any]) -> frozenset[str]:
    """Focus areas and purpose codes of five digits; a line of effort only where no topic below it is named."""
    areas = [row[0] for row in program["focus_areas"]]
    topics = {area for area in areas if not any(other.startswith(f"{area}:") for other in areas)}
    return frozenset(topics | {row[0] for row in program["sectors"] if row[0].startswith("sector:1:")})


def _day(text: str | None, unknown: int) -> int:
    return (dt.date.fromisoformat(text) - dt.date(1970, 1, 1)).days if text else unknown


def _organizations(found: Sequence[BodyOverlap], reading: Reading, names: Mapping[str, str]) -> Iterator[tuple[Any, ...]]:
    for o in found:
        matched = [
            f"the part: {_PARTS[o.role]}", f"the purpose: {_listed(o.purposes, names)}", f"the country: {names.get(o.country, o.country)}",
            f"the counterpart: {_listed(o.counterparts, names)}",
        ]  # fmt: skip
        programs = [[[id_, reading.programs[id_]["title"]] for id_ in side] for side in (o.programs_one, o.programs_other)]
        yield (
            ORGANIZATIONS, f"overlap-organizations:{o.country}:{o.role}:{o.one}|{o.other}",
            _hash([o.purposes, o.counterparts, o.programs_one, o.programs_other, o.dated]), o.country, o.one, names[o.one], o.other,
            names[o.other], [*matched, _SURE] if o.dated else matched, [] if o.dated else [_UNSURE], *(_text(side) for side in programs),
        )  # fmt: skip


def _agreements(made: Services, names: dict[str, str]) -> Iterator[tuple[Any, ...]]:
    papers = {row["id"]: row for row in made.catalogue["overlaps/agreements"].run(made.graph).dicts()}
    for row in papers.values():
        names.update({id_: name for column in ("parties", "covers") for id_, name in row[column]})
    for o in agreement_overlaps(_agreement(row) for row in papers.values()):
        one, other = papers[o.one], papers[o.other]
        facts = [[row["title"], row["topic"], row["starts"], row["ends"], row["parties"], row["covers"]] for row in (one, other)]
        matched, missing = _said(o, names)
        sides = (_text([[row["kind"] or "kind not stated", row["topic"] or row["title"], row["starts"] or "", row["ends"] or ""]])
                 for row in (one, other))  # fmt: skip
        yield (AGREEMENTS, f"overlap-agreements:{o.one}|{o.other}", _hash(facts), _country(one, other), o.one, one["title"], o.other,
               other["title"], matched, missing, *sides)  # fmt: skip


def _agreement(row: Mapping[str, Any]) -> Agreement:
    covers = frozenset(id_ for id_, _ in row["covers"] if not id_.startswith("country:"))
    parties = frozenset(id_ for id_, _ in row["parties"])
    return Agreement(row["id"], parties, row["topic"] or "", covers, _day(row["starts"], UNKNOWN_DAY), _day(row["ends"], OPEN_END))


def _said(o: AgreementOverlap, names: Mapping[str, str]) -> tuple[list[str], list[str]]:
    matched = [f"the parties: {_listed(o.parties, names)}"]
    matched += [f"words of the topic: {', '.join(o.words)}"] if o.words else []
    matched += [f"what they cover: {_listed(o.covers, names)}"] if o.covers else []
    return ([*matched, "the time: both are in force on some days"], []) if o.dated else (matched, [_UNSURE])


def _country(one: Mapping[str, Any], other: Mapping[str, Any]) -> str:
    """The country that both are about or that is a party to both; the first by its code, empty for none."""
    first, second = ({id_ for id_, _ in (*row["covers"], *row["parties"]) if id_.startswith("country:")} for row in (one, other))
    return min(first & second, default="").removeprefix("country:")


def _listed(ids: Sequence[str], names: Mapping[str, str]) -> str:
    return ", ".join(sorted(names.get(id_, id_) for id_ in ids))


def _text(value: Any) -> str:
    return orjson.dumps(value).decode()


def _hash(facts: Any) -> str:
    return hashlib.sha256(orjson.dumps(facts)).hexdigest()
