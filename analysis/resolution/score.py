"""The model: gradient boosting on the features, trained from the shipped fixture, never stored.

The fixture is a sample of the Research Organization Registry (ROR, CC0): names of one body under several languages,
acronyms and aliases. Half of its records lose their country, as records in life do. Nothing that judges the model is
in it: the benchmark leaves the fixture's organizations out of its register.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from threadpoolctl import threadpool_limits

from analysis.resolution.bands import Thresholds, reasons_to_doubt, unlike_in_full
from analysis.resolution.block import candidates
from analysis.resolution.errors import ResolutionError
from analysis.resolution.features import FEATURE_NAMES, FEATURES, compare
from analysis.resolution.names import NameTable, build
from analysis.resolution.normalise import NORMALISATION_VERSION
from analysis.vectors import VectorCache, vectors_version

if TYPE_CHECKING:
    from sklearn.ensemble import HistGradientBoostingClassifier

# Raise it when features, settings or the fixture change: scores of other versions cannot be compared.
MODEL_VERSION = "3"
FIXTURE = Path(__file__).parent / "data" / "ror_training.csv.gz"
SEED = 20260101
NEGATIVES_KEPT = 0.2
NO_COSINE = -2.0
FALSE_LIKELY = 0.05
LIKELY_PRECISION = 0.9
FALSE_POSSIBLE = 0.5
FAINT_PRECISION = 0.25
SETTINGS: dict[str, Any] = {
    "max_iter": 150,
    "learning_rate": 0.1,
    "max_leaf_nodes": 24,
    "min_samples_leaf": 60,
    "l2_regularization": 5.0,
    "early_stopping": False,
}


@dataclass(frozen=True)
class Model:
    """A trained scorer, where its bands begin, and what it was trained on (``about`` goes into every run's record)."""

    estimator: HistGradientBoostingClassifier
    thresholds: Thresholds
    about: dict[str, Any] = field(default_factory=dict)

    def score(self, features: pd.DataFrame) -> npt.NDArray[np.float64]:
        """Probability, by the training data's lights, that each pair is one body."""
        if features.empty:
            return np.empty(0)
        return np.asarray(self.estimator.predict_proba(_inputs(features))[:, 1])


def read_fixture(path: Path = FIXTURE) -> pd.DataFrame:
    """The training names: columns ``record``, ``name``, ``country``."""
    frame = pd.read_csv(path, keep_default_na=False)
    expected = ["ror_id", "country", "name"]
    if list(frame.columns) != expected:
        raise ResolutionError(f"{path.name}: found columns {list(frame.columns)}, expected {expected}")
    return frame.rename(columns={"ror_id": "record"})


@dataclass(frozen=True)
class Training:
    """What a model is fitted to: features of the pairs that train, which of them are matches, bands, and its record."""

    features: npt.NDArray[np.float32]
    same: npt.NDArray[np.bool_]
    thresholds: Thresholds
    about: dict[str, Any]


def train(fixture: Path = FIXTURE, cache: VectorCache | None = None) -> Model:
    """Train from a fixture; the same fixture, seed and versions give the same model. Takes about half a minute.

    ``cache=None`` trains a model that does without sentence vectors. ``kept.trained`` does it once and keeps the work.
    """
    return fitted(training(fixture, cache))


def fitted(prepared: Training) -> Model:
    """The model of a training set: seconds, and always the same one."""
    features = pd.DataFrame(prepared.features, columns=list(FEATURE_NAMES))
    return Model(_fit(features, prepared.same), prepared.thresholds, prepared.about)


def training(fixture: Path = FIXTURE, cache: VectorCache | None = None) -> Training:
    """Read a fixture, compare its names, and find where the bands begin; ``ResolutionError`` if nothing in it matches."""
    table = build(_hide_half_of_countries(read_fixture(fixture)), cache)
    pairs = candidates(table, table)
    same = table.records[pairs["left"].to_numpy()] == table.records[pairs["right"].to_numpy()]
    if not same.any():
        raise ResolutionError(f"{fixture.name}: no organization has two names that the blocking brings together")
    features = compare(table, table, pairs)
    thresholds = _thresholds(table, pairs, features, same)
    about = {
        "model": MODEL_VERSION,
        "normalisation": NORMALISATION_VERSION,
        "fixture": fixture.name,
        "fixture_sha256": hashlib.sha256(fixture.read_bytes()).hexdigest(),
        "organizations": len(set(table.records)),
        "names": len(table),
        "pairs": len(pairs),
        "matches": int(same.sum()),
        "seed": SEED,
        "vectors": vectors_version() if cache is not None else "none",
        "scikit_learn": version("scikit-learn"),
        "likely": round(thresholds.likely, 4),
        "possible": round(thresholds.possible, 4),
        "faint": round(thresholds.faint, 4),
    }
    kept = _trains(same)
    return Training(features.loc[kept, list(FEATURE_NAMES)].to_numpy(dtype=np.float32), same[kept], thresholds, about)


def _hide_half_of_countries(frame: pd.DataFrame) -> pd.DataFrame:
    records = np.sort(frame["record"].unique())
    hidden = np.random.default_rng(SEED).choice(records, len(records) // 2, replace=False)
    return frame.assign(country=frame["country"].mask(frame["record"].isin(hidden)))


def _inputs(features: pd.DataFrame) -> pd.DataFrame:
    """What the estimator sees: missing cosines as a number below all others, since a column may lack them all."""
    return features.loc[:, list(FEATURE_NAMES)].fillna(NO_COSINE)


def _trains(same: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Which pairs a model is fitted to: every match and a fifth of the rest."""
    return np.asarray(same | (np.random.default_rng(SEED).random(len(same)) < NEGATIVES_KEPT))


def _fit(features: pd.DataFrame, same: npt.NDArray[np.bool_]) -> HistGradientBoostingClassifier:
    """Fit to pairs that ``_trains`` chose; those that do not match stand for five each."""
    weights = np.where(same, 1.0, 1 / NEGATIVES_KEPT)
    directions = [f.direction for f in FEATURES]
    from sklearn.ensemble import HistGradientBoostingClassifier  # it takes a second to import: whoever fits pays

    estimator = HistGradientBoostingClassifier(monotonic_cst=directions, random_state=SEED % 2**31, **SETTINGS)
    with threadpool_limits(1):  # more threads than idle cores make it many times slower
        return estimator.fit(_inputs(features), same, sample_weight=weights)


def _thresholds(table: NameTable, pairs: pd.DataFrame, features: pd.DataFrame, same: npt.NDArray[np.bool_]) -> Thresholds:
    """Where the bands begin, on records that the scoring model has not seen.

    ``likely``: with its own body taken out of the register, at most one name in twenty still finds a likely match,
    and of the pairs that nothing speaks against and that score as much or more, nine in ten are matches.
    ``possible``: with its own body taken out, at most half of the names find anybody who may be meant.
    ``faint``: of the pairs that score as much or more, one in four is a match.
    """
    fold = np.array([hashlib.blake2b(str(r).encode(), digest_size=1).digest()[0] % 2 for r in table.records])
    left_fold = fold[pairs["left"].to_numpy()]
    scores = np.zeros(len(pairs))
    for part in (0, 1):
        held = left_fold == part
        others = np.flatnonzero(~held)
        others = others[_trains(same[others])]
        estimator = _fit(features.iloc[others], same[others])
        scores[held] = estimator.predict_proba(_inputs(features[held]))[:, 1]
    faint = _score_at_precision(scores, same, FAINT_PRECISION)
    scored = pd.DataFrame({side: table.records[pairs[side.split("_")[0]]] for side in ("left_record", "right_record")})
    unlike = unlike_in_full(scored.assign(score=scores), features, faint)
    doubtful = reasons_to_doubt(features).any(axis=1).to_numpy() | unlike
    best_clear, best_wrong = (_best_of_each(table, pairs, np.where(out, 0.0, scores)) for out in (same | doubtful, same))
    clear = ~doubtful
    likely = max(float(np.quantile(best_clear, 1 - FALSE_LIKELY)), _score_at_precision(scores[clear], same[clear], LIKELY_PRECISION))
    possible = float(np.quantile(best_wrong, 1 - FALSE_POSSIBLE))
    return Thresholds(likely=max(likely, possible), possible=possible, faint=min(faint, possible))


def _best_of_each(table: NameTable, pairs: pd.DataFrame, scores: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The best score of each name of the table, 0 where it has no pair."""
    best = pd.Series(scores).groupby(pairs["left"].to_numpy()).max()
    return np.asarray(best.reindex(range(len(table)), fill_value=0.0), dtype=np.float64)


def _score_at_precision(scores: npt.NDArray[np.float64], same: npt.NDArray[np.bool_], precision: float) -> float:
    order = np.argsort(-scores, kind="stable")
    reached = np.cumsum(same[order]) / np.arange(1, len(order) + 1)
    good = np.flatnonzero(reached >= precision)
    return float(scores[order][good[-1]]) if len(good) else 1.0
