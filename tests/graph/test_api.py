"""The OpenAPI document is true: each page reads the arguments that it names, and answers as it says, whatever is asked."""

from __future__ import annotations

import codecs
import csv
import io
import urllib.request
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl

import pytest
import schemathesis
from flask import Flask, Request
from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import CHECKS as ALL_CHECKS
from schemathesis.checks import load_all_checks
from werkzeug.datastructures import MultiDict

from app.api.parameters import AS_OF, DECLARED

pytestmark = pytest.mark.once

# Names that change how a page looks, not what the files hold, or that lead to other choices of the same page.
FOR_THE_EYE = {"page", "as_of", "bom", "all", "q", "layout", "show", "need", "short", "across", "programs"}
# Whether a value means something is for the graph to say: an argument of the right form may be refused, in the shape that is described.
WANTED = ("not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance")
NARROWED = {
    "explore.index": "seed=country:GT", "lists.organizations": "country=GT", "lists.agreements": "country=GT",
    "changes.index": "country=GT", "brief.index": "about=country:GT", "changes.feed": "country=GT", "gaps.cell": "row=focus:III&column=GT",
    "side_by_side.index": "one=country:GT&other=country:HN", "recommend.index": "country=GT&focus=III", "measures.index": "country=GT",
    "measures.groups": "country=GT", "measures.pairs": "country=GT", "overlaps.sheet": "country=GT", "resolve.records": "id=org:demo:inl",
    "who.index": "names=XM-DAC-41128",
}
UNDESCRIBED = {
    # one by one, with their own arguments
    "reports.report", "reports.own",
    # the document, and the service that OpenRefine describes
    "api.index", "api.openapi", "reconcile.service", "reconcile.flyout", "reconcile.preview", "reconcile.properties", "reconcile.suggest",
    # pictures and suggestions of pages, whose tables are described
    "connections.network", "explore.act", "explore.drawing", "explore.year", "profiles.network", "overlaps.network", "reports.network",
    "search.suggest", "what_if.suggest", "console.words", "world.outlines", "world.district_outlines", "static",
    # work that is under way, and forms
    "console.index", "data.job", "data.uploads", "data.upload", "mapper.columns", "data.choose_compare", "facts.change", "gaps.finding",
    "reports.own_new", "reports.own_edit", "reports.own_delete", "reports.own_file", "saved.new", "saved.edit", "saved.delete",
    "saved.open",
    "lists.ticked", "overlaps.other", "who.kept", "resolve.pair", "resolve.group",
    # files as they were handed in, and what a single load is compared with
    "data.original", "data.original_rows", "data.compare",
}
# Read where the other is not given.
EITHER = {"overlaps.sheet": {"focus"}}
# What has the arguments of another page here, and the one whose arguments are read one after the other.
SKIPPED = ("brief.word", "overlaps.pair", "overlaps.group", "lists.programs", "quality.index", "search.results", "explore.svg",
           "explore.offline", "explore.links")
CHOSEN = ("/organizations.json", "/agreements.csv", "/explore.json", "/gaps.parquet", "/overlaps.csv", "/findings.json", "/search.json",
          "/connections.xlsx", "/country/{code}.json", "/organization/{id}.csv", "/reports/who-funds-whom.json", "/explore/map.gexf")


class Noting(MultiDict[str, str]):
    """Arguments that note which of them are read."""

    names: set[str]

    def get(self, key: str, *rest: Any, **more: Any) -> Any:
        self.names.add(key)
        return super().get(key, *rest, **more)

    def getlist(self, key: str, *rest: Any, **more: Any) -> Any:
        self.names.add(key)
        return super().getlist(key, *rest, **more)

    def to_dict(self, *rest: Any, **more: Any) -> Any:
        return Read(super().to_dict(*rest, **more), self.names)


class Read(dict[str, Any]):
    """The same as a plain mapping."""

    def __init__(self, given: dict[str, Any], names: set[str]) -> None:
        super().__init__(given)
        self.names = names

    def get(self, key: str, *rest: Any) -> Any:
        self.names.add(key)
        return super().get(key, *rest)


@pytest.fixture
def api(demo_app: Flask) -> FlaskClient:
    """A client of the demonstration."""
    return demo_app.test_client()


