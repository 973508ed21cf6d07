"""Sheets by a mapping: merged and several header rows, dates and lists, filled down, chosen, unpivoted."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from loaders.errors import UnreadableFile
from loaders.sheet import LOADER, preview
from loaders.sheet.mapping import read_mapping
from tests.support.telling import FIXTURES, Told, by, told, write, written

HERE = FIXTURES / "sheet"
SIMPLE = """
record: [No]
entities:
  partner: {label: Organization, properties: {name: Partner}}
  program: {label: Program, key: No, properties: {name: Program, valid_from: Since}}
links:
  - {type: IMPLEMENTS, from: partner, to: program}
"""
ROWS = [["No", "Partner", "Program", "Since"], ["1", "ILEA", "Training", "2021"], ["2", "OAS", "Courts", "2022"]]


@pytest.fixture(scope="module")
def partners() -> Told:
    return told(by(LOADER, HERE / "partners.yaml"), HERE / "partners.csv")


def load(folder: Path, rows: list[list[object]], mapping: str) -> Told:
    return told(by(LOADER, write(folder, "m.yaml", mapping)), written(folder, "a.csv", rows))


def test_every_row_is_accounted_for(partners: Told) -> None:
    assert partners.fate() == {"partners.csv": (7, 5, 1, 1)}
    assert partners.problems("set aside") == {("set aside", 8, "Country", "TOTAL")}


def test_two_header_rows_and_a_title_above(partners: Told) -> None:
    assert partners.names("Program") == {
        ("P-1", "Police reform"),
        ("P-2", "Court reform"),
        ("P-3", "Prison reform"),
        ("P-4", "Nowhere reform"),
    }
    assert partners.pairs("FUNDS") == {("name:inl", "P-1"), ("name:inl", "P-2"), ("name:sida", "P-3")}


def test_several_organizations_in_a_cell_and_fillers(partners: Told) -> None:
    assert partners.pairs("IMPLEMENTS") == {
        ("name:fundacion ejemplo", "P-1"),
        ("name:ejemplo sa", "P-1"),
        ("name:unodc", "P-2"),
        ("name:unodc", "P-1"),
    }
    assert partners.node("Organization", "name:unodc").identifiers == ("US-SAM:ABCDEF123456",)


def test_dates_in_every_writing(partners: Told) -> None:
    assert partners.props("Program", "P-1") == {
        "level": "project",
        "status": "active",
        "valid_from": "2021-02-01",
        "valid_from_text": "Feb-21",
        "valid_to": "2023-12-31",
    }
    assert partners.props("Program", "P-2")["status"] == "planned"


def test_what_is_no_value_is_a_fault_and_the_rest_is_loaded(partners: Told) -> None:
    assert partners.problems("fault") == {
        ("fault", 5, "When / Start", "05/03/2021"),
        ("fault", 6, "What / Status", "no idea"),
        ("fault", 6, "When / Start", "soon"),
        ("fault", 6, "Money / Budget", "lots"),
        ("fault", 7, "Country", "Atlantis"),
        ("fault", 10, "id", "P-1"),
    }
    assert partners.props("Program", "P-3") == {"level": "project", "valid_to": "2022-12-31", "valid_to_text": "2022"}


def test_cells_are_filled_down(partners: Told) -> None:
    assert partners.pairs("OPERATES_IN") == {("P-1", "country:GT"), ("P-2", "country:GT"), ("P-3", "country:HN")}


def test_a_sum_belongs_to_its_row(partners: Told) -> None:
    assert partners.pairs("FOR") == {("P-1:budget", "P-1")}
    assert partners.props("Figure", "P-1:budget") == {"kind": "budget", "amount": 1_500_000.0, "currency": "USD"}


def test_a_column_that_nobody_mapped_is_in_no_row(partners: Told) -> None:
    assert "jane" not in partners.text()


def test_the_slot_is_the_one_of_the_mapping() -> None:
    info = by(LOADER, HERE / "partners.yaml").source([HERE / "partners.csv"])
    assert (info.key, info.title, info.publisher, info.rank) == ("gt-desk", "Partners of the Guatemala desk", "Guatemala desk", 20)


def test_years_as_columns_become_rows(tmp_path: Path) -> None:
    mapping = """
record: [Country]
table:
  unpivot: {matching: '^FY (\\d{4})$', name: year, value: sum}
entities:
  country: {label: Country, country: Country}
  sum: {label: Figure, properties: {kind: {value: actual}, amount: sum, currency: {value: USD}, year: year}}
