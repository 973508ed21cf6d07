"""Which organization an element means, and what kind it is.

A reference is trusted as an identifier only when it is well formed; then it is the local key. Otherwise the name is:
a wrong reference (``22000`` stands for every national NGO) would make many organizations one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from loaders.codes import code_list
from loaders.iati.words import DONOR_COUNTRIES, GOVERNMENT, KINDS
from loaders.identifiers import BadIdentifier, Identifier, identify, is_placeholder
from loaders.rows import NodeRow

FEDERAL = frozenset({"US-GOV", "US-USAGOV", "IATI-ORG", "XM-DAC"})
_NO_NAME = re.compile(
    r"\bredacted\b|^(un)?(specified|known|disclosed|named|identified)$|\bunknown$|^anonymous$|^name withheld", re.IGNORECASE)


class Party(NamedTuple):
    """An organization as one element gives it; without a ``key`` where the element names none.

    ``doubts``: (attribute, what was found, what was expected).
    """

    key: str
    name: str
    identifiers: tuple[str, ...]
    props: dict[str, str]
    doubts: tuple[tuple[str, str, str], ...]


@dataclass
class Mention:
    """All that one record says about an organization."""

    name: str
    aliases: dict[str, None] = field(default_factory=dict)
    identifiers: tuple[str, ...] = ()
    props: dict[str, Any] = field(default_factory=dict)

    def add(self, found: Party, names: Iterable[str]) -> None:
        """A further element that names it."""
        self.identifiers = self.identifiers or found.identifiers
        for name, value in found.props.items():
            self.props.setdefault(name, value)
        self.aliases.update(dict.fromkeys(names))


def node(key: str, mention: Mention, record: str) -> NodeRow:
    """The row of an organization."""
    aliases = [alias for alias in mention.aliases if alias != mention.name]
    props = {**mention.props, "aliases": aliases} if aliases else mention.props
    return NodeRow("Organization", key, record, mention.name, props, mention.identifiers)


@lru_cache(maxsize=65536)
def party(ref: str, name: str, type_: str) -> Party:
    """The organization that a reference, a name and an IATI organisation type stand for."""
    identifier, doubts = _identifier(ref)
    named = name if name and not is_placeholder(name) and not _NO_NAME.search(name) else ""
    props = _props(type_, identifier)
    if type_ and type_ not in code_list("OrganisationType"):
        doubts += (("type", type_, "a code of IATI's list OrganisationType"),)
    if identifier:
        key = written(identifier)
    elif named:
        key = f"name:{normalised(named)}"
    elif ref and not is_placeholder(ref) and not name and not ref.isdigit():
        key = f"ref:{ref}"
    else:
        key = ""
    return Party(key, named or ref, (str(identifier),) if identifier else (), props, doubts)


def written(identifier: Identifier) -> str:
    """An identifier as IATI writes it: ``GB-CHC-285776``."""
    return identifier.value if identifier.scheme == "IATI-ORG" else f"{identifier.scheme}-{identifier.value}"


def normalised(name: str) -> str:
    """A name without case, accents and punctuation, so that its spellings within a source meet."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return " ".join(re.sub(r"[^\w]+", " ", "".join(c for c in plain if not unicodedata.combining(c))).split()) or name


def _identifier(ref: str) -> tuple[Identifier | None, tuple[tuple[str, str, str], ...]]:
    if not ref:
        return None, ()
    try:
        return identify(ref), ()
    except BadIdentifier as error:
        return None, (("ref", ref, str(error)),)


def _props(type_: str, identifier: Identifier | None) -> dict[str, str]:
    props = {"iati_type": type_} if type_ in code_list("OrganisationType") else {}
    country = identifier.country if identifier else ""
    kind = _government(type_, identifier, country) if type_ in GOVERNMENT else KINDS.get(type_, "")
    if kind:
        props["kind"] = kind
    if country:
        props["country"] = country
    return props


def _government(type_: str, identifier: Identifier | None, country: str) -> str:
    """Government of which country decides; without a well-formed reference that says so, it stays open."""
    if not identifier or not country:
        return ""
    if country == "US":
        return "us_federal" if identifier.scheme in FEDERAL and type_ != "11" else ""
    return "other_donor" if country in DONOR_COUNTRIES else "foreign_counterpart"
