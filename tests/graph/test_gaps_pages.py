"""The pages of gaps over a real Neo4j, on the world of tests/support/gaps.py: what a planner sees and takes away."""

from __future__ import annotations

import csv
import io
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.settings import read_settings
from graph.client import Graph
from ledger.store import Ledger
from tests.conftest import empty
from tests.support.gaps import DAY, build_world

pytestmark = pytest.mark.once

HEADER = "source,focus_area,country,valid_from,valid_to,whose_work,why\n"
SCOPE = HEADER + "t,focus:I,HN,2020,,*,Its page lists all work there\nt,focus:III,SV,2020,2024,org:old:inl,Lists all of INL's work\n"


@pytest.fixture(scope="module")
def world(connection: Graph) -> Graph:
    """The world, built once: these tests only read it."""
    empty(connection)
    build_world(connection)
    return connection


def client_of(graph: Graph, home: Path, scope: str | None = SCOPE, day: str = DAY) -> FlaskClient:
    """The pages over a graph, with a table of scopes."""
    settings = read_settings({}, PARTNERGRAPH_HOME=str(home), PARTNERGRAPH_TODAY=day, SECRET_KEY="tests")
    ledger = Ledger(settings.database_url)
    if scope is not None:
        ledger.set_table("scope", scope)
    ledger.close()
    return create_app(settings, graph=graph).test_client()


