"""Files of rows in every kind and every state of disrepair."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from loaders.errors import UnreadableFile
from loaders.rows import Fates
from loaders.tables import open_tables, text
from tests.support.telling import FIXTURES, write

PLAIN = [["Donor", "Country", "Since"], ["Ministry of Justice", "Côte d'Ivoire", "2021"]]


def rows(path: Path, fates: Fates | None = None, **how: str) -> list[list[str]]:
    return [[text(cell) for cell in row.cells] for table in open_tables(path, fates or Fates(), **how) for row in table.rows]


def problems(path: Path) -> list[tuple[int, str, str]]:
    fates = Fates()
    rows(path, fates)
    return [(p.where.line, p.where.field, p.found) for p in fates.problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_text_in_any_encoding_line_end_and_delimiter(tmp_path: Path, encoding: str, end: str, delimiter: str) -> None:
    content = end.join(delimiter.join(row) for row in PLAIN) + end
    assert rows(write(tmp_path, "a.csv", content.encode(encoding))) == PLAIN


def test_a_wrong_encoding_is_named(tmp_path: Path) -> None:
    assert problems(write(tmp_path, "a.csv", "a,b\nCôte,x\n".encode("cp1252"))) == [(0, "encoding", "Windows-1252 from byte 5 (line 2) on")]


def test_nul_characters_are_left_out_and_counted(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "a,b\nx\0y,z\0\n" + "p,q\n" * 50)
    assert rows(path)[1] == ["xy", "z"]
    assert problems(path) == [(0, "", "2 NUL characters")]


def test_lines_are_those_of_the_file(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", 'a,b\n\n"two\nlines",x\ny,z\n')
    (table,) = open_tables(path, Fates())
    assert [(row.line, list(row.cells)) for row in table.rows] == [(1, ["a", "b"]), (3, ["two\nlines", "x"]), (5, ["y", "z"])]


def test_a_row_that_is_no_csv_is_set_aside_alone(tmp_path: Path) -> None:
    fates = Fates()
    assert rows(write(tmp_path, "a.csv", 'a,b\n"x"y,1\np,2\n'), fates) == [["a", "b"], ["p", "2"]]
    assert [(p.fate, p.where.line) for p in fates.problems] == [("set aside", 2)]
    assert fates.table()[0]["read"] == fates.table()[0]["set_aside"] == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty (0 bytes)"),
        (b'a,b\n1,"cut off in the middle', "ends inside a quoted cell that begins on line 2"),
        (b"<!DOCTYPE html><html><body>404</body></html>", "an HTML page"),
        (b"%PDF-1.7 ...", "a PDF document"),
        (b"PK\x03\x04 no zip at all", "zip"),
        (b"PAR1 no parquet at all", "Parquet"),
        (b"\x00\x01\x02\x03" * 100, "neither text nor"),
        (b'[["a", 1], ["b"', "line 1"),
        (b'{"a": ' * 20000, "line 1"),
        (b"[1, 2]", "int"),
        (("," * 20_000 + "\n").encode(), "20,001 columns"),
    ],
)
def test_what_is_no_table_is_refused_in_one_sentence(tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        rows(write(tmp_path, "a.csv", content))
    assert message in str(caught.value)
    assert "a.csv" in str(caught.value)


def test_a_million_characters_are_one_cell(tmp_path: Path) -> None:
    assert [len(cell) for cell in rows(write(tmp_path, "a.csv", f"a,b\n{'x' * 1_000_000},y\n"))[1]] == [1_000_000, 1]


def workbook(folder: Path) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Partners"
    sheet.append(["Partner", "Start", "Sum", "Open"])
    sheet.append(["ILEA", dt.datetime(2021, 2, 1), 1234.5, True])
    sheet.append([None, None, None, None])
    sheet.append(["=1+1", "#N/A", 12345678901, None])
    sheet["B4"].data_type = "e"
    hidden = book.create_sheet("Vetting")
    hidden.append(["not for you"])
    hidden.sheet_state = "hidden"
    return book


def test_a_workbook_without_its_hidden_sheet(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    workbook(tmp_path).save(path)
    fates = Fates()
    assert rows(path, fates) == [["Partner", "Start", "Sum", "Open"], ["ILEA", "2021-02-01", "1234.5", "TRUE"], ["", "", "12345678901"]]
    assert {(p.fate, p.where.line, p.where.field, p.found) for p in fates.problems} == {
        ("set aside", 0, "", "the sheet 'Vetting' is hidden"),
        ("fault", 4, "column A", "a formula"),
        ("fault", 4, "column B", "#N/A"),
    }


def test_several_visible_sheets_are_several_tables(tmp_path: Path) -> None:
    book = workbook(tmp_path)
    book.create_sheet("2024").append(["x"])
    book.save(tmp_path / "a.xlsx")
    assert [table.name for table in open_tables(tmp_path / "a.xlsx", Fates())] == ["a.xlsx / Partners", "a.xlsx / 2024"]


def test_a_cell_far_out_costs_no_memory(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "a"
    book.active["XFD1048576"] = "far"
    book.save(tmp_path / "a.xlsx")
    (table,) = open_tables(tmp_path / "a.xlsx", Fates())
    assert [(row.line, len(row.cells)) for row in table.rows] == [(1, 1), (1_048_576, 16_384)]


def test_a_workbook_with_entities_is_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "a"
    book.save(tmp_path / "a.xlsx")
    bomb = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet><sheetData/></worksheet>'
    with zipfile.ZipFile(tmp_path / "a.xlsx") as source, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as target:
        for name in source.namelist():
            target.writestr(name, bomb if name.endswith("sheet1.xml") else source.read(name))
    with pytest.raises(UnreadableFile, match="entity"):
        rows(tmp_path / "b.xlsx")


def test_a_workbook_cut_off_is_refused(tmp_path: Path) -> None:
    workbook(tmp_path).save(tmp_path / "a.xlsx")
    whole = (tmp_path / "a.xlsx").read_bytes()
    with pytest.raises(UnreadableFile):
        rows(write(tmp_path, "b.xlsx", whole[: len(whole) // 2]))


def test_a_workbook_that_fills_the_machine_is_refused(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as source, zipfile.ZipFile(tmp_path / "b.xlsx", "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if not name.endswith("sheet1.xml"):
                target.writestr(name, source.read(name))
        row = b'<row r="1"><c t="inlineStr"><is><t>' + b"a" * 1000 + b"</t></is></c></row>"
        target.writestr("xl/worksheets/sheet1.xml", b"<worksheet xmlns='x'><sheetData>" + row * 100_000 + b"</sheetData></worksheet>")
    with pytest.raises(UnreadableFile, match="times its size"):
        rows(tmp_path / "b.xlsx")


def test_password_protected_workbooks_are_named_for_what_they_are(tmp_path: Path) -> None:
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600
    with pytest.raises(UnreadableFile, match="protected by a password"):
        rows(write(tmp_path, "a.xlsx", content))


ODS = """<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s"><office:automatic-styles>
<style:style style:name="ta1"><style:table-properties table:display="true"/></style:style>
<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style></office:automatic-styles>
<office:body><office:spreadsheet><table:table table:name="Shown" table:style-name="ta1">
<table:table-row><table:table-cell office:value-type="string"><text:p>Partner</text:p></table:table-cell>
<table:table-cell office:value-type="string"><text:p>Since</text:p></table:table-cell>
<table:table-cell office:value-type="string"><text:p>Sum</text:p></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
<table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="string"><text:p>A<text:s text:c="2"/>B</text:p>
<office:annotation><text:p>a note</text:p></office:annotation></table:table-cell>
<table:table-cell office:value-type="date" office:date-value="2021-02-01"><text:p>Feb-21</text:p></table:table-cell>
<table:table-cell office:value-type="float" office:value="12.5"><text:p>12,50</text:p></table:table-cell>
<table:table-cell table:number-columns-repeated="16000"/></table:table-row>
</table:table><table:table table:name="Kept back" table:style-name="ta2"><table:table-row><table:table-cell office:value-type="string">
<text:p>secret</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"""


def ods(folder: Path, manifest: str = "<manifest/>") -> Path:
    path = folder / "a.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS)
        archive.writestr("META-INF/manifest.xml", manifest)
    return path


def test_an_opendocument_spreadsheet(tmp_path: Path) -> None:
    fates = Fates()
    assert rows(ods(tmp_path), fates) == [["Partner", "Since", "Sum"], ["A  B", "2021-02-01", "12.5"], ["A  B", "2021-02-01", "12.5"]]
    assert [p.found for p in fates.problems] == ["the sheet 'Kept back' is hidden"]


def test_a_protected_opendocument_spreadsheet_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="password"):
        rows(ods(tmp_path, "<manifest><file-entry><encryption-data/></file-entry></manifest>"))


def test_an_old_workbook() -> None:
    fourth = rows(FIXTURES / "tables" / "old.xls")[3]
    assert fourth == ["001", "WASH", "Higiene", "ACNUR", "100", "100", "Panamá", "Los Santos", "1 March 2015"]


def test_parquet(tmp_path: Path) -> None:
    columns = {"a": ["x", None], "b": [dt.date(2021, 2, 1), None], "c": [["p", "q"], []], "d": [b"raw", None]}
    pq.write_table(pa.table(columns), tmp_path / "a.parquet")
    assert rows(tmp_path / "a.parquet") == [["a", "b", "c", "d"], ["x", "2021-02-01", "p\nq"]]
    assert problems(tmp_path / "a.parquet") == [(2, "column D", "bytes")]


@pytest.mark.parametrize(
    "content",
    [
        '[["a", "b"], ["x", 1]]',
        '[{"a": "x", "b": 1}]',
        '{"a": "x", "b": 1}\n{"a": "y", "b": 2}\n',
        '{"status": "OK", "results": [{"a": "x", "b": 1}]}',
    ],
)
def test_json_in_four_shapes(tmp_path: Path, content: str) -> None:
    assert rows(write(tmp_path, "a.json", content))[:2] == [["a", "b"], ["x", "1"]]


def test_fields_inside_fields_and_lists(tmp_path: Path) -> None:
    content = '[{"id": 1, "orgs": {"funding": ["Sida", "INL"], "other": [{"x": 1}]}}, {"id": 2, "new": true}]'
    assert rows(write(tmp_path, "a.json", content)) == [
        ["id", "orgs.funding", "orgs.other", "new"],
        ["1", "Sida\nINL", "", ""],
        ["2", "", "", "TRUE"],
    ]


def test_a_line_of_json_lines_that_is_no_json_hurts_no_other(tmp_path: Path) -> None:
    fates = Fates()
    assert rows(write(tmp_path, "a.json", '{"a": 1}\n{"a": oops}\n{"a": 3}\n'), fates) == [["a"], ["1"], ["3"]]
    assert [(p.fate, p.where.line) for p in fates.problems] == [("set aside", 2)]


def test_a_zip_of_several_files_is_several_tables(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("one.csv", "a,b\n1,2\n")
        archive.writestr("two.csv", "c,d\n3,4\n")
    assert [table.name for table in open_tables(write(tmp_path, "a.zip", buffer.getvalue()), Fates())] == ["a.zip/one.csv", "a.zip/two.csv"]
