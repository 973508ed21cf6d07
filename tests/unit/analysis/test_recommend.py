"""Laws of the order of those who could help: more evidence never lowers, the order of rows does not matter."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from analysis.recommend import Body, Cell, Helped, Ranked, Tie, Work, World, rank

PLACES = {"GT": ("A", "c"), "HN": ("A", "c"), "PE": ("A", "s"), "FR": ("E", "w")}
BODIES = {id_: Body(id_, id_) for id_ in ("org:a", "org:b", "org:c")}
CELL = Cell("GT", "focus:III:police", "2024-06-30")
AREAS = st.lists(st.sampled_from(["focus:III:police", "focus:III:prisons", "focus:I:border"]), unique=True, max_size=2).map(tuple)


@st.composite
def _work(draw: st.DrawFn) -> Work:
    program = f"program:{draw(st.integers(0, 6))}"
    return Work(
        draw(st.sampled_from(sorted(BODIES))), program, program, "delivers",
        tuple(draw(st.lists(st.sampled_from(sorted(PLACES)), unique=True, min_size=1, max_size=3))), draw(AREAS),
        (Helped("org:pnc", "PNC", "GT"),) if draw(st.booleans()) else (), draw(st.sampled_from(["", "2010-01-01", "2025-01-01"])),
        draw(st.sampled_from(["", "2015-01-01", "2026-01-01"])), draw(st.booleans()),
    )


WORKS = st.lists(_work(), max_size=8)
TIES = st.lists(st.builds(Tie, st.sampled_from(sorted(BODIES)), st.just("GT"), st.sampled_from(["PARTY_TO", "PARTNERS_WITH"]), st.just(""),
                          st.just("agreement:x"), st.just("x")), max_size=3)


def _ranked(works: list[Work], ties: list[Tie], alike: World | None = None) -> Ranked:
    world = World.of(BODIES, works, PLACES, {})
    return rank(world if alike is None else World(world.bodies, alike.settings, world.of_bodies, world.of_programs, world.by_country),
                CELL, ties)


def _scores(found: Ranked) -> dict[str, float]:
    return {c.body.id: c.score() for c in found.candidates}


@given(WORKS, TIES, _work())
def test_more_evidence_never_lowers(works: list[Work], ties: list[Tie], more: Work) -> None:
    """How alike countries are is held: another partner in both is evidence of that, not of the candidate."""
    before = World.of(BODIES, works, PLACES, {})
    one, other = _ranked(works, ties, before), _ranked([*works, more], ties, before)
    there = {c.body.id for c in other.present}
    for id_, score in _scores(one).items():
        assert id_ in there or _scores(other)[id_] >= score - 1e-12
        assert 0 < score <= 1


@given(WORKS, TIES, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(works: list[Work], ties: list[Tie], shuffled: object) -> None:
    order = list(works)
    shuffled.shuffle(order)  # type: ignore[attr-defined]
    one, other = _ranked(works, ties), _ranked(order, ties[::-1])
    assert {id_: round(score, 9) for id_, score in _scores(one).items()} == {id_: round(s, 9) for id_, s in _scores(other).items()}
    assert [c.body.id for c in one.present] == [c.body.id for c in other.present]