@pytest.fixture(scope="module")
def client(world: Graph, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """The pages with two scopes: all work on line I in Honduras; INL's work on line III in El Salvador."""
    return client_of(world, tmp_path_factory.mktemp("gaps"))


def text_of(html: str) -> str:
    main = html.split("<main", 1)[1].split("</main>", 1)[0].partition(">")[2]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def page(client: FlaskClient, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return text_of(response.text)


def cells(client: FlaskClient, query: str = "") -> dict[tuple[str, str], dict[str, Any]]:
    found = client.get(f"/gaps.json{query}").get_json()["cells"]
    return {(cell["row_id"], cell["column_id"]): cell for cell in found}


def states(client: FlaskClient, query: str = "") -> dict[tuple[str, str], str]:
    return {pair: cell["state"] for pair, cell in cells(client, query).items()}


def test_every_state_with_its_reason(client: FlaskClient) -> None:
    found = cells(client)
    assert {pair: cell["state"] for pair, cell in found.items()} == {
        ("focus:I", "GT"): "no data", ("focus:III", "GT"): "served",
        ("focus:I", "HN"): "gap", ("focus:III", "HN"): "served",
        ("focus:I", "SV"): "thin", ("focus:III", "SV"): "gap",
    }
    reasons = {pair: cell["reason"] for pair, cell in found.items()}
    assert reasons["focus:I", "HN"] == "No program is known here, and t would have reported anybody's work."
    assert reasons["focus:III", "SV"] == "No program is known here, and t would have reported the work of INL."
    assert reasons["focus:I", "SV"].startswith("Training only, no program; one partner is named.")
    assert reasons["focus:III", "GT"].startswith("4 programs; 3 partners (for 2 programs nobody is named).")
    assert "nothing can be concluded" in reasons["focus:I", "GT"]


def test_without_a_scope_nothing_is_a_gap(world: Graph, tmp_path: Path) -> None:
    client = client_of(world, tmp_path, scope=None)
    assert set(states(client, "?show=all").values()) == {"served", "thin", "no data"}
    assert "No scope covers any of these cells, so none can be called a gap" in page(client, "/gaps")


def test_the_page_counts_states_and_says_what_is_not_shown(client: FlaskClient) -> None:
    text = page(client, "/gaps")
    assert "2 gaps of 2 cells that a scope covers ; 3 of 8 cells: no data." in text
    assert "1 country of which nothing is known and that no scope covers is not shown" in text
    assert "1 program of 6 in force on this day stands in no cell: 1 name no place" in text
    assert "served 2" in text
    assert "thin 1" in text
    assert "gap 2" in text
    assert "no data 3" in text


def test_the_table_has_headers_words_and_the_way_to_each_cell(client: FlaskClient) -> None:
    html = client.get("/gaps").text
    [head] = re.findall(r"<thead.*?</thead>", html, re.S)
    assert [text.strip() for text in re.findall(r'<span class="pg-matrix__code">(.*?)</span>', head)] == ["I.", "III."]
    assert len(re.findall(r'<th scope="col"', head)) == 4, "the country, two lines, one indicator"
    honduras = next(row for row in re.findall(r"<tr.*?</tr>", html, re.S) if ">HN<" in row)
    assert '<th scope="row"' in honduras
    assert re.findall(r'class="pg-state__word">(.*?)<', honduras) == ["gap", "served"]
    assert 'href="/gaps/cell?focus=I&amp;country=HN"' in honduras
    assert "41" in honduras
    assert "(2019)" in honduras, "the latest year of need up to the day, with its year"


def test_csv_and_json_hold_the_same_cells(client: FlaskClient) -> None:
    response = client.get("/gaps.csv?rows=topics&show=all")
    lines = list(csv.DictReader(io.StringIO(response.text.removeprefix("\ufeff"))))
    assert {(line["row_id"], line["column_id"]): line["state"] for line in lines} == states(client, "?rows=topics&show=all")
    corrections = next(line for line in lines if (line["row_id"], line["column"]) == ("focus:III:corrections", "GT"))
    assert {name: corrections[name] for name in ("programs", "partners", "programs_naming_nobody", "no_end_stated", "causes")} == {
        "programs": "2", "partners": "1", "programs_naming_nobody": "1", "no_end_stated": "2", "causes": "one partner",
    }


def test_a_funder_narrows_what_counts_and_who_would_have_reported(client: FlaskClient) -> None:
    found = cells(client, "?funder=org:t:inl&rows=topics&show=all")
    assert found["focus:III:police", "GT"]["programs"] == 1
    assert found["focus:III", "SV"]["state"] == "gap", "INL's own work is in the scope"
    assert found["focus:I", "HN"]["state"] == "gap", "so is anybody's"
    assert found["focus:III:corrections", "GT"]["state"] == "no data"
    assert found["focus:III:corrections", "GT"]["reason"] == "No source says who pays of 2 programs here: nothing can be concluded."
    department = cells(client, "?funder=org:t:state&show=all")
    assert department["focus:III", "GT"]["programs"] == 1, "what its bureau pays for is its work"
    assert department["focus:III", "SV"]["state"] == "no data", "a scope on the bureau does not speak for the department"
    text = page(client, "/gaps?funder=INL")
    assert "Only programs paid by INL are counted. A gap means: none of these, though others may be at work." in text


def test_a_kind_of_partner_narrows_what_counts(client: FlaskClient) -> None:
    found = states(client, "?kind=ngo&show=all")
    assert found["focus:III", "HN"] == "thin"
    assert found["focus:III", "GT"] == "no data", "two programs there name nobody, who could be an NGO"
    assert found["focus:I", "HN"] == "gap"


def test_region_line_and_day(client: FlaskClient) -> None:
    assert {column for _, column in states(client, "?region=Europe&show=all")} == {"FR"}
    assert {row for row, _ in states(client, "?line=I&rows=topics")} == {"focus:I", "focus:I:border"}
    assert states(client, "?as_of=2019-06-30")["focus:III", "GT"] == "served"
    assert states(client, "?as_of=2025-06-30&show=all")["focus:III", "SV"] == "no data", "the scope ended in 2024"


def test_a_time_instead_of_a_day(client: FlaskClient) -> None:
    assert states(client, "?since=2021-01-01&line=I")["focus:I", "HN"] == "gap"
    early = states(client, "?since=2019-06-01&line=I&show=all")
    assert early["focus:I", "HN"] == "no data", "the scope begins in 2020: nobody would have reported throughout"
    text = page(client, "/gaps/cell?focus=I&country=HN&since=2021-01-01")
    assert "gap at any time from Jan 1, 2021 to Jun 30, 2024" in text
    assert "No program in force at any time since 2021-01-01 is known here, and t would have reported anybody's work." in text
    over = "as_of=2025-06-30&since=2024-07-01"
    assert states(client, "?as_of=2025-06-30&line=III:corrections&show=all")["focus:III:corrections", "HN"] == "no data"
    assert "1 partner, all ended by 2024-09-30" in page(client, f"/gaps?line=III:corrections&{over}")
    told = page(client, f"/gaps/cell?focus=III:corrections&country=HN&{over}")
    assert "Everything has ended since, on 2024-09-30." in told
    assert "give it to somebody" not in told, "a judgement is about a day"
    assert "give it to somebody" in page(client, "/gaps/cell?focus=I&country=HN")


def test_every_page_of_gaps_takes_a_time(client: FlaskClient) -> None:
    html = client.get("/gaps?since=2019-01-01").text
    for way in ("/gaps/cell?", "/gaps/priority?", "/gaps/shares?", "/world?layer=gap"):
        link = next(part for part in html.split('href="')[1:] if part.startswith(way)).partition('"')[0]
        assert "since=2019-01-01" in link, way
    ranked = {row["country_code"]: row for row in client.get("/gaps/priority.json?focus=III:police&since=2019-01-01").get_json()["ranking"]}
    assert ranked["HN"]["partners_named"] == 2
    shares = client.get("/gaps/shares.json?focus=III&country=GT&since=2019-01-01").get_json()["shares"]
    assert {"Dissolved", "Of no stated kind"} <= {row["partner"] for row in shares}
    outside = client.get("/gaps/outside.json?since=2019-01-01").get_json()["programs"]
    assert [row["program"] for row in outside] == ["nowhere"]


def test_other_rows_and_columns(client: FlaskClient) -> None:
    kinds = cells(client, "?rows=kinds&country=GT")
    assert kinds["us_state", "GT"]["partners"] == 1
    assert kinds["us_state", "GT"]["row"] == "U.S. state agencies"
    assert states(client, "?rows=sectors&show=all")["sector:1:15130", "GT"] == "thin"
    assert states(client, "?columns=regions&show=all")["focus:III", "Central America"] == "served"
    assert states(client, "?columns=states&show=all")["focus:III", "TX"] == "thin"
    years = states(client, "?columns=years&country=HN&from=2019")
    assert [years["focus:I", str(year)] for year in range(2019, 2025)] == ["no data", "gap", "gap", "gap", "gap", "gap"]


def test_the_silence_of_a_source_without_purpose_codes_is_no_gap_of_a_purpose_code(world: Graph, tmp_path: Path) -> None:
    silent = HEADER + "other,*,HN,,,*,w\n"
    assert states(client_of(world, tmp_path, silent), "?rows=sectors&show=all")["sector:1:15137", "HN"] == "no data"
    coding = HEADER + "t,*,HN,,,*,w\n"
    assert states(client_of(world, tmp_path, coding), "?rows=sectors&show=all")["sector:1:15137", "HN"] == "gap"


def test_a_country_down_the_side_or_across_the_top(client: FlaskClient) -> None:
    across = client.get("/gaps?layout=across").text
    assert len(re.findall(r'<tr class="pg-matrix__line">', across)) == 2
    assert len(re.findall(r"<section>", across.split("pg-matrix-narrow", 1)[1])) == 3, "a list per country for small screens"
    worst = client.get("/gaps?sort=-need-homicide").text
    assert re.findall(r'<th scope="row" role="rowheader"><a[^>]*><bdi>(\w+)', worst) == ["HN", "GT", "SV"], "without a value: last"
    gaps = client.get("/gaps?sort=-gaps").text
    assert re.findall(r'<th scope="row" role="rowheader"><a[^>]*><bdi>(\w+)', gaps) == ["HN", "SV", "GT"]


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/gaps.json?rows=x", 400, "rows=x: expected one of lines, topics, sectors, kinds."),
        ("/gaps.json?line=V", 400, "line=V: expected a line of effort such as III."),
        ("/gaps.json?country=Guatemala", 400, "country=Guatemala: expected a country code such as GT."),
        ("/gaps.json?region=Mars", 400, "region=Mars: expected a UN region"),
        ("/gaps.json?funder=Nobody at all", 400, "No loaded source names a funder 'Nobody at all'."),
        ("/gaps.json?kind=x", 400, "kind=x: expected one of"),
        ("/gaps.json?as_of=2024", 400, "as_of=2024: expected a day"),
        ("/gaps.json?need=x", 400, "need=x: expected an indicator of need"),
        ("/gaps.json?show=x", 400, "show=x: expected known or all."),
        ("/gaps.json?layout=x", 400, "layout=x: expected down or across."),
        ("/gaps.json?from=x", 400, "from=x: expected a year"),
        ("/gaps.json?since=2025-01-01", 400, "since=2025-01-01: expected a day up to 2024-06-30"),
        ("/gaps.json?since=2019-01-01&columns=years", 400, "columns of years stand on one day each"),
        ("/gaps/cell.json", 400, "A cell is named by focus and country"),
        ("/gaps/cell.json?focus=V&country=GT", 404, "There is no focus area V."),
        ("/gaps/cell.json?focus=III&country=ZZ", 400, "country=ZZ: expected a country code"),
        ("/gaps/cell.json?columns=states&row=focus:III&column=ZZ", 404, "There is no cell of focus:III and ZZ."),
        ("/gaps/priority.json?target=0", 400, "target=0: expected a number of partners"),
        ("/gaps/priority.json?weight-homicide=-1", 400, "weight-homicide=-1: expected a number"),
        ("/gaps/priority.json?weight-homicide=0", 400, "Every weight is 0"),
        ("/gaps/shares.json?focus=V", 400, "focus=V: expected a line of effort"),
    ],
)
def test_what_cannot_be_used_is_said(client: FlaskClient, address: str, status: int, says: str) -> None:
    response = client.get(address)
    assert response.status_code == status
    assert says in response.get_json()["error"]["message"]


