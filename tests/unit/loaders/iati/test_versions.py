"""Whatever version a file is of and whatever stands around its activities, the same activities come out."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest

from loaders.errors import UnreadableFile
from loaders.iati import LOADER
from tests.support.telling import FIXTURES, Told, told, write

OLD, NEW = FIXTURES / "iati" / "version_1.xml", FIXTURES / "iati" / "two_activities.xml"
KEY = "GB-1-105838-101"


@pytest.fixture(scope="module")
def old() -> Told:
    return told(LOADER, OLD)


def test_roles_in_words(old: Told) -> None:
    found = {(link.type, link.start.key) for link in old.links if link.start.label == "Organization"}
    assert found == {
        ("FUNDS", "GB-1"), ("EXTENDS", "GB-1"), ("IMPLEMENTS", "name:ministry of justice:CD"),
        ("ACCOUNTABLE_FOR", "name:recipient government:CD"),
    }


def test_organizations_of_a_country_without_a_name_of_its_own(old: Told) -> None:
    assert old.organizations("kind", "country") == {
        ("GB-1", "other_donor", "GB", ("IATI-ORG:GB-1",)),
        ("name:ministry of justice:CD", None, None, ()),
        ("name:recipient government:CD", "foreign_counterpart", "CD", ()),
    }
    assert old.node("Organization", "name:recipient government:CD").name == "Recipient Government (Democratic Republic of the Congo)"


def test_dates_in_words_and_a_month(old: Told) -> None:
    props = old.props("Program", KEY)
    assert (props["valid_from"], props["valid_to"], props["valid_to_text"]) == ("2004-01-01", "2008-11-30", "2008-11")
    assert (props["dates_are"], props["status"], props["aliases"]) == ("actual/planned", "closed", ["Redevabilité de la police"])


def test_transaction_letters_and_thousands(old: Told) -> None:
    figures = {(r.props["kind"], r.props["amount"], r.props.get("currency"), r.props.get("year"))
               for r in old.nodes.values() if r.label == "Figure"}
    assert figures == {
        ("commitment", 1067912.0, "GBP", 2004), ("disbursement", 10.0, "USD", 2005), ("incoming funds", 10.0, None, None),
        ("budget", 500000.0, "GBP", 2004),
    }


def test_sector_vocabularies_in_words(old: Told) -> None:
    assert old.pairs("CLASSIFIED_AS") == {(KEY, "sector:1:15132"), (KEY, "sector:2:151"), (KEY, "sector:99:GB-1:security and justice")}


def test_relations_and_places(old: Told) -> None:
    assert old.pairs("PART_OF") == {(KEY, "GB-1-105838"), ("GB-1-105838-102", KEY), ("area:CD@-1.6792,29.2228", "country:CD")}
    assert old.pairs("RELATED_TO") == {(KEY, "GB-1-777")}
    assert old.pairs("OPERATES_IN") == {(KEY, "country:CD"), (KEY, "area:CD@-1.6792,29.2228")}


def test_faults_of_an_old_file(old: Told) -> None:
    assert old.problems() == {
        ("fault", 8, "participating-org/@ref", "52000"), ("set aside", 8, "participating-org", "Other."),
        ("set aside", 19, "sector/@code", "99999"), ("fault", 32, "transaction/transaction-date", "no date"),
        ("fault", 32, "transaction/value/@currency", "ZZZ"), ("set aside", 33, "transaction/transaction-type/@code", "X"),
    }


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<iati-activities version="1.03"', "<iati-activities"),
        ('<iati-activities version="1.03"', '<iati-activities version="nonsense" xmlns:x="http://example.org/unknown"'),
        ("<reporting-org ", '<x:own xmlns:x="http://example.org/unknown">?</x:own><reporting-org '),
        ('<iati-activities version="1.03"', '<result xmlns:iati-extra="http://example.org/d"><ok>True</ok><iati-activities'),
        ('<iati-activities version="1.03"', '<iati-activities xmlns="http://example.org/wrong" version="1.03"'),
        ('<iati-activities version="1.03"', '<i:iati-activities xmlns:i="http://example.org/wrong" version="1.03"'),
    ],
)
def test_what_stands_around_does_not_matter(tmp_path: Path, old: Told, before: str, after: str) -> None:
    text = OLD.read_text(encoding="utf-8").replace(before, after, 1)
    if "<result" in after:
        text = text.replace("</iati-activities>", "</iati-activities></result>")
    if after.startswith("<i:"):
        text = text.replace("<iati-activity ", "<i:iati-activity ").replace("</iati-activit", "</i:iati-activit")
        for tag in ("reporting-org", "title", "sector"):
            text = text.replace(f"<{tag} ", f"<i:{tag} ").replace(f"</{tag}>", f"</i:{tag}>")
    found = told(LOADER, write(tmp_path, "around.xml", text))
    assert found.pairs("CLASSIFIED_AS") == old.pairs("CLASSIFIED_AS")
    assert found.names("Program") == old.names("Program")


def test_an_activity_is_a_file_by_itself(tmp_path: Path, old: Told) -> None:
    text = OLD.read_text(encoding="utf-8")
    alone = text[text.index("<iati-activity "):text.index("</iati-activities>")]
    assert told(LOADER, write(tmp_path, "one.xml", alone)).names("Program") == old.names("Program")


def test_a_prefix_that_nobody_declared(tmp_path: Path, old: Told) -> None:
    text = OLD.read_text(encoding="utf-8").replace("<title ", "<me:feedback>?</me:feedback><title ", 1)
    found = told(LOADER, write(tmp_path, "prefix.xml", text))
    assert found.names("Program") == old.names("Program")
    assert ("fault", 13, "namespace", "Namespace prefix me on feedback is not defined") in found.problems()


def test_archives_of_several_files_are_one_load(tmp_path: Path) -> None:
    packed = tmp_path / "old.xml.gz"
    packed.write_bytes(gzip.compress(OLD.read_bytes()))
    zipped = tmp_path / "both.zip"
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.write(OLD, "data/old.xml")
        archive.write(NEW, "data/new.xml")
        archive.writestr("readme.txt", "Read me")
        archive.writestr("__MACOSX/._old.xml", "x")
    found = told(LOADER, packed, zipped)
    assert ("set aside", 4, "iati-identifier", KEY) in found.problems()
    assert ("set aside", 0, "", "no XML") in found.problems()
    assert {"XM-DAC-41128-GT-01", KEY} <= {key for key, _ in found.names("Program")}
    assert found.fate()["activity"] == (5, 2, 0, 3)
    assert {p.where.file for p in found.fates.problems if p.where.record == KEY} == {"old.xml", "both.zip/data/old.xml"}


def test_two_reporters_of_one_activity_are_two_records(tmp_path: Path) -> None:
    one = ('<iati-activity><reporting-org ref="XM-DAC-41128"/><iati-identifier>XM-DAC-41128-A</iati-identifier>'
           "<title>{}</title></iati-activity>")
    two = one.replace('"XM-DAC-41128"', '"GB-GOV-1" secondary-reporter="1"')
    text = f"<iati-activities>{one.format('A')}{two.format('B')}{two.format('C')}</iati-activities>"
    found = told(LOADER, write(tmp_path, "two.xml", text))
    programs = {(r.record, r.key, r.name, r.props["reported_by"]) for r in found.rows if getattr(r, "label", "") == "Program"}
    assert programs == {
        ("XM-DAC-41128-A", "XM-DAC-41128-A", "A", "XM-DAC-41128"),
        ("XM-DAC-41128-A by GB-GOV-1", "XM-DAC-41128-A", "B", "GB-GOV-1"),
    }
    assert found.props("Program", "XM-DAC-41128-A")["secondary_reporter"] is True
    assert found.fate()["activity"] == (3, 2, 0, 1)


def test_the_feed_is_named_after_its_publisher(tmp_path: Path) -> None:
    assert (LOADER.source([NEW]).key, LOADER.source([NEW]).title) == ("iati-xm-dac-41128", "UNODC: IATI activities")
    assert LOADER.source([FIXTURES / "iati" / "organisation.xml"]).key == "iati-xm-dac-10-6"
    empty = write(tmp_path, "Empty File.xml", "<iati-activities version='2.03'/>")
    assert LOADER.source([empty]).key == "iati-empty-file"
    assert told(LOADER, empty).rows == []


def test_iati_is_recognised_and_nothing_else(tmp_path: Path) -> None:
    packed = tmp_path / "a.xml.gz"
    packed.write_bytes(gzip.compress(OLD.read_bytes()))
    utf16 = write(tmp_path, "b.xml", OLD.read_text(encoding="utf-8").replace("utf-8", "utf-16").encode("utf-16"))
    assert LOADER.recognises(OLD, OLD.read_bytes()[:4096]) == "it holds <iati-activities>, version 1.03"
    assert LOADER.recognises(packed, packed.read_bytes()[:4096]) == "it holds <iati-activities>, version 1.03"
    assert LOADER.recognises(utf16, utf16.read_bytes()[:4096]) == "it holds <iati-activities>, version 1.03"
    for content in ("<html><body>iati-activities</body></html>", "#org,#adm1\n", '{"iati-activities": []}', ""):
        assert LOADER.recognises(tmp_path / "other", content.encode()) == ""


def test_xml_that_is_no_iati_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"tag\.xml: the root element is <tag>; expected <iati-activities> or <iati-organisations>"):
        told(LOADER, write(tmp_path, "tag.xml", "<tag><b/></tag>"))
