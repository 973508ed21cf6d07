"""Pairs of programs whose likeness was worked out by hand: what is found, what never is, and what is said of it."""

from __future__ import annotations

import itertools

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.overlaps.errors import OverlapError
from analysis.overlaps.explain import explain
from analysis.overlaps.groups import groups, shown
from analysis.overlaps.programs import country_of, items, programs_frame
from analysis.overlaps.run import PAIR_COLUMNS, OverlapRun, find_overlaps
from analysis.overlaps.same_money import same_activity
from analysis.overlaps.score import sector_likeness
from analysis.overlaps.tiers import DUPLICATION, FRAGMENTATION, OVERLAP

PROSECUTORS = "Mentor prosecutors who bring extortion cases before the courts and equip their forensic laboratory"
COLUMNS = ["id", "funder", "title", "description", "country", "sectors", "districts", "start", "end", "implementer"]


def _program(key: str, **changes: object) -> dict[str, object]:
    row: dict[str, object] = dict(
        zip(
            COLUMNS,
            [key, "INL", "Prosecutors", PROSECUTORS, "GT", "15130", ["Zacapa"], "2023-01-01", "2024-12-31", "NCSC"],
            strict=True,
        )
    )
    return row | {"beneficiaries": ["prosecutors"]} | changes


def _run(*rows: dict[str, object]) -> OverlapRun:
    return find_overlaps(pd.DataFrame(list(rows)))


def _pairs(run: OverlapRun) -> set[tuple[str, str]]:
    return set(zip(run.pairs["left"], run.pairs["right"], strict=True))


def test_the_same_work_of_two_funders_is_found() -> None:
    assert _pairs(_run(_program("a"), _program("b", funder="EU"))) == {("a", "b")}


@pytest.mark.parametrize(
    "changes",
    [
        {"funder": "INL"},
        {"country": "HN"},
        {"country": None},
        {"start": "2024-11-01", "end": "2025-12-31"},
        {"start": "2025-06-01", "end": "2026-06-01"},
        {"linked": ["a"]},
    ],
    ids=["the same funder", "another country", "no country", "sixty days together", "a later phase", "linked"],
)
def test_what_must_never_be_given(changes: dict[str, object]) -> None:
    rows = _program("a", linked=[]), _program("b", **({"funder": "EU", "linked": []} | changes))
    assert _pairs(_run(*rows)) == set()


def test_a_link_counts_from_either_side() -> None:
    assert _pairs(_run(_program("a", linked=["b"]), _program("b", funder="EU", linked=[]))) == set()


def test_two_unknown_funders_are_two() -> None:
    assert _pairs(_run(_program("a", funder=None), _program("b", funder=None))) == {("a", "b")}


def test_the_score_of_the_same_text_place_sector_and_time_is_one() -> None:
    pair = _run(_program("a"), _program("b", funder="EU")).pairs.iloc[0]
    assert pair["score"] == pytest.approx(1.0)
    assert (pair["places"], pair["place"], pair["sector"], pair["time"]) == ("shared", 1.0, 1.0, 1.0)


@pytest.mark.parametrize(
    ("districts", "state", "score"),
    [
        (["Petén"], "different", 0.4 * (0.45 + 0.2 + 0.05)),
        (["Zacapa", "Petén"], "shared", 1.0),
    ],
)
def test_the_place_weighs_as_the_formula_says(districts: list[str], state: str, score: float) -> None:
    run = find_overlaps(pd.DataFrame([_program("a"), _program("b", funder="EU", districts=districts)]), least=0)
    assert run.pairs.iloc[0]["places"] == state
    assert run.pairs.iloc[0]["score"] == pytest.approx(score)


def test_a_place_that_one_leaves_out_lowers_the_score_but_not_as_a_different_one_does() -> None:
    def score(districts: list[str]) -> float:
        run = find_overlaps(pd.DataFrame([_program("a"), _program("b", funder="EU", districts=districts)]), least=0)
        return float(run.pairs.iloc[0]["score"])

    assert score(["Zacapa"]) > score([]) > score(["Petén"])


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ({"15130"}, {"15130"}, 1.0),
        ({"15130"}, {"15132"}, 0.6),
        ({"15130"}, {"16063"}, 0.0),
        ({"health"}, {"health"}, 1.0),
        (set(), set(), 0.0),
    ],
)
def test_sectors(one: set[str], other: set[str], likeness: float) -> None:
    assert sector_likeness(frozenset(one), frozenset(other)) == likeness


