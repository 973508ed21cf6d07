"""The pages of reports over a real Neo4j: what a person chooses, sees, follows and takes away."""

from __future__ import annotations

import csv
import io
import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from app.reports import answer, views, whole
from app.settings import read_settings
from graph.client import Graph
from tests.graph.small_graph import country, figure, focus, link, node, org, program, write

pytestmark = pytest.mark.once

REPORTS = list((Path(__file__).parents[2] / "cypher" / "reports").glob("*.cypher"))

GT, HN = country("GT", "Guatemala"), country("HN", "Honduras")
INL, UNODC = org("inl", "us_federal", "US", acronym="INL"), org("unodc", "international_organization")
DOJ = org("doj", "us_federal", "US")
EVIL = org('=HYPERLINK("http://x")<script>alert(1)</script>', "ngo")
POLICE = program("police", valid_from="2021-01-01", valid_from_text="2021", status="completed")


@pytest.fixture
def client(graph: Graph, tmp_path: Path) -> FlaskClient:
    """A client of the application over a small graph; today is June 30, 2024."""
    open_ended = program("open", valid_from="2023-01-01")
    paid = figure("1", "commitment", 1_234_567, year=2023, count=12)
    write(
        graph, HN,
        link("FUNDS", INL, open_ended), link("FUNDS", EVIL, open_ended), link("IMPLEMENTS", UNODC, open_ended),
        link("OPERATES_IN", open_ended, GT), link("OPERATES_IN", POLICE, GT), link("FUNDS", DOJ, POLICE),
        link("ADDRESSES", open_ended, focus("III")), link("ADDRESSES", POLICE, focus("III")),
        link("PROVIDED_BY", paid, INL), link("FOR", paid, open_ended),
    )
    return client_over(graph, tmp_path)


def client_over(graph: Graph, home: Path) -> FlaskClient:
    settings = read_settings({}, PARTNERGRAPH_HOME=str(home), PARTNERGRAPH_TODAY="2024-06-30")
    return create_app(settings, graph=graph).test_client()


def text_of(html: str) -> str:
    """What a person reads of a page's main part, spaces joined."""
    main = html.split("<main", 1)[1].split("</main>", 1)[0].partition(">")[2]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def rows_of(html: str) -> list[list[str]]:
    """The cells of the table's body, as text."""
    body = html.split("<tbody>", 1)[1].split("</tbody>", 1)[0]
    return [
        [" ".join(unescape(re.sub(r"<[^>]+>", " ", cell)).split()) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)]
        for row in re.findall(r"<tr>(.*?)</tr>", body, re.S)
    ]


def page(client: FlaskClient, address: str, status: int = 200) -> str:
    answered = client.get(address)
    assert answered.status_code == status, answered.text[:2000]
    return answered.text


def test_the_list_names_every_report_and_is_searched_by_words(client: FlaskClient) -> None:
    listed = client.get("/reports.json").json["reports"]
    assert len(listed) == len(REPORTS)
    html = page(client, "/reports")
    assert all(f'href="/reports/{report["name"]}"' in html for report in listed)
    found = client.get("/reports.json?q=funders+share").json["reports"]
    assert [report["name"] for report in found] == ["shared-implementers"]
    assert "No report has these words" in page(client, "/reports?q=xylophone")


def test_a_report_shows_its_rows_with_links_sums_and_sources(client: FlaskClient) -> None:
    html = page(client, "/reports/who-funds-whom")
    rows = rows_of(html)
    assert [(r[0], r[2], r[4], r[5], r[6]) for r in rows] == [
        ('NGO: =HYPERLINK("http://x")<script>alert(1)</script>', "open", "unodc", "Jan 1, 2023", "no end stated"),
        ("U.S. federal agency: inl", "open", "unodc", "Jan 1, 2023", "no end stated"),
    ]
    assert rows[1][8] == "Commitment: $1,234,567 (2023; sum of 12 transactions)"
    assert "2 rows, each a funder and what it pays for" in text_of(html)
    assert 'href="/organization/org:t:inl' in html
    assert 'href="/program/program:t:open' in html
    assert "MATCH (c:Country" in text_of(html)
    assert ':params {"country":"GT","as_of":"2024-06-30","since":null,"all_times":false}' in text_of(html)
    assert "Sources behind this page" in html
    assert "<script>alert" not in html


