"""Acronyms as written ("PNC", "DHS/CBP"), as they could be formed from a name, and as joined syllables ("MINGOB")."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from analysis.resolution.text import STOPWORDS, latin

SHORTEST, LONGEST = 2, 12
PART = 3
# In a name all in capitals a longer word than this shows that they are no acronyms.
LONGEST_SHOUTED = 5
MOST_LEFT_OUT = 2
_PARENTHESIS = re.compile(r"\(([^()]*)\)?")
_SPLIT = re.compile(r"[/\u2013\u2014-]")
_TOKEN = re.compile(r"[^\s,;:()\[\]\"\u201c\u201d\u00ab\u00bb]+")
_NOT_ACRONYMS = {"the", "of", "and", "usa", "us", "uk", "un", "eu", "ue", "onu", "oon", "dr", "st"}
_LEGAL_FORMS = {"llc", "llp", "ltd", "inc", "plc", "pty", "gmbh", "sarl", "srl", "ngo", "ong"}


def _upper(token: str) -> int:
    return sum(c.isupper() for c in token)


def looks_like_acronym(token: str) -> bool:
    """Whether a token is written like an acronym: two or more capitals and not mostly small letters.

    >>> [looks_like_acronym(t) for t in ("PNC", "MoJ", "AfDB", "Kemenkumham", "U.S.", "МВД")]
    [True, True, True, False, False, True]
    """
    letters = token.replace(".", "").replace("&", "")
    if not SHORTEST <= len(letters) <= LONGEST or not letters[0].isalpha() or latin(letters) in _NOT_ACRONYMS | _LEGAL_FORMS:
        return False
    capitals = _upper(letters)
    return capitals >= 2 and 2 * capitals >= len([c for c in letters if c.isalpha()])


def acronym_key(token: str) -> str:
    """An acronym as compared: Latin small letters without dots and hyphens."""
    return re.sub(r"[^a-z0-9]", "", latin(token.replace("&", "")))


@dataclass(frozen=True)
class Written:
    """A name's ``text`` without its ``acronyms``; ``parents`` stood before a slash; ``bracketed`` explain the name."""

    text: str
    acronyms: frozenset[str]
    parents: frozenset[str]
    bracketed: frozenset[str]


def acronyms_in(raw: str) -> Written:
    """Split a name into its acronyms and the rest.

    A name written all in capitals has no acronyms unless it is one. "DHS/CBP" is CBP of DHS.
    """
    found: set[str] = set()
    parents: set[str] = set()
    text = _PARENTHESIS.sub(lambda m: _take_parenthesis(m, found), raw)
    bracketed = frozenset(found)
    tokens = _TOKEN.findall(text)
    shouting = len(tokens) > 1 and max(map(len, tokens)) > LONGEST_SHOUTED and _upper(text) > 0.7 * sum(c.isalpha() for c in text)
    if not shouting:
        text = _TOKEN.sub(lambda m: _take_token(m.group(0), found, parents), text)
    return Written(text, frozenset(found), frozenset(parents - found), bracketed)


def _take_parenthesis(match: re.Match[str], found: set[str]) -> str:
    inside = match.group(1)
    acronyms = [t for t in _TOKEN.findall(inside) if looks_like_acronym(t)]
    if not acronyms:
        return f" {inside} "
    found.update(acronym_key(a) for a in acronyms)
    return " "


def _take_token(token: str, found: set[str], parents: set[str]) -> str:
    parts = [p for p in _SPLIT.split(token) if p]
    if len(parts) > 1 and looks_like_acronym(parts[-1]) and (looks_like_acronym(parts[0]) or "/" in token):
        parents.update(acronym_key(p) for p in parts[:-1])
        found.add(acronym_key(parts[-1]))
        found.add(acronym_key(token))
        return " "
    if looks_like_acronym(token):
        found.add(acronym_key(token))
        return " "
    return token


def initials(text: str, words: list[str], core: list[str], placeless: list[str]) -> frozenset[str]:
    """Acronyms that a name could have: first letters of all words, of the telling ones, of its English form.

    ``placeless`` are all its words but those that name a place. Hyphenated words count once and twice
    ("Co-operation" gives c and co), a first word with one letter and with two (AfDB).
    """
    once = re.findall(r"[a-z0-9]+", latin(re.sub(r"[-\u2010\u2011]", "", text)))
    every = re.findall(r"[a-z0-9]+", latin(text))
    variants = [words, core, once, every, [w for w in once if w not in STOPWORDS], placeless]
    variants.append([w for w in placeless if w not in STOPWORDS])
    if words[:2] == ["united", "states"]:
        variants.append(words[2:])
    keys = {"".join(w[0] for w in variant) for variant in variants if variant}
    keys |= {variant[0][:2] + "".join(w[0] for w in variant[1:]) for variant in variants[:1] if len(variant) > 1}
    return frozenset(k for k in keys if SHORTEST <= len(k) <= LONGEST)


def parts(keys: frozenset[str]) -> frozenset[str]:
    """Runs of three or more letters inside longer initials: an acronym may leave out first (two) and last words."""
    whole = {key for key in keys if key[:1] + key[2:] not in keys}
    return frozenset(
        key[start:end]
        for key in whole
        for start in range(min(MOST_LEFT_OUT, len(key) - PART) + 1)
        for end in range(start + PART, len(key) + 1)
        if end - start < len(key)
    )


def scrambled(letters: Iterable[str]) -> str:
    """Letters in alphabetical order: the same for acronyms that languages order differently (IMF and FMI)."""
    return "".join(sorted(letters))


def abbreviates(acronym: str, words: list[str] | tuple[str, ...]) -> float:
    """How well an acronym could be made of beginnings of the words in order, 0 to 1 ("mingob", "senafront").

    Every letter must be used; the value is the share of the words that gave letters.
    """
    if not words or not acronym or acronym[0] not in {w[0] for w in words}:
        return 0.0
    best = _most_words(acronym, tuple(words))
    return best / len(words) if best else 0.0


def _most_words(acronym: str, words: tuple[str, ...]) -> int:
    """The largest number of words that can give their beginnings to spell the acronym; 0 if none can."""
    impossible = -1
    reach = [0] + [impossible] * len(acronym)
    for word in words:
        after = list(reach)
        for start, used in enumerate(reach):
            if used == impossible:
                continue
            for end in range(start + 1, len(acronym) + 1):
                if not word.startswith(acronym[start:end]):
                    break
                after[end] = max(after[end], used + 1)
        reach = after
    return max(reach[-1], 0)
