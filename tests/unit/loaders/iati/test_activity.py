"""What an activity becomes: worked out by hand from tests/fixtures/iati/two_activities.xml."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.iati import LOADER
from loaders.rows import Fates, LinkRow, NodeRow, Row

FIXTURES = Path(__file__).parents[3] / "fixtures" / "iati"
GT = "XM-DAC-41128-GT-01"
INL = "US-GOV-11:bureau of international narcotics and law enforcement affairs"


@pytest.fixture(scope="module")
def fates() -> Fates:
    return Fates()


@pytest.fixture(scope="module")
def rows(fates: Fates) -> list[Row]:
    return list(LOADER.rows([FIXTURES / "two_activities.xml"], fates))


def links(rows: list[Row], *types: str) -> set[tuple[str, str, str]]:
    return {(r.type, r.start.key, r.end.key) for r in rows if isinstance(r, LinkRow) and r.type in types}


def nodes(rows: list[Row], label: str) -> dict[str, NodeRow]:
    return {r.key: r for r in rows if isinstance(r, NodeRow) and r.label == label}


def test_every_participant_stands_in_every_role(rows: list[Row]) -> None:
    assert links(rows, "FUNDS", "ACCOUNTABLE_FOR", "EXTENDS", "IMPLEMENTS") == {
        ("FUNDS", "US-GOV-11", GT), ("FUNDS", INL, GT),
        ("ACCOUNTABLE_FOR", "XM-DAC-41128", GT), ("IMPLEMENTS", "XM-DAC-41128", GT),
        ("IMPLEMENTS", "name:fundacion justicia", GT),
    }


def test_claims_of_a_participant_stay_on_its_link(rows: list[Row]) -> None:
    told = {(r.type, r.start.key): dict(r.props) for r in rows if isinstance(r, LinkRow) and r.type in {"FUNDS", "ACCOUNTABLE_FOR"}}
    assert told == {
        ("FUNDS", "US-GOV-11"): {"activity_id": "US-GOV-11-998-1"}, ("FUNDS", INL): {"activity_id": "US-GOV-11-998-1"},
        ("ACCOUNTABLE_FOR", "XM-DAC-41128"): {"channel": "41128"},
    }


def test_organizations_with_kind_country_and_identifiers(rows: list[Row]) -> None:
    found = {
        (key, row.name, row.props.get("kind"), row.props.get("country"), row.identifiers)
        for key, row in nodes(rows, "Organization").items()
    }
    assert found == {
        ("US-GOV-11", "Department of State", "us_federal", "US", ("US-GOV:11",)),
        (INL, "Bureau of International Narcotics and Law Enforcement Affairs", "us_federal", "US", ()),
        ("XM-DAC-41128", "UNODC", "international_organization", None, ("XM-DAC:41128",)),
        ("name:fundacion justicia", "Fundación Justicia", "ngo", None, ()),
    }
    assert nodes(rows, "Organization")["XM-DAC-41128"].props["aliases"] == ["UN Office on Drugs and Crime"]


def test_program_has_actual_before_planned_dates_and_texts_of_all_languages(rows: list[Row]) -> None:
    program = nodes(rows, "Program")[GT]
    assert (program.name, program.record, program.identifiers) == ("Police reform in Guatemala", GT, (f"IATI:{GT}",))
    assert dict(program.props) == {
        "level": "activity", "status": "active", "valid_from": "2018-02-15", "valid_to": "2021-12-31",
        "dates_are": "actual/planned", "description": "Trains investigators. Write to [e-mail address left out].",
        "aliases": ["Reforma policial en Guatemala"], "descriptions": ["es: Forma a investigadores."],
        "reported_by": "XM-DAC-41128", "humanitarian": False,
    }


def test_sectors_and_countries_say_where_they_stand(rows: list[Row]) -> None:
    told = {
        (r.type, r.end.key, r.props.get("level"), r.props.get("percentage"))
        for r in rows if isinstance(r, LinkRow) and r.type in {"CLASSIFIED_AS", "OPERATES_IN"}
    }
    assert told == {
        ("CLASSIFIED_AS", "sector:1:15132", "activity", 60.0), ("CLASSIFIED_AS", "sector:1:15130", "activity", 30.0),
        ("CLASSIFIED_AS", "sector:99:XM-DAC-41128:P1", "activity", None),
        ("CLASSIFIED_AS", "sector:1:16063", "transaction", None),
        ("OPERATES_IN", "country:GT", "activity", 100.0), ("OPERATES_IN", "country:HN", "transaction", None),
        ("OPERATES_IN", "area:GT@14.6308,-90.6071", None, None),
    }


def test_transactions_are_added_exactly_by_what_tells_them_apart(rows: list[Row]) -> None:
    figures = {
        (f.props["kind"], f.props["amount"], f.props["currency"], f.props["year"], f.props.get("count"), f.props["value_date"])
        for f in nodes(rows, "Figure").values()
    }
    assert figures == {
        ("disbursement", 0.3, "USD", 2018, 2, "2018-08-31"),
        ("commitment", 5e-10, "EUR", 2018, 1, "2018-01-02"),
        ("budget", 1000.1, "USD", 2018, None, "2018-01-01"),
    }
    assert {(type_, end) for type_, _, end in links(rows, "PROVIDED_BY", "RECEIVED_BY")} == {
        ("PROVIDED_BY", "US-GOV-11"), ("RECEIVED_BY", "name:fundacion justicia"),
    }


def test_related_activities_are_named_and_joined(rows: list[Row]) -> None:
    assert links(rows, "RELATED_TO") == {("RELATED_TO", GT, "XM-DAC-41128-HN-01")}
    assert (("PART_OF", GT, "XM-DAC-41128-GT")) in links(rows, "PART_OF")
    parent = nodes(rows, "Program")["XM-DAC-41128-GT"]
    assert parent.stub and parent.identifiers == ("IATI:XM-DAC-41128-GT",)


def test_what_is_not_loaded_says_why(rows: list[Row], fates: Fates) -> None:
    told = {(p.fate, p.where.line, p.where.record, p.where.field, p.found) for p in fates.problems}
    assert told == {
        ("fault", 4, GT, "iati-identifier", f" {GT} "),
        ("fault", 13, GT, "participating-org/@ref", "22000"),
        ("same as", 14, GT, "participating-org", ""),
        ("set aside", 15, GT, "participating-org", "N/A"),
        ("same as", 24, GT, "location", ""),
        ("fault", 25, GT, "sector/@percentage", "a sum of 90"),
        ("set aside", 38, GT, "transaction/value", "NaN"),
        ("set aside", 42, GT, "iati-identifier", GT),
        ("set aside", 47, "#3", "iati-identifier", "no identifier"),
        ("fault", 48, "#3", "activity-status/@code", "9"),
    }
    assert [(row["table"], row["read"], row["loaded"], row["same_as"], row["set_aside"]) for row in fates.table()] == [
        ("activity", 3, 1, 0, 2), ("budget", 1, 1, 0, 0), ("location", 2, 1, 1, 0), ("participating-org", 6, 4, 1, 1),
        ("recipient-country", 2, 2, 0, 0), ("related-activity", 2, 2, 0, 0), ("sector", 4, 4, 0, 0), ("transaction", 4, 3, 0, 1),
    ]


def test_no_contact_leaves_the_loader(rows: list[Row]) -> None:
    told = repr(rows)
    assert not [text for text in ("Jane Doe", "jane.doe", "5555 0100") if text in told]
