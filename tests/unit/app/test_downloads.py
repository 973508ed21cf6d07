"""CSV and XLSX: whole, and no cell a formula."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from app.http.downloads import csv_lines, file_stem, neutral, write_xlsx
from app.http.formats import Table


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


def test_a_sheet_holds_texts_as_texts_and_numbers_as_numbers(tmp_path: Path) -> None:
    file = tmp_path / "t.xlsx"
    write_xlsx(Table("t", ("name", "n"), [("=1+1", 5), ("Policía\x07", -2.5)]), file)
    cells = [[(cell.value, cell.data_type) for cell in row] for row in load_workbook(file).active.iter_rows()]
    assert cells == [[("name", "s"), ("n", "s")], [("=1+1", "s"), (5, "n")], [("Policía\ufffd", "s"), (-2.5, "n")]]


def test_file_names_are_plain() -> None:
    assert file_stem('../x "; rm -rf / \r\n شرطة Policía') == "x-rm-rf-Polic-a"
    assert file_stem("الشرطة") == "data"
    assert len(file_stem("x" * 500)) == 80
