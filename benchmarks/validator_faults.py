"""Files of the IATI validator that break one rule of code lists, dates or references each: is the fault named, by the same record?

    python -m benchmarks.validator_faults FOLDER        (holds data-quality-rules.csv, integration/ and ruleset/)

For each file the rule that it breaks, by its number in ``data-quality-rules.csv``, and where the fault must be named: the
record (the first activity without an identifier is #1) and the field. Ends with 1 where one is not.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from loaders.errors import UnreadableFile
from loaders.iati import LOADER
from loaders.rows import Fates

ID, UPDATED, OWNER = "iati-identifier", "@last-updated-datetime", "other-identifier/owner-org/@ref"
VALUE_DATE, REPORTER = "recipient-country-budget/budget-line/value/@value-date", "reporting-org/@ref"
UN, ORG = "XM-DAC-41127-123", "organisation NP-SWC-1234"
# File, rule, record, field.
BROKEN = (
    ("integration/iati-act-codelist-basic.xml", "9.8.1", "AA-AAA-123456789-ABC123", "budget/@type"),
    ("integration/iati-act-codelist-conditional.xml", "9.80.1", "AA-AAA-123456789-ABC123", "transaction/aid-type/@code"),
    ("integration/iati-act-codelist-conditional.xml", "9.81.1", "AA-AAA-123456789-ABC123", "transaction/aid-type/@vocabulary"),
    ("integration/iati-act-codelist-conditional.xml", "9.51.1", "AA-AAA-123456789-ABC123", "recipient-region/@code"),
    ("integration/iati-act-dateNow-error.xml", "11.1.1", UN, f"iati-activity/{UPDATED}"),
    ("integration/iati-act-dateOrder-error.xml", "11.2.1", UN, "transaction/transaction-date/@iso-date"),
    ("integration/iati-act-noSpaces-error.xml", "1.11.1", UN, OWNER),
    ("integration/iati-act-regexMatches-error.xml", "1.3.13", "XM-DA&C-41127-123", ID),
    ("integration/iati-act-regexMatches-error.xml", "1.11.13", "XM-DA&C-41127-123", OWNER),
    ("integration/iati-act-timeLimit-error.xml", "7.5.3", UN, "budget/period-end/@iso-date"),
    ("integration/iati-act-unique-startsWith-error.xml", "1.1.3", UN, ID),
    ("integration/iati-dup-activity-ids.xml", "1.1.2", "AA-AAA-123456789-ABC123", ID),
    ("integration/iati-org-betweenDates-error.xml", "11.3.1", ORG, VALUE_DATE),
    ("integration/iati-org-codelist-basic.xml", "9.112.1", ORG, "reporting-org/@type"),
    ("ruleset/dateNow/bad.xml", "11.1.1", "#1", f"iati-activity/{UPDATED}"),
    ("ruleset/dateNow/bad_date_format.xml", "11.1.1", "#1", f"iati-activity/{UPDATED}"),
    ("ruleset/dateOrder/bad.xml", "11.1.2", "#1", "activity-date/@iso-date"),
    ("ruleset/dateOrder/now_bad.xml", "11.1.4", "#1", "activity-date/@iso-date"),
    ("ruleset/dateOrder/lastupdated_bad.xml", "11.1.4", "#1", "activity-date/@iso-date"),
    ("ruleset/betweenDates/bad.xml", "11.3.1", "#1", VALUE_DATE),
    ("ruleset/betweenDates/bad_date_format.xml", "11.3.1", "#1", VALUE_DATE),
    ("ruleset/timeLimit/bad.xml", "7.5.3", "#1", "total-budget/period-end/@iso-date"),
    ("ruleset/timeLimit/one_day_bad.xml", "7.5.3", "#1", "total-budget/period-end/@iso-date"),
    ("ruleset/noSpaces/3act_bad.xml", "1.3.1", "ACT-1", ID),
    ("ruleset/noSpaces/3act_bad.xml", "1.3.1", "ACT-2", ID),
    ("ruleset/noSpaces/3act_bad.xml", "1.3.1", "ACT-3", ID),
    ("ruleset/noSpaces/act_ref_bad.xml", "1.11.1", "#1", OWNER),
    ("ruleset/noSpaces/org_bad.xml", "1.12.1", ORG, "organisation-identifier"),
    ("ruleset/orgIdCheck/X.X.13_act_id_bad.xml", "1.3.13", "AA-AAA-1234-56&789", ID),
    ("ruleset/orgIdCheck/X.X.13_org_id_bad.xml", "1.14.13", "#1", REPORTER),
    ("ruleset/orgIdCheck/X.X.8_act_id_bad.xml", "1.3.8", "AA-AAA-1234-56789", ID),
    ("ruleset/orgIdCheck/X.X.8_org_id_bad.xml", "1.14.8", "#1", REPORTER),
    ("ruleset/startsWith/bad.xml", "1.1.1", "A-C-D", ID),
    ("ruleset/startsWith/missing_separator_bad.xml", "1.1.21", "A-BCD", ID),
    ("ruleset/startsWith/other_id_bad.xml", "1.1.1", "A-F-C-D", ID),
    ("ruleset/startsWith/mult_other_id_bad.xml", "1.1.1", "A-B-C-D", ID),
    ("ruleset/regexMatches/bad.xml", "1.14.13", "#1", REPORTER),
    ("ruleset/unique/identifier_bad.xml", "1.1.3", "A-B-C", ID),
    ("ruleset/dupIdentifier/3act_bad.xml", "1.1.2", "ACT-3", ID),
    ("ruleset/identifier/3act_bad.xml", "9.4.1", "ACT-1", "activity-date/@type"),
    ("ruleset/identifier/3act_bad.xml", "6.8.1", "ACT-1", "other-identifier/owner-org"),
    ("ruleset/identifier/org_bad.xml", "11.4.1", ORG, f"iati-organisation/{UPDATED}"),
)


def named(path: Path) -> set[tuple[str, str]]:
    """(record, field) of every problem that the loader names in a file."""
    fates = Fates()
    try:
        for _ in LOADER.rows([path], fates):
            pass
    except UnreadableFile as error:
        return {("", str(error))}
    return {(problem.where.record, problem.where.field) for problem in fates.problems}


def main(arguments: list[str]) -> int:
    """Exit code 0 when every fault is named where it must be."""
    folder = Path(arguments[0])
    with (folder / "data-quality-rules.csv").open(encoding="utf-8-sig", newline="") as read:
        rules = {row["ID"]: row["Message"] for row in csv.DictReader(read)}
    missing = 0
    for file, rule, record, field in BROKEN:
        found = named(folder / file)
        good = (record, field) in found
        missing += not good
        print(f"{'named' if good else 'NOT NAMED':9} {file:52} {rule:8} {record:24} {field:46} {rules[rule][:70]}")
        if not good:
            print(f"          {sorted(found)}")
    print(f"{len(BROKEN) - missing} of {len(BROKEN)} faults are named by record and field")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
