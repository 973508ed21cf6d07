"""The map over a real Neo4j: which things and links a view shows, what it leaves out and says so, and what it gives away."""

from __future__ import annotations

import csv
import io
import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.settings import read_settings
from graph.client import Graph
from tests.graph.small_graph import Link, Node, country, focus, link, node, org, program, write

pytestmark = pytest.mark.once

GT, HN, US = country("GT", "Guatemala"), country("HN", "Honduras"), country("US", "United States")
INL, ABA, UN = org("inl", "us_federal", "US"), org("aba", "ngo", "US"), org("un", "international_organization")
PNC, MP = org("pnc", "foreign_counterpart", "GT"), org("mp", "foreign_counterpart", "GT")
REFORM = program("reform", status="active", valid_from="2020-01-01", valid_to="2025-12-31")
OLD = program("old", status="completed", valid_from="2010-01-01", valid_to="2012-12-31")
POLICE, LINE = focus("III", "police-reform"), focus("III")
LINKS = (
    link("FUNDS", INL, REFORM), link("FUNDS", INL, OLD), link("IMPLEMENTS", ABA, REFORM), link("IMPLEMENTS", UN, OLD),
    link("BENEFITS", REFORM, PNC), link("OPERATES_IN", REFORM, GT), link("OPERATES_IN", OLD, HN),
    link("TRAINS", INL, MP, valid_to="2023-06-30"), link("BASED_IN", PNC, GT), link("PART_OF", PNC, MP),
    link("ADDRESSES", REFORM, POLICE), link("PART_OF", POLICE, LINE),
)
AROUND_INL = {"org:t:inl", "program:t:reform", "program:t:old", "org:t:mp"}


def client_on(graph: Graph, home: Path, *things: Node | Link) -> FlaskClient:
    write(graph, *things)
    settings = read_settings({}, PARTNERGRAPH_HOME=str(home), PARTNERGRAPH_TODAY="2024-06-30", SECRET_KEY="tests")
    return create_app(settings, graph=graph).test_client()


@pytest.fixture
def client(graph: Graph, tmp_path: Path) -> FlaskClient:
    """A client of the application on the small network; today is June 30, 2024."""
    return client_on(graph, tmp_path, *LINKS, US)


def data(client: FlaskClient, query: str) -> dict[str, Any]:
    answer = client.get(f"/explore.json?{query}")
    assert answer.status_code == 200, answer.text
    return answer.json  # type: ignore[no-any-return]


def ids(found: dict[str, Any]) -> set[str]:
    return {thing["id"] for thing in found["things"]}


def links(found: dict[str, Any]) -> set[tuple[Any, ...]]:
    return {(row["from_id"], row["link"], row["to_id"], row["in_force"]) for row in found["links"]}


def test_a_seed_with_its_neighbours_and_the_links_among_them(client: FlaskClient) -> None:
    found = data(client, "seed=org:t:inl")
    assert ids(found) == AROUND_INL
    assert links(found) == {
        ("org:t:inl", "funds", "program:t:reform", True), ("org:t:inl", "funds", "program:t:old", False),
        ("org:t:inl", "trains", "org:t:mp", False),
    }
    assert found["notes"] == []


def test_expanding_collapsing_by_type_and_the_selection_of_ids(client: FlaskClient) -> None:
    assert ids(data(client, "ids=org:t:inl&expand=program:t:reform")) == {
        "org:t:inl", "program:t:reform", "org:t:aba", "org:t:pnc", "country:GT", "focus:III:police-reform"}
    assert ids(data(client, "ids=org:t:inl&expand=TRAINS@org:t:inl")) == {"org:t:inl", "org:t:mp"}
    picked = data(client, "ids=org:t:inl&ids=program:t:old&ids=org:t:un")
    assert ids(picked) == {"org:t:inl", "program:t:old", "org:t:un"}
    assert links(picked) == {("org:t:inl", "funds", "program:t:old", False), ("org:t:un", "delivers", "program:t:old", False)}


