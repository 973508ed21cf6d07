"""Handing in files: recognised or asked, previewed, applied or thrown away; nothing is changed before."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from graph.client import Graph
from tests.support.handing_in import Desk, desk_on
from tests.support.telling import FIXTURES
from tests.support.toy import link, org, program, whole

pytestmark = pytest.mark.once

ACTIVITIES = FIXTURES / "iati" / "two_activities.xml"
SHEET = FIXTURES / "hxl" / "who_does_what.csv"


@pytest.fixture
def desk(graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return desk_on(graph, tmp_path, monkeypatch)


def rows(name: str, *items: dict[str, Any]) -> tuple[str, bytes]:
    return f"{name}.jsonl", "\n".join(json.dumps(item) for item in items).encode()


A = [org("inl", "INL"), program("reform", "Police reform", status="active"), link("FUNDS", "o:inl", "p:reform", "inl")]
B = [org(f"o{i}") for i in range(8)]


def test_a_file_is_recognised_previewed_and_changes_nothing(desk: Desk) -> None:
    before = whole(desk.made.graph)
    upload = desk.hand_in(rows("partners", *A))
    assert (upload.state, upload.format, upload.reason, upload.source) == ("ready", "toy", "a file for tests", "partners")
    found = upload.preview
    assert found["outcome"]["difference"]["nodes"]["Organization"] == {"added": 1}
    assert found["outcome"]["difference"]["links"] == {"FUNDS": {"added": 1}}
    assert (found["proposal"]["known"], found["gone"], found["needs_consent"]) == (False, 0, False)
    assert found["sample"] == [
        {"record": "inl", "things": [{"label": "Organization", "name": "INL", "facts": []}], "links": [["INL", "FUNDS", "Police reform"]]},
        {"record": "reform", "things": [{"label": "Program", "name": "Police reform", "facts": [["status", "active"]]}], "links": []},
    ]
    assert whole(desk.made.graph) == before
    assert (desk.made.ledger.loads(), desk.made.ledger.sources()) == ([], [])
    page = desk.page(upload).text
    assert "INL" in page and "<em>funds</em>" in page and "a new source" in page


def test_the_new_part_is_drawn_and_told_beside_what_is_known(desk: Desk) -> None:
    desk.do(desk.hand_in(rows("partners", *A)), "apply")
    more = [link("IMPLEMENTS", "o:fiu", "p:reform", "fiu"), org("fiu", "<b>FIU</b>"), link("FUNDS", "o:inl", "o:fiu", "inl2")]
    upload = desk.hand_in(rows("partners", *A, *more, org("alone", "Lone office")))
    part = upload.preview["new_part"]
    assert {(t["id"], t["name"], t["links"], t["new"]) for t in part["things"]} == {
        ("org:partners:fiu", "<b>FIU</b>", 2, True), ("org:partners:inl", "INL", 1, False),
        ("program:partners:reform", "Police reform", 1, False), ("org:partners:alone", "Lone office", 0, True),
    }
    assert {tuple(x) for x in part["links"]} == {("IMPLEMENTS", "org:partners:fiu", "program:partners:reform"),
                                                 ("FUNDS", "org:partners:inl", "org:partners:fiu")}
    assert (part["total"], part["added"], part["links_total"]) == (4, 2, 2)
    page = desk.page(upload).text
    assert "2 new links among 4 things, 2 of them new; a link that several rows state counts once." in page
    assert "Without a link in the picture" in page
    assert page.count("pg-new-part__known") == 2 and "<b>FIU" not in page


def test_applied_it_is_a_load_and_the_staging_folder_goes(desk: Desk) -> None:
    upload = desk.do(desk.hand_in(rows("partners", *A)), "apply", by="Ana")
    load = desk.made.ledger.loads()[0]
    assert (upload.state, upload.load_id, load.state, load.by) == ("loaded", load.id, "loaded", "Ana")
    assert desk.made.graph.read("MATCH (a:Organization)-[:FUNDS]->(b:Program) RETURN a.name, b.name").rows == [("INL", "Police reform")]
    assert list((desk.made.settings.home / "uploads" / upload.folder).glob("*")) == []
    assert f"Load {load.id}" in desk.page(upload).text
    assert desk.client.post(f"/data/upload/{upload.id}/apply").status_code == 409


def test_thrown_away_it_leaves_nothing(desk: Desk) -> None:
    upload = desk.do(desk.hand_in(rows("partners", *A)), "drop")
    assert upload.state == "gone"
    assert not (desk.made.settings.home / "uploads" / upload.folder).exists()
    assert (desk.made.ledger.loads(), desk.uploads.open()) == ([], [])
    assert "thrown away" in desk.page(upload).text


def test_a_newer_file_under_another_name_is_proposed_for_the_source_that_knows_its_records(desk: Desk) -> None:
    desk.do(desk.hand_in(rows("partners", *B)), "apply")
    upload = desk.hand_in(rows("export-of-may", *B[:7], org("new")))
    assert upload.preview["proposal"] == {
        "source": "partners", "title": "Partners", "known": True, "why": "7 of the first 8 records are known from it.",
    }
    assert upload.preview["outcome"]["difference"]["nodes"]["Organization"] == {"added": 1, "removed": 1}
    assert (upload.preview["gone"], upload.preview["had"]) == (1, 9)  # eight organizations, and the source itself


def test_the_same_bytes_under_another_name_say_which_load_they_are(desk: Desk) -> None:
    first = desk.do(desk.hand_in(rows("partners", *B)), "apply")
    upload = desk.hand_in(rows("copy", *B))
    assert (upload.source, upload.preview["outcome"]["same_as"]) == ("partners", first.load_id)
    page = desk.page(upload).text
    assert f"in force already, as load {first.load_id}" in page and f'href="/data/loads/{first.load_id}"' in page
    # Nothing was read anew: the page must not say that there are no records, or that every row loads.
    assert "No record would be loaded" not in page and "Every row would load" not in page and ">Apply<" not in page


def test_an_older_file_than_the_one_in_force_is_named(desk: Desk) -> None:
    first = desk.do(desk.hand_in(rows("partners", *B)), "apply")
    desk.do(desk.hand_in(rows("partners", *B, org("more"))), "apply")
    upload = desk.hand_in(rows("partners", *B))
    assert upload.preview["earlier"] == first.load_id
    assert f"it was load {first.load_id}, which a newer load has replaced" in desk.page(upload).text


def test_many_removals_are_asked_about(desk: Desk) -> None:
    desk.do(desk.hand_in(rows("partners", *B)), "apply")
    upload = desk.hand_in(rows("partners", *B[:5]))
    assert (upload.preview["gone"], upload.preview["needs_consent"]) == (3, True)
    assert "That is right: remove them" in desk.page(upload).text
    assert desk.client.post(f"/data/upload/{upload.id}/apply").status_code == 409
    assert desk.do(upload, "apply", consent="yes").state == "loaded"
    assert len(desk.made.graph.read("MATCH (n:Organization) RETURN n.id").rows) == 5


def test_removals_that_nobody_agreed_to_say_what_to_press(desk: Desk) -> None:
    desk.do(desk.hand_in(rows("partners", *B)), "apply")
    upload = desk.hand_in(rows("partners", *B))
    path = next((desk.made.settings.home / "uploads" / upload.folder).glob("0*/*"))
    path.write_bytes(rows("partners", *B[:5])[1])
    upload = desk.do(upload, "apply")
    assert upload.state == "ready"
    assert upload.message.endswith("look at the files again, tick that it is right, and apply them.")
    assert "--" not in upload.message


def test_another_source_or_mode_is_looked_at_again(desk: Desk) -> None:
    desk.do(desk.hand_in(rows("partners", *B)), "apply")
    upload = desk.do(desk.hand_in(rows("partners", *B[:2])), "look", format="toy", source="others", mode="additions")
    assert (upload.source, upload.additions, upload.preview["gone"]) == ("others", True, 0)
    assert upload.preview["proposal"]["known"] is False
    assert desk.client.post(f"/data/upload/{upload.id}/look", data={"format": "reference"}).status_code == 400


def test_what_is_not_recognised_is_asked(desk: Desk) -> None:
    upload = desk.hand_in(("notes.bin", b"\x00\x01\x02\x03" * 50))
    assert upload.state == "unclear"
    page = desk.page(upload).text
    assert "What are they?" in page and "neither text nor a format known here" in page and "IATI activity and organisation files" in page
    assert desk.do(upload, "look", format="iati").state == "failed"


def test_problems_come_with_the_columns_of_the_file(desk: Desk) -> None:
    upload = desk.hand_in(SHEET)
    assert (upload.state, upload.format) == ("ready", "hxl")
    table = list(csv.DictReader(io.StringIO(desk.page(upload, ".csv").text.lstrip("\ufeff"))))
    written = SHEET.read_text(encoding="utf-8-sig").splitlines()
    why = ["fate", "file", "line", "record", "field", "found", "expected"]
    assert list(table[0]) == why + next(csv.reader(written[1:2]))
    assert len(table) == sum(upload.preview["problems"].values()) > 5
    for row in table:
        if int(row["line"]) > 3:
            assert [row[name] for name in list(row)[len(why):]] == next(csv.reader(written[int(row["line"]) - 1 :]))
    assert {row["Department"] for row in table if row["line"] == "7"} == {"Somewhere"}


def test_original_files_are_for_a_person_at_the_machine(desk: Desk) -> None:
    number = desk.do(desk.hand_in(SHEET), "apply").load_id
    address = f"/data/loads/{number}/original/1"
    answer = desk.client.get(address)
    assert (answer.status_code, answer.data) == (200, SHEET.read_bytes())
    assert answer.headers["Content-Disposition"] == "attachment; filename=who_does_what.csv"
    assert "Contact e-mail" in desk.client.get(f"/data/loads/{number}/rows").text.splitlines()[0]
    assert "only you, at this machine" in desk.client.get(f"/data/loads/{number}").text
    assert desk.client.get(f"/data/loads/{number}/original/2").status_code == 404
    for refused in ({"environ_base": {"REMOTE_ADDR": "10.1.2.3"}}, {"headers": {"X-Forwarded-For": "10.1.2.3"}}):
        assert [desk.client.get(f"/data/loads/{number}/{path}", **refused).status_code for path in ("original/1", "rows")] == [403, 403]
        assert "are not served" in desk.client.get(f"/data/loads/{number}", **refused).text


def test_original_files_are_switched_off_or_not_kept(
    desk: Desk, graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = desk.do(desk.hand_in(SHEET), "apply").load_id
    folder = desk.made.stores.archive.root
    assert "may hold names" in (folder / str(number) / "original" / "READ-ME-FIRST.txt").read_text(encoding="utf-8")
    off = desk_on(graph, tmp_path, monkeypatch, PARTNERGRAPH_ORIGINALS="off")
    assert [off.client.get(f"/data/loads/{number}/{path}").status_code for path in ("original/1", "rows")] == [403, 403]
    assert "are not served" in off.client.get(f"/data/loads/{number}").text
    none = desk_on(graph, tmp_path, monkeypatch, PARTNERGRAPH_ORIGINALS="none")
    upload = none.do(none.hand_in(rows("partners", *A)), "apply")
    assert (upload.state, upload.load_id) == ("loaded", number + 1)
    assert sorted(path.name for path in (folder / str(upload.load_id)).iterdir()) == ["links.parquet", "nodes.parquet"]
    (file,) = none.made.ledger.load(number + 1).files
    assert (file["name"], file["size"]) == ("partners.jsonl", len(rows("x", *A)[1]))
    assert "were not kept" in none.client.get(f"/data/loads/{upload.load_id}").text
    assert none.hand_in(rows("again", *A)).preview["outcome"]["same_as"] == upload.load_id


def test_a_real_iati_file_from_the_page_to_the_network(desk: Desk) -> None:
    upload = desk.hand_in(ACTIVITIES)
    assert (upload.state, upload.format) == ("ready", "iati")
    assert desk.do(upload, "apply").state == "loaded"
    assert len(desk.made.graph.read("MATCH (p:Program) WHERE size(p.records) > 0 RETURN p.id").rows) >= 2


def test_the_form_says_what_it_takes_and_what_waits(desk: Desk) -> None:
    desk.hand_in(rows("partners", *A))
    page = desk.client.get("/data/upload").text
    assert 'type="file"' in page and "multiple" in page and "500 MB" in page and "partners.jsonl" in page and "ready to apply" in page
    assert desk.client.post("/data/upload", data={}).status_code == 400
    assert desk.client.get("/data/upload/99").status_code == 404


def test_names_of_files_lead_nowhere_else(desk: Desk) -> None:
    upload = desk.hand_in(("../../etc/evil\u202e\x07name.jsonl", rows("x", *A)[1]))
    assert [file["name"] for file in upload.files] == ["evilname.jsonl"]
    files = [p.relative_to(desk.made.settings.home / "uploads" / upload.folder).as_posix()
             for p in (desk.made.settings.home / "uploads").rglob("*.jsonl") if p.name != "problems.jsonl"]
    assert files == ["0000/evilname.jsonl"]
