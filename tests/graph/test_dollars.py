"""Exchange rates through the load path: sums in dollars where they are shown, saying by which rate; without rates as they are."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.settings import read_settings
from graph.client import Graph
from loaders.path.apply import Stores
from loaders.path.load import Request, load
from loaders.path.steps import redo, undo
from loaders.registry import loader_named
from tests.support.telling import FIXTURES, by, write
from tests.support.toy import stores_on, whole

pytestmark = [pytest.mark.graph, pytest.mark.once]

MAPPING = """
source: desk
entities:
  donor:   {label: Organization, properties: {name: Donor}}
  program: {label: Program, properties: {name: Program}}
  country: {label: Country, country: {value: GT}}
  budget:
    label: Figure
    properties: {kind: {value: budget}, amount: Sum, currency: Currency, value_date: Day, valid_from: From, valid_to: To, year: Year}
links:
  - {type: FUNDS, from: donor, to: program}
  - {type: OPERATES_IN, from: program, to: country}
  - {type: FOR, from: budget, to: program}
  - {type: PROVIDED_BY, from: budget, to: donor}
"""
# Hand-worked: 1,000 EUR on Monday, Mar 2 at 1.1227; 1,000 GBP on Sunday, Mar 8 at Friday's 1.0963/0.7266; 770,000 GTQ of March at
# the month's 7.7 to the dollar; 765 GTQ of 2015 at the year's 7.65; yen of 2014 and won have no rate; 100 dollars are dollars.
SUMS = """Donor,Program,Sum,Currency,Day,From,To,Year
D,a,1000,EUR,2015-03-02,,,
D,b,1000,GBP,2015-03-08,,,
D,c,770000,GTQ,,2015-03-01,2015-03-31,
D,d,765,GTQ,,,,2015
D,e,5000,JPY,2014-05-05,,,
D,f,5000,KRW,2015-03-02,,,
D,g,100,USD,2015-03-02,,,
"""
DONOR = "/organization/org:desk:name:d"
ADDED = ("in_dollars", "dollar_rate", "dollar_rate_of", "dollar_rate_source")
MONTH = "mean of Mar 2015"
WORKED = [
    ("EUR", pytest.approx(1122.7), "Mar 2, 2015", "ecb-rates"),
    ("GBP", pytest.approx(1508.81, abs=0.01), "Mar 6, 2015", "ecb-rates"),
    ("GTQ", pytest.approx(100000), MONTH, "rates-long"),
    ("GTQ", pytest.approx(100), "mean of 2015", "rates-long"),
]


@pytest.fixture
def stores(graph: Graph, tmp_path: Path) -> Stores:
    """The sums, without rates."""
    made = stores_on(graph, tmp_path)
    loader = by(loader_named("sheet"), write(tmp_path, "sums.yaml", MAPPING))
    load(made, Request(loader, [write(tmp_path, "sums.csv", SUMS)]))
    return made


@pytest.fixture
def client(stores: Stores, graph: Graph, tmp_path: Path) -> FlaskClient:
    settings = read_settings({}, PARTNERGRAPH_HOME=str(tmp_path), PARTNERGRAPH_TODAY="2016-06-30", SECRET_KEY="tests")
    return create_app(settings, graph=graph).test_client()


def bring(stores: Stores, name: str) -> int:
    return load(stores, Request(loader_named("rates"), [FIXTURES / "rates" / name])).load or 0


def shown(client: FlaskClient) -> list[dict[str, Any]]:
    parts = client.get(f"{DONOR}.json").json
    assert parts is not None
    return next(list(part["rows"]) for part in parts["parts"] if part["part"] == "money")


def in_dollars(client: FlaskClient) -> list[tuple[Any, ...]]:
    return [(row["currency"], row["dollars"]["amount"], row["dollars"]["when"], row["dollars"]["source"])
            for row in shown(client) if row["dollars"]]


def test_round_trip(client: FlaskClient, stores: Stores) -> None:
    before = whole(stores.graph)
    assert (len(shown(client)), in_dollars(client)) == (7, [])
    loads = [bring(stores, name) for name in ("eurofxref-hist.csv", "long.csv")]
    found = in_dollars(client)
    assert len(found) == len(WORKED)
    assert all(any(one == other for other in found) for one in WORKED)
    assert {row["currency"]: row["amount"] for row in shown(client)}["EUR"] == 1000, "the sum stays as its source states it"
    for number in loads:
        undo(stores, number)
    assert in_dollars(client) == []
    assert whole(stores.graph) == before
    redo(stores, loads[0])
    assert {currency for currency, *_ in in_dollars(client)} == {"EUR", "GBP"}


def test_imf_rates_of_a_month(client: FlaskClient, stores: Stores) -> None:
    bring(stores, "imf.tsv")
    assert in_dollars(client) == [("EUR", pytest.approx(1122.7), "Mar 2, 2015", "imf-rates")]


def test_pages_csv_and_report_say_rate_day_and_source(client: FlaskClient, stores: Stores) -> None:
    bring(stores, "eurofxref-hist.csv")
    page = client.get(DONOR).text
    assert "EUR 1,000" in page
    assert "about $1,123" in page
    source = '<a class="usa-link" href="/data/sources/ecb-rates" title="Euro foreign exchange reference rates">ecb-rates</a>'
    assert f"EUR 1 = $1.1227, Mar 2, 2015, {source}" in page
    lines = csv.DictReader(io.StringIO(client.get(f"{DONOR}.csv").text.lstrip("\ufeff")))
    rows = {(line["currency"], line["amount"].removesuffix(".0"), *(line[name] for name in ADDED))
            for line in lines if line["part"] == "money"}
    assert ("EUR", "1000", "1122.7", "1.1227", "Mar 2, 2015", "ecb-rates") in rows
    assert ("USD", "100", "", "", "", "") in rows
    report = client.get("/reports/who-funds-whom.csv?country=GT").text
    assert "about $1,123 at EUR 1 = $1.1227, Mar 2, 2015, Euro foreign exchange reference rates" in report
    assert "about $1,123 at EUR 1 = $1.1227" in client.get("/reports/who-funds-whom?country=GT").text
