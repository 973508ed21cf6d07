"""The page of columns: suggestions, a choice corrected, the first rows, kept as a mapping and loaded by it."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.mapper.known import known_names
from graph.client import Graph
from ledger.mappings import Mappings
from ledger.models import Upload
from tests.support.handing_in import Desk, desk_on
from tests.support.telling import FIXTURES

pytestmark = [pytest.mark.graph, pytest.mark.once]

WHO = FIXTURES / "sheet" / "quien_hace_que.csv"


@pytest.fixture
def desk(graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return desk_on(graph, tmp_path, monkeypatch)


def fields(desk: Desk, upload: Upload, **changed: str) -> dict[str, str]:
    """What the form holds as it is shown, with some of it changed."""
    page = desk.client.get(f"/data/upload/{upload.id}/columns.json").get_json()
    rest = {name: page["chosen"][name] for name in ("source", "title", "country", "currency", "kind", "dates", "decimal")}
    columns = {f"column-{row['at']}": row["choice"] for row in page["columns"]}
    return {"header": str(page["header"]), **rest, **columns, **changed}


def test_a_sheet_is_suggested_corrected_kept_and_loaded(desk: Desk) -> None:
    upload = desk.hand_in(WHO)
    assert upload.state == "unclear"
    assert "Say what its columns are" in desk.page(upload).text
    page = desk.client.get(f"/data/upload/{upload.id}/columns").text
    assert "Suggested: organization that pays for it. &#39;Donante&#39; is a usual name for it." in page
    assert "<bdi>Reforma policial</bdi>" in page and "ana@ejemplo.org" not in page
    sent = fields(desk, upload, **{"column-2": "accountable"}, why="they answer for it", by="Ana")
    shown = desk.client.post(f"/data/upload/{upload.id}/columns", data={**sent, "action": "preview"}).text
    assert "<em>answers for</em>" in shown
    assert Mappings(desk.made.ledger).newest() == []
    answer = desk.client.post(f"/data/upload/{upload.id}/columns", data={**sent, "action": "save"})
    assert answer.status_code == 303
    desk.run()
    upload = desk.uploads.get(upload.id)
    assert (upload.state, upload.mapping, upload.source) == ("ready", "quien-hace-que@1", "quien-hace-que")
    [kept] = Mappings(desk.made.ledger).newest()
    assert (kept.why, kept.by, kept.source) == ("they answer for it", "Ana", "quien-hace-que")
    desk.do(upload, "apply")
    links = desk.made.graph.read("MATCH (a:Organization)-[r:FUNDS|ACCOUNTABLE_FOR]->(p:Program) RETURN a.name, type(r), p.name").rows
    sums = desk.made.graph.read("MATCH (f:Figure)-[:FOR]->(p:Program) RETURN p.name, f.amount, f.currency").rows
    assert {tuple(row) for row in sums} == {("Reforma policial", 1500000.5, "USD"), ("Justicia juvenil", 250000.0, "USD")}
    assert {tuple(row) for row in links} == {
        ("INL", "FUNDS", "Reforma policial"), ("USAID", "FUNDS", "Justicia juvenil"), ("INL", "FUNDS", "Laboratorio forense"),
        ("Fundación Ejemplo", "ACCOUNTABLE_FOR", "Reforma policial"), ("Fundación Ejemplo", "ACCOUNTABLE_FOR", "Justicia juvenil"),
        ("Ministerio Público", "ACCOUNTABLE_FOR", "Laboratorio forense"),
    }
    next_one = desk.hand_in(("julio.csv", WHO.read_bytes() + "P-4;INL;Ministerio Público;Fiscalía;Guatemala;Petén;2024;;7;\n".encode()))
    assert (next_one.mapping, next_one.source) == ("quien-hace-que@1", "quien-hace-que")
    with desk.app.app_context():
        assert known_names(["inl", "Fundacion Ejemplo", "Reforma policial", "nobody of this name"]) == {
            "inl": "Organization", "Fundacion Ejemplo": "Organization", "Reforma policial": "Program",
        }


def test_choices_that_make_no_mapping_say_why_and_keep_nothing(desk: Desk) -> None:
    upload = desk.hand_in(WHO)
    nothing = {f"column-{at}": "ignore" for at in range(10)}
    for action in ("preview", "save"):
        answer = desk.client.post(f"/data/upload/{upload.id}/columns", data={**fields(desk, upload, **nothing), "action": action})
        assert answer.status_code == 200
        assert "No column is an organization or a program yet" in answer.text
    bad = desk.client.post(f"/data/upload/{upload.id}/columns", data={**fields(desk, upload, source="Not A Key"), "action": "save"})
    assert "a source is named by small letters, digits and hyphens" in bad.text
    none = desk.client.post(f"/data/upload/{upload.id}/columns", data={**fields(desk, upload, source=""), "action": "save"})
    assert none.status_code == 400 and "A mapping is named by small letters" in none.text
    assert Mappings(desk.made.ledger).newest() == []
    assert desk.client.get(f"/data/upload/{upload.id}/columns?header=99").status_code == 400
    assert desk.client.get(f"/data/upload/{upload.id}/columns?header=x").status_code == 400


def test_a_file_that_is_no_table_has_no_columns(desk: Desk) -> None:
    upload = desk.hand_in(("notes.bin", b"\x00\x01\x02\x03" * 50))
    assert desk.client.get(f"/data/upload/{upload.id}/columns").status_code == 400


def test_a_sheet_of_indicators_is_chosen_kept_loaded_and_known_again(desk: Desk) -> None:
    sheet = "Departamento,Año,Tasa de homicidios\nGuatemala,2019,40.5\nPetén,2019,12\n"
    upload = desk.hand_in(("tasas.csv", sheet.encode()))
    page = desk.client.get(f"/data/upload/{upload.id}/columns").text
    assert "Suggested: value of an indicator; its name is the header." in page
    assert "Choose the column of the country, or give the country of all rows." in page
    about = {"country": "Guatemala", "unit": "per 100,000 people", "direction": "higher is worse", "measures": "need"}
    sent = fields(desk, upload, **about)
    shown = desk.client.post(f"/data/upload/{upload.id}/columns", data={**sent, "action": "preview"}).text
    assert "<bdi>Tasa de homicidios: 40.5 in 2019</bdi>" in shown
    assert desk.client.post(f"/data/upload/{upload.id}/columns", data={**sent, "action": "save"}).status_code == 303
    desk.run()
    upload = desk.uploads.get(upload.id)
    assert (upload.state, upload.format, upload.mapping, upload.source) == ("ready", "indicators", "tasas@1", "indicators-tasas")
    desk.do(upload, "apply")
    found = desk.made.graph.read(
        "MATCH (a)-[r:MEASURED]->(i:Indicator) RETURN a.id, r.year, r.value, i.name, i.unit, i.direction, i.measures").rows
    kind = ("Tasa de homicidios", "per 100,000 people", "higher is worse", "need")
    assert {tuple(row) for row in found} == {("area:GT-01", 2019, 40.5, *kind), ("area:GT-17", 2019, 12.0, *kind)}
    next_one = desk.hand_in(("2020.csv", (sheet + "Petén,2020,13\n").encode()))
    assert (next_one.format, next_one.mapping, next_one.source) == ("indicators", "tasas@1", "indicators-tasas")
