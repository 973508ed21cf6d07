"""Search over a real full-text index: what is found, in which order, and why."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.settings import read_settings
from graph.client import Graph
from tests.support.toy import bring, org, program, stores_on

BODIES = [
    org("inl", "Bureau of International Narcotics and Law Enforcement Affairs", acronym="INL", kind="us_federal",
        aliases=["Narcotics Affairs Section", "Oficina de Asuntos Antinarcóticos"]),
    org("inlcap", "INL Office of Criminal Justice", acronym="INL/CAP", kind="us_federal"),
    org("pnc", "Policía Nacional Civil", kind="foreign_counterpart"),
    org("pnh", "Police Nationale d'Haïti", kind="foreign_counterpart"),
    org("dos", "U.S. Department of State", ids=["US-GOV:11"], kind="us_federal"),
    org("lei", "Acme Training", ids=["XI-LEI:ABCDE5493001KJTIIGC8"], kind="private_sector"),
    org("ar", "الشرطة الوطنية", kind="foreign_counterpart"),
    org("other", "Department of Fisheries", kind="foreign_counterpart"),
]
PROGRAMS = [program("p1", "Police reform in Haiti"), program("p2", "INL Armenia programme")]


@pytest.fixture(scope="module")
def client(connection: Graph, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """The application on a graph of a few bodies; the module only reads it."""
    from tests.conftest import empty

    empty(connection)
    home: Path = tmp_path_factory.mktemp("search")
    bring(stores_on(connection, home), "s", [*BODIES, *PROGRAMS])
    settings = read_settings({}, PARTNERGRAPH_HOME=str(home), PARTNERGRAPH_TODAY="2024-06-30", SECRET_KEY="tests")
    return create_app(settings, graph=connection).test_client()


def hits(client: FlaskClient, text: str, **more: str) -> list[dict[str, Any]]:
    answer = client.get("/search.json", query_string={"q": text, **more})
    assert answer.status_code == 200
    found: list[dict[str, Any]] = answer.json["found"]["hits"]  # type: ignore[index]
    return found


def ids(found: list[dict[str, Any]]) -> list[str]:
    return [hit["id"].removeprefix("org:s:").removeprefix("program:s:") for hit in found]


def test_an_acronym_comes_first(client: FlaskClient) -> None:
    found = hits(client, "inl")
    assert ids(found)[0] == "inl"
    assert set(ids(found)) == {"inl", "inlcap", "p2"}
    assert [hit["exact"] for hit in found] == [True, False, False]


@pytest.mark.parametrize(("text", "found"), [
    ("policia", {"pnc"}), ("POLICÍA", {"pnc"}), ("polic", {"pnc", "pnh", "p1"}), ("haiti", {"pnh", "p1"}), ("haïti police", {"pnh", "p1"}),
    ("d'haiti", {"pnh"}), ("d'hai", {"pnh"}),
    ("U.S. Depart", {"org:US-GOV:11"}), ("us-gov-11", {"org:US-GOV:11"}), ("US-GOV:11", {"org:US-GOV:11"}),
    ("ABCDE5493001KJTIIGC8", {"org:XI-LEI:ABCDE5493001KJTIIGC8"}), ("xi-lei:abcde5493001kjtiigc8", {"org:XI-LEI:ABCDE5493001KJTIIGC8"}),
    ("الشرطة", {"ar"}), ("antinarcoticos", {"inl"}),
])
def test_names_aliases_and_identifiers_however_they_are_typed(client: FlaskClient, text: str, found: set[str]) -> None:
    assert set(ids(hits(client, text))) == found


@pytest.mark.parametrize("text", ["US-GOV:11", "u.s. department of state", "ABCDE5493001KJTIIGC8", "INL/CAP", "Policía Nacional Civil"])
def test_what_is_typed_in_full_is_an_exact_match(client: FlaskClient, text: str) -> None:
    assert hits(client, text)[0]["exact"]


def test_the_other_name_explains_the_hit(client: FlaskClient) -> None:
    assert hits(client, "asuntos antinarco")[0]["also"] == "Oficina de Asuntos Antinarcóticos"
    assert "also known as <bdi>Oficina de Asuntos Antinarcóticos</bdi>" in client.get("/search?q=asuntos").text


def test_types_are_counted_and_narrow(client: FlaskClient) -> None:
    answer = client.get("/search.json?q=police").json["found"]  # type: ignore[index]
    assert {(count["key"], count["found"]) for count in answer["counts"]} == {("organization", 1), ("program", 1)}
    assert ids(hits(client, "police", what="program")) == ["p1"]
    assert hits(client, "police", what="agreement") == []


def test_words_that_never_stand_together_still_find_something(client: FlaskClient) -> None:
    found = client.get("/search?q=fisheries+narcotics")
    assert "Nothing has all of these words" in found.text
    assert set(ids(hits(client, "fisheries narcotics"))) == {"other", "inl"}


@pytest.mark.parametrize("text", ["zzzz", "!!!", "***", "AND", '"', "name:", "a" * 500, "/.*/", "\\", "(((", "[a TO z]", "~", "\x00"])
def test_nothing_that_is_typed_breaks_the_search(client: FlaskClient, text: str) -> None:
    answer = client.get("/search", query_string={"q": text})
    assert answer.status_code == 200
    assert client.get("/search.json", query_string={"q": text}).status_code == 200


def suggested(client: FlaskClient, text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get("/search/suggest", query_string={"q": text}).json["suggestions"]  # type: ignore[index]
    return found


@pytest.mark.parametrize(("text", "found"), [
    ("policí", {"pnc"}), ("POLIC", {"pnc", "pnh", "p1"}), ("police re", {"p1"}), ("inl", {"inl", "inlcap", "p2"}),
    ("11", {"org:US-GOV:11"}), ("d'haiti", {"pnh"}), ("d'hai", {"pnh"}), ("d’Haï", {"pnh"}), ("police nationale d'h", {"pnh"}),
    ("u.s. depart", {"org:US-GOV:11"}), ("us-gov:1", {"org:US-GOV:11"}),
    ("الشر", {"ar"}), ("oficina de", {"inl"}), ("p", set()), ("zzzz", set()),
])
def test_letters_as_far_as_they_are_typed_suggest(client: FlaskClient, text: str, found: set[str]) -> None:
    assert set(ids(suggested(client, text))) == found


def test_a_suggestion_says_what_it_is_and_where_it_leads(client: FlaskClient) -> None:
    first = suggested(client, "inl")[0]
    assert (first["name"], first["acronym"], first["kind"], first["address"]) == (
        "Bureau of International Narcotics and Law Enforcement Affairs", "INL", "U.S. federal agency", "/organization/org:s:inl",
    )
    assert suggested(client, "asuntos")[0]["also"] == "Oficina de Asuntos Antinarcóticos"
    kept = client.get("/search/suggest.json", query_string={"q": "inl", "as_of": "2020-01-01"}).json["suggestions"]  # type: ignore[index]
    assert kept[0]["address"] == "/organization/org:s:inl?as_of=2020-01-01"


@pytest.mark.parametrize("text", ["!!!", "***", '"a', "name:x", "a" * 500, "/.*/", "(((", "[a TO z]", "\\x", "\x00ab", "a AND OR NOT"])
def test_nothing_that_is_typed_breaks_the_suggestions(client: FlaskClient, text: str) -> None:
    assert client.get("/search/suggest", query_string={"q": text}).status_code == 200


def test_an_empty_search_offers_ways_in_and_an_empty_answer_helps(client: FlaskClient) -> None:
    assert "All organizations" in client.get("/search").text
    page = client.get("/search?q=zzzz").text
    assert "This says nothing about whether it exists." in page
    assert "Use fewer words" in page


def test_old_addresses_of_lists_lead_on(client: FlaskClient) -> None:
    for old, new in (
        ("/search?what=organization&kind=ngo&page=2", "/organizations?kind=ngo&page=2"),
        ("/search.csv?what=program&country=GT&as_of=2020-01-01", "/programs.csv?country=GT&as_of=2020-01-01"),
        ("/search.json?what=agreement", "/agreements.json"),
    ):
        answer = client.get(old)
        assert (answer.status_code, answer.headers["Location"]) == (301, new)
