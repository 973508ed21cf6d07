"""States of the coverage matrix, each with its reason and what would change it."""

from __future__ import annotations

import pytest

from analysis.gaps.cells import Cause, Cell, State, Supply, judge
from analysis.gaps.days import months_after, same_day_of
from analysis.gaps.matrix import Item, build
from analysis.gaps.scope import ScopeRow
from analysis.gaps.words import Asked, reason, remedy

DAY, HORIZON = "2024-06-30", "2025-06-30"
SCOPE = ScopeRow("demo", "focus:III", "GT", "", "", ("org:demo:inl",), "its page lists all of INL's work in Guatemala")
ASKED = Asked(sources={"demo": "Demonstration data"}, organizations={"org:demo:inl": "INL"})


def cell(scopes: tuple[ScopeRow, ...] = (), **counts: int | str) -> Cell:
    supply = Supply("focus:III", "GT", **({"programs": 0, "partners": 0} | counts))  # type: ignore[arg-type]
    return judge(supply, scopes, DAY, HORIZON)


@pytest.mark.parametrize(
    ("counts", "state", "causes"),
    [
        ({"programs": 2, "partners": 2, "open_ended": 2}, State.SERVED, ()),
        ({"programs": 1, "partners": 2, "nearest_end": "2025-07-01", "latest_end": "2025-07-01"}, State.SERVED, ()),
        ({"programs": 1, "partners": 2, "nearest_end": HORIZON, "latest_end": HORIZON}, State.THIN, (Cause.ENDING,)),
        ({"programs": 2, "partners": 2, "open_ended": 1, "nearest_end": DAY, "latest_end": DAY}, State.SERVED, ()),
        ({"programs": 2, "partners": 1, "open_ended": 2}, State.THIN, (Cause.ONE_PARTNER,)),
        ({"programs": 1, "partners": 1, "nearest_end": DAY, "latest_end": DAY}, State.THIN,
         (Cause.ONE_PARTNER, Cause.ENDING)),
        ({"programs": 1, "unnamed": 1, "open_ended": 1}, State.THIN, (Cause.UNNAMED,)),
        ({"partners": 2, "open_ended": 2}, State.SERVED, ()),
        ({}, State.NO_DATA, (Cause.UNCOVERED,)),
    ],
)
def test_state_without_a_scope(counts: dict[str, int | str], state: State, causes: tuple[Cause, ...]) -> None:
    found = cell(**counts)
    assert (found.state, found.causes) == (state, causes)


def test_an_empty_cell_is_a_gap_only_under_a_scope() -> None:
    assert cell((SCOPE,)).state is State.GAP
    assert cell(()).state is State.NO_DATA
    assert cell((SCOPE,), programs=2, partners=2, open_ended=2).state is State.SERVED, "a scope takes nothing away"


def test_programs_that_name_no_funder_keep_a_filtered_cell_from_being_a_gap() -> None:
    found = cell((SCOPE,), others=2, unknown=1)
    assert (found.state, found.causes) == (State.NO_DATA, (Cause.UNASSIGNED,))
    assert reason(found, Asked(funder="INL")) == "No source says who pays of 1 program here: nothing can be concluded."


def test_programs_of_others_do_not_fill_a_gap_of_the_funder_that_was_asked_for() -> None:
    found = cell((SCOPE,), others=2)
    asked = Asked(funder="INL", kind="an NGO", sources=ASKED.sources, organizations=ASKED.organizations)
    assert found.state is State.GAP
    assert reason(found, asked) == (
        "No program paid by INL and delivered by an NGO is known here, and Demonstration data would have reported "
        "the work of INL. 2 other programs are known here."
    )


@pytest.mark.parametrize(
    ("counts", "says"),
    [
        ({"programs": 2, "partners": 3, "open_ended": 2}, "2 programs; 3 partners. No end is stated."),
        ({"programs": 2, "partners": 1, "unnamed": 1, "open_ended": 1, "nearest_end": "2026-01-31",
          "latest_end": "2026-01-31"},
         "2 programs; one partner is named (for 1 program nobody is named). The nearest stated end is 2026-01-31. "
         "For 1 no end is stated."),
        ({"programs": 1, "unnamed": 1, "open_ended": 1}, "1 program; no source names who delivers. No end is stated."),
        ({"programs": 2, "partners": 2, "nearest_end": "2024-09-30", "latest_end": "2025-01-31"},
         "2 programs; 2 partners. Everything has a stated end within twelve months, the last on 2025-01-31."),
        ({"partners": 1, "open_ended": 1}, "Training only, no program; one partner is named. No end is stated."),
        ({}, "No program is known here, and no source is known to report all of this work: nothing can be concluded."),
    ],
)
def test_reasons_in_words(counts: dict[str, int | str], says: str) -> None:
    assert reason(cell(**counts), ASKED) == says


