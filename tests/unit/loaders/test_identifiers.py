"""Identifiers of organizations: form, check digits, placeholders. The valid ones are real and public."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.identifiers import BadIdentifier, identify, is_placeholder, normalise


@pytest.mark.parametrize(
    ("written", "identifier", "country"),
    [
        ("GB-CHC-285776", "GB-CHC:285776", "GB"), (" gb-chc-285776 ", "GB-CHC:285776", "GB"), ("GB-COH-3259922", "GB-COH:03259922", "GB"),
        ("NL-KvK-41177601", "NL-KVK:41177601", "NL"), ("BE-BCE_KBO-0407562029", "BE-BCE_KBO:0407562029", "BE"),
        ("AU-ABN-53 004 085 616".replace(" ", ""), "AU-ABN:53004085616", "AU"), ("US-EIN-13-5563422", "US-EIN:135563422", "US"),
        ("US-GOV-11", "US-GOV:11", "US"), ("US-USAGOV-department_of_state", "US-USAGOV:department_of_state", "US"),
        ("US-USAGOV", "IATI-ORG:US-USAGOV", "US"), ("SE-0", "IATI-ORG:SE-0", "SE"), ("DE-1", "IATI-ORG:DE-1", "DE"),
        ("41AAA", "IATI-ORG:41AAA", ""), ("XM-DAC-41122", "XM-DAC:41122", ""), ("41122", "XM-DAC:41122", ""), ("44000", "XM-DAC:44000", ""),
        ("XM-DAC-5-7", "XM-DAC:5-7", "DE"), ("XM-DAC-7", "XM-DAC:7", "NL"), ("XM-DAC-41122-VN-241517", "XM-DAC:41122-VN-241517", ""),
        ("XI-IATI-EC_INTPA", "XI-IATI:EC_INTPA", ""), ("XI-LEI-549300V2JRLO5DIFGE82", "XI-LEI:549300V2JRLO5DIFGE82", ""),
        ("XI-ROR-0006s4z66", "XI-ROR:0006s4z66", ""), ("US-SAM-YNDUZMUZF8H8", "US-SAM:YNDUZMUZF8H8", "US"),
    ],
)
def test_well_formed(written: str, identifier: str, country: str) -> None:
    found = identify(written)
    assert (str(found), found.country) == (identifier, country)


@pytest.mark.parametrize(
    "written",
    [
        "", "22000", "12000", "60000", "41000", "XM-DAC-22000", "XM-DAC-41000", "MISCUS", "MISC", "N/A", "n.a.", "none", "Not available",
        "XI-DUNS-123456789", "123456789", "000000000", "999999999", "US-EIN-00-1234567", "US-EIN-123456789", "US-EIN-1355634",
        "GB-CHC-12", "GB-COH-12345678X", "AA-AAA-123456789", "GB-GOXV-ABCD-1234", "GBX-CXOH-ABC&D-1234", "GB-CHC-285776/1", "GB-CHC-",
        "XT-IATI-EC_INTPA", "13556", "50000", "GB", "US", "TL - 11001", "BE-BCE_KBO-0407562028", "AU-ABN-53004085617",
        "XI-LEI-549300V2JRLO5DIFGE83", "XI-ROR-0006s4z67", "US-SAM-0NDUZMUZF8H8", "US-SAM-YNDUZMUZF8", "10-Government", "GB-CHC-TBC",
    ],
)
def test_refused(written: str) -> None:
    with pytest.raises(BadIdentifier):
        identify(written)


def test_a_reference_of_a_whole_page_is_none() -> None:
    with pytest.raises(BadIdentifier, match="this has 10,007 characters"):
        identify("GB-CHC-" + "1" * 10_000)


def test_the_message_says_what_was_expected() -> None:
    with pytest.raises(BadIdentifier, match="stands for a class of them"):
        identify("22000")
    with pytest.raises(BadIdentifier, match="begins with a list on org-id"):
        identify("XT-IATI-EC_INTPA")
    with pytest.raises(BadIdentifier, match="a LEI whose last two digits check the rest"):
        normalise("XI-LEI", "549300V2JRLO5DIFGE83")


@pytest.mark.parametrize(("value", "good"), [("CA0194200", True), ("CA01942", False), ("19CA42000", False), ("ca0194200", True)])
def test_ori(value: str, good: bool) -> None:
    if good:
        assert normalise("ORI", value) == value.upper()
    else:
        with pytest.raises(BadIdentifier, match="an ORI: nine letters or digits"):
            normalise("ORI", value)


@pytest.mark.parametrize("scheme", ["XI-LEI", "XI-ROR"])
@given(data=st.data())
def test_one_wrong_character_is_found(scheme: str, data: st.DataObject) -> None:
    value = {"XI-LEI": "549300V2JRLO5DIFGE82", "XI-ROR": "0006s4z66"}[scheme]
    place = data.draw(st.integers(1, len(value) - 1))
    other = data.draw(st.sampled_from("23456789").filter(lambda c: c != value[place]))
    with pytest.raises(BadIdentifier):
        normalise(scheme, value[:place] + other + value[place + 1:])


@given(st.text(max_size=30))
def test_any_text_is_an_identifier_or_is_refused_with_a_reason(text: str) -> None:
    try:
        found = identify(text)
    except BadIdentifier as error:
        assert str(error)
    else:
        assert found.scheme and found.value and not is_placeholder(found.value)


@pytest.mark.parametrize(("text", "expected"), [("xxx", True), ("-", True), ("0", True), ("11", False), ("55555", True), ("GB-1", False)])
def test_placeholders(text: str, expected: bool) -> None:
    assert is_placeholder(text) is expected


@pytest.mark.parametrize("written", ["https://ror.org/0006s4z66", "http://ror.org/0006S4Z66/", "ror.org/0006s4z66", "0006s4z66"])
def test_a_ror_address_is_its_identifier(written: str) -> None:
    assert normalise("XI-ROR", written) == "0006s4z66"


@pytest.mark.parametrize("written", ["https://example.org/0006s4z66", "https://ror.org/", "https://ror.org/a/0006s4z66"])
def test_another_address_is_none(written: str) -> None:
    with pytest.raises(BadIdentifier):
        normalise("XI-ROR", written)
