"""Need, priority and concentration, against values worked out by hand."""

from __future__ import annotations

import pytest

from analysis.gaps.concentration import concentration, even_split
from analysis.gaps.need import Claim, need_table, severities
from analysis.gaps.priority import Candidate, Factor, rank, severity, unmet


def test_need_table_keeps_every_claim_of_the_year() -> None:
    rows = [
        {"country": "GT", "indicator": "indicator:homicide", "year": 2022, "value": 17.3, "source": "a", "page": None},
        {"country": "GT", "indicator": "indicator:homicide", "year": 2022, "value": 16, "source": "b", "page": "http://b"},
        {"country": "HN", "indicator": "indicator:homicide", "year": 2020, "value": 36, "source": "a", "page": "http://a"},
    ]
    table = need_table(rows)
    guatemala = table["GT"]["indicator:homicide"]
    assert (guatemala.year, guatemala.value, guatemala.disputed) == (2022, 17.3, True)
    assert guatemala.claims == (Claim(17.3, "a", ""), Claim(16.0, "b", "http://b"))
    assert (table["HN"]["indicator:homicide"].year, table["HN"]["indicator:homicide"].disputed) == (2020, False)
    assert "SV" not in table


def test_severity_is_the_share_of_others_that_are_better_off() -> None:
    homicide = {"SV": 2.0, "GT": 17.0, "CR": 17.0, "HN": 36.0, "JM": 50.0}
    assert severities(homicide, "higher is worse") == {"SV": 0, "GT": 0.375, "CR": 0.375, "HN": 0.75, "JM": 1}
    assert severities(homicide, "lower is worse") == {"SV": 1, "GT": 0.625, "CR": 0.625, "HN": 0.25, "JM": 0}


def test_severity_compares_and_needs_a_direction() -> None:
    assert severities({"GT": 1.0}, "higher is worse") == {}
    with pytest.raises(ValueError, match="not a measure of need"):
        severities({"GT": 1.0, "HN": 2.0}, "not a measure of need")


def test_unmet_is_one_minus_supply_over_target() -> None:
    assert [unmet(supply, 4) for supply in (0, 1, 4, 9)] == [1, 0.75, 0, 0]
    with pytest.raises(ValueError, match="target is 0"):
        unmet(1, 0)


def test_a_missing_indicator_is_not_filled() -> None:
    weights = {"homicide": 3.0, "cpi": 1.0}
    assert severity({"homicide": 0.8, "cpi": 0.4}, weights) == pytest.approx(0.7)
    assert severity({"cpi": 0.4}, weights) == pytest.approx(0.4)
    assert severity({}, weights) is None


def test_ranking_shows_every_factor() -> None:
    candidates = [
        Candidate("GT", 1, {"homicide": 0.8, "cpi": 0.4}),
        Candidate("HN", 0, {"cpi": 0.5}),
        Candidate("CR", 2, {"homicide": 1.0, "cpi": 1.0}),
        Candidate("XX", 0, {}),
    ]
    ranked = rank(candidates, {"homicide": 3.0, "cpi": 1.0}, target=2)
    assert [(p.country, round(p.priority, 6), p.deficit, p.missing) for p in ranked] == [
        ("HN", 0.5, 2, 1), ("GT", 0.35, 1, 0), ("CR", 0.0, 0, 0),
    ]
    assert ranked[1].factors == (Factor("homicide", 3.0, 0.8), Factor("cpi", 1.0, 0.4))
    assert (ranked[1].severity, ranked[1].unmet) == (pytest.approx(0.7), 0.5)


def test_concentration_of_known_shares() -> None:
    # Shares .5, .25, .25: HHI = .25 + .0625 + .0625 = .375, effective number 2.667.
    found = concentration([("a", "A", 2), ("b", "B", 1), ("c", "C", 0.5), ("c", "C", 0.5)])
    assert [(s.partner, s.share) for s in found.shares] == [("a", 0.5), ("b", 0.25), ("c", 0.25)]
    assert found.hhi == pytest.approx(0.375)
    assert found.effective == pytest.approx(8 / 3)
    assert found.fragmentation == pytest.approx(0.625)
    assert [s.partner for s in found.above(1 / 3)] == ["a"]


def test_concentration_of_one_and_of_none() -> None:
    one = concentration([("a", "A", 3)])
    assert (one.hhi, one.effective) == (1, 1)
    none = concentration([])
    assert (none.hhi, none.effective, none.above(0.1)) == (0, 0, ())


def test_a_program_counts_one_divided_among_its_partners() -> None:
    weights = even_split({"p1": [("a", "A"), ("b", "B")], "p2": [("a", "A")], "p3": []})
    assert weights == [("a", "A", 0.5), ("b", "B", 0.5), ("a", "A", 1.0)]
    assert concentration(weights).shares[0].share == 0.75
