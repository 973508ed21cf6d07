"""All names of all organizations, made ready for comparison once for each state of the network."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import pandas as pd

from analysis.resolution import kept
from analysis.resolution.kept import trained
from analysis.resolution.names import NameTable, build
from analysis.resolution.normalise import automatic_key, country_code, plain_words
from analysis.resolution.score import Model
from app.remembered import remembered
from app.services import services


@dataclass(frozen=True)
class Body:
    """One organization as answers show it; ``country``: ISO 3166-1 code, ``identifiers``: as ``SCHEME:value``."""

    id: str
    name: str
    acronym: str
    aliases: tuple[str, ...]
    country: str
    kind: str
    identifiers: tuple[str, ...]


@dataclass(frozen=True)
class Register:
    """What a name is compared with. ``by_key``: ids by normalised name and country; ``by_words``: by name, country unknown."""

    table: NameTable | None
    bodies: dict[str, Body]
    by_identifier: dict[str, tuple[str, ...]]
    by_key: dict[tuple[str, str], frozenset[str]]
    by_words: dict[str, frozenset[str]]
    model: Model


def register() -> Register:
    """The register of the network as it stands; made at the first question, then kept until something is loaded or decided.

    By letters, words and acronyms alone: vectors of every name would need 2 KB each in every process.
    """
    return remembered("who/register", _read)


def is_ready() -> bool:
    """Whether a few names are answered at once: the first question of an installation prepares the model, half a minute."""
    return kept.is_ready(services().settings.home / "model", None)


def _read() -> Register:
    made = services()
    query = made.catalogue["pages/who-names"]
    bodies: dict[str, Body] = {}
    names: list[tuple[str, str, str | None]] = []
    for values in query.stream(made.graph):
        row = dict(zip(query.columns, values, strict=True))
        body = Body(
            row["id"],
            row["name"],
            row["acronym"] or "",
            tuple(row["aliases"] or ()),
            row["country"] or "",
            row["kind"] or "",
            tuple(row["identifiers"] or ()),
        )
        bodies[body.id] = body
        every = dict.fromkeys(filter(None, (body.name, body.acronym, *(row["aliases"] or ()))))
        names += [(body.id, name, row["country"]) for name in every]
    table = build(pd.DataFrame(names, columns=["record", "name", "country"]), None) if names else None
    by_key, by_words = _keys(names)
    return Register(table, bodies, _identifiers(bodies), by_key, by_words, trained(made.settings.home / "model", None))


def _identifiers(bodies: dict[str, Body]) -> dict[str, tuple[str, ...]]:
    holders: dict[str, list[str]] = defaultdict(list)
    for body in bodies.values():
        for identifier in body.identifiers:
            holders[identifier].append(body.id)
    return {identifier: tuple(ids) for identifier, ids in holders.items()}


def _keys(names: list[tuple[str, str, str | None]]) -> tuple[dict[tuple[str, str], frozenset[str]], dict[str, frozenset[str]]]:
    keys: dict[tuple[str, str], set[str]] = defaultdict(set)
    words: dict[str, set[str]] = defaultdict(set)
    for id_, name, country in names:
        key = automatic_key(name, country)
        if key is not None:
            keys[key].add(id_)
        elif country_code(country) is None:
            words[plain_words(name)].add(id_)
    return {k: frozenset(v) for k, v in keys.items()}, {k: frozenset(v) for k, v in words.items()}