def test_choices_are_real_values_and_what_was_chosen_stays(client: FlaskClient) -> None:
    html = page(client, "/reports/who-funds-whom?country=GT&as_of=2021-06-01&all_times=yes")
    assert re.findall(r'<option value="([A-Z]{2})"', html) == ["GT"], "Honduras is linked with nothing"
    assert '<option value="yes" selected>' in html
    assert 'value="2021-06-01"' in html
    assert {(r[0], r[2], r[7]) for r in rows_of(html)} >= {("U.S. federal agency: doj", "police", "no")}


def test_an_empty_answer_says_why(client: FlaskClient) -> None:
    text = text_of(page(client, "/reports/who-funds-whom?country=HN"))
    assert "No source names a funder of work in this country" in text
    assert "says nothing about funders that our sources do not cover" in text


def test_an_organization_is_meant_by_name_and_the_address_keeps_its_id(client: FlaskClient) -> None:
    assert "Make the choices marked as needed" in page(client, "/reports/partners-of-an-organization")
    answered = client.get("/reports/partners-of-an-organization?organization=unodc&kind=us_federal")
    assert answered.status_code == 302
    assert "organization=org:t:unodc" in unescape(answered.headers["Location"]).replace("%3A", ":")
    html = page(client, answered.headers["Location"])
    assert 'name="organization" value="unodc"' in html
    assert [r[0] for r in rows_of(html)] == ["U.S. federal agency: inl"]


def test_a_name_that_fits_several_asks_which(client: FlaskClient, graph: Graph) -> None:
    write(graph, org("Police of A", "foreign_counterpart", "HN"), org("Police of B", "ngo"))
    html = page(client, "/reports/partners-of-an-organization?organization=police", 400)
    assert "Several organizations may be meant by “police”: choose one." in text_of(html)
    assert "Police of A (Foreign counterpart, Honduras)" in text_of(html)
    assert "organization=org%3At%3APolice+of+B" in html
    assert 'aria-invalid="true"' in html
    missing = text_of(page(client, "/reports/partners-of-an-organization?organization=xylophone", 400))
    assert "No organization is known as “xylophone”" in missing


@pytest.mark.parametrize(
    ("address", "status", "message"),
    [
        ("/reports/who-funds-whom.json?country=Guatemala", 400, "Country: found 'Guatemala'; expected a country code"),
        ("/reports/who-funds-whom.json?as_of=2021-02-30", 400, "As of: found '2021-02-30'; expected a day"),
        ("/reports/who-funds-whom.csv?contry=HN", 400, "This report has no choice named contry."),
        ("/reports/shared-implementers.json?funder=inl", 400, "Second funder: nothing is given."),
        ("/reports/nothing.json", 404, "There is no report of this name."),
        ("/reports/who-funds-whom?sort=sources", 400, "sort=sources: expected one of"),
    ],
)
def test_what_is_wrong_is_said(client: FlaskClient, address: str, status: int, message: str) -> None:
    answered = client.get(address, headers={"Accept": "application/json"} if "sort" not in address else {})
    assert answered.status_code == status
    assert message in unescape(answered.text if "sort" in address else answered.json["error"]["message"])


def test_rows_are_sorted_by_a_column(client: FlaskClient) -> None:
    address = "/reports/who-funds-whom?all_times=yes&sort="
    assert [r[0].split(": ")[1][:3] for r in rows_of(page(client, address + "-funder"))] == ["inl", "doj", "=HY"]
    assert [r[5] for r in rows_of(page(client, address + "since"))] == ["2021", "Jan 1, 2023", "Jan 1, 2023"]


def test_more_rows_than_a_page_shows_is_said(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answer, "SHOWN", 1)
    html = page(client, "/reports/who-funds-whom")
    assert len(rows_of(html)) == 1
    assert "Only the first 1 rows are shown here" in text_of(html)
    assert "?sort=" not in html, "a part cannot be sorted"


def csv_rows(client: FlaskClient, address: str) -> list[dict[str, str]]:
    data = client.get(address).data.decode("utf-8")
    marked = client.get(f"{address}{'&' if '?' in address else '?'}bom=1").data.decode("utf-8")
    assert marked == "\ufeff" + data, "the mark by which Excel knows UTF-8, where it is asked for"
    return list(csv.DictReader(io.StringIO(data)))


def test_csv_holds_ids_and_no_formula(client: FlaskClient) -> None:
    rows = csv_rows(client, "/reports/who-funds-whom.csv?country=GT")
    assert [(r["funder"], r["funder_id"], r["implementers"], r["in_force"]) for r in rows] == [
        ("'" + EVIL.props["name"], EVIL.id, "unodc", "yes"), ("inl", "org:t:inl", "unodc", "yes"),
    ]
    assert rows[1]["amounts"] == "Commitment: $1,234,567 (2023; sum of 12 transactions; stated by t)"
    assert rows[1]["records"] == "t/inl-open"


