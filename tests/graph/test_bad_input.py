"""Bad files through the upload page and the load path: one clear message or a row problem, nothing half written, no crash.

What each reader makes of them in detail is tested beside the readers; here it is what a person sees, and what stays behind.
"""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from pathlib import Path

import duckdb
import openpyxl
import pytest

from graph.client import Graph
from tests.support.handing_in import Content, Desk, desk_on
from tests.support.telling import FIXTURES
from tests.support.toy import org, whole

pytestmark = pytest.mark.once

ACTIVITIES = (FIXTURES / "iati" / "two_activities.xml").read_bytes()
SHEET = (FIXTURES / "hxl" / "who_does_what.csv").read_text(encoding="utf-8")
HEADER = "".join(SHEET.splitlines(keepends=True)[1:3])
TAGS = "#org+impl,#activity,#country+code,#adm1"

BOMB = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">%s]>
<iati-activities version="2.03"><iati-activity><iati-identifier>&e9;</iati-identifier></iati-activity></iati-activities>""" % b"".join(
    b'<!ENTITY e%d "%s">' % (n, (b"&e%d;" % (n - 1) if n else b"&a;") * 10) for n in range(10)
)
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>
<iati-activities version="2.03"><iati-activity><iati-identifier>XX-1</iati-identifier>
<reporting-org ref="XX-1-2" type="40"><narrative>&secret;</narrative></reporting-org></iati-activity></iati-activities>"""
HTML = b"<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"


