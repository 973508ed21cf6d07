"""XML that breaks, lies about its encoding or declares entities; read through the IATI loader, which uses all of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.errors import UnreadableFile
from loaders.iati import LOADER
from loaders.rows import Fates, NodeRow
from tests.support.telling import write

BODY = ('<iati-activities version="2.03"><iati-activity>\n<iati-identifier>GB-CHC-1-é</iati-identifier>'
        "<title><narrative>{}</narrative></title></iati-activity></iati-activities>")
TEXT = BODY.format("Niñas “y” niños")


def titles(path: Path) -> tuple[list[str], list[tuple[str, str]]]:
    fates = Fates()
    names = [row.name for row in LOADER.rows([path], fates) if isinstance(row, NodeRow) and row.label == "Program"]
    return names, [(p.where.field, p.found) for p in fates.problems if p.where.field in {"encoding", "namespace"}]


def declared(encoding: str, text: str = TEXT) -> str:
    return f'<?xml version="1.0" encoding="{encoding}"?>\n{text}'


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (TEXT.encode(), ""), (declared("UTF-8").encode(), ""), (declared("utf-8").encode("utf-8-sig"), ""),
        (declared("windows-1252").encode("cp1252"), ""), (declared("ISO-8859-1").encode("cp1252"), ""),
        (declared("UTF-16").encode("utf-16"), ""), (TEXT.encode("utf-16"), ""), (declared("UTF-8").encode("utf-16"), ""),
        (declared("UTF-16").encode(), ""), (declared("no-such-encoding").encode(), ""),
        (declared("UTF-8").encode("cp1252"), "Windows-1252 from byte"), (TEXT.encode("cp1252"), "Windows-1252 from byte"),
        (declared("ISO-8859-1").encode(), "UTF-8 from byte"), (declared("us-ascii").encode(), "UTF-8 from byte"),
        (declared("UTF-8").replace("\n", "\r").encode(), ""), (declared("UTF-8").replace("\n", "\r\n").encode(), ""),
    ],
)
def test_every_encoding_gives_the_same_text(tmp_path: Path, content: bytes, problem: str) -> None:
    names, problems = titles(write(tmp_path, "e.xml", content))
    assert names == ["Niñas “y” niños"]
    assert [field for field, _ in problems] == (["encoding"] if problem else [])
    assert all(problem in found for _, found in problems)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("<iati-activities><iati-activity>\n</iati-activities>",
         r"b\.xml: not well-formed XML at line 2, byte 35: Opening and ending tag mismatch"),
        (TEXT[:100], r"b\.xml: not well-formed XML at line 2, byte 101: .*; the file is cut off\. Nothing of it is loaded"),
        (TEXT + "<more/>", r"b\.xml: not well-formed XML at line 2, byte \d+: Extra content"),
        (BODY.format("a\x00b"), r"b\.xml: not well-formed XML at line 2, byte \d+: .*"),
        (BODY.format("a\x0bb"), r"b\.xml: not well-formed XML at line 2, byte \d+: PCDATA invalid Char value 11"),
        (BODY.format("&nbsp;"), r"b\.xml: not well-formed XML at line 2, byte \d+: Entity 'nbsp' not defined"),
        ("not XML", r"b\.xml: this is plain text; expected XML"), ('{"result": []}', r"b\.xml: this is JSON; expected XML"),
        ("<!DOCTYPE html><html><body>404</body></html>", r"b\.xml: this is an HTML page \(often the error page of a web site\)"),
        ("ab\0\0cd", r"b\.xml: this is neither text nor a format known here; expected XML"),
    ],
)
def test_one_clear_message(tmp_path: Path, content: str, message: str) -> None:
    with pytest.raises(UnreadableFile, match=message):
        titles(write(tmp_path, "b.xml", content))


@pytest.mark.parametrize(
    "declaration",
    [
        '<!ENTITY lol "lol">', '<!ENTITY x SYSTEM "file:///etc/passwd">', '<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd">',
        '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">',
    ],
)
@pytest.mark.parametrize("use", ["&lol;", "plain"])
def test_entities_are_refused_before_anything_is_expanded(tmp_path: Path, declaration: str, use: str) -> None:
    text = f"<?xml version='1.0'?>\n<!DOCTYPE iati-activities [\n{declaration}]>\n{BODY.format(use)}"
    with pytest.raises(UnreadableFile, match=r"b\.xml: declares the entity &\w+; on line 3; entities are not read"):
        titles(write(tmp_path, "b.xml", text))


def test_an_encoding_that_could_hide_declarations_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"u\.xml: declares the encoding UTF-7; expected UTF-8"):
        titles(write(tmp_path, "u.xml", declared("UTF-7", "+ADwAIQ-ENTITY a")))
    hidden = "<?xml version='1.0'?><!-- é --><!DOCTYPE a [<!ENTITY a 'b'>]>" + BODY.format("x")
    with pytest.raises(UnreadableFile, match="declares the entity &a; on line 1"):
        titles(write(tmp_path, "h.xml", hidden.encode("cp1252")))


def test_a_document_type_from_outside_is_not_fetched(tmp_path: Path) -> None:
    text = f'<!DOCTYPE iati-activities SYSTEM "http://127.0.0.1:9/none.dtd">\n{TEXT}'
    assert titles(write(tmp_path, "d.xml", text))[0] == ["Niñas “y” niños"]


def test_the_parts_of_ascii_and_predefined_entities_are_read(tmp_path: Path) -> None:
    assert titles(write(tmp_path, "p.xml", BODY.format("a &amp; b &lt; c &#233; <![CDATA[<d>]]>")))[0] == ["a & b < c é <d>"]


def test_a_very_long_text(tmp_path: Path) -> None:
    names, _ = titles(write(tmp_path, "l.xml", BODY.format("x" * 11_000_000)))
    assert len(names[0]) == 20_000


def test_very_deep_nesting_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"deep\.xml: not well-formed XML at .*depth"):
        titles(write(tmp_path, "deep.xml", BODY.format("<a>" * 5_000 + "</a>" * 5_000)))


def test_a_fault_behind_what_was_read_stops_the_whole_file(tmp_path: Path) -> None:
    one = TEXT[TEXT.index("<iati-activity>"):TEXT.index("</iati-activities>")]
    text = f"<iati-activities>{one}{one.replace('CHC-1', 'CHC-2')}<iati-activity><broken></iati-activity></iati-activities>"
    with pytest.raises(UnreadableFile, match="not well-formed XML"):
        titles(write(tmp_path, "b.xml", text))