def test_countries_by_code_or_name() -> None:
    names = ["gt", "Arab Republic of Egypt", "Federative Republic of Brazil", "Republic of Guinea-Bissau", "World", ""]
    assert [country_of(n) for n in names] == ["GT", "EG", "BR", "GW", "World", ""]


def test_all_facets_stated_and_alike_are_a_potential_duplication() -> None:
    assessment = explain(_run(_program("a"), _program("b", funder="EU")), "a", "b").assessment
    assert (assessment.tier, assessment.cannot_assess) == (DUPLICATION, ())
    assert set(assessment.facets.values()) == {"yes"}


def test_a_missing_counterpart_cannot_be_assessed_and_is_not_a_no() -> None:
    assessment = explain(_run(_program("a"), _program("b", funder="EU", implementer=None)), "a", "b").assessment
    assert (assessment.tier, assessment.cannot_assess) == (OVERLAP, ("counterpart",))


def test_a_different_counterpart_is_an_overlap_and_nothing_is_left_open() -> None:
    assessment = explain(_run(_program("a"), _program("b", funder="EU", implementer="DAI")), "a", "b").assessment
    assert (assessment.tier, assessment.cannot_assess) == (OVERLAP, ())


def test_an_unstated_end_leaves_the_time_open() -> None:
    assessment = explain(_run(_program("a"), _program("b", funder="EU", end=None)), "a", "b").assessment
    assert (assessment.tier, assessment.cannot_assess) == (FRAGMENTATION, ("time",))


def test_the_explanation_in_words() -> None:
    found = explain(_run(_program("a"), _program("b", funder="EU", beneficiaries=[], start="2024-01-01")), "a", "b")
    assert "the place: Zacapa" in found.matched
    assert "the purpose: 15130" in found.matched
    assert "the counterpart: NCSC" in found.matched
    assert "the time: 2024, 365 days together" in found.matched
    assert found.not_stated == ("the beneficiaries: not stated by both",)


def test_shared_terms_are_the_rare_words_of_both() -> None:
    others = [_program(f"x{i}", country="PE", description=f"Vaccinate children in mobile clinics {i}", title="Health") for i in range(8)]
    run = _run(_program("a"), _program("b", funder="EU"), *others)
    terms = explain(run, "a", "b").shared_terms
    assert {"prosecutors", "extortion", "courts"} <= set(terms)
    assert not {"vaccinate", "zacapa", "guatemala", "and", "the"} & set(terms)


def test_phrases_that_everybody_writes_do_not_count() -> None:
    boiler = "in line with the national development strategy of the ministry of planning"
    others = [_program(f"x{i}", country="PE", title=f"Work {i}", description=f"number {i} {boiler}") for i in range(60)]
    pair = [
        _program("a", title="Courts", description=f"train judges {boiler}", districts=[]),
        _program("b", title="Clinics", description=f"vaccinate children {boiler}", districts=[], funder="EU"),
    ]
    run = find_overlaps(pd.DataFrame(pair + others), least=0)
    found = run.pairs[(run.pairs["left"] == "a") & (run.pairs["right"] == "b")].iloc[0]
    assert found["words"] == 0


def test_only_pairs_with_a_changed_program() -> None:
    rows = [_program(k, funder=k) for k in ("a", "b", "c")]
    assert _pairs(find_overlaps(pd.DataFrame(rows), changed={"b"})) == {("a", "b"), ("b", "c")}


def test_a_large_country_is_split_and_copies_across_sectors_are_still_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.overlaps.run.SPLIT_ABOVE", 3)
    rows = [
        _program("a"),
        _program("b", funder="EU"),
        _program("c", funder="UNDP", sectors="16063"),
        _program("d", funder="IDB", title="Clinics", description="Vaccinate children", sectors="12220"),
    ]
    found = _run(*rows)
    assert {("a", "b"), ("a", "c"), ("b", "c")} <= _pairs(found) and found.about["within_sector"] == 0
    monkeypatch.setattr("analysis.overlaps.run.SPLIT_ABOVE", 2)  # now no word of the three is rare enough to look by
    found = _run(*rows)
    assert ("a", "b") in _pairs(found) and ("a", "c") not in _pairs(found) and found.about["within_sector"] == 3


def test_nearest_neighbours_find_what_comparing_all_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    works = ["train judges", "vaccinate children", "repair canals", "publish tenders online", "guard the border with dogs"]
    rows = [
        _program(f"{funder}{i}", funder=funder, title=work, description=f"{work} in mobile teams {i}", sectors=f"{i}5130", districts=[])
        for i, work in enumerate(works)
        for funder in ("INL", "EU", "UNDP")
    ]
    everything = _pairs(find_overlaps(pd.DataFrame(rows)))
    assert len(everything) == 15
    monkeypatch.setattr("analysis.overlaps.candidates.ALL_PAIRS", 3)
    monkeypatch.setattr("analysis.overlaps.candidates.TOP", 5)
    assert _pairs(find_overlaps(pd.DataFrame(rows))) == everything


