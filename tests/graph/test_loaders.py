"""Every loader through the load path on a real Neo4j: loaded twice writes nothing, undone leaves nothing, no person anywhere."""

from __future__ import annotations

import re
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from graph.client import Graph
from loaders.path.apply import Stores
from loaders.path.load import Request, load
from loaders.path.steps import undo
from loaders.registry import LOADERS, loader_named
from loaders.rows import Loader
from tests.support.telling import FIXTURES, by
from tests.support.toy import stores_on, whole

pytestmark = [pytest.mark.graph, pytest.mark.once]

# Loader, and the files (or the folder) of one load of it.
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
    ("iati", ["iati/two_activities.xml"]),
    ("iati", ["iati/version_1.xml"]),
    ("iati", ["iati/organisation.xml"]),
    ("indicators", ["indicators/homicide.csv"]),
    ("rates", ["rates/long.csv"]),
    ("rates", ["rates/eurofxref-hist.csv"]),
    ("demo", ["demo"]),
]
# Every format but the tables that the product ships with: one that is added has to stand in LOADS, too.
FORMATS = [name for name in LOADERS if name != "reference"]
# Names, addresses, telephone numbers and e-mail addresses of persons in those files.
PERSONS = (
    "jane",
    "jane doe",
    "pat example",
    "pat.example",
    "kathleen",
    "5555 0100",
    "private street",
    "vorstadt",
    "travis street",
    "sunnyside",
    "202 555 0100",
    "2025550100",
    "504-1702",
    "1970-01-01",
)
# An e-mail address; a place without a code has "@" and its coordinates in its key.
ADDRESS = re.compile(r"[\w.+-]+@[a-z][\w.-]+")


def test_no_format_is_forgotten() -> None:
    assert [name for name in FORMATS if not files_of(name)] == []


def files_of(name: str) -> list[str]:
    return [file for format_, files in LOADS if format_ == name for file in files]


@pytest.fixture
def stores(graph: Graph, tmp_path: Path) -> Stores:
    return stores_on(graph, tmp_path)


def request(name: str, files: list[str]) -> Request:
    return Request(reader(name), [FIXTURES / file for file in files], allow_removals=True)


def reader(name: str) -> Loader:
    return by(loader_named(name), FIXTURES / "sheet" / "partners.yaml") if name == "sheet" else loader_named(name)


def given(files: list[str]) -> str:
    """All that is written in these files."""
    paths = [path for file in files for path in (FIXTURES / file, *(FIXTURES / file).glob("*")) if path.is_file()]
    return "\n".join(path.read_text(encoding="utf-8-sig") for path in paths).lower()


def everything(stores: Stores) -> str:
    """All words of the graph, of the archived rows and of the ledger's row problems."""
    parts = [str(whole(stores.graph))]
    parts += [str(pq.read_table(path).to_pylist()) for path in stores.archive.root.rglob("*.parquet")]
    for record in stores.ledger.loads():
        parts.append(str([vars(problem) for problem in stores.ledger.problems(record.id)]))
    return "\n".join(parts).lower()


def test_all_loads_together_hold_no_person(stores: Stores) -> None:
    for name in FORMATS:
        written = given(files_of(name))
        assert [word for word in PERSONS if word in written] or ADDRESS.findall(written), f"nobody to be found in the files of {name}"
        outcome = load(stores, request(name, files_of(name)))
        assert outcome.load is not None
    text = everything(stores)
    assert "fundación ejemplo" in text
    assert "houston police department" in text
    assert [word for word in PERSONS if word in text] == []
    assert ADDRESS.findall(text) == []


def copied(path: Path, folder: Path) -> Path:
    """A copy with other bytes that say the same: a line end more in every file."""
    copy = folder / path.name
    if path.is_dir():
        copy.mkdir()
        for file in path.iterdir():
            copied(file, copy)
    else:
        copy.write_bytes(path.read_bytes() + b"\n")
    return copy


@pytest.mark.parametrize("name", FORMATS)
def test_loaded_twice_writes_nothing_and_undone_leaves_nothing(stores: Stores, tmp_path: Path, name: str) -> None:
    """All files of a format in one load."""
    files = files_of(name)
    before = whole(stores.graph)
    first = load(stores, request(name, files))
    loaded = whole(stores.graph)
    assert loaded != before
    copies = [copied(FIXTURES / file, tmp_path) for file in files]
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
