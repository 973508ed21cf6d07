"""Which organization an element means, and what kind it is.

A reference is trusted as an identifier only when it is well formed; then it is the local key. Otherwise the name is:
a wrong reference (``22000`` stands for every national NGO) would make many organizations one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from loaders.codes import code_list, country_code, country_name
from loaders.governments import government_kind
from loaders.iati.words import BODIES, GOVERNMENT, KINDS, PLAIN, RECIPIENTS
from loaders.identifiers import BadIdentifier, Identifier, identify, is_class, is_placeholder
from loaders.rows import NodeRow
from loaders.text import LONGEST_NAME, clean, fold

FEDERAL = frozenset({"US-GOV", "US-USAGOV", "IATI-ORG", "XM-DAC"})
OTHER_CLASSES = frozenset((
    "non governmental organisations ngos and civil society", "united nations agency fund or commission un", "ngos and civil society",
    "international ngo", "international ngos", "national ngos", "local ngos", "multilateral organisations", "private sector",
))
_REFERENCE = re.compile(r"[A-Z]{2}-[A-Z0-9_]+-\S+")
_NO_NAME = re.compile(
    r"\bredacted\b|^(un)?(specified|known|disclosed|named|identified)$|\bunknown$|^anonymous$|^name withheld", re.IGNORECASE)


class Party(NamedTuple):
    """An organization as one element gives it; without a ``key`` where the element names none.

    ``doubts``: (attribute, what was found, what was expected). ``place``: how the country of the work completes it:
    ``key`` where its name alone is that of a body in every country, ``government`` where the name says "recipient".
    """

    key: str
    name: str
    identifiers: tuple[str, ...]
    props: dict[str, str]
    doubts: tuple[tuple[str, str, str], ...]
    place: Literal["", "key", "government"] = ""

    def at(self, country: str) -> Party:
        """The organization meant where the work is in one country (empty: in none or several)."""
        if not self.place or not country:
            return self._replace(key="") if self.place == "government" else self
        key = f"{self.key}:{country}"
        if self.place == "key":
            return self._replace(key=key)
        props = {**self.props, "kind": "foreign_counterpart", "country": country}
        return self._replace(key=key, name=f"{self.name} ({country_name(country)})", props=props)


@dataclass(slots=True)
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


def party(ref: str, name: str, type_: str) -> Party:
    """The organization that a reference, a name and an IATI organisation type stand for."""
    return _party(ref[:LONGEST_NAME], name[:2 * LONGEST_NAME], type_[:LONGEST_NAME])


@lru_cache(maxsize=32768)
def _party(ref: str, name: str, type_: str) -> Party:
    identifier, doubts = _identifier(ref)
    if type_ and type_ not in code_list("OrganisationType"):
        doubts += (("type", type_, "a code of IATI's list OrganisationType"),)
    if identifier is None and _REFERENCE.fullmatch(name):
        identifier = _identifier(name)[0]
    named, folded = _name(name)
    props = _props(type_, identifier, folded)
    if identifier:
        return Party(written(identifier), named or _official(identifier), (str(identifier),), props, doubts)
    if named:
        place: Literal["key", "government", ""] = "government" if folded in RECIPIENTS else "key" if _is_anywhere(folded) else ""
        return Party(f"name:{folded}", named, (), props, doubts, place)
    if ref.strip() and not name and not is_placeholder(ref) and not ref.strip().isdigit():
        return Party(f"ref:{ref.strip()}", ref.strip(), (), props, doubts)
    return Party("", "", (), props, doubts)


@lru_cache(maxsize=32768)
def _name(written_: str) -> tuple[str, str]:
    """A name and its folded form; empty where the text names no organization, or a whole class of them."""
    if is_placeholder(written_) or _NO_NAME.search(written_) or _REFERENCE.fullmatch(written_):
        return "", ""
    named = clean(written_, LONGEST_NAME)
    folded = fold(named) or named
    return ("", "") if _singular(folded) in _class_names() else (named, folded)


def usable(names: Iterable[str]) -> list[str]:
    """Those of the names of an organization that can be shown: no placeholders, references or classes."""
    return [named for name in names if (named := _name(name[:2 * LONGEST_NAME])[0])]


def _is_anywhere(folded: str) -> bool:
    """Whether a name holds nothing but what ministries, courts and police of any country are called."""
    words = set(folded.split())
    return words <= PLAIN and not words.isdisjoint(BODIES)


@lru_cache(maxsize=1)
def _class_names() -> frozenset[str]:
    """Names of classes of organizations in DAC's channel list, such as "Public sector institutions"."""
    names = {fold(code.name) for code in code_list("CRSChannelCode") if is_class(code.code)}
    return frozenset(_singular(name) for name in (names | OTHER_CLASSES) - RECIPIENTS)


def _singular(folded: str) -> str:
    return " ".join(word.rstrip("s") for word in folded.split())


def _official(identifier: Identifier) -> str:
    """The name that an official list gives to an identifier, else the identifier itself."""
    for name in ("CRSChannelCode", "IATIOrganisationIdentifier", "OrganisationIdentifier"):
        for code in (identifier.value, written(identifier)):
            if code in code_list(name):
                return code_list(name).name(code)
    return written(identifier)


def written(identifier: Identifier) -> str:
    """An identifier as IATI writes it: ``GB-CHC-285776``."""
    return identifier.value if identifier.scheme == "IATI-ORG" else f"{identifier.scheme}-{identifier.value}"


def _identifier(ref: str) -> tuple[Identifier | None, tuple[tuple[str, str, str], ...]]:
    """What a reference identifies, and what is wrong with it."""
    if not ref.strip():
        return None, ()
    spaces = (("ref", ref, "a reference without spaces around it; read without them"),) if ref != ref.strip() else ()
    try:
        return identify(ref), spaces
    except BadIdentifier as error:
        return None, (*spaces, ("ref", ref, str(error)))


def _props(type_: str, identifier: Identifier | None, folded: str) -> dict[str, str]:
    props = {"iati_type": type_} if type_ in code_list("OrganisationType") else {}
    country = identifier.country if identifier else ""
    if type_ in GOVERNMENT:
        country = country or _government_of(folded)
        kind = _government(type_, identifier, country)
    else:
        kind = KINDS.get(type_, "")
    if kind:
        props["kind"] = kind
    if country:
        props["country"] = country
    return props


@lru_cache(maxsize=65536)
def _government_of(folded: str) -> str:
    """The country whose government a name is, in just these words: "Government of Japan", "Japan"."""
    return country_code(re.sub(r"^(the )?(federal )?government of (the )?", "", folded)) or ""


def _government(type_: str, identifier: Identifier | None, country: str) -> str:
    """Government of which country decides; without a well-formed reference or a name that says so, it stays open."""
    return government_kind(country, "us_federal" if type_ != "11" and (identifier is None or identifier.scheme in FEDERAL) else "")
