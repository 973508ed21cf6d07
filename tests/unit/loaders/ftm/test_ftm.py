"""FollowTheMoney: what each schema becomes, worked out by hand from the fixture."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from loaders.errors import UnreadableFile
from loaders.ftm import LOADER
from tests.support.telling import FIXTURES, Told, told, write, written

NETWORK = FIXTURES / "ftm" / "network.jsonl"


@pytest.fixture(scope="module")
def network() -> Told:
    return told(LOADER, NETWORK)


def test_every_entity_is_accounted_for_by_schema(network: Told) -> None:
    assert network.fate() == {
        "Ownership": (2, 2, 0, 0),
        "Company": (2, 2, 0, 0),
        "PublicBody": (1, 1, 0, 0),
        "Organization": (3, 2, 1, 0),
        "LegalEntity": (2, 1, 0, 1),
        "Person": (1, 0, 0, 1),
        "Directorship": (2, 1, 0, 1),
        "Membership": (1, 1, 0, 0),
        "Succession": (1, 1, 0, 0),
        "UnknownLink": (1, 0, 0, 1),
        "Project": (1, 1, 0, 0),
        "ProjectParticipant": (4, 3, 0, 1),
        "Payment": (2, 1, 0, 1),
        "Identification": (3, 1, 0, 2),
        "Contract": (1, 1, 0, 0),
        "ContractAward": (1, 1, 0, 0),
        "Sanction": (1, 0, 0, 1),
        "Address": (1, 0, 0, 1),
        "Spaceship": (1, 0, 0, 1),
        "network.jsonl": (1, 0, 0, 1),
    }


def test_organizations(network: Told) -> None:
    assert network.names("Organization") == {
        ("holding", "Example Holding AG"),
        ("gmbh", "Example GmbH"),
        ("ministry", "Ministerio de Gobernación"),
        ("ngo", "Fundación Ejemplo"),
        ("le-2", "Ejemplo S.A."),
    }
    assert network.organizations("kind", "country") == {
        ("holding", "private_sector", "CH", ("XI-LEI:506700GE1G29325QX363",)),
        ("gmbh", "private_sector", "DE", ()),
        ("ministry", "foreign_counterpart", "GT", ()),
        ("ngo", None, "GT", ("US-SAM:ABCDEF123456",)),
        ("le-2", None, None, ()),
    }
    assert network.props("Organization", "holding")["aliases"] == ["Example Holding Ltd", "EH"]
    assert network.props("Organization", "ministry")["acronym"] == "MINGOB"
    assert network.props("Organization", "ngo")["aliases"] == ["FE"]
    assert {(p[2], p[3]) for p in network.problems("fault")} >= {("country", "zz"), ("dunsCode", "123456789")}


def test_links(network: Told) -> None:
    assert network.pairs("PART_OF") == {("gmbh", "holding")}
    assert {row.props.get("role") for row in network.links if row.type == "PART_OF"} == {None, "owned, 75.5%"}
    assert network.pairs("PARTNERS_WITH") == {("holding", "gmbh"), ("gmbh", "ngo"), ("ministry", "proj")}
    assert network.pairs("MEMBER_OF") == {("ngo", "holding")}
    assert network.pairs("SUCCEEDED_BY") == {("le-2", "ngo")}
    member = network.link("MEMBER_OF", "ngo", "holding").props
    assert (member["valid_from"], member["valid_from_text"], member["valid_to"]) == ("2020-01-01", "2020", "2021-06-30")


def test_a_project_with_its_participants_and_sum(network: Told) -> None:
    assert network.props("Program", "proj") == {
        "level": "project",
        "status": "active",
        "valid_from": "2021-02-01",
        "valid_from_text": "2021-02",
        "valid_to": "2023-12-31",
        "valid_to_text": "2023",
    }
    assert network.pairs("IMPLEMENTS") == {("ngo", "proj"), ("gmbh", "con-1")}
    assert network.pairs("FUNDS") == {("holding", "proj"), ("ministry", "con-1"), ("holding", "ngo")}
    assert network.pairs("OPERATES_IN") == {("proj", "country:GT")}
    assert network.pairs("FOR") == {("proj:stated:USD", "proj"), ("pay-1:disbursement:EUR", "proj"), ("awd-1:commitment:GTQ", "con-1")}


def test_a_payment_is_a_figure_in_its_own_currency(network: Told) -> None:
    paid = network.props("Figure", "pay-1:disbursement:EUR")
    assert (paid["kind"], paid["amount"], paid["currency"], paid["year"], paid["valid_from"]) == (
        "disbursement",
        2500.0,
        "EUR",
        2021,
        "2021-05-01",
    )
    assert network.pairs("PROVIDED_BY") == {("pay-1:disbursement:EUR", "holding")}
    assert network.pairs("RECEIVED_BY") == {("pay-1:disbursement:EUR", "ngo"), ("awd-1:commitment:GTQ", "gmbh")}


def test_no_person_and_no_finding_about_anybody_is_in_any_row(network: Told) -> None:
    words = (
        "Jane",
        "Doe",
        "Pat Example",
        "@example.org",
        "61 000",
        "Vorstadt",
        "Private Street",
        "secret reason",
        "sanction",
        "1970",
        "X123",
    )
    assert not [word for word in words if word in network.text()]


def test_unknown_schemata_are_named(network: Told) -> None:
    assert {p.found for p in network.fates.problems if "docs/data/ftm.md" in p.expected} == {"Spaceship"}


def test_the_csv_export(tmp_path: Path) -> None:
    company = written(
        tmp_path,
        "Company.csv",
        [["id", "name", "alias", "leiCode", "jurisdiction"], ["c1", "Example AG; Example Ltd", "E", "506700GE1G29325QX363", "ch"]],
    )
    owner = written(tmp_path, "Ownership.csv", [["id", "owner", "asset", "percentage"], ["o1", "c1", "c2", "100"]])
    other = written(tmp_path, "Organization.csv", [["id", "name"], ["c2", "Part"]])
    found = told(LOADER, owner, company, other)
    assert found.names("Organization") == {("c1", "Example AG"), ("c2", "Part")}
    assert found.pairs("PART_OF") == {("c2", "c1")}
    assert found.node("Organization", "c1").identifiers == ("XI-LEI:506700GE1G29325QX363",)


def test_the_xlsx_export(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Companies"
    book.active.append(["ID", "Name", "LEI", "Jurisdiction"])
    book.active.append(["c1", "Example AG", "506700GE1G29325QX363", "ch"])
    book.create_sheet("Project participants").append(["ID", "Project", "Participant", "Role"])
    book["Project participants"].append(["pp", "p1", "c1", "implementer"])
    book.create_sheet("Projects").append(["ID", "Name", "Start date"])
    book["Projects"].append(["p1", "Police reform", "2021-02"])
    book.save(tmp_path / "a.xlsx")
    found = told(LOADER, tmp_path / "a.xlsx")
    assert found.pairs("IMPLEMENTS") == {("c1", "p1")}
    assert found.props("Program", "p1")["valid_from"] == "2021-02-01"
    assert found.node("Organization", "c1").identifiers == ("XI-LEI:506700GE1G29325QX363",)


def test_entities_inside_entities(tmp_path: Path) -> None:
    parts = [{"id": key, "schema": "Company", "properties": {"name": [name]}} for key, name in (("c1", "A"), ("c2", "B"))]
    owned = {"id": "o1", "schema": "Ownership", "properties": {"owner": parts[:1], "asset": parts[1:], "percentage": ["51"]}}
    content = json.dumps({"results": [owned]})
    found = told(LOADER, write(tmp_path, "a.json", content))
    assert found.names("Organization") == {("c1", "A"), ("c2", "B")}
    assert found.pairs("PART_OF") == {("c2", "c1")}


@pytest.mark.parametrize(
    "content", ['{"a": 1}\n', "[1, 2]", "id,name\n1,x\n", '{"id": "x", "schema": "Company", "properties": {"name": ["A"']
)
def test_what_is_no_follow_the_money_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(UnreadableFile):
        told(LOADER, write(tmp_path, "a.json", content))


def test_recognised_by_its_objects() -> None:
    assert LOADER.recognises(NETWORK, NETWORK.read_bytes())
    assert not LOADER.recognises(NETWORK, b'{"schema": "x"}')


def test_an_entity_told_twice_has_the_fate_of_the_first(tmp_path: Path) -> None:
    person = {"id": "p", "schema": "Person", "properties": {"name": ["Jane Doe"]}}
    company = {"id": "c", "schema": "Company", "properties": {"name": ["Example Ltd"]}}
    found = told(LOADER, write(tmp_path, "a.jsonl", "\n".join(json.dumps(item) for item in (person, company, person, company))))
    assert found.fate() == {"Person": (2, 0, 0, 2), "Company": (2, 1, 1, 0)}


def test_what_an_object_holds_is_told_on_one_line(tmp_path: Path) -> None:
    path = tmp_path / "network.jsonl"
    path.write_text(json.dumps({"id": "own-1", "\nschema\u202e": "Ownership", "x" * 5_000: 1}) + "\n")
    with pytest.raises(UnreadableFile) as refused:
        told(LOADER, path)
    assert str(refused.value) == (
        f"network.jsonl, line 1: found an object with id, schema, {'x' * 59}…; expected FollowTheMoney entities: objects with an id, "
        "a schema and properties, or its CSV or XLSX export"
    )
