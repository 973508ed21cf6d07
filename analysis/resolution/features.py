"""What speaks for and against two names being one body, as numbers a model can weigh."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from rapidfuzz import fuzz, process
from rapidfuzz.distance import JaroWinkler
from scipy import sparse

from analysis.resolution.acronyms import abbreviates
from analysis.resolution.block import CHANNELS
from analysis.resolution.names import PAD, Ids, NameTable
from analysis.resolution.normalise import INTERNATIONAL, Name
from analysis.vectors import Matrix

Column = npt.NDArray[np.float32]
CHUNK = 25_000
NO_VECTOR = np.nan


@dataclass(frozen=True)
class Feature:
    """One number about a pair: its name, which way it may only push the score (+1, -1, or 0), what it says."""

    name: str
    direction: int
    help: str


FEATURES = (
    Feature("letters", 1, "cosine of rare letter triples"),
    Feature("words", 1, "cosine of rare words, in English where the glossary knows them"),
    Feature("contained", 0, "share of the shorter name's words that the longer has"),
    Feature("covered", 1, "share of the longer name's words that the shorter has"),
    Feature("unmatched_low", -1, "rarity of the most telling word without a partner, on the better side"),
    Feature("unmatched_high", -1, "the same on the worse side"),
    Feature("cosine", 1, "cosine of the sentence vectors of the names as written"),
    Feature("cosine_gloss", 1, "the best cosine when names are also read in English"),
    Feature("sort_ratio", 1, "likeness of the sorted words"),
    Feature("set_ratio", 1, "likeness of the shared words"),
    Feature("beginning", 1, "Jaro-Winkler likeness"),
    Feature("acronym", 1, "2 the same written acronym, 1 an acronym and a name that gives it, 0 neither"),
    Feature("acronym_loose", 1, "an acronym and a name that gives it in part, or in another language's order"),
    Feature("acronym_length", 1, "letters of the acronym that matched"),
    Feature("acronym_conflict", -1, "both have a written acronym, and none in common"),
    Feature("acronym_shared_by", -1, "log of how many records of the register could bear the acronym"),
    Feature("abbreviates", 1, "share of the words that a joined-syllable acronym takes from"),
    Feature("place", 1, "1 a place in both names agrees, -1 conflicts, 0 cannot tell"),
    Feature("country", 1, "the same with the records' own countries"),
    Feature("place_one_sided", 0, "a country is named in one of the names only"),
    Feature("state_conflict", -1, "different states or provinces of one country are named"),
    Feature("concepts", 1, "share of the words of the trade (police, ministry) that both have"),
    Feature("concepts_missing", -1, "words of the trade without a partner, on the better side"),
    Feature("bare", 0, "how many of the two are bare acronyms"),
    Feature("length_ratio", 0, "words of the shorter to words of the longer"),
    Feature("parent", -1, "one is what stands before the other's slash (DHS and DHS/CBP)"),
    Feature("numbers_differ", -1, "both hold numbers, and different ones"),
    Feature("rank_letters", -1, "better rank of one among the other's nearest by letters"),
    Feature("rank_words", -1, "the same by words"),
    Feature("rank_meaning", -1, "the same by meaning"),
    Feature("translated", 0, "how many of the two are in another language than English"),
)
FEATURE_NAMES = tuple(f.name for f in FEATURES)
# What bands are judged by besides, and the model does not see.
JUDGED = (
    Feature("telling_shared", 0, "words that both have and that not just any body has"),
    Feature("telling_low", 0, "telling words without a partner, on the side that has fewer"),
    Feature("telling_high", 0, "the same on the side that has more"),
    Feature("only_place", 0, "one of the names says a place and nothing else"),
    Feature("own_acronym", 0, "both have the same written acronym, and each as its own"),
    Feature("borrowed_acronym", 0, "the shared acronym is in one of the names that of another body, which it belongs to"),
    Feature("state_one_sided", 0, "a state or province is named in one of the names only"),
    Feature("has_full_name", 0, "an acronym is compared with a full name, but its record has a full name too"),
)
JUDGED_NAMES = tuple(f.name for f in JUDGED)


def compare(left: NameTable, right: NameTable, pairs: pd.DataFrame) -> pd.DataFrame:
    """One row of features for each pair of ``block.candidates``, in the same order; NaN where a vector is missing.

    Behind those that the model sees stand those that bands are judged by.
    """
    chunks = [_compare(left, right, pairs.iloc[i : i + CHUNK]) for i in range(0, len(pairs), CHUNK)]
    if not chunks:
        return pd.DataFrame(columns=[*FEATURE_NAMES, *JUDGED_NAMES], dtype=np.float32)
    return pd.concat(chunks, ignore_index=True)


def _compare(left: NameTable, right: NameTable, pairs: pd.DataFrame) -> pd.DataFrame:
    a, b = pairs["left"].to_numpy(), pairs["right"].to_numpy()
    columns: dict[str, Column] = {}
    columns["letters"] = _sparse_cosine(left.letters, right.letters, a, b)
    columns["words"] = _sparse_cosine(left.words, right.words, a, b)
    columns |= _word_columns(left, right, a, b)
    columns |= _cosines(left, right, a, b)
    columns |= _string_columns(left, right, a, b)
    columns |= _acronym_columns(left, right, a, b)
    columns |= _place_columns(left, right, a, b)
    columns |= _concept_columns(left, right, a, b)
    columns |= _judged_columns(left, right, a, b)
    columns["bare"] = left.bare[a].astype(np.float32) + right.bare[b]
    columns["translated"] = left.translated[a].astype(np.float32) + right.translated[b]
    for channel in CHANNELS[:3]:
        columns[f"rank_{channel}"] = pairs[channel].to_numpy(dtype=np.float32)
    return pd.DataFrame({name: columns[name] for name in (*FEATURE_NAMES, *JUDGED_NAMES)})


def _sparse_cosine(left: sparse.csr_matrix, right: sparse.csr_matrix, a: npt.NDArray[np.int64], b: npt.NDArray[np.int64]) -> Column:
    product = left[a].multiply(right[b])
    return np.asarray(product.sum(axis=1), dtype=np.float32).ravel()


def _shared(a: Ids, b: Ids) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """For padded id rows: which of a's ids b has too, and the reverse."""
    equal = (a[:, :, None] == b[:, None, :]) & (a != PAD)[:, :, None]
    return equal.any(axis=2), equal.any(axis=1)


