"""The map's state: an address and a view are two ways to write one thing, and every step is a new view."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.explore import moves
from app.explore.groups import collapse
from app.explore.things import Link, Thing
from app.explore.view import COLOURS, GROUPS, KINDS, SIZES, STEPS, Expansion, Pin, View, parse
from app.http.problems import PageError
from graph.model import LINKS

ids = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=30).map(lambda text: f"org:{text}").filter(
    lambda id_: bool(id_.strip()) and "@" not in id_)
id_lists = st.lists(ids, max_size=4, unique=True).map(tuple)
places = st.none() | st.tuples(*[st.integers(-90000, 90000).map(lambda n: n / 10000)] * 2)
views = st.builds(
    View, ids=id_lists, hide=id_lists, opened=id_lists,
    expand=st.lists(st.builds(Expansion, ids, st.sampled_from(["", *LINKS])), max_size=4, unique=True).map(tuple),
    pins=st.lists(st.builds(Pin, ids, places), max_size=3, unique_by=lambda pin: pin.id).map(tuple),
    without=st.lists(st.sampled_from([*KINDS, *LINKS]), max_size=3, unique=True).map(lambda found: tuple(sorted(found))),
    kinds=st.lists(st.sampled_from(KINDS), max_size=3, unique=True).map(lambda found: tuple(sorted(found))),
    country=st.sampled_from(["", "GT", "XK"]), focus=st.sampled_from(["", "III", "III:police-reform"]),
    year=st.none() | st.integers(1900, 2200), current=st.booleans(), since=st.sampled_from(["", "2020-01-01"]),
    group=st.sampled_from(["", *GROUPS]),
    bundles=st.lists(st.tuples(st.integers(0, 99), ids), max_size=3, unique=True).map(tuple),
    most=st.sampled_from(STEPS), every=st.booleans(), open=st.just("") | ids.map(str.strip).filter(lambda text: ":" in text),
    as_of=st.sampled_from(["", "2024-06-30"]), size=st.sampled_from(["", *SIZES]), colour=st.sampled_from(["", *COLOURS]),
)


def read(address: str) -> View:
    return parse(parse_qs(urlsplit(address).query))


@given(views)
def test_a_view_reads_back_from_its_address(view: View) -> None:
    assert read(view.address()) == view


def test_a_seed_is_a_thing_with_its_neighbours() -> None:
    assert read("/explore?seed=org:a&ids=org:b&ids=org:a") == View(ids=("org:a", "org:b"), expand=(Expansion("org:a"),))
    assert read("/explore?country=gt&focus=focus:III") == View(country="GT", focus="III")


@pytest.mark.parametrize(("address", "told"), [
    ("ids=police", "ids=police: expected the id of a thing"), ("year=23", "year=23: expected a year of four digits"),
    ("country=Guatemala", "country=GUATEMALA: expected a country code"), ("group=colour", "group=colour: expected one of kind"),
    ("without=robots", "without=robots: expected one of us_federal"), ("most=7", "most=7: expected one of 100"),
    ("as_of=yesterday", "as_of=yesterday: expected a day"), ("bundle=org:a", "bundle=org:a: expected a number"),
    ("seed=" + "org:" + "x" * 600, "seed=org:xxx"),
])
def test_a_wrong_address_says_what_is_expected(address: str, told: str) -> None:
    with pytest.raises(PageError) as error:
        read(f"/explore?{address}")
    assert error.value.status == 400
    assert str(error.value).startswith(told)


def test_too_many_things_are_refused() -> None:
    with pytest.raises(PageError, match="found 5,001 things; expected at most 5,000"):
        parse({"ids": [f"org:{number}" for number in range(5001)]})


def test_steps() -> None:
    view = read("/explore?seed=org:a&hide=org:b&country=GT")
    assert moves.add(view, "org:b") == View(
        ids=("org:a", "org:b"), expand=(Expansion("org:a"), Expansion("org:b")), country="GT")
    assert moves.expand(view, ["org:a"], "FUNDS").expand == (Expansion("org:a"), Expansion("org:a", "FUNDS"))
    assert moves.expand(moves.expand(view, ["org:c"], "FUNDS"), ["org:c"]).expand == (Expansion("org:a"), Expansion("org:c"))
    assert moves.collapse(view, ["org:a"]) == replace(view, expand=())
    assert moves.collapse(read("/explore?expand=org:a"), ["org:a"]) == View(ids=("org:a",))
    assert moves.unhide(moves.hide(view, ["org:c"]), ["org:b"]).hide == ("org:c",)
    assert moves.keep_only(view, ["org:c", "org:a"]) == View(ids=("org:c", "org:a"), country="GT")
    assert moves.pin(view, "org:a").pins == (Pin("org:a"),)
    assert moves.pin(moves.pin(view, "org:a"), "org:a").pins == ()
    assert moves.toggle(moves.toggle(view, "ngo"), "ngo") == view
    assert moves.bundle(moves.bundle(view, ["org:a", "org:b"]), ["org:b", "org:c"]).bundles == (
        (1, "org:a"), (2, "org:b"), (2, "org:c"))
    assert moves.unbundle(moves.bundle(view, ["org:a"]), 1) == view


def test_the_time_that_in_force_is_about() -> None:
    today = dt.date(2026, 5, 4)
    assert View().window(today) == (today, today)
    assert View(as_of="2024-06-30").window(today) == (dt.date(2024, 6, 30), dt.date(2024, 6, 30))
    assert View(as_of="2024-06-30", year=2023).window(today) == (dt.date(2023, 1, 1), dt.date(2023, 12, 31))


THINGS = tuple(Thing(f"org:{key}", key.upper(), kind, country, 1) for key, kind, country in [
    ("a", "ngo", "GT"), ("b", "ngo", "GT"), ("c", "ngo", "HN"), ("d", "us_federal", "US"), ("e", "academic", "none"),
    ("f", "academic", "none"),
])
LINKED = (
    Link("org:d", "org:a", "FUNDS", 2, False), Link("org:d", "org:b", "FUNDS", 1, True), Link("org:a", "org:b", "PARTNERS_WITH", 1, True),
    Link("org:b", "org:a", "PART_OF", 1, True), Link("org:c", "org:b", "PART_OF", 1, True), Link("org:c", "org:d", "TRAINS", 4, True),
)


def grouped(view: View) -> tuple[dict[str, tuple[str, ...]], set[tuple[str, str, str, int, bool]]]:
    things, links = collapse(view, THINGS, LINKED, {"GT": "Guatemala"})
    return ({thing.name: thing.inside for thing in things if thing.is_group},
            {(link.start, link.end, link.type, link.links, link.in_force) for link in links})


def test_groups_by_kind_add_up_links_and_hide_those_within() -> None:
    groups, links = grouped(View(group="kind"))
    assert groups == {"NGOs": ("org:a", "org:b", "org:c"), "Academic institutions": ("org:e", "org:f")}
    assert links == {("org:d", "group:kind:ngo", "FUNDS", 3, True), ("group:kind:ngo", "org:d", "TRAINS", 4, True)}


def test_groups_by_country_say_where_none_is_stated() -> None:
    assert grouped(View(group="country"))[0] == {"Guatemala": ("org:a", "org:b"), "No country stated": ("org:e", "org:f")}


def test_groups_by_what_things_are_part_of_take_the_outermost() -> None:
    groups, links = grouped(View(group="parent"))
    assert groups == {"A": ("org:a", "org:b", "org:c")}
    assert ("org:d", "group:parent:org:a", "FUNDS", 3, True) in links


def test_kept_things_opened_groups_and_single_ones_stay_as_they_are() -> None:
    assert grouped(View(ids=("org:a",), group="kind", opened=("group:kind:academic",)))[0] == {"NGOs": ("org:b", "org:c")}
    assert grouped(View(group="kind", ids=("org:a", "org:b"), opened=("group:kind:academic",)))[0] == {}


def test_a_group_made_by_hand_comes_first() -> None:
    groups, _ = grouped(View(ids=("org:a",), bundles=((1, "org:a"), (1, "org:d")), group="kind"))
    assert groups == {"Group 1": ("org:a", "org:d"), "NGOs": ("org:b", "org:c"), "Academic institutions": ("org:e", "org:f")}


def test_a_circle_of_parts_ends() -> None:
    links = (Link("org:a", "org:b", "PART_OF", 1, True), Link("org:b", "org:a", "PART_OF", 1, True))
    things, _ = collapse(View(group="parent"), THINGS[:2], links, {})
    assert {thing.id for thing in things} == {"org:a", "org:b"}
