"""Wrong codes, dates and references: each is named by record, line and field, and the rest of the activity is loaded."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from loaders.iati import LOADER
from loaders.rows import Fates, NodeRow
from tests.support.telling import write

ACTIVITY = """<iati-activities version="2.03">
<iati-activity xml:lang="en" default-currency="USD">
<iati-identifier>XM-DAC-41128-1</iati-identifier>
<reporting-org ref="XM-DAC-41128" type="40"><narrative>UNODC</narrative></reporting-org>
<title><narrative>Title</narrative></title>
{}
</iati-activity></iati-activities>"""


@dataclass
class Read:
    """Rows and fates of a file, without the checks of the load path that other tests make."""

    fates: Fates
    nodes: list[NodeRow]

    def names(self, label: str) -> set[tuple[str, str]]:
        return {(row.key, row.name) for row in self.nodes if row.label == label}

    def problems(self) -> set[tuple[str, int, str, str]]:
        return {(p.fate, p.where.line, p.where.field, p.found) for p in self.fates.problems}


def read(path: Path) -> Read:
    fates = Fates()
    return Read(fates, [row for row in LOADER.rows([path], fates) if isinstance(row, NodeRow)])


def faults(folder: Path, line: str) -> set[tuple[str, str]]:
    found = read(write(folder, "f.xml", ACTIVITY.format(line)))
    assert "XM-DAC-41128-1" in {key for key, _ in found.names("Program")}
    assert {(p.where.line, p.where.record, p.where.file) for p in found.fates.problems} <= {(6, "XM-DAC-41128-1", "f.xml")}
    return {(p.where.field, p.found) for p in found.fates.problems}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('<participating-org role="" ref="XM-DAC-41114"/>', {("participating-org/@role", "no role")}),
        ('<participating-org role="7" ref="XM-DAC-41114"/>', {("participating-org/@role", "7")}),
        ('<participating-org role="1" type="99" ref="XM-DAC-41114"/>', {("participating-org/@type", "99")}),
        ('<participating-org role="1" ref="XM-DAC-41114" crs-channel-code="1"/>', {("participating-org/@crs-channel-code", "1")}),
        ('<activity-status code="9"/>', {("activity-status/@code", "9")}),
        ('<activity-date type="7" iso-date="2020-01-01"/>', {("activity-date/@type", "7")}),
        ('<activity-scope code="0"/>', {("activity-scope/@code", "0")}),
        ('<recipient-country code="ZZ"/>', {("recipient-country/@code", "ZZ")}),
        ('<recipient-region code="ZZA123"/>', {("recipient-region/@code", "ZZA123")}),
        ('<recipient-region code="489" vocabulary="77"/>', {("recipient-region/@vocabulary", "77")}),
        ('<sector code="99999"/>', {("sector/@code", "99999")}),
        ('<sector vocabulary="2" code="999"/>', {("sector/@code", "999")}),
        ('<sector vocabulary="ABC" code="1"/>', {("sector/@vocabulary", "ABC")}),
        ('<default-aid-type code="123ZZ"/>', {("default-aid-type/@code", "123ZZ")}),
        ('<default-aid-type vocabulary="2" code="9"/>', {("default-aid-type/@code", "9")}),
        ('<policy-marker code="77" significance="9"/>', {("policy-marker/@code", "77"), ("policy-marker/@significance", "9")}),
        ('<tag vocabulary="3" code="16.a"/><tag vocabulary="3" code="16.A"/><tag vocabulary="3" code="18.1"/>', {("tag/@code", "18.1")}),
        ('<related-activity type="6" ref="XM-DAC-1"/>', {("related-activity/@type", "6")}),
        ('<budget type="3" status="4"><value>1</value></budget>', {("budget/@type", "3"), ("budget/@status", "4")}),
        ('<transaction><transaction-type code="3"/><transaction-date iso-date="2020-01-01"/><value>1</value>'
         '<aid-type code="123ZZ"/><aid-type vocabulary="ABC123"/></transaction>',
         {("transaction/aid-type/@code", "123ZZ"), ("transaction/aid-type/@vocabulary", "ABC123")}),
        ('<transaction><transaction-type code="3"/><transaction-date iso-date="2020-01-01"/><value>1</value>'
         '<recipient-country code="QQ"/><sector code="0"/></transaction>', {("recipient-country/@code", "QQ"), ("sector/@code", "0")}),
        ('<location><name><narrative>X</narrative></name><exactness code="7"/></location>',
         {("location/exactness/@code", "7"), ("location", "X")}),
    ],
)
def test_codes(tmp_path: Path, line: str, expected: set[tuple[str, str]]) -> None:
    assert faults(tmp_path, line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('<activity-date type="1" iso-date="2020-13-45"/>', {("activity-date/@iso-date", "2020-13-45")}),
        ('<activity-date type="2" iso-date="2120-01-01"/>', {("activity-date/@iso-date", "2120-01-01")}),
        ('<activity-date type="3" iso-date="2120-01-01"/>', set()),
        ('<activity-date type="1" iso-date="2021-01-01"/><activity-date type="3" iso-date="2020-01-01"/>',
         {("activity-date/@iso-date", "planned end 2020-01-01")}),
        ('<activity-date type="2" iso-date="2021-01-01"/><activity-date type="4" iso-date="2020-01-01"/>',
         {("activity-date/@iso-date", "actual end 2020-01-01")}),
        ('<budget><period-start iso-date="2019-01-01"/><period-end iso-date="2020-01-02"/><value>1</value></budget>',
         {("budget/period-end/@iso-date", "2020-01-02")}),
        ('<budget><period-start iso-date="2019-01-01"/><period-end iso-date="2018-01-02"/><value value-date="x">1</value></budget>',
         {("budget/period-end/@iso-date", "2018-01-02"), ("budget/value/@value-date", "x")}),
        ('<transaction><transaction-type code="3"/><transaction-date iso-date="2112-01-01"/><value value-date="2113-01-01">1</value>'
         "</transaction>",
         {("transaction/transaction-date/@iso-date", "2112-01-01"), ("transaction/value/@value-date", "2113-01-01")}),
    ],
)
def test_dates(tmp_path: Path, line: str, expected: set[tuple[str, str]]) -> None:
    assert faults(tmp_path, line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('<participating-org role="1" ref="22000"><narrative>X</narrative></participating-org>', {("participating-org/@ref", "22000")}),
        ('<participating-org role="1" ref="MISCUS"><narrative>X</narrative></participating-org>', {("participating-org/@ref", "MISCUS")}),
        ('<participating-org role="1" ref=" XM-DAC-41114"/>', {("participating-org/@ref", " XM-DAC-41114")}),
        ('<participating-org role="1" ref="XM-DAC-41114" activity-id="A-1 "/>', {("participating-org/@activity-id", "A-1 ")}),
        ('<participating-org role="1" ref="GBX-CXOH-ABC"><narrative>X</narrative></participating-org>',
         {("participating-org/@ref", "GBX-CXOH-ABC")}),
        ('<other-identifier type="A1" ref="1"><owner-org ref="XM-D&amp;AC-41127"/></other-identifier>',
         {("other-identifier/owner-org/@ref", "XM-D&AC-41127")}),
        ('<other-identifier type="A1" ref=" 1"><owner-org/></other-identifier>',
         {("other-identifier/@ref", " 1"), ("other-identifier/owner-org", "neither reference nor name")}),
        ('<related-activity type="1" ref=""/>', {("related-activity/@ref", "no reference")}),
        ('<related-activity type="1" ref="XM-DAC-41128-1"/>', {("related-activity/@ref", "XM-DAC-41128-1")}),
        ('<related-activity type="1" ref="XM-DAC-41128-2 "/>', {("related-activity/@ref", "XM-DAC-41128-2 ")}),
    ],
)
def test_references(tmp_path: Path, line: str, expected: set[tuple[str, str]]) -> None:
    assert faults(tmp_path, line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('<sector code="15130" percentage="50"/><sector code="15132" percentage="49"/>', {("sector/@percentage", "a sum of 99")}),
        ('<sector code="15130" percentage="100"/><sector vocabulary="2" code="151" percentage="100"/>', set()),
        ('<recipient-country code="GT" percentage="25"/><recipient-region code="489" percentage="75"/>'
         '<recipient-region vocabulary="99" code="A" percentage="75"/>', set()),
        ('<recipient-country code="GT" percentage="60"/><recipient-country code="HN" percentage="60"/>',
         {("recipient-country/@percentage", "a sum of 120")}),
        ('<sector code="15130" percentage="101"/>', {("sector/@percentage", "101")}),
        ('<sector code="15130" percentage="all"/>', {("sector/@percentage", "all")}),
        ('<sector code="15130" percentage="33.33"/><sector code="15132" percentage="33.33"/>'
         '<sector code="15137" percentage="33.34%"/>', set()),
    ],
)
def test_percentages(tmp_path: Path, line: str, expected: set[tuple[str, str]]) -> None:
    assert faults(tmp_path, line) == expected


@pytest.mark.parametrize(
    ("identifier", "reporter", "found"),
    [
        ("XM-DAC-41128-1", "XM-DAC-41128", set()), ("XM-DAC-41128", "XM-DAC-41128", {"XM-DAC-41128"}),
        ("XM-DAC-411281", "XM-DAC-41128", {"XM-DAC-411281"}), (" XM-DAC-41128-1", "XM-DAC-41128", {" XM-DAC-41128-1"}),
        ("XM-DAC-41128-A&amp;B", "XM-DAC-41128", {"XM-DAC-41128-A&B"}), ("AA-AAA-1", "", {"AA-AAA-1"}), ("GB-CHC-285776-1", "", set()),
    ],
)
def test_identifiers_of_activities(tmp_path: Path, identifier: str, reporter: str, found: set[str]) -> None:
    text = ACTIVITY.format("").replace("XM-DAC-41128-1", identifier).replace('ref="XM-DAC-41128"', f'ref="{reporter}"')
    problems = read(write(tmp_path, "i.xml", text)).problems()
    assert {text for _, line, field, text in problems if (line, field) == (3, "iati-identifier")} == found


def test_an_earlier_identifier_of_the_reporter_counts_too(tmp_path: Path) -> None:
    line = '<other-identifier type="B1" ref="GB-1"><owner-org ref="GB-GOV-1"/></other-identifier>'
    text = ACTIVITY.format(line).replace("<iati-identifier>XM-DAC-41128-1", "<iati-identifier>GB-1-1")
    assert read(write(tmp_path, "b1.xml", text)).problems() == set()


def test_dates_of_the_record_itself(tmp_path: Path) -> None:
    text = ACTIVITY.format("").replace('default-currency="USD"', 'default-currency="XXQ" last-updated-datetime="2114-09-10T07:15:37Z"'
                                       ' budget-not-provided="9"')
    assert read(write(tmp_path, "d.xml", text.replace('lang="en"', 'lang="q7"'))).problems() == {
        ("fault", 2, "iati-activity/@last-updated-datetime", "2114-09-10"), ("fault", 2, "iati-activity/@default-currency", "XXQ"),
        ("fault", 2, "iati-activity/@budget-not-provided", "9"), ("fault", 2, "iati-activity/@xml:lang", "q7"),
    }


def test_nothing_happens_after_the_last_update(tmp_path: Path) -> None:
    text = ACTIVITY.format('<activity-date type="2" iso-date="2015-07-01"/><activity-date type="3" iso-date="2016-07-01"/>')
    text = text.replace("<iati-activity ", '<iati-activity last-updated-datetime="2014-09-10T07:15:37Z" ')
    assert read(write(tmp_path, "u.xml", text)).problems() == {("fault", 6, "activity-date/@iso-date", "2015-07-01")}


def organizations(found: Read) -> set[tuple[str, str]]:
    return found.names("Organization") - {("XM-DAC-41128", "UNODC")}


@pytest.mark.parametrize(
    ("element", "expected"),
    [
        ('ref="41122"><narrative>UNICEF</narrative>', ("XM-DAC-41122", "UNICEF")),
        ('ref="XM-DAC-41122">', ("XM-DAC-41122", "United Nations Children’s Fund")),
        ("><narrative>XI-IATI-EC_INTPA</narrative>", ("XI-IATI-EC_INTPA", "XI-IATI-EC_INTPA")),
        ('ref="00141"><narrative>GOVERNMENT OF JAPAN</narrative>', ("name:government of japan", "GOVERNMENT OF JAPAN")),
        ("><narrative>Ministry of Justice</narrative>", ("name:ministry of justice:GT", "Ministry of Justice")),
        ("><narrative>Police of Honduras</narrative>", ("name:police of honduras", "Police of Honduras")),
        ("><narrative>Recipient Government</narrative>", ("name:recipient government:GT", "Recipient Government (Guatemala)")),
        ('ref="SOME-CODE">', ("ref:SOME-CODE", "SOME-CODE")),
        ("><narrative>Non-Governmental Organisations (NGOs) and Civil Society</narrative>", None),
        ("><narrative>Private sector institution</narrative>", None),
        ("><narrative>USAID redacted this field in accordance with the law</narrative>", None),
        ('ref="22000">', None), ("><narrative/>", None), ("><narrative>N/A</narrative>", None),
    ],
)
def test_which_organization_is_meant(tmp_path: Path, element: str, expected: tuple[str, str] | None) -> None:
    line = f'<participating-org role="4" {element}</participating-org><recipient-country code="GT"/>'
    found = read(write(tmp_path, "o.xml", ACTIVITY.format(line)))
    assert organizations(found) == ({expected} if expected else set())
    assert (found.fates.read["participating-org"], found.fates.loaded("participating-org")) == (1, 1 if expected else 0)


def test_a_body_of_any_country_is_told_apart_by_the_country_of_the_work(tmp_path: Path) -> None:
    line = '<participating-org role="4"><narrative>National Police</narrative></participating-org>'
    both = line + '<recipient-country code="GT"/><recipient-country code="HN"/>'
    paid = line + ('<transaction><transaction-type code="3"/><transaction-date iso-date="2020-01-01"/><value>1</value>'
                   '<recipient-country code="HN"/><receiver-org><narrative>National Police</narrative></receiver-org></transaction>')
    assert organizations(read(write(tmp_path, "1.xml", ACTIVITY.format(both)))) == {("name:national police", "National Police")}
    assert organizations(read(write(tmp_path, "2.xml", ACTIVITY.format(paid)))) == {("name:national police:HN", "National Police")}


@pytest.mark.parametrize(
    ("ref", "type_", "kind"),
    [
        ("US-GOV-11", "10", "us_federal"), ("US-EIN-135563422", "10", None), ("US-GOV-11", "11", None), ("GB-GOV-1", "10", "other_donor"),
        ("GT-COA-1", "10", "foreign_counterpart"), ("GT-COA-1", "15", "foreign_counterpart"), ("XM-DAC-5-7", "10", "other_donor"),
        ("", "10", None), ("XM-DAC-41122", "40", "international_organization"), ("GB-CHC-285776", "21", "ngo"), ("", "24", "ngo"),
        ("", "60", "ngo"), ("", "70", "private_sector"), ("", "73", "private_sector"), ("", "80", "academic"), ("", "90", None),
        ("", "30", None),
    ],
)
def test_kinds(tmp_path: Path, ref: str, type_: str, kind: str | None) -> None:
    line = f'<participating-org role="4" ref="{ref}" type="{type_}"><narrative>Some Body</narrative></participating-org>'
    found = read(write(tmp_path, "k.xml", ACTIVITY.format(line)))
    assert {row.props.get("kind") for row in found.nodes if row.name == "Some Body"} == {kind}


@pytest.mark.parametrize(
    ("name", "type_", "kind", "country"),
    [
        ("Government of Ukraine", "10", "foreign_counterpart", "UA"), ("GOVERNMENT OF JAPAN", "10", "other_donor", "JP"),
        ("Germany", "15", "other_donor", "DE"), ("The federal government of the United States", "10", "us_federal", "US"),
        ("Germany", "21", "ngo", None), ("Ministry of Justice of Ukraine", "10", None, None), ("Germany", "", None, None),
    ],
)
def test_a_government_by_its_name(tmp_path: Path, name: str, type_: str, kind: str | None, country: str | None) -> None:
    line = f'<participating-org role="1" type="{type_}"><narrative>{name}</narrative></participating-org>'
    found = read(write(tmp_path, "g.xml", ACTIVITY.format(line)))
    assert {(r.props.get("kind"), r.props.get("country")) for r in found.nodes if r.name == name} == {(kind, country)}
