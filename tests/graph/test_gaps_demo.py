"""The coverage matrix on the demonstration: every state occurs, and every count agrees with a plain count in Python."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from graph.catalogue import load_catalogue
from graph.client import Graph

pytestmark = pytest.mark.once

OVER = {"completed", "closed", "cancelled"}
DAYS = ("2012-06-30", "2019-06-30", "2023-09-30", "2026-11-24")
Dates = tuple[str | None, str | None]


def in_force(dates: Dates, day: str) -> bool:
    """Start up to the day or unknown, end from the day on or unknown."""
    start, end = dates
    return (start is None or start <= day) and (end is None or end >= day)


class Plain:
    """The demonstration as lists, counted without Cypher."""

    def __init__(self, graph: Graph) -> None:
        known = graph.read("MATCH (p:Program) RETURN p.id, p.valid_from, p.valid_to, p.status").rows
        self.programs = {p: (dates, status) for p, *dates, status in known}
        self.above = dict(graph.read("MATCH (a:FocusArea)-[:PART_OF]->(b:FocusArea) RETURN a.id, b.id").rows)
        self.focus = graph.read("MATCH (p:Program)-[a:ADDRESSES]->(f) RETURN p.id, f.id, a.valid_from, a.valid_to").rows
        self.focus += [(p, f, None, None) for p, f in graph.read(
            "MATCH (p:Program)-[:CLASSIFIED_AS]->(:Sector)-[:MAPS_TO]->(f) RETURN p.id, f.id").rows]
        self.places = graph.read(
            "MATCH (p:Program)-[w:OPERATES_IN|BENEFITS|TRAINS]->(x) "
            "RETURN p.id, x.id, labels(x), coalesce(x.iso2, x.country), w.country, w.valid_from, w.valid_to").rows
        self.delivers = graph.read(
            "MATCH (o:Organization)-[i:IMPLEMENTS]->(p:Program) RETURN p.id, o.id, i.country, i.valid_from, i.valid_to, o.valid_to").rows
        self.trains = graph.read(
            "MATCH (o:Organization)-[t:TRAINS]->(b:Organization) RETURN b.id, o.id, t.country, t.valid_from, t.valid_to, o.valid_to").rows

    def cells(self, day: str) -> dict[tuple[str, str], tuple[int, int]]:
        """Programs and partners of every cell that has any."""
        rows, places, bodies = self._rows(day), self._places(day), self._bodies(day)
        everywhere = {p: {iso for q, _, labels, iso, *_ in self.places if q == p and "Country" in labels} for p in places}
        programs: dict[tuple[str, str], set[str]] = defaultdict(set)
        partners: dict[tuple[str, str], set[str]] = defaultdict(set)
        for p, ((start, end), status) in self.programs.items():
            if not in_force((start, end), day) or (end is None and status in OVER):
                continue
            for country in places[p]:
                found = self._partners(p, country, bodies[p, country], everywhere[p], day)
                for row in rows[p]:
                    programs[row, country].add(p)
                    partners[row, country] |= found
        return {cell: (len(programs[cell]), len(partners[cell])) for cell in programs}

    def _rows(self, day: str) -> dict[str, set[str]]:
        rows: dict[str, set[str]] = defaultdict(set)
        for p, f, start, end in self.focus:
            if in_force((start, end), day):
                rows[p] |= {f, self.above.get(f, f)}
        return rows

    def _where(self, day: str) -> list[tuple[str, str, str]]:
        found = []
        for p, x, labels, own, about, start, end in self.places:
            if in_force((start, end), day):
                body = "Organization" in labels
                country = (about or (own if "ForeignCounterpart" in labels else None)) if body else own
                if country:
                    found.append((p, country, x if body else ""))
        return found

    def _places(self, day: str) -> dict[str, set[str]]:
        places: dict[str, set[str]] = defaultdict(set)
        for p, country, _ in self._where(day):
            places[p].add(country)
        return places

    def _bodies(self, day: str) -> dict[tuple[str, str], set[str]]:
        bodies: dict[tuple[str, str], set[str]] = defaultdict(set)
        for p, country, body in self._where(day):
            bodies[p, country].add(body)
        return bodies

    def _partners(self, p: str, country: str, bodies: set[str], everywhere: set[str], day: str) -> set[str]:
        def lives(gone: Any) -> bool:
            return gone is None or gone >= day

        return {
            o for q, o, about, start, end, gone in self.delivers
            if q == p and in_force((start, end), day) and lives(gone) and (about in (None, country) or about not in everywhere)
        } | {
            o for b, o, about, start, end, gone in self.trains
            if b in bodies and in_force((start, end), day) and lives(gone) and about in (None, country)
        }


@pytest.fixture(scope="module")
def plain(demo_graph: Graph) -> Plain:
    return Plain(demo_graph)


@pytest.mark.parametrize("day", DAYS)
def test_every_cell_agrees_with_a_plain_count(demo_graph: Graph, plain: Plain, day: str) -> None:
    supply = load_catalogue(Path(__file__).resolve().parents[2] / "cypher")["gaps/supply"]
    counted = {(r["row"], r["column"]): (r["programs"], r["partners"]) for r in supply.run(demo_graph, {"as_of": day}).dicts()}
    expected = plain.cells(day)
    assert len(expected) > 300
    assert counted == expected


def test_every_state_occurs_at_a_stated_date(demo_app: Flask) -> None:
    found = demo_app.test_client().get("/gaps.json?as_of=2023-09-30").get_json()
    states = {(cell["row_id"], cell["column"]): cell for cell in found["cells"]}
    assert {cell["state"] for cell in states.values()} == {"served", "thin", "gap", "no data"}
    assert states["focus:III", "Guatemala"]["state"] == "served"
    assert states["focus:III", "Peru"]["state"] == "gap"
    assert states["focus:III", "Mongolia"]["causes"] == ["no partner named", "everything ends within twelve months"]
    assert states["focus:IV", "Afghanistan"]["state"] == "no data"
    assert found["cells_covered_by_a_scope"] == 16


def test_a_gap_of_the_demonstration_names_its_source_and_says_that_the_scope_is_for_demonstration(demo_app: Flask) -> None:
    found = demo_app.test_client().get("/gaps/cell.json?focus=III&country=PE&as_of=2023-09-30").get_json()
    assert found["reason"] == (
        "No program is known here, and INL partner network: public facts, for demonstration would have reported the work of "
        "Bureau of International Narcotics and Law Enforcement Affairs."
    )
    assert {scope["why"].split(":")[0] for scope in found["sources_that_would_report"]} == {"A demonstration scope"}