def test_filters(client: FlaskClient) -> None:
    assert ids(data(client, "seed=org:t:inl&current=yes")) == {"org:t:inl", "program:t:reform"}
    assert ids(data(client, "seed=org:t:inl&current=yes&as_of=2022-01-01")) == {"org:t:inl", "program:t:reform", "org:t:mp"}
    assert ids(data(client, "seed=org:t:inl&year=2023")) == {"org:t:inl", "program:t:reform", "org:t:mp"}
    assert ids(data(client, "seed=org:t:inl&since=2022-01-01")) == {"org:t:inl", "program:t:reform", "org:t:mp"}  # to June 30, 2024
    assert ids(data(client, "seed=org:t:inl&since=2011-01-01")) == AROUND_INL
    assert client.get("/explore.json?since=2024-07-01").status_code == 400
    assert links(data(client, "seed=org:t:inl&year=2011")) == {
        ("org:t:inl", "funds", "program:t:old", True), ("org:t:inl", "trains", "org:t:mp", True)}
    assert ids(data(client, "seed=org:t:inl&country=GT")) == {"org:t:inl", "program:t:reform", "org:t:mp"}
    assert ids(data(client, "seed=org:t:inl&focus=III")) == {"org:t:inl", "program:t:reform"}
    assert ids(data(client, "seed=org:t:inl&kind=program")) == {"org:t:inl", "program:t:reform", "program:t:old"}
    assert ids(data(client, "seed=org:t:inl&without=FUNDS")) == {"org:t:inl", "org:t:mp"}
    assert ids(data(client, "seed=org:t:inl&without=program&hide=org:t:mp")) == {"org:t:inl"}
    assert ids(data(client, "seed=org:t:inl&kind=ngo&pin=org:t:un")) == {"org:t:inl", "org:t:un"}
    note = "inl: the filters leave out 2 neighbours of 3."
    assert data(client, "seed=org:t:inl&kind=foreign_counterpart")["notes"] == [note]


def test_counts_by_type_stand_there_before_anything_is_expanded(client: FlaskClient) -> None:
    page = client.get("/explore?ids=org:t:inl&open=org:t:inl").text
    table = page.split("Before you expand")[1].split("</table>")[0]
    cells = [re.findall(r'<th scope="row">(.*?)</th><td class="pg-num">(\d+)</td><td class="pg-num">(\d+)</td>', row)
             for row in table.split("<tr>")]
    assert [cell[0] for cell in cells if cell] == [("funds", "2", "1"), ("trains", "1", "0")]
    assert "expand=FUNDS%40org%3At%3Ainl" in table


def test_what_is_capped_is_said_with_the_number_and_the_way_to_the_rest(graph: Graph, tmp_path: Path) -> None:
    hub = org("hub", "ngo")
    client = client_on(graph, tmp_path, *(link("FUNDS", hub, program(f"p{number:03}")) for number in range(130)))
    found = data(client, "seed=org:t:hub")
    assert len(found["things"]) == 101
    assert found["notes"] == ["hub: 100 of 130 neighbours shown, 30 left out (those with most links come first)."]
    page = client.get("/explore?seed=org:t:hub").text
    assert "Show up to 500 neighbours of each" in page
    assert "30 left out" in page
    assert len(data(client, "seed=org:t:hub&most=500")["things"]) == 131
    assert "1 to 50 of 101 things" in page
    assert client.get("/explore?seed=org:t:hub&page=3").text.count('name="pick"') == 1
    rows = list(csv.DictReader(io.StringIO(client.get("/explore.csv?seed=org:t:hub").data.decode("utf-8-sig"))))
    assert len(rows) == 101


def test_a_country_alone_is_all_that_has_to_do_with_it(client: FlaskClient) -> None:
    found = data(client, "country=GT")
    assert ids(found) == {"country:GT", "org:t:pnc", "org:t:mp", "program:t:reform"}
    assert ("program:t:reform", "helps", "org:t:pnc", True) in links(found)


