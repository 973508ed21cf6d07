"""Lists over a real Neo4j: a small network whose counts are worked out by hand, and the demonstration, where all must agree."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from app.http.choices import choices
from app.lists import reading, selection
from app.lists.asked import Asked, parse
from app.lists.facets import Shown, facets_of, names
from app.lists.kinds import LISTS, ORGANIZATIONS
from app.quality.checks import CHECKS
from app.services import services
from app.settings import read_settings
from app.work.kept import keep
from graph.client import Graph
from tests.conftest import empty
from tests.support.toy import bring, country, link, org, program, stores_on

pytestmark = pytest.mark.once

DAY = dt.date(2024, 6, 30)


def area(key: str, record: str, name: str) -> dict[str, Any]:
    level = "topic" if key.count(":") > 1 else "line"
    return {"label": "FocusArea", "key": key, "record": record, "name": name, "props": {"line": key.split(":")[1], "level": level}}


def place(code: str, name: str) -> dict[str, Any]:
    return {**country(code, "places"), "name": name, "stub": False}


def to(type_: str, start: tuple[str, str], end: tuple[str, str], record: str, **props: Any) -> dict[str, Any]:
    return {"type": type_, "start": list(start), "end": list(end), "record": record, "props": props}


def told() -> list[dict[str, Any]]:
    """Two of Guatemala, one of Honduras, one of Texas, one of which only the seat there is known; three programs and an agreement."""
    topic = "focus:III:police-reform"
    rows = [
        org("pnc", "Policía Nacional", kind="foreign_counterpart", country="GT"),
        org("mp", "ministerio público", kind="foreign_counterpart", country="GT"),
        org("hn", "Alianza", kind="ngo", country="HN"), org("tx", "Texas DPS", kind="us_state", country="US", us_state="TX"),
        org("who", "=Unknown", record="who", ids=["R:1"]),
        program("now", "Now", valid_from="2024-01-01", valid_to="2024-12-31", level="project"),
        program("past", "Past", valid_from="2011-02-01", valid_from_text="2011-02", valid_to="2012-01-01"),
        program("open", "Open", status="active"),
        {"label": "Agreement", "key": "mou", "record": "mou", "name": "MOU", "props": {"kind": "MOU", "valid_from": "2014-03-27"}},
        place("GT", "Guatemala"), place("HN", "Honduras"), place("US", "United States"),
        area("focus:III", "places", "Justice"), area(topic, "places", "Police reform"),
        {**area(topic, "now", "Police reform"), "stub": True},
    ]  # fmt: skip
    links = [
        ("FUNDS", "o:tx", "p:now", "a"), ("IMPLEMENTS", "o:pnc", "p:now", "b"), ("FUNDS", "o:hn", "p:past", "c"),
        ("OPERATES_IN", "p:now", "country:GT", "d"), ("OPERATES_IN", "p:past", "country:GT", "e"),
        ("OPERATES_IN", "p:past", "country:HN", "f"),
    ]
    for type_, start, end, record in links:
        rows += [_named(start, record), _named(end, record), link(type_, start, end, record)]
    ended = {"valid_from": "2020-01-01", "valid_to": "2019-01-01"}
    rows += [_named("o:mp", "g"), _named("o:hn", "g"), link("PARTNERS_WITH", "o:mp", "o:hn", "g", **ended)]
    texas = {"label": "AdminArea", "key": "area:US-TX", "record": "who", "name": "Texas", "props": {"country": "US"}}
    rows += [texas, to("BASED_IN", ("Organization", "who"), ("AdminArea", "area:US-TX"), "who")]
    rows += [to("ADDRESSES", ("Program", "now"), ("FocusArea", topic), "now")]
    rows += [_named("o:tx", "mou"), _named("o:pnc", "mou"), to("PARTY_TO", ("Organization", "tx"), ("Agreement", "mou"), "mou"),
             to("PARTY_TO", ("Organization", "pnc"), ("Agreement", "mou"), "mou")]
    return rows


def _named(end: str, record: str) -> dict[str, Any]:
    kind, _, key = end.partition(":")
    if kind == "country":
        return country(key, record)
    return {"label": {"o": "Organization", "p": "Program"}[kind], "key": key, "record": record, "name": key, "stub": True}


@pytest.fixture(scope="module")
def app(connection: Graph, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application on the small network, which the module only reads."""
    empty(connection)
    home: Path = tmp_path_factory.mktemp("lists")
    bring(stores_on(connection, home), "s", told())
    settings = read_settings({}, PARTNERGRAPH_HOME=str(home), PARTNERGRAPH_TODAY=DAY.isoformat(), SECRET_KEY="tests")
    return create_app(settings, graph=connection)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def listed(client: FlaskClient, address: str) -> list[str]:
    """Keys of the things of a list, in its order."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return ["who" if row["id"] == "org:R:1" else row["id"].rpartition(":")[2] for row in answer.json["rows"]]  # type: ignore[index]


@pytest.mark.parametrize(("address", "keys"), [
    ("/organizations.json", ["who", "hn", "mp", "pnc", "tx"]),
    ("/organizations.json?sort=-name", ["tx", "pnc", "mp", "hn", "who"]),
    ("/organizations.json?kind=ngo&kind=none", ["who", "hn"]),
    ("/organizations.json?country=GT&in_force=yes", ["pnc"]),
    ("/organizations.json?country=none", ["who"]),
    ("/organizations.json?state=TX", ["who", "tx"]),
    ("/organizations.json?sort=state&kind=ngo&kind=none", ["who", "hn"]),
    ("/organizations.json?sort=-state&kind=ngo&kind=us_state", ["tx", "hn"]),
    ("/organizations.json?focus=III", ["pnc", "tx"]),
    ("/organizations.json?focus=III:police-reform&kind=us_state", ["tx"]),
    ("/organizations.json?in_force=no", ["who", "hn", "mp"]),
    ("/organizations.json?in_force=yes&as_of=2011-06-30", ["hn"]),
    ("/organizations.json?since=2011-06-30", ["hn", "mp", "pnc", "tx"]),
    ("/organizations.json?since=2011-06-30&as_of=2011-07-01", ["hn"]),
    ("/organizations.json?problem=link-end-before-start", ["mp"]),
    ("/organizations.json?problem=organizations-without-kind&problem=link-end-before-start", ["who", "mp"]),
    ("/organizations.json?sort=country", ["mp", "pnc", "hn", "tx", "who"]),
    ("/organizations.json?sort=-country", ["tx", "hn", "mp", "pnc", "who"]),
    ("/organizations.json?sort=-programs&country=GT", ["pnc", "mp"]),
    ("/programs.json", ["now", "open", "past"]),
    ("/programs.json?country=HN", ["past"]),
    ("/programs.json?country=none", ["open"]),
    ("/programs.json?state=TX", ["now"]),
    ("/programs.json?kind=project", ["now"]),
    ("/programs.json?year=2011", ["past"]),
    ("/programs.json?dated=no", ["open"]),
    ("/programs.json?in_force=no", ["past"]),
    ("/programs.json?since=2012-01-01&as_of=2013-06-30", ["open", "past"]),
    ("/programs.json?since=2012-01-02&as_of=2013-06-30", ["open"]),
    ("/programs.json?problem=programs-without-organization", ["open"]),
    ("/programs.json?problem=none", ["now", "past"]),
    ("/programs.json?sort=from", ["past", "now", "open"]),
    ("/programs.json?sort=-from", ["now", "past", "open"]),
    ("/agreements.json?state=TX&country=GT&year=2014", ["mou"]),
    ("/agreements.json?in_force=no", []),
    ("/agreements.json?as_of=2014-01-01&in_force=no", ["mou"]),
    ("/agreements.json?since=2013-01-01&as_of=2014-03-26", []),
    ("/agreements.json?since=2013-01-01&as_of=2014-03-27", ["mou"]),
    ("/agreements.json?kind=LOA", []),
])
def test_filters_and_orders(client: FlaskClient, address: str, keys: list[str]) -> None:
    assert listed(client, address) == keys


def counted(app: Flask, what: str, **given: list[str]) -> dict[str, dict[str, int]]:
    """Facet to value to count, as the page of a list shows them."""
    with app.test_request_context():
        _, facets = facets_of(parse(LISTS[what], given), DAY, names(choices()))
    return {shown.facet.key: {value.value: value.found for value in (*shown.first, *shown.more)} for shown in facets}


def test_facets_count_what_is_there(app: Flask) -> None:
    found = counted(app, "organization")
    assert found["kind"] == {"foreign_counterpart": 2, "ngo": 1, "us_state": 1, "none": 1}
    assert found["country"] == {"GT": 2, "HN": 1, "US": 1, "none": 1}
    assert found["state"] == {"TX": 2}
    assert found["focus"] == {"III": 2, "III:police-reform": 2, "none": 3}
    assert found["in_force"] == {"yes": 2, "no": 3}
    assert found["source"] == {"s": 5}
    assert found["problem"] == {"any": 5, "organizations-without-identifier": 4, "organizations-without-kind": 1,
                                "link-end-before-start": 1}
    found = counted(app, "program")
    assert found["country"] == {"GT": 2, "HN": 1, "none": 1}
    assert found["in_force"] == {"yes": 2, "no": 1}
    assert found["kind"] == {"project": 1, "none": 2}


def test_counts_follow_the_other_filters_and_not_their_own(app: Flask) -> None:
    found = counted(app, "organization", country=["GT"], kind=["ngo"])
    assert found["kind"] == {"foreign_counterpart": 2, "ngo": 0}
    assert found["country"] == {"HN": 1, "GT": 0}
    assert found["in_force"] == found["source"] == {}
    found = counted(app, "organization", country=["GT"])
    assert found["country"] == {"GT": 2, "HN": 1, "US": 1, "none": 1}
    assert found["in_force"] == {"yes": 1, "no": 1}


def facet(app: Flask, key: str, what: str = "program") -> Shown:
    with app.test_request_context():
        return next(shown for shown in facets_of(Asked(LISTS[what]), DAY, names(choices()))[1] if shown.facet.key == key)


def test_overlaps_are_not_counted_as_none_before_programs_were_compared(app: Flask, client: FlaskClient) -> None:
    shown = facet(app, "overlap")
    assert (shown.first, shown.more) == ((), ())
    assert "Programs were not compared yet" in shown.note
    assert listed(client, "/programs.json?overlap=no") == listed(client, "/organizations.json?overlap=yes&overlap=no") == []
    page = client.get("/programs?overlap=yes").text
    assert "Programs were not compared yet" in page
    assert "No program fits these filters." in page


@pytest.fixture
def with_overlaps(app: Flask) -> Iterator[Flask]:
    """One pair that may overlap, paid for by one organization."""
    home = services_of(app)
    pairs = pd.DataFrame([("program:s:now", "program:s:past", ["org:s:hn"])], columns=["one", "other", "payers"])
    keep(home, "overlaps", {"pairs": pairs}, {"at": "2024-06-01T10:00:00", "state": 1})
    yield app
    for file in sorted((home / "overlaps").rglob("*"), reverse=True):
        file.rmdir() if file.is_dir() else file.unlink()


def services_of(app: Flask) -> Path:
    with app.app_context():
        return services().settings.home


def test_overlaps_of_the_last_comparison_are_a_facet(with_overlaps: Flask) -> None:
    client = with_overlaps.test_client()
    assert counted(with_overlaps, "program")["overlap"] == {"yes": 2, "no": 1}
    assert counted(with_overlaps, "organization")["overlap"] == {"yes": 1, "no": 4}
    assert listed(client, "/programs.json?overlap=yes") == ["now", "past"]
    assert listed(client, "/programs.json?overlap=no") == ["open"]
    assert listed(client, "/organizations.json?overlap=yes") == ["hn"]
    assert facet(with_overlaps, "overlap").note.startswith("As compared on Jun 1, 2024")


def test_files_hold_the_chosen_columns_of_the_whole_list(client: FlaskClient) -> None:
    answer = client.get("/organizations.csv?columns=country&columns=programs&columns=problems&kind=none&kind=us_state")
    assert list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")))) == [
        ["id", "name", "acronym", "country", "programs", "problems"],
        ["org:R:1", "'=Unknown", "", "", "0", "Organizations of unknown kind"],
        ["org:s:tx", "Texas DPS", "", "United States", "1", "Organizations without an identifier"],
    ]
    sheet = openpyxl.load_workbook(io.BytesIO(client.get("/programs.xlsx?columns=valid_from&columns=places").data)).active
    assert list(sheet.iter_rows(values_only=True)) == [  # type: ignore[union-attr]
        ("id", "name", "acronym", "valid_from", "places"), ("program:s:now", "Now", None, dt.datetime(2024, 1, 1), "Guatemala"),
        ("program:s:open", "Open", None, None, None), ("program:s:past", "Past", None, "2011-02", "Guatemala; Honduras"),
    ]
    whole = client.get("/agreements.json?columns=parties&columns=in_force").json
    assert whole == {"title": "Agreements", "filters": {}, "as_of": "2024-06-30", "total": 1, "rows": [
        {"id": "agreement:s:mou", "name": "MOU", "in_force": True, "parties": ["Policía Nacional", "Texas DPS"]}]}


def test_wrong_filters_are_told(client: FlaskClient) -> None:
    later = client.get("/programs.json?since=2024-07-01").json["error"]  # type: ignore[index]
    assert later["message"] == "since=2024-07-01: expected a day up to 2024-06-30, the day that the page is about."
    told = client.get("/programs.json?year=19x4").json["error"]  # type: ignore[index]
    assert (told["status"], told["message"]) == (400, "year=19x4: expected a year of four digits from 1900 to 2200, such as 2023.")
    assert client.get("/organizations?page=7").status_code == 404


def test_a_selection_opens_on_the_map(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    page = client.get("/organizations?country=GT").text
    link = re.search(r'href="([^"]+)"[^>]*>.{0,400}Show all 2 on the map', page, re.S)
    assert link
    drawn = client.get(link[1].replace("/explore", "/explore.json")).json
    assert {thing["id"] for thing in drawn["things"]} == {"org:s:pnc", "org:s:mp"}  # type: ignore[index]
    assert drawn["title"] == "Map: Organizations (Country: Guatemala)"  # type: ignore[index]
    assert {t["id"] for t in client.get("/explore.json?list=programs%3Fin_force%3Dyes&as_of=2011-06-30").json["things"]} == {  # type: ignore[index]
        "program:s:past", "program:s:open"}
    ticked = client.get("/lists/ticked?ids=org:s:pnc&ids=org:s:hn&as_of=2020-01-01")
    assert (ticked.status_code, ticked.headers["Location"]) == (303, "/explore?ids=org:s:pnc&ids=org:s:hn&as_of=2020-01-01")
    assert client.get("/lists/ticked").status_code == 400
    monkeypatch.setattr(selection, "MOST_ON_MAP", 1)
    refused = client.get("/explore.json?list=organizations%3Fcountry%3DGT%26country%3DUS")
    assert refused.status_code == 400
    assert "more than the map takes" in refused.json["error"]["message"]  # type: ignore[index]


@pytest.mark.parametrize("what", LISTS)
def test_counts_of_the_demonstration_lead_to_as_many_rows(demo_app: Flask, what: str) -> None:
    """The two most frequent values of every facet under another filter: as many as the list has then."""
    kind = LISTS[what]
    with demo_app.test_request_context():
        asked, day = Asked(kind, {"country": ("US", "MX")}), services().today()
        found = reading.counts(asked, day, ("all", *(f.key for f in kind.facets)))
        assert found["all"]["all"] == len(reading.ids_in_order(asked, day, 0, 10_000))
        for key, values in found.items():
            for value in sorted(values, key=lambda name: -values[name])[:2] if key != "all" else ():
                chosen = Asked(kind, {**asked.values, key: (value.removeprefix("focus:"),)})
                assert len(reading.ids_in_order(chosen, day, 0, 10_000)) == values[value], (key, value)


@pytest.mark.parametrize("what", LISTS)
def test_a_download_in_pieces_is_the_list(demo_app: Flask, what: str) -> None:
    kind = LISTS[what]
    with demo_app.test_request_context():
        day = services().today()
        for sort in (*kind.sorts, *(f"-{name}" for name in kind.sorts)):
            asked = parse(kind, {"sort": [sort], "country": ["US", "MX", "none"]})
            pieces = [id_ for ids in reading.chunks(asked, day, 40) for id_ in ids]
            assert pieces == reading.ids_in_order(asked, day, 0, 10_000), sort
            assert len(pieces) == len(set(pieces)) > 40


def test_problems_are_those_of_the_data_quality_page(demo_app: Flask) -> None:
    with demo_app.test_request_context():
        day, prefixes = services().today(), {"organization": "org:", "program": "program:", "agreement": "agreement:"}
        for check in CHECKS:
            rows = services().catalogue[f"quality/{check}"].run(services().graph, {}).dicts()
            for what, prefix in prefixes.items():
                wanted = {row["id"] for row in rows if row["id"].startswith(prefix)}
                found = reading.ids_in_order(Asked(LISTS[what], {"problem": (check,)}), day, 0, 10_000)
                assert set(found) == wanted, (check, what)


def test_the_same_is_counted_once_until_something_changes(app: Flask) -> None:
    asks: list[str] = []
    with app.test_request_context():
        real = services().graph.read
        services().graph.read = lambda text, *rest, **how: (asks.append(text), real(text, *rest, **how))[1]  # type: ignore[method-assign]
        try:
            for _ in range(2):
                assert reading.total(Asked(ORGANIZATIONS, {"state": ("TX",), "kind": ("us_state",)}), DAY) == 1
        finally:
            del services().graph.read
    assert len(asks) == 1
