"""One address, several formats, errors in one shape."""

from __future__ import annotations

import csv
import io

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from app.http.formats import page_path, split


@pytest.mark.parametrize(("path", "stem", "format_"), [
    ("/gaps.json", "/gaps", "json"), ("/gaps.csv", "/gaps", "csv"), ("/gaps", "/gaps", ""), ("/.json", "/", "json"),
    ("/organization/org:x:a.b.csv", "/organization/org:x:a.b", "csv"), ("/organization/org:x:3.5", "/organization/org:x:3.5", ""),
    ("/organization/org:x:a.csv.html", "/organization/org:x:a.csv", "html"),
])
def test_suffixes(path: str, stem: str, format_: str) -> None:
    assert split(path) == (stem, format_)


@pytest.mark.parametrize("id_", ["org:x:plain", "org:x:file.csv", "org:x:file.html", "org:x:v1.2"])
def test_an_address_leads_back_to_its_id_in_every_format(id_: str) -> None:
    for format_ in ("html", "json", "csv"):
        stem, found = split(page_path(f"/organization/{id_}", format_))
        assert (stem, found or "html") == (f"/organization/{id_}", format_)


def test_a_page_in_every_format(client: FlaskClient) -> None:
    assert client.get("/tested/listing").mimetype == "text/html"
    assert client.get("/tested/listing.json").json["rows"] == [["=1+1", -5], ["Policía", 2.5]]
    answer = client.get("/tested/listing.csv")
    assert answer.headers["Content-Disposition"] == "attachment; filename=listing.csv"
    assert list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")))) == [["name", "amount"], ["'=1+1", "-5"], ["Policía", "2.5"]]
    sheet = load_workbook(io.BytesIO(client.get("/tested/listing.xlsx").data)).active
    assert [tuple(row) for row in sheet.values] == [("name", "amount"), ("=1+1", -5), ("Policía", 2.5)]


def test_json_for_programs_that_prefer_it(client: FlaskClient) -> None:
    assert client.get("/tested/listing", headers={"Accept": "application/json"}).mimetype == "application/json"
    assert client.get("/tested/listing", headers={"Accept": "*/*"}).mimetype == "text/html"


def test_a_page_without_a_table_says_so(client: FlaskClient) -> None:
    answer = client.get("/tested/bare.csv")
    assert (answer.status_code, answer.json["error"]["message"]) == (404, "This page has no table to download.")


def test_control_characters_and_markup_do_not_reach_a_page(client: FlaskClient) -> None:
    page = client.get("/tested/bare").text
    assert "\ufffdbell &lt;b&gt;bold&lt;/b&gt;" in page
    assert "\x07" not in page


@pytest.mark.parametrize(("name", "status", "message"), [
    ("page", 404, "No such thing."),
    ("parameter", 400, "Country: found 'x'; expected a country code"),
    ("connection", 503, "The partner network cannot be reached."),
    ("timeout", 504, "This question takes too long."),
    ("graph", 500, "Something went wrong here."),
    ("ledger", 404, "There is no load 9."),
    ("any", 500, "Something went wrong here."),
])
def test_errors_in_one_shape(client: FlaskClient, name: str, status: int, message: str) -> None:
    for suffix in (".json", ".csv"):
        answer = client.get(f"/tested/fails/{name}{suffix}")
        assert answer.status_code == status
        error = answer.json["error"]
        assert set(error) == {"status", "message", "hint"}
        assert (error["status"], error["message"]) == (status, message)
        assert error["hint"]


@pytest.mark.parametrize("name", ["connection", "graph", "any"])
def test_an_error_page_tells_nothing_of_the_inside(client: FlaskClient, name: str) -> None:
    page = client.get(f"/tested/fails/{name}").text
    assert "Try again" in page
    assert not any(word in page for word in ("secret", "internal words", "10.0.0.1", "Traceback"))


def test_addresses_that_are_none(client: FlaskClient) -> None:
    assert client.get("/nowhere.json").json["error"]["status"] == 404
    assert client.post("/tested/listing.json").json["error"]["status"] in (400, 405)

