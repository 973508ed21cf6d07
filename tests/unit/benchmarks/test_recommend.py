"""Hiding, worked out by hand: a program is one event however many its cells, and only who is new in a country is asked for."""

from __future__ import annotations

from analysis.recommend import Body, Cell, Work
from benchmarks.recommend import Data, Found, hidden, judged, rates

POLICE = "focus:III:police"
BODIES = {id_: Body(id_, id_) for id_ in ("org:comes", "org:large", "org:nobody-knew")}


def _work(body: str, program: str, starts: str, *countries: str) -> Work:
    return Work(body, program, program, "delivers", countries, (POLICE,), starts=starts)


DATA = Data(BODIES, [
    _work("org:comes", "program:1", "2010-01-01", "HN"), _work("org:comes", "program:2", "2013-01-01", "GT", "SV", "HN"),
    _work("org:large", "program:3", "2009-01-01", "GT"), _work("org:large", "program:4", "2009-01-01", "GT"),
    _work("org:large", "program:5", "2013-01-01", "GT"), _work("org:nobody-knew", "program:6", "2012-01-01", "GT"),
    _work("org:comes", "program:7", "", "PE"), _work("org:comes", "program:8", "2016-01-01", "PE"),
], [], {}, lambda year: {})  # fmt: skip


def test_what_is_hidden_and_what_is_found() -> None:
    hid = hidden(DATA, 2011)
    # Honduras knew it, Guatemala knew the large one, nobody knew the third; what has no start or begins after three years is no news.
    assert {cell: dict(new) for cell, new in hid.shares.items()} == {
        Cell(code, POLICE, "2011-12-31"): {"org:comes": 0.5} for code in ("GT", "SV")
    }
    assert (hid.unknown, hid.known) == (1, {"org:comes", "org:large"})
    assert all(one.by == {"ours": True, "popularity": True, "common neighbours": True} for one in judged(DATA, 2011))


def test_a_partner_counts_once_however_many_its_countries() -> None:
    found = [Found(2011, "GT", "org:large", 1.0, {"x": True}) for _ in range(9)] + [Found(2011, "GT", "org:comes", 1.0, {"x": False})]
    assert rates(found, "x") == (0.5, 0.9)
