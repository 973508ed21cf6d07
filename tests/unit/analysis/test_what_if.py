"""What is lost when some of a network goes: fates and ties worked out by hand, and the laws of taking away."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.what_if import Gone, Loss, Roles, Ties, losses, shift

REFORM = Roles("p:reform", frozenset({"o:ngo", "o:un"}), frozenset({"o:inl"}), frozenset({"a:mou"}))
# inl, ngo and police meet in reform; un hangs on ngo alone, by a direct link.
TIES = Ties(frozenset({("o:inl", "p:reform"), ("o:ngo", "p:reform"), ("o:police", "p:reform")}), {("o:ngo", "o:un"): 2})


def gone(*ids: str) -> Gone:
    of = {prefix: frozenset(id_ for id_ in ids if id_.startswith(prefix)) for prefix in "opa"}
    return Gone(of["o"], of["p"], of["a"])


def test_a_program_loses_what_nobody_else_does() -> None:
    assert losses(REFORM, gone("o:ngo")) == (Loss.LOSES_ONE,)
    assert losses(REFORM, gone("o:ngo", "o:un")) == (Loss.UNDELIVERED,)
    assert losses(REFORM, gone("o:inl", "a:mou")) == (Loss.UNFUNDED, Loss.AT_RISK)
    assert losses(REFORM, gone("p:reform", "o:inl")) == (Loss.ENDS,)
    assert losses(Roles("p:x"), gone("o:ngo")) == (Loss.LOSES_ONE,)  # nobody is known to deliver it: nothing is known to be lost


def test_what_hangs_on_one_comes_apart_when_it_leaves() -> None:
    found = shift(TIES, gone("o:ngo"))
    assert (found.before.members, found.before.links, found.before.components) == (4, 4, 1)
    assert (found.after.members, found.after.links, found.after.components) == (3, 1, 2)
    assert found.apart == (("o:un",),)
    assert shift(TIES, gone("p:reform")).apart == (("o:inl",), ("o:police",))  # ngo and un are the largest piece
    assert shift(TIES, gone("a:mou")).after == shift(TIES, gone()).before


members, programs = [f"o:{c}" for c in "abcde"], [f"p:{c}" for c in "xyz"]
ties = st.builds(
    Ties, st.frozensets(st.tuples(st.sampled_from(members), st.sampled_from(programs)), max_size=10),
    st.dictionaries(st.sampled_from([(a, b) for a in members for b in members if a < b]), st.integers(1, 3), max_size=4),
)  # fmt: skip
takings = st.frozensets(st.sampled_from([*members, *programs]), max_size=4).map(lambda ids: gone(*ids))


@settings(max_examples=60, deadline=None)
@given(ties, takings, takings)
def test_taking_away_in_two_steps_is_taking_away_at_once_and_never_joins(network: Ties, one: Gone, other: Gone) -> None:
    both = network.without(one | other)
    assert network.without(one).without(other).weights() == both.weights()
    assert network.without(one).without(other).members == both.members
    assert network.without(Gone()).weights() == network.weights()
    before, after = network.weights(), both.weights()
    assert all(weight <= before[pair] for pair, weight in after.items())
