"""A brief: its parts worked out by hand on a small network, the Word document read back, and the same bytes twice."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from flask.testing import FlaskClient

from app import create_app
from app.brief.content import brief_page
from app.brief.word import document
from app.services import services
from app.settings import read_settings
from graph.client import Graph
from tests.support.toy import bring, country, link, org, program

pytestmark = [pytest.mark.graph, pytest.mark.once]

HOSTILE = "Police\x07 <b>=1+1</b> " + "x" * 500
ROWS = [
    org("inl", "Bureau INL"), org("police", HOSTILE), program("reform", "Police reform"), country("GT", "r"),
    link("FUNDS", "o:inl", "p:reform", "r1", valid_from="2020-01-01", valid_to="2030-12-31"),
    link("BENEFITS", "p:reform", "o:police", "r2"),
    link("OPERATES_IN", "p:reform", "country:GT", "r3"),
]
DAY = "as_of=2024-06-30"


@pytest.fixture
def client(graph: Graph, tmp_path: Path) -> FlaskClient:
    made = create_app(read_settings({}, PARTNERGRAPH_HOME=str(tmp_path), SECRET_KEY="tests"), graph=graph)
    with made.app_context():
        bring(services().stores, "a", ROWS)
    return made.test_client()


def cells(table: Any) -> set[tuple[str, ...]]:
    """Every row but the header, whose cells' texts may stand in links."""
    return {tuple(cell.text for cell in row.cells) for row in table.rows[1:]}


def test_a_brief_in_word_and_on_paper(client: FlaskClient) -> None:
    reform = next(row["id"] for row in client.get("/programs.json").get_json()["rows"])
    address = f"/brief/word?about={reform}&{DAY}"
    answer = client.get(address)
    assert answer.status_code == 200
    assert "filename=brief-" in answer.headers["Content-Disposition"]
    assert client.get(address).data == answer.data
    with zipfile.ZipFile(io.BytesIO(answer.data)) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert "w:fldSimple" in file.read(next(n for n in file.namelist() if "footer" in n)).decode()
    word = docx.Document(io.BytesIO(answer.data))
    assert [p.text for p in word.paragraphs if p.style and p.style.name.startswith(("Title", "Heading"))] == [
        "Brief: Police reform", "Facts", "Who takes part", "Where", "On what", "Agreements", "Money, as stated", "Related programs",
        "Map", "Gaps",
        "Possible overlaps", "What changed since Mar 30, 2024", "Sources", "Make it again"]  # fmt: skip
    assert [len(p._p.findall(".//" + qn("w:drawing"))) for p in word.paragraphs if not p.text.strip()] == [1]  # the picture, nothing else
    drawn = word.inline_shapes[0]._inline.docPr.get("descr")
    assert drawn == ("Network of Police reform, marked 0: 3 neighbours with numbers and 3 lines between them. "
                     "The table that follows names each number and how it is linked.")
    map_table = next(table for table in word.tables if [cell.text for cell in table.rows[0].cells] == ["Who or what", "Kind", "How"])
    assert {(row[0].partition(". ")[2], row[1], row[2]) for row in cells(map_table)} == {
        ("Bureau INL", "Organization, kind not stated", "funded by"), ("GT", "Country", "works in"),
        (HOSTILE.replace("\x07", " "), "Organization, kind not stated", "helps"),
    }
    assert word.core_properties.title == "Brief: Police reform"
    assert word.core_properties.created.date().isoformat() == "2024-06-30"
    assert all(table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in word.tables)
    facts, roles, places = word.tables[:3]
    assert ("Since when", "no dates stated") in cells(facts)
    assert {(row[0], row[3], row[4]) for row in cells(roles)} == {
        ("Bureau INL", "Jan 1, 2020 to Dec 31, 2030, in force", "a r1"),
        (HOSTILE.replace("\x07", " "), "no dates stated, in force", "a r2"),
    }
    assert {row[4] for row in cells(places)} == {"a r3"}
    page = client.get(f"/brief?about={reform}&{DAY}").get_data(as_text=True)
    assert "<b>=1" not in page and "\x07" not in page
    picture = page.partition('<figure class="pg-brief-map">')[2].partition("</svg>")[0]
    assert (picture.count("<path"), picture.count("<line"), picture.count("stroke-dasharray")) == (4, 3, 0)
    assert 'role="img" aria-label="Network of Police reform, marked 0' in picture
    with client.application.test_request_context(f"/brief?about={reform}&{DAY}"):
        made = document(replace(brief_page(), title="a\x07b\ud800c" + "y" * 500), "http://here")
    assert docx.Document(io.BytesIO(made)).paragraphs[0].text == "a\ufffdb\ufffdc" + "y" * 500
    told = client.get(f"/brief.json?about={reform}&{DAY}").get_json()
    assert told["link"].endswith(DAY) and "/brief?about=" in told["link"]
    assert {block["key"] for block in told["blocks"]} == {"roles", "places", "focus", "agreements", "money", "related", "map", "gaps",
                                                          "overlaps",
                                                          "changes"}  # fmt: skip


def test_word_of_an_organization_and_of_a_line_of_effort(client: FlaskClient) -> None:
    area = {"label": "FocusArea", "key": "focus:III:police-reform", "record": "r", "name": "Police reform", "stub": True}
    more = [area, program("more", "More police"), country("GT", "r"), org("ngo", "Helpers"), link("IMPLEMENTS", "o:ngo", "p:more", "r3"),
            link("OPERATES_IN", "p:more", "country:GT", "r1"), link("ADDRESSES", "p:more", "focus:III:police-reform", "r2")]
    with client.application.app_context():
        bring(services().stores, "b", more)
    for about, title, named in (("org:a:inl", "Bureau INL", "Police reform"), ("focus:III:police-reform", "Police reform", "More police")):
        answer = client.get(f"/brief/word?about={about}&{DAY}")
        assert answer.status_code == 200, answer.text
        assert answer.data == client.get(f"/brief/word?about={about}&{DAY}").data
        word = docx.Document(io.BytesIO(answer.data))
        headings = [p.text for p in word.paragraphs if p.style and p.style.name.startswith(("Title", "Heading"))]
        assert headings[0] == word.core_properties.title == f"Brief: {title}"
        assert {"Facts", "Map", "Gaps", "Sources", "Make it again"} <= set(headings)
        assert named in {text for table in word.tables for row in cells(table) for text in row}


def test_a_brief_of_a_country_and_of_nothing(client: FlaskClient) -> None:
    told = client.get(f"/brief.json?about=country:GT&{DAY}").get_json()
    blocks = {block["key"]: block for block in told["blocks"]}
    assert [row[0]["text"] for row in blocks["programs"]["rows"]] == ["Police reform"]
    assert blocks["agreements"]["rows"] == [] and blocks["agreements"]["empty"]
    assert 3 <= len(told["sentences"]) <= 5
    assert [row[0]["text"] for row in blocks["map"]["rows"]] == ["1. Police reform"]
    whole = client.get("/brief/word?about=country:GT").data
    assert whole[:2] == b"PK" and whole == client.get("/brief/word?about=country:GT").data
    assert [client.get(f"/brief?about={id_}").status_code for id_ in ("country:ZZ", "org:nobody", "focus:none", "program:x:1")] == [404] * 4
    assert [client.get(address).status_code for address in ("/brief", "/brief?about=area:US-TX", "/brief/word?about=x")] == [400] * 3