def test_the_whole_network_opens_in_groups_and_says_so(graph: Graph, tmp_path: Path) -> None:
    many = [link("PARTNERS_WITH", PNC, org(f"n{number}", "ngo", "HN")) for number in range(450)]
    client = client_on(graph, tmp_path, *LINKS, *many)
    found = data(client, "")
    groups = {thing["id"]: thing["things_inside"] for thing in found["things"]}
    assert groups == {"group:country:HN": 452, "group:country:GT": 4, "group:country:US": 2, "group:country:none": 1}
    assert found["total"] == 459
    assert found["notes"] == ["459 things are too many for one picture: they are shown by country, with the number inside."]
    assert ("group:country:GT", "works with", "group:country:HN", True) in links(found)
    kinds = data(client, "group=kind")
    assert {thing["id"]: thing["things_inside"] for thing in kinds["things"]}["group:kind:ngo"] == 451
    page = client.get("/explore").text
    assert "Draw all 459 things" in page
    assert 'href="/explore?country=GT"' in page
    assert len(data(client, "draw=all")["things"]) == 459
    assert client.get("/explore/act?do=expand&pick=group:country:GT").location == "/explore?country=GT"
    assert client.get("/explore/act?do=only&pick=group:country:GT&pick=group:country:HN").status_code == 400
    hidden = client.get("/explore/act?do=hide&pick=group:country:GT").location.partition("?")[2]
    assert "group:country:GT" not in ids(data(client, hidden))
    assert ids(data(client, "kind=foreign_counterpart")) == {"org:t:pnc", "org:t:mp"}


def test_groups_of_what_is_shown_and_steps_with_what_is_picked(client: FlaskClient) -> None:
    grouped = data(client, "seed=org:t:inl&group=kind")
    assert {(thing["name"], thing["things_inside"]) for thing in grouped["things"]} == {("inl", 1), ("mp", 1), ("Programs", 2)}
    assert ("org:t:inl", "funds", "group:kind:program", True) in links(grouped)
    step = client.get("/explore/act?seed=org:t:inl&group=kind&do=hide&pick=group:kind:program")
    assert step.status_code == 303
    assert ids(data(client, step.location.partition("?")[2])) == {"org:t:inl", "org:t:mp"}
    only = client.get("/explore/act?seed=org:t:inl&do=only&pick=org:t:mp&pick=program:t:old")
    assert only.location == "/explore?ids=org%3At%3Amp&ids=program%3At%3Aold"
    own = client.get("/explore/act?seed=org:t:inl&do=group&pick=org:t:mp&pick=program:t:old").location
    assert {thing["name"] for thing in data(client, own.partition("?")[2])["things"]} == {"inl", "reform", "Group 1"}
    assert client.get("/explore/act.json?seed=org:t:inl&do=hide").json["error"]["message"] == "Nothing is picked."  # type: ignore[index]
    assert client.get("/explore/act?do=dance&pick=org:t:mp").status_code == 400


def test_a_view_gets_a_short_address_that_anybody_can_open(client: FlaskClient) -> None:
    form = {"ids": ["org:t:inl", "org:t:mp"], "year": "2023", "open": "org:t:mp"}
    client.application.config["WTF_CSRF_ENABLED"] = False
    answer = client.post("/explore/share", data=form)
    assert answer.status_code == 303
    page = client.get(answer.location).text
    short = re.findall(r'href="http://localhost(/v/[a-z2-7]{10})"', page)
    assert len(short) == 1
    assert client.get(short[0]).location == "/explore?ids=org%3At%3Ainl&ids=org%3At%3Amp&year=2023"
    assert client.post("/explore/share", data=form).location == answer.location
    assert client.get("/v/aaaaaaaaaa").status_code == 404
    assert client.get("/v/aaaaaaaaaa.json").json["error"]["message"] == "No view is kept under /v/aaaaaaaaaa."  # type: ignore[index]