def test_xlsx_holds_the_same_as_text(client: FlaskClient) -> None:
    book = openpyxl.load_workbook(io.BytesIO(client.get("/reports/who-funds-whom.xlsx").data))
    table = list(book.active.iter_rows())
    assert [cell.value for cell in table[0]][:3] == ["funder", "funder_id", "funder_kind"]
    assert (table[1][0].value, table[1][0].data_type) == (EVIL.props["name"], "s")
    assert len(table) == 3
    told = dict(book["about"].values)
    assert told["Title"] == "Who funds whom in a country"
    assert told["Link that makes it again"].startswith("http://localhost/reports/who-funds-whom?as_of=")


def test_json_holds_the_rows_as_they_are(client: FlaskClient) -> None:
    found = json.loads(client.get("/reports/who-funds-whom.json").data)
    assert found["parameters"] == {"country": "GT", "as_of": "2024-06-30", "since": None, "all_times": False}
    assert [(r["funder_id"], r["implementers"], r["in_force"]) for r in found["rows"]] == [
        (EVIL.id, ["unodc"], True), ("org:t:inl", ["unodc"], True),
    ]
    assert found["rows"][1]["amounts"][0]["amount"] == 1_234_567
    assert (found["truncated"], found["sources"]) == (False, ["t"])


def test_a_download_ends_at_its_limit_and_says_so(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whole, "ROWS", 1)
    rows = csv_rows(client, "/reports/who-funds-whom.csv")
    assert rows[-1]["funder"] == "There are more than 1 rows: choose less."
    assert len(rows) == 2
    found = json.loads(client.get("/reports/who-funds-whom.json").data)
    assert (len(found["rows"]), found["truncated"]) == (1, True)
    typed = pq.read_table(io.BytesIO(client.get("/reports/who-funds-whom.parquet").data))
    assert (typed.num_rows, "more than" in str(typed["funder"][0])) == (1, False)
    assert "There are more than 1 rows: choose less." in typed.schema.metadata[b"partnergraph"].decode()


def test_a_matrix_leads_to_the_rows_behind_each_cell(client: FlaskClient) -> None:
    html = page(client, "/reports/activity-by-line-and-year?from_year=2021")
    assert rows_of(html) == [["III. Line III", *(f"1 programs, III. Line III, {year}" for year in (2021, 2023, 2024))]]
    address = unescape(re.findall(r'href="(/reports/programs-of-a-line-in-a-year[^"]+)"', html)[0])
    assert [r[0] for r in rows_of(page(client, address))] == ["police"]