def _any_shared(
    left: Ids, right: Ids, a: npt.NDArray[np.int64], b: npt.NDArray[np.int64], where: npt.NDArray[np.bool_] | None = None
) -> npt.NDArray[np.bool_]:
    """For pairs of rows of two id tables, whether they share an id; False outside ``where``.

    Most names have no acronym: rows without ids are left out before anything is compared.
    """
    ids_a, ids_b = left[a], right[b]
    count_a, count_b = (ids_a != PAD).sum(axis=1), (ids_b != PAD).sum(axis=1)
    asked = (count_a > 0) & (count_b > 0)
    asked = asked if where is None else asked & where
    found = np.zeros(len(a), dtype=bool)
    for rows, few, many in (
        (np.flatnonzero(asked & (count_a <= count_b)), (ids_a, count_a), (ids_b, count_b)),
        (np.flatnonzero(asked & (count_a > count_b)), (ids_b, count_b), (ids_a, count_a)),
    ):
        if len(rows):
            found[rows] = _meets(*(ids[rows, : count[rows].max()] for ids, count in (few, many)))
    return found


def _meets(few: Ids, many: Ids) -> npt.NDArray[np.bool_]:
    """For padded id rows side by side, whether they share an id: a pass for each column of the narrower table."""
    met = np.zeros(len(few), dtype=bool)
    for column in few.T:
        known = column != PAD
        met[known] |= (many[known] == column[known, None]).any(axis=1)
    return met


def _word_columns(left: NameTable, right: NameTable, a: npt.NDArray[np.int64], b: npt.NDArray[np.int64]) -> dict[str, Column]:
    ids_a, ids_b = left.word_ids[a], right.word_ids[b]
    rare_a, rare_b = left.rarity[a], right.rarity[b]
    hit_a, hit_b = _shared(ids_a, ids_b)
    total_a, total_b = rare_a.sum(axis=1), rare_b.sum(axis=1)
    shared = (rare_a * hit_a).sum(axis=1)
    missed_a = (rare_a * ~hit_a).max(axis=1, initial=0)
    missed_b = (rare_b * ~hit_b).max(axis=1, initial=0)
    low, high = np.minimum(total_a, total_b), np.maximum(total_a, total_b)
    words_a, words_b = (ids_a != PAD).sum(axis=1), (ids_b != PAD).sum(axis=1)
    return {
        "contained": shared / np.maximum(low, 1e-6),
        "covered": shared / np.maximum(high, 1e-6),
        "unmatched_low": np.minimum(missed_a, missed_b),
        "unmatched_high": np.maximum(missed_a, missed_b),
        "length_ratio": (np.minimum(words_a, words_b) / np.maximum(np.maximum(words_a, words_b), 1)).astype(np.float32),
    }


