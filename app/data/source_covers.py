"""What a source covers: guessed from its data, and what a person says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.http.choices import Choice, choices
from app.http.problems import PageError
from app.services import services
from ledger.source_notes import Note

SHOWN = 8
_TIME = re.compile(r"[12]\d{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_LONGEST = 2_000
MOST_DAYS = 3_660


@dataclass(frozen=True)
class Covered:
    """Something that the source's facts name; ``things``: how many things or programs say so."""

    id: str
    name: str
    kind: str | None
    things: int


@dataclass(frozen=True)
class Guess:
    """What the source covers by its own data; nothing here says that it covers no more."""

    countries: tuple[Covered, ...]
    focus_areas: tuple[Covered, ...]
    funders: tuple[Covered, ...]
    indicators: tuple[Covered, ...]
    first: str | None
    last: str | None


@dataclass(frozen=True)
class Offered:
    """What the form offers: countries and focus areas by their code."""

    countries: dict[str, str]
    focus_areas: tuple[Choice, ...]

    def country_codes(self, text: str) -> tuple[str, ...]:
        """Codes out of codes or names, separated by semicolons or lines; ``PageError`` 400 names what is no country."""
        by_name = {name.casefold(): code for code, name in self.countries.items()}
        found = []
        for word in filter(None, (part.strip() for part in re.split(r"[;\n]", text))):
            code = word.upper() if word.upper() in self.countries else by_name.get(word.casefold())
            if code is None:
                raise PageError(400, f"Countries: found {word[:80]!r}; expected names or codes of two letters, separated by semicolons.")
            found.append(code)
        return tuple(dict.fromkeys(found))


def guess(source: str) -> Guess:
    """What the data of a source covers."""
    made = services()
    found = made.catalogue["pages/source-covers"].run(made.graph, {"source": source}).dicts()
    period = made.catalogue["pages/source-period"].run(made.graph, {"source": source}).one() or {}
    parts = {what: tuple(Covered(row["id"], row["name"], row["kind"], row["things"]) for row in found if row["what"] == what)
             for what in ("country", "focus area", "funder", "indicator")}
    first = sorted(str(value) for name in ("first_day", "first_year") if (value := period.get(name)))
    last = sorted(str(value) for name in ("last_day", "last_year") if (value := period.get(name)))
    return Guess(parts["country"], parts["focus area"], parts["funder"], parts["indicator"],
                 first[0] if first else None, last[-1] if last else None)


def offered() -> Offered:
    """Every country and focus area that the graph knows."""
    made = services()
    linked = choices()
    named = {row["country"]: row["name"] for row in made.catalogue["gaps/countries"].run(made.graph, {}).dicts()}
    return Offered({**{choice.value: choice.label for choice in linked.countries}, **named}, linked.focus_areas)


def asked_note(source: str, form: Mapping[str, str], focus_areas: list[str], offer: Offered) -> Note:
    """The note that a form holds; ``PageError`` 400 says which field cannot be used, and what was expected."""
    given = {name: form.get(name, "").strip() for name in
             ("countries", "valid_from", "valid_to", "whose", "owner", "licence", "due_days", "remark")}
    for name, value in given.items():
        if len(value) > _LONGEST:
            raise PageError(400, f"{name}: {len(value):,} characters; expected at most {_LONGEST:,}.")
    known = {choice.value for choice in offer.focus_areas}
    if not set(focus_areas) <= known:
        raise PageError(400, f"Focus areas: found {sorted(set(focus_areas) - known)[0][:80]!r}, which there is not.")
    start, end = (_time(name, given[name]) for name in ("valid_from", "valid_to"))
    if start and end and end + "~" < start:
        raise PageError(400, f"To: found {end}, which is before {start}.")
    return Note(source, offer.country_codes(given["countries"]), tuple(dict.fromkeys(focus_areas)), start, end, given["whose"],
                given["owner"], given["licence"], _days(given["due_days"]), given["remark"])


def told(note: Note, offer: Offered) -> Iterator[tuple[str, str, str]]:
    """A note as part, id and words: one a country and focus area, and one for each of the rest that is said."""
    names = {choice.value: choice.label for choice in offer.focus_areas}
    yield from (("country", f"country:{code}", offer.countries.get(code, code)) for code in note.countries)
    yield from (("focus area", f"focus:{key}", names.get(key, key)) for key in note.focus_areas)
    rest = {"from": note.valid_from, "to": note.valid_to, "whose activities": note.whose, "owner": note.owner, "terms": note.licence,
            "due every": f"{note.due_days} days" if note.due_days else "", "remark": note.remark}
    yield from ((part, "", words) for part, words in rest.items() if words)


def _time(name: str, text: str) -> str:
    if text and not _TIME.fullmatch(text):
        words = "From" if name == "valid_from" else "To"
        raise PageError(400, f"{words}: found {text[:40]!r}; expected a year, a month or a day, such as 2014, 2014-03 or 2014-03-27.")
    return text


def _days(text: str) -> int:
    if not text:
        return 0
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= MOST_DAYS):
        raise PageError(400, f"A new file is due every: found {text[:40]!r}; expected a number of days from 1 to {MOST_DAYS:,}.")
    return int(text)
