"""What is in force per cell, on a real Neo4j, against a world worked out by hand (tests/support/gaps.py)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graph.catalogue import Catalogue, load_catalogue
from graph.client import Graph
from tests.conftest import empty
from tests.support.gaps import DAY, build_world

Found = set[tuple[Any, ...]]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(Path(__file__).resolve().parents[2] / "cypher")


@pytest.fixture(scope="module")
def world(connection: Graph) -> Graph:
    """The world, built once: these tests only read it."""
    empty(connection)
    build_world(connection)
    return connection


def supply(graph: Graph, catalogue: Catalogue, **params: Any) -> dict[tuple[str, str], dict[str, Any]]:
    rows = catalogue["gaps/supply"].run(graph, {"as_of": DAY, **params}).dicts()
    found = {(row.pop("row"), row.pop("column")): row for row in rows}
    assert len(found) == len(rows), "a pair of row and column stands once"
    return found


def counts(found: dict[tuple[str, str], dict[str, Any]]) -> Found:
    """Row, column, programs, partners, programs that name nobody."""
    return {(*pair, row["programs"], row["partners"], row["unnamed"]) for pair, row in found.items()}


def test_programs_and_partners_of_every_cell(world: Graph, catalogue: Catalogue) -> None:
    assert counts(supply(world, catalogue)) == {
        # two-partners (UNODC, Texas DPS: its link is about the U.S., where the program is not) and two-countries (nobody)
        ("focus:III:police", "GT", 2, 2, 1),
        # through-sector (nobody now) and helps-a-body (ILEA trains whom it helps)
        ("focus:III:corrections", "GT", 2, 1, 1),
        ("focus:III", "GT", 4, 3, 2),
        # two-countries (the NGO), two-topics (of no stated kind), the latter once in the line
        ("focus:III:police", "HN", 2, 2, 0),
        ("focus:III:corrections", "HN", 1, 1, 0),
        ("focus:III", "HN", 2, 2, 0),
        # no program, but a body that works on it trains there
        ("focus:I:border", "SV", 0, 1, 0),
        ("focus:I", "SV", 0, 1, 0),
    }


def test_stated_ends_are_those_of_program_and_place_whichever_is_sooner(world: Graph, catalogue: Catalogue) -> None:
    found = supply(world, catalogue)
    ends = {pair: (row["open_ended"], row["nearest_end"], row["latest_end"]) for pair, row in found.items()}
    assert ends["focus:III:police", "GT"] == (1, "2030-12-31", "2030-12-31")
    assert ends["focus:III:corrections", "GT"] == (2, None, None)
    assert ends["focus:III:police", "HN"] == (1, "2024-09-30", "2024-09-30")
    assert ends["focus:I:border", "SV"] == (1, "2025-03-31", "2025-03-31"), "one of two trainings has a stated end"


def test_in_force_on_other_days(world: Graph, catalogue: Catalogue) -> None:
    before = counts(supply(world, catalogue, as_of="2019-06-30"))
    assert ("focus:III:corrections", "GT", 3, 4, 0) in before, "UNODC, ILEA, the FBI trained, two-topics was still there"
    assert ("focus:I:border", "SV", 1, 1, 1) in before, "the program that is over now"
    after = counts(supply(world, catalogue, as_of="2025-06-30"))
    assert ("focus:I:border", "SV", 1, 1, 1) in after, "the program that had not begun; training that ended is out"
    assert ("focus:III:corrections", "HN") not in {pair[:2] for pair in after}


def test_a_time_counts_what_was_in_force_on_any_day_of_it(world: Graph, catalogue: Catalogue) -> None:
    assert counts(supply(world, catalogue, since="2019-01-01")) == {
        # two-topics was there until 2023; the body that was dissolved in 2019 and the partner of no stated kind are two more
        ("focus:III:police", "GT", 3, 4, 1),
        # UNODC delivered until the end of 2019, the FBI trained until 2020
        ("focus:III:corrections", "GT", 3, 4, 0),
        ("focus:III", "GT", 5, 6, 1),
        ("focus:III:police", "HN", 2, 2, 0),
        ("focus:III:corrections", "HN", 1, 1, 0),
        ("focus:III", "HN", 2, 2, 0),
        # the program that was over in 2023 names nobody; of the completed one no source says when it ended
        ("focus:I:border", "SV", 1, 1, 1),
        ("focus:I", "SV", 1, 1, 1),
        # the FBI works on it, and trained in Guatemala until 2020
        ("focus:I:border", "GT", 0, 1, 0),
        ("focus:I", "GT", 0, 1, 0),
    }
    assert counts(supply(world, catalogue, since=DAY)) == counts(supply(world, catalogue))


def test_a_funder_keeps_its_own_and_tells_others_from_untold(world: Graph, catalogue: Catalogue) -> None:
    found = supply(world, catalogue, funders=["org:t:inl"])
    kept = {(*pair, row["programs"], row["partners"], row["others"], row["unknown"]) for pair, row in found.items()}
    assert kept == {
        ("focus:III:police", "GT", 1, 2, 1, 0),
        # through-sector and helps-a-body: nobody says who pays
        ("focus:III:corrections", "GT", 0, 0, 2, 2),
        ("focus:III", "GT", 1, 2, 3, 2),
        # two-countries: INL paid until 2020, the EU pays now
        ("focus:III:police", "HN", 1, 1, 1, 0),
        ("focus:III:corrections", "HN", 1, 1, 0, 0),
        ("focus:III", "HN", 1, 1, 1, 0),
    }


def test_a_kind_of_partner_keeps_its_own_and_tells_others_from_untold(world: Graph, catalogue: Catalogue) -> None:
    found = supply(world, catalogue, kind="ngo")
    kept = {(*pair, row["programs"], row["partners"], row["others"], row["unknown"]) for pair, row in found.items()}
    assert kept == {
        # two-partners has no NGO that still exists; two-countries names nobody in Guatemala
        ("focus:III:police", "GT", 0, 0, 2, 1),
        # through-sector names nobody; ILEA is no NGO
        ("focus:III:corrections", "GT", 0, 0, 2, 1),
        ("focus:III", "GT", 0, 0, 4, 2),
        # the kind of two-topics' partner is not stated
        ("focus:III:police", "HN", 1, 1, 1, 1),
        ("focus:III:corrections", "HN", 0, 0, 1, 1),
        ("focus:III", "HN", 1, 1, 1, 1),
    }


def test_what_if_some_leave(world: Graph, catalogue: Catalogue) -> None:
    found = counts(supply(world, catalogue, without=["org:t:unodc", "program:t:two-topics"]))
    assert {cell for cell in found if cell[0] != "focus:III"} == {
        ("focus:III:police", "GT", 2, 1, 1), ("focus:III:corrections", "GT", 2, 1, 1),
        ("focus:III:police", "HN", 1, 1, 0), ("focus:I:border", "SV", 0, 1, 0), ("focus:I", "SV", 0, 1, 0),
    }


def test_one_line_and_some_countries(world: Graph, catalogue: Catalogue) -> None:
    assert {row for row, _ in supply(world, catalogue, line="focus:I")} == {"focus:I", "focus:I:border"}
    assert {column for _, column in supply(world, catalogue, countries=["HN", "SV"])} == {"HN", "SV"}


def test_countries_taken_together_count_each_program_once(world: Graph, catalogue: Catalogue) -> None:
    groups = [{"GT": "Central America", "HN": "Central America", "SV": "Central America"}]
    found = supply(world, catalogue, groups=groups)
    assert ("focus:III:police", "Central America", 3, 4, 0) in counts(found), "two-countries has the NGO, in Honduras"
    assert found["focus:III:police", "Central America"]["nearest_end"] == "2024-09-30"


def test_rows_by_kind_of_partner(world: Graph, catalogue: Catalogue) -> None:
    assert counts(supply(world, catalogue, rows="kind")) == {
        ("international_organization", "GT", 1, 1, 0), ("us_state", "GT", 1, 1, 0), ("us_federal", "GT", 1, 1, 0),
        ("ngo", "HN", 1, 1, 0), ("us_federal", "SV", 0, 1, 0),
    }


def test_rows_by_sector_roll_up_once(world: Graph, catalogue: Catalogue) -> None:
    assert counts(supply(world, catalogue, rows="sector")) == {
        ("sector:1:15137", "GT", 1, 0, 1), ("sector:1:15130", "GT", 1, 0, 1),
    }
    assert supply(world, catalogue, rows="sector", line="focus:I") == {}
    assert len(supply(world, catalogue, rows="sector", line="focus:III")) == 2


def test_columns_by_us_state_of_the_partner(world: Graph, catalogue: Catalogue) -> None:
    assert counts(supply(world, catalogue, columns="state")) == {
        ("focus:III:police", "TX", 1, 1, 0), ("focus:III", "TX", 1, 1, 0),
    }


FILTERS: tuple[dict[str, Any], ...] = (
    {}, {"funders": ["org:t:inl"]}, {"kind": "ngo"}, {"kind": "us_federal"}, {"funders": ["org:t:eu"], "kind": "ngo"},
    {"without": ["org:t:unodc"]}, {"as_of": "2019-06-30"}, {"since": "2019-01-01"},
)


@pytest.mark.parametrize("filters", FILTERS)
def test_the_page_of_a_cell_lists_what_its_count_counts(
    world: Graph, catalogue: Catalogue, filters: dict[str, Any],
) -> None:
    found = supply(world, catalogue, **filters)
    assert found
    for (row, column), counted in found.items():
        where = {"as_of": DAY, **filters, "focus": row, "countries": [column]}
        listed = catalogue["gaps/cell-programs"].run(world, where).dicts()
        kept = [program for program in listed if program["counted"] == "yes"]
        kind = filters.get("kind")
        partners = {o["id"] for p in kept for o in p["partners"] if kind in (None, o["kind"])}
        training = {key: value for key, value in where.items() if key not in ("funders", "kind")}
        if "funders" not in filters:
            trainers = catalogue["gaps/cell-training"].run(world, training | {"partner_kind": kind}).dicts()
            partners |= {row["trainer_id"] for row in trainers if row["on_focus"]}
        assert [len(kept), len(listed) - len(kept)] == [counted["programs"], counted["others"]], (row, column)
        assert sum(p["counted"] == "not told" for p in listed) == counted["unknown"], (row, column)
        assert len(partners) == counted["partners"], (row, column)


def test_a_program_of_a_cell_with_all_that_stands_behind_it(world: Graph, catalogue: Catalogue) -> None:
    rows = catalogue["gaps/cell-programs"].run(world, {"as_of": DAY, "focus": "III:corrections", "countries": ["GT"]}).dicts()
    helps = next(row for row in rows if row["program_id"] == "program:t:helps-a-body")
    assert [(o["name"], o["how"]) for o in helps["partners"]] == [("ILEA", "trains")]
    assert [(o["name"], o["kind"]) for o in helps["helped"]] == [("PNC Guatemala", "foreign_counterpart")]
    assert (helps["payers"], helps["places"], helps["sources"]) == ([], ["GT"], ["t"])
    assert [topic["id"] for topic in helps["focus_areas"]] == ["focus:III:corrections"]


def test_training_outside_programs_says_whether_it_is_tied_to_the_focus_area(world: Graph, catalogue: Catalogue) -> None:
    def trained(focus: str, country: str) -> Found:
        rows = catalogue["gaps/cell-training"].run(world, {"as_of": DAY, "focus": focus, "countries": [country]}).dicts()
        return {(row["trainer"], row["trained"], row["on_focus"]) for row in rows}

    assert trained("I:border", "SV") == {("FBI", "SV", True), ("FBI", "PNC El Salvador", True)}
    assert trained("III:police", "SV") == {("FBI", "SV", False), ("FBI", "PNC El Salvador", False)}
    assert trained("III:police", "GT") == {("ILEA", "PNC Guatemala", False)}


def test_need_is_the_latest_year_up_to_the_day_with_every_claim(world: Graph, catalogue: Catalogue) -> None:
    def need(year: int) -> list[tuple[Any, ...]]:
        rows = catalogue["gaps/need"].run(world, {"year": year}).dicts()
        return [(row["country"], row["year"], row["value"], row["source"]) for row in rows]

    assert need(2024) == [("GT", 2022, 17.3, "a"), ("GT", 2022, 16.5, "b"), ("HN", 2019, 41.0, "b")]
    assert need(2019) == [("HN", 2019, 41.0, "b")]
    assert need(2018) == []


def test_an_old_id_leads_to_the_organization_and_its_family(world: Graph, catalogue: Catalogue) -> None:
    rows = catalogue["gaps/family"].run(world, {"ids": ["org:old:inl", "org:t:state", "org:t:unknown"]}).dicts()
    assert {(row["asked"], row["organization_id"], row["relative_id"], row["place"]) for row in rows} == {
        ("org:old:inl", "org:t:inl", "org:t:inl", "same"), ("org:old:inl", "org:t:inl", "org:t:state", "above"),
        ("org:t:state", "org:t:state", "org:t:state", "same"), ("org:t:state", "org:t:state", "org:t:inl", "below"),
    }
