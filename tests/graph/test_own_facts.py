"""Facts typed in here, on a real Neo4j: they rank first, follow the record they are about, and are undone like any load."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.client import Graph
from graph.whole import wipe
from loaders.own import LOADER, About, Fact, Link
from loaders.path.apply import Stores, rebuild
from loaders.path.load import Request, load
from loaders.path.steps import decide, redo, undecide, undo
from tests.support.toy import bring, country, link, org, program, stores_on, whole

pytestmark = [pytest.mark.graph, pytest.mark.once]

POLICE = org("pnc", "Policía Nacional Civil", kind="foreign_counterpart", country="GT")
REFORM = program("reform", "Police reform", status="active", valid_from="2020-01-01", valid_from_text="2020", valid_to="2023-06-30")
A = [
    POLICE,
    org("inl", "Bureau INL", kind="us_federal", country="US"),
    REFORM,
    country("GT", "r1"),
    link("IMPLEMENTS", "o:inl", "p:reform", "r1", role="lead"),
    link("OPERATES_IN", "p:reform", "country:GT", "r1"),
]
PNC = About("Organization", "a/pnc", "Policía Nacional Civil")
INL = About("Organization", "a/inl", "Bureau INL")
PROGRAM = About("Program", "a/reform", "Police reform")
GUATEMALA = About("Country", "country:GT", "Guatemala")


@pytest.fixture
def stores(graph: Graph, tmp_path: Path) -> Stores:
    return stores_on(graph, tmp_path)


def typed(stores: Stores, about: About, field: str = "", value: str = "", **more: Any) -> int:
    """Record a fact; the number of its load."""
    return record(stores, Fact(about, "told by the embassy", "Ana", more.pop("at", "2026-01-02T10:00:00"), field, value, **more))


def record(stores: Stores, fact: Fact) -> int:
    path = stores.archive.root.parent / "fact.json"
    path.write_bytes(fact.to_json())
    outcome = load(stores, Request(LOADER, [path], by=fact.by))
    assert outcome.load is not None
    return outcome.load


def node(graph: Graph, id_: str) -> dict[str, Any]:
    row = graph.read("MATCH (n {id: $id}) RETURN properties(n) AS props", {"id": id_}).one()
    assert row is not None
    return dict(row["props"])


def links(graph: Graph) -> set[tuple[str, str, str, str, str]]:
    return {tuple(r) for r in graph.read("MATCH (a)-[r]->(b) RETURN type(r), a.id, b.id, coalesce(r.role, ''), r.source").rows}


STATED = {
    ("IMPLEMENTS", "org:a:inl", "program:a:reform", "lead", "a"),
    ("OPERATES_IN", "program:a:reform", "country:GT", "", "a"),
}


def test_a_corrected_name_is_shown_the_earlier_one_stays_findable_and_undo_takes_it_back(stores: Stores) -> None:
    bring(stores, "a", A)
    before = whole(stores.graph)
    number = typed(stores, PNC, "name", "National Civil Police")
    found = node(stores.graph, "org:a:pnc")
    assert (found["name"], found["aliases"], found["kind"]) == ("National Civil Police", ["Policía Nacional Civil"], "foreign_counterpart")
    assert found["conflicts"] == ["name: own says National Civil Police; a says Policía Nacional Civil"]
    assert found["sources"] == ["a", "own"] and found["records"] == ["a/pnc", "own/a/pnc"]
    undo(stores, number)
    assert whole(stores.graph) == before
    redo(stores, number)
    assert node(stores.graph, "org:a:pnc")["name"] == "National Civil Police"


def test_another_field_does_not_freeze_the_name_that_the_source_gives(stores: Stores) -> None:
    bring(stores, "a", A)
    typed(stores, PNC, "acronym", "PNC")
    bring(stores, "a", [{**POLICE, "name": "Policía Nacional"}, *A[1:]])
    found = node(stores.graph, "org:a:pnc")
    assert (found["name"], found["acronym"], found.get("aliases")) == ("Policía Nacional", "PNC", None)
    typed(stores, PNC, "acronym", "PNCG", at="2026-01-03T10:00:00")
    typed(stores, About("Organization", "a/inl", "Bureau INL"), "acronym", "")
    assert node(stores.graph, "org:a:pnc")["acronym"] == "PNCG" and "acronym" not in node(stores.graph, "org:a:inl")


def test_dates_take_their_writing_along_and_may_be_said_not_to_be_stated(stores: Stores) -> None:
    bring(stores, "a", A)
    typed(stores, PROGRAM, "valid_from", "2019-03-05")
    typed(stores, PROGRAM, "valid_to", "")
    found = node(stores.graph, "program:a:reform")
    assert found["valid_from"] == "2019-03-05" and not {"valid_from_text", "valid_to", "valid_to_text"} & found.keys()
    assert found["conflicts"] == ["valid_from: own says 2019-03-05; a says 2020-01-01", "valid_to: a says 2023-06-30; own says not stated"]
    typed(stores, PROGRAM, "valid_to", "2024-02", at="2026-01-03T10:00:00")
    found = node(stores.graph, "program:a:reform")
    assert (found["valid_to"], found["valid_to_text"]) == ("2024-02-29", "2024-02")


def test_a_later_correction_stands_in_and_its_undoing_brings_the_earlier_back(stores: Stores) -> None:
    bring(stores, "a", A)
    typed(stores, PNC, "name", "First")
    earlier = whole(stores.graph)
    later = typed(stores, PNC, "name", "Second", at="2026-01-03T10:00:00")
    found = node(stores.graph, "org:a:pnc")
    assert (found["name"], found["aliases"]) == ("Second", ["Policía Nacional Civil"])
    undo(stores, later)
    assert whole(stores.graph) == earlier


def test_a_link_is_added_corrected_and_withdrawn(stores: Stores) -> None:
    bring(stores, "a", A)
    before = whole(stores.graph)
    added = typed(stores, PNC, link=Link("BENEFITS", "trainees", "2021", "2022-05"), other=About("Organization", "a/inl", "Bureau INL"))
    assert links(stores.graph) == STATED | {("BENEFITS", "org:a:pnc", "org:a:inl", "trainees", "own")}
    undo(stores, added)
    key = stores.graph.read("MATCH ()-[r:IMPLEMENTS]->() RETURN r.key AS key").rows[0][0]
    corrected = typed(stores, INL, link=Link("IMPLEMENTS", "partner", "2020", replaces=key), other=PROGRAM)
    assert links(stores.graph) == {("IMPLEMENTS", "org:a:inl", "program:a:reform", "partner", "own"), min(STATED - {min(STATED)})}
    undo(stores, corrected)
    assert whole(stores.graph) == before
    withdrawn = typed(stores, INL, link=Link("IMPLEMENTS", replaces=key, withdraws=True), other=PROGRAM)
    assert links(stores.graph) == {min(STATED - {min(STATED)})}
    bring(stores, "a", list(reversed(A)))
    assert links(stores.graph) == {min(STATED - {min(STATED)})}
    undo(stores, withdrawn)
    assert links(stores.graph) == STATED


def test_a_fact_follows_its_record_into_a_merged_organization_and_out_again(stores: Stores) -> None:
    bring(stores, "a", A)
    bring(stores, "b", [org("police", "Guatemala police", ids=["XM-DAC:9"])])
    typed(stores, PNC, "acronym", "PNC")
    before = whole(stores.graph)
    decision, _ = decide(stores, "same", ("org:a:pnc", "b/police"), "one body")
    found = node(stores.graph, "org:XM-DAC:9")
    assert (found["acronym"], found["records"]) == ("PNC", ["a/pnc", "b/police", "own/a/pnc"])
    assert decision.a == "a/pnc"
    undecide(stores, decision.id)
    assert whole(stores.graph) == before


def test_where_people_disagree_about_who_is_who_the_fact_stays_with_its_record(stores: Stores) -> None:
    bring(stores, "a", A)
    bring(stores, "b", [org("police", "Guatemala police")])
    typed(stores, PNC, "acronym", "PNC")
    decide(stores, "same", ("a/pnc", "b/police"), "one body")
    decide(stores, "not-same", ("a/pnc", "b/police"), "two bodies")
    assert node(stores.graph, "org:a:pnc")["acronym"] == "PNC" and "acronym" not in node(stores.graph, "org:b:police")


def test_shared_things_and_agreements_are_corrected_in_place(stores: Stores) -> None:
    treaty = {"label": "Agreement", "key": "t1", "record": "t1", "name": "Treaty", "props": {"kind": "treaty"}}
    bring(stores, "a", [*A, treaty])
    typed(stores, GUATEMALA, "aliases", "Guate")
    typed(stores, About("Agreement", "a/t1", "Treaty"), "valid_to", "2027")
    assert node(stores.graph, "country:GT")["aliases"] == ["Guate"]
    found = node(stores.graph, "agreement:a:t1")
    assert (found["name"], found["kind"], found["valid_to"], found["valid_to_text"]) == ("Treaty", "treaty", "2027-12-31", "2027")


def test_a_fact_outlives_the_source_of_what_it_is_about_under_the_name_that_was_shown(stores: Stores) -> None:
    first = bring(stores, "a", A)
    typed(stores, PNC, "acronym", "PNC")
    together = whole(stores.graph)
    undo(stores, first.load)  # type: ignore[arg-type]
    kept = node(stores.graph, "org:own:a/pnc")
    assert (kept["name"], kept["acronym"]) == ("Policía Nacional Civil", "PNC")
    redo(stores, first.load)  # type: ignore[arg-type]
    assert whole(stores.graph) == together


FACTS = (
    Fact(PNC, "why", "", "2026-01-01", "name", "Police"),
    Fact(PNC, "why", "", "2026-01-02", "name", "The Police"),
    Fact(PNC, "why", "", "2026-01-02", "country", "HN"),
    Fact(PROGRAM, "why", "", "2026-01-02", "valid_to", "2025"),
    Fact(PROGRAM, "why", "", "2026-01-02", "status", ""),
    Fact(INL, "why", "", "2026-01-02", link=Link("PARTNERS_WITH", "twin"), other=PNC),
    Fact(PROGRAM, "why", "", "2026-01-02", link=Link("OPERATES_IN"), other=About("Country", "country:HN", "Honduras")),
)


@contextmanager
def fresh(graph: Graph) -> Iterator[Stores]:
    wipe(graph)
    with tempfile.TemporaryDirectory() as folder:
        stores = stores_on(graph, Path(folder))
        yield stores
        stores.ledger.close()


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), facts=st.lists(st.sampled_from(FACTS), min_size=1, max_size=4, unique_by=id))
def test_facts_undone_in_any_order_leave_no_trace_and_a_rebuild_says_the_same(graph: Graph, data: st.DataObject, facts: list[Fact]) -> None:
    with fresh(graph) as stores:
        bring(stores, "a", A)
        before = whole(graph)
        numbers = [record(stores, replace(fact, at=f"{fact.at}T{order:02}:00:00")) for order, fact in enumerate(facts)]
        told = whole(graph)
        assert told != before
        rebuild(stores)
        assert whole(graph) == told
        for number in data.draw(st.permutations(numbers)):
            undo(stores, number)
        assert whole(graph) == before
