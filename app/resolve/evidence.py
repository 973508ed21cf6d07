"""What speaks for and against two organizations being one, in words: their names, identifiers, places, dates, partners."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.http.kinds import KIND_LOOKS
from loaders.path.identity import by_scheme

LINKED = {"PART_OF": "one is stated to be part of the other", "MEMBER_OF": "one is stated to be a member of the other",
          "FUNDS": "one is stated to pay the other", "PARTNERS_WITH": "they are stated to work with each other",
          "TRAINS": "one is stated to train the other", "BENEFITS": "one is stated to help the other",
          "SUCCEEDED_BY": "one is stated to have followed the other"}


@dataclass(frozen=True)
class Evidence:
    """Short sentences, the weightiest first."""

    speaks_for: tuple[str, ...]
    speaks_against: tuple[str, ...]


def evidence(
    one: Mapping[str, Any], other: Mapping[str, Any], shared: Mapping[str, Mapping[str, Any]], pair: Mapping[str, Any]
) -> Evidence:
    """Evidence on two rows of ``resolve/side``, what they share (``resolve/shared`` by what), and the suggestion's own words."""
    same, differ = _identifiers(one, other)
    agree, clash = _stated(one, other)
    beside = f"one source names both in {_some(shared['beside'], 'program')}" if shared["beside"]["total"] else ""
    named = (f"both take part in {_some(shared['programs'], 'program')}" if shared["programs"]["total"] else "",
             f"both are linked with {_some(shared['partners'], 'organization')}" if shared["partners"]["total"] else "")
    between = [LINKED[type_] for type_ in dict.fromkeys(row[0] for row in shared["links"]["shown"]) if type_ in LINKED]
    apart = [text for text in pair.get("opposes", ()) if "different countries" not in text or "country" not in " ".join(clash)]
    return Evidence(
        tuple(filter(None, (*same, *pair.get("supports", ()), *agree, *named))),
        tuple(filter(None, (*differ, beside, *between, *apart, *clash))),
    )


def _some(found: Mapping[str, Any], noun: str) -> str:
    names = [name for _, name in found["shown"][:3]]
    more = found["total"] - len(names)
    return f"{found['total']:,} {noun}{'s' if found['total'] != 1 else ''} ({'; '.join(names)}{f' and {more:,} more' if more > 0 else ''})"


def _identifiers(one: Mapping[str, Any], other: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    held = [by_scheme(side["identifiers"] or ()) for side in (one, other)]
    same, differ = [], []
    for scheme in sorted(held[0].keys() & held[1].keys()):
        common = held[0][scheme] & held[1][scheme]
        if common:
            same.append(f"the same {scheme} number: {', '.join(sorted(common))}")
        else:
            differ.append(f"different {scheme} numbers: {', '.join(sorted(held[0][scheme]))} and {', '.join(sorted(held[1][scheme]))}")
    return same, differ


def _stated(one: Mapping[str, Any], other: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """Single facts that both state: equal ones, and those that differ."""
    agree: list[str] = []
    clash: list[str] = []
    for what, a, b in _facts(one, other):
        if a and b:
            (agree if a == b else clash).append(f"the same {what}: {a}" if a == b else f"different {what}: {a} and {b}")
    places = [{name for _, name in side["places"]} for side in (one, other)]
    if common := sorted(places[0] & places[1]):
        agree.append("both work in or sit in " + ", ".join(common[:5]))
    for first, then in ((one, other), (other, one)):
        if first["valid_to"] and then["valid_from"] and first["valid_to"] < then["valid_from"]:
            clash.append(f"“{first['name']}” ended before “{then['name']}” began: perhaps it was followed by it")
    return agree, clash


def _facts(one: Mapping[str, Any], other: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for what, name in (("U.S. state", "us_state"), ("start", "valid_from"), ("end", "valid_to")):
        yield what, one[name] or "", other[name] or ""
    yield "web site", _host(one["homepage"]), _host(other["homepage"])
    yield "kind", _kind(one["kind"]), _kind(other["kind"])


def _kind(kind: str | None) -> str:
    return KIND_LOOKS[kind].label if kind in KIND_LOOKS else ""


def _host(address: str | None) -> str:
    """The part of a web address that names its owner."""
    return (address or "").split("://")[-1].split("/")[0].removeprefix("www.").casefold()


def joined(one: Mapping[str, Any], other: Mapping[str, Any], shared: Mapping[str, Mapping[str, Any]], overlaps: int) -> tuple[str, ...]:
    """What the network would show if they were one, in sentences."""
    common = shared["programs"]["total"] + shared["beside"]["total"]
    programs = one["programs"] + other["programs"] - common
    partners = one["partners"] + other["partners"] - shared["partners"]["total"]
    names = len({one["name"], other["name"], *(one["aliases"] or ()), *(other["aliases"] or ())})
    said = [
        f"{names:,} names, and {len(one['records']) + len(other['records']):,} records of "
        f"{_count(len({*one['sources'], *other['sources']}), 'source')}.",
        f"{_count(programs, 'program')} in place of {one['programs']:,} and {other['programs']:,}"
        f"{f', as both take part in {common:,}' if common else ''}.",
    ]
    if partners:
        said.append(f"{_count(partners, 'partner')} by a direct link, in place of {one['partners']:,} and {other['partners']:,}.")
    if shared["links"]["total"]:
        said.append(f"{_count(shared['links']['total'], 'link')} between the two would lead from it to itself.")
    if overlaps:
        said.append(f"{_count(overlaps, 'pair')} of programs would have one funder, and no longer count as an overlap of two.")
    said.append("The sums that are stated of either stand side by side, as before; none is added.")
    return tuple(said)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def reason(found: Evidence, note: str) -> str:
    """Why a person answered as they did: their own words, and what they had before them."""
    told = [note.strip()] if note.strip() else []
    for label, texts in (("For", found.speaks_for), ("Against", found.speaks_against)):
        if texts:
            told.append(f"{label}: {'; '.join(texts)}")
    return (". ".join(told) or "Nothing was stated beside the names")[:2000]


def both(sides: Sequence[Mapping[str, Any]]) -> str:
    """The two names in one phrase."""
    return " and ".join(f"“{side['name']}”" for side in sides)
