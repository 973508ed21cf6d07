"""Who works with whom, on three agencies, two NGOs and a police worked out by hand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from analysis.measures import Crossing, Met, crossed, meetings

GROUPS = {"inl": "us", "dea": "us", "usaid": "us", "ngo1": "ngo", "ngo2": "ngo", "police": "local"}
# reform: inl, ngo1, police; courts: inl, usaid, ngo2; nobody else meets; the stranger has no group.
PARTS = [("inl", "reform"), ("ngo1", "reform"), ("police", "reform"), ("inl", "courts"), ("usaid", "courts"), ("ngo2", "courts"),
         ("stranger", "courts"), ("dea", "alone")]  # fmt: skip
DIRECT = {("police", "inl"): 2, ("dea", "police"): 1, ("inl", "inl"): 4}


def test_pairs_programs_and_direct_links_are_counted_between_groups() -> None:
    assert crossed(GROUPS, [*PARTS, PARTS[0]], DIRECT) == {  # a part that is told twice is one
        ("local", "us"): Crossing(2, 1, 3),  # police with inl (reform, 2 links) and with dea (1 link)
        ("ngo", "us"): Crossing(3, 2, 0),  # ngo1 - inl, ngo2 - inl, ngo2 - usaid
        ("local", "ngo"): Crossing(1, 1, 0),
        ("us", "us"): Crossing(1, 1, 0),  # inl and usaid in courts; inl with itself is no pair
    }  # fmt: skip
    assert meetings(PARTS[:3], DIRECT) == [
        Met("inl", "police", 1, 2), Met("inl", "ngo1", 1, 0), Met("ngo1", "police", 1, 0), Met("dea", "police", 0, 1)
    ]  # fmt: skip


members, programs = st.sampled_from("abcdefg"), st.sampled_from(["p", "q", "r"])


@given(st.lists(st.tuples(members, programs), max_size=20), st.dictionaries(st.tuples(members, members), st.integers(1, 3), max_size=6))
def test_the_cells_add_up_to_the_pairs_whatever_the_groups(parts: list[tuple[str, str]], direct: dict[tuple[str, str], int]) -> None:
    group_of = {m: "vowel" if m in "ae" else "other" for m in "abcdefg"}
    cells, met = crossed(group_of, parts, direct), meetings(parts, direct)
    assert sum(c.pairs for c in cells.values()) == len(met)
    assert sum(c.direct for c in cells.values()) == sum(m.direct for m in met)
    assert crossed(group_of, parts[::-1], direct) == cells
