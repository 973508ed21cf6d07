"""HXL sheets: tags wherever they stand, and what each line says, worked out by hand."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from loaders.errors import UnreadableFile
from loaders.hxl import LOADER
from tests.support.telling import FIXTURES, Told, told, write, written

SHEET = FIXTURES / "hxl" / "who_does_what.csv"


@pytest.fixture(scope="module")
def sheet() -> Told:
    return told(LOADER, SHEET)


def key(found: Told, name: str) -> str:
    """The key of the one program of that name."""
    (only,) = {row.key for row in found.nodes.values() if row.label == "Program" and row.name == name}
    return only


def test_every_line_is_accounted_for(sheet: Told) -> None:
    assert sheet.fate() == {"who_does_what.csv": (7, 4, 1, 2)}
    assert sheet.problems("set aside") == {
        ("set aside", 8, "#org", "no organization"),
        ("set aside", 9, "#activity", "no activity, sector or place"),
    }


def test_organizations_of_a_line_in_their_roles(sheet: Told) -> None:
    training = key(sheet, "Police training")
    assert {(row.type, row.start.key) for row in sheet.links if row.end.key == training} == {
        ("FUNDS", "name:inl"),
        ("FUNDS", "name:sida"),
        ("EXTENDS", "name:unodc"),
        ("IMPLEMENTS", "name:fundacion ejemplo"),
    }
    assert sheet.names("Organization") == {
        ("name:inl", "INL"),
        ("name:sida", "Sida"),
        ("name:unodc", "UNODC"),
        ("name:fundacion ejemplo", "Fundación Ejemplo"),
        ("name:وزارة العدل", "وزارة العدل"),
        ("name:ejemplo", "Ejemplo"),
        ("name:otro", "Otro"),
        ("name:unicef", "UNICEF"),
    }
    assert sheet.props("Organization", "name:fundacion ejemplo")["kind"] == "ngo"
    assert sheet.props("Organization", "name:unicef")["kind"] == "international_organization"


def test_one_program_in_two_places(sheet: Told) -> None:
    training = key(sheet, "Police training")
    assert {end for start, end in sheet.pairs("OPERATES_IN") if start == training} == {"area:GT-17", "area:GT-18", "country:GT"}
    assert sheet.link("OPERATES_IN", training, "area:GT-17").props["role"] == "Flores"


def test_dates_and_status(sheet: Told) -> None:
    assert sheet.props("Program", key(sheet, "Police training")) == {
        "level": "activity",
        "status": "active",
        "valid_from": "2021-02-13",
        "valid_to": "2022-12-31",
        "valid_to_text": "Dec-22",
    }
    # 05/03/2021: the 13th in the same column shows that the day comes first.
    assert sheet.props("Program", key(sheet, "تدريب"))["valid_from"] == "2021-03-05"
    assert sheet.problems("fault") == {
        ("fault", 7, "#status", "half done"),
        ("fault", 7, "#date", "2021-01-01 to 2020-12-31"),
        ("fault", 9, "#country+name", "Atlantis"),
    }


def test_places_by_iso_code_and_by_p_code(sheet: Told) -> None:
    assert {(row.key, row.name, row.props.get("code")) for row in sheet.nodes.values() if row.label == "AdminArea"} == {
        ("area:GT-17", "Petén", "GT-17"),
        ("area:GT-18", "Izabal", "GT-18"),
        ("area:YE-IB", "Ibb", "YE-IB"),
        ("area:pcode:YE99", "Somewhere", "YE99"),
    }
    assert ("area:pcode:YE99", "country:YE") in sheet.pairs("PART_OF")


def test_sectors_are_clusters_or_the_words_of_the_sheet(sheet: Told) -> None:
    assert {end for _, end in sheet.pairs("CLASSIFIED_AS")} == {"sector:10:10", "sector:10:3", "sector:99:hxl:حماية"}
    assert sheet.props("Sector", "sector:10:10") == {"code": "10", "vocabulary": "10"}


def test_contacts_are_in_no_row(sheet: Told) -> None:
    assert not [word for word in ("Jane", "Doe", "@") if word in sheet.text()]


def test_a_line_without_activity_says_who_is_where(tmp_path: Path) -> None:
    rows = [["#org", "#country", "#adm1", "#loc"], ["MOHSW", "Liberia", "Bomi", "Bonjeh clinic"]]
    found = told(LOADER, written(tmp_path, "a.csv", rows))
    assert found.pairs("OPERATES_IN") == {("name:mohsw", "area:LR-BM"), ("name:mohsw", "country:LR")}
    assert found.link("OPERATES_IN", "name:mohsw", "area:LR-BM").props == {"role": "Bonjeh clinic"}
    assert not found.names("Program")


def test_old_tags(tmp_path: Path) -> None:
    rows = [["#org", "#sector", "#adm1_id", "#adm1", "#period_date", "#org_type"], ["ACTED", "WASH", "SO22", "Banadir", "2020", "INGO"]]
    found = told(LOADER, written(tmp_path, "a.csv", rows))
    program = key(found, "WASH")
    assert found.pairs("OPERATES_IN") == {(program, "area:pcode:SO22"), (program, "country:SO")}
    assert found.props("Organization", "name:acted")["kind"] == "ngo"
    assert found.link("IMPLEMENTS", "name:acted", program).props == {
        "valid_from": "2020-01-01",
        "valid_to": "2020-12-31",
        "valid_from_text": "2020",
        "valid_to_text": "2020",
    }


@pytest.mark.parametrize("above", [0, 1, 24])
def test_tags_in_any_of_the_first_25_rows(tmp_path: Path, above: int) -> None:
    rows = [["legend", "text"]] * above + [["#org", "#country"], ["ACTED", "Mali"]]
    assert told(LOADER, written(tmp_path, "a.csv", rows)).fate() == {"a.csv": (1, 1, 0, 0)}


def test_tags_below_the_25th_row_are_no_tags(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="first 25 rows"):
        told(LOADER, written(tmp_path, "a.csv", [["legend", "text"]] * 25 + [["#org", "#country"], ["ACTED", "Mali"]]))


@pytest.mark.parametrize(
    "content",
    [
        [["Organization", "Country"], ["#org", "#country"], ["ACTED", "Mali"]],
        [{"#org": "ACTED", "#country": "Mali"}],
    ],
)
def test_json_arrays(tmp_path: Path, content: object) -> None:
    assert told(LOADER, write(tmp_path, "a.json", json.dumps(content))).pairs("OPERATES_IN") == {("name:acted", "country:ML")}


def test_a_workbook_with_merged_cells_and_an_untagged_sheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Read me"
    book.active.append(["Nothing to see"])
    data = book.create_sheet("3W")
    for row in (["Who", "Where"], ["#org", "#adm1+code"], ["ACTED", "ML3"], [None, "ML7"]):
        data.append(row)
    data.merge_cells("A3:A4")
    book.save(tmp_path / "a.xlsx")
    found = told(LOADER, tmp_path / "a.xlsx")
    assert found.fate() == {"a.xlsx / 3W": (2, 2, 0, 0), "a.xlsx / Read me": (1, 0, 0, 1)}
    assert found.pairs("OPERATES_IN") == {("name:acted", "area:pcode:ML3"), ("name:acted", "area:pcode:ML7"), ("name:acted", "country:ML")}


def test_lists_in_a_cell(tmp_path: Path) -> None:
    rows = [["#org+list", "#country"], ["A, B; C", "Mali"]]
    assert {start for start, _ in told(LOADER, written(tmp_path, "a.csv", rows)).pairs("OPERATES_IN")} == {"name:a", "name:b", "name:c"}
    rows = [["#org", "#country"], ["Ministry of Women, Children and Youth", "Mali"]]
    assert {start for start, _ in told(LOADER, written(tmp_path, "b.csv", rows)).pairs("OPERATES_IN")} == {
        "name:ministry of women children and youth"
    }


def test_money_with_its_currency(tmp_path: Path) -> None:
    rows = [
        ["Budget", "", "", "", ""],
        ["#value", "#currency", "#org", "#activity", "#country"],
        ["1,500,000", "USD", "ACTED", "Wells", "Mali"],
        ["lots", "USD", "ACTED", "More wells", "Mali"],
    ]
    found = told(LOADER, written(tmp_path, "a.csv", rows))
    assert {(row.props["kind"], row.props["amount"], row.props["currency"]) for row in found.nodes.values() if row.label == "Figure"} == {
        ("stated", 1_500_000.0, "USD")
    }
    assert {(p[2], p[3]) for p in found.problems("fault")} == {("#value", "lots")}


def test_who_is_in_need_says_nothing_about_who_works_there(tmp_path: Path) -> None:
    found = told(LOADER, written(tmp_path, "a.csv", [["#country", "#affected"], ["Mali", "100"], ["Niger", "200"]]))
    assert found.fate() == {"a.csv": (2, 0, 0, 2)}
    assert found.rows == []


def test_headers_only(tmp_path: Path) -> None:
    assert told(LOADER, written(tmp_path, "a.csv", [["Who", "Where"], ["#org", "#country"]])).fate() == {}


def test_recognised_by_its_tags(tmp_path: Path) -> None:
    assert LOADER.recognises(SHEET, SHEET.read_bytes()) == (
        "it has a row of HXL tags: #org+funder, #org+prog, #org+impl, #org+impl, #org+impl+type"
    )
    plain = written(tmp_path, "a.csv", [["Who", "Where"], ["ACTED", "Mali #1"]])
    assert LOADER.recognises(plain, plain.read_bytes()) == ""


def test_a_line_told_twice_has_the_fate_of_the_first(tmp_path: Path) -> None:
    tags = ["#org", "#activity", "#country+code"]
    kept, nobody = ["UNODC", "Training", "GT"], ["", "Training", "GT"]
    found = told(LOADER, written(tmp_path, "a.csv", [tags, kept, nobody, kept, nobody, nobody]))
    assert found.fate() == {"a.csv": (5, 1, 1, 3)}
    assert {(p.fate, p.where.line) for p in found.fates.problems} == {
        ("set aside", 3), ("same as", 4), ("set aside", 5), ("set aside", 6),
    }
    assert {p.expected for p in found.fates.problems if p.fate == "set aside"} == {"an organization under #org"}
