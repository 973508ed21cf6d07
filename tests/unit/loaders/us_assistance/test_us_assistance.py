"""U.S. assistance: each layout's facts, worked out by hand from small files with the official headers."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest

from loaders.errors import UnreadableFile
from loaders.fiscal import fiscal_year
from loaders.us_assistance import LOADER, transfers
from tests.support.telling import FIXTURES, Told, told, write, written

HERE = FIXTURES / "us_assistance"


def figures(found: Told) -> set[tuple[str, float, int | None, str]]:
    """(kind, amount, year, what it is for) of every figure."""
    ends: dict[str, str] = {row.start.key: row.end.key for row in found.links if row.type == "FOR"}
    return {
        (row.props["kind"], row.props["amount"], row.props.get("year"), ends[row.key])
        for row in found.nodes.values()
        if row.label == "Figure"
    }


def test_country_summaries() -> None:
    found = told(LOADER, HERE / "countries.csv")
    assert found.fate() == {"countries.csv": (8, 5, 1, 2)}
    assert figures(found) == {
        ("obligation", 1000.0, 2020, "country:GT"),
        ("disbursement", 900.0, 2020, "country:GT"),
        ("request", 2000.0, 2020, "country:GT"),
        ("obligation", -5.0, 1976, "country:GT"),
        ("obligation", 42.0, 2020, "country:XK"),
    }
    assert {(p.where.line, p.found, p.expected) for p in found.fates.problems if p.fate == "set aside"} == {
        (6, "World", "a country; this is a region"),
        (7, "Sudan (former)", "a country of today; this is a former state"),
    }
    assert {end for _, end in found.pairs("PROVIDED_BY")} == {"country:US"}


@pytest.mark.parametrize(
    ("written_year", "first", "last"),
    [
        ("2020", "2019-10-01", "2020-09-30"),
        ("FY 21", "2020-10-01", "2021-09-30"),
        ("1976tq", "1976-07-01", "1976-09-30"),
        ("1976", "1975-07-01", "1976-06-30"),
        ("1977", "1976-10-01", "1977-09-30"),
    ],
)
def test_fiscal_years(written_year: str, first: str, last: str) -> None:
    year = fiscal_year(written_year)
    assert year is not None
    assert (year.first, year.last) == (first, last)


def test_transactions_with_two_agencies_in_two_roles() -> None:
    found = told(LOADER, HERE / "transactions.csv")
    assert found.fate() == {"transactions.csv": (4, 3, 0, 1)}
    assert found.pairs("FUNDS") == {("agency:department of state", "activity:5001")}
    assert found.pairs("EXTENDS") == {("agency:office of overseas prosecutorial development assistance and training", "activity:5001")}
    assert found.pairs("PART_OF") == {
        ("agency:office of overseas prosecutorial development assistance and training", "agency:department of justice")
    }
    assert found.pairs("IMPLEMENTS") == {("partner:example bar association", "activity:5001")}
    assert found.pairs("OPERATES_IN") == {("activity:5001", "country:GT")}
    assert found.pairs("CLASSIFIED_AS") == {("activity:5001", "sector:1:15130")}
    # Two disbursements that are alike in every word are two.
    amounts = sorted((row.props["kind"], row.props["amount"], row.props["year"]) for row in found.nodes.values() if row.label == "Figure")
    assert amounts == [("disbursement", 250000.0, 2021), ("disbursement", 250000.0, 2021), ("obligation", 1500000.0, 2020)]
    assert found.props("Program", "activity:5001")["valid_from"] == "2019-10-01"
    assert found.node("Organization", "agency:department of state").identifiers == ("US-CGAC:019",)


def test_transactions_without_contacts() -> None:
    text = told(LOADER, HERE / "transactions.csv").text()
    assert not [word for word in ("jane", "@", "555") if word in text]


def test_transfers_between_agencies_are_not_counted_twice() -> None:
    found = told(LOADER, HERE / "awards.csv")
    # 632(a) to Justice: its two records count. 632(b) to Homeland Security: State's counts.
    # 632(a) to the Treasury: only State's record is there, so it is kept.
    assert found.fate() == {"awards.csv": (7, 5, 2, 0)}
    assert figures(found) == {
        ("obligation", 3_000_000.0, 2020, "award:DOJ-1"),
        ("obligation", 2_000_000.0, 2020, "award:DOJ-2"),
        ("obligation", 700_000.0, 2020, "award:IAA-2"),
        ("obligation", 100_000.0, 2020, "award:IAA-3"),
        ("obligation", 40_000.0, 2020, "award:GR-1"),
    }
    assert {(p.where.line, p.expected) for p in found.fates.problems if p.fate == "same as"} == {
        (2, "the record of the receiving agency: a transfer under FAA 632(a)"),
        (6, "the record of the sending agency: a transfer under FAA 632(b)"),
    }
    assert ("agency:department of state", "award:DOJ-1") in found.pairs("FUNDS")
    assert ("agency:department of justice", "award:DOJ-1") in found.pairs("EXTENDS")
    notes = {row.props.get("note") for row in found.nodes.values() if row.label == "Figure"}
    assert notes == {
        None,
        "transfer under FAA 632(a), recorded by the receiving agency",
        "transfer under FAA 632(b), recorded by the sending agency",
        "transfer under FAA 632(a), recorded by the sending agency",
    }
    assert "Private Street" not in found.text()


def test_a_side_of_a_transfer_counts_when_the_other_is_not_loaded(tmp_path: Path) -> None:
    lines = (HERE / "awards.csv").read_text(encoding="utf-8").splitlines()
    columns = next(csv.reader(lines[:1]))
    rows = list(csv.DictReader(lines))
    amount = next(name for name in columns if name in transfers.VALUE)
    rows[1][amount] = rows[2][amount] = "unknown"  # the two records of the receiving agency, which count
    path = written(tmp_path, "awards.csv", [columns, *([row[name] for name in columns] for row in rows)])
    found = told(LOADER, path)
    assert found.fate() == {"awards.csv": (7, 4, 1, 2)}
    lost = {(p.fate, p.where.line) for p in found.fates.problems if p.fate != "fault"}
    assert lost == {("set aside", 3), ("set aside", 4), ("same as", 6)}
    assert ("obligation", 5_000_000.0, 2020, "award:IAA-1") in figures(found)


def test_a_page_given_twice_is_one_program(tmp_path: Path) -> None:
    page = (HERE / "19.703.md").read_text(encoding="utf-8")
    (tmp_path / "same").mkdir()
    for name in ("a.md", "b.md"):
        write(tmp_path / "same", name, page)
    write(tmp_path / "same", "c.md", page.replace("19.703", "nothing"))
    write(tmp_path / "same", "d.md", page.replace("19.703", "nothing"))
    assert told(LOADER, tmp_path / "same").fate() == {"program pages": (4, 1, 1, 2)}


def test_a_budget_table_with_totals_regions_wrapped_names_and_lines_told_twice() -> None:
    found = told(LOADER, HERE / "budget.csv")
    assert found.fate() == {"budget.csv": (13, 5, 1, 7)}
    assert figures(found) == {
        ("stated", 10_000.0, 2011, "country:GT"),
        ("stated", 5_000.0, 2011, "country:GT"),
        ("stated", 1_000_000.0, 2011, "country:CO"),
        ("stated", 5_000.0, 2011, "line:western-hemisphere-regional"),
        ("stated", 8_000.0, 2011, "country:PS"),
        ("stated", 35_000.0, 2011, "line:international-narcotics-and-law-enforcement-affairs-inl"),
    }
    assert {(p.where.line, p.found) for p in found.fates.problems if "sums up others" in p.expected} == {
        (2, "TOTAL"),
        (3, "Western Hemisphere"),
        (7, "Near East"),
    }
    assert found.node("Figure", "cbj:CO:2011:stated:INCLE").props["pages"] == ["http://www.state.gov/documents/organization/185016.pdf"]


def test_what_is_loaded_of_a_budget_table_adds_up_to_its_total() -> None:
    found = told(LOADER, HERE / "budget.csv")
    assert sum(row.props["amount"] for row in found.nodes.values() if row.label == "Figure") == 1_063_000.0


def test_actual_estimate_and_request_are_three_figures(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["International Narcotics Control and Law Enforcement"],
        ["($ in thousands)"],
        ["Country", "FY 2022 Actual", "FY 2023 Estimate", "FY 2024 Request", "Increase / Decrease FY 2024 Request"],
        ["TOTAL", 300, 310, 330, 20],
        ["Western Hemisphere", 300, 310, 330, 20],
        ["Guatemala", 100, 110, 120, 10],
        ["Mexico", 200, 200, 210, 10],
    ):
        sheet.append(row)
    book.save(tmp_path / "incle.xlsx")
    found = told(LOADER, tmp_path / "incle.xlsx")
    assert found.fate() == {"incle.xlsx": (4, 2, 0, 2)}
    assert figures(found) == {
        ("actual", 100_000.0, 2022, "country:GT"),
        ("estimate", 110_000.0, 2023, "country:GT"),
        ("request", 120_000.0, 2024, "country:GT"),
        ("actual", 200_000.0, 2022, "country:MX"),
        ("estimate", 200_000.0, 2023, "country:MX"),
        ("request", 210_000.0, 2024, "country:MX"),
    }
    assert {row.key for row in found.nodes.values() if row.label == "Figure"} >= {"cbj:GT:2022:actual:INCLE", "cbj:GT:2024:request:INCLE"}


def test_accounts_below_their_country(tmp_path: Path) -> None:
    rows = [
        ["Country/Account", "FY 2022 Actual", "FY 2023 Estimate"],
        ["Guatemala", "30", "50"],
        ["INCLE", "10", "20"],
        ["ESF", "20", "30"],
        ["Mexico", "5", "-"],
        ["INCLE", "5", "-"],
    ]
    found = told(LOADER, written(tmp_path, "a.csv", rows))
    assert {(row.key, row.props["amount"]) for row in found.nodes.values() if row.label == "Figure"} == {
        ("cbj:GT:2022:actual:INCLE", 10_000.0),
        ("cbj:GT:2023:estimate:INCLE", 20_000.0),
        ("cbj:GT:2022:actual:ESF", 20_000.0),
        ("cbj:GT:2023:estimate:ESF", 30_000.0),
        ("cbj:MX:2022:actual:INCLE", 5_000.0),
    }


def test_assistance_transactions_of_usaspending() -> None:
    found = told(LOADER, HERE / "assistance.csv")
    award = "award:ASST_NON_SINLEC20GR0001_1900"
    assert found.fate() == {"assistance.csv": (3, 3, 0, 0)}
    assert found.pairs("FUNDS") == {("agency:department of state", award)}
    assert found.pairs("EXTENDS") == {
        ("agency:office of justice programs", award),
        ("agency:department of state", "award:ASST_NON_IND_1900"),
    }
    assert found.pairs("IMPLEMENTS") == {("US-SAM:ABCDEF123456", award)}
    assert found.node("Organization", "US-SAM:ABCDEF123456").identifiers == ("US-SAM:ABCDEF123456",)
    assert found.props("Organization", "US-SAM:ABCDEF123456")["kind"] == "ngo"
    assert figures(found) == {
        ("obligation", 1_500_000.0, 2020, award),
        ("obligation", 500_000.0, 2021, award),
        ("obligation", 1000.0, 2021, "award:ASST_NON_IND_1900"),
    }
    assert found.pairs("OPERATES_IN") == {(award, "country:GT"), ("award:ASST_NON_IND_1900", "area:US-TX")}
    assert (award, "listing:19.703") in found.pairs("PART_OF")
    assert found.node("Program", "listing:19.703").identifiers == ("US-AL:19.703",)
    assert {(p[2], p[3]) for p in found.problems("fault")} == {
        ("recipient duns", "123456789"),
        ("recipient", "a person, or a stand-in for several"),
        ("listing", "19.7"),
    }


def test_persons_and_addresses_of_usaspending_are_in_no_row() -> None:
    text = told(LOADER, HERE / "assistance.csv").text() + told(LOADER, HERE / "contracts_old.csv").text()
    assert not [word for word in ("JANE", "Jane", "PAT EXAMPLE", "PRIVATE STREET", "2025550100") if word in text]


def test_contracts_of_an_older_generation() -> None:
    found = told(LOADER, HERE / "contracts_old.csv")
    assert found.fate() == {"contracts_old.csv": (1, 1, 0, 0)}
    award = "award:1900:SAQMMA1:SAQ1"
    assert figures(found) == {("obligation", 2500.5, 2016, award)}
    assert found.pairs("OPERATES_IN") == {(award, "country:CO")}
    assert found.props("Program", award) == {"level": "activity", "valid_from": "2016-08-29", "valid_to": "2016-11-30"}
    assert found.pairs("IMPLEMENTS") == {("XI-DUNS:004496600", award)}


def test_a_page_of_the_program_inventory_shows_both_sources() -> None:
    found = told(LOADER, HERE / "19.703.md")
    assert found.fate() == {"program pages": (1, 1, 0, 0)}
    assert figures(found) == {
        ("actual", 116108685.0, 2023, "listing:19.703"),
        ("obligation", 208275947.16, 2023, "listing:19.703"),
        ("estimate", 150000000.0, 2025, "listing:19.703"),
        ("expenditure", 1298843.12, 2023, "listing:19.703"),
    }
    assert found.pairs("FUNDS") == {("agency:bureau of international narcotics and law enforcement affairs", "listing:19.703")}
    assert found.props("Program", "listing:19.703")["aliases"] == ["Rule of Law, Justice Systems"]
    assert "@" not in found.text()


def test_assistance_listings_without_their_offices() -> None:
    found = told(LOADER, HERE / "listings.csv")
    assert found.fate() == {"listings.csv": (3, 2, 0, 1)}
    assert found.names("Program") == {("listing:19.703", "Criminal Justice Systems"), ("listing:10.200", "Scientific Cooperation")}
    assert figures(found) == {("estimate", 35_000_000.0, 2018, "listing:19.703"), ("actual", 45_381_885.0, 2016, "listing:19.703")}
    assert found.pairs("PART_OF") == {("agency:bureau of inl", "agency:department of state")}
    assert not [word for word in ("Kathleen", "Sunnyside", "504-1702") if word in found.text()]


def test_the_pilot_says_its_sums_once_a_program() -> None:
    found = told(LOADER, HERE / "pilot.csv")
    assert found.fate() == {"pilot.csv": (2, 2, 0, 0)}
    assert figures(found) == {("obligation", 46_211_000.0, 2019, "pilot:729788"), ("obligation", 65_505_000.0, 2020, "pilot:729788")}


def test_what_has_no_known_layout_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="no layout known here"):
        told(LOADER, written(tmp_path, "a.csv", [["Partner", "Since"], ["ILEA", "2021"]]))


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("countries.csv", "ForeignAssistance.gov by country and year"),
        ("transactions.csv", "ForeignAssistance.gov transactions"),
        ("awards.csv", "ForeignAssistance.gov awards"),
        ("budget.csv", "Congressional Budget Justification"),
        ("assistance.csv", "USAspending awards and transactions"),
        ("19.703.md", "Federal Program Inventory"),
        ("listings.csv", "Assistance Listings"),
    ],
)
def test_recognised_by_its_columns(name: str, title: str) -> None:
    assert LOADER.recognises(HERE / name, b"") == f"its columns are those of: {title}"
    assert LOADER.source([HERE / name]).key.startswith("us-")
