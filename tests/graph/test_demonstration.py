"""The demonstration on a real Neo4j, put in through the load path: facts that its pages rest on."""

from __future__ import annotations

import pytest

from analysis.gaps.scope import parse_scope
from graph.client import Graph
from loaders.path.apply import Stores
from loaders.path.demonstration import put_in
from tests.conftest import DEMO, OPENING_DAY

pytestmark = [pytest.mark.graph, pytest.mark.once]


def rows(graph: Graph, query: str) -> set[tuple[object, ...]]:
    return {tuple(row) for row in graph.read(query).rows}


def test_what_is_in_the_graph_by_kind(demo_graph: Graph) -> None:
    counts = dict(demo_graph.read("""
        UNWIND ['Program', 'Agreement', 'FocusArea', 'Indicator', 'Country', 'AdminArea'] AS label
        CALL (label) { MATCH (n) WHERE label IN labels(n) AND any(s IN n.sources WHERE s IN ['demo', 'reference']) RETURN count(n) AS n }
        RETURN label, n""").rows)
    assert counts == {"Program": 314, "Agreement": 66, "FocusArea": 24, "Indicator": 5, "Country": 250, "AdminArea": 57}
    assert rows(demo_graph, "MATCH (o:Organization) WHERE 'demo' IN o.sources RETURN count(o)") == {(688,)}


def test_decisions_make_one_node_of_two_records(demo_graph: Graph) -> None:
    assert rows(demo_graph, """
        MATCH (o:Organization) WHERE size(o.sources) > 1 RETURN o.id, o.name, [r IN o.records WHERE r STARTS WITH 'demo/'][0]""") == {
        ("org:US-GOV:11", "U.S. Department of State", "demo/state-dept"),
        ("org:IATI-ORG:US-USAGOV", "Government of the United States", "demo/us-gov"),
        ("org:demo:inl", "Bureau of International Narcotics and Law Enforcement Affairs", "demo/inl"),
        ("org:demo:unodc", "United Nations Office on Drugs and Crime", "demo/unodc"),
        ("org:demo:state-isn", "Bureau of International Security and Nonproliferation", "demo/state-isn")}
    assert rows(demo_graph, "MATCH (o:Organization) WHERE o.name STARTS WITH 'African Development' RETURN o.name") == {
        ("African Development Bank",), ("African Development Foundation",)}


def test_a_fact_told_twice_is_one_link_with_two_records(demo_graph: Graph) -> None:
    assert rows(demo_graph, """
        MATCH (:Organization {id: 'org:demo:ng-ar'})-[r:PARTNERS_WITH]-(:Country {id: 'country:GT'})
        RETURN r.record, r.records[0], size(r.records), r.valid_from""") == {
        ("state_partnership_program/AR GT", "links/ng-ar PARTNERS_WITH country:GT", 1, "2002-01-01")}
    assert rows(demo_graph, """
        MATCH (f:Figure)-[r:PROVIDED_BY]->(:Organization {id: 'org:demo:inl'}), (f)-[:FOR]->(:Country {id: 'country:AF'})
        WHERE f.year = 2017 RETURN f.amount, f.kind, r.records[0]""") == {(185000000, "stated", "links/inl FUNDS country:AF")}


def test_members_are_not_at_work_in_their_member_states(demo_graph: Graph) -> None:
    assert rows(demo_graph, """
        MATCH (o:Organization)-[:OPERATES_IN]->(c:Country)-[:MEMBER_OF]->(o) RETURN o.id""") == set()
    assert rows(demo_graph, "MATCH (:Country)-[:MEMBER_OF]->(o:Organization {id: 'org:demo:cfatf'}) RETURN count(*)") == {(24,)}


def test_scopes_hold_on_the_day_that_the_demonstration_opens_at(demo_stores: Stores) -> None:
    scopes = parse_scope(demo_stores.ledger.table("scope") or "")
    assert [scope for scope in scopes if not scope.on(OPENING_DAY)] == []


def test_putting_it_in_again_writes_nothing(demo_stores: Stores) -> None:
    assert put_in(demo_stores, DEMO) == []