links:
  - {type: FOR, from: sum, to: country}
"""
    found = load(
        tmp_path,
        [["Country", "FY 2020", "FY 2021", "Note"], ["Guatemala", "1,000", "2,000", "x"], ["Perú", "", "3", ""], ["Chile", "", "", "y"]],
        mapping,
    )
    assert found.fate() == {"a.csv": (3, 2, 0, 1), "a.csv (cells)": (3, 3, 0, 0)}
    assert {(row.key, row.props["year"], row.props["amount"]) for row in found.nodes.values() if row.label == "Figure"} == {
        ("Guatemala:2020:sum", 2020, 1000.0),
        ("Guatemala:2021:sum", 2021, 2000.0),
        ("Perú:2021:sum", 2021, 3.0),
    }


def test_countries_as_columns_become_rows(tmp_path: Path) -> None:
    mapping = """
record: [Partner]
table:
  unpivot: {columns: [Guatemala, Honduras], name: place, value: mark}
entities:
  partner: {label: Organization, key: Partner, properties: {name: Partner}}
  country: {label: Country, country: place}
links:
  - {type: OPERATES_IN, from: partner, to: country}
"""
    found = load(tmp_path, [["Partner", "Guatemala", "Honduras"], ["ILEA", "x", ""], ["OAS", "x", "x"]], mapping)
    assert found.pairs("OPERATES_IN") == {("ILEA", "country:GT"), ("OAS", "country:GT"), ("OAS", "country:HN")}


def test_the_type_of_a_link_from_a_column(tmp_path: Path) -> None:
    mapping = """
entities:
  partner: {label: Organization, properties: {name: Partner}}
  program: {label: Program, key: Program}
links:
  - type: {column: Role, replace: {donor: FUNDS, delivers: IMPLEMENTS}}
    from: partner
    to: program
    properties: {role: Role}
"""
    found = load(
        tmp_path, [["Partner", "Role", "Program"], ["INL", "Donor", "P"], ["UNODC", "delivers", "P"], ["X", "watches", "P"]], mapping
    )
    assert (found.pairs("FUNDS"), found.pairs("IMPLEMENTS")) == ({("name:inl", "P")}, {("name:unodc", "P")})
    assert found.problems("fault") == {("fault", 4, "Role", "watches")}


def test_areas_sectors_and_focus_areas(tmp_path: Path) -> None:
    mapping = """
entities:
  program: {label: Program, key: P}
  area: {label: AdminArea, country: Country, name: Department, code: Code}
  sector: {label: Sector, vocabulary: {value: "1"}, code: DAC}
  own: {label: Sector, code: Theme}
  focus: {label: FocusArea, code: {column: Theme, replace: {police: "III:police-reform"}, otherwise: ""}}
links:
  - {type: OPERATES_IN, from: program, to: area}
  - {type: CLASSIFIED_AS, from: program, to: sector}
  - {type: CLASSIFIED_AS, from: program, to: own}
  - {type: ADDRESSES, from: program, to: focus}
"""
    rows = [
        ["P", "Country", "Department", "Code", "DAC", "Theme"],
        ["1", "Guatemala", "Petén", "", "15130", "police"],
        ["2", "Mali", "Somewhere", "ML99", "99999", "courts"],
    ]
    found = load(tmp_path, rows, mapping)
    assert found.pairs("OPERATES_IN") == {("1", "area:GT-17"), ("2", "area:pcode:ML99")}
    assert found.pairs("CLASSIFIED_AS") == {("1", "sector:1:15130"), ("1", "sector:99:sheet:police"), ("2", "sector:99:sheet:courts")}
    assert found.pairs("ADDRESSES") == {("1", "focus:III:police-reform")}
    assert found.problems("fault") == {("fault", 3, "DAC", "99999")}


def test_identifiers_with_their_scheme_in_the_cell(tmp_path: Path) -> None:
    mapping = """
entities:
  partner: {label: Organization, properties: {name: Partner}, identifiers: [{scheme: org-id, column: Ref}, {scheme: XI-LEI, column: LEI}]}
"""
    rows = [
        ["Partner", "Ref", "LEI"],
        ["UNODC", "XM-DAC-41128", ""],
        ["X", "misc", "506700GE1G29325QX363"],
        ["Y", "22000", "506700GE1G29325QX364"],
    ]
    found = load(tmp_path, rows, mapping)
    assert found.organizations() == {("name:unodc", ("XM-DAC:41128",)), ("name:x", ("XI-LEI:506700GE1G29325QX363",)), ("name:y", ())}
    assert {(p[1], p[2]) for p in found.problems("fault")} == {(4, "Ref"), (4, "LEI")}


def test_the_code_of_namibia_is_no_filler(tmp_path: Path) -> None:
    mapping = """
