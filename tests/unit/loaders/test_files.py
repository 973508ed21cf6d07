"""What people hand in: archives within limits, files named for what they are, encodings read as they really are."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from loaders.errors import UnreadableFile
from loaders.files import LIMITS, Limits, Utf8, described, kind_of, members
from tests.support.telling import write

SMALL = Limits(expanded=200_000, ratio=20, free=1_000, members=3)


def zipped(folder: Path, **entries: bytes) -> Path:
    path = folder / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


def contents(path: Path, limits: Limits = SMALL) -> list[tuple[str, bytes]]:
    found = []
    for member in members(path, limits):
        with member.open() as stream:
            found.append((member.name, b"".join(iter(lambda stream=stream: stream.read(512), b""))))  # type: ignore[misc]
    return found


def test_plain_gzip_and_zip(tmp_path: Path) -> None:
    assert contents(write(tmp_path, "a.xml", "<a/>")) == [("a.xml", b"<a/>")]
    assert contents(write(tmp_path, "b.xml.gz", gzip.compress(b"<b/>"))) == [("b.xml", b"<b/>")]
    assert contents(write(tmp_path, "wrong-name.xml", gzip.compress(b"<b/>"))) == [("wrong-name.xml", b"<b/>")]
    packed = zipped(tmp_path, **{"x/a.xml": b"<a/>", "b.xml": b"<b/>", "__MACOSX/._a": b"?"})
    assert contents(packed) == [("a.zip/x/a.xml", b"<a/>"), ("a.zip/b.xml", b"<b/>")]


@pytest.mark.parametrize("name", ["../a.xml", "x/../../a.xml", "/etc/passwd", "..\\a.xml", "C:\\a.xml"])
def test_a_path_that_leads_out_of_the_archive(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnreadableFile, match=r"a\.zip: the zip archive holds a file named .* which leads out of it"):
        contents(zipped(tmp_path, **{name: b"<a/>"}))


def test_bombs(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"bomb\.gz: unpacks to more than 20 times its size"):
        contents(write(tmp_path, "bomb.gz", gzip.compress(b"0" * 150_000)))
    with pytest.raises(UnreadableFile, match=r"a\.zip/a\.xml: unpacks to more than 20 times its size"):
        contents(zipped(tmp_path, **{"a.xml": b"0" * 150_000}))
    with pytest.raises(UnreadableFile, match=r"a\.zip: unpacks to more than 200,000 bytes; unpack it"):
        contents(zipped(tmp_path, **{"a.xml": b"0" * 150_000, "b.xml": b"0" * 150_000}))
    with pytest.raises(UnreadableFile, match=r"big\.gz: unpacks to more than 200,000 bytes"):
        contents(write(tmp_path, "big.gz", gzip.compress(bytes(range(256)) * 1_000)), Limits(200_000, 10_000, 1_000))
    with pytest.raises(UnreadableFile, match="holds 4 files; expected at most 3"):
        contents(zipped(tmp_path, a=b"1", b=b"2", c=b"3", d=b"4"))


def test_a_zip_that_lies_about_its_size(tmp_path: Path) -> None:
    path = zipped(tmp_path, **{"a.xml": b"0" * 150_000})
    data = path.read_bytes().replace((150_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    path.write_bytes(data)
    with pytest.raises(UnreadableFile, match=r"unpacks to more than|is damaged"):
        contents(path)


def test_broken_archives(tmp_path: Path) -> None:
    whole = gzip.compress(bytes(range(256)) * 40)
    with pytest.raises(UnreadableFile, match=r"cut\.gz: the archive breaks off after [\d,]+ bytes of its content"):
        contents(write(tmp_path, "cut.gz", whole[:-20]), LIMITS)
    with pytest.raises(UnreadableFile, match=r"bad\.gz: the archive is damaged after"):
        contents(write(tmp_path, "bad.gz", whole[:60] + b"\0" * 30 + whole[90:]), LIMITS)
    with pytest.raises(UnreadableFile, match=r"cut\.zip: a zip archive that cannot be read"):
        contents(write(tmp_path, "cut.zip", zipped(tmp_path, a=b"12345" * 100).read_bytes()[:60]))
    with pytest.raises(UnreadableFile, match=r"a\.zip: the zip archive holds no file"):
        contents(zipped(tmp_path))


def test_protected_by_a_password(tmp_path: Path) -> None:
    path = zipped(tmp_path, a=b"<a/>")
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    with pytest.raises(UnreadableFile, match="a is protected by a password; expected an archive without one"):
        contents(path)


def test_an_archive_inside_an_archive(tmp_path: Path) -> None:
    for inner in (gzip.compress(b"<a/>"), b"PK\x03\x04rest"):
        with pytest.raises(UnreadableFile, match="an archive inside an archive; unpack the outer one first"):
            contents(zipped(tmp_path, **{"a.gz": inner}))
        with pytest.raises(UnreadableFile, match="an archive inside an archive"):
            contents(write(tmp_path, "b.gz", gzip.compress(inner)))


def test_nothing_in_it(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"e\.xml: the file is empty \(0 bytes\)"):
        contents(write(tmp_path, "e.xml", ""))
    with pytest.raises(UnreadableFile, match=r"e: the file is empty \(0 bytes\)"):
        contents(write(tmp_path, "e.gz", gzip.compress(b"")))
    with pytest.raises(UnreadableFile, match=r"none\.xml: cannot be opened: No such file or directory"):
        contents(tmp_path / "none.xml")


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"<?xml version='1.0'?><a/>", "xml"), (b"\xef\xbb\xbf <a/>", "xml"), ("<?xml version='1.0'?><a/>".encode("utf-16"), "xml"),
        ("<a/>".encode("utf-16-le"), "xml"), ("<a/>".encode("utf-16-be"), "xml"), (b"<!DOCTYPE html><html>", "html"),
        (b"\n<HTML lang='en'><head>", "html"), (b"<?xml version='1.0'?><!DOCTYPE html><html xmlns='x'>", "html"), (b'{"a": 1}', "json"),
        (b"a,b\n1,2", "text"), (b"%PDF-1.7", "pdf"), (b"\xd0\xcf\x11\xe0", "xls"), (b"PK\x03\x04", "zip"), (b"\x1f\x8b", "gzip"),
        (b"PAR1", "parquet"), (b"\x89PNG", "image"), (b"ab\0\0\0cd", "binary"), (b"", "text"),
    ],
)
def test_what_a_file_is(head: bytes, kind: str) -> None:
    assert kind_of(head) == kind


def test_a_workbook_is_told_from_other_archives(tmp_path: Path) -> None:
    workbook = zipped(tmp_path, **{"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<w/>"})
    assert described(workbook.read_bytes(), workbook) == "an Excel workbook (XLSX)"
    assert [name for name, _ in contents(workbook)] == ["a.zip"]
    document = zipped(tmp_path, **{"mimetype": b"application/vnd.oasis", "content.xml": b"<c/>"})
    assert described(document.read_bytes(), document) == "an OpenDocument file"


def as_utf8(data: bytes, declared: str) -> tuple[str, str]:
    stream = Utf8(io.BytesIO(data), "f", declared)
    return b"".join(iter(lambda: stream.read(1000), b"")).decode(), stream.contradicted


def test_encodings_are_read_as_they_really_are() -> None:
    assert as_utf8(b"plain", "utf-8") == ("plain", "")
    assert as_utf8("café".encode(), "utf-8") == ("café", "")
    assert as_utf8("a\ncafé “q”".encode("cp1252"), "utf-8") == ("a\ncafé “q”", "Windows-1252 from byte 5 (line 2) on")
    assert as_utf8("a\ncafé".encode(), "latin-1") == ("a\ncafé", "UTF-8 from byte 5 (line 2) on")
    assert as_utf8("café".encode("cp1252"), "latin-1") == ("café", "")


def test_a_character_across_two_chunks() -> None:
    text = "x" * 65_535 + "é" + "y" * 10
    assert as_utf8(text.encode(), "utf-8") == (text, "")


def test_two_encodings_in_one_file() -> None:
    with pytest.raises(UnreadableFile, match=r"f: byte 65,5\d\d \(line 2\) is no UTF-8, which the rest of the file is"):
        as_utf8("é\n".encode() + b"x" * 65_555 + "é".encode("cp1252") + b" z", "utf-8")
    with pytest.raises(UnreadableFile, match=r"f: mixes UTF-8 and Windows-1252 text \(near byte 65,5"):
        as_utf8("é\n".encode("cp1252") + b"x" * 65_555 + "é".encode() + b" z", "utf-8")