def test_a_gap_names_the_source_and_whose_work_it_would_have_reported() -> None:
    anybody = ScopeRow("feed", "*", "*", "", "", (), "w")
    assert reason(cell((SCOPE, anybody)), ASKED) == (
        "No program is known here, and Demonstration data would have reported the work of INL; "
        "feed would have reported anybody's work."
    )


def test_what_would_change_a_cell() -> None:
    ending = {"nearest_end": "2027-03-31", "latest_end": "2027-03-31"}
    assert remedy(cell(programs=1, partners=2, **ending), ASKED).startswith("If nothing changes it turns thin on 2026-03-31.")
    assert remedy(cell(programs=1, partners=2, open_ended=1, **ending), ASKED).startswith("It turns thin when one partner")
    assert "second organization" in remedy(cell(programs=1, partners=1, open_ended=1), ASKED)
    assert "scope has to be narrowed" in remedy(cell((SCOPE,)), ASKED)
    assert "then the cell is a gap" in remedy(cell(), ASKED)
    assert "who pays" in remedy(cell(others=1, unknown=1), Asked(funder="INL"))


ROWS = (
    Item("focus:III", "Line III", focus_areas=("focus:III",)),
    Item("focus:III:corrections", "Corrections", "focus:III", focus_areas=("focus:III:corrections",)),
)
COLUMNS = tuple(Item(code, code, countries=(code,)) for code in ("GT", "HN", "SV"))


def test_matrix_judges_every_pair_and_counts_them() -> None:
    supplies = [
        Supply("focus:III", "GT", 2, 2, open_ended=2),
        Supply("focus:III", "HN", 1, 0, unnamed=1, open_ended=1),
        Supply("focus:II", "HN", 9, 9),
    ]
    matrix = build(ROWS, COLUMNS, supplies, [SCOPE], DAY)
    assert {key: cell.state.value for key, cell in matrix.cells.items()} == {
        ("focus:III", "GT"): "served", ("focus:III", "HN"): "thin", ("focus:III", "SV"): "no data",
        ("focus:III:corrections", "GT"): "gap", ("focus:III:corrections", "HN"): "no data",
        ("focus:III:corrections", "SV"): "no data",
    }
    counts = matrix.counts()
    assert [counts[state] for state in State] == [1, 1, 1, 3]
    assert (counts.covered, counts.unnamed, counts.cells) == (2, 1, 6)
    assert matrix.counts(columns=[COLUMNS[0]]).cells == 2
    assert [matrix.is_known(column) for column in COLUMNS] == [True, True, False]


def test_columns_of_years_are_each_judged_on_their_own_day() -> None:
    scope = ScopeRow("demo", "focus:III", "GT", "2020-01-01", "", (), "w")
    years = [Item(str(year), str(year), countries=("GT",), as_of=f"{year}-06-30") for year in (2019, 2020, 2021)]
    ending = Supply("focus:III", "2021", 1, 2, nearest_end="2022-06-30", latest_end="2022-06-30")
    matrix = build(ROWS[:1], years, [ending], [scope], DAY)
    assert [matrix.cells["focus:III", year.id].state.value for year in years] == ["no data", "gap", "thin"]


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [("2024-06-30", 12, "2025-06-30"), ("2024-02-29", 12, "2025-02-28"), ("2024-10-31", 4, "2025-02-28"),
     ("2024-01-15", -12, "2023-01-15"), ("2024-03-31", -1, "2024-02-29")],
)
def test_months_after(day: str, months: int, after: str) -> None:
    assert months_after(day, months) == after


def test_same_day_of_another_year() -> None:
    assert [same_day_of(year, "2024-02-29") for year in (2020, 2023)] == ["2020-02-29", "2023-02-28"]