def read_by(app: Flask, path: str, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The names of the arguments that a page looks for."""
    names: set[str] = set()

    def noting(self: Request) -> Noting:
        made = Noting(parse_qsl(self.query_string.decode()))
        made.names = names
        return made

    with monkeypatch.context() as patch:
        patch.setattr(Request, "args", property(noting))
        patch.setattr(Request, "values", property(noting))
        answer = app.test_client().get(path)
    assert answer.status_code == 200, (path, answer.text)
    return names


def test_each_page_reads_what_it_is_said_to_read(demo_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with demo_app.test_request_context():
        rules = {rule.endpoint: rule for rule in demo_app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert set(DECLARED) <= set(rules)
    wrong = {}
    for endpoint, declared in DECLARED.items():
        if rules[endpoint].arguments or endpoint in SKIPPED:
            continue
        names = {param.name for param in declared}
        looked = read_by(demo_app, f"{rules[endpoint].rule}.csv?{NARROWED.get(endpoint, '')}", monkeypatch)
        read = {name for name in looked if not name.startswith("weight-") and not name.endswith("_page")} | EITHER.get(endpoint, set())
        if not names - {"q"} <= read <= names | FOR_THE_EYE:
            wrong[endpoint] = {"never read": names - read, "not said": read - names - FOR_THE_EYE}
    assert wrong == {}


def test_answers_are_as_the_document_says(demo_app: Flask) -> None:
    load_all_checks()
    checks = [check for check in ALL_CHECKS.get_all() if check.__name__ in WANTED]
    assert len(checks) == len(WANTED)
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", demo_app)
    found = {operation.path: operation for operation in operations(schema)}
    assert set(CHOSEN) <= set(found)
    for path in CHOSEN:

        @settings(max_examples=3, database=None, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
        @given(case=found[path].as_strategy())
        def answers(case: schemathesis.Case) -> None:
            case.call_and_validate(checks=checks)

        answers()


def operations(schema: Any) -> Iterator[Any]:
    for result in schema.get_all_operations():
        yield result.ok()


def test_every_address_of_data_is_described(demo_app: Flask) -> None:
    """A page that answers with rows is in the document; what is not says why here."""
    with demo_app.test_request_context():
        pages = {rule.endpoint for rule in demo_app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert pages - set(DECLARED) == UNDESCRIBED


def test_the_page_for_people(api: FlaskClient) -> None:
    page = api.get("/api", follow_redirects=True).text
    assert "/reports/who-funds-whom" in page
    assert AS_OF.name in page
    document = api.get("/api/openapi.json").json
    assert document["openapi"] == "3.1.0"  # type: ignore[index]
    assert {"/gaps.json", "/gaps.csv", "/gaps.xlsx", "/gaps.parquet"} <= set(document["paths"])  # type: ignore[index]


# What Excel and Power BI say of themselves when they fetch an address.
MASHUP = {"User-Agent": "Microsoft.Data.Mashup (https://go.microsoft.com/fwlink/?LinkID=304225)", "Accept": "*/*"}


@pytest.mark.parametrize(("address", "column"), [
    ("/reports/who-funds-whom.csv?country=GT&bom=1", "funder"), ("/programs.csv?country=GT&bom=1", "id"), ("/gaps.csv?bom=1", "row_id"),
])  # fmt: skip
def test_a_spreadsheet_refreshes_a_csv_by_a_plain_request(demo_server: str, address: str, column: str) -> None:
    """No cookie, no token, no script: two requests of a program that knows nothing but the address give the same rows."""
    answers = []
    for _ in range(2):
        with urllib.request.urlopen(urllib.request.Request(demo_server + address, headers=MASHUP)) as answer:
            assert (answer.status, answer.headers["Content-Type"], answer.headers["Set-Cookie"]) == (200, "text/csv; charset=utf-8", None)
            answers.append(answer.read())
    first, again = answers
    assert first == again
    assert first.startswith(codecs.BOM_UTF8)
    rows = list(csv.DictReader(io.StringIO(first.decode("utf-8-sig"), newline="")))
    assert column in rows[0]
    assert len(rows) > 5