def _cosines(left: NameTable, right: NameTable, a: npt.NDArray[np.int64], b: npt.NDArray[np.int64]) -> dict[str, Column]:
    if left.raw_vectors is None or right.raw_vectors is None:
        nothing = np.full(len(a), NO_VECTOR, dtype=np.float32)
        return {"cosine": nothing, "cosine_gloss": nothing}
    assert left.gloss_vectors is not None
    assert right.gloss_vectors is not None
    plain = _dot(left.raw_vectors, right.raw_vectors, a, b)
    best = plain.copy()
    left_too, right_too = left.translated[a], right.translated[b]
    for mask, one, other in (
        (left_too, left.gloss_vectors, right.raw_vectors),
        (right_too, left.raw_vectors, right.gloss_vectors),
        (left_too & right_too, left.gloss_vectors, right.gloss_vectors),
    ):
        best[mask] = np.maximum(best[mask], _dot(one, other, a[mask], b[mask]))
    return {"cosine": plain, "cosine_gloss": best}


def _dot(left: Matrix, right: Matrix, a: npt.NDArray[np.int64], b: npt.NDArray[np.int64]) -> Column:
    result = np.empty(len(a), dtype=np.float32)
    for start in range(0, len(a), 8192):
        part = slice(start, start + 8192)
        result[part] = np.einsum("ij,ij->i", left[a[part]], right[b[part]])
    return result


def _string_columns(left: NameTable, right: NameTable, a: npt.NDArray[np.int64], b: npt.NDArray[np.int64]) -> dict[str, Column]:
    english_a, english_b = left.english[a], right.english[b]
    plain_a, plain_b = left.plain[a], right.plain[b]
    digits_a, digits_b = left.digits[a], right.digits[b]
    differ = (digits_a != "") & (digits_b != "") & (digits_a != digits_b)
    return {
        "sort_ratio": process.cpdist(english_a, english_b, scorer=fuzz.token_sort_ratio, dtype=np.float32) / 100,
        "set_ratio": process.cpdist(plain_a, plain_b, scorer=fuzz.token_set_ratio, dtype=np.float32) / 100,
        "beginning": process.cpdist(plain_a, plain_b, scorer=JaroWinkler.similarity, dtype=np.float32),
        "numbers_differ": differ.astype(np.float32),
    }


def _acronym_columns(left: NameTable, right: NameTable, a: npt.NDArray[np.int64], b: npt.NDArray[np.int64]) -> dict[str, Column]:
    both = _any_shared(left.acronym_ids, right.acronym_ids, a, b)
    formed = _any_shared(left.acronym_ids, right.initial_ids, a, b) | _any_shared(left.initial_ids, right.acronym_ids, a, b)
    has_a, has_b = _has(left.acronym_ids, a), _has(right.acronym_ids, b)
    matched = both | formed
    one_bare = left.bare[a] ^ right.bare[b]
    loose = _any_shared(left.loose_ids, right.loose_ids, a, b, one_bare)
    lengths = np.zeros(len(a), dtype=np.float32)
    holders = np.zeros(len(a), dtype=np.float32)
    syllables = np.zeros(len(a), dtype=np.float32)
    for i in np.flatnonzero(matched | one_bare):
        one, other = left.names[a[i]], right.names[b[i]]
        if matched[i]:
            lengths[i], holders[i] = _matched_acronym(one, other, right)
        else:
            syllables[i] = _syllables(one, other)
    parents = _any_shared(left.parent_ids, right.acronym_ids, a, b) | _any_shared(left.acronym_ids, right.parent_ids, a, b)
    return {
        "acronym": np.where(both, 2, np.where(formed, 1, 0)).astype(np.float32),
        "acronym_loose": (loose & ~matched).astype(np.float32),
        "acronym_length": lengths,
        "acronym_conflict": (has_a & has_b & ~both).astype(np.float32),
        "acronym_shared_by": holders,
        "abbreviates": syllables,
        "parent": (parents & ~both).astype(np.float32),
    }


def _matched_acronym(one: Name, other: Name, right: NameTable) -> tuple[float, float]:
    keys = (one.acronyms & (other.acronyms | other.initials)) | (one.initials & other.acronyms)
    longest = max(keys, key=len)
    number = right.vocabulary.acronyms.get(longest)
    shared_by = float(right.vocabulary.acronym_records[number]) if number is not None else 0.0
    return float(len(longest)), float(np.log1p(shared_by))


