"""The load path on a real Neo4j: what the graph holds after loads, undone loads and decisions."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.client import Graph
from graph.errors import LinksLost
from ledger.errors import LedgerError
from loaders.errors import LoaderFault, NeedsConsent, UnreadableFile
from loaders.path.apply import GraphMismatch, Stores, finish_pending, rebuild, require_match
from loaders.path.steps import conflicts, decide, redo, undecide, undo
from tests.support.toy import bring, country, link, org, program, stores_on, whole

pytestmark = pytest.mark.graph


@pytest.fixture
def stores(graph: Graph, tmp_path: Path) -> Stores:
    return stores_on(graph, tmp_path)


def organizations(graph: Graph) -> set[tuple[str, str]]:
    return {tuple(row) for row in graph.read("MATCH (n:Organization) RETURN n.id, n.name").rows}


def links(graph: Graph) -> set[tuple[str, str, str, str]]:
    return {tuple(row) for row in graph.read("MATCH (a)-[r]->(b) RETURN type(r), a.id, b.id, r.source").rows}


A = [
    org("inl", "Bureau INL", kind="us_federal", country="US"),
    org("pnc", "Policía Nacional Civil", kind="foreign_counterpart"),
    program("reform", "Police reform", status="active"),
    country("GT", "row1"),
    link("FUNDS", "o:inl", "p:reform", "row1", role="grant"),
    link("BENEFITS", "p:reform", "o:pnc", "row2"),
    link("OPERATES_IN", "p:reform", "country:GT", "row1"),
]


def test_a_load_writes_its_nodes_links_kinds_and_provenance(stores: Stores) -> None:
    outcome = bring(stores, "a", A)
    assert organizations(stores.graph) == {("org:a:inl", "Bureau INL"), ("org:a:pnc", "Policía Nacional Civil")}
    assert links(stores.graph) == {
        ("FUNDS", "org:a:inl", "program:a:reform", "a"),
        ("BENEFITS", "program:a:reform", "org:a:pnc", "a"),
        ("OPERATES_IN", "program:a:reform", "country:GT", "a"),
    }
    kinds = stores.graph.read("MATCH (n:FederalAgency) RETURN n.id, n.records, n.sources").rows
    assert kinds == [("org:a:inl", ["a/inl"], ["a"])]
    assert outcome.difference["nodes"]["Organization"] == {"added": 2}
    assert outcome.counts == [{"table": "rows", "read": 7, "loaded": 7, "same_as": 0, "set_aside": 0, "faults": 0}]


def test_the_same_bytes_are_recognised_and_other_bytes_with_the_same_facts_write_nothing(stores: Stores) -> None:
    first = bring(stores, "a", A)
    before = whole(stores.graph)
    again = bring(stores, "a", A)
    assert (again.same_as, again.load) == (first.load, first.load)
    shuffled = bring(stores, "a", list(reversed(A)))
    assert shuffled.same_as is None
    assert shuffled.difference["nodes"] == {} and shuffled.difference["links"] == {}
    assert whole(stores.graph) == before


def test_a_newer_file_of_a_snapshot_writes_the_difference_alone(stores: Stores) -> None:
    bring(stores, "a", A)
    newer = [org("inl", "INL", kind="us_federal", country="US"), *A[2:5], A[6], org("dea", "DEA")]
    outcome = bring(stores, "a", newer)
    assert organizations(stores.graph) == {("org:a:inl", "INL"), ("org:a:dea", "DEA")}
    assert outcome.difference["nodes"]["Organization"] == {"added": 1, "changed": 1, "removed": 1}
    assert outcome.difference["links"] == {"BENEFITS": {"removed": 1}}


def test_what_another_source_states_stays(stores: Stores) -> None:
    bring(stores, "a", A)
    bring(stores, "b", [org("mp", "Ministerio Público"), country("GT", "r"), link("OPERATES_IN", "o:mp", "country:GT", "r")])
    bring(stores, "a", [org("inl", "Bureau INL")])
    assert links(stores.graph) == {("OPERATES_IN", "org:b:mp", "country:GT", "b")}
    assert stores.graph.read("MATCH (c:Country) RETURN c.id, c.sources").rows == [("country:GT", ["b"])]


def test_undo_and_redo_of_a_load(stores: Stores) -> None:
    bring(stores, "a", A)
    before = whole(stores.graph)
    second = bring(stores, "a", A[:2])
    after = whole(stores.graph)
    undo(stores, second.load)  # type: ignore[arg-type]
    assert whole(stores.graph) == before
    redo(stores, second.load)  # type: ignore[arg-type]
    assert whole(stores.graph) == after


def test_a_link_whose_end_is_not_in_the_graph_any_more_is_not_lost_in_silence(stores: Stores) -> None:
    bring(stores, "a", A)
    stores.graph.write([("MATCH (n:Organization {id: 'org:a:pnc'}) SET n.id = 'org:a:other'", {})])
    newer = [*A, link("TRAINS", "p:reform", "o:pnc", "row3")]
    with pytest.raises(LinksLost, match=r"1 of 1 links have an end that is not in the graph.*flask graph rebuild"):
        bring(stores, "a", newer)
    assert finish_pending(stores)
    assert links(stores.graph) >= {("BENEFITS", "program:a:reform", "org:a:pnc", "a"), ("TRAINS", "program:a:reform", "org:a:pnc", "a")}
    assert "org:a:other" not in {id_ for id_, _ in organizations(stores.graph)}
    require_match(stores)


def test_a_large_difference_is_written_part_by_part(stores: Stores, monkeypatch: pytest.MonkeyPatch) -> None:
    orgs = [org(f"o{n}", f"Office {n}", country="GT") for n in range(20)]
    funds = [link("FUNDS", f"o:o{n}", "p:reform", "reform", role=f"grant {n}") for n in range(20)]
    nodes = {("Organization", f"org:a:o{n}") for n in range(20)} | {("Program", "program:a:reform")}
    every = {("FUNDS", f"org:a:o{n}", "program:a:reform", f"grant {n}") for n in range(20)}
    monkeypatch.setattr("loaders.path.difference.AT_ONCE", 1)
    before = whole(stores.graph)
    first = bring(stores, "a", [*orgs, program("reform"), *funds])
    assert first.difference["nodes"]["Organization"] == {"added": 20} and first.difference["links"]["FUNDS"] == {"added": 20}
    told = "MATCH (n) WHERE n:Organization OR n:Program RETURN labels(n)[0], n.id"
    assert {tuple(row) for row in stores.graph.read(told).rows} == nodes
    assert {tuple(row) for row in stores.graph.read("MATCH (a)-[r:FUNDS]->(b) RETURN type(r), a.id, b.id, r.role").rows} == every
    changed = [*orgs[:19], org("o19", "Office of Nineteen", country="GT"), program("reform"), *funds[:19]]
    second = bring(stores, "a", changed)
    assert second.difference["nodes"] == {"Organization": {"changed": 1}} and second.difference["links"] == {"FUNDS": {"removed": 1}}
    undo(stores, second.load or 0)
    undo(stores, first.load or 0)
    assert whole(stores.graph) == before


def test_undo_of_a_superseded_load_changes_nothing(stores: Stores) -> None:
    first = bring(stores, "a", A)
    bring(stores, "a", A[:2])
    before = whole(stores.graph)
    summary = undo(stores, first.load)  # type: ignore[arg-type]
    assert whole(stores.graph) == before
    assert summary["nodes"] == {} and summary["links"] == {}
    with pytest.raises(LedgerError, match="undone"):
        undo(stores, first.load)  # type: ignore[arg-type]


def test_equal_identifiers_make_one_organization_with_all_names(stores: Stores) -> None:
    bring(
        stores, "a", [org("undp", "UNDP", ids=["XM-DAC:41114"], country="US"), org("x", "X"), link("PARTNERS_WITH", "o:undp", "o:x", "r1")]
    )
    bring(stores, "b", [org("pnud", "PNUD", ids=["XM-DAC:41114"], country="CH")])
    node = stores.graph.read("MATCH (n:Organization {id: 'org:XM-DAC:41114'}) RETURN properties(n)").rows[0][0]
    assert (node["name"], node["aliases"], node["sources"]) == ("UNDP", ["PNUD"], ["a", "b"])
    assert node["conflicts"] == ["country: b says CH; a says US"]
    assert node["also_ids"] == ["org:a:undp", "org:b:pnud"]
    assert ("PARTNERS_WITH", "org:XM-DAC:41114", "org:a:x", "a") in links(stores.graph)


def test_a_decision_merges_moves_links_and_is_taken_back_exactly(stores: Stores) -> None:
    bring(stores, "a", A)
    bring(stores, "b", [org("nac", "PNC Guatemala"), org("eu", "EU"), link("TRAINS", "o:eu", "o:nac", "r1")])
    before = whole(stores.graph)
    decision, _ = decide(stores, "same", ("org:a:pnc", "b/nac"), "one police")
    assert ("TRAINS", "org:b:eu", "org:a:pnc", "b") in links(stores.graph)
    assert ("org:b:nac", "PNC Guatemala") not in organizations(stores.graph)
    undecide(stores, decision.id)
    assert whole(stores.graph) == before


def test_not_the_same_vetoes_an_automatic_rule(stores: Stores) -> None:
    bring(stores, "a", [org("one", ids=["US-EIN:1"])])
    bring(stores, "b", [org("two", ids=["US-EIN:1"])])
    assert organizations(stores.graph) == {("org:US-EIN:1", "One")}
    decide(stores, "not-same", ("a/one", "b/two"), "a shared number")
    assert organizations(stores.graph) == {("org:a:one", "One"), ("org:b:two", "Two")}
    assert conflicts(stores) == []


NAMESAKES = {
    # The name in other letters, the same country: one. Another country, no country, an acronym: none of them.
    "a": [org("mj", "Ministerio de Justicia", country="GT"), org("pnc", "PNC", country="GT"), org("court", "Supreme Court"),
          org("s1", "Springfield Police", country="US", us_state="IL"), org("t1", "Springfield Police Dept", country="US", kind="us_local"),
          org("d1", "Dirección General", country="GT"), org("d2", "Dirección General", country="GT"),
          org("l1", "Fundación Luz", country="GT", ids=["XI-LEI:1"])],
    "b": [org("x", "MINISTERIO de Justicia.", country="GT"), org("y", "Ministerio de Justicia", country="HN"),
          org("z", "Ministerio de Justicia"), org("pnc", "PNC", country="GT"), org("court", "Supreme Court"),
          org("s2", "Springfield Police", country="US", us_state="MO"), org("s3", "Springfield police", country="US", us_state="IL"),
          org("t2", "Springfield Police Dept", country="US", kind="us_local"), org("d3", "Direccion General", country="GT"),
          org("l2", "Fundación Luz", country="GT", ids=["XI-LEI:2"])],
}  # fmt: skip


def test_one_name_in_one_known_country_is_one_organization_unless_something_speaks_against_it(stores: Stores) -> None:
    for source, rows in NAMESAKES.items():
        bring(stores, source, rows)
    joined = stores.graph.read("MATCH (n:Organization) WHERE size(n.records) > 1 RETURN n.id, n.records").rows
    assert {(id_, frozenset(records)) for id_, records in joined} == {
        ("org:a:mj", frozenset({"a/mj", "b/x"})),
        ("org:a:s1", frozenset({"a/s1", "b/s3"})),
    }
    decide(stores, "not-same", ("a/mj", "b/x"), "the one before and the one after the reform")
    assert ("org:a:mj", "Ministerio de Justicia") in organizations(stores.graph)
    assert ("org:b:x", "MINISTERIO de Justicia.") in organizations(stores.graph)


def test_a_contradiction_takes_the_cluster_apart_and_is_shown(stores: Stores) -> None:
    bring(stores, "a", [org("one"), org("two"), org("three")])
    decide(stores, "same", ("a/one", "a/two"), "w")
    decide(stores, "same", ("a/two", "a/three"), "w")
    last, _ = decide(stores, "not-same", ("a/one", "a/three"), "w")
    assert {name for _, name in organizations(stores.graph)} == {"One", "Two", "Three"}
    assert conflicts(stores) == [(last.id, ["a/one", "a/three", "a/two"])]


def test_a_decision_survives_a_reload_and_waits_for_a_record_that_is_gone(stores: Stores) -> None:
    bring(stores, "a", [org("one"), org("two")])
    decide(stores, "same", ("a/one", "a/two"), "w")
    merged = whole(stores.graph)
    bring(stores, "a", [org("one")])
    assert organizations(stores.graph) == {("org:a:one", "One")}
    bring(
        stores,
        "a",
        [
            org("one"),
            org("two"),
        ],
    )
    assert whole(stores.graph) == merged


def test_additions_upsert_records_and_remove_none(stores: Stores) -> None:
    bring(stores, "a", [org("one", "First", record="r1"), org("two", record="r2"), link("FUNDS", "o:one", "o:two", "r1")], additions=True)
    bring(stores, "a", [org("one", "First again", record="r1"), org("three", record="r3")], additions=True)
    assert organizations(stores.graph) == {("org:a:one", "First again"), ("org:a:two", "Two"), ("org:a:three", "Three")}
    assert links(stores.graph) == set()


def test_a_file_that_breaks_off_changes_nothing(stores: Stores) -> None:
    bring(stores, "a", A)
    before = whole(stores.graph)
    path = stores.archive.root.parent / "a.jsonl"
    path.write_text(path.read_text().splitlines()[0] + "\nbroken", encoding="utf-8")
    from loaders.path.load import Request, load
    from tests.support.toy import TOY

    with pytest.raises(UnreadableFile, match="line 2"):
        load(stores, Request(TOY, [path], source="a"))
    assert whole(stores.graph) == before
    failed = stores.ledger.loads()[0]
    assert (failed.state, failed.message) == ("failed", "a.jsonl, line 2: broken")
    assert not stores.archive.nodes(failed.id).exists()


def test_many_removals_ask_first(stores: Stores) -> None:
    bring(stores, "a", [org(f"o{i}") for i in range(20)])
    with pytest.raises(NeedsConsent, match="lacks 5 of the 21"):
        bring(stores, "a", [org(f"o{i}") for i in range(15)], allow_removals=False)
    assert len(organizations(stores.graph)) == 20
    bring(stores, "a", [org(f"o{i}") for i in range(19)], allow_removals=False)
    assert len(organizations(stores.graph)) == 19


def test_a_dry_run_says_what_it_would_do_and_leaves_no_trace(stores: Stores) -> None:
    outcome = bring(stores, "a", A, dry_run=True)
    assert outcome.load is None
    assert outcome.difference["nodes"]["Organization"] == {"added": 2}
    examples = outcome.difference["examples"]
    assert "Bureau INL (org:a:inl)" in examples["added Organization"]
    assert examples["added FUNDS"] == ["Bureau INL to Police reform"], "people know names, not ids"
    assert (stores.ledger.loads(), stores.ledger.sources(), whole(stores.graph)) == ([], [], (frozenset(), frozenset()))


def test_bad_rows_are_kept_aside_and_the_rest_loads(stores: Stores) -> None:
    outcome = bring(stores, "a", [org("one"), {"bad": "=1+1", "record": "r9"}])
    assert organizations(stores.graph) == {("org:a:one", "One")}
    assert outcome.counts[0]["set_aside"] == 1
    problem = stores.ledger.problems(outcome.load)[0]  # type: ignore[arg-type]
    assert (problem.file, problem.line, problem.record, problem.field, problem.found) == ("a.jsonl", 2, "r9", "bad", "=1+1")


def test_a_loader_that_breaks_the_model_is_told_where(stores: Stores) -> None:
    with pytest.raises(LoaderFault, match="no property 'shoe_size'"):
        bring(stores, "a", [org("one", shoe_size=43)])
    with pytest.raises(LoaderFault, match="no row of the load names"):
        bring(stores, "a", [org("one"), link("FUNDS", "o:one", "o:ghost", "r")])
    with pytest.raises(LoaderFault, match="may not join"):
        bring(stores, "a", [org("one"), country("GT", "r"), link("MEMBER_OF", "o:one", "country:GT", "r")])
    assert organizations(stores.graph) == set()


def test_links_that_nothing_tells_apart_are_all_kept(stores: Stores) -> None:
    rows = [org("one"), org("two"), link("FUNDS", "o:one", "o:two", "r", role="a"), link("FUNDS", "o:one", "o:two", "r", role="b")]
    bring(stores, "a", rows)
    bring(stores, "a", list(reversed(rows)))
    assert {tuple(r) for r in stores.graph.read("MATCH ()-[r:FUNDS]->() RETURN r.role").rows} == {("a",), ("b",)}


def test_hostile_text_is_text(stores: Stores) -> None:
    bring(stores, "a", [org("x", "<script>alert(1)</script>\x00\x1b[31m \u202eevil", aliases=["=cmd()\x07"])])
    row = stores.graph.read("MATCH (n:Organization) RETURN n.name, n.aliases").rows[0]
    assert row == ("<script>alert(1)</script>  [31m \u202eevil", ["=cmd() "])


def test_rebuild_gives_the_same_graph_and_another_graph_is_noticed(stores: Stores) -> None:
    bring(stores, "a", A)
    bring(stores, "b", [org("nac", "PNC")])
    decide(stores, "same", ("a/pnc", "b/nac"), "w")
    before = whole(stores.graph)
    require_match(stores)
    stores.graph.write([("MATCH (n:Organization) DETACH DELETE n", {})])
    with pytest.raises(GraphMismatch, match="flask graph rebuild"):
        require_match(stores)
    rebuild(stores)
    assert whole(stores.graph) == before
    require_match(stores)
