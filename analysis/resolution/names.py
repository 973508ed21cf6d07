"""A table of names made ready for comparison: matrices of letters, words and meaning, one row a name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from analysis.resolution.errors import ResolutionError
from analysis.resolution.glossary import generic_words, trade_words
from analysis.resolution.holders import PAD, AcronymIndex, Ids
from analysis.resolution.normalise import INTERNATIONAL, Name, country_code, parse
from analysis.vectors import DIMENSIONS, Matrix, VectorCache, vectors_available

if TYPE_CHECKING:
    from sklearn.feature_extraction.text import TfidfVectorizer

COLUMNS = ("record", "name", "country")
# Rarity of a word, from 0 to 1, above which it tells bodies apart ("prosecutor" does, "national" does not).
TELLING_WORD = 0.65


@dataclass
class Vocabulary:
    """What a register taught: how rare letters, words and acronyms are in it."""

    letters: TfidfVectorizer
    words: dict[str, int]
    idf: npt.NDArray[np.float32]
    acronyms: dict[str, int]
    acronym_records: npt.NDArray[np.float32]
    codes: dict[str, int]


@dataclass
class NameTable:
    """Names of records, taken apart and turned into numbers; ``names[i]`` belongs to ``records[i]``."""

    records: npt.NDArray[np.object_]
    names: list[Name]
    letters: sparse.csr_matrix
    words: sparse.csr_matrix
    word_ids: Ids
    concept_ids: Ids
    acronym_ids: Ids
    initial_ids: Ids
    loose_ids: Ids
    parent_ids: Ids
    borrowed_ids: Ids
    place_ids: Ids
    state_ids: Ids
    country_ids: Ids
    bare: npt.NDArray[np.bool_]
    only_acronyms: npt.NDArray[np.bool_]
    raw_vectors: Matrix | None
    gloss_vectors: Matrix | None
    translated: npt.NDArray[np.bool_]
    vocabulary: Vocabulary

    def __len__(self) -> int:
        return len(self.names)

    @cached_property
    def plain(self) -> npt.NDArray[np.object_]:
        """Each name as its letters are compared."""
        return np.array([written(n) for n in self.names], dtype=object)

    @cached_property
    def english(self) -> npt.NDArray[np.object_]:
        """Each name in English where the glossary knows it, else as ``plain``."""
        return np.array([n.gloss or text for n, text in zip(self.names, self.plain, strict=True)], dtype=object)

    @cached_property
    def digits(self) -> npt.NDArray[np.object_]:
        """The digits in each name, in a row."""
        return np.array(["".join(c for c in text if c.isdigit()) for text in self.plain], dtype=object)

    @cached_property
    def rarity(self) -> npt.NDArray[np.float32]:
        """Rarity of each word, 1 for what the register saw once or never: the same scale for small registers and large."""
        idf = self.vocabulary.idf
        most = max(float(idf.max(initial=0.0)), 1e-6)
        values = np.where(self.word_ids >= 0, idf[np.maximum(self.word_ids, 0)] / most, 1.0) if len(idf) else np.ones(self.word_ids.shape)
        return np.where(self.word_ids == PAD, 0, values).astype(np.float32)

    @cached_property
    def generic(self) -> npt.NDArray[np.bool_]:
        """Which words many bodies of one country have in their names."""
        return np.isin(self.word_ids, numbers_of(generic_words(), self.vocabulary.words))

    @cached_property
    def telling(self) -> npt.NDArray[np.bool_]:
        """Which words tell bodies of one country apart: those of the trade, and rare ones."""
        trade = np.isin(self.word_ids, numbers_of(trade_words(), self.vocabulary.words))
        return ((self.rarity >= TELLING_WORD) | trade) & ~self.generic

    @cached_property
    def own_acronym_ids(self) -> Ids:
        """Written acronyms that are not another body's, from the left."""
        lent = (self.acronym_ids[:, :, None] == self.borrowed_ids[:, None, :]).any(axis=2)
        kept = np.where(lent, PAD, self.acronym_ids).astype(np.int32)
        return np.take_along_axis(kept, np.argsort(kept == PAD, axis=1, kind="stable"), axis=1)

    @cached_property
    def by_letters(self) -> sparse.csr_matrix:
        """``letters`` turned over, for the nearest by letters."""
        return self.letters.T.tocsr()

    @cached_property
    def by_words(self) -> sparse.csr_matrix:
        """``words`` turned over."""
        return self.words.T.tocsr()

    @cached_property
    def holders(self) -> AcronymIndex:
        """Who bears which acronym."""
        initials = ["".join(w[0] for w in name.words) for name in self.names]
        return AcronymIndex.of(self.acronym_ids, self.initial_ids, self.loose_ids, self.country_ids, self.bare, initials)


