"""Scopes: what a source would have reported, read from a table and asked for cells."""

from __future__ import annotations

import pytest

from analysis.gaps.scope import ScopeError, ScopeIndex, ScopeRow, parse_scope

HEADER = "source,focus_area,country,valid_from,valid_to,whose_work,why\n"


def scopes(*rows: str) -> list[ScopeRow]:
    return parse_scope(HEADER + "\n".join(rows))


def covered(rows: list[ScopeRow], focus_area: str, country: str, as_of: str = "2020-06-30") -> set[str]:
    return {row.source for row in ScopeIndex(rows, as_of).covering([focus_area], [country])}


def test_partial_dates_run_from_their_first_to_their_last_day() -> None:
    [row] = scopes("embassy,focus:III,GT,2019,2020-02,*,its page lists all")
    assert (row.valid_from, row.valid_to) == ("2019-01-01", "2020-02-29")
    assert [row.on(day) for day in ("2018-12-31", "2019-01-01", "2020-02-29", "2020-03-01")] == [False, True, True, False]


def test_a_line_of_effort_takes_in_its_topics_and_no_line_that_begins_alike() -> None:
    rows = scopes("a,focus:I,GT,,,*,w", "b,focus:III:corrections,GT,,,*,w")
    assert covered(rows, "focus:I:border-security", "GT") == {"a"}
    assert covered(rows, "focus:III:corrections", "GT") == {"b"}
    assert covered(rows, "focus:III", "GT") == set(), "a scope on one topic says nothing of its whole line"
    assert covered(rows, "focus:II", "GT") == set()


def test_a_star_takes_in_everything_and_only_a_star_takes_in_all() -> None:
    rows = scopes("all,*,*,,,*,w", "gt,focus:III,GT,,,*,w")
    assert covered(rows, "focus:III:corrections", "GT") == {"all", "gt"}
    assert covered(rows, "focus:II", "HN") == {"all"}
    assert covered(rows, "*", "*") == {"all"}
    assert covered(rows[1:], "*", "GT") == set()
    assert covered(rows[1:], "focus:III", "*") == set()


def test_a_region_is_covered_only_where_each_of_its_countries_is() -> None:
    rows = scopes("gt,focus:III,GT,,,*,w", "hn,focus:III,HN,2021,,*,w")
    early, late = ScopeIndex(rows, "2020-06-30"), ScopeIndex(rows, "2021-06-30")
    assert early.covering(["focus:III"], ["GT", "HN"]) == ()
    assert {row.source for row in late.covering(["focus:III"], ["GT", "HN"])} == {"gt", "hn"}


def test_whose_work_is_reported_decides_under_a_funder() -> None:
    anybody, inl = scopes("a,*,GT,,,*,w", "b,*,GT,,,org:demo:inl|org:demo:icitap,w")
    assert anybody.covers_work_of(["org:demo:eu"])
    assert inl.whose_work == ("org:demo:inl", "org:demo:icitap")
    assert inl.covers_work_of(["org:demo:icitap", "org:demo:doj"])
    assert not inl.covers_work_of(["org:demo:state-dept"]), "a scope on a bureau does not speak for its department"


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("a,III,GT,,,*,w", "row 2, column focus_area: found 'III'"),
        ("a,focus:III,Guatemala,,,*,w", "row 2, column country: found 'Guatemala'"),
        ("a,focus:III,GT,Feb-21,,*,w", "row 2, column valid_from: found 'Feb-21'; expected YYYY"),
        ("a,focus:III,GT,2021-02-30,,*,w", "row 2, column valid_from: found '2021-02-30'"),
        ("a,focus:III,GT,2021,2020,*,w", "row 2, column valid_to: found 2020; expected a day after 2021-01-01"),
        ("a,focus:III,GT,,,inl,w", "row 2, column whose_work: found 'inl'"),
        ("a,focus:III,GT,,,*,", "row 2, column why: found ''"),
        (",focus:III,GT,,,*,w", "row 2, column source: found ''"),
        ("a,focus:III,GT,,,*", "row 2: found fewer columns"),
        ("a,focus:III,GT,,,*,w,x", "row 2: found more columns"),
    ],
)
def test_a_bad_row_says_where_and_what_was_expected(row: str, says: str) -> None:
    with pytest.raises(ScopeError) as error:
        parse_scope(HEADER + row, "scope.csv")
    assert says in str(error.value)
    assert str(error.value).startswith("scope.csv")


def test_other_columns_are_refused_by_name() -> None:
    with pytest.raises(ScopeError, match="found the columns source, country; expected source, focus_area"):
        parse_scope("source,country\na,GT\n")


def test_an_empty_table_has_no_scopes() -> None:
    assert parse_scope("\ufeff" + HEADER) == []
