"""Every loader through the load path on a real Neo4j: loaded twice writes nothing, undone leaves nothing, no person anywhere."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from graph.client import Graph
from loaders.path.apply import Stores
from loaders.path.load import Request, load
from loaders.path.steps import undo
from loaders.registry import loader_named
from loaders.rows import Loader
from tests.support.telling import FIXTURES, by
from tests.support.toy import stores_on, whole

pytestmark = pytest.mark.graph

# Loader, and the files of one load of it; the first of each loader is loaded twice and undone, too.
LOADS = [
    ("register", ["register/agencies.csv"]),
    ("register", ["register/domains.csv"]),
    ("register", ["register/GT.csv"]),
    ("register", ["register/police.csv"]),
    ("register", ["register/leaic.csv"]),
    ("register", ["register/gleif.csv"]),
    ("register", ["register/publishers.json"]),
    ("register", ["register/lists.json"]),
    ("register", ["register/ror.jsonl"]),
    ("register", ["register/hierarchy.json"]),
    ("ftm", ["ftm/network.jsonl"]),
    ("hxl", ["hxl/who_does_what.csv"]),
    ("us-assistance", ["us_assistance/awards.csv"]),
    ("us-assistance", ["us_assistance/countries.csv"]),
    ("us-assistance", ["us_assistance/transactions.csv"]),
    ("us-assistance", ["us_assistance/budget.csv"]),
    ("us-assistance", ["us_assistance/assistance.csv"]),
    ("us-assistance", ["us_assistance/contracts_old.csv"]),
    ("us-assistance", ["us_assistance/19.703.md"]),
    ("us-assistance", ["us_assistance/listings.csv"]),
    ("sheet", ["sheet/partners.csv"]),
]
FIRST = [next(load for load in LOADS if load[0] == name) for name in dict.fromkeys(name for name, _ in LOADS)]
# Names, addresses, telephone numbers and e-mail addresses of persons in those files.
PERSONS = (
    "jane",
    "jane doe",
    "pat example",
    "pat.example",
    "kathleen",
    "@",
    "private street",
    "vorstadt",
    "travis street",
    "sunnyside",
    "202 555 0100",
    "2025550100",
    "504-1702",
    "1970-01-01",
)


@pytest.fixture
def stores(graph: Graph, tmp_path: Path) -> Stores:
    return stores_on(graph, tmp_path)


def request(name: str, files: list[str]) -> Request:
    return Request(reader(name), [FIXTURES / file for file in files], allow_removals=True)


def reader(name: str) -> Loader:
    return by(loader_named(name), FIXTURES / "sheet" / "partners.yaml") if name == "sheet" else loader_named(name)


def everything(stores: Stores) -> str:
    """All words of the graph, of the archived rows and of the ledger's row problems."""
    parts = [str(whole(stores.graph))]
    parts += [str(pq.read_table(path).to_pylist()) for path in stores.archive.root.rglob("*.parquet")]
    for record in stores.ledger.loads():
        parts.append(str([vars(problem) for problem in stores.ledger.problems(record.id)]))
    return "\n".join(parts).lower()


def test_all_loads_together_hold_no_person(stores: Stores) -> None:
    for loader in dict.fromkeys(name for name, _ in LOADS):
        load(stores, request(loader, [file for name, files in LOADS if name == loader for file in files]))
    text = everything(stores)
    assert "fundación ejemplo" in text
    assert "houston police department" in text
    assert not [word for word in PERSONS if word in text]


@pytest.mark.parametrize(("name", "files"), FIRST)
def test_loaded_twice_writes_nothing_and_undone_leaves_nothing(stores: Stores, tmp_path: Path, name: str, files: list[str]) -> None:
    before = whole(stores.graph)
    first = load(stores, request(name, files))
    loaded = whole(stores.graph)
    assert loaded != before
    copies = [tmp_path / Path(file).name for file in files]
    for copy, file in zip(copies, files, strict=True):
        copy.write_bytes((FIXTURES / file).read_bytes() + b"\n")
    again = load(stores, Request(reader(name), copies, source=first.source, allow_removals=True))
    assert again.same_as is None
    assert (again.difference["nodes"], again.difference["links"]) == ({}, {})
    assert whole(stores.graph) == loaded
    for number in (again.load, first.load):
        assert number is not None
        undo(stores, number)
    assert whole(stores.graph) == before


def test_registers_and_spending_meet_by_their_identifiers(stores: Stores) -> None:
    load(stores, request("register", ["register/agencies.csv"]))
    load(stores, request("us-assistance", ["us_assistance/assistance.csv"]))
    (row,) = stores.graph.read("MATCH (n:Organization) WHERE n.name = 'Department of State' RETURN n.sources, n.identifiers").rows
    assert set(row[0]) == {"register-us-agencies", "us-spending-assistance"}
    assert set(row[1]) == {"US-CGAC:019", "US-FPDS:1900"}
