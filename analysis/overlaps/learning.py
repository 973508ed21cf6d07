"""Whether what people said of overlaps ranks the others better than the formula: tried by cross-validation, used only then.

A pair that somebody called warranted, to be coordinated or merged is one work in the sense of the ranking; "not an overlap" is
none; "need information" says nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

FEATURES = ("score", "text", "words", "place", "sector", "time")
# Judged pairs of each side before verdicts are tried at all, and how much better they must rank to be used.
LEAST, BETTER = 50, 0.02
FOLDS, SEED = 5, 0
Column = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Ranking:
    """How pairs are put in order. ``yes``, ``no``: judged pairs of each side; average precisions are ``None`` where not measured.

    ``weights``: of ``FEATURES`` and a constant, in standard units; empty where the formula stays.
    """

    yes: int
    no: int
    formula_ap: float | None = None
    learned_ap: float | None = None
    weights: tuple[float, ...] = ()
    centre: tuple[float, ...] = ()
    spread: tuple[float, ...] = ()

    def order(self, pairs: pd.DataFrame) -> Column:
        """A number for each pair, the likeliest the highest: the formula's score, or the chance by what was learned."""
        if not self.weights:
            return pairs["score"].to_numpy(dtype=float)
        standard = (pairs[list(FEATURES)].to_numpy(dtype=float) - np.array(self.centre)) / np.array(self.spread)
        return np.asarray(1 / (1 + np.exp(-(standard @ np.array(self.weights[:-1]) + self.weights[-1]))))


def learn(judged: pd.DataFrame) -> Ranking:
    """Try to rank by verdicts. ``judged``: columns ``FEATURES`` and ``same`` (true or false), a row a judged pair."""
    same = judged["same"].to_numpy(dtype=bool)
    yes, no = int(same.sum()), int((~same).sum())
    if min(yes, no) < LEAST:
        return Ranking(yes, no)
    from sklearn.linear_model import LogisticRegression  # takes a second to import: only who has enough verdicts pays for it
    from sklearn.metrics import average_precision_score
    from sklearn.model_selection import StratifiedKFold, cross_val_predict

    values = judged[list(FEATURES)].to_numpy(dtype=float)
    centre, spread = values.mean(axis=0), np.maximum(values.std(axis=0), 1e-6)
    standard = (values - centre) / spread
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED)
    told = cross_val_predict(LogisticRegression(), standard, same, cv=folds, method="predict_proba")[:, 1]
    formula_ap, learned_ap = (float(average_precision_score(same, by)) for by in (judged["score"], told))
    if learned_ap < formula_ap + BETTER:
        return Ranking(yes, no, formula_ap, learned_ap)
    model = LogisticRegression().fit(standard, same)
    weights = (*(float(w) for w in model.coef_[0]), float(model.intercept_[0]))
    return Ranking(yes, no, formula_ap, learned_ap, weights, tuple(centre.tolist()), tuple(spread.tolist()))
