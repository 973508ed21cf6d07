"""Country names as five languages and thirty habits write them."""

from __future__ import annotations

import pytest
from babel import Locale

from loaders.codes import countries
from loaders.places import area, country, place


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("GT", "GT"),
        ("GTM", "GT"),
        ("Guatemala ", "GT"),
        ("gt", "GT"),
        ("KOSOVO", "XK"),
        ("Kosovo*", "XK"),
        ("Burma (Myanmar)", "MM"),
        ("Congo (Kinshasa)", "CD"),
        ("Congo (Brazzaville)", "CG"),
        ("Congo, Democratic Republic of", "CD"),
        ("DR Congo", "CD"),
        ("Korea, Democratic Republic of", "KP"),
        ("Korea, South", "KR"),
        ("China (P.R.C.)", "CN"),
        ("Republic of China", "TW"),
        ("Kiribati, Republic of", "KI"),
        ("Gambia, The", "GM"),
        ("Cote d`Ivoire", "CI"),
        ("Côte d’Ivoire", "CI"),
        ("Slovak Republic", "SK"),
        ("West Bank and Gaza", "PS"),
        ("Swaziland", "SZ"),
        ("Kyrgyz Republic", "KG"),
        ("Republic of Korea", "KR"),
        ("República Bolivariana de Venezuela", "VE"),
        ("República Dominicana", "DO"),
        ("Estados Unidos", "US"),
        ("EE. UU.", "US"),
        ("Reino de España", "ES"),
        ("République islamique de Mauritanie", "MR"),
        ("Royaume du Maroc", "MA"),
        ("Macédoine du Nord", "MK"),
        ("Côte d'Ivoire", "CI"),
        ("Cabo Verde", "CV"),
        ("São Tomé e Príncipe", "ST"),
        ("Tchéquia", "CZ"),
        ("مصر", "EG"),
        ("المغرب", "MA"),
        ("كوسوفو", "XK"),
        ("جمهورية الدومينيكان", "DO"),
    ],
)
def test_a_country_as_people_write_it(written: str, code: str) -> None:
    assert (place(written).kind, country(written)) == ("country", code)


@pytest.mark.parametrize("language", ["en", "es", "fr", "pt", "ar"])
def test_every_name_of_cldr_is_recognised(language: str) -> None:
    wrong = {name: country(name) for code, name in Locale(language).territories.items() if code in countries() and country(name) != code}
    assert not wrong


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("Africa Region", "region"),
        ("World", "region"),
        ("Western Hemisphere Regional", "region"),
        ("América Latina", "region"),
        ("Sudan (former)", "former"),
        ("Czechoslovakia (former)", "former"),
        ("Sudan, Pre-2011 Election", "former"),
        ("USAID Southern Africa Regional", ""),
        ("International Fund for Ireland", ""),
        ("U.S. African Development Foundation", ""),
        ("Egypt Debt Relief", ""),
        ("Atlantis", ""),
        ("", ""),
        ("-", ""),
        ("TOTAL", ""),
    ],
)
def test_nothing_is_guessed(written: str, kind: str) -> None:
    assert (place(written).kind, place(written).code) == (kind, "")


@pytest.mark.parametrize(
    ("iso2", "name", "code", "found"),
    [
        ("CO", "Choco", "", "CO-CHO"),
        ("GT", "Departamento de Petén", "", "GT-17"),
        ("US", "Texas", "", "US-TX"),
        ("US", "", "TX", "US-TX"),
        ("US", "", "US-TX", "US-TX"),
        ("LR", "Bomi County", "", "LR-BM"),
        ("GN", "Boké", "", "GN-B"),
        ("CO", "Texas", "", ""),
        ("CO", "", "US-TX", ""),
        ("GB", "Bedfor", "", ""),
    ],
)
def test_parts_of_a_country(iso2: str, name: str, code: str, found: str) -> None:
    assert area(iso2, name, code) == found