entities:
  c: {label: Country, country: C}
  o: {label: Organization, properties: {name: O}}
links: [{type: OPERATES_IN, from: o, to: c}]
"""
    assert load(tmp_path, [["O", "C"], ["ILEA", "NA"]], mapping).pairs("OPERATES_IN") == {("name:ilea", "country:NA")}


def test_european_sums_and_days(tmp_path: Path) -> None:
    mapping = """
table: {decimal: ",", dates: day first, delimiter: ";"}
entities:
  sum: {label: Figure, properties: {kind: {value: stated}, amount: Monto, currency: Moneda, value_date: Fecha}}
  country: {label: Country, country: País}
links: [{type: FOR, from: sum, to: country}]
"""
    content = "País;Monto;Moneda;Fecha\nPerú;1.234,50;eur;03/04/2021\n"
    found = told(by(LOADER, write(tmp_path, "m.yaml", mapping)), write(tmp_path, "a.csv", content))
    (figure,) = (row.props for row in found.nodes.values() if row.label == "Figure")
    assert figure == {"kind": "stated", "amount": 1234.5, "currency": "EUR", "value_date": "2021-04-03"}


def test_a_workbook_with_merged_headers_serials_and_hidden_sheets(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Partners"
    for row in (
        ["Who", None, "What"],
        ["No", "Partner", "Program", "Since"],
        [1, "ILEA", "Training", 44228],
        [2, None, "Courts", dt.datetime(2022, 3, 1)],
    ):
        sheet.append(row)
    sheet.merge_cells("A1:B1")
    sheet.merge_cells("B3:B4")
    book.create_sheet("Notes").append(["x"])
    book["Notes"].sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    found = told(by(LOADER, write(tmp_path, "m.yaml", SIMPLE)), tmp_path / "a.xlsx")
    assert found.pairs("IMPLEMENTS") == {("name:ilea", "1"), ("name:ilea", "2")}
    assert found.props("Program", "1")["valid_from"] == "2021-02-01"
    assert found.fate() == {"a.xlsx": (3, 2, 0, 1)}


def test_a_sheet_by_its_name(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name in ("Old", "New"):
        for row in ROWS:
            (book[name] if name in book.sheetnames else book.create_sheet(name)).append(row)
    book.remove(book["Sheet"])
    book.save(tmp_path / "a.xlsx")
    found = told(by(LOADER, write(tmp_path, "m.yaml", "table: {sheet: New}\n" + SIMPLE)), tmp_path / "a.xlsx")
    assert found.fate() == {"a.xlsx / New": (2, 2, 0, 0), "a.xlsx / Old": (1, 0, 0, 1)}


def test_parquet_and_json(tmp_path: Path) -> None:
    columns = {name: [row[at] for row in ROWS[1:]] for at, name in enumerate(ROWS[0])}
    pq.write_table(pa.table(columns), tmp_path / "a.parquet")
    mapping = write(tmp_path, "m.yaml", SIMPLE)
    expected = {("name:ilea", "1"), ("name:oas", "2")}
    assert told(by(LOADER, mapping), tmp_path / "a.parquet").pairs("IMPLEMENTS") == expected
    json = write(
        tmp_path, "a.json", '[{"No": 1, "Partner": "ILEA", "Program": "T", "Since": 2021}, {"No": 2, "Partner": "OAS", "Program": "C"}]'
    )
    assert told(by(LOADER, mapping), json).pairs("IMPLEMENTS") == expected


def test_a_preview_reads_no_more_than_it_shows(tmp_path: Path) -> None:
    files = [
        written(tmp_path, "a.csv", [*ROWS, *[[str(n), f"Org {n}", "P", "2021"] for n in range(3, 2000)]]),
    ]
    rows, fates = preview(read_mapping("m.yaml", SIMPLE), files, 2)
    assert {row.record for row in rows} == {"1", "2"}
    assert fates.read["a.csv"] == 2


def test_an_unchanged_row_is_the_same_record_wherever_it_stands(tmp_path: Path) -> None:
    mapping = SIMPLE.replace("record: [No]\n", "")
    (tmp_path / "other").mkdir()
    first = load(tmp_path, ROWS, mapping)
    second = load(tmp_path / "other", [ROWS[0], ["9", "New", "P", ""], *reversed(ROWS[1:])], mapping)
    assert {row.record for row in first.rows} < {row.record for row in second.rows}


@pytest.mark.parametrize(
    ("mapping", "message"),
    [
        ("entities:\n  a:\n    label: Organisation\n", "m.yaml, line 3: there is no label 'Organisation'"),
        ("entities:\n  a: {label: Organization, properties: {nom: Partner}}\n", "m.yaml, line 2: Organization has no property 'nom'"),
        ("entities:\n  a: {label: Organization}\n", "m.yaml, line 2: the entity 'a' needs a key (columns) or the property name"),
        ("entities:\n  a: {label: Country}\n", "m.yaml, line 2: the entity 'a' needs country"),
        ("entities:\n  a: {label: Country, country: C, key: C}\n", "a Country has no key of its own"),
        ("title: x\n", "m.yaml, line 1: a mapping needs entities"),
        ("tilte: x\n", "m.yaml, line 1: 'tilte' is not known here"),
        ("mode: append\nentities:\n  a: {label: Country, country: C}\n", "m.yaml, line 1: mode is snapshot or additions"),
        (SIMPLE + "  - {type: FUNDS, from: partner, to: nobody}\n", "m.yaml, line 8: there is no entity 'nobody'"),
        (SIMPLE + "  - {type: HELPS, from: partner, to: program}\n", "m.yaml, line 8: there is no link type 'HELPS'"),
        (SIMPLE + "  - {type: IMPLEMENTS, from: program, to: partner}\n", "it joins them the other way round"),
        (
            SIMPLE + "  - {type: IMPLEMENTS, from: partner, to: program, properties: {percentage: No}}\n",
            "IMPLEMENTS has no property 'percentage'",
        ),
        (SIMPLE + "  - {type: POSSIBLE_SAME_AS, from: partner, to: partner}\n", "there is no link type 'POSSIBLE_SAME_AS'"),
        (
            "entities:\n  a: {label: Organization, properties: {name: Contact name}}\n",
            "line 2: the column 'Contact name' looks like a person's details",
        ),
        (
            "entities:\n  a: {label: Organization, properties: {name: {template: '{{Partner}} {{E-mail}}'}}}\n",
            "looks like a person's details",
        ),
        (
            "entities:\n  a: {label: Organization, properties: {name: {column: A, value: B}}}\n",
            "expected one of column, columns, value or template",
        ),
        ("entities:\n  a: {label: Organization, label: Program, properties: {name: A}}\n", "m.yaml, line 2: 'label' stands there twice"),
        ("entities: [\n", "no YAML"),
        ("# nothing\n", "the mapping is empty"),
        ("table: {dates: whenever}\n" + SIMPLE, "m.yaml, line 1: dates are 'day first', 'month first' or 'auto'"),
        ("table: {encoding: klingon}\n" + SIMPLE, "m.yaml, line 1: there is no encoding 'klingon'"),
        ("table: {unpivot: {matching: '(', name: a, value: b}}\n" + SIMPLE, "no regular expression"),
        ("source: Not A Key\n" + SIMPLE, "m.yaml, line 1: a source is named by small letters"),
        (SIMPLE.replace("Partner}", "Partnr}"), "m.yaml, line 4: a.csv has no column 'Partnr'; found No, Partner, Program, Since"),
        ("table: {header: 7}\n" + SIMPLE, "m.yaml: a.csv has no row 7, which the mapping calls its header"),
        ("table: {fill_down: [Cuontry]}\n" + SIMPLE, "a.csv has no column 'Cuontry'"),
    ],
)
def test_a_wrong_mapping_is_refused_by_its_line(tmp_path: Path, mapping: str, message: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        load(tmp_path, ROWS, mapping)
    assert message in str(caught.value)


def test_aliases_cannot_make_a_mapping_explode(tmp_path: Path) -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(9)
    )
    with pytest.raises(UnreadableFile, match="values"):
        load(tmp_path, ROWS, bomb)


def test_without_a_mapping_a_sheet_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="A sheet is loaded by a mapping"):
        told(LOADER, written(tmp_path, "a.csv", ROWS))


@pytest.mark.parametrize("name", sorted(path.name for path in (Path(__file__).parents[4] / "docs" / "data" / "mappings").glob("*.yaml")))
def test_the_example_mappings_are_sound(name: str) -> None:
    assert read_mapping(name, (Path(__file__).parents[4] / "docs" / "data" / "mappings" / name).read_text(encoding="utf-8")).entities
