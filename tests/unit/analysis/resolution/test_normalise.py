"""A name taken apart, in the languages and spellings that planners' files hold."""

from __future__ import annotations

import pytest

from analysis.resolution.acronyms import abbreviates, acronyms_in, looks_like_acronym
from analysis.resolution.normalise import automatic_key, country_code, parse


@pytest.mark.parametrize(
    ("name", "core", "places"),
    [
        ("Policía Nacional Civil de Guatemala", {"police", "national", "civil"}, {"GT"}),
        ("Salvadoran National Civil Police", {"police", "national", "civil"}, {"SV"}),
        ("Міністерство юстиції України", {"ministry", "justice"}, {"UA"}),
        ("Министерство внутренних дел Кыргызской Республики", {"ministry", "interior"}, {"KG"}),
        ("وزارة العدل التونسية", {"ministry", "justice"}, {"TN"}),
        ("Ministère de l'Intérieur de la Tunisie", {"ministry", "interior"}, {"TN"}),
        ("Policia e Kosovës", {"police"}, {"XK"}),
        ("នគរបាលជាតិកម្ពុជា", {"police", "national"}, {"KH"}),
        ("U.S. Customs and Border Protection", {"customs", "border", "protection"}, {"US"}),
        ("Texas Department of Public Safety", {"department", "public", "safety"}, {"US-TX"}),
        ("Organización Panamericana de la Salud", {"organization", "pan", "american", "health"}, set()),
    ],
)
def test_words_become_english_and_places_codes(name: str, core: set[str], places: set[str]) -> None:
    parsed = parse(name)
    assert (set(parsed.core), set(parsed.places)) == (core, places)


def test_one_body_in_two_languages_has_one_key() -> None:
    assert parse("Police Nationale d'Haïti").key == parse("Haitian National Police").key


def test_acronyms_are_told_from_words() -> None:
    assert [looks_like_acronym(t) for t in ("PNC", "MoJ", "AfDB", "МВД", "Kemenkumham", "U.S.", "of")] == [
        True, True, True, True, False, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "acronyms", "parents"),
    [
        ("Guatemala - Policia Nacional Civil (PNC)", {"pnc"}, set()),
        ("DHS/CBP", {"cbp", "dhscbp"}, {"dhs"}),
        ("State/INL", {"inl", "stateinl"}, {"state"}),
        ("POLICIA NACIONAL CIVIL", set(), set()),
        ("Panamanian National Border Service (SENAFRONT, in Spanish)", {"senafront"}, set()),
    ],
)
def test_written_acronyms(name: str, acronyms: set[str], parents: set[str]) -> None:
    written = acronyms_in(name)
    assert (set(written.acronyms), set(written.parents)) == (acronyms, parents)


@pytest.mark.parametrize(
    ("acronym", "name"),
    [
        ("osce", "Organization for Security and Co-operation in Europe"),
        ("hnp", "Haitian National Police"),
        ("moj", "Ministry of Justice of Ukraine"),
        ("afdb", "African Development Bank"),
    ],
)
def test_acronyms_a_name_could_have(acronym: str, name: str) -> None:
    assert acronym in parse(name).initials | parse(name).loose


def test_an_acronym_of_another_language_meets_the_name_loosely() -> None:
    assert parse("OMS").loose & parse("World Health Organization").loose == {"~mos"}
    assert not parse("OMS").loose & parse("World Food Programme").loose


def test_joined_syllables() -> None:
    assert abbreviates("mingob", ("ministerio", "gobernacion")) == 1.0
    assert abbreviates("mingob", ("policia", "nacional")) == 0.0


def test_international_is_known_and_differs_from_unknown() -> None:
    assert [country_code(c) for c in ("gt", "XX", None, "", "Guatemala")] == ["GT", "XX", None, None, None]


def test_names_that_may_join_without_a_person() -> None:
    guatemala = automatic_key("Ministerio Público", "GT")
    assert guatemala == automatic_key("MINISTERIO PUBLICO", "GT")
    assert guatemala != automatic_key("Ministerio Público", "HN")
    assert automatic_key("PNC", "GT") is None, "a bare acronym never joins"
    assert automatic_key("Ministerio Público", None) is None, "no known country"
    assert automatic_key("Ministerio Público", "XX") is None
