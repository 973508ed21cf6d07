"""The list of overlaps on five pairs made by hand: filters, counts that follow them, groups as entries, orders."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from analysis.overlaps.run import find_overlaps
from app.http.problems import PageError
from app.overlaps.asked import parse
from app.overlaps.reading import base, counts, entries, funders, programs
from app.work.kept import Kept, keep, latest
from app.work.overlaps.reading import Reading
from app.work.overlaps.tables import PAIR_TABLE, PROGRAM_TABLE, group_table, pair_table, program_table, ranked
from ledger.findings import Findings
from ledger.store import Ledger

GROUP = "a\x1eGT"
# key: country, one, other, tier, score, starts, ends, payers, focus areas, group
PAIRS: dict[str, tuple[Any, ...]] = {
    "ab": ("GT", "a", "b", "overlap", .9, "2020-01-01", "2021-12-31", ["org:inl", "org:eu"], ["focus:III:police"], GROUP),
    "bc": ("GT", "b", "c", "fragmentation", .6, "2020-01-01", "9999", ["org:eu"], ["focus:III:police"], GROUP),
    "ac": ("GT", "a", "c", "potential duplication", .7, "2020-01-01", "9999", ["org:inl"], ["focus:III:police"], GROUP),
    "de": ("HN", "d", "e", "overlap", .8, "", "2015-06-30", [], [], ""),
    "fg": ("BR", "f", "g", "fragmentation", .5, "2023-01-01", "2024-01-01", ["org:who"], ["focus:II"], ""),
}  # fmt: skip
DOLLARS = {"a": 5_000_000.0, "d": 100.0, "f": 2_000_000.0}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    home = tmp_path_factory.mktemp("home")
    rows: list[tuple[Any, ...]] = [
        (key, "f", country, one, one.upper(), other, other.upper(), tier, score, .5, 100, starts, ends, ["the purpose: alike"], [], [], [],
         [], payers, areas, group, .5, 0.0, 1.0, .5, score)
        for key, (country, one, other, tier, score, starts, ends, payers, areas, group) in PAIRS.items()
    ]  # fmt: skip
    sides = sorted({(side, country) for country, one, other, *_ in PAIRS.values() for side in (one, other)})
    programs: list[tuple[Any, ...]] = [
        (side, side.upper(), country, [], [], "", "", True, "[]", DOLLARS.get(side), []) for side, country in sides
    ]
    tables = {"pairs": pd.DataFrame(rows, columns=list(PAIR_TABLE)), "programs": pd.DataFrame(programs, columns=list(PROGRAM_TABLE))}
    keep(home, "overlaps", tables, {})
    found = latest(home, "overlaps")
    assert found is not None
    return found


JUDGED = {"de": SimpleNamespace(key="de", state="closed", verdict="warranted"), "bc": SimpleNamespace(key="bc", state="open", verdict="")}
BASE = base(JUDGED, {"GT": "Guatemala", "HN": "Honduras", "BR": "Aland"})  # type: ignore[arg-type]


def asked(**given: Any) -> Any:
    listed = {name: value if isinstance(value, list) else [value] for name, value in given.items()}
    return parse(listed, {"GT", "HN", "BR"}, {"II", "III", "III:police"})


def found(kept: Kept, **given: Any) -> list[list[str]]:
    return [[pair["key"] for pair in entry] for entry in entries(kept, asked(**given), BASE, 0, 50)]


@pytest.mark.parametrize(("given", "expected"), [
    ({}, [["ac", "ab", "bc"], ["de"], ["fg"]]),
    ({"tier": ["overlap", "fragmentation"]}, [["ab", "bc"], ["de"], ["fg"]]),
    ({"country": "GT"}, [["ac", "ab", "bc"]]),
    ({"focus": "III"}, [["ac", "ab", "bc"]]),  # a topic counts under its line
    ({"focus": ["II", "none"]}, [["de"], ["fg"]]),
    ({"who": "org:eu"}, [["ab", "bc"]]),
    ({"who": "a"}, [["ac", "ab"]]),  # a program
    ({"who": "none"}, [["de"]]),
    ({"state": "not judged"}, [["ac", "ab"], ["fg"]]),
    ({"state": ["open", "closed"]}, [["de"], ["bc"]]),
    ({"verdict": "warranted"}, [["de"]]),
    ({"verdict": "none", "state": "open"}, [["bc"]]),
    ({"money": "2,000,000"}, [["ac", "ab"], ["fg"]]),
    ({"since": "2022"}, [["ac", "bc"], ["fg"]]),  # no stated end counts as running
    ({"until": "2019"}, [["de"]]),  # and so does no stated start
    ({"since": "2021", "until": "2021"}, [["ac", "ab", "bc"]]),
])  # fmt: skip
def test_filters(kept: Kept, given: dict[str, Any], expected: list[list[str]]) -> None:
    assert found(kept, **given) == expected


@pytest.mark.parametrize(("sort", "expected"), [
    ("-likely", ["fg", "de", "ac"]), ("name", ["ac", "de", "fg"]), ("-name", ["fg", "de", "ac"]), ("country", ["fg", "ac", "de"]),
    ("money", ["ac", "fg", "de"]), ("-money", ["de", "fg", "ac"]), ("start", ["ac", "fg", "de"]), ("state", ["de", "ac", "fg"]),
])  # fmt: skip
def test_orders(kept: Kept, sort: str, expected: list[str]) -> None:
    assert [entry[0] for entry in found(kept, sort=sort)] == expected


def test_counts_follow_the_filters_and_a_facet_does_not_narrow_itself(kept: Kept) -> None:
    told = counts(kept, asked(country="GT", tier="overlap"), BASE)
    assert told["all"] == {"pairs": 1, "entries": 1, "groups": 1}
    assert told["tier"] == {"overlap": 1, "fragmentation": 1, "potential duplication": 1}
    assert told["country"] == {"GT": 1, "HN": 1}
    assert told["focus"] == {"focus:III": 1, "focus:III:police": 1}
    assert told["who"] == {"org:inl": 1, "org:eu": 1}
    assert (told["state"], told["verdict"]) == ({"not judged": 1}, {"none": 1})
    assert counts(kept, asked(), BASE)["all"] == {"pairs": 5, "entries": 3, "groups": 1}


def test_pages_of_entries(kept: Kept) -> None:
    assert [[p["key"] for p in e] for e in entries(kept, asked(), BASE, 1, 1)] == [["de"]]


@pytest.mark.parametrize("given", [{"tier": "huge"}, {"country": "FR"}, {"focus": "IX"}, {"state": "done"}, {"verdict": "maybe"},
                                   {"since": "20x0"}, {"since": "2020", "until": "2019"}, {"money": "-1"}, {"money": "1e9"},
                                   {"sort": "luck"}, {"who": [str(n) for n in range(101)]}])  # fmt: skip
def test_what_cannot_be_is_said(given: dict[str, Any]) -> None:
    with pytest.raises(PageError) as error:
        asked(**given)
    assert error.value.status == 400 and next(iter(given)) in str(error.value)


def test_a_comparison_that_found_nothing_is_a_list_of_nothing(tmp_path: Path) -> None:
    reading = Reading(pd.DataFrame(columns=["id", "title"]), {})
    ledger = Ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}")
    run = find_overlaps(reading.frame)
    pairs, ranking = ranked(pair_table(run, reading, {}), Findings(ledger))
    keep(tmp_path, "overlaps", {"pairs": pairs, "programs": program_table(reading), "groups": group_table({})}, {})
    found = latest(tmp_path, "overlaps")
    assert found is not None and (ranking["yes"], ranking["no"]) == (0, 0)
    given = {"who": "none", "focus": "none", "tier": "overlap", "country": "GT", "state": "open", "verdict": "none"}
    everything = asked(**given, since="2020", until="2021", money="1")
    assert entries(found, everything, BASE, 0, 50) == []
    assert counts(found, everything, BASE)["all"] == {"pairs": 0, "entries": 0, "groups": 0}
    assert programs(found, []) == {} and funders(found) == {}
