"""A name to what can be compared: its words in English where the glossary knows them, its places, its acronyms."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from rigour.names import remove_org_types

from analysis.resolution.acronyms import PART, Written, acronyms_in, initials, parts, scrambled
from analysis.resolution.glossary import PhraseTable, concepts, country_names, first_letters, places
from analysis.resolution.text import STOPWORDS, is_unspaced, latin_tokens, spaced_part, spell_out

# What ``parse`` does to a name; recorded with every run. Raise it when a name would come out differently.
NORMALISATION_VERSION = "2"

_STATEHOOD = frozenset({"republic", "kingdom"})
INTERNATIONAL = "XX"


@dataclass(frozen=True, slots=True)
class Name:
    """One name, taken apart.

    ``words``: Latin words as written, without what stood as an acronym; ``core``: the telling words, in English where
    the glossary knows them, without places and articles; ``concepts``: those of them that the glossary knows;
    ``places``: ISO codes named; ``acronyms``: written ones ("PNC"); ``parents``: what stood before a slash ("DHS" in
    "DHS/CBP"); ``initials``: acronyms that could be formed; ``loose``: weaker ones, parts of those, and letters in
    alphabetical order as other languages would have them (behind a ``~``); ``bare``: nothing but an acronym, perhaps with a place;
    ``borrowed``: acronyms that stand among words which do not spell them, those of the body it belongs to ("ISF Mobile Forces");
    ``gloss``: core and places as English text; ``translated``: whether the glossary changed the language.
    """

    raw: str
    words: tuple[str, ...]
    core: tuple[str, ...]
    concepts: frozenset[str]
    places: frozenset[str]
    acronyms: frozenset[str]
    parents: frozenset[str]
    initials: frozenset[str]
    loose: frozenset[str]
    bare: bool
    gloss: str
    translated: bool
    borrowed: frozenset[str]

    @property
    def key(self) -> str:
        """What two names must share to be called identical: all their words, in any order, acronyms aside."""
        return " ".join(sorted(self.core)) + "|" + " ".join(sorted(self.places))


@dataclass
class _Reading:
    core: list[str]
    concepts: set[str]
    places: set[str]
    placeless: list[str] = field(default_factory=list)
    known: int = 0
    foreign: int = 0
    order: list[str] = field(default_factory=list)


@lru_cache(maxsize=200_000)
def parse(raw: str) -> Name:
    """Take one name apart; any script, any of the glossary's languages.

    >>> parse("Salvadoran National Civil Police (PNC)").core
    ('national', 'civil', 'police')
    """
    found = acronyms_in(spell_out(raw))
    text, acronyms = found.text, found.acronyms
    text = remove_org_types(text) or text
    tokens = latin_tokens(text)
    words = [t for t in tokens if t not in STOPWORDS] or tokens
    reading = _Reading([], set(), set())
    _read_unspaced(text, reading)
    rest = [t for t in latin_tokens(spaced_part(text)) if t not in STOPWORDS]
    _read_words(rest if reading.core else words, reading)
    if reading.places:
        reading.core = [w for w in reading.core if w not in _STATEHOOD]
    country = country_names()
    bare = bool(acronyms) and not reading.core
    formed = initials(text, words, reading.core, reading.placeless) if words and not bare else frozenset()
    gloss = " ".join([*reading.core, *(country.get(p[:2], p) for p in sorted(reading.places))])
    return Name(
        raw=raw,
        words=tuple(words),
        core=tuple(reading.core),
        concepts=frozenset(reading.concepts),
        places=frozenset(reading.places),
        acronyms=acronyms,
        parents=found.parents,
        initials=formed,
        loose=_loose(acronyms, formed, reading, bare),
        bare=bare,
        gloss=gloss,
        translated=reading.foreign >= 1 and 2 * reading.known >= len(reading.core),
        borrowed=_borrowed(found, formed, bare),
    )


def _read_words(words: list[str], reading: _Reading) -> None:
    place_table, concept_table = places(), concepts()
    at = 0
    while at < len(words):
        place = place_table.match(words, at)
        concept = concept_table.match(words, at)
        if place and (not concept or (place.words, place.letters) >= (concept.words, concept.letters)):
            reading.places.update(place.meaning.split("/"))
            at += place.words
            continue
        if concept:
            reading.placeless += words[at : at + concept.words]
            _take_concept(concept.meaning, " ".join(words[at : at + concept.words]), reading)
            at += concept.words
        else:
            reading.placeless.append(words[at])
            reading.core.append(words[at])
            reading.order.append(words[at])
            at += 1


def _take_concept(concept: str, written: str, reading: _Reading) -> None:
    parts = concept.split()
    reading.core += parts
    reading.concepts.add(concept)
    reading.order.append(concept)
    reading.known += len(parts)
    reading.foreign += not any(written.startswith(part[:4]) for part in parts)


def _borrowed(found: Written, formed: frozenset[str], bare: bool) -> frozenset[str]:
    """Acronyms that qualify what else is said. A slash tells whose is whose, and brackets explain the whole name."""
    among = found.acronyms - found.bracketed
    if found.parents or (bare and len(among) < 2):
        return frozenset()
    return frozenset(a for a in among if a not in formed)


def _loose(acronyms: frozenset[str], formed: frozenset[str], reading: _Reading, bare: bool) -> frozenset[str]:
    """Weak keys. Of a bare acronym: its letters as they are and in alphabetical order; of a full name: see ``Name``."""
    if bare:
        return acronyms | {"~" + scrambled(a) for a in acronyms if len(a) >= PART}
    letters = first_letters()
    spelled = ["".join("".join(w[0] for w in unit.split()) for unit in reading.order)]
    for language in range(3):
        spelled.append("".join(letters[unit][language] if unit in letters else unit[0] for unit in reading.order))
    countries = ["", *(name[0].lower() for p in reading.places if (name := country_names().get(p[:2])))]
    keys = {"~" + scrambled(s + c) for s in spelled for c in countries if len(s + c) >= PART}
    return parts(formed) | keys


def _read_unspaced(text: str, reading: _Reading) -> None:
    if not is_unspaced(text):
        return
    found: list[tuple[int, str]] = []
    for table, is_place in ((places(), True), (concepts(), False)):
        for form, meaning in _substrings(table, text):
            if is_place:
                reading.places.update(meaning.split("/"))
            else:
                found.append((text.index(form), meaning))
    for _, concept in sorted(found):
        _take_concept(concept, "", reading)


def _substrings(table: PhraseTable, text: str) -> Iterable[tuple[str, str]]:
    left = text
    for form in sorted(table.unspaced, key=len, reverse=True):
        if form in left:
            left = left.replace(form, " ")
            yield form, table.unspaced[form]


def country_code(value: str | None) -> str | None:
    """A record's own country as ISO 3166-1 alpha-2, ``XX`` where it says that it is international, None if unknown."""
    if not isinstance(value, str):
        return None
    code = value.strip().upper()
    return code if len(code) == 2 and code.isalpha() else None


def automatic_key(name: str, country: str | None) -> tuple[str, str] | None:
    """What two records must share to be joined without a person: the same words in the same known country.

    None where the name is a bare acronym, says less than two words, or no country is known: such names never join
    by themselves.
    """
    parsed = parse(name)
    code = country_code(country) or (next(iter(parsed.places)) if len(parsed.places) == 1 else None)
    if parsed.bare or code in (None, INTERNATIONAL) or len(parsed.words) < 2:
        return None
    return plain_words(name), code


_PUNCTUATION = re.compile(r"\([^)]*\)")


def plain_words(name: str) -> str:
    """What identical names share: all Latin words but articles, in alphabetical order, without what stands in brackets."""
    return " ".join(sorted(t for t in latin_tokens(_PUNCTUATION.sub(" ", name)) if t not in STOPWORDS))