def test_the_picture_is_the_table(client: FlaskClient) -> None:
    drawn = client.get("/explore/drawing?seed=org:t:inl&pin=0.5,-0.25@org:t:mp").json
    assert drawn is not None
    assert set(drawn["id"]) == AROUND_INL
    assert {(drawn["id"][a], drawn["types"][t], drawn["id"][b], bool(f)) for a, b, t, f in zip(
        drawn["start"], drawn["end"], drawn["type"], drawn["in_force"], strict=True)} == {
        ("org:t:inl", "FUNDS", "program:t:reform", True), ("org:t:inl", "FUNDS", "program:t:old", False),
        ("org:t:inl", "TRAINS", "org:t:mp", False)}
    at = drawn["id"].index("org:t:mp")
    assert (drawn["x"][at], drawn["y"][at], drawn["marked"][at]) == (0.5, -0.25, 2)
    page = client.get("/explore?seed=org:t:inl").text
    assert set(re.findall(r'name="pick" value="([^"]+)"', page)) == AROUND_INL


def test_what_a_source_names_no_more_is_said(client: FlaskClient) -> None:
    found = data(client, "ids=org:t:inl&ids=org:t:gone")
    assert ids(found) == {"org:t:inl"}
    assert found["notes"] == ["No loaded source names org:t:gone."]
    assert client.get("/explore?ids=org:t:gone").status_code == 200
    assert client.get("/explore?year=20").status_code == 400


HOSTILE = ["<script>alert(1)</script>", '=HYPERLINK("http://evil.example")', "\u202egnp.exe", "الشرطة", "bell\x07 esc\x1b[31m nul\x00",
           "{{ 7*7 }}", "]]>&amp;</svg>", "x" * 3000, "'\" onload=alert(2) x=\""]


def handlers(markup: str) -> list[str]:
    """Attributes that would run something."""
    found: list[str] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attributes: found.extend(  # type: ignore[method-assign]
        f"{tag} {name}" for name, _ in attributes if name.startswith("on"))
    parser.feed(markup)
    return found


def test_hostile_names_are_text_on_the_page_and_in_every_file(graph: Graph, tmp_path: Path) -> None:
    others = [node("Organization", f"org:t:{number}", name, kind="ngo") for number, name in enumerate(HOSTILE)]
    client = client_on(graph, tmp_path, *(link("PARTNERS_WITH", others[0], other, role="r") for other in others[1:]))
    query = "seed=org:t:0&open=org:t:0&hide=org:t:1"
    for address in (f"/explore?{query}", "/explore/links?seed=org:t:0", "/explore?q=script", "/explore?seed=org:t:0&group=kind",
                    "/explore/map.svg?seed=org:t:0", "/explore/offline?seed=org:t:0"):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "<script>alert" not in answer.text, address
        assert handlers(answer.text) == [], address
        assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", answer.text), address
    svg = ET.fromstring(client.get("/explore/map.svg?seed=org:t:0").data)
    assert any("<script>alert(1)</script>" in (element.text or "") for element in svg.iter("{http://www.w3.org/2000/svg}text"))
    names = [e.text for e in ET.fromstring(client.get("/explore/map.graphml?seed=org:t:0").data).iter() if e.get("key") == "node-name"]
    assert set(names) == {re.sub(r"[\x00-\x1f]", "\ufffd", name) for name in HOSTILE}
    for address in ("/explore.csv?seed=org:t:0", "/explore/links.csv?seed=org:t:0"):
        cells = [cell for row in csv.reader(io.StringIO(client.get(address).data.decode("utf-8-sig"))) for cell in row]
        assert any("HYPERLINK" in cell for cell in cells)
        assert not any(cell[:1] in ("=", "+", "@", "-") for cell in cells if cell)


def test_a_profile_leads_to_its_map(client: FlaskClient) -> None:
    assert 'href="/explore?seed=org:t:inl"' in client.get("/organization/org:t:inl").text
