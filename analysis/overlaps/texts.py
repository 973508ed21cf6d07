"""What programs say, made comparable: without their own places and without phrases that everybody writes.

A word is dropped when it names the program's own country or districts, or stands in a run of three words that at
least one program in a hundred has ("the project development objective is to"). What is left is compared by rare
words (TF-IDF) and by sentence vectors, centred for each language, so that two Spanish texts are not near because
they are Spanish.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
from babel import Locale
from scipy import sparse

from analysis.overlaps.programs import items
from analysis.resolution.text import latin
from analysis.vectors import DIMENSIONS, Matrix, VectorCache, vectors_available

DATA = Path(__file__).parent / "data"
LANGUAGES = ("en", "es", "fr", "pt")
COMMON_SHARE = 0.01
COMMON_LEAST = 30
# How many texts of a language weigh as much as the shipped phrases when its mean direction is taken.
PHRASES_WEIGH = 100
_WORD = re.compile(r"\w+")
TELLTALE = {
    "en": "the of and to in for with is that will",
    "es": "de la el los las para en con y del una por",
    "fr": "de la le les des pour et du dans une avec aux",
    "pt": "de da do dos das para em com e uma no na",
}
Ids = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Learned:
    """What makes a word rare and a phrase common, learned from one set of texts.

    ``texts``: how many; ``words``: in how many of them each word tells; ``phrases``: runs of three words that everybody writes;
    ``means``: the mean direction of each of ``LANGUAGES``, a row each, ``None`` without vectors.
    """

    texts: int
    words: dict[str, int]
    phrases: frozenset[tuple[str, str, str]]
    means: Matrix | None = None


@dataclass(frozen=True)
class Texts:
    """One row a program: ``terms`` (rows of length 1), ``rare`` (square roots of rarity, for shared mass), ``vectors``."""

    terms: sparse.csr_matrix
    rare: sparse.csr_matrix
    vectors: Matrix | None
    vocabulary: list[str]
    learned: Learned


def read_texts(programs: pd.DataFrame, cache: VectorCache | None, learned: Learned | None = None) -> Texts:
    """Read titles and descriptions; ``cache=None`` does without sentence vectors.

    ``learned``: of an earlier run, so that a text reads as it did then; else it is learned from these texts.
    """
    words = [_WORD.findall(f"{t} {d}") for t, d in zip(programs["title"], programs["description"], strict=True)]
    numbers, vocabulary = _numbered(words)
    common = _common_phrases(numbers, len(vocabulary)) if learned is None else _known_phrases(learned, vocabulary)
    kept = _telling(programs, numbers, vocabulary, common)
    counts = _counts(numbers, kept, len(vocabulary))
    frequency = np.bincount(counts.indices, minlength=len(vocabulary))
    if learned is not None:
        frequency = np.array([learned.words.get(word, 0) for word in vocabulary], dtype=np.int64)
    terms, rare = _weights(counts, frequency, numbers.texts if learned is None else learned.texts)
    vectors, means = None, None
    if cache is not None and vectors_available():
        vectors = _vectors(words, kept, numbers, cache)
        languages = _languages(numbers, vocabulary)
        means = _means(vectors, languages, cache) if learned is None or learned.means is None else learned.means
        vectors -= means[languages]
        vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    known = learned or _learned(numbers, vocabulary, frequency, common)
    return Texts(terms, rare, vectors, vocabulary, replace(known, means=means))


def _learned(numbers: _Numbers, vocabulary: list[str], frequency: Ids, common: Ids) -> Learned:
    keys, ids = _phrase_keys(numbers.ids, len(vocabulary)), numbers.ids
    here = np.flatnonzero(np.isin(keys, common) & (numbers.rows[:-2] == numbers.rows[2:])) if len(keys) else np.array([], dtype=np.int64)
    _, once = np.unique(keys[here], return_index=True)
    phrases = {(vocabulary[ids[i]], vocabulary[ids[i + 1]], vocabulary[ids[i + 2]]) for i in here[once]}
    words = {word: int(n) for word, n in zip(vocabulary, frequency, strict=True) if n}
    return Learned(numbers.texts, words, frozenset(phrases))


def _known_phrases(learned: Learned, vocabulary: list[str]) -> Ids:
    lookup = {word: i for i, word in enumerate(vocabulary)}
    here = [[lookup[word] for word in phrase] for phrase in learned.phrases if all(word in lookup for word in phrase)]
    keys = [_phrase_keys(np.array(ids, dtype=np.int64), len(vocabulary)) for ids in here]
    return np.concatenate(keys) if keys else np.array([], dtype=np.int64)


@dataclass(frozen=True)
class _Numbers:
    """All words of all texts one after the other: the number of each, and the text it stands in."""

    ids: Ids
    rows: Ids
    texts: int


def _numbered(words: list[list[str]]) -> tuple[_Numbers, list[str]]:
    seen: dict[str, int] = {}
    forms: dict[str, int] = {}
    vocabulary: list[str] = []
    ids = []
    for text in words:
        for word in text:
            number = seen.get(word)
            if number is None:
                plain = latin(word)
                number = forms.setdefault(plain, len(forms))
                if number == len(vocabulary):
                    vocabulary.append(plain)
                seen[word] = number
            ids.append(number)
    rows = np.repeat(np.arange(len(words)), [len(text) for text in words])
    # In the order of the alphabet: what is added up over words is then added up in one order, whatever other texts there are.
    order = sorted(range(len(vocabulary)), key=vocabulary.__getitem__)
    places = np.empty(len(order), dtype=np.int64)
    places[order] = np.arange(len(order))
    return _Numbers(places[np.array(ids, dtype=np.int64)], rows, len(words)), [vocabulary[i] for i in order]


def _telling(programs: pd.DataFrame, numbers: _Numbers, vocabulary: list[str], common: Ids) -> npt.NDArray[np.bool_]:
    """For each word of each text, whether it tells anything: neither its own place nor part of a common phrase."""
    kept = ~_in_phrase(numbers, len(vocabulary), common)
    lookup = {word: i for i, word in enumerate(vocabulary)}
    starts = np.searchsorted(numbers.rows, np.arange(numbers.texts + 1))
    for row, (country, districts) in enumerate(zip(programs["country"], programs["districts"], strict=True)):
        names = _country_words(country) | {w for d in items(districts) for w in d.split()}
        own = [lookup[w] for w in names if w in lookup]
        if own:
            part = slice(starts[row], starts[row + 1])
            kept[part] &= ~np.isin(numbers.ids[part], own)
    empty = np.bincount(numbers.rows[kept], minlength=numbers.texts) == 0
    return np.asarray(kept | empty[numbers.rows])


def _phrase_keys(ids: Ids, size: int) -> Ids:
    """A number for each run of three words, one shorter by two than the words."""
    if len(ids) < 3:
        return np.array([], dtype=np.int64)
    if size < 2_000_000:
        return (ids[:-2] * size + ids[1:-1]) * size + ids[2:]
    prime = np.int64(1_000_003)
    with np.errstate(over="ignore"):
        return (ids[:-2] * prime + ids[1:-1]) * prime + ids[2:]


def _common_phrases(numbers: _Numbers, size: int) -> Ids:
    """Numbers of the runs of three words that many texts have."""
    keys = _phrase_keys(numbers.ids, size)
    within = numbers.rows[:-2] == numbers.rows[2:]
    if not within.any():
        return np.array([], dtype=np.int64)
    pair = np.unique(np.stack([keys[within], numbers.rows[:-2][within]]), axis=1)
    phrases, counts = np.unique(pair[0], return_counts=True)
    return np.asarray(phrases[counts >= max(COMMON_LEAST, COMMON_SHARE * numbers.texts)])


def _in_phrase(numbers: _Numbers, size: int, common: Ids) -> npt.NDArray[np.bool_]:
    """Which words stand in a common phrase."""
    ids, rows = numbers.ids, numbers.rows
    covered = np.zeros(len(ids), dtype=bool)
    if len(ids) < 3:
        return covered
    starts = (rows[:-2] == rows[2:]) & np.isin(_phrase_keys(ids, size), common)
    for offset in range(3):
        covered[offset : len(ids) - 2 + offset] |= starts
    return covered


@lru_cache(maxsize=512)
def _country_words(country: str) -> frozenset[str]:
    names = [Locale(language).territories.get(country, "") for language in LANGUAGES]
    names.append(country if len(country) > 2 else "")
    return frozenset(w for n in names for w in latin(n).split() if len(w) > 2)


def _counts(numbers: _Numbers, kept: npt.NDArray[np.bool_], size: int) -> sparse.csr_matrix:
    rows, ids = numbers.rows[kept], numbers.ids[kept]
    counts = sparse.csr_matrix((np.ones(len(ids), dtype=np.float32), (rows, ids)), shape=(numbers.texts, size))
    counts.sum_duplicates()
    return counts


def _weights(counts: sparse.csr_matrix, frequency: Ids, texts: int) -> tuple[sparse.csr_matrix, sparse.csr_matrix]:
    idf = np.log((1 + texts) / (1 + frequency)).astype(np.float32)
    terms = counts.copy()
    terms.data = (1 + np.log(terms.data)) * (1 + idf[terms.indices])
    norms = np.sqrt(np.asarray(terms.multiply(terms).sum(axis=1)).ravel())
    terms = sparse.diags((1 / np.maximum(norms, 1e-9)).astype(np.float32)).dot(terms).tocsr()
    terms.sort_indices()  # as those of ``rare`` are: the two travel with one list of words
    rare = counts
    rare.data = np.sqrt(np.maximum(idf[rare.indices] - 1, 0)).astype(np.float32)
    return terms, rare


def _vectors(words: list[list[str]], kept: npt.NDArray[np.bool_], numbers: _Numbers, cache: VectorCache) -> Matrix:
    starts = np.searchsorted(numbers.rows, np.arange(numbers.texts + 1))
    flags = kept.tolist()
    told = [" ".join(w for w, flag in zip(text, flags[starts[i] : starts[i + 1]], strict=True) if flag) for i, text in enumerate(words)]
    return cache.get(told)


def _means(vectors: Matrix, languages: Ids, cache: VectorCache) -> Matrix:
    """The mean direction of each language, of these texts and of the shipped phrases."""
    phrases = _phrase_means(cache)
    means = np.zeros((len(LANGUAGES), vectors.shape[1]), dtype=vectors.dtype)
    for number, language in enumerate(LANGUAGES):
        mine = languages == number
        total = vectors[mine].sum(axis=0) + PHRASES_WEIGH * phrases[language]
        means[number] = total / (mine.sum() + PHRASES_WEIGH)
    return means


def _languages(numbers: _Numbers, vocabulary: list[str]) -> Ids:
    """The language of each text by its small words, as a position in ``LANGUAGES``."""
    lookup = {word: i for i, word in enumerate(vocabulary)}
    votes = np.zeros((numbers.texts, len(LANGUAGES)), dtype=np.int64)
    for column, language in enumerate(LANGUAGES):
        small = [lookup[w] for w in TELLTALE[language].split() if w in lookup]
        votes[:, column] = np.bincount(numbers.rows[np.isin(numbers.ids, small)], minlength=numbers.texts)
    return np.asarray(votes.argmax(axis=1))


def _phrase_means(cache: VectorCache) -> dict[str, Matrix]:
    phrases: dict[str, list[str]] = defaultdict(list)
    for line in (DATA / "common_phrases.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            language, phrase = line.split(": ", 1)
            phrases[language].append(phrase)
    means = {language: cache.get(texts).mean(axis=0) for language, texts in phrases.items()}
    return {language: means.get(language, np.zeros(DIMENSIONS, dtype=np.float32)) for language in LANGUAGES}
