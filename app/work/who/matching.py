"""Whom a name may mean, best first, with what speaks for and against it in words.

"Certain" is only what joins records of different sources without a person: an equal strong identifier, or the
identical name in the same known country that nobody else bears. Everything else is for a person to decide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.resolution.bands import LIKELY, PART_OF, UNLIKELY
from analysis.resolution.normalise import automatic_key
from analysis.resolution.pipeline import match
from app.work.who.names import Register
from loaders.identifiers import BadIdentifier, identify

CERTAIN = "certain"
MOST = 5
AT_ONCE = 200
LONGEST = 300
Told = Callable[[int], None]


@dataclass(frozen=True)
class Asked:
    """A name as somebody wrote it; ``country``: ISO code or empty; ``identifiers``: as written, where they are known."""

    name: str
    country: str = ""
    identifiers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Match:
    """An organization that may be meant. ``band``: certain, likely or possible; ``score``: 0 to 100."""

    id: str
    name: str
    matched: str
    country: str
    kind: str
    band: str
    score: float
    part: bool
    supports: tuple[str, ...]
    opposes: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """A name and whom it may mean, best first; nobody where the network holds nobody like it."""

    asked: Asked
    matches: tuple[Match, ...]

    @property
    def band(self) -> str:
        """That of the best match, empty where there is none."""
        return self.matches[0].band if self.matches else ""


def answers(asked: Sequence[Asked], register: Register, told: Told = lambda _done: None) -> list[Answer]:
    """An answer a name, in the order asked; ``told`` hears how many are done."""
    different = list(dict.fromkeys(asked))
    found: dict[Asked, Answer] = {}
    for start in range(0, len(different), AT_ONCE):
        told(start)
        part = different[start : start + AT_ONCE]
        found.update(zip(part, _some(part, register), strict=True))
    return [found[one] for one in asked]


def _some(asked: Sequence[Asked], register: Register) -> list[Answer]:
    compared = _compared(asked, register)
    return [Answer(one, _with_certain(one, compared.get(str(number), []), register)) for number, one in enumerate(asked)]


def _compared(asked: Sequence[Asked], register: Register) -> dict[str, list[Match]]:
    rows = [
        (str(n), one.name[:LONGEST], one.country or None)
        for n, one in enumerate(asked)
        if one.name.strip() and not any(_identifiers([one.name]))
    ]
    if register.table is None or not rows:
        return {}
    run = match(pd.DataFrame(rows, columns=["record", "name", "country"]), register.table, register.model)
    kept = run.suggestions[run.suggestions["band"] != UNLIKELY]
    best = kept.groupby("left_record", sort=False).head(MOST)
    found: dict[str, list[Match]] = {}
    for row in best.to_dict("records"):
        body = register.bodies[row["right_record"]]
        made = Match(
            body.id,
            body.name,
            row["right_name"],
            body.country,
            body.kind,
            row["band"],
            round(100 * float(row["score"]), 1),
            row["kind"] == PART_OF,
            tuple(row["supports"]),
            tuple(row["opposes"]),
        )
        found.setdefault(row["left_record"], []).append(made)
    return {number: sorted(matches, key=lambda m: (m.band != LIKELY, -m.score)) for number, matches in found.items()}


def _with_certain(one: Asked, matches: list[Match], register: Register) -> tuple[Match, ...]:
    id_, why = _certain(one, register)
    if not id_:
        return tuple(matches)
    body = register.bodies[id_]
    sure = Match(id_, body.name, body.name, body.country, body.kind, CERTAIN, 100.0, False, (why,), ())
    return (sure, *(m for m in matches if m.id != id_))[:MOST]


def _certain(one: Asked, register: Register) -> tuple[str, str]:
    """The organization that is meant beyond doubt and why, or nothing."""
    written = _identifiers((*one.identifiers, one.name))
    held = {id_ for identifier in written for id_ in register.by_identifier.get(identifier, ())}
    if held:
        return (next(iter(held)), "the same identifier") if len(held) == 1 else ("", "")
    key = automatic_key(one.name, one.country or None)
    bearers = register.by_key.get(key, frozenset()) if key else frozenset()
    if key is None or len(bearers) != 1 or register.by_words.get(key[0], frozenset()) - bearers:
        return "", ""
    return next(iter(bearers)), f"the identical name in the same country: {key[1]}"


def _identifiers(texts: Iterable[str]) -> Iterable[str]:
    """The texts that are identifiers, in their canonical writing."""
    for written in texts:
        plain = written.strip()
        scheme, mark, value = plain.partition(":")
        for form in (plain, f"{scheme}-{value}" if mark else ""):
            try:
                yield str(identify(form))
            except BadIdentifier:
                continue  # a name, as most are
