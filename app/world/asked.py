"""What the address asks of the map: layer, focus area, indicator, money, year, region and day, every part checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import request

from analysis.gaps.ask import Reader, indicators
from app.gaps.asked import Form, short
from app.gaps.needs import key
from app.gaps.shares_page import focus_asked
from app.http.problems import PageError
from app.world.layers import GAP, NEED, PARTNERS, PROGRAMS, SUPPLY
from app.world.more_layers import LINKS, MONEY, OVERLAP, sums, usual_sums

LAYERS = {SUPPLY: "Programs and partners", NEED: "Need", GAP: "Gaps", OVERLAP: "Overlaps", MONEY: "Money", LINKS: "U.S. states"}


def layer_asked() -> str:
    """The layer of ``layer=``, supply where none is given; 400 for another."""
    return _one_of("layer", tuple(LAYERS), f"one of {', '.join(LAYERS)}") or SUPPLY


def region_asked(form: Form) -> str:
    """The UN region or subregion of ``region=``, empty for the world; 400 for another."""
    return _one_of("region", [c.value for group in form.regions for c in group.choices], "a UN region, as the filter offers them")


def country_asked(form: Form, within: Mapping[str, str]) -> str:
    """The country of ``country=`` to look at closely, empty for none; one outside the chosen region counts as none; 400 for no code."""
    asked = _one_of("country", [c.value for c in form.countries], "a country code such as BB")
    return asked if asked in within else ""


def chosen(layer: str, form: Form, reading: Reader, as_of: str, states: Sequence[str]) -> dict[str, str]:
    """The choices of a layer by name, each with a value; 400 says which cannot be used and what was expected."""
    values = {"focus": "", "measure": PROGRAMS, "indicator": "", "money": "", "year": "", "state": ""}
    if layer in (SUPPLY, OVERLAP):
        values["focus"] = _one_of("focus", form.focus_areas, "a line of effort or a topic, such as III", prefix="focus:")
    if layer == SUPPLY:
        values["measure"] = _one_of("measure", (PROGRAMS, PARTNERS), f"{PROGRAMS} or {PARTNERS}") or PROGRAMS
    elif layer == GAP:
        values["focus"] = short(focus_asked(form))
    elif layer == NEED:
        values["indicator"] = _indicator(reading, as_of)
    elif layer == MONEY:
        values["money"], values["year"] = _money(int(as_of[:4]))
    elif layer == LINKS:
        values["state"] = _one_of("state", states, "the code of a U.S. state, such as TX")
    return values


def _indicator(reading: Reader, as_of: str) -> str:
    """The indicator of need asked for, else the one with values for most countries; empty where there is none."""
    known = [i for i in indicators(reading, as_of) if i.tells_need]
    asked = _one_of("indicator", [key(i.id) for i in known], "an indicator of need, as the filter offers them", prefix="indicator:")
    return asked or next((key(i.id) for i in sorted(known, key=lambda i: (-i.countries, i.name))), "")


def _money(until: int) -> tuple[str, str]:
    """The kind of sum asked for, else that of most countries, and the year: the one asked for where there are sums for it."""
    offered = {s.key: s for s in sums()}
    asked = _one_of("money", tuple(offered), "a kind of sum, as the filter offers them")
    text = request.args.get("year", "").strip()
    if text and not (text.isascii() and text.isdecimal() and len(text) == 4):
        raise PageError(400, f"year={text[:20]}: expected a year of four digits.")
    shown = offered.get(asked) or usual_sums(list(offered.values()), until)
    return (shown.key, str(shown.year(int(text or 0), until))) if shown else ("", "")


def _one_of(name: str, allowed: Sequence[str], expected: str, prefix: str = "") -> str:
    value = request.args.get(name, "").strip().removeprefix(prefix)
    if value and value not in allowed:
        raise PageError(400, f"{name}={value[:100]}: expected {expected}.")
    return value
