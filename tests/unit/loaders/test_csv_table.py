"""CSV files with a header: what is read, what is set aside, what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.csv_table import Cells, read_table
from loaders.errors import UnreadableFile
from loaders.rows import Fates

COLUMNS = ("id", "name")


def read(path: Path, content: bytes) -> tuple[list[tuple[int, Cells]], Fates]:
    path.write_bytes(content)
    fates = Fates()
    return list(read_table(path, COLUMNS, fates)), fates


@pytest.mark.parametrize("content", [
    b"id,name\n1,Ana\n2,\"B, C\"\n", b"\xef\xbb\xbfid,name\r\n1,Ana\r\n2,\"B, C\"\r\n", b"id,name\r1,Ana\r2,\"B, C\"\r",
    b" id , name \n1,Ana\n\n2,\"B, C\"",
])
def test_byte_order_mark_and_line_ends_do_not_matter(tmp_path: Path, content: bytes) -> None:
    found, fates = read(tmp_path / "t.csv", content)
    assert [cells for _, cells in found] == [("1", "Ana"), ("2", "B, C")]
    assert (fates.read["t.csv"], list(fates.problems)) == (2, [])


def test_columns_are_found_by_name_in_any_order(tmp_path: Path) -> None:
    found, fates = read(tmp_path / "t.csv", b"note,name,id\nx,Ana,1\n")
    assert found == [(2, ("1", "Ana"))]
    assert [(p.fate, p.where.line, p.where.field) for p in fates.problems] == [("fault", 1, "note")]


def test_a_row_of_another_width_and_one_that_is_no_csv_are_set_aside(tmp_path: Path) -> None:
    found, fates = read(tmp_path / "t.csv", b'id,name\n1,Ana\n2\n3,a,b\n4,"x"y\n5,Eve\n')
    assert [cells[0] for _, cells in found] == ["1", "5"]
    assert [(p.fate, p.where.line, p.found) for p in fates.problems] == [
        ("set aside", 3, "1 cells"), ("set aside", 4, "3 cells"), ("set aside", 5, "',' expected after '\"'")]
    assert (fates.read["t.csv"], fates.loaded("t.csv")) == (5, 2)


def test_windows_1252_is_read_and_said(tmp_path: Path) -> None:
    found, fates = read(tmp_path / "t.csv", "id,name\n1,Policía\n".encode("cp1252"))
    assert found == [(2, ("1", "Policía"))]
    assert [(p.fate, p.where.field) for p in fates.problems] == [("fault", "encoding")]


@pytest.mark.parametrize(("content", "says"), [
    (b"", r"t\.csv: the file is empty; expected a header with id, name"),
    (b"id,title\n", r"t\.csv, line 1: there is no column name; found id, title"),
    (b"id,name,name\n", r"the column name stands there twice"),
    (b"<!DOCTYPE html><html><body>404</body></html>", r"an HTML page.*expected a CSV file"),
    ("id,name\n".encode("utf-16"), r"UTF-16; expected UTF-8"),
    (b"id,name\n" + b"\0\1\2" * 20, r"neither text nor a format known here"),
    (b"PK\x03\x04rest", r"expected a CSV file"),
    (b'id,name\n1,"Ana\n2,Bob\n', r"breaks off inside a quoted cell"),
    (b"id,name\n1,Ana\n2", r"line 3: the file breaks off in the middle of a row"),
])
def test_what_is_no_such_table_is_refused_with_a_reason(tmp_path: Path, content: bytes, says: str) -> None:
    with pytest.raises(UnreadableFile, match=says):
        read(tmp_path / "t.csv", content)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"gone\.csv: cannot be opened"):
        list(read_table(tmp_path / "gone.csv", COLUMNS, Fates()))


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("fuzz") / "t.csv"
    try:
        found, fates = read(path, b"id,name\n" + content)
    except UnreadableFile:
        return
    assert fates.loaded("t.csv") == len(found)


def test_a_stray_nul_is_a_slip(tmp_path: Path) -> None:
    found, _ = read(tmp_path / "t.csv", b"id,name\n" + b"1,Ana\n" * 20 + b"2,B\0b\n")
    assert found[-1][1] == ("2", "B\0b")