def test_a_faulty_scope_table_is_shown_and_makes_no_gaps(world: Graph, tmp_path: Path) -> None:
    client = client_of(world, tmp_path, HEADER + "t,III,SV,,,*,w\n")
    assert "gap" not in states(client).values()
    for address in ("/gaps", "/gaps/cell?focus=III&country=SV", "/gaps/scopes"):
        assert "the table scope, row 2, column focus_area: found 'III'" in page(client, address)


def test_a_cell_says_why_and_what_would_change_it(client: FlaskClient) -> None:
    text = page(client, "/gaps/cell?focus=III:corrections&country=GT")
    assert "focus:III:corrections in GT" in text
    assert "2 programs; one partner is named (for 1 program nobody is named). No end is stated." in text
    assert "A second organization that delivers or trains here, or a source that names one." in text
    assert "No scope covers this cell on this day" in text
    assert "ILEA (trains)" in text
    assert "nobody named" in text
    assert "none up to" not in text
    assert "17.3 * (2022)" in text, "sources disagree, the better ranked one first"
    gap = page(client, "/gaps/cell?focus=III&country=SV")
    assert "t would have reported the work of INL" in gap
    assert "Lists all of INL's work" in gap
    assert "No loaded source names a program here that is in force on this day." in gap
    assert "FBI" in gap, "training that nobody ties to a focus area is shown and not counted"
    assert "no, focus area not stated" in gap