def test_no_programs_give_no_pairs_in_the_right_shape() -> None:
    assert list(find_overlaps(pd.DataFrame(columns=COLUMNS)).pairs.columns) == list(PAIR_COLUMNS)


@given(st.permutations([("a", "INL"), ("b", "EU"), ("c", "UNDP"), ("d", "INL")]))
def test_the_order_of_the_rows_does_not_matter(order: list[tuple[str, str]]) -> None:
    run = _run(*[_program(key, funder=funder) for key, funder in order])
    assert _pairs(run) == {("a", "b"), ("a", "c"), ("b", "c"), ("b", "d"), ("c", "d")}


def _frame(*edges: tuple[str, str]) -> pd.DataFrame:
    return pd.DataFrame({"left": [a for a, _ in edges], "right": [b for _, b in edges], "score": 0.9})


def test_three_that_are_all_alike_are_a_group_and_a_chain_is_none() -> None:
    assert groups(_frame(("a", "b"), ("a", "c"), ("b", "c"), ("x", "y")), 0.5) == [("a", "b", "c")]
    chain = groups(_frame(*itertools.pairwise("abcdefgh")), 0.5)
    assert all(len(group) <= 4 for group in chain)


def test_no_program_fills_a_view() -> None:
    view = shown(_frame(*[("a", x) for x in "bcdef"], ("g", "h")), per_program=2)
    assert set(zip(view["left"], view["right"], strict=True)) == {("a", "b"), ("a", "c"), ("g", "h")}


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([{"id": "a"}], "lacks title; found id"),
        ([{"id": "a", "title": "x"}, {"id": "a", "title": "y"}], "id 'a' stands twice"),
        ([{"id": "a", "title": "x", "start": "Feb-21"}], "program 'a', column start: found 'Feb-21', expected a date such as 2024-03-01"),
    ],
)
def test_bad_input_is_refused_with_the_reason(rows: list[dict[str, object]], message: str) -> None:
    with pytest.raises(OverlapError, match=message):
        programs_frame(pd.DataFrame(rows))


def test_lists_are_sets() -> None:
    frame = programs_frame(pd.DataFrame([_program("a", districts=["Zacapa", "Petén", "Zacapa"])]))
    assert items(frame["districts"].iloc[0]) == {"zacapa", "peten"}


def _activity(key: str, reporter: str, **changes: object) -> dict[str, object]:
    return _program(key, reporter=reporter, identifiers=[], linked=[]) | changes


def _same(*rows: dict[str, object]) -> list[tuple[str, str, str]]:
    found = same_activity(pd.DataFrame(list(rows)))
    return list(found[["left", "right", "reason"]].itertuples(index=False, name=None))


def test_one_activity_of_two_reporters_by_identifier_relation_and_likeness() -> None:
    identifier = _same(
        _activity("a", "INL", identifiers=["US-GOV-1-77"]),
        _activity("b", "UNODC", identifiers=["us-gov-1-77"], title="Other", description=""),
    )
    assert identifier == [("a", "b", "an identifier in common")]
    relation = _same(_activity("a", "INL", linked=["b"]), _activity("b", "UNODC", title="Other", description=""))
    assert relation == [("a", "b", "one names the other as related")]
    likeness = _same(_activity("a", "INL"), _activity("b", "UNODC"))
    assert likeness == [("a", "b", "nearly the same words, country and start")]


def test_one_reporter_does_not_report_twice_and_amounts_are_compared() -> None:
    assert _same(_activity("a", "INL", identifiers=["X-1"]), _activity("b", "INL", identifiers=["X-1"])) == []
    rows = [_activity("a", "INL", amount=100.0), _activity("b", "UNODC", amount=104.0), _activity("c", "EU", amount=900.0)]
    found = same_activity(pd.DataFrame(rows)).set_index(["left", "right"])["amounts_agree"]
    assert dict(found) == {("a", "b"): "yes", ("a", "c"): "no", ("b", "c"): "no"}


def test_an_identifier_that_everybody_bears_joins_nobody() -> None:
    rows = [_activity(f"a{i}", f"r{i}", identifiers=["22000"], country="", title=f"T{i}", description="") for i in range(9)]
    assert _same(*rows) == []
