"""What each column of a table seems to be, by its header and by its values, and why."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from loaders.codes import code_list
from loaders.dates import BadDate
from loaders.identifiers import BadIdentifier, normalise
from loaders.mapper.choices import CHOICES, NEED, ORGANIZATIONS, SCHEMES
from loaders.mapper.sample import Sample
from loaders.mapper.words import HEADERS, IDENTIFIERS, MARKS, TAGS, role_of
from loaders.places import place
from loaders.sheet.mapping import PERSONAL
from loaders.tables import Cell, text
from loaders.text import fold
from loaders.written_dates import AMBIGUOUS, written_date
from loaders.written_sums import BadSum, written_sum

MOST = 0.8
KNOWN = 0.3
LOOKED_AT = 100
ASKED = 12
SHOWN = 3
Known = Callable[[Sequence[str]], dict[str, str]]


@dataclass(frozen=True)
class Suggestion:
    """What a column seems to be: a key of ``CHOICES``, why in a sentence, and its first values."""

    column: str
    choice: str
    why: str
    examples: tuple[str, ...]
    scheme: str = ""


def suggest(found: Sample, known: Known) -> list[Suggestion]:
    """A suggestion for every column.

    ``known``: which of some names are in the network, each with ``Organization`` or ``Program``.
    """
    values = [list(dict.fromkeys(text(cell) for cell in found.column(at)))[:LOOKED_AT] for at in range(len(found.names))]
    names = known([value for column in values for value in column[:ASKED] if len(value) > 2 and not value.isdigit()])
    made = [_Reader(name, found.column(at)[:LOOKED_AT], values[at], names).suggestion() for at, name in enumerate(found.names)]
    return _of_need(_together(_headers_as_values(found, made)))


@dataclass
class _Reader:
    """One column being judged."""

    name: str
    cells: list[Cell]
    values: list[str]
    names: dict[str, str]

    def suggestion(self) -> Suggestion:
        if PERSONAL.search(self.name):
            return Suggestion(self.name, "ignore", "It looks like persons' details, which are never loaded or shown.", ())
        if not self.values:
            return self._is("ignore", "Its first cells are empty.")
        nothing = "Neither its name nor its values say what it is."
        return self._by_tag() or self._by_header() or self._by_values() or self._is("ignore", nothing)

    def _is(self, choice: str, why: str, scheme: str = "") -> Suggestion:
        return Suggestion(self.name, choice, why, tuple(self.values[:SHOWN]), scheme)

    def _by_tag(self) -> Suggestion | None:
        tag = self.name if self.name.startswith("#") else next((value for value in self.values[:2] if value.startswith("#")), "")
        given = tag.lower().replace(" ", "").split("+")
        for known, choice in TAGS.items():
            if set(known.split("+")) <= set(given):
                return self._is(choice, f"Its HXL tag is {tag}.")
        return None

    def _by_header(self) -> Suggestion | None:
        words = fold(re.sub(r"\(.*?\)", " ", self.name).replace("'", " ").replace("’", " ")) or fold(self.name)
        if words in IDENTIFIERS:
            return self._is("identifier", f"Identifiers are called {self.name!r}.", IDENTIFIERS[words])
        choice = _named(words)
        if not choice:
            return None
        doubt = self._doubt(choice)
        if choice in {"amount", "indicator_value"} and doubt:
            return None
        return self._is(choice, f"{self.name!r} is a usual name for it{doubt}.")

    def _doubt(self, choice: str) -> str:
        """What speaks against a header, as the rest of a sentence."""
        tests: dict[str, tuple[Callable[[Cell], bool], str]] = {
            "start": (_is_date, "dates"), "end": (_is_date, "dates"), "country": (_is_country, "countries"), "amount": (_is_sum, "sums"),
            "indicator_value": (_is_sum, "numbers"),
        }
        if choice not in tests:
            return ""
        test, what = tests[choice]
        share = self._share(test)
        return "" if share >= MOST else f", though only {share:.0%} of its first values are {what}"

    def _by_values(self) -> Suggestion | None:
        tests = (("country", _is_country, "countries"), ("currency", _is_currency, "currencies"), ("start", _is_date, "dates"))
        for choice, test, what in tests:
            if self._share(test) >= MOST:
                return self._is(choice, f"{self._share(test):.0%} of its first values are {what}.")
        for scheme in ("XI-LEI", "XI-ROR"):
            if self._share(lambda cell, scheme=scheme: _is_identifier(scheme, cell)) >= MOST:  # type: ignore[misc]
                return self._is("identifier", f"Its first values are well-formed identifiers of {scheme}, check digits included.", scheme)
        if self._share(_is_money) >= MOST:
            return self._is("amount", "Its first values are sums with a currency.")
        if self._share(lambda cell: bool(role_of(fold(text(cell))))) >= MOST:
            return self._is("role", "Its first values are words for roles.")
        for label, choice in (("Organization", "implementer"), ("Program", "program")):
            asked = self.values[:ASKED]
            held = sum(self.names.get(value) == label for value in asked)
            if held >= KNOWN * len(asked):
                return self._is(choice, f"{held} of its first {len(asked)} values are names of {label.lower()}s in the network.")
        return None

    def _share(self, test: Callable[[Cell], bool]) -> float:
        return sum(map(test, self.cells)) / max(len(self.cells), 1)


def _named(words: str) -> str:
    """The meaning that a header has as a whole, else by the longest of the usual names that it begins or ends with."""
    exact = next((choice for choice, names in HEADERS.items() if words in names), "")
    if exact:
        return exact
    fits = [
        (len(name), choice) for choice, names in HEADERS.items() for name in names
        if len(name) > 3 and (words.startswith(f"{name} ") or words.endswith(f" {name}"))
    ]
    return max(fits, default=(0, ""))[1]


def _headers_as_values(found: Sample, made: list[Suggestion]) -> list[Suggestion]:
    """Columns whose headers are countries or years become cells, where there are two or more of them."""
    groups: dict[str, list[int]] = {}
    for at, name in enumerate(found.names):
        cells = found.column(at)[:LOOKED_AT]
        what = "year" if _is_year(name) else "country" if place(name).code and len(name) > 3 else ""
        if what and cells and all(_is_sum(cell) for cell in cells) and not all(fold(text(cell)) in MARKS for cell in cells):
            groups.setdefault(f"{what}_amount", []).append(at)
        elif what == "country" and cells and all(fold(text(cell)) in MARKS or text(cell) in MARKS for cell in cells):
            groups.setdefault("country_mark", []).append(at)
    choice, places = max(groups.items(), key=lambda item: len(item[1]), default=("", []))
    if len(places) < 2:
        return made
    what = "years" if choice == "year_amount" else "countries"
    below = "marks" if choice == "country_mark" else "sums"
    why = f"{len(places)} columns are called by {what} and hold {below}: each cell becomes a row of its own."
    return [Suggestion(s.column, choice, why, s.examples) if at in places else s for at, s in enumerate(made)]


def _together(made: list[Suggestion]) -> list[Suggestion]:
    """A second column of dates ends what the first begins; of other single meanings the first column counts."""
    seen: set[str] = set()
    roles = any(s.choice == "role" for s in made)
    found: list[Suggestion] = []
    for one in made:
        choice, why = one.choice, one.why
        if roles and choice == "implementer" and not any(s.choice == "organization" for s in found):
            choice, why = "organization", f"{why} Its role stands in another column."
        if choice == "start" and "start" in seen:
            choice = "end" if "end" not in seen and not any(s.choice == "end" for s in made) else "ignore"
            why = why if choice == "end" else "Another column says when it begins."
        elif choice in SINGLE and choice in seen:
            choice, why = "ignore", f"Another column is taken for this already: {CHOICES[choice].label.lower()}."
        seen.add(choice)
        found.append(Suggestion(one.column, choice, why, one.examples, one.scheme))
    return found


def _of_need(made: list[Suggestion]) -> list[Suggestion]:
    """Numbers of a sheet that names no organization and no program are values of indicators, unless they are called money."""
    kinds = {s.choice for s in made}
    if kinds & _WORK:
        why = "It seems to be an indicator, and this sheet names organizations or programs."
        return [_other(s, "ignore", why) if s.choice in NEED else s for s in made]
    if "currency" in kinds or not kinds & {"indicator", "indicator_value", "year_amount"}:
        return made
    values = "No column is an organization, a program or a currency, so these are taken for values of an indicator."
    to = {"year_amount": "year_value"} | ({"amount": "indicator_value"} if "indicator" in kinds else {})
    return [_other(s, to[s.choice], f"{s.why} {values}") if s.choice in to else s for s in made]


def _other(one: Suggestion, choice: str, why: str) -> Suggestion:
    return replace(one, choice=choice, why=why)


_WORK = frozenset({*ORGANIZATIONS, "program", "program_key"})
SINGLE = frozenset({"indicator", "program", "program_key", "description", "end", "country", "area", "amount", "currency", "year", "role"})


def _is_date(cell: Cell) -> bool:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return False
    if text(cell).isdigit():
        return False
    try:
        written_date(cell)
    except BadDate as error:
        return str(error) == AMBIGUOUS
    return True


def _is_country(cell: Cell) -> bool:
    return len(text(cell)) < 60 and bool(place(text(cell)).code)


def _is_currency(cell: Cell) -> bool:
    return text(cell).upper() in code_list("Currency") and len(text(cell)) == 3


def _is_sum(cell: Cell) -> bool:
    for decimal in (".", ","):
        try:
            written_sum(cell, decimal)
        except BadSum:
            continue
        return True
    return False


def _is_money(cell: Cell) -> bool:
    return isinstance(cell, str) and any(sign in cell for sign in "$€£") and _is_sum(cell)


def _is_identifier(scheme: str, cell: Cell) -> bool:
    try:
        normalise(scheme, text(cell))
    except BadIdentifier:
        return False
    return True


def _is_year(name: str) -> bool:
    return re.fullmatch(r"(?:FY ?)?(?:19|20)\d\d", name.strip(), re.IGNORECASE) is not None


def decimal_of(cells: Iterable[Cell]) -> str:
    """The sign before the cents that more of the sums of a column can be read with; a point where both are."""
    written = [cell for cell in cells if isinstance(cell, str)]
    return "," if _readable(written, ",") > _readable(written, ".") else "."


def _readable(cells: Sequence[Cell], decimal: str) -> int:
    count = 0
    for cell in cells:
        try:
            written_sum(cell, decimal)
        except BadSum:
            continue
        count += 1
    return count


__all__ = ["SCHEMES", "Suggestion", "decimal_of", "suggest"]
