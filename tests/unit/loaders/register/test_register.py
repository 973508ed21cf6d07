"""Registers: what each entry becomes, worked out by hand from the fixtures."""

from __future__ import annotations

import csv
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest

from loaders.errors import UnreadableFile
from loaders.register import LOADER
from tests.support.telling import FIXTURES, told, write

HERE = FIXTURES / "register"
GLEIF = "lei:506700GE1G29325QX363"


def test_federal_sub_tier_agencies() -> None:
    found = told(LOADER, HERE / "agencies.csv")
    assert found.fate() == {"agencies.csv": (5, 4, 1, 0)}
    assert found.names("Organization") == {
        ("cgac:019", "Department of State"),
        ("cgac:015", "Department of Justice"),
        ("subtier:1524", "Drug Enforcement Administration"),
        ("frec:1136", "African Development Foundation"),
        ("agency:015:office of old things", "Office of Old Things"),
    }
    assert found.pairs("PART_OF") == {("subtier:1524", "cgac:015"), ("agency:015:office of old things", "cgac:015")}
    assert found.node("Organization", "cgac:019").identifiers == ("US-CGAC:019", "US-FPDS:1900")
    assert found.node("Organization", "frec:1136").identifiers == ("US-FREC:1136", "US-FPDS:1141")
    assert found.props("Organization", "subtier:1524") == {
        "kind": "us_federal",
        "country": "US",
        "acronym": "DEA",
        "homepage": "https://www.dea.gov",
        "aliases": ["DRUG ENFORCEMENT ADMINISTRATION"],
    }
    assert found.problems("fault") == {("fault", 5, "SUBTIER CODE", "Unknown (may not exist)")}


def test_gov_domains_without_their_contacts() -> None:
    found = told(LOADER, HERE / "domains.csv")
    assert found.fate() == {"domains.csv": (6, 6, 0, 0)}
    assert found.organizations("kind", "us_state") == {
        ("gov:TX:state of texas:department of public safety", "us_state", "TX", ("US-DOTGOV:TXDPS.GOV",)),
        ("gov:TX:state of texas", "us_state", "TX", ("US-DOTGOV:TEXAS.GOV",)),
        ("gov:TX:city of houston", "us_local", "TX", ("US-DOTGOV:HOUSTONTX.GOV",)),
        ("gov:federal:department of justice:federal bureau of investigation", "us_federal", None, ("US-DOTGOV:FBI.GOV",)),
        ("gov:federal:department of justice", "us_federal", None, ()),
        ("gov:AZ:navajo nation", None, None, ("US-DOTGOV:NAVAJO.GOV",)),
        ("gov:ZZ:city of nowhere", "us_local", None, ("US-DOTGOV:NOWHERE.GOV",)),
    }
    assert ("gov:TX:city of houston", "area:US-TX") in found.pairs("BASED_IN")
    assert found.pairs("PART_OF") == {
        ("gov:TX:state of texas:department of public safety", "gov:TX:state of texas"),
        ("gov:federal:department of justice:federal bureau of investigation", "gov:federal:department of justice"),
    }
    assert found.problems() == {("fault", 7, "State", "ZZ")}
    assert "@" not in found.text()
    assert "jane" not in found.text()


def test_government_units_of_another_country() -> None:
    found = told(LOADER, HERE / "GT.csv")
    assert found.fate() == {"GT.csv": (4, 3, 1, 0)}
    assert found.names("Organization") == {
        ("GT-COA:11130005", "Ministry of the Interior"),
        ("GT-COA:11140021", "Ministerio Público"),
        ("GT-COA:0", "Presidencia"),
    }
    assert found.node("Organization", "GT-COA:11130005").identifiers == ("GT-COA:11130005",)
    assert found.props("Organization", "GT-COA:11130005") == {
        "kind": "foreign_counterpart",
        "country": "GT",
        "aliases": ["Ministerio de Gobernación"],
    }
    assert found.problems("fault") == {("fault", 3, "name", "Ministerio Público 8,015,003,579"), ("fault", 4, "code", "0")}
    assert {end for _, end in found.pairs("BASED_IN")} == {"country:GT"}


def test_the_same_code_in_two_countries_is_two_units(tmp_path: Path) -> None:
    files = [write(tmp_path, f"{code}.csv", "code,name_fr\n01,Présidence\n") for code in ("BF", "BI")]
    found = told(LOADER, *files)
    assert found.names("Organization") == {("BF-COA:01", "Présidence"), ("BI-COA:01", "Présidence")}
    assert {row.record for row in found.rows} == {"BF:unit:01", "BI:unit:01"}