def _syllables(one: Name, other: Name) -> float:
    bare, full = (one, other) if one.bare else (other, one)
    return max((abbreviates(a, full.words) for a in bare.acronyms), default=0.0)


def _agreement(left: Ids, right: Ids, a: npt.NDArray[np.int64], b: npt.NDArray[np.int64]) -> Column:
    """1 where the rows share an id, -1 where both have some and share none, 0 where one has none."""
    known = _has(left, a) & _has(right, b)
    return np.where(_any_shared(left, right, a, b), 1, np.where(known, -1, 0)).astype(np.float32)


def _place_columns(left: NameTable, right: NameTable, a: npt.NDArray[np.int64], b: npt.NDArray[np.int64]) -> dict[str, Column]:
    country = _agreement(left.country_ids, right.country_ids, a, b)
    international = right.vocabulary.codes[INTERNATIONAL]
    either = (left.country_ids[a] == international).any(axis=1) | (right.country_ids[b] == international).any(axis=1)
    known_a, known_b = _has(left.place_ids, a), _has(right.place_ids, b)
    country = np.where((country < 0) & either, 0, country).astype(np.float32)
    return {
        "place": _agreement(left.place_ids, right.place_ids, a, b),
        "country": country,
        "place_one_sided": (known_a ^ known_b).astype(np.float32),
        "state_conflict": (_agreement(left.state_ids, right.state_ids, a, b) < 0).astype(np.float32),
    }


def _concept_columns(left: NameTable, right: NameTable, a: npt.NDArray[np.int64], b: npt.NDArray[np.int64]) -> dict[str, Column]:
    ids_a, ids_b = left.concept_ids[a], right.concept_ids[b]
    hit_a, hit_b = _shared(ids_a, ids_b)
    count_a, count_b = (ids_a != PAD).sum(axis=1), (ids_b != PAD).sum(axis=1)
    shared = hit_a.sum(axis=1)
    union = count_a + count_b - shared
    return {
        "concepts": (shared / np.maximum(union, 1)).astype(np.float32),
        "concepts_missing": np.minimum(count_a - shared, count_b - hit_b.sum(axis=1)).astype(np.float32),
    }


def _judged_columns(left: NameTable, right: NameTable, a: npt.NDArray[np.int64], b: npt.NDArray[np.int64]) -> dict[str, Column]:
    state_a, state_b = _has(left.state_ids, a), _has(right.state_ids, b)
    place_a, place_b = _only_place(left, a), _only_place(right, b)
    own = _any_shared(left.own_acronym_ids, right.own_acronym_ids, a, b)
    borrowed = _lends(left, right, a, b) | _lends(right, left, b, a)
    one_bare = left.bare[a] ^ right.bare[b]
    has_full = np.where(left.bare[a], ~left.only_acronyms[a], ~right.only_acronyms[b])
    columns = {
        "only_place": place_a ^ place_b,
        "own_acronym": own,
        "borrowed_acronym": borrowed & ~own,
        "state_one_sided": state_a ^ state_b,
        "has_full_name": one_bare & has_full,
    }
    return _telling_columns(left, right, a, b) | {name: values.astype(np.float32) for name, values in columns.items()}


def _lends(one: NameTable, other: NameTable, a: npt.NDArray[np.int64], b: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Whether the first could bear an acronym that the second borrows."""
    written = _any_shared(one.acronym_ids, other.borrowed_ids, a, b)
    return written | _any_shared(one.initial_ids, other.borrowed_ids, a, b)


def _has(ids: Ids, rows: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Which of the rows hold an id; a row is filled from the left."""
    return np.asarray(ids[rows, 0] != PAD)


def _only_place(table: NameTable, rows: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Names that say a place and nothing else."""
    return np.asarray(_has(table.place_ids, rows) & ~_has(table.word_ids, rows) & ~table.bare[rows])


def _telling_columns(left: NameTable, right: NameTable, a: npt.NDArray[np.int64], b: npt.NDArray[np.int64]) -> dict[str, Column]:
    """Counts of words that tell bodies of one country apart: those of the trade, and rare ones."""
    hit_a, hit_b = _shared(left.word_ids[a], right.word_ids[b])
    plain = left.generic[a]
    missed_a, missed_b = (left.telling[a] & ~hit_a).sum(axis=1), (right.telling[b] & ~hit_b).sum(axis=1)
    return {
        "telling_shared": (hit_a & ~plain).sum(axis=1).astype(np.float32),
        "telling_low": np.minimum(missed_a, missed_b).astype(np.float32),
        "telling_high": np.maximum(missed_a, missed_b).astype(np.float32),
    }
