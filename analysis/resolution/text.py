"""Names to plain words: any script to Latin letters, without accents, case, articles and possessives."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from normality import ascii_text

DATA = Path(__file__).parent / "data"


def word_list(name: str) -> list[str]:
    """The words of a text file in ``data/``, separated by spaces or lines; lines that begin with # are comments."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]


STOPWORDS = frozenset(word_list("stopwords.txt"))
_ARTICLE = re.compile(r"(?<![\u0600-\u06ff])(?:[\u0648\u0628\u0641\u0643]?\u0627\u0644|\u0644\u0644)(?=[\u0600-\u06ff]{3})")
_POSSESSIVE = re.compile(r"['\u2019`]s\b", re.IGNORECASE)
_ELISION = re.compile(r"\b(l|d|dell|dall|nell|sull|all|un|qu)['\u2019]", re.IGNORECASE)
_UNITED_STATES = re.compile(r"\bU\. ?S\. ?A\.|\bU\. ?S\.|\bEE\.? ?UU\b\.?|\b[EÉ]\. ?-?U\.|\bUS(?=[ /-])|\bUSA\b")
_MARKS = re.compile(r"['\u2019`\u02bc\u02bb\u02b9\u02ba\"]")
_WORD = re.compile(r"[a-z0-9]+")
# Thai, Lao, Myanmar, Khmer, Hangul is spaced but agglutinates, kana, Han.
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff\uac00-\ud7af\u3040-\u30ff\u4e00-\u9fff]")


def is_unspaced(text: str) -> bool:
    """Whether the text is in a script in which words are looked for inside longer strings."""
    return _UNSPACED.search(text) is not None


@lru_cache(maxsize=200_000)
def latin(text: str) -> str:
    """The text in lower-case ASCII letters: articles of Arabic, possessives and elisions dropped."""
    text = _ARTICLE.sub("", text)
    text = _POSSESSIVE.sub("", text)
    text = _ELISION.sub("", text)
    if not text.isascii():
        text = ascii_text(text).replace("?", "")  # what ICU writes for ayn and hamza
    return _MARKS.sub("", text).lower()


def spell_out(text: str) -> str:
    """Write the short forms of the United States out, which would fall apart into single letters."""
    return _UNITED_STATES.sub(" United States ", text)


def latin_tokens(text: str) -> list[str]:
    """The words of ``latin(text)``; dots inside abbreviations ("U.S.") split them into letters."""
    return _WORD.findall(latin(text))


def spaced_part(text: str) -> str:
    """The text without what is written in a script that puts no spaces between words."""
    return _UNSPACED.sub("", text)