def names_frame(frame: pd.DataFrame) -> pd.DataFrame:
    """Check a frame of names: columns ``record``, ``name`` and, where known, ``country`` (ISO 3166-1 alpha-2)."""
    missing = [c for c in ("record", "name") if c not in frame.columns]
    if missing:
        raise ResolutionError(f"the frame of names lacks {', '.join(missing)}; found {', '.join(map(str, frame))}")
    frame = frame.loc[frame["name"].notna() & (frame["name"].astype(str).str.strip() != "")]
    if "country" not in frame.columns:
        frame = frame.assign(country=None)
    return frame.loc[:, list(COLUMNS)].reset_index(drop=True)


def build(frame: pd.DataFrame, cache: VectorCache | None, vocabulary: Vocabulary | None = None) -> NameTable:
    """Make a table from a frame of names; with ``vocabulary`` measured against that register, else its own.

    ``cache=None`` does without sentence vectors.
    """
    frame = names_frame(frame)
    parsed = [parse(str(n)) for n in frame["name"]]
    vocabulary = vocabulary or learn(parsed, frame["record"].to_numpy())
    countries = [country_code(c) for c in frame["country"]]
    bare = np.array([n.bare for n in parsed], dtype=bool)
    raw = gloss = None
    if cache is not None and vectors_available():
        raw, gloss = _vectors(parsed, cache)
    return NameTable(
        records=frame["record"].to_numpy(dtype=object),
        names=parsed,
        letters=_letters(vocabulary.letters, parsed),
        words=_words(parsed, vocabulary),
        word_ids=_ids([list(dict.fromkeys(n.core)) for n in parsed], vocabulary.words),
        concept_ids=_ids([sorted(n.concepts) for n in parsed], vocabulary.words),
        acronym_ids=_ids([sorted(n.acronyms) for n in parsed], vocabulary.acronyms),
        initial_ids=_ids([sorted(n.initials) if not n.bare else [] for n in parsed], vocabulary.acronyms),
        loose_ids=_hashed([sorted(n.loose) for n in parsed]),
        parent_ids=_ids([sorted(n.parents) for n in parsed], vocabulary.acronyms),
        borrowed_ids=_ids([sorted(n.borrowed) for n in parsed], vocabulary.acronyms),
        place_ids=_ids([sorted({p[:2] for p in n.places}) for n in parsed], vocabulary.codes),
        state_ids=_ids([sorted(p for p in n.places if len(p) > 2) for n in parsed], vocabulary.codes),
        country_ids=_ids(_countries(parsed, countries), vocabulary.codes),
        bare=bare,
        only_acronyms=_only_acronyms(frame["record"], bare),
        raw_vectors=raw,
        gloss_vectors=gloss,
        translated=np.array([n.translated for n in parsed], dtype=bool),
        vocabulary=vocabulary,
    )


def select(table: NameTable, rows: npt.NDArray[np.int64]) -> NameTable:
    """The same table with some of its rows, in the order given."""
    kept = {
        f.name: getattr(table, f.name)[rows]
        for f in fields(table)
        if f.name not in ("names", "vocabulary") and getattr(table, f.name) is not None
    }
    return replace(table, names=[table.names[i] for i in rows], **kept)


def _telling(name: Name) -> list[str]:
    return list(dict.fromkeys([*name.core, *sorted(name.acronyms)]))


