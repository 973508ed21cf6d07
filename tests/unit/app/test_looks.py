"""Shapes and colours of kinds: the same everywhere, seen in both themes, told apart without colour."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.http.kinds import KIND_LOOKS, SHAPES, Kind, look
from app.profiles.phrases import phrase, types
from graph.model import KINDS, LINKS

STATIC = Path(__file__).parents[3] / "static"
THEME = (STATIC / "css/theme.css").read_text(encoding="utf-8")
LIGHT, DARK = THEME.split("@media (prefers-color-scheme: dark)", 1)


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.1) of ``#rrggbb``."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    """Contrast ratio (WCAG 2.1)."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def variable(theme: str, name: str) -> str:
    match = re.search(rf"--{re.escape(name)}: (#[0-9a-f]{{6}});", theme)
    assert match is not None, name
    return match[1]


def test_every_kind_of_the_model_has_a_look() -> None:
    assert set(KINDS) <= set(KIND_LOOKS)


def test_no_two_kinds_look_alike_without_colour_among_organizations() -> None:
    drawn = (*KINDS, "organization", "program", "country", "agreement", "focus")
    looks = [(KIND_LOOKS[key].shape, KIND_LOOKS[key].hollow) for key in drawn]
    assert len(looks) == len(set(looks))


@pytest.mark.parametrize("kind", KIND_LOOKS.values(), ids=lambda kind: kind.key)
def test_colours_are_the_theme_s_and_seen_on_the_page(kind: Kind) -> None:
    assert variable(LIGHT, f"kind-{kind.key}") == kind.colour
    assert variable(DARK, f"kind-{kind.key}") == kind.dark
    assert contrast(kind.colour, variable(LIGHT, "ground")) >= 3
    assert contrast(kind.dark, variable(DARK, "ground")) >= 3


@pytest.mark.parametrize("pair", [
    ("ink", "ground"), ("ink-quiet", "ground"), ("ink-quiet", "ground-raised"), ("link", "ground"), ("link", "ground-marked"),
    ("link-visited", "ground"), ("good", "good-ground"), ("warn", "warn-ground"), ("bad", "bad-ground"), ("none", "none-ground"),
    ("bar-ink", "bar"), ("bar-quiet", "bar"),
])
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_text_is_read_in_both_themes(theme: str, pair: tuple[str, str]) -> None:
    assert contrast(variable(theme, pair[0]), variable(theme, pair[1])) >= 4.5


def test_the_picture_draws_the_shapes_of_the_legend() -> None:
    listed = re.search(r"export const SHAPES = \[(.*?)\]", (STATIC / "explore/shapes.js").read_text(encoding="utf-8"))
    assert listed is not None
    assert re.findall(r"'(\w+)'", listed[1]) == list(SHAPES)
    assert {kind.shape for kind in KIND_LOOKS.values()} <= set(SHAPES)


@pytest.mark.parametrize(("id_", "kind", "key"), [
    ("org:x:1", "ngo", "ngo"), ("org:x:1", None, "organization"), ("org:x:1", "new kind", "organization"),
    ("program:x:1", None, "program"), ("country:GT", None, "country"), ("area:US-TX", "state", "area"),
    ("agreement:x:1", "MOU", "agreement"), ("focus:III", None, "focus"),
])
def test_how_a_thing_looks(id_: str, kind: str | None, key: str) -> None:
    assert look(id_, kind).key == key


def test_every_link_type_has_words_both_ways() -> None:
    assert types() == set(LINKS)
    symmetric = {name for name, declared in LINKS.items() if declared.symmetric}
    assert all(phrase(name, outgoing=True) == phrase(name, outgoing=False) for name in symmetric)
    assert all(phrase(name, outgoing=True) != phrase(name, outgoing=False) for name in set(LINKS) - symmetric)