def test_government_units_of_no_country_are_set_aside(tmp_path: Path) -> None:
    found = told(LOADER, write(tmp_path, "units.csv", "code,name_en\n01,Presidency\n"))
    assert found.fate() == {"units.csv": (1, 0, 0, 1)}


def test_police_agencies_by_ori() -> None:
    found = told(LOADER, HERE / "police.csv")
    assert found.fate() == {"police.csv": (5, 4, 0, 1)}
    assert found.names("Organization") == {
        ("ORI:TXHPD0000", "Houston Police Department"),
        ("ORI:FL0130000", "Miami-Dade"),
        ("ORI:DCFBIWF00", "FBI Washington Field Office"),
        ("ORI:NB0280200", "Omaha (Airport Unit)"),
    }
    assert found.organizations("kind", "us_state") == {
        ("ORI:TXHPD0000", "us_local", "TX", ("ORI:TXHPD0000",)),
        ("ORI:FL0130000", "us_local", "FL", ("ORI:FL0130000",)),
        ("ORI:DCFBIWF00", "us_federal", None, ("ORI:DCFBIWF00",)),
        ("ORI:NB0280200", "us_local", "NE", ("ORI:NB0280200",)),
    }
    assert found.problems("set aside") == {("set aside", 6, "ORI", "123")}


def test_the_crosswalk_of_police_agencies_without_its_addresses() -> None:
    found = told(LOADER, HERE / "leaic.csv")
    assert found.fate() == {"leaic.csv": (2, 1, 0, 1)}
    assert found.node("Organization", "ORI:TXHPD0000").identifiers == ("ORI:TXHPD0000",)
    assert not {word for word in ("PAT EXAMPLE", "TRAVIS") if word in found.text()}


def test_gleif_as_csv_and_as_parquet(tmp_path: Path) -> None:
    with (HERE / "gleif.csv").open(encoding="utf-8", newline="") as read:
        pyarrow.parquet.write_table(pyarrow.Table.from_pylist(list(csv.DictReader(read))), tmp_path / "gleif.parquet")
    for path in (HERE / "gleif.csv", tmp_path / "gleif.parquet"):
        found = told(LOADER, path)
        assert found.fate() == {path.name: (5, 2, 0, 3)}
        assert found.names("Organization") == {
            (GLEIF, "Global Legal Entity Identifier Foundation"),
            ("lei:213800WSGIIZCXF1P572", "Jaguar Land Rover Ltd"),
        }
        assert found.props("Organization", GLEIF) == {"country": "CH", "aliases": ["GLEIF"], "valid_from": "2014-06-26"}
        assert found.node("Organization", GLEIF).identifiers == ("XI-LEI:506700GE1G29325QX363",)
        assert found.pairs("SUCCEEDED_BY") == {("lei:213800WSGIIZCXF1P572", GLEIF)}
        assert found.props("Organization", "lei:213800WSGIIZCXF1P572")["valid_to"] == "2020-05-31"
        assert (GLEIF, "area:CH-BS") in found.pairs("BASED_IN")
        assert {(p[1], p[3]) for p in found.problems("set aside")} == {
            (3, "DUPLICATE"),
            (4, "a sole proprietor"),
            (5, "529900T8BM49AURSDO56"),
        }
        assert not {word for word in ("Jane", "Private Street", "Vorstadt") if word in found.text()}


def test_iati_publishers_without_their_contacts() -> None:
    found = told(LOADER, HERE / "publishers.json")
    assert found.fate() == {"publishers.json": (3, 2, 0, 1)}
    assert found.node("Organization", "XM-DAC-41128").identifiers == ("XM-DAC:41128",)
    assert found.props("Organization", "XM-DAC-41128") == {"iati_type": "40", "kind": "international_organization"}
    assert found.props("Organization", "name:a publisher with a poor reference") == {"iati_type": "22", "kind": "ngo", "country": "GT"}
    assert {p[2:] for p in found.problems("fault")} == {("IATI identifier", "MISC")}
    assert "@" not in found.text()


