"""What keeps a pair from "likely" whatever its score: cases that planners met, each with the reason that holds it back."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.resolution.bands import LIKELY, PART_OF, POSSIBLE, Thresholds, bands, explain, reasons_to_doubt, unlike_in_full
from analysis.resolution.features import compare
from analysis.resolution.names import NameTable, build
from analysis.resolution.normalise import parse

ANY_SCORE = Thresholds(likely=0.0, possible=0.0, faint=0.0)
# Names that make words of the trade common, as they are in a register.
COMMON = [f"{kind} of {place}" for kind in ("National Police", "Ministry of Justice", "Border Guard Service", "Public Ministry")
          for place in ("Ghana", "Peru", "Kenya", "Chad", "Nepal")]  # fmt: skip


def _pair(one: str, other: str, country: str | None = "HN") -> tuple[NameTable, pd.DataFrame, pd.DataFrame]:
    frame = pd.DataFrame([("one", one, country), ("other", other, country), *((n, n, None) for n in COMMON)])
    frame.columns = pd.Index(["record", "name", "country"])
    table = build(frame, None)
    pairs = pd.DataFrame({"left": [0], "right": [1], "letters": 0, "words": 0, "meaning": 0, "acronym": 0})
    scored = pairs.assign(left_record="one", right_record="other", score=0.9)
    return table, scored, compare(table, table, pairs)


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("National Police of Honduras", "Ministry of Justice of Honduras", "generic"),
        ("Royal Thai Army", "Royal Thai Navy", "words"),
        ("Ministry of Justice", "Ministry of Counter Narcotics", "words"),
        ("National Police", "Border Police", "more"),
        ("European Union Drugs Agency", "European Union", "place"),
        ("Transport Canada", "Canada", "place"),
        ("JCF Forensic Sciences Laboratory", "JCF", "borrowed"),
        ("RSS ARU", "Regional Security System", "borrowed"),
        ("ABA ROLI", "American Bar Association", "borrowed"),
        ("MCC", "Major Cities Chiefs Association", "loose"),
        ("New York City Police Department", "CPD", "state"),
        ("Police Inspectorate of Kosovo", "Kosovo Police", "contains"),
    ],
)
def test_each_reason_holds_its_pair_back(one: str, other: str, reason: str) -> None:
    for pair in ((one, other), (other, one)):
        _, scored, features = _pair(*pair)
        assert reasons_to_doubt(features)[reason].tolist() == [True]
        assert bands(scored, features, ANY_SCORE)["band"].tolist() == [POSSIBLE]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Policía Nacional Civil de Honduras", "Honduran National Civil Police"),
        ("National Civil Police (PNC)", "PNC"),
        ("Guatemala - Policia Nacional Civil (PNC)", "Policía Nacional Civil"),
        ("MINGOB", "Ministerio de Gobernación"),
        ("Drug Enforcement Administration (DEA)", "Drug Enforcement Agency"),
        ("Public Ministry", "Ministerio Público"),
    ],
)
def test_nothing_holds_one_body_under_two_names_back(one: str, other: str) -> None:
    _, scored, features = _pair(one, other, "GT" if "Guatemala" in one else "HN")
    held = reasons_to_doubt(features).iloc[0]
    assert bands(scored, features, ANY_SCORE)["band"].tolist() == [LIKELY], list(held[held].index)


def test_the_body_whose_acronym_is_borrowed_is_offered_as_the_whole() -> None:
    _, scored, features = _pair("JCF Forensic Sciences Laboratory", "JCF")
    assert bands(scored, features, ANY_SCORE)["kind"].tolist() == [PART_OF]


def test_a_legal_form_is_no_acronym() -> None:
    assert parse("DynCorp International LLC").acronyms == parse("Civilian Police International, LLC").acronyms == frozenset()


def test_what_a_name_borrows_and_what_is_its_own() -> None:
    assert parse("ISF Mobile Forces").borrowed == {"isf"}
    assert parse("RSS ARU").borrowed == {"rss", "aru"}
    for own in ("National Civil Police (PNC)", "PNC Policía Nacional Civil", "DHS/CBP", "PNC Guatemala", "PNC"):
        assert parse(own).borrowed == frozenset(), own


def test_an_acronym_does_not_speak_for_bodies_whose_full_names_differ() -> None:
    scored = pd.DataFrame(
        {"left_record": ["ports", "ports", "police"], "right_record": ["iacp", "iacp", "iacp"], "score": [0.9, 0.001, 0.9]}
    )
    features = pd.DataFrame({"bare": [1, 0, 1], "has_full_name": [1, 0, 1]})
    assert unlike_in_full(scored, features, 0.02).tolist() == [True, False, True]
    alike = scored.assign(score=[0.9, 0.5, 0.9])
    assert unlike_in_full(alike, features, 0.02).tolist() == [False, False, True]


def test_a_record_that_only_has_an_acronym_has_no_full_name_to_differ() -> None:
    table, _, features = _pair("PNC", "National Civil Police of Honduras")
    assert features["has_full_name"].tolist() == [0]
    assert table.only_acronyms[:2].tolist() == [True, False]


def test_doubts_are_said_in_words() -> None:
    table, _, features = _pair("National Police of Honduras", "Ministry of Justice of Honduras")
    said = explain(table.names[0], table.names[1], dict(features.iloc[0]), ("generic",))
    assert said.supports == ("the same place: HN",)
    assert "they share only places and words that many organizations have" in said.opposes
    _, _, features = _pair("JCF Forensic Sciences Laboratory", "JCF")
    said = explain(parse("JCF Forensic Sciences Laboratory"), parse("JCF"), dict(features.iloc[0]), ("borrowed", "contains"))
    assert said.opposes[-1] == "the acronym is that of a body which one of them belongs to"


def test_a_rival_that_scores_as_well_holds_back() -> None:
    _, scored, features = _pair("Honduran National Civil Police", "National Civil Police of Honduras")
    twice = pd.concat([scored, scored.assign(right_record="rival")], ignore_index=True)
    both = pd.concat([features, features], ignore_index=True)
    assert set(bands(twice, both, ANY_SCORE)["band"]) == {POSSIBLE}
    assert np.all(bands(scored, features, ANY_SCORE)["band"] == LIKELY)