def test_a_matrix_tells_things_of_one_name_apart_and_is_whole_or_says_that_it_is_not(
    graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = (node("Organization", f"org:t:{key}", "Save", kind="ngo") for key in ("a", "b"))
    first, second, third = (program(key) for key in ("p1", "p2", "p3"))
    topic, nearby = focus("III", "police"), focus("III", "prisons")
    write(
        graph, *(link("OPERATES_IN", work, GT) for work in (first, second, third)),
        *(link("IMPLEMENTS", who, work) for who, work in ((one, first), (other, second), (other, third))),
        *(link("ADDRESSES", work, area) for work, area in ((first, topic), (second, topic), (third, topic), (third, nearby))),
    )
    client = client_over(graph, tmp_path)
    whole_matrix = page(client, "/reports/ngos-by-topic?country=GT&kind=ngo")
    assert rows_of(whole_matrix) == [["Save", "1", ""], ["Save", "2", "1"]]
    assert re.findall(r'<a class="usa-link" href="(/organization/[^"?]+)', whole_matrix.split("<tbody>")[1]) == [
        "/organization/org:t:a", "/organization/org:t:b",
    ]
    assert "An empty place: no source states any." in whole_matrix
    monkeypatch.setattr(answer, "WHOLE", 1)
    cut = page(client, "/reports/ngos-by-topic?country=GT&kind=ngo")
    assert rows_of(cut) == [["Save", "1"]]
    assert "The matrix is made of the first 1 rows of the answer" in cut and "no source states any" not in cut


def test_what_is_drawn_of_a_part_says_so(graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other, atf, dea = program("one"), program("other"), org("atf", "us_federal", "US"), org("dea", "us_federal", "US")
    write(graph, country("SV", "El Salvador"), *(link("OPERATES_IN", work, place) for work in (one, other) for place in (GT, HN)),
          *(link("FUNDS", payer, work) for payer in (atf, dea) for work in (one, other)))
    client = client_over(graph, tmp_path)
    assert "not in this answer" in page(client, "/reports/regional-programs")
    told = client.get("/reports/paid-by-several/network").json["note"]
    assert told == "All 4 are drawn."
    monkeypatch.setattr(answer, "SHOWN", 1)
    monkeypatch.setattr(views, "SHOWN", 1)
    cut = page(client, "/reports/regional-programs")
    assert "not in the rows that are shown" in cut and "not in this answer" not in cut
    assert "Drawn from the first 1 rows of the answer" in cut
    told = client.get("/reports/paid-by-several/network").json["note"]
    assert told == "All 3 are drawn. They are those of the first 1 rows of the answer."


def test_a_report_keeps_the_day_from_page_to_page(client: FlaskClient) -> None:
    html = page(client, "/reports/who-funds-whom?as_of=2021-06-01")
    assert "/reports?as_of=2021-06-01" in html
    start_again: Any = re.search(r'href="([^"]+)">Start again', html)
    assert start_again[1] == "/reports/who-funds-whom"


def test_an_answer_is_drawn_beside_its_table(graph: Graph, tmp_path: Path) -> None:
    salvador, panama = country("SV", "El Salvador"), country("PA", "Panama")
    atf, dea, oas = org("atf", "us_federal", "US"), org("dea", "us_federal", "US"), org("oas", "regional_body")
    region = program("region", valid_from="2020-01-01")
    sums = [(figure(f"o{year}", "obligation", amount, year=year), amount) for year, amount in ((2019, 5e6), (2020, 8e6), (2023, 1.5e6))]
    write(
        graph, GT, *(link("OPERATES_IN", region, place) for place in (salvador, panama)), link("IMPLEMENTS", oas, region),
        link("FUNDS", atf, region), link("FUNDS", dea, region),
        *(link(type_, f, end) for f, _ in sums for type_, end in (("FOR", salvador), ("PROVIDED_BY", atf))),
    )
    client = client_over(graph, tmp_path)
    lines = page(client, "/reports/money-by-year?country=SV")
    assert "atf: 5,000,000 in 2019, 1,500,000 in 2023, most in 2020: 8,000,000." in lines
    assert len(re.findall("<polyline", lines)) == 2, "no line is drawn over years of which nothing is known"
    assert "(obligation, USD)" in text_of(lines)
    bars = page(client, "/reports/partners-in-many-countries?at_least=2")
    assert re.findall(r'<rect x="0.0%" y="1" width="([0-9.]+)%"', bars) == ["100.0"]
    assert [r[0] for r in rows_of(bars)] == ["Regional body: oas"]
    on_map = page(client, "/reports/regional-programs")
    assert re.findall(r"<title>(Guatemala|El Salvador|Panama): ([^<]+)</title>", on_map) == [
        ("Guatemala", "not in this answer"), ("Panama", "1 regional program"), ("El Salvador", "1 regional program"),
    ]
    assert re.search(r'/reports/regional-programs\?[^"]*country=PA', unescape(on_map))
    assert 'data-network="/reports/paid-by-several/network?' in page(client, "/reports/paid-by-several?us_only=yes")
    drawn = client.get("/reports/paid-by-several/network?us_only=yes").json
    assert {(n["name"], n["kind"]) for n in drawn["nodes"]} == {
        ("atf", "us_federal"), ("dea", "us_federal"), ("region", "program"), ("oas", "regional_body"),
    }
    assert {(e["source"], e["target"]) for e in drawn["edges"]} == {
        (atf.id, region.id), (dea.id, region.id), (oas.id, region.id),
    }
    assert client.get("/reports/money-by-year/network").status_code == 404
    assert client.get("/reports/paid-by-several/network?as_of=soon").status_code == 400


def test_related_reports_take_the_choices_along(client: FlaskClient) -> None:
    html = unescape(page(client, "/reports/regional-programs?country=GT&as_of=2021-06-01&all_times=yes"))
    assert "/reports/who-funds-whom?country=GT&as_of=2021-06-01&all_times=yes" in html
    assert "your choices are kept: As of; Also what has ended or not begun" in text_of(html)


def test_a_report_on_a_map_is_a_page_of_less_than_300_kb(demo_app: Flask) -> None:
    """The largest of the demonstration; all of them, on 200,000 nodes, in benchmarks/pages.py."""
    html = page(demo_app.test_client(), "/reports/us-agencies-by-country")
    assert ("data-world" in html, len(html) < 300_000) == (True, True)
