"""What a person types, as a query of the full-text index: nothing that she types is taken for query syntax.

The index keeps ``d'Haïti``, ``U.S.`` and ``XI-LEI:ABC`` as one word where a letter stands on both sides of the mark:
each word is therefore also looked for behind such a mark, and an unfinished word with a mark (``d'hai``) as one.
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
    found = list(dict.fromkeys(_MARKED.findall(folded(text))))[:MAX_WORDS]
    if len("".join(words_of(" ".join(found)))) < 2:
        return ""
    *whole, last = found
    return " ".join([*(f"+{_typed(word)}" for word in whole), f"+{_typed(last, last=True)}"])


def _typed(word: str, *, last: bool = False) -> str:
    *before, end = _WORD.findall(word)
    ending = f"({end}^2 OR {end}*)" if last else end
    if not before:
        return ending
    whole = _beginning([*before, end]) if last else f'"{word}"'
    return f"({whole} OR ({' '.join(f'+{part}' for part in (*before, ending))}))"


def _beginning(parts: list[str]) -> str:
    """Words of the index that begin with parts, whatever mark stands between these."""
    return f"/{f'[{_MARKS}]'.join(parts)}.*/"


def _term(word: str, *, last: bool) -> str:
    parts = _WORD.findall(word)
    if len(parts) > 1:
        separate = " ".join("+" + _term(part, last=last and place == len(parts)) for place, part in enumerate(parts, 1))
        unfinished = f" OR {_beginning(parts)}" if last else ""
        return f'("{word}"^2{unfinished} OR ({separate}))'
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
