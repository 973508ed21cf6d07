"""Whom names mean, over a real Neo4j: what is certain, what is only possible, who is not here; lists short and long."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.services import services
from app.settings import read_settings
from app.who import views
from app.work.run import run_job
from app.work.who import Asked, answers, names, register
from graph.client import Graph
from ledger.jobs import Jobs
from tests.conftest import empty
from tests.support.names_model import small_model
from tests.support.toy import bring, org

pytestmark = pytest.mark.once

POLICE = {"kind": "foreign_counterpart", "acronym": "PNC"}
HOSTILE = '=HYPERLINK("x")<script>alert(1)</script> Institute'
BODIES = [
    org("gt", "National Civil Police of Guatemala", country="GT", aliases=["Policía Nacional Civil de Guatemala"], **POLICE),
    org("sv", "National Civil Police of El Salvador", country="SV", **POLICE),
    org("gh", "Ministry of Justice", country="GH"), org("ke", "Ministry of Justice", country="KE"),
    org("uz", "Border Guard Service", country="UZ"), org("any", "Border Guard Service"),
    org("undp", "United Nations Development Programme", ids=["XM-DAC:41114"], acronym="UNDP"),
    org("bad", HOSTILE, country="PE"),
]  # fmt: skip
ASKED = "Policia Nacional Civil de Guatemala\tGuatemala\nMinistry of Justice\nXM-DAC-41114\nWombat Zymurgy Quorum"


@pytest.fixture(scope="module")
def client(connection: Graph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """One small network for all of these tests, which only read it."""
    empty(connection)
    settings = read_settings({}, PARTNERGRAPH_HOME=str(tmp_path_factory.mktemp("home")), SECRET_KEY="tests")
    app = create_app(settings, graph=connection)
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(names, "trained", lambda _folder, _cache: small_model())
        patch.setattr(views, "is_ready", lambda: True)
        bring(services().stores, "toy", BODIES)
        yield app.test_client()


def told(client: FlaskClient, text: str, more: str = "") -> list[dict[str, Any]]:
    answer = client.get(f"/who.json?names={quote(text)}{more}")
    assert answer.status_code == 200, answer.text
    return answer.json["names"]


def outcome(client: FlaskClient, text: str, more: str = "") -> list[tuple[object, object]]:
    return [(row["answer"], row["chosen"]) for row in told(client, text, more)]


def test_what_is_certain_and_what_is_not(client: FlaskClient) -> None:
    assert outcome(client, ASKED) == [
        ("certain", "org:toy:gt"), ("to be decided", None), ("certain", "org:XM-DAC:41114"), ("not in this network", None),
    ]  # fmt: skip
    assert outcome(client, "Ministry of Justice", "&country=GH") == [("certain", "org:toy:gh")]
    first = told(client, ASKED)[0]["matches"][0]
    assert first["supports"] == ["the identical name in the same country: GT"]


def test_an_identical_name_without_a_country_elsewhere_is_a_rival(client: FlaskClient) -> None:
    assert outcome(client, "Border Guard Service", "&country=UZ")[0][0] != "certain"


def test_an_acronym_of_two_bodies_is_for_a_person_to_decide(client: FlaskClient) -> None:
    row = told(client, "PNC")[0]
    assert (row["answer"], {m["id"] for m in row["matches"][:2]}) == ("to be decided", {"org:toy:gt", "org:toy:sv"})
    assert all(m["band"] == "possible" and m["opposes"] for m in row["matches"])


def test_an_unknown_identifier_is_not_compared_as_a_name(client: FlaskClient) -> None:
    assert outcome(client, "XM-DAC-41122") == [("not in this network", None)]


def test_an_answer_does_not_depend_on_what_else_is_asked(client: FlaskClient) -> None:
    asked = [Asked("Guatemalan National Civil Police"), Asked("PNC", "SV"), Asked("Ministry of Justice"), Asked("Wombat Zymurgy Quorum")]
    known = register()
    together = answers(asked, known)
    assert together == [answers([one], known)[0] for one in asked]
    assert answers([*asked, *asked[::-1]], known)[len(asked) :] == together[::-1]


def test_the_page_says_who_is_not_here_and_runs_nothing(client: FlaskClient) -> None:
    page = client.get(f"/who?names={quote(ASKED + chr(10) + HOSTILE)}&country=PE").text
    assert "No organization of this network is named like that." in page
    assert "may well exist" in page
    assert "/organization/org:toy:gt" in page
    assert "<script>alert" not in page


def rows(client: FlaskClient, address: str) -> list[dict[str, str]]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig"))))


def test_the_csv_has_a_row_a_name_with_ids_and_choices(client: FlaskClient) -> None:
    found = rows(client, f"/who.csv?names={quote(ASKED)}&pick-1=org:toy:ke&pick-0=")
    assert [(r["row"], r["answer"], r["organization_id"], r["chosen_by_hand"]) for r in found] == [
        ("1", "nobody chosen", "", "yes"), ("2", "possible", "org:toy:ke", "yes"), ("3", "certain", "org:XM-DAC:41114", "no"),
        ("4", "not in this network", "", "no"),
    ]  # fmt: skip
    assert (found[0]["country_given"], found[1]["profile"]) == ("GT", "/organization/org:toy:ke")
    hostile = rows(client, f"/who.csv?names={quote(HOSTILE)}&country=PE")[0]
    assert hostile["name"].startswith("'=")
    assert hostile["organization_id"] == "org:toy:bad"


def test_a_short_list_becomes_the_address(client: FlaskClient) -> None:
    answer = client.post("/who", data={"names": ASKED, "country": "KE"})
    assert answer.status_code == 303
    shown = client.get(answer.headers["Location"].replace("/who?", "/who.json?")).json["names"]
    assert [row["country"] for row in shown] == ["GT", "KE", "KE", "KE"]


def test_a_long_list_is_a_job_and_keeps_what_is_chosen(client: FlaskClient) -> None:
    many = "\n".join([ASKED, *(f"Wombat number {n}" for n in range(30))])
    answer = client.post("/who", data={"names": many})
    job = Jobs(services().ledger).latest()[0]
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/data/jobs/{job.id}")
    address = job.request["address"]
    assert client.get(address).status_code == 404
    run_job(services(), job.id)
    ended = Jobs(services().ledger).get(job.id)
    assert (ended.state, "of 34 names" in ended.message) == ("done", True)
    assert address in client.get(f"/data/jobs/{job.id}").text
    page = client.get(address).text
    assert len(re.findall("<fieldset", page)) == 25 + 1
    assert client.post(address + "?page=1", data={"pick-1": "org:toy:gh", "pick-0": "org:toy:nobody", "pick-99": ""}).status_code == 303
    found = rows(client, address + ".csv")
    assert len(found) == 34
    assert [r["organization_id"] for r in found[:3]] == ["org:toy:gt", "org:toy:gh", "org:XM-DAC:41114"]
    assert client.get("/who/0000000000000000").status_code == 404


def test_the_first_question_of_an_installation_is_a_job(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "is_ready", lambda: False)
    assert client.post("/who", data={"names": "PNC"}).headers["Location"].startswith("/data/jobs/")


CSV = "id;Partner;Where\n1;Policía Nacional Civil de Guatemala;Guatemala\n2;Ministry of Justice;KE\n"


def test_a_column_of_a_file(client: FlaskClient) -> None:
    for content in (CSV.encode(), CSV.encode("utf-8-sig"), CSV.encode("cp1252")):
        data = {"file": (io.BytesIO(content), "list.csv"), "column": "partner", "country_column": "WHERE"}
        answer = client.post("/who", data=data)
        shown = client.get(answer.headers["Location"].replace("/who?", "/who.json?")).json["names"]
        assert [(row["answer"], row["chosen"]) for row in shown] == [("certain", "org:toy:gt"), ("certain", "org:toy:ke")]


@pytest.mark.parametrize(
    ("fields", "content", "says"),
    [
        ({"column": "Name"}, CSV.encode(), "No column is headed Name; the file has: id, Partner, Where."),
        ({}, b"PK\x03\x04zip", "That is a workbook"),
        ({}, b"\n\n", "The file has no rows."),
        ({}, b"x\n" * 5_001, "at most 5,000"),
    ],
)
def test_a_file_that_cannot_be_read_is_said(client: FlaskClient, fields: dict[str, str], content: bytes, says: str) -> None:
    answer = client.post("/who", data={**fields, "file": (io.BytesIO(content), "list.csv")})
    assert answer.status_code == 400
    assert says in answer.text


def test_nothing_asked_and_too_much_asked(client: FlaskClient) -> None:
    assert client.get("/who").status_code == 200
    assert client.post("/who", data={"names": "  \n"}).status_code == 400
    assert client.get(f"/who?names={quote(chr(10).join(map(str, range(200, 240))))}").status_code == 400
    assert client.get("/who?names=PNC&country=Peru").status_code == 400


def test_the_register_follows_what_is_loaded(client: FlaskClient) -> None:
    assert outcome(client, "Quokka Velodrome Trust", "&country=AU")[0][1] is None
    bring(services().stores, "more", [org("w", "Quokka Velodrome Trust", country="AU")])
    assert outcome(client, "Quokka Velodrome Trust", "&country=AU") == [("certain", "org:more:w")]
