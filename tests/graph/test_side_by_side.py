"""Guatemala and Honduras, two funders and two days side by side, on a network worked out by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.services import services
from app.settings import read_settings
from graph.client import Graph
from tests.support.toy import bring, country, link, org, program

pytestmark = [pytest.mark.graph, pytest.mark.once]

TOPIC = "focus:III:police-reform"
ROWS: list[dict[str, Any]] = [
    org("inl", kind="us_federal"), org("eu", kind="other_donor"), org("aba", kind="ngo"), org("late", kind="ngo"),
    org("pnc", kind="foreign_counterpart", country="GT"), org("hnp", kind="foreign_counterpart", country="HN"),
    country("GT", "r"), country("HN", "r"), program("regional"), program("gt-only"), program("hn-old", valid_to="2019-12-31"),
    program("hn-new", valid_from="2022-01-01"),
    {"label": "FocusArea", "key": TOPIC, "record": "r", "name": "Police reform", "props": {"line": "III", "level": "topic"}},
    link("OPERATES_IN", "p:regional", "country:GT", "r"), link("OPERATES_IN", "p:regional", "country:HN", "r"),
    link("OPERATES_IN", "p:gt-only", "country:GT", "r"), link("OPERATES_IN", "p:hn-new", "country:HN", "r"),
    link("BENEFITS", "p:hn-old", "o:hnp", "r"), link("BENEFITS", "p:gt-only", "o:pnc", "r"),
    link("FUNDS", "o:inl", "p:regional", "r"), link("FUNDS", "o:inl", "p:hn-old", "r"), link("FUNDS", "o:eu", "p:gt-only", "r"),
    link("IMPLEMENTS", "o:aba", "p:regional", "r"), link("IMPLEMENTS", "o:aba", "p:gt-only", "r"),
    link("IMPLEMENTS", "o:late", "p:regional", "r", valid_from="2030-01-01"), link("IMPLEMENTS", "o:inl", "p:hn-new", "r"),
    {"type": "ADDRESSES", "start": ["Program", "gt-only"], "end": ["FocusArea", TOPIC], "record": "r", "props": {}},
]  # fmt: skip


@pytest.fixture(scope="module")
def client(connection: Graph, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    from tests.conftest import empty

    empty(connection)
    home: Path = tmp_path_factory.mktemp("sides")
    made = create_app(read_settings({}, PARTNERGRAPH_HOME=str(home), PARTNERGRAPH_TODAY="2024-06-30", SECRET_KEY="tests"), graph=connection)
    with made.app_context():
        bring(services().stores, "a", ROWS)
    return made.test_client()


def rows(client: FlaskClient, query: str, what: str) -> set[tuple[Any, ...]]:
    told = client.get(f"/side-by-side.json?{query}").json
    assert told
    return {(row["name"], row["one"], row["other"], row["where"]) for row in told["rows"] if row["what"] == what}


def test_two_countries(client: FlaskClient) -> None:
    two = "one=country:GT&other=country:HN"
    assert rows(client, two, "program") == {("Regional", 1, 1, "both"), ("Gt-Only", 1, 0, "one"), ("Hn-New", 0, 1, "other")}
    assert rows(client, two, "partner") == {  # late comes in 2030
        ("Inl", 1, 2, "both"), ("Aba", 2, 1, "both"), ("Eu", 1, 0, "one"), ("Pnc", 1, 0, "one")
    }  # fmt: skip
    assert rows(client, two, "programs of a focus area") >= {("Police reform", 1, 0, 0)}
    assert {("Programs in force", 2, 2, 1), ("of these U.S. agencies (federal, state, local)", 1, 1, 1), ("of these NGOs", 1, 1, 1),
            ("of these foreign counterparts", 1, 0, 0)} <= rows(client, two, "number")  # fmt: skip
    listed = client.get("/programs.json?country=HN&in_force=yes").json
    assert listed and {row["name"] for row in listed["rows"]} == {"Regional", "Hn-New"}  # the list behind the number counts the same
    page = client.get(f"/side-by-side?{two}&show=one").text
    assert "Eu" in page and "Hn-New" not in page
    table = client.get(f"/side-by-side.csv?{two}").text
    assert "program,program:a:hn-new,Hn-New,program,0,1,other" in table


def test_two_funders_and_two_days(client: FlaskClient) -> None:
    assert rows(client, "one=org:a:inl&other=org:a:eu", "program") == {("Regional", 1, 0, "one"), ("Gt-Only", 0, 1, "other")}
    assert ("Hn-New", 1, 0, "one") in rows(client, "one=org:a:inl&other=org:a:eu&all=yes", "program")  # delivered, not paid
    assert rows(client, "one=country:HN&then=2018-06-30", "program") == {
        ("Regional", 1, 1, "both"), ("Hn-New", 1, 0, "one"), ("Hn-Old", 0, 1, "other")
    }  # fmt: skip
    page = client.get("/side-by-side?one=country:HN&then=2018-06-30").text
    assert "on Jun 30, 2018" in page and "What changed between two days" in page


def test_names_are_typed_and_what_is_wrong_is_said(client: FlaskClient) -> None:
    assert "Type two countries" in client.get("/side-by-side").text
    assert "Nothing by this name" in client.get("/side-by-side?one=nobody+at+all&other=country:GT").text
    assert client.get("/side-by-side?one=country:GT&other=country:GT").status_code == 400
    assert client.get("/side-by-side?one=country:GT&other=country:HN&show=none").status_code == 400
    assert client.get("/side-by-side?one=org:no&other=country:HN").status_code == 404
