"""CSV, XLSX and Parquet: whole, typed, and no cell a formula."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterator

import pyarrow.parquet as pq
import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from app.http import workbook
from app.http.about import About, SourceNote
from app.http.downloads import cell, csv_lines, file_stem, neutral
from app.http.formats import Table
from app.http.parquet import write_parquet
from app.http.workbook import CUT, LONGEST, write_xlsx


@pytest.mark.parametrize("text", [
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n=1", "=HYPERLINK(\"http://x\")", "＝1", "|calc", "-"
])
def test_texts_that_would_be_formulas_get_an_apostrophe(text: str) -> None:
    assert neutral(text) == "'" + text


@pytest.mark.parametrize("value", ["Police", "-5", "+12.50", "a=b", "", 5, -5, 2.5, "1-2"])
def test_other_values_stay_as_they_are(value: object) -> None:
    assert neutral(value) == value


def test_lists_truth_and_nothing() -> None:
    assert [neutral(v) for v in (["a", "b"], True, False, None)] == ["a; b", "yes", "no", ""]
    assert neutral(["=1", "b"]) == "'=1; b"


@given(st.lists(st.tuples(st.text(), st.integers()), max_size=300))
def test_a_csv_file_reads_back_to_its_rows(rows: list[tuple[str, int]]) -> None:
    text = "".join(csv_lines(Table("t", ("name", "n"), rows)))
    read = list(csv.reader(io.StringIO(text, newline="")))
    assert read == [["name", "n"], *[[str(neutral(name)), str(n)] for name, n in rows]]
    assert not any(cell[:1] in ("=", "@", "\t", "\r") for row in read for cell in row)


def test_the_byte_order_mark_stands_first_where_asked() -> None:
    assert next(csv_lines(Table("t", ("name",), []), mark=True)) == "\ufeffname\r\n"


HOSTILE = ("=1+1", "Policía\x07", "x" * 500, "الشرطة الوطنية", "<b>&amp;", "@SUM(A1)\u202e", "a\r\nb",
           "<r><t>a</r>", "_x0041_")
ABOUT = About("A list", "What stands in it.", dt.date(2024, 6, 30),
              (SourceNote("s", "=Source", "الناشر", "CC BY 4.0", loaded=dt.date(2024, 1, 2)),), ("2 of 5 things left out.",))
TYPED = Table("t", ("name", "n", "share", "since", "partly", "sure", "others", "when"), [
    (HOSTILE[0], 5, 0.5, "2011-02-03", "2011", True, ["a", "b"], dt.date(1850, 1, 1)),
    (HOSTILE[1], -2, 3, "", "2011-02-03", None, [], None),
    (HOSTILE[2], None, None, None, None, False, None, dt.date(2001, 9, 3)),
])


@pytest.fixture
def asked(app: Flask) -> Iterator[None]:
    """In a request for a file."""
    with app.test_request_context("/lists?country=GT&page=3&bom=1", base_url="http://here"):
        yield


@pytest.mark.usefixtures("asked")
def test_a_workbook_has_typed_cells_filters_and_says_where_it_comes_from() -> None:
    file = io.BytesIO()
    write_xlsx(TYPED, lambda: ABOUT, file)
    book = load_workbook(file)
    sheet = book["data"]
    cells = [[(cell.value, cell.data_type) for cell in row] for row in sheet.iter_rows(min_row=2)]
    day = dt.datetime(2011, 2, 3)
    assert cells[0] == [("=1+1", "s"), (5, "n"), (0.5, "n"), (day, "d"), ("2011", "s"), ("yes", "s"), ("a; b", "s"), ("1850-01-01", "s")]
    assert cells[1] == [("Policía\ufffd", "s"), (-2, "n"), (3, "n"), (None, "n"), (day, "d"), (None, "n"), (None, "n"), (None, "n")]
    assert cells[2][0] == (HOSTILE[2], "s")
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet["A1"].font.bold) == ("A2", "A1:H4", True)
    told = [(label, text) for label, text in book["about"].values if label != "Made"]
    assert told == [
        ("Title", "A list"), ("What it shows", "What stands in it."), ("As of", "2024-06-30"),
        ("Link that makes it again", "http://here/lists?country=GT&as_of=2024-06-30"), ("Choice: country", "GT"),
        ("Choice: as_of", "2024-06-30"), ("Left out", "2 of 5 things left out."),
        ("Source", "=Source; الناشر; CC BY 4.0; loaded 2024-01-02"),
    ]


@pytest.mark.usefixtures("asked")
def test_texts_that_are_markup_of_workbooks_stay_texts() -> None:
    file = io.BytesIO()
    write_xlsx(Table("<r>x</r>", ("<r>x</r>",), [(text,) for text in HOSTILE]), lambda: ABOUT, file)
    read = [row[0] for row in load_workbook(file)["data"].values]
    assert read[0] == "<r>x</r> "
    assert read[1:-3] == [str(cell(text)) for text in HOSTILE[:-3]]
    assert read[-3:] == ["a\nb", "<r><t>a</r> ", "_x005F_x0041_"], "the last is Excel's own writing of a text that looks like an escape"


@pytest.mark.usefixtures("asked")
def test_a_workbook_goes_on_to_another_sheet_and_says_where_a_text_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "SHEET_ROWS", 2)
    file = io.BytesIO()
    write_xlsx(Table("t", ("n", "text"), ((n, "y" * 40_000 if n == 2 else 10**17) for n in range(5))), lambda: ABOUT, file)
    book = load_workbook(file)
    assert book.sheetnames == ["data", "data 2", "data 3", "about"]
    assert [[row[0] for row in book[name].values] for name in book.sheetnames[:3]] == [["n", 0, 1], ["n", 2, 3], ["n", 4]]
    cut = book["data 2"]["B2"].value
    assert (len(cut), cut.endswith(CUT)) == (LONGEST, True)
    assert book["data"]["B2"].value == str(10**17), "more digits than a spreadsheet keeps"


@pytest.mark.usefixtures("asked")
def test_parquet_has_typed_columns_and_says_where_it_comes_from() -> None:
    file = io.BytesIO()
    write_parquet(TYPED, lambda: ABOUT, file)
    read = pq.read_table(file)
    assert {field.name: str(field.type) for field in read.schema} == {
        "name": "string", "n": "int64", "share": "double", "since": "date32[day]", "partly": "string", "sure": "bool",
        "others": "list<element: string>", "when": "date32[day]",
    }
    assert read["name"].to_pylist() == list(HOSTILE[:3]), "nothing in this format acts on a letter: texts as they are"
    assert read["since"].to_pylist() == [dt.date(2011, 2, 3), None, None]
    assert read["others"].to_pylist() == [["a", "b"], [], None]
    about = json.loads(read.schema.metadata[b"partnergraph"])
    assert (about["as_of"], about["left_out"], len(about["sources"])) == ("2024-06-30", ["2 of 5 things left out."], 1)


_VALUES = st.one_of(st.none(), st.text(max_size=20), st.integers(-(2**70), 2**70), st.floats(), st.booleans(), st.dates(),
                    st.lists(st.text(max_size=5), max_size=3), st.sampled_from(HOSTILE))


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(_VALUES, _VALUES), max_size=20))
def test_any_table_can_be_written_in_every_format(app: Flask, rows: list[tuple[object, object]]) -> None:
    table = Table("t", ("a", "a"), rows)
    with app.test_request_context("/"):
        book, parquet = io.BytesIO(), io.BytesIO()
        write_xlsx(table, lambda: ABOUT, book)
        write_parquet(table, lambda: ABOUT, parquet)
    sheet = load_workbook(book)["data"]
    assert sheet.auto_filter.ref == f"A1:B{len(rows) + 1}"
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
    read = pq.read_table(parquet)
    assert (read.num_rows, read.column_names) == (len(rows), ["a (1)", "a (2)"])


def test_file_names_are_plain() -> None:
    assert file_stem('../x "; rm -rf / \r\n شرطة Policía') == "x-rm-rf-Polic-a"
    assert file_stem("الشرطة") == "data"
    assert len(file_stem("x" * 500)) == 80
