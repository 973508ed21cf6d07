"""Verdicts rank overlaps only where there are enough of them and they do so better than the formula."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.overlaps.learning import FEATURES, LEAST, learn

RANDOM = np.random.default_rng(0)


def judged(yes: int, no: int, telling: str) -> pd.DataFrame:
    """Pairs of noise in which one feature alone tells the two sides apart."""
    same = np.array([True] * yes + [False] * no)
    columns = {name: RANDOM.random(yes + no) for name in FEATURES}
    columns[telling] = np.where(same, 0.8, 0.2) + RANDOM.normal(0, 0.05, yes + no)
    return pd.DataFrame({**columns, "same": same})


@pytest.mark.parametrize(("yes", "no"), [(0, 0), (LEAST, LEAST - 1), (LEAST - 1, LEAST)])
def test_with_too_few_verdicts_the_formula_stays_and_nothing_is_measured(yes: int, no: int) -> None:
    found = learn(judged(yes, no, "place"))
    assert (found.yes, found.no, found.learned_ap, found.weights) == (yes, no, None, ())


def test_what_people_look_at_is_learned_where_the_formula_does_not_see_it() -> None:
    found = learn(judged(LEAST, LEAST, "place"))
    assert found.formula_ap is not None and found.learned_ap is not None
    assert found.formula_ap < 0.7 and found.learned_ap > 0.95
    assert max(zip(found.weights, FEATURES, strict=False))[1] == "place"
    later = judged(200, 200, "place")
    order = found.order(later)
    assert order[:200].min() > order[200:].max()


def test_where_the_formula_is_right_already_it_stays() -> None:
    found = learn(judged(LEAST, LEAST, "score"))
    assert found.formula_ap == 1.0 and found.weights == ()
    pairs = judged(3, 3, "score")
    assert found.order(pairs).tolist() == pairs["score"].tolist()
