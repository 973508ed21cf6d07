"""Two readings of a table: what came, went and changed, worked out by hand, and the laws of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.table_changes import Digest, Row, RowChange, Sheet, difference, label

COLUMNS = ("id", "name", "kind", "programs")
UN, NGO = ("org:un", "UN", "body", "3"), ("org:ngo", "NGO", "ngo", "1")


def sheet(*rows: Row, columns: tuple[str, ...] = COLUMNS, name: str = "") -> Sheet:
    return Sheet(name, columns, rows)


def facts(before: Sheet, after: Sheet) -> set[tuple[str, str, tuple[tuple[str, str, str], ...]]]:
    return {(row.what, row.label, row.cells) for row in difference([before], [after]).rows}


def test_tables_without_a_column_in_common_went_and_came() -> None:
    before, after = sheet(UN), sheet(("2020", "7"), columns=("year", "partners"))
    assert facts(before, after) == {
        ("removed", "UN", (("id", "org:un", ""), ("name", "UN", ""), ("kind", "body", ""), ("programs", "3", ""))),
        ("added", "2020 · 7", (("year", "", "2020"), ("partners", "", "7"))),
    }


def digest(*sheets: Sheet) -> str:
    made = Digest()
    for one in sheets:
        for row in one.rows:
            made.add(one.name, one.columns, row)
    return made.text()


def test_a_row_that_came_one_that_went_and_one_with_other_cells() -> None:
    after = sheet(("org:pnc", "PNC", "police", ""), ("org:un", "UN", "body", "4"))
    assert facts(sheet(UN, NGO), after) == {
        ("added", "PNC", (("id", "", "org:pnc"), ("name", "", "PNC"), ("kind", "", "police"))),
        ("removed", "NGO", (("id", "org:ngo", ""), ("name", "NGO", ""), ("kind", "ngo", ""), ("programs", "1", ""))),
        ("changed", "UN", (("programs", "3", "4"),)),
    }


def test_another_order_is_no_change_and_rows_that_stand_twice_count_twice() -> None:
    assert facts(sheet(UN, NGO), sheet(NGO, UN)) == set()
    assert digest(sheet(UN, NGO)) == digest(sheet(NGO, UN))
    assert [(row.what, row.label) for row in difference([sheet(UN, UN)], [sheet(UN)]).rows] == [("removed", "UN")]
    assert digest(sheet(UN, UN)) != digest(sheet(UN))


def test_with_one_id_everything_else_may_change_and_the_name_is_the_new_one() -> None:
    assert facts(sheet(UN), sheet(("org:un", "United Nations", "regional", "9"))) == {
        ("changed", "United Nations", (("name", "UN", "United Nations"), ("kind", "body", "regional"), ("programs", "3", "9")))}


def test_a_list_of_ids_that_grows_leaves_the_row_the_same_row() -> None:
    columns = ("country", "country_id", "partner", "partner_id", "its_programs", "its_programs_id")
    before = sheet(("Peru", "country:PE", "UN", "org:un", "A", "program:a"), columns=columns)
    after = sheet(("Peru", "country:PE", "UN", "org:un", "A; B", "program:a; program:b"), columns=columns)
    assert facts(before, after) == {("changed", "Peru · UN · A; B", (("its_programs", "A", "A; B"),
                                                                   ("its_programs_id", "program:a", "program:a; program:b")))}


@pytest.mark.parametrize(("after", "what"), [(("Peru", "2015", "8"), {"changed"}), (("Peru", "2016", "8"), {"added", "removed"})])
def test_without_ids_half_of_the_cells_have_to_be_equal(after: Row, what: set[str]) -> None:
    columns = ("country", "year", "programs")
    assert {row[0] for row in facts(sheet(("Peru", "2015", "3"), columns=columns), sheet(after, columns=columns))} == what


def test_the_day_that_was_asked_for_is_no_change_but_a_column_that_comes_is_one() -> None:
    columns = ("id", "as_of", "state")
    before, after = sheet(("a", "2016-01-01", "gap"), columns=columns), sheet(("a", "2016-01-02", "gap"), columns=columns)
    assert digest(before) == digest(after)
    assert facts(before, after) == set()
    wider = sheet(("a", "2016-01-02", "gap", "x"), columns=(*columns, "reason"))
    found = difference([before], [wider])
    assert (found.rows, found.columns_added, found.columns_removed) == ((), ("reason",), ())
    assert digest(before) != digest(wider)


def test_sheets_of_a_page_are_told_apart() -> None:
    things, links = sheet(UN, name="things"), sheet(("org:un", "FUNDS"), columns=("from_id", "link"), name="links")
    found = difference([things, links], [things, sheet(columns=("from_id", "link"), name="links")])
    assert found.rows == (RowChange("removed", "links", "FUNDS", (("from_id", "org:un", ""), ("link", "FUNDS", ""))),)
    assert difference([things], []).count("removed") == 1


def test_a_label_is_short_and_says_something_even_without_words() -> None:
    assert label(("id",), ("org:x",)) == "org:x"
    assert label(("from_id", "from", "link", "to", "to_id", "links"), ("a", "UN", "FUNDS", "NGO", "b", "2")) == "UN · FUNDS · NGO"
    assert label(("year", "programs"), ("2015", "3")) == "2015 · 3"
    assert label(("name",), ("line\nbreak " * 40,)).startswith("line break line") and len(label(("name",), ("x" * 500,))) == 120


ROWS = st.lists(st.tuples(*[st.sampled_from(["", "a", "b", "ab"])] * 3).map(tuple), max_size=12)


@given(ROWS, ROWS)
def test_what_stays_and_what_differs_make_up_both_readings(before: list[Row], after: list[Row]) -> None:
    """As many rows differ as are not in both, each change stands for one of each side, and the digests are equal just then."""
    one, other = sheet(*before, columns=("id", "x", "y")), sheet(*after, columns=("id", "x", "y"))
    found = difference([one], [other])
    added, removed, changed = (found.count(what) for what in ("added", "removed", "changed"))
    common = sum(min(before.count(row), after.count(row)) for row in set(before))
    assert (added + changed, removed + changed) == (len(after) - common, len(before) - common)
    assert (digest(one) == digest(other)) == (not found.rows)
