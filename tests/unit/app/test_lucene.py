"""What a person types never becomes query syntax."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.search.lucene import folded, index_query, matching_alias, typed_query, words_of


@pytest.mark.parametrize(("text", "query"), [
    ("", ""), ("  ", ""), ("!!! ()", ""), ("_", ""),
    ("Police", "+(police^2 OR police* OR /.*['’.:]police.*/)"),
    ("Policía Na", "+(policia^2 OR /.*['’.:]policia/) +(na^2 OR na* OR /.*['’.:]na.*/)"),
    ("d'Haï", "+(\"d'hai\"^2 OR /d['’.:]hai.*/ OR (+(d^2 OR /.*['’.:]d/) +(hai^2 OR hai* OR /.*['’.:]hai.*/)))"),
    ("police OR name:x~9", "+(police^2 OR /.*['’.:]police/) +(or^2 OR /.*['’.:]or/) "
     "+(\"name:x\"^2 OR (+(name^2 OR /.*['’.:]name/) +(x^2 OR /.*['’.:]x/))) +(9^2 OR 9* OR /.*['’.:]9.*/)"),
])
def test_queries(text: str, query: str) -> None:
    assert index_query(text) == query


def test_one_word_is_enough_where_not_every_word_must_match() -> None:
    assert index_query("a b", every=False) == "(a^2 OR /.*['’.:]a/) (b^2 OR b* OR /.*['’.:]b.*/)"


@pytest.mark.parametrize(("text", "query"), [
    ("", ""), ("p", ""), ("(*", ""), ("Policía Na", "+policia +(na^2 OR na*)"), ("po*~9", "+po +(9^2 OR 9*)"), ("a b", "+a +(b^2 OR b*)"),
    ("d'Haï", "+(/d['’.:]hai.*/ OR (+d +(hai^2 OR hai*)))"), ("d'Haïti p", "+(\"d'haiti\" OR (+d +haiti)) +(p^2 OR p*)"),
    ("d'", ""), ("x.x", "+(/x['’.:]x.*/ OR (+x +(x^2 OR x*)))"),
])
def test_queries_while_typing(text: str, query: str) -> None:
    assert typed_query(text) == query


@given(st.text(max_size=200))
def test_only_letters_and_digits_of_the_text_stand_in_the_query(text: str) -> None:
    for query in (index_query(text), typed_query(text)):
        _only_ours(query)


def _only_ours(query: str) -> None:
    ours = re.sub(r"/\.\*\['’\.:\]|\['’\.:\]|\.\*/|/|\^2| OR |[+()*\" ]", "", query)
    assert all(char.isalnum() or char in "'’.:" for char in ours)
    assert query.count("(") == query.count(")")
    assert query.count('"') % 2 == 0


def test_long_texts_are_bounded() -> None:
    assert index_query(" ".join(f"w{i}" for i in range(100))).count("+(w") == 12


def test_folding() -> None:
    assert folded(" Ministère de l’Intérieur ") == "ministere de l’interieur"
    assert words_of("U.S. d'Haïti Ñandú") == ["u", "s", "d", "haiti", "nandu"]


@pytest.mark.parametrize(("name", "aliases", "text", "also"), [
    ("National Police", ["Policía Nacional", "PNC"], "policia", "Policía Nacional"),
    ("National Police", ["Policía Nacional"], "national pol", ""),
    ("National Police", ["Force"], "xyz", ""),
    ("National Police", None, "policia", ""),
    ("INL", ["Bureau of Narcotics", "Bureau of Narcotics and Law Enforcement"], "narcotics law", "Bureau of Narcotics and Law Enforcement"),
])
def test_the_alias_that_explains_a_hit(name: str, aliases: list[str] | None, text: str, also: str) -> None:
    assert matching_alias(name, aliases, text) == also
