"""From a table of names to suggestions, on names whose truth is known by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.resolution.bands import LIKELY, PART_OF, reasons_to_doubt
from analysis.resolution.block import candidates
from analysis.resolution.errors import ResolutionError
from analysis.resolution.features import FEATURE_NAMES, JUDGED_NAMES, compare
from analysis.resolution.names import build, names_frame
from analysis.resolution.pipeline import match, resolve
from analysis.resolution.score import Model, read_fixture

REGISTER = pd.DataFrame(
    [
        ("pnc-gt", "National Civil Police of Guatemala", "GT"),
        ("pnc-gt", "PNC", "GT"),
        ("pnc-sv", "National Civil Police of El Salvador", "SV"),
        ("pnc-sv", "PNC", "SV"),
        ("moj-ua", "Ministry of Justice of Ukraine", "UA"),
        ("moj-kz", "Ministry of Justice of Kazakhstan", "KZ"),
        ("oxfam", "Oxfam", "GB"),
        ("oxfam-us", "Oxfam America", "US"),
        ("icitap", "International Criminal Investigative Training Assistance Program", "US"),
        ("who", "World Health Organization", "XX"),
    ],
    columns=["record", "name", "country"],
)


def test_training_says_what_it_was_trained_on(small_model: Model) -> None:
    about = small_model.about
    assert about["vectors"] == "none"
    assert about["names"] == 1499
    assert len(about["fixture_sha256"]) == 64
    assert 0 < about["faint"] <= about["possible"] <= about["likely"] <= 1


def test_the_fixture_is_names_of_organizations_with_a_country() -> None:
    frame = read_fixture()
    assert len(frame) == 9819
    assert frame["record"].nunique() == 2978
    assert frame["country"].str.fullmatch("[A-Z]{2}").all()


def _pairs_met(frame: pd.DataFrame) -> set[tuple[str, str]]:
    table = build(frame, None)
    pairs = candidates(table, table)
    return {tuple(sorted((table.records[a], table.records[b]))) for a, b in zip(pairs["left"], pairs["right"], strict=True)}


def test_blocking_brings_an_acronym_of_another_language_to_its_body() -> None:
    oms = pd.DataFrame([("oms", "OMS", None)], columns=["record", "name", "country"])
    assert ("oms", "who") in _pairs_met(pd.concat([REGISTER, oms], ignore_index=True))


def test_features_of_a_pair(small_model: Model) -> None:
    table = build(REGISTER, None)
    pairs = pd.DataFrame({"left": [4, 4, 6], "right": [5, 0, 7], "letters": 0, "words": 0, "meaning": 0, "acronym": 20})
    features = compare(table, table, pairs)
    assert list(features.columns) == [*FEATURE_NAMES, *JUDGED_NAMES]
    ukraine_kazakhstan, ukraine_police, oxfam = (features.loc[i] for i in range(3))
    assert (ukraine_kazakhstan["place"], ukraine_kazakhstan["contained"]) == (-1, pytest.approx(1))
    assert ukraine_police["contained"] == 0
    assert oxfam["contained"] == pytest.approx(1)
    assert oxfam["covered"] < 1
    assert np.isnan(features["cosine"]).all(), "without vectors the cosines are missing, not nought"


def test_a_mention_finds_its_organization_in_another_language(small_model: Model) -> None:
    mentions = pd.DataFrame([("m1", "Policía Nacional Civil de Guatemala", None), ("m2", "Міністерство юстиції України", None)])
    mentions.columns = pd.Index(["record", "name", "country"])
    found = match(mentions, build(REGISTER, None), small_model).suggestions
    first = found.drop_duplicates("left_record").set_index("left_record")["right_record"]
    assert dict(first) == {"m1": "pnc-gt", "m2": "moj-ua"}


def test_a_bare_acronym_is_likely_only_with_its_country(small_model: Model) -> None:
    mentions = pd.DataFrame({"record": ["without", "with"], "name": ["PNC", "PNC"], "country": [None, "SV"]})
    found = match(mentions, build(REGISTER, None), small_model).suggestions
    assert LIKELY not in set(found.loc[found["left_record"] == "without", "band"])
    first = found[found["left_record"] == "with"].iloc[0]
    assert first["right_record"] == "pnc-sv"


def test_different_countries_are_never_likely(small_model: Model) -> None:
    found = resolve(REGISTER, small_model).suggestions
    pairs = {frozenset(p) for p in found.loc[found["band"] == LIKELY, ["left_record", "right_record"]].itertuples(index=False)}
    assert not pairs & {frozenset({"moj-ua", "moj-kz"}), frozenset({"pnc-gt", "pnc-sv"})}


def test_a_name_that_holds_another_is_offered_as_a_part(small_model: Model) -> None:
    mention = pd.DataFrame({"record": ["m"], "name": ["Oxfam America"], "country": [None]})
    found = match(mention, build(REGISTER, None), small_model).suggestions.set_index("right_record")
    assert (found.loc["oxfam", "kind"], found.loc["oxfam", "band"] == LIKELY) == (PART_OF, False)


def test_the_words_for_and_against(small_model: Model) -> None:
    mention = pd.DataFrame({"record": ["m"], "name": ["Ministry of Justice of Kazakhstan"], "country": [None]})
    found = match(mention, build(REGISTER, None), small_model).suggestions.set_index("right_record")
    assert found.loc["moj-kz", "supports"] == ("both say ministry, justice", "the same place: KZ")
    assert "different countries or states" in found.loc["moj-ua", "opposes"]


def test_only_changed_records_are_compared(small_model: Model) -> None:
    twice = pd.concat([REGISTER, REGISTER.iloc[4:6].assign(record=["moj-ua-2", "moj-kz-2"])], ignore_index=True)
    found = resolve(twice, small_model, changed={"moj-ua-2"}).suggestions
    assert not found.empty
    assert all("moj-ua-2" in row for row in found[["left_record", "right_record"]].itertuples(index=False))


def test_a_score_is_the_same_whatever_else_is_asked(small_model: Model) -> None:
    register = build(REGISTER, None)
    one = pd.DataFrame({"record": ["a"], "name": ["Ukrainian Ministry of Justice"], "country": [None]})
    other = pd.DataFrame({"record": ["b"], "name": ["OMS"], "country": [None]})
    alone = match(one, register, small_model).suggestions
    together = match(pd.concat([one, other]), register, small_model).suggestions
    together = together[together["left_record"] == "a"].reset_index(drop=True)
    pd.testing.assert_frame_equal(alone[["right_record", "score"]], together[["right_record", "score"]])


def test_a_frame_without_names_is_refused() -> None:
    with pytest.raises(ResolutionError, match="lacks record, name; found title"):
        names_frame(pd.DataFrame({"title": ["x"]}))


def test_every_reason_to_doubt_has_a_case(small_model: Model) -> None:
    table = build(REGISTER, None)
    pairs = candidates(table, table)
    reasons = reasons_to_doubt(compare(table, table, pairs))
    assert {"acronym", "conflict", "contains"} <= {r for r in reasons if reasons[r].any()}


def test_suggestions_say_what_holds_them_back(small_model: Model) -> None:
    bodies = [("moj", "Ministry of Justice of Honduras", "HN"), ("jcf", "JCF", "JM"), ("lab", "JCF Forensic Sciences Laboratory", "JM")]
    frame = pd.concat([REGISTER, pd.DataFrame(bodies, columns=REGISTER.columns)], ignore_index=True)
    mention = pd.DataFrame({"record": ["m"], "name": ["JCF Forensic Sciences Laboratory"], "country": ["JM"]})
    found = match(mention, build(frame, None), small_model).suggestions.set_index("right_record")
    assert found.loc["jcf", "opposes"][-1] == "the acronym is that of a body which one of them belongs to"
    assert found.loc["jcf", "band"] != LIKELY


def _suggested(found: pd.DataFrame) -> dict[tuple[str, str], tuple[object, ...]]:
    columns = ["score", "band", "kind", "left_name", "right_name", "supports", "opposes"]
    return {(row[0], row[1]): tuple(row[2:]) for row in found[["left_record", "right_record", *columns]].itertuples(index=False)}


@pytest.mark.parametrize(
    "changed", [{"pnc-gt"}, {"oxfam", "who"}, {"moj-ua", "moj-kz", "icitap"}, set()], ids=lambda c: "+".join(sorted(c))
)
def test_comparing_what_changed_gives_what_comparing_all_gives(small_model: Model, changed: set[str]) -> None:
    twins = REGISTER.iloc[[0, 1, 4, 6]].assign(record=["pnc-2", "pnc-2", "moj-ua-2", "oxfam-2"])
    table = pd.concat([REGISTER, twins, read_fixture().iloc[:25]], ignore_index=True)
    everything = resolve(table, small_model).suggestions
    touched = everything[everything["left_record"].isin(changed) | everything["right_record"].isin(changed)]
    assert _suggested(resolve(table, small_model, changed=changed).suggestions) == _suggested(touched)
    assert changed == set() or len(touched) > 0
