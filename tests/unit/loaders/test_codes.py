"""The code lists that are shipped."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.codes import UnknownList, areas, code_list, countries, country_code, country_name, list_names
from loaders.codes.countries import _fold
from loaders.codes.refresh import items


def test_countries_are_those_of_iso_3166_and_kosovo() -> None:
    assert len(countries()) == 250
    assert {country_name(code) for code in ("XK", "GT", "CI", "TW")} == {"Kosovo", "Guatemala", "Côte d'Ivoire", "Taiwan"}
    assert country_name("ZZ") == "ZZ"
    assert all(re.fullmatch("[A-Z]{2}", c.iso2) and re.fullmatch("[A-Z]{3}", c.iso3) for c in countries().values())
    assert {code for code, c in countries().items() if not c.region} == {"AQ"}


@pytest.mark.parametrize(("written", "code"), [
    ("GT", "GT"), ("gtm", "GT"), ("Côte d’Ivoire", "CI"), ("Costa do Marfim", "CI"), ("IVORY COAST", "CI"), ("ساحل العاج", "CI"),
    ("Korea, Rep.", "KR"), ("The Gambia", "GM"), ("St. Lucia", "LC"), ("Kosovo", "XK"), ("République démocratique du Congo", "CD"),
    ("West Bank and Gaza", "PS"), ("Antigua & Barbuda", "AG"),
])
def test_countries_are_recognised_in_usual_writings(written: str, code: str) -> None:
    assert country_code(written) == code


@pytest.mark.parametrize("written", ["", "Atlantis", "Korean", "Africa", "Guatemala City", "??"])
def test_what_is_no_country_is_not_guessed(written: str) -> None:
    assert country_code(written) is None


def test_no_name_means_two_countries() -> None:
    meanings: dict[str, set[str]] = defaultdict(set)
    for country in countries().values():
        for name in (country.name, *country.aliases, country.iso3):
            meanings[_fold(name)].add(country.iso2)
    assert {name: codes for name, codes in meanings.items() if len(codes) > 1} == {}


@given(st.sampled_from(sorted(countries())), st.sampled_from([str.upper, str.lower, str.title, lambda s: f" the {s} "]))
def test_the_shown_name_of_a_country_leads_back_to_it(code: str, writing: object) -> None:
    assert country_code(writing(country_name(code))) == code  # type: ignore[operator]


def test_sectors_have_parents_categories_and_withdrawals() -> None:
    sectors = code_list("Sector")
    assert {code.code for code in sectors if code.parent == "15130"} == {f"1513{n}" for n in range(1, 8)}
    assert sectors.name("15132") == "Police"
    assert {code for code in ("15120", "15140", "15161", "15162", "15163", "15164", "15130") if sectors.withdrawn(code)} == {
        "15120", "15140", "15161", "15162", "15163", "15164"}
    assert all(code.category in code_list("SectorCategory") for code in sectors)
    assert all(code.parent in sectors for code in sectors if code.parent)


def test_iatis_lists_and_currencies_are_found_by_their_name() -> None:
    assert code_list("TransactionType").name("3") == "Disbursement"
    assert code_list("OrganisationRole").name("4") == "Implementing"
    assert code_list("Currency").withdrawn("HRK")
    assert not code_list("Currency").withdrawn("USD")
    assert "XXY" not in code_list("Currency")
    assert {"CRSChannelCode", "OrganisationType", "SectorVocabulary"} <= set(list_names())
    with pytest.raises(UnknownList, match="Sektor"):
        code_list("Sektor")


def test_every_list_says_where_it_comes_from() -> None:
    for name in list_names():
        listed = code_list(name)
        assert listed.version, name
        assert re.fullmatch(r"20\d\d-\d\d-\d\d", listed.date), name
        assert listed.licence, name
        assert listed.page.startswith("https://"), name


def test_areas_hold_all_us_states_and_territories() -> None:
    united_states = [area for area in areas().values() if area.country == "US"]
    assert len(united_states) == 57
    assert areas()["US-TX"].name == "Texas"
    assert {area.kind for area in united_states} == {"State", "District", "Outlying area"}


def test_a_list_is_read_from_iatis_xml(tmp_path: Path) -> None:
    path = tmp_path / "Colour.xml"
    path.write_text("""<codelist><codelist-items>
        <codelist-item status="withdrawn" withdrawal-date="2020-01-02"><code>1</code>
          <name><narrative>Red</narrative><narrative xml:lang="fr">Rouge</narrative></name><category>9</category></codelist-item>
        <codelist-item status="withdrawn"><code>2</code><name><narrative> Dark
          blue </narrative></name></codelist-item>
        <codelist-item><code>3</code></codelist-item></codelist-items></codelist>""", encoding="utf-8")
    assert [tuple(item.values()) for item in items(path)] == [
        ("1", "Red", "9", "2020-01-02", ""), ("2", "Dark blue", "", "yes", ""), ("3", "3", "", "", "")]
