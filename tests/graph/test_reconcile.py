"""The reconciliation API 0.2 over a real Neo4j: its shapes as the specification has them, and what is certain."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.services import services
from app.settings import read_settings
from app.work.who import names
from graph.client import Graph
from tests.conftest import empty
from tests.support.names_model import small_model
from tests.support.toy import bring, org

pytestmark = pytest.mark.once

BODIES = [
    org("gt", "National Civil Police of Guatemala", country="GT", kind="foreign_counterpart", acronym="PNC"),
    org("gh", "Ministry of Justice", country="GH", kind="foreign_counterpart"),
    org("ngo", "Ministry of Justice", country="KE", kind="ngo"),
    org("undp", "United Nations Development Programme", ids=["XM-DAC:41114"], acronym="UNDP", kind="international_organization"),
    org("bad", "<img src=x onerror=alert(1)> Institute", country="PE"),
]  # fmt: skip


@pytest.fixture(scope="module")
def client(connection: Graph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """One small network for all of these tests, which only read it."""
    empty(connection)
    settings = read_settings({}, PARTNERGRAPH_HOME=str(tmp_path_factory.mktemp("home")), SECRET_KEY="tests")
    app = create_app(settings, graph=connection)
    with app.app_context(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(names, "trained", lambda _folder, _cache: small_model())
        bring(services().stores, "toy", BODIES)
        yield app.test_client()


# The response shapes of the specification: a type, a list of one shape, an object with required (and optional?) members.
Shape = Any
TYPE = {"id": str, "name": str, "broader?": [{"id": str, "name": str}]}
SHAPES: dict[str, Shape] = {
    "manifest": {
        "versions": [str], "name": str, "identifierSpace": str, "schemaSpace": str, "documentation?": str,
        "defaultTypes?": [TYPE], "view?": {"url": str}, "preview?": {"url": str, "width": int, "height": int},
        "suggest?": {what + "?": {"service_url": str, "service_path": str, "flyout_service_url?": str, "flyout_service_path?": str}
                     for what in ("entity", "property", "type")},
        "extend?": {"propose_properties?": {"service_url": str, "service_path": str}, "property_settings?": []},
        "batchSize?": int,
    },
    "candidates": [{"id": str, "name": str, "score": float, "description?": str, "match?": bool,
                    "type?": [{"id": str, "name?": str}], "features?": [{"id": str, "value": bool}]}],
    "entities": {"result": [{"id": str, "name": str, "description?": str, "notable?": [{"id": str, "name?": str}]}]},
    "types": {"result": [TYPE]},
    "properties": {"result": [{"id": str, "name": str, "description?": str}]},
    "proposals": {"type": str, "limit?": int, "properties": [{"id": str, "name": str}]},
    "flyout": {"id": str, "html": str},
}  # fmt: skip


def check(value: Any, shape: Shape, at: str = "answer") -> None:
    """Hold a value against a shape: every required member is there, and none that the shape does not know."""
    if isinstance(shape, Mapping):
        assert isinstance(value, dict), at
        known = {name.rstrip("?"): (part, name.endswith("?")) for name, part in shape.items()}
        assert set(value) <= set(known), f"{at}: {set(value) - set(known)}"
        for name, (part, optional) in known.items():
            assert optional or name in value, f"{at} lacks {name}"
            if name in value:
                check(value[name], part, f"{at}.{name}")
    elif isinstance(shape, list):
        assert isinstance(value, list), at
        for item in value:
            check(item, shape[0], f"{at}[]")
    else:
        assert isinstance(value, (int, float) if shape is float else shape), f"{at}: {value!r}"
        assert not (isinstance(value, bool) and shape in (int, float)), at


def ask(client: FlaskClient, batch: dict[str, Any], method: str = "post") -> dict[str, list[dict[str, Any]]]:
    sent = {"queries": json.dumps(batch)}
    answer = client.post("/reconcile", data=sent) if method == "post" else client.get("/reconcile", query_string=sent)
    assert answer.status_code == 200, answer.text
    assert answer.content_type == "application/json"
    assert set(answer.json) == set(batch)
    for result in answer.json.values():
        assert set(result) == {"result"}
        check(result["result"], SHAPES["candidates"])
    return {key: value["result"] for key, value in answer.json.items()}


def matched(candidates: list[dict[str, Any]]) -> list[str]:
    return [c["id"] for c in candidates if c["match"]]


def test_the_manifest(client: FlaskClient) -> None:
    found = client.get("/reconcile").json
    check(found, SHAPES["manifest"])
    assert "0.2" in found["versions"]
    assert found["view"]["url"] == "http://localhost/organization/{{id}}"
    for pattern in (found["view"]["url"], found["preview"]["url"]):
        assert "{{id}}" in pattern
    assert "${id}" in found["suggest"]["entity"]["flyout_service_path"]
    addresses = [found["extend"]["propose_properties"], *found["suggest"].values()]
    for one in addresses:
        assert client.get(one["service_path"], query_string={"prefix": "a"}).status_code == 200


def test_only_an_identifier_or_the_name_in_its_country_is_a_match(client: FlaskClient) -> None:
    country = [{"pid": "country", "v": "Ghana"}]
    batch = {
        "q0": {"query": "Ministry of Justice"},
        "q1": {"query": "MINISTRY OF JUSTICE", "properties": country},
        "q2": {"query": "U.N. Development", "properties": [{"pid": "identifier", "v": ["XM-DAC-41114"]}]},
        "q3": {"query": "XM-DAC:41114"},
        "q4": {"properties": [{"pid": "identifier", "v": {"id": "XM-DAC-41114"}}, {"pid": "budget", "v": 3}]},
        "q5": {"query": "National Civil Police", "properties": [{"pid": "country", "v": "GT"}]},
        "q6": {"query": "Wombat Zymurgy Quorum"},
    }
    found = ask(client, batch)
    assert {key: matched(value) for key, value in found.items()} == {
        "q0": [], "q1": ["org:toy:gh"], "q2": ["org:XM-DAC:41114"], "q3": ["org:XM-DAC:41114"], "q4": ["org:XM-DAC:41114"],
        "q5": [], "q6": [],
    }  # fmt: skip
    assert found["q5"][0]["id"] == "org:toy:gt"
    assert found["q6"] == []
    assert all(0 <= c["score"] <= 100 for result in found.values() for c in result)
    for result in found.values():
        scores = [c["score"] for c in result]
        assert scores[0:1] == [max(scores)] if scores else True
    assert ask(client, batch, "get") == found


def test_kinds_and_limits_narrow(client: FlaskClient) -> None:
    name = {"query": "Ministry of Justice"}
    found = ask(client, {
        "any": {**name, "type": "organization"}, "ngo": {**name, "type": "ngo"}, "list": {**name, "type": ["ngo", "academic"]},
        "wish": {**name, "type": "ngo", "type_strict": "should"}, "one": {**name, "limit": 1}, "none": {**name, "type": "person"},
    })  # fmt: skip
    both = {"org:toy:gh", "org:toy:ngo"}
    assert {key: {c["id"] for c in value} & both for key, value in found.items() if key != "one"} == {
        "any": both, "ngo": {"org:toy:ngo"}, "list": {"org:toy:ngo"}, "wish": both, "none": set(),
    }  # fmt: skip
    assert len(found["one"]) == 1


@pytest.mark.parametrize(
    ("sent", "status", "says"),
    [
        ({"queries": "{"}, 400, "is no JSON"),
        ({"queries": "[]"}, 400, "found list; expected a JSON object"),
        ({"queries": '{"q": {"query": 3}}'}, 400, "query q: expected a text"),
        ({"queries": '{"q": {"query": ""}}'}, 400, "query q: expected a text"),
        ({"queries": '{"q": {"query": "x", "limit": 0}}'}, 400, "expected a limit from 1"),
        ({"queries": '{"q": {"query": "x", "properties": [{"v": 1}]}}'}, 400, "pid and v"),
        ({"queries": json.dumps({str(n): {"query": "x"} for n in range(51)})}, 400, "at most 50"),
        ({"queries": "x" * 500_001}, 413, "longer than"),
        ({"extend": '{"ids": ["a"], "properties": [{"id": "budget"}]}'}, 400, "found property 'budget'"),
        ({"extend": '{"ids": 1, "properties": []}'}, 400, "ids must be a list"),
    ],
)
def test_what_the_protocol_does_not_have_is_refused_in_json(client: FlaskClient, sent: dict[str, str], status: int, says: str) -> None:
    answer = client.post("/reconcile", data=sent)
    assert answer.status_code == status
    assert says in answer.json["error"]["message"]


def test_properties_are_fetched(client: FlaskClient) -> None:
    asked = {"ids": ["org:toy:gt", "org:XM-DAC:41114", "org:none"], "properties": [{"id": "country"}, {"id": "identifier"}, {"id": "kind"}]}
    answer = client.post("/reconcile", data={"extend": json.dumps(asked)}).json
    assert answer == {
        "meta": [{"id": "country", "name": "Country"}, {"id": "identifier", "name": "Identifier"}, {"id": "kind", "name": "Kind"}],
        "rows": {
            "org:toy:gt": {"country": [{"str": "GT"}], "identifier": [], "kind": [{"str": "Foreign counterpart"}]},
            "org:XM-DAC:41114": {"country": [], "identifier": [{"str": "XM-DAC:41114"}], "kind": [{"str": "International organization"}]},
            "org:none": {"country": [], "identifier": [], "kind": []},
        },
    }
    proposed = client.get("/reconcile/properties?type=organization").json
    check(proposed, SHAPES["proposals"])
    assert {p["id"] for p in proposed["properties"]} >= {"country", "identifier"}


def test_suggestions_while_typing(client: FlaskClient) -> None:
    found = client.get("/reconcile/suggest/entity?prefix=national+ci").json
    check(found, SHAPES["entities"])
    assert [r["id"] for r in found["result"]] == ["org:toy:gt"]
    assert client.get("/reconcile/suggest/entity?prefix=").json == {"result": []}
    kinds = client.get("/reconcile/suggest/type?prefix=ng").json
    check(kinds, SHAPES["types"])
    assert [t["id"] for t in kinds["result"]] == ["ngo"]
    fields = client.get("/reconcile/suggest/property?prefix=co").json
    check(fields, SHAPES["properties"])
    assert [p["id"] for p in fields["result"]] == ["country"]
    assert client.get("/reconcile/suggest/person?prefix=a").status_code == 404


def test_hostile_names_do_nothing_in_preview_and_flyout(client: FlaskClient) -> None:
    flyout = client.get("/reconcile/flyout?id=org:toy:bad").json
    check(flyout, SHAPES["flyout"])
    preview = client.get("/reconcile/preview?id=org:toy:bad")
    for html in (flyout["html"], preview.text):
        assert "<img" not in html
        assert "&lt;img" in html
    assert "/organization/org:toy:bad" in preview.text
    assert client.get("/reconcile/preview?id=org:none").status_code == 404
    assert client.get("/reconcile/flyout").status_code == 400


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [
        ("http://127.0.0.1:3333", True), ("http://localhost:3333", True), ("http://[::1]:3333", True), ("https://evil.example", False),
        ("http://localhost.evil.example", False), ("http://127.0.0.1.evil.example:80", False), ("null", False), ("", False),
    ],
)  # fmt: skip
def test_only_programs_on_this_machine_read_it_from_their_pages(client: FlaskClient, origin: str, allowed: bool) -> None:
    for method in ("GET", "OPTIONS"):
        answer = client.open("/reconcile", method=method, headers={"Origin": origin})
        assert answer.headers.get("Access-Control-Allow-Origin") == (origin if allowed else None)
        assert answer.headers["Cross-Origin-Resource-Policy"] == ("cross-origin" if allowed else "same-origin")
    assert "Access-Control-Allow-Origin" not in client.get("/who", headers={"Origin": origin}).headers
    script = client.get("/reconcile?callback=steal", headers={"Origin": origin})
    assert script.content_type == "application/json"
    assert "steal" not in script.text


def test_the_preview_may_stand_in_a_page_of_this_machine_and_in_no_other(client: FlaskClient) -> None:
    policy = client.get("/reconcile/preview?id=org:toy:gt").headers["Content-Security-Policy"]
    (frames,) = re.findall("frame-ancestors ([^;]+)", policy)
    assert frames.split() == ["http://localhost:*", "http://127.0.0.1:*", "http://[::1]:*"]
    assert "script-src" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in client.get("/who").headers["Content-Security-Policy"]
