"""Countries and territories of ISO 3166-1 and Kosovo (XK), and the names by which people write them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from loaders.codes.lists import read_table


@dataclass(frozen=True)
class Country:
    """``aliases``: other names in use, in English, Spanish, French, Portuguese and Arabic; regions are UN M49's."""

    iso2: str
    iso3: str
    m49: str
    name: str
    region: str
    subregion: str
    aliases: tuple[str, ...]


@lru_cache(maxsize=1)
def countries() -> Mapping[str, Country]:
    """Countries by ISO 3166-1 alpha-2 code."""
    return {row["iso2"]: _country(row) for row in read_table("countries.csv")}


def _country(row: dict[str, str]) -> Country:
    aliases = tuple(name for name in row.pop("aliases").split("|") if name)
    return Country(**row, aliases=aliases)


def country_name(iso2: str) -> str:
    """English short name of a country; the code itself where it is no country's."""
    found = countries().get(iso2)
    return found.name if found else iso2


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    found: dict[str, str] = {}
    for country in countries().values():
        for name in (country.name, *country.aliases, country.iso3):
            found.setdefault(_fold(name), country.iso2)
    return found


@lru_cache(maxsize=8192)
def country_code(written: str) -> str | None:
    """Alpha-2 code of a country written as a code (two or three letters) or as a name; None where it is not recognised.

    Accents, case, punctuation and "the" do not matter; nothing is guessed from a part of a name.
    """
    text = written.strip()
    if text.upper() in countries():
        return text.upper()
    return _names().get(_fold(text))


def _fold(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold().replace("&", " and "))
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    words = re.sub(r"[^\w]+", " ", letters.replace("'", "").replace("’", "")).replace("_", " ").split()
    return " ".join("st" if word == "saint" else word for word in words if word != "the")
