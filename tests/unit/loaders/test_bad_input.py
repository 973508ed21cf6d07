"""Whatever bytes come, every reader of tables says in one sentence what is wrong, or accounts for every row; none crashes."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loaders.errors import UnreadableFile
from loaders.ftm import LOADER as FTM
from loaders.hxl import LOADER as HXL
from loaders.rates import LOADER as RATES
from loaders.register import LOADER as REGISTER
from loaders.rows import Fates, Loader, NodeRow
from loaders.sheet import LOADER as SHEET
from loaders.sheet.mapping import read_mapping
from loaders.us_assistance import LOADER as US_ASSISTANCE
from tests.support.telling import by, write

MAPPING = """
entities:
  partner: {label: Organization, properties: {name: "Partner"}}
  country: {label: Country, country: Country}
links:
  - {type: OPERATES_IN, from: partner, to: country}
"""
# Under each loader's name a header that it takes, and a row under it.
TAKEN = {
    "hxl": (HXL, ["#org", "#country"]),
    "register": (REGISTER, ["LEI", "Entity.LegalName"]),
    "us-assistance": (US_ASSISTANCE, ["Country Name", "Fiscal Year", "Transaction Type Name", "current_amount"]),
    "rates": (RATES, ["Date", "Currency", "Rate"]),
    "sheet": (SHEET, ["Partner", "Country"]),
}
ALL = [REGISTER, FTM, HXL, US_ASSISTANCE, RATES, SHEET]


def load(loader: Loader, folder: Path, path: Path) -> tuple[Fates, list[object]]:
    """Rows of a file; every row read must have a fate, and nothing but ``UnreadableFile`` may be raised."""
    read = by(SHEET, write(folder, "m.yaml", MAPPING)) if loader is SHEET else loader
    fates = Fates()
    rows: list[object] = list(read.rows([path], fates))
    for row in fates.table():
        assert int(row["loaded"]) >= 0
    return fates, rows


def workbook(change: Callable[[openpyxl.Workbook], None] | None = None) -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["Partner", "Country"])
    book.active.append(["ILEA", "Guatemala"])
    if change:
        change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def hidden(book: openpyxl.Workbook) -> None:
    book.active.sheet_state = "hidden"
    book.create_sheet("shown")


def zipped(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


REFUSED = {
    "empty.csv": b"",
    "page.csv": b"<!DOCTYPE html><html><title>404 Not Found</title></html>",
    "document.csv": b"%PDF-1.7\n%...",
    "picture.xlsx": b"\x89PNG\r\n\x1a\n" + b"\0" * 50,
    "noise.csv": bytes(range(256)) * 8,
    "cut.xlsx": workbook()[:2000],
    "locked.xlsx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
    "damaged.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "out.zip": zipped("../../etc/passwd", b"a,b\n1,2\n"),
    "bomb.zip": zipped("a.csv", b"a,b\n" + b" " * (70 << 20)),
    "zeros.zip": zipped("a.csv", b"\0" * (1 << 20)),
    "cut.csv.gz": gzip.compress(bytes(range(32, 127)) * 40)[:60],
    "nested.zip": zipped("b.zip", zipped("a.csv", b"a,b\n")),
    "wide.csv": b"Partner," * 16_500 + b"\n",
    "cut.csv": b'Partner,Country\n"ILEA',
    "cut.json": b'[{"id": "1", "schema": "Company", "properties": {',
    "deep.json": b"[" * 100_000,
    "only-hidden.xlsx": workbook(hidden),
    "words.csv": "nothing that anybody knows\n".encode("utf-16"),
}

# The cause, in the words of the message; of a table that nobody knows each format says what it looks for.
CAUSE = {
    "empty.csv": "the file is empty (0 bytes)",
    "page.csv": "this is an HTML page",
    "document.csv": "this is a PDF document",
    "picture.xlsx": "this is a picture",
    "noise.csv": "neither text nor a format known here",
    "cut.xlsx": "a zip archive that cannot be read",
    "locked.xlsx": "the workbook is protected by a password; save it without one",
    "damaged.xls": "a damaged Excel workbook",
    "out.zip": "holds a file named '../../etc/passwd', which leads out of it",
    "bomb.zip": "unpacks to more than 250 times its size",
    "zeros.zip": "neither text nor a format known here",
    "cut.csv.gz": "the archive breaks off",
    "nested.zip": "an archive inside an archive",
    "wide.csv": "16,501 columns; expected at most 16,384",
    "cut.csv": "ends inside a quoted cell that begins on line 2",
    "cut.json": "expected JSON",
    "deep.json": "values inside values without end",
    "only-hidden.xlsx": "",
    "words.csv": "",
}
UNKNOWN = {
    "register": "its columns are those of no register known here",
    "ftm": "no export of FollowTheMoney",
    "hxl": "expected a row of HXL tags",
    "us-assistance": "its columns are those of no layout known here",
    "rates": "expected exchange rates",
    "sheet": "has no column 'Partner'",
}


@pytest.mark.parametrize("loader", ALL, ids=lambda loader: loader.name)
@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_in_one_sentence(tmp_path: Path, loader: Loader, name: str) -> None:
    path = write(tmp_path, name, REFUSED[name])
    with pytest.raises(UnreadableFile) as caught:
        load(loader, tmp_path, path)
    message = str(caught.value)
    assert name in message
    assert (CAUSE[name] or UNKNOWN[loader.name]) in message
    assert "\n" not in message
    assert len(message) < 1500
    assert loader.recognises(path, path.read_bytes()[:65_536]) == "" or name == "cut.json"  # Cut off, but plainly of its kind.


@pytest.mark.parametrize("name", TAKEN)
@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_headers_only_in_any_writing_is_no_row(tmp_path: Path, name: str, end: str, encoding: str) -> None:
    loader, header = TAKEN[name]
    assert load(loader, tmp_path, write(tmp_path, "a.csv", (",".join(header) + end).encode(encoding)))[1] == []


@pytest.mark.parametrize("name", TAKEN)
@pytest.mark.parametrize(
    "cell", ["x" * 1_000_000, "\0\0", "<script>alert(1)</script>", "=1+1", "\u202eabc", "N/A", "-", "\x07", "🙂", "a\nb"]
)
def test_cells_of_every_kind_are_loaded_or_set_aside(tmp_path: Path, name: str, cell: str) -> None:
    loader, header = TAKEN[name]
    fates, rows = load(loader, tmp_path, write(tmp_path, "a.csv", f'{",".join(header)}\n"{cell}"{",x" * (len(header) - 1)}\n'))
    (table,) = [row for row in fates.table() if row["table"] == "a.csv"]
    assert table["read"] == 1
    assert int(table["loaded"]) + int(table["set_aside"]) == 1
    names = [row.name for row in rows if isinstance(row, NodeRow)]
    assert all(len(shown) <= 500 and shown.isprintable() for shown in names)


@pytest.mark.parametrize("cell", ["=1+1", '=HYPERLINK("http://x.example","y")', "+1", "@SUM(A1)"])
def test_what_looks_like_a_formula_stays_text(tmp_path: Path, cell: str) -> None:
    path = write(tmp_path, "a.json", json.dumps([["#org", "#country"], [f"{cell} Ltd", "GT"]]))
    _, rows = load(HXL, tmp_path, path)
    assert {row.name for row in rows if isinstance(row, NodeRow) and row.label == "Organization"} == {f"{cell} Ltd"}


def test_a_formula_is_what_it_came_to_and_is_never_computed(tmp_path: Path) -> None:
    def formulas(book: openpyxl.Workbook) -> None:
        book.active.append(["=CONCATENATE(A2,\"!\")", "Guatemala"])
        book.active.append(["'=1+1", "Guatemala"])

    fates, rows = load(SHEET, tmp_path, write(tmp_path, "a.xlsx", workbook(formulas)))
    assert {row.name for row in rows if isinstance(row, NodeRow) and row.label == "Organization"} == {"ILEA", "'=1+1"}
    assert [(p.fate, p.where.line, p.found) for p in fates.problems] == [("fault", 3, "a formula")]
    assert "!" not in repr(rows)


@pytest.mark.parametrize("name", TAKEN)
def test_sixteen_thousand_columns(tmp_path: Path, name: str) -> None:
    loader, header = TAKEN[name]
    wide = [*header, *(f"#x_c{n}" for n in range(16_000))]
    fates, _ = load(loader, tmp_path, write(tmp_path, "a.csv", ",".join(wide) + "\n" + ",".join(["x"] * len(wide)) + "\n"))
    assert (fates.read["a.csv"], fates.loaded("a.csv") + fates.fates["set aside", "a.csv"]) == (1, 1)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=400), st.sampled_from(ALL))
def test_any_bytes(tmp_path: Path, content: bytes, loader: Loader) -> None:
    try:
        load(loader, tmp_path, write(tmp_path, "a.csv", content))
    except UnreadableFile as error:
        assert "\n" not in str(error)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.text(max_size=12), max_size=6), max_size=6), st.sampled_from(sorted(TAKEN)))
def test_any_cells_under_a_header(tmp_path: Path, cells: list[list[str]], name: str) -> None:
    loader, header = TAKEN[name]
    try:
        load(loader, tmp_path, write(tmp_path, "a.json", json.dumps([header, *cells])))
    except UnreadableFile as error:
        assert "\n" not in str(error)


VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "schema", "properties", "name", "owner", "country", "amount", "startDate"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "id": st.text(max_size=3),
                "schema": st.sampled_from(["Company", "Ownership", "Payment", "Project", "Odd"]),
                "properties": st.dictionaries(st.sampled_from(["name", "owner", "asset", "payer", "amount", "startDate"]), VALUES),
            }
        )
    )
)
def test_any_entities(tmp_path: Path, entities: list[dict[str, object]]) -> None:
    try:
        load(FTM, tmp_path, write(tmp_path, "a.json", "\n".join(json.dumps(entity) for entity in entities)))
    except UnreadableFile as error:
        assert "\n" not in str(error)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=200) | st.text(alphabet="{}[]:,-\n &*'\"abentitlslp", max_size=120))
def test_any_mapping(mapping: str) -> None:
    with pytest.raises(UnreadableFile):
        read_mapping("m.yaml", mapping)