def test_org_id_lists() -> None:
    found = told(LOADER, HERE / "lists.json")
    assert found.fate() == {"Lists of org-id.guide": (4, 2, 0, 2)}
    assert found.names("Organization") == {("list:GB-CHC", "Charity Commission"), ("list:CA_ON-ONT", "Ontario Business Register")}
    assert found.pairs("BASED_IN") == {("list:GB-CHC", "country:GB"), ("list:CA_ON-ONT", "country:CA"), ("list:CA_ON-ONT", "area:CA-ON")}


def test_ror_in_both_writings() -> None:
    found = told(LOADER, HERE / "ror.jsonl")
    assert found.fate() == {"ror.jsonl": (4, 3, 0, 1)}
    assert found.props("Organization", "ror:0006s4z66") == {
        "country": "US",
        "acronym": "BJS",
        "aliases": ["BJS"],
        "homepage": "https://bjs.ojp.gov",
    }
    assert found.props("Organization", "ror:02mhbdp94") == {
        "kind": "academic",
        "country": "CO",
        "aliases": ["University of Los Andes"],
        "homepage": "https://uniandes.edu.co",
        "valid_from": "1948-01-01",
    }
    assert found.node("Organization", "ror:02mhbdp94").identifiers == ("XI-ROR:02mhbdp94",)
    assert found.node("Organization", "ror:0006s4z67").identifiers == ()
    assert found.pairs("PART_OF") - {("area:US-DC", "country:US"), ("area:CO-DC", "country:CO")} == {("ror:02mhbdp94", "ror:0006s4z66")}
    assert ("ror:0006s4z66", "area:US-DC") in found.pairs("BASED_IN")
    assert "A friend" not in found.text()


def test_the_federal_hierarchy_of_sam() -> None:
    found = told(LOADER, HERE / "hierarchy.json")
    assert found.fate() == {"hierarchy.json": (2, 2, 0, 0)}
    assert found.node("Organization", "sam:100011942").identifiers == ("US-FPDS:1500", "US-CGAC:015")
    assert found.node("Organization", "sam:100012001").identifiers == ("US-FPDS:1524",)
    assert found.props("Organization", "sam:100012001")["valid_to"] == "2020-01-31"
    assert found.pairs("PART_OF") == {("sam:100012001", "sam:100011942")}
    assert "pat.example" not in found.text()


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("agencies.csv", "register-us-agencies"),
        ("GT.csv", "register-government-units-gt"),
        ("police.csv", "register-us-police-police"),
        ("ror.jsonl", "register-ror"),
        ("gleif.csv", "register-gleif"),
        ("publishers.json", "register-iati-publishers"),
    ],
)
def test_the_slot_that_a_register_goes_to(name: str, key: str) -> None:
    assert LOADER.source([HERE / name]).key == key
    assert LOADER.recognises(HERE / name, b"")


def test_what_is_no_register_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "Partner,Since\nILEA,2021\n")
    assert LOADER.recognises(path, b"") == ""
    with pytest.raises(UnreadableFile, match="no register known here"):
        told(LOADER, path)


def test_two_entries_with_one_id_are_two_records(tmp_path: Path) -> None:
    content = "LEI,Entity.LegalName\n506700GE1G29325QX363,First\n506700GE1G29325QX363,Second\n506700GE1G29325QX363,First\n"
    found = told(LOADER, write(tmp_path, "a.csv", content))
    assert found.fate() == {"a.csv": (3, 2, 1, 0)}
    assert {(row.record, row.name) for row in found.rows} == {(GLEIF, "First"), (f"{GLEIF}#2", "Second")}


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("=HYPERLINK(1)", "=HYPERLINK(1)"),
        ("وزارة العدل", "وزارة العدل"),
        ("Evil\u202egnp.exe", "Evilgnp.exe"),
        ("Bell\x07s", "Bells"),
        ("Ministry  of\tJustice", "Ministry of Justice"),
    ],
)
def test_names_of_every_kind(tmp_path: Path, name: str, shown: str) -> None:
    found = told(LOADER, write(tmp_path, "a.csv", f"LEI,Entity.LegalName\n506700GE1G29325QX363,{name}\n"))
    assert {row.name for row in found.rows} == {shown}


def test_a_name_of_a_million_characters_is_no_name(tmp_path: Path) -> None:
    found = told(LOADER, write(tmp_path, "a.csv", f"LEI,Entity.LegalName\n506700GE1G29325QX363,{'x' * 1_000_000}\n"))
    assert found.problems() == {("set aside", 2, "Entity.LegalName", "a name of 1,000,000 characters")}
