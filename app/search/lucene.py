"""What a person types, as a query of the full-text index: nothing that she types is taken for query syntax.

The index keeps ``d'Haïti``, ``U.S.`` and ``XI-LEI:ABC`` as one word where a letter stands on both sides of the mark:
each word is therefore also looked for behind such a mark.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

MAX_WORDS = 12
_MARKS = "'’.:"
_WORD = re.compile(r"[^\W_]+")
_MARKED = re.compile(rf"[^\W_]+(?:[{_MARKS}][^\W_]+)*")


def folded(text: str) -> str:
    """A text without accents, in lower case, as the index folds it."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold().strip()


def words_of(text: str) -> list[str]:
    """Every word of a text, folded."""
    return _WORD.findall(folded(text))


def index_query(text: str, *, every: bool = True) -> str:
    """Each word must match (one of them is enough without ``every``); the last also as the beginning of a word.

    Returns ``""`` where nothing is left to look for.
    """
    found = list(dict.fromkeys(_MARKED.findall(folded(text))))[:MAX_WORDS]
    terms = [_term(word, last=index == len(found) - 1) for index, word in enumerate(found)]
    return " ".join(("+" if every else "") + term for term in terms)


def typed_query(text: str) -> str:
    """The query of a text that is still being typed: each word must match, the last as the beginning of a word.

    Quick: no word is looked for inside another. Returns ``""`` where fewer than two characters are left to look for.
    """
    found = list(dict.fromkeys(_WORD.findall(folded(text))))[:MAX_WORDS]
    if sum(map(len, found)) < 2:
        return ""
    *whole, last = found
    return " ".join([*(f"+{word}" for word in whole), f"+({last}^2 OR {last}*)"])


def _term(word: str, *, last: bool) -> str:
    parts = _WORD.findall(word)
    if len(parts) > 1:
        separate = " ".join("+" + _term(part, last=last and part == parts[-1]) for part in parts)
        return f'("{word}"^2 OR ({separate}))'
    behind = f"/.*[{_MARKS}]{word}{'.*' if last else ''}/"
    return f"({word}^2 OR {word}* OR {behind})" if last else f"({word}^2 OR {behind})"


def matching_alias(name: str, aliases: Iterable[str] | None, text: str) -> str:
    """The alias that explains why something was found, where its shown name does not hold the words."""
    wanted = words_of(text)
    if _held(name, wanted) == len(wanted):
        return ""
    best = max(aliases or (), key=lambda alias: _held(alias, wanted), default="")
    return best if _held(best, wanted) > _held(name, wanted) else ""


def _held(text: str, wanted: list[str]) -> int:
    """How many of the words begin a word of the text."""
    have = words_of(text)
    return sum(any(word.startswith(part) for word in have) for part in wanted)
