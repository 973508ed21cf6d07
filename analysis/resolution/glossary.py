"""The tables behind normalisation: words of the trade in many languages, and the names of places.

``data/glossary.csv`` maps words ("министерств*", "ministère") to one English concept ("ministry");
``data/demonyms.csv`` maps adjectives and short forms to a country ("salvador*" to SV). Country names in some fifty
languages come from the Unicode CLDR through Babel. A ``*`` stands for any ending.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from babel import Locale

from analysis.resolution.errors import ResolutionError
from analysis.resolution.text import DATA, STOPWORDS, is_unspaced, latin_tokens, word_list

LONGEST_PHRASE = 6
SHORTEST_STEM = 3
SHORTEST_NAME = 4
CLDR_LANGUAGES = tuple(word_list("cldr_languages.txt"))
NOT_COUNTRIES = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}


@dataclass(frozen=True, order=True)
class Match:
    """A phrase found in a name: how many words and letters of it are known, and what it means."""

    words: int
    letters: int
    meaning: str


@dataclass
class PhraseTable:
    """Phrases of words, whole or by stem, and what each means.

    ``whole`` maps a tuple of words to meanings; ``stems`` does the same for phrases in which a word stands for any
    ending; ``unspaced`` holds phrases of scripts that put no spaces between words.
    """

    whole: dict[tuple[str, ...], str] = field(default_factory=dict)
    stems: dict[tuple[str, ...], str] = field(default_factory=dict)
    unspaced: dict[str, str] = field(default_factory=dict)
    stem_words: set[str] = field(default_factory=set)
    _stems_met: dict[str, str | None] = field(default_factory=dict)

    def add(self, form: str, meaning: str) -> None:
        """Add one form as it stands in a table; ``*`` at the end of a word stands for any ending."""
        if is_unspaced(form):
            self.unspaced.setdefault(form.replace("*", ""), meaning)
            return
        words: list[str] = []
        has_stem = False
        for part in form.split():
            tokens = [t for t in latin_tokens(part.rstrip("*")) if t not in STOPWORDS]
            if part.endswith("*") and tokens and len(tokens[-1]) >= SHORTEST_STEM:
                tokens[-1] += "*"
                has_stem = True
            words += tokens
        if not words:
            return
        key = tuple(words)
        if has_stem:
            self.stems.setdefault(key, meaning)
            self.stem_words.update(w for w in key if w.endswith("*"))
        else:
            self.whole.setdefault(key, meaning)

    def stem_of(self, word: str) -> str | None:
        """The longest known stem ("ministerstv*") that the word begins with, or None."""
        if word not in self._stems_met:
            self._stems_met[word] = self._longest_stem(word)
        return self._stems_met[word]

    def _longest_stem(self, word: str) -> str | None:
        for end in range(len(word), SHORTEST_STEM - 1, -1):
            stem = word[:end] + "*"
            if stem in self.stem_words:
                return stem
        return None

    def match(self, words: list[str], start: int) -> Match | None:
        """The longest phrase that begins at a position, or None."""
        for length in range(min(LONGEST_PHRASE, len(words) - start), 0, -1):
            phrase = words[start : start + length]
            if found := self.whole.get(tuple(phrase)):
                return Match(length, sum(map(len, phrase)), found)
            if found_by_stem := self._match_stems(phrase):
                return Match(length, *found_by_stem)
        return None

    def _match_stems(self, phrase: list[str]) -> tuple[int, str] | None:
        options = [[w] if (stem := self.stem_of(w)) is None else [stem, w] for w in phrase]
        if all(len(option) == 1 for option in options):
            return None
        found = (key for key in _choices(options) if key in self.stems)
        return next(((sum(len(w.rstrip("*")) for w in key), self.stems[key]) for key in found), None)


def _choices(options: list[list[str]]) -> Iterable[tuple[str, ...]]:
    keys: list[tuple[str, ...]] = [()]
    for option in options:
        keys = [(*key, word) for key in keys for word in option]
    return keys


def _rows(name: str, columns: list[str]) -> Iterable[dict[str, str]]:
    path = DATA / name
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if reader.fieldnames != columns:
            raise ResolutionError(f"{path.name}: found columns {reader.fieldnames}, expected {columns}")
        yield from reader


def _forms(cell: str) -> list[str]:
    return [form.strip() for form in cell.split("|") if form.strip()]


@lru_cache(maxsize=1)
def concepts() -> PhraseTable:
    """The glossary: words of the trade in many languages to one English concept each."""
    table = PhraseTable()
    for row in _rows("glossary.csv", ["concept", "forms"]):
        table.add(row["concept"], row["concept"])
        for form in _forms(row["forms"]):
            table.add(form, row["concept"])
    return table


@lru_cache(maxsize=1)
def generic_words() -> frozenset[str]:
    """Words that many bodies of one country have in their names ("ministry", "national")."""
    return frozenset(word_list("generic.txt"))


@lru_cache(maxsize=1)
def trade_words() -> frozenset[str]:
    """Words of the glossary's concepts that tell bodies of one country apart ("police", "border")."""
    return frozenset(w for row in _rows("glossary.csv", ["concept", "forms"]) for w in row["concept"].split()) - generic_words()


@lru_cache(maxsize=1)
def places() -> PhraseTable:
    """Names and adjectives of countries and U.S. states to their codes (``SV``, ``US-TX``; ``CD/CG`` for either)."""
    table = PhraseTable()
    for row in _rows("states.csv", ["code", "forms"]):
        for form in _forms(row["forms"]):
            table.add(form, row["code"])
    for row in _rows("demonyms.csv", ["country", "forms"]):
        for form in _forms(row["forms"]):
            table.add(form, row["country"])
    for language in CLDR_LANGUAGES:
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in NOT_COUNTRIES and _tells(name):
                table.add(name, code)
    return table


def _tells(name: str) -> bool:
    return is_unspaced(name) or sum(map(len, latin_tokens(name))) >= SHORTEST_NAME


@lru_cache(maxsize=1)
def country_names() -> dict[str, str]:
    """ISO 3166-1 alpha-2 code (and ``XK``, ``EU``) to its English name."""
    return {code: name for code, name in Locale("en").territories.items() if len(code) == 2 and code.isalpha()}


@lru_cache(maxsize=1)
def first_letters() -> dict[str, tuple[str, ...]]:
    """For each concept its first letters in Spanish, French and Russian ("human rights": dh, dh, pc)."""
    rows = _rows("translations.csv", ["concept", "es", "fr", "ru"])
    return {row["concept"]: tuple("".join(t[0] for t in latin_tokens(row[language])) for language in ("es", "fr", "ru")) for row in rows}
