"""What a list is asked for: read from an address, written as a text, refused with what is expected."""

from __future__ import annotations

import pytest

from app.explore.view import MOST_IDS
from app.explore.view import parse as parse_view
from app.http.problems import PageError
from app.lists.asked import Asked, from_text, parse
from app.lists.kinds import AGREEMENTS, LISTS, ORGANIZATIONS, PROGRAMS
from app.lists.selection import MOST_ON_MAP


def test_values_are_read_as_people_and_links_write_them() -> None:
    asked = parse(ORGANIZATIONS, {"country": ["country:gt", "GT", "none"], "state": ["US-tx", "area:US-CA"], "focus": ["focus:III"],
                                  "kind": [""], "in_force": ["yes"], "page": ["3"]})
    assert asked.values == {"country": ("GT", "none"), "state": ("TX", "CA"), "focus": ("III",), "in_force": ("yes",)}
    assert asked.filters() == {"kind": [], "country": ["GT", "none"], "state": ["TX", "CA"], "focus": ["focus:III"], "in_force": ["yes"],
                               "source": [], "overlap": [], "problem": []}
    years = parse(PROGRAMS, {"year": ["2023"], "dated": ["no"]}).filters()
    assert (years["year"], years["dated"], parse(AGREEMENTS, {}).filters()["year"]) == (2023, False, None)


def test_filters_are_one_text_and_the_text_is_the_filters() -> None:
    asked = parse(PROGRAMS, {"country": ["GT", "HN"], "year": ["2023"], "dated": ["yes"], "sort": ["-from"], "columns": ["places,focus"]})
    assert asked.text() == "programs?country=GT&country=HN&year=2023&dated=yes"
    assert from_text(asked.text()) == Asked(PROGRAMS, asked.values, asked.extra)
    assert asked.columns == ("places", "focus")
    assert from_text("agreements") == Asked(AGREEMENTS)


def test_one_value_or_the_whole_facet_is_taken_away() -> None:
    asked = parse(ORGANIZATIONS, {"kind": ["ngo", "academic"], "country": ["GT"]})
    assert asked.without("kind", "ngo").values == {"kind": ("academic",), "country": ("GT",)}
    assert asked.without("kind").values == asked.without("kind", "ngo").without("kind", "academic").values == {"country": ("GT",)}


@pytest.mark.parametrize(("kind", "given", "said"), [
    ("organization", {"kind": ["ngos"]}, "kind=ngos: expected one of foreign_counterpart"),
    ("organization", {"country": ["Guatemala"]}, "country=Guatemala: expected a code of two letters, such as GT."),
    ("organization", {"state": ["none"]}, "state=none: expected a code of two letters, such as TX."),
    ("program", {"in_force": ["maybe"]}, "in_force=maybe: expected one of yes, no."),
    ("program", {"year": ["19x4"]}, "year=19x4: expected a year of four digits from 1900 to 2200, such as 2023."),
    ("program", {"year": ["1899"]}, "year=1899: expected a year"),
    ("program", {"dated": ["si"]}, "dated=si: expected yes or no."),
    ("program", {"problem": ["ugly"]}, "problem=ugly: expected one of any, none, programs-without-start"),
    ("agreement", {"sort": ["links"]}, "sort=links: expected one of name, kind, from, to, parties"),
    ("agreement", {"columns": ["parties", "shoe size"]}, "columns=shoe size: expected some of kind, valid_from"),
    ("agreement", {"source": [f"s{n}" for n in range(101)]}, "source: found 101 values; expected at most 100."),
])
def test_what_is_wrong_is_named_with_what_is_expected(kind: str, given: dict[str, list[str]], said: str) -> None:
    with pytest.raises(PageError) as raised:
        parse(LISTS[kind], given)
    assert raised.value.status == 400
    assert str(raised.value).startswith(said)


def test_a_map_takes_a_list_by_its_text() -> None:
    view = parse_view({"list": ["organizations?kind=ngo&country=GT"], "expand": ["org:a:b"]})
    assert view.listed == "organizations?kind=ngo&country=GT"
    assert not view.whole
    assert ("list", view.listed) in view.pairs()
    assert not parse_view({"list": ["programs"]}).whole
    for wrong in ("countries", "organizations?kind=x"):
        with pytest.raises(PageError):
            parse_view({"list": [wrong]})


def test_a_map_takes_as_many_of_a_list_as_of_an_address() -> None:
    assert MOST_ON_MAP == MOST_IDS


def test_every_column_that_sorts_is_a_sort_of_the_query() -> None:
    for kind in LISTS.values():
        assert kind.sort.removeprefix("-") in kind.sorts
        assert len({facet.key for facet in kind.facets}) == len(kind.facets) == 8
        assert any(column.shown for column in kind.columns)
