"""Writes ``data/iati.csv`` and ``data/sectors.csv`` anew from a checkout of IATI's code lists.

Run it when IATI publishes new lists: ``python -m loaders.codes.refresh FOLDER [DAC_SECTORS_CSV]``. ``FOLDER`` holds the
lists as XML; the second file (OECD DAC's sectors with their voluntary codes) says which code is a part of which.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

DATA = Path(__file__).parent / "data"

LISTS = (
    "ActivityDateType", "ActivityScope", "ActivityStatus", "AidType", "AidType-category", "AidTypeVocabulary",
    "BudgetIdentifierVocabulary", "BudgetNotProvided", "BudgetStatus", "BudgetType", "CashandVoucherModalities", "CollaborationType",
    "CRSChannelCode", "DescriptionType", "DisbursementChannel",
    "DocumentCategory", "EarmarkingCategory", "FinanceType", "FinanceType-category", "FlowType", "GazetteerAgency",
    "GeographicExactness", "GeographicLocationClass", "GeographicLocationReach", "GeographicVocabulary",
    "GeographicalPrecision", "HumanitarianScopeType", "HumanitarianScopeVocabulary", "IATIOrganisationIdentifier",
    "IndicatorMeasure", "IndicatorVocabulary", "Language", "LocationType", "OrganisationIdentifier",
    "OrganisationRegistrationAgency", "OrganisationRole", "OrganisationType", "OtherIdentifierType", "PolicyMarker",
    "PolicyMarkerVocabulary", "PolicySignificance", "Region", "RegionVocabulary", "RelatedActivityType", "ResultType",
    "ResultVocabulary", "SectorVocabulary", "TagVocabulary", "TiedStatus", "TransactionType", "UNSDG-Goals", "UNSDG-Targets", "Version",
)


def items(path: Path) -> Iterator[dict[str, str]]:
    """Code, English name, parent, date of withdrawal ("yes" where none is stated) and description of each entry."""
    for item in etree.parse(str(path)).getroot().iter("codelist-item"):
        withdrawn = item.get("withdrawal-date") or ("yes" if item.get("status") == "withdrawn" else "")
        yield {
            "code": _text(item, "code"),
            "name": _text(item, "name/narrative") or _text(item, "name") or _text(item, "code"),
            "parent": _text(item, "category"),
            "withdrawn": withdrawn,
            "description": _text(item, "description/narrative"),
        }


def _text(item: etree._Element, path: str) -> str:
    return " ".join((item.findtext(path) or "").split())


def write_lists(folder: Path) -> int:
    """One CSV with every list named above; the number of codes written."""
    found = {path.stem: path for path in sorted(folder.rglob("*.xml"))}
    rows = [{"list": name, **item} for name in LISTS for item in items(found[name])]
    with (DATA / "iati.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, ["list", "code", "name", "parent", "withdrawn"],
                                extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return len(rows)


def write_sectors(folder: Path, dac_sectors: Path) -> int:
    """OECD DAC's five-digit codes with category, parent code and withdrawal; the number of codes written."""
    with dac_sectors.open(encoding="utf-8-sig", newline="") as read:
        parents = {row["voluntary_code"]: row["code"] for row in csv.DictReader(read) if row["voluntary_code"]}
    found = {path.stem: path for path in folder.rglob("Sector*.xml")}
    rows = [{**item, "list": "Sector", "category": item["parent"], "parent": parents.get(item["code"], "")}
            for item in items(found["Sector"])]
    rows += [{**item, "list": "SectorCategory", "category": "", "parent": ""} for item in items(found["SectorCategory"])]
    with (DATA / "sectors.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, ["list", "code", "name", "category", "parent", "withdrawn", "description"],
                                lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return len(rows)


def main(arguments: list[str]) -> int:
    """Exit code 0 when the lists were written."""
    folder = Path(arguments[0])
    sys.stdout.write(f"iati.csv: {write_lists(folder)} codes\n")
    if len(arguments) > 1:
        sys.stdout.write(f"sectors.csv: {write_sectors(folder, Path(arguments[1]))} codes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