def zipped(**files: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def workbook(*rows: list[object], hidden: str = "") -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if hidden:
        book.create_sheet("secret").append([hidden])
        book["secret"].sheet_state = "hidden"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def protected() -> bytes:
    """What Office writes for a workbook with a password: an OLE file, not a zip."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 2048


@pytest.fixture
def desk(graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return desk_on(graph, tmp_path, monkeypatch)


# The file; the format that a person chooses where it is not recognised; words that the message must have.
UNREADABLE: dict[str, tuple[Content, str, tuple[str, ...]]] = {
    "not well-formed": (
        ("a.xml", ACTIVITIES.replace(b"</title>", b"</titel>", 1)), "iati",
        ("a.xml", "not well-formed XML at line 6", "Nothing of it is loaded"),
    ),
    "cut off in the middle": (
        ("a.xml", ACTIVITIES[: len(ACTIVITIES) // 2]), "iati",
        ("a.xml", "not well-formed XML at line 23", "Nothing of it is loaded"),
    ),
    "entity bomb": (("a.xml", BOMB), "iati", ("a.xml", "declares the entity &a; on line 1", "entities are not read")),
    "external entity": (
        ("a.xml", OUTSIDE), "iati",
        ("a.xml", "declares the entity &secret; on line 1", "entities are not read"),
    ),
    "zip bomb": (
        ("a.zip", zipped(**{"a.xml": ACTIVITIES[:60] + b" " * 70_000_000})), "iati",
        ("a.zip/a.xml", "unpacks to more than 250 times its size"),
    ),
    "zip with ..": (
        ("a.zip", zipped(**{"../../a.xml": ACTIVITIES})), "iati",
        ("a.zip", "'../../a.xml', which leads out of it"),
    ),
    "broken gzip": (("a.xml.gz", gzip.compress(ACTIVITIES)[:300]), "iati", ("a.xml.gz", "the archive breaks off")),
    "spreadsheet named .xml": (
        ("a.xml", workbook(["Name"], ["UNODC"])), "iati",
        ("a.xml", "this is an Excel workbook (XLSX); expected XML"),
    ),
    "error page named .csv": (("a.csv", HTML), "hxl", ("a.csv", "this is an HTML page")),
    "workbook with a password": (("a.xlsx", protected()), "hxl", ("a.xlsx", "protected by a password; save it without one")),
    "empty": (("a.csv", b""), "", ("a.csv is empty", "0 bytes")),
    "a picture": (("a.csv", b"\x89PNG\r\n\x1a\n" + b"\0" * 100), "hxl", ("a.csv", "this is a picture")),
    "no tags": (("a.csv", b"a,b,c\n1,2,3\n"), "hxl", ("a.csv", "expected a row of HXL tags")),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_file_that_cannot_be_read_has_one_message_and_changes_nothing(desk: Desk, name: str) -> None:
    content, format_, words = UNREADABLE[name]
    before = whole(desk.made.graph)
    upload = desk.hand_in(content)
    if upload.state == "unclear":
        upload = desk.do(upload, "look", format=format_)
    assert upload.state == "failed", upload.preview
    assert [word for word in words if word not in upload.message] == [], upload.message
    assert "\n" not in upload.message and "Traceback" not in upload.message and "Something went wrong" not in upload.message
    assert str(desk.made.settings.home) not in upload.message
    assert "root:" not in upload.message
    assert (whole(desk.made.graph), desk.made.ledger.loads(), desk.made.ledger.sources()) == (before, [], [])
    assert sorted(p.name for p in desk.made.stores.archive.root.glob("[0-9]*")) == []
    assert desk.page(upload).status_code == 200


def sheet(*rows: str) -> str:
    return "\n".join((TAGS, *rows)) + "\n"


READABLE: dict[str, Content] = {
    "utf-16": ("a.csv", sheet("Policía,Training,GT,Petén").encode("utf-16")),
    "cp1252": ("a.csv", sheet("Policía,Training,GT,Petén").encode("cp1252")),
    "byte order mark": ("a.csv", sheet("Policía,Training,GT,Petén").encode("utf-8-sig")),
    "CR alone": ("a.csv", sheet("Policía,Training,GT,Petén").replace("\n", "\r").encode()),
    "NUL bytes": ("a.csv", sheet("Poli\0cía,Training,GT,Petén").encode()),
    "formulas and a hidden sheet": (
        "a.xlsx", workbook(TAGS.split(","), ["Policía", "Training", "GT", '=IF(1=1,"Petén","")'], hidden="s3cret"),
    ),
    "sixteen thousand columns": ("a.csv", (TAGS + "," * 15_990 + "\nPolicía,Training,GT,Petén" + "," * 15_990 + "\n").encode()),
    "a million characters in a cell": ("a.csv", sheet(f"Policía,{'Training ' * 111_112},GT,Petén").encode()),
}


@pytest.mark.parametrize("name", READABLE)
def test_a_file_with_oddities_loads_and_nothing_is_lost(desk: Desk, name: str) -> None:
    upload = desk.hand_in(READABLE[name])
    assert (upload.state, upload.format) == ("ready", "hxl"), upload.message
    counts = upload.preview["outcome"]["counts"]
    assert sum(row["read"] for row in counts) == sum(row["loaded"] + row["same_as"] + row["set_aside"] for row in counts) >= 1
    assert desk.do(upload, "apply").state == "loaded", desk.uploads.get(upload.id).message
    names = {row[0] for row in desk.made.graph.read("MATCH (o:Organization) RETURN o.name").rows}
    assert len(names) == 1 and names <= {"Policía", "Poli cía"}
    assert "s3cret" not in str(whole(desk.made.graph))
    areas = {row[0] for row in desk.made.graph.read("MATCH (a:AdminArea) RETURN a.name").rows}
    formula = name == "formulas and a hidden sheet"  # kept without what it came to, and never computed here
    assert areas == (set() if formula else {"Petén"})
    kept = desk.made.ledger.problems(desk.made.ledger.loads()[0].id)
    assert ("a formula" in {problem.found for problem in kept}) == formula


def test_headers_only_load_no_rows(desk: Desk) -> None:
    before = whole(desk.made.graph)
    upload = desk.hand_in(("a.csv", sheet().encode()))
    assert (upload.state, upload.format, upload.preview["outcome"]["counts"], upload.preview["problems"]) == ("ready", "hxl", [], {})
    assert "No record would be loaded" in desk.page(upload).text
    assert whole(desk.made.graph) == before


def test_wrong_encoding_declared_is_read_as_what_it_is(desk: Desk) -> None:
    content = ACTIVITIES.decode().encode("cp1252", "xmlcharrefreplace")
    assert content.startswith(b'<?xml version="1.0" encoding="UTF-8"') and b"Fundaci\xf3n" in content
    upload = desk.do(desk.hand_in(("a.xml", content)), "apply")
    assert upload.state == "loaded", upload.message
    names = {row[0] for row in desk.made.graph.read("MATCH (o:Organization) RETURN o.name").rows}
    assert "Fundación Justicia" in names


HOSTILE = ['<script>alert(1)</script>', '=HYPERLINK("http://x.example","y")', "محمد\u202eevil\u0007", "'; DROP TABLE loads; --"]


def test_hostile_names_are_shown_and_downloaded_as_text(desk: Desk) -> None:
    items = [org(f"k{n}", name) for n, name in enumerate(HOSTILE)] + [{"record": HOSTILE[1], "bad": HOSTILE[0]}]
    upload = desk.hand_in(("<b>names</b>.jsonl", "\n".join(json.dumps(item) for item in items).encode()))
    assert upload.state == "ready", upload.message
    page = desk.page(upload).text
    assert "<script>alert" not in page and "&lt;script&gt;alert" in page and "<b>names" not in page
    assert "\u202e" not in page.split("<main", 1)[1] or "<bdi>" in page
    assert "'=HYPERLINK" in desk.page(upload, ".csv").text
    upload = desk.do(upload, "apply")
    stored = {row[0] for row in desk.made.graph.read("MATCH (o:Organization) RETURN o.name").rows}
    assert stored == {HOSTILE[0], HOSTILE[1], "محمد\u202eevil ", HOSTILE[3]}
    assert "<script>alert" not in desk.page(upload).text


def test_two_records_with_one_id_lose_nothing(desk: Desk) -> None:
    first, second = ACTIVITIES.partition(b"</iati-activity>")[0], b"</iati-activity>"
    start = first.index(b"<iati-activity ")
    doubled = first + second + first[start:].replace(b"Police reform in Guatemala", b"Another title") + second + b"</iati-activities>"
    upload = desk.hand_in(("a.xml", doubled))
    assert upload.state == "ready", upload.message
    activities = next(row for row in upload.preview["outcome"]["counts"] if row["table"] == "activity")
    assert activities["read"] == 2 == activities["loaded"] + activities["same_as"] + activities["set_aside"]
    assert sum(upload.preview["problems"].values()) >= 1
    assert desk.do(upload, "apply").state == "loaded"


def test_more_than_may_be_handed_in_is_refused_at_the_door(desk: Desk) -> None:
    desk.app.config["MAX_CONTENT_LENGTH"] = 1000
    answer = desk.client.post("/data/upload", data={"files": [(io.BytesIO(b"x" * 5000), "a.csv")]}, content_type="multipart/form-data")
    assert answer.status_code == 413
    assert "too large" in answer.text
    assert list((desk.made.settings.home / "uploads").glob("*/*")) == []


PRIVATE = ("jane@example.org", "Jane Doe", "jane.doe@example.org")


def test_no_person_is_in_graph_archive_rows_or_ledger(desk: Desk) -> None:
    for content in (FIXTURES / "hxl" / "who_does_what.csv", FIXTURES / "iati" / "two_activities.xml"):
        assert any(word.encode() in content.read_bytes() for word in PRIVATE)
        upload = desk.do(desk.hand_in(content), "apply")
        assert upload.state == "loaded", upload.message
    home = desk.made.settings.home
    desk.made.ledger.close()
    kept = [p for p in home.rglob("*") if p.is_file() and "original" not in p.parts]
    told = {p.relative_to(home).as_posix(): _text(p) for p in kept}
    loads = [load.id for load in desk.made.ledger.loads()]
    assert {p for p in told if p.endswith(".parquet")} == {f"archive/{n}/{what}.parquet" for n in loads for what in ("nodes", "links")}
    assert [(path, word) for path, text in told.items() for word in PRIVATE if word in text] == []
    graph = str(whole(desk.made.graph))
    assert [word for word in PRIVATE if word in graph] == []


def _text(path: Path) -> str:
    if path.suffix == ".parquet":
        return str(duckdb.execute("select * from read_parquet(?)", [str(path)]).fetchall())
    return path.read_bytes().decode("utf-8", "replace")
