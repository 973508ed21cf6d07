"""Mappings are kept by version, read the next file of their source, and are part of what makes two loads the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph.client import Graph
from ledger.mappings import Mappings
from loaders.errors import UnreadableFile
from loaders.path import mappings
from loaders.path.load import Request, load
from loaders.rows import MappingText
from tests.support.handing_in import Desk, desk_on
from tests.support.telling import write
from tests.support.toy import stores_on

pytestmark = [pytest.mark.graph, pytest.mark.once]

DONORS = """source: desk
record: [Program]
entities:
  donor: {label: Organization, properties: {name: Partner}}
  program: {label: Program, key: Program, properties: {name: Program}}
links:
  - {type: FUNDS, from: donor, to: program}
"""
DOERS = DONORS.replace("FUNDS", "IMPLEMENTS")
TABLE = "Partner,Program\nINL,Police reform\nUSAID,Courts\n"


@pytest.fixture
def desk(graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return desk_on(graph, tmp_path, monkeypatch)


def links(graph: Graph, type_: str) -> set[tuple[str, str]]:
    return {(row[0], row[1]) for row in graph.read(f"MATCH (a:Organization)-[:{type_}]->(b:Program) RETURN a.name, b.name").rows}


def test_versions_are_kept_and_an_equal_text_is_none(graph: Graph, tmp_path: Path) -> None:
    ledger = stores_on(graph, tmp_path).ledger
    assert str(mappings.keep(ledger, mappings.Given(DONORS, "desk", "first"))) == "desk@1"
    assert str(mappings.keep(ledger, mappings.Given(DONORS, "desk", "again"))) == "desk@1"
    assert str(mappings.keep(ledger, mappings.Given(DOERS, "desk", "they do it", "Ana"))) == "desk@2"
    assert [(m.version, m.format, m.source, m.why, m.by) for m in Mappings(ledger).versions("desk")] == [
        (2, "sheet", "desk", "they do it", "Ana"), (1, "sheet", "desk", "first", "")]
    assert (Mappings(ledger).get("desk").version, Mappings(ledger).get("desk@1").text) == (2, DONORS)
    with pytest.raises(UnreadableFile, match=r"desk\.yaml, line 7: there is no link type 'HELPS'"):
        mappings.keep(ledger, mappings.Given(DONORS.replace("FUNDS", "HELPS"), "desk"), "desk.yaml")
    assert len(Mappings(ledger).versions("desk")) == 2


def test_the_same_bytes_by_another_version_are_another_load(graph: Graph, tmp_path: Path) -> None:
    stores = stores_on(graph, tmp_path)
    table = write(tmp_path, "partners.csv", TABLE)

    def loaded(mapping: MappingText) -> tuple[int | None, int | None]:
        outcome = load(stores, Request(mappings.by(mappings.loader_named("sheet"), mapping), [table], allow_removals=True))
        return outcome.load, outcome.same_as

    first, _ = loaded(mappings.keep(stores.ledger, mappings.Given(DONORS, "desk")))
    assert loaded(MappingText("another-name", 7, DONORS)) == (first, first)
    second, same = loaded(mappings.keep(stores.ledger, mappings.Given(DOERS, "desk")))
    assert same is None and second != first
    assert links(graph, "IMPLEMENTS") == {("INL", "Police reform"), ("USAID", "Courts")}
    assert links(graph, "FUNDS") == set()
    assert [stores.ledger.load(number).mapping for number in (first, second) if number] == ["desk@1", "desk@2"]
    used = mappings.used_before(stores.ledger, "desk")
    assert used is not None and str(used) == "desk@2"


def test_a_mapping_handed_in_with_a_table_is_kept_and_reads_the_next_one(desk: Desk) -> None:
    upload = desk.do(desk.hand_in(("partners.csv", TABLE.encode()), ("desk.yaml", DONORS.encode())), "apply")
    load_ = desk.made.ledger.loads()[0]
    assert (upload.state, load_.mapping, [file["name"] for file in load_.files]) == ("loaded", "desk@1", ["partners.csv"])
    assert "by the mapping desk, version 1" in desk.page(upload).text
    later = desk.hand_in(("june.csv", (TABLE + "OAS,Prisons\n").encode()))
    assert (later.state, later.format, later.mapping, later.source) == ("ready", "sheet", "desk@1", "desk")
    assert later.reason == "it has all 2 columns of your mapping desk, version 1"
    assert later.preview["outcome"]["difference"]["links"] == {"FUNDS": {"added": 1}}
    desk.do(later, "apply")
    assert ("OAS", "Prisons") in links(desk.made.graph, "FUNDS")


def test_a_wrong_mapping_is_named_by_its_line_and_not_kept(desk: Desk) -> None:
    upload = desk.hand_in(("partners.csv", TABLE.encode()), ("desk.yaml", DONORS.replace("FUNDS", "HELPS").encode()))
    assert upload.state == "failed"
    assert upload.message.startswith("desk.yaml, line 7: there is no link type 'HELPS'")
    assert Mappings(desk.made.ledger).newest() == []


def test_the_command_line_keeps_lists_shows_and_reuses(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.cli.loads.ensure_reference", lambda stores: None)
    run = desk.app.test_cli_runner().invoke
    table, mapping = str(write(tmp_path, "partners.csv", TABLE)), str(write(tmp_path, "desk.yaml", DONORS))
    assert "A sheet is loaded by a mapping" in run(args=["load", "sheet", table]).output
    assert "Dry run" in run(args=["load", "sheet", table, "--mapping", mapping, "--dry-run"]).output
    assert "No mapping is kept yet" in run(args=["mappings"]).output
    assert "is in force" in run(args=["load", "sheet", table, "--mapping", mapping]).output
    assert "in force already" in run(args=["load", "sheet", table, "--mapping", "desk"]).output
    write(tmp_path, "partners.csv", TABLE + "OAS,Prisons\n")
    assert "FUNDS" in run(args=["load", "sheet", table, "--source", "desk"]).output
    write(tmp_path, "partners.csv", "Partner,Program\nINL,Police reform\n")
    assert "load it again with --allow-removals" in run(args=["load", "sheet", table, "--source", "desk"]).output
    assert run(args=["mappings", "show", "desk"]).output == DONORS
    listed = json.loads(run(args=["mappings", "--json"]).output)
    assert [(row["name"], row["version"], row["source"]) for row in listed] == [("desk", 1, "desk")]
    assert "by the mapping desk@1" in run(args=["loads", "show", str(desk.made.ledger.loads()[0].id)]).output
    assert "takes no mapping; indicators and sheet do" in run(args=["load", "iati", table, "--mapping", "desk"]).output
    assert "There is no mapping 'nobody'" in run(args=["load", "sheet", table, "--mapping", "nobody"]).output
