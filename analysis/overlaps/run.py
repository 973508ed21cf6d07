"""The steps in a row: a table of programs in, scored pairs out, block by block."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from analysis.blocks import map_blocks
from analysis.overlaps.candidates import candidate_pairs
from analysis.overlaps.gates import pass_gates
from analysis.overlaps.programs import items, programs_frame
from analysis.overlaps.score import score_block
from analysis.overlaps.texts import Learned, Texts, read_texts
from analysis.vectors import DIMENSIONS, Matrix, VectorCache, vectors_version

# Raise it when the formula, the gates or the reading of texts change: scores of other versions cannot be compared.
FORMULA_VERSION = "2"
LEAST_SCORE = 0.35
SPLIT_ABOVE = 4_000
PAIR_COLUMNS: dict[str, Any] = {
    "left": object, "right": object, "country": object, "score": "float64", "text": "float64", "words": "float64",
    "meaning": "float64", "place": "float64", "places": object, "sector": "float64", "time": "float64", "days": "int64",
}  # fmt: skip


@dataclass(frozen=True)
class OverlapRun:
    """Pairs, best first (columns ``PAIR_COLUMNS``), the programs and texts behind them, and what made them."""

    pairs: pd.DataFrame
    programs: pd.DataFrame
    texts: Texts
    about: dict[str, Any]


def find_overlaps(
    frame: pd.DataFrame,
    cache: VectorCache | None = None,
    changed: Collection[str] | None = None,
    least: float = LEAST_SCORE,
    learned: Learned | None = None,
) -> OverlapRun:
    """Score the pairs of programs that may be the same work (see ``programs.programs_frame`` for the columns).

    With ``changed`` only pairs with one of those programs are given. ``learned``: of an earlier run (``OverlapRun.texts.learned``),
    so that its scores hold. Programs without a country are not compared.
    """
    programs = programs_frame(frame)
    texts = read_texts(programs, cache, learned)
    table = _travelling(programs, texts)
    table = table[table["country"] != ""]
    if changed is not None:
        table = table[table["country"].isin(set(table["country"][table["id"].isin(set(changed))]))]
    score = partial(_score, size=texts.terms.shape[1], least=least, changed=frozenset(changed) if changed is not None else None)
    pairs = map_blocks(table, ["country", "part"], score)
    crowded = 0
    if table["part"].ne("").any():
        copies, crowded = _near_copies(table)
        pairs = pd.concat([pairs, map_blocks(copies, ["copy"], score)], ignore_index=True)
    about = {"formula": FORMULA_VERSION, "vectors": vectors_version() if cache is not None else "none", "programs": len(programs),
             "within_sector": crowded}
    return OverlapRun(in_order(pairs), programs, texts, about)


def in_order(pairs: pd.DataFrame) -> pd.DataFrame:
    """Pairs, each once, best first."""
    pairs = pairs.sort_values(["score", "left", "right"], ascending=[False, True, True], kind="stable")
    return pairs.drop_duplicates(["left", "right"], ignore_index=True)


def _travelling(programs: pd.DataFrame, texts: Texts) -> pd.DataFrame:
    """The table with each program's terms and vector as bytes in its row, and the part of its country it is in.

    A country with more than ``SPLIT_ABOVE`` programs is split by sector group; near copies across its sectors are
    looked for in a pass of their own.
    """
    terms, rare = texts.terms, texts.rare
    bounds = terms.indptr
    table = programs.drop(columns=["title", "description", "counterparts", "beneficiaries", "implementer", "identifiers"])
    spans = [slice(bounds[i], bounds[i + 1]) for i in range(len(table))]
    table["terms"] = [terms.indices[s].astype(np.int32).tobytes() for s in spans]
    table["weights"] = [terms.data[s].astype(np.float32).tobytes() for s in spans]
    table["rarity"] = [rare.data[slice(rare.indptr[i], rare.indptr[i + 1])].astype(np.float32).tobytes() for i in range(len(table))]
    vectors = texts.vectors
    table["vector"] = [b""] * len(table) if vectors is None else [v.tobytes() for v in vectors.astype(np.float16)]
    large = table["country"].map(table["country"].value_counts()) > SPLIT_ABOVE
    table["part"] = [_group(s) if big else "" for s, big in zip(table["sectors"], large, strict=True)]
    return table


def _group(sectors: str) -> str:
    first = min(items(sectors), default="")
    return first[:3] if first.isdigit() else first or "no sector"


COPY_KEYS = 4


def _near_copies(table: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """Rows of split countries once for each of their rarest terms, so that copies meet whatever their sector.

    Beside them, how many programs have no term rare enough to look by: those are compared within their sector alone.
    """
    split = table[table["part"] != ""]
    keys = [
        [f"{country} {term}" for term in np.frombuffer(terms, np.int32)[np.argsort(-np.frombuffer(rarity, np.float32))[:COPY_KEYS]]]
        for country, terms, rarity in zip(split["country"], split["terms"], split["rarity"], strict=True)
    ]
    exploded = split.assign(copy=pd.Series(keys, index=split.index)).explode("copy", ignore_index=True).dropna(subset=["copy"])
    counts = exploded["copy"].map(exploded["copy"].value_counts())
    rare_enough = counts <= SPLIT_ABOVE
    within = split["id"].nunique() - exploded.loc[rare_enough, "id"].nunique()
    return exploded[(counts > 1) & rare_enough], within


def _score(block: pd.DataFrame, size: int, least: float, changed: frozenset[str] | None) -> pd.DataFrame:
    """The pairs of one block; pure, so that it can run anywhere."""
    block = block.reset_index(drop=True)
    if len(block) < 2:
        return _nothing()
    texts = _unpacked(block, size)
    a, b = candidate_pairs(block, texts[0], texts[2])
    allowed = pass_gates(block, a, b)
    if changed is not None:
        new = np.isin(block["id"].to_numpy(dtype=object), list(changed))
        allowed &= new[a] | new[b]
    a, b = a[allowed], b[allowed]
    scored = score_block(block, texts, a, b)
    ids = block["id"].to_numpy(dtype=object)
    first, second = ids[a], ids[b]
    swap = first > second
    scored.insert(0, "left", np.where(swap, second, first))
    scored.insert(1, "right", np.where(swap, first, second))
    scored.insert(2, "country", block["country"].iloc[0])
    scored = scored[scored["score"] >= least]
    return scored.astype(PAIR_COLUMNS)[list(PAIR_COLUMNS)] if len(scored) else _nothing()


def _nothing() -> pd.DataFrame:
    return pd.DataFrame({column: pd.Series(dtype=kind) for column, kind in PAIR_COLUMNS.items()})


def _unpacked(block: pd.DataFrame, size: int) -> tuple[sparse.csr_matrix, sparse.csr_matrix, Matrix | None]:
    lengths = np.array([len(t) // 4 for t in block["terms"]])
    indptr = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
    indices = np.frombuffer(b"".join(block["terms"]), np.int32).copy()  # the product below takes writable arrays only

    def matrix(column: str) -> sparse.csr_matrix:
        data: npt.NDArray[np.float32] = np.frombuffer(b"".join(block[column]), np.float32).copy()
        return sparse.csr_matrix((data, indices, indptr), shape=(len(block), size))

    vectors = None
    if len(block["vector"].iloc[0]):
        packed = np.frombuffer(b"".join(block["vector"]), np.float16)
        vectors = packed.reshape(-1, DIMENSIONS).astype(np.float32)
    return matrix("weights"), matrix("rarity"), vectors