def test_a_cell_lists_programs_of_other_days(client: FlaskClient) -> None:
    found = client.get("/gaps/cell.json?focus=I:border&country=SV").get_json()
    assert {(p["program_id"], p["when"]) for p in found["programs_on_other_days"]} == {
        ("program:t:completed", "over, no end stated"), ("program:t:not-begun", "not begun"), ("program:t:over", "over"),
    }
    assert (found["state"], found["partners"][0]["name"], found["partners"][0]["trains"]) == ("thin", "FBI", 2)


def test_a_cell_under_a_filter_tells_counted_from_not_counted(client: FlaskClient) -> None:
    found = client.get("/gaps/cell.json?focus=III&country=GT&funder=org:t:inl").get_json()
    assert {(p["program_id"].rpartition(":")[2], p["counted"]) for p in found["programs"]} == {
        ("two-partners", "yes"), ("two-countries", "no"), ("through-sector", "not told"), ("helps-a-body", "not told"),
    }
    assert [partner["name"] for partner in found["partners"]] == ["Texas DPS", "UNODC"]
    assert (found["hhi"], found["effective_number_of_partners"]) == (0.5, 2.0)


@pytest.mark.parametrize("query", [
    "columns=years&country=HN&row=focus:III&column=2024", "columns=regions&row=focus:III&column=Central%20America",
    "columns=states&row=focus:III&column=TX", "rows=kinds&row=ngo&column=HN", "rows=sectors&row=sector:1:15137&column=GT",
])
def test_cells_of_other_rows_and_columns_have_a_page(client: FlaskClient, query: str) -> None:
    html = client.get(f"/gaps/cell?{query}")
    counted = client.get(f"/gaps/cell.json?{query}").get_json()
    assert html.status_code == 200
    assert len([p for p in counted["programs"] if p["counted"] == "yes"]) == counted["counts"]["programs"] > 0
    assert len(counted["partners"]) == counted["counts"]["partners"]