def _only_acronyms(records: pd.Series[str], bare: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """For each name, whether its record has no name in full."""
    return pd.Series(bare).groupby(records.to_numpy()).transform("all").to_numpy(dtype=bool)


def _countries(parsed: Sequence[Name], countries: Sequence[str | None]) -> list[list[str]]:
    return [sorted({p[:2] for p in n.places} or ({c} if c else set())) for n, c in zip(parsed, countries, strict=True)]


def written(name: Name) -> str:
    """The name as the letters are compared: Latin words with its acronyms at the end."""
    return " ".join([*name.words, *sorted(name.acronyms)]) or name.raw.lower()


def learn(parsed: Sequence[Name], records: npt.NDArray[np.object_]) -> Vocabulary:
    """Count letters, words and acronyms of a register."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # it takes a second to import: whoever compares pays

    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 3), sublinear_tf=True, dtype=np.float32)
    letters.fit([written(n) for n in parsed])
    counts = Counter(w for n in parsed for w in {*_telling(n), *n.concepts})
    words = {w: i for i, w in enumerate(sorted(counts))}
    frequency = np.array([counts[w] for w in sorted(counts)], dtype=np.float32)
    acronyms: dict[str, set[object]] = {}
    for name, record in zip(parsed, records, strict=True):
        for key in name.acronyms if name.bare else name.acronyms | name.initials:
            acronyms.setdefault(key, set()).add(record)
        for key in name.parents:
            acronyms.setdefault(key, set())
    codes = sorted({INTERNATIONAL} | {code for n in parsed for p in n.places for code in (p, p[:2])})
    return Vocabulary(
        letters=letters,
        words=words,
        idf=np.log((1 + len(parsed)) / (1 + frequency)).astype(np.float32),
        acronyms={a: i for i, a in enumerate(acronyms)},
        acronym_records=np.array([len(r) for r in acronyms.values()], dtype=np.float32),
        codes={c: i for i, c in enumerate(codes)},
    )


def numbers_of(words: Iterable[str], known: dict[str, int]) -> npt.NDArray[np.int32]:
    """The numbers of words as ``word_ids`` has them, known to the register or not."""
    ids: Ids = _ids([sorted(words)], known)[0]
    return ids


def _unseen(word: str) -> int:
    """A number below -1 for what the register never saw, the same number for the same word."""
    return -2 - (crc32(word.encode()) & 0x3FFFFFFF)


def _ids(lists: Sequence[Sequence[str]], known: dict[str, int]) -> Ids:
    width = max(1, max((len(x) for x in lists), default=1))
    ids = np.full((len(lists), width), PAD, dtype=np.int32)
    for row, values in enumerate(lists):
        for column, value in enumerate(values):
            number = known.get(value)
            ids[row, column] = _unseen(value) if number is None else number
    return ids


def _hashed(lists: Sequence[Sequence[str]]) -> Ids:
    width = max(1, max((len(x) for x in lists), default=1))
    ids = np.full((len(lists), width), PAD, dtype=np.int32)
    for row, values in enumerate(lists):
        ids[row, : len(values)] = [crc32(v.encode()) & 0x7FFFFFFF for v in values]
    return ids


def _letters(vectorizer: TfidfVectorizer, parsed: Iterable[Name]) -> sparse.csr_matrix:
    return vectorizer.transform([written(n) for n in parsed]).tocsr()


def _words(parsed: Sequence[Name], vocabulary: Vocabulary) -> sparse.csr_matrix:
    rows, columns = [], []
    for row, name in enumerate(parsed):
        for word in {*_telling(name)}:
            if (column := vocabulary.words.get(word)) is not None:
                rows.append(row)
                columns.append(column)
    weights = vocabulary.idf[columns] if columns else np.empty(0, dtype=np.float32)
    matrix = sparse.csr_matrix((weights, (rows, columns)), shape=(len(parsed), len(vocabulary.idf)))
    norms = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return sparse.diags(1 / np.maximum(norms, 1e-9)).dot(matrix).tocsr().astype(np.float32)


def _vectors(parsed: Sequence[Name], cache: VectorCache) -> tuple[Matrix, Matrix]:
    raw = cache.get([n.raw for n in parsed])
    translated = [i for i, n in enumerate(parsed) if n.translated]
    gloss = raw.copy()
    if translated:
        gloss[translated] = cache.get([parsed[i].gloss for i in translated])
    assert gloss.shape[1] == DIMENSIONS
    return raw, gloss


__all__ = ["PAD", "Ids", "NameTable", "Vocabulary", "build", "learn", "names_frame", "numbers_of", "select", "written"]