def test_every_cell_of_a_page_leads_to_a_page_that_agrees(client: FlaskClient) -> None:
    for query in ("", "?rows=topics", "?kind=ngo", "?columns=years&country=HN", "?rows=kinds&country=GT", "?columns=regions"):
        html = client.get(f"/gaps{query}").text
        links = re.findall(r'<td role="cell" class="pg-state[^>]*><a href="([^"]+)"><span class="pg-state__word">([^<]+)', html)
        assert links
        for address, word in links:
            path, _, arguments = unescape(address).partition("?")
            assert client.get(f"{path}.json?{arguments}").get_json()["state"] == word, address


def test_what_if_some_leave(client: FlaskClient) -> None:
    address = "?without=org:t:ngo&without=org:t:unsorted"
    assert states(client, address)["focus:III", "HN"] == "thin"
    assert "The matrix stands as if 2 of the programs and organizations were gone" in page(client, f"/gaps{address}")


def test_priorities_show_every_factor(client: FlaskClient) -> None:
    # Severity of homicide up to 2024: HN 41 (worst of two) 1, GT 17.3: 0. Line I: HN none known, target 2: unmet 1.
    found = client.get("/gaps/priority.json?focus=I").get_json()
    [honduras] = found["ranking"]
    assert {name: honduras[name] for name in (
        "country_code", "state", "priority", "severity", "partners_named", "target", "deficit", "unmet", "homicide_value",
        "homicide_year", "homicide_severity", "homicide_weight",
    )} == {
        "country_code": "HN", "state": "gap", "priority": 1.0, "severity": 1.0, "partners_named": 0, "target": 2, "deficit": 2,
        "unmet": 1.0, "homicide_value": 41.0, "homicide_year": 2019, "homicide_severity": 1.0, "homicide_weight": 1.0,
    }
    assert [(row["country_code"], row["priority"], row["at_most"]) for row in found["supply_not_known"]] == [("GT", None, 0.0)]
    assert found["without_a_value_of_need"] == ["SV"]
    text = page(client, "/gaps/priority?focus=I&target=4")
    assert "target is 4 partners" in text
    assert "none known" in text


def test_programs_that_name_nobody_keep_a_country_from_being_ranked_on_few_partners(client: FlaskClient) -> None:
    found = client.get("/gaps/priority.json?focus=III&target=4").get_json()
    assert [row["country_code"] for row in found["ranking"]] == ["HN"], "both programs there name who delivers"
    assert [row["country_code"] for row in found["supply_not_known"]] == ["GT"], "three partners named, but two programs name nobody"
    reached = client.get("/gaps/priority.json?focus=III&target=3").get_json()
    assert {row["country_code"]: row["priority"] for row in reached["ranking"]} == {"HN": pytest.approx(1 / 3, abs=1e-4), "GT": 0.0}


def test_shares_of_the_partners_of_each_country(client: FlaskClient) -> None:
    # Guatemala, line III: two-partners .5 + .5, helps-a-body 1; two programs name nobody. HHI = 2 x .25^2 + .5^2 = .375.
    found = client.get("/gaps/shares.json?focus=III").get_json()["shares"]
    guatemala = {row["partner"]: row["share"] for row in found if row["country_code"] == "GT"}
    assert guatemala == {"ILEA": 0.5, "Texas DPS": 0.25, "UNODC": 0.25}
    first = next(row for row in found if row["country_code"] == "GT")
    assert (first["hhi"], first["effective_number"], first["programs"], first["programs_naming_nobody"]) == (0.375, 2.667, 4, 2)
    assert (first["partner"], first["above_a_third"]) == ("ILEA", True)
    assert "2.67" in page(client, "/gaps/shares?focus=III")


def test_programs_in_no_cell_and_scopes_have_their_lists(client: FlaskClient) -> None:
    assert [p["program_id"] for p in client.get("/gaps/outside.json").get_json()["programs"]] == ["program:t:nowhere"]
    assert "nowhere place" in page(client, "/gaps/outside")
    text = page(client, "/gaps/scopes")
    assert "focus:III and its topics" in text
    assert "the work of INL" in text
    assert client.get("/gaps/scopes.csv").text.count("\r\n") == 3
