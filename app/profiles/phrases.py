"""Links in words, as they read from the thing whose page it is: outgoing ("delivers") and incoming ("delivered by")."""

from __future__ import annotations

_PHRASES = {
    "FUNDS": ("funds", "funded by"),
    "ACCOUNTABLE_FOR": ("answers for", "answered for by"),
    "EXTENDS": ("manages", "managed by"),
    "IMPLEMENTS": ("delivers", "delivered by"),
    "TRAINS": ("trains", "trained by"),
    "BENEFITS": ("helps", "helped by"),
    "PARTNERS_WITH": ("works with", "works with"),
    "MEMBER_OF": ("member of", "has as a member"),
    "PARTY_TO": ("party to", "has as a party"),
    "COVERS": ("covers", "covered by"),
    "OPERATES_IN": ("works in", "works there"),
    "BASED_IN": ("based in", "based there"),
    "ADDRESSES": ("works on", "worked on by"),
    "CLASSIFIED_AS": ("has the purpose code", "purpose code of"),
    "MAPS_TO": ("counts towards", "counted from"),
    "PART_OF": ("part of", "has as a part"),
    "RELATED_TO": ("stands beside", "stands beside"),
    "SUCCEEDED_BY": ("replaced by", "replaced"),
    "PROVIDED_BY": ("given by", "gave"),
    "RECEIVED_BY": ("received by", "received"),
    "FOR": ("for", "object of"),
    "MEASURED": ("has the indicator", "indicator of"),
    "POSSIBLE_SAME_AS": ("may be the same as", "may be the same as"),
    "OVERLAPS_WITH": ("may overlap with", "may overlap with"),
}

# The role of the other organization, as a heading of its own reads it: "Funds", "Delivers".
_ROLES = {
    "FUNDS": ("Funder", "Funded"),
    "ACCOUNTABLE_FOR": ("Accountable", "Accountable for"),
    "EXTENDS": ("Manager of funds", "Managed"),
    "IMPLEMENTS": ("Implementer", "Implemented"),
    "TRAINS": ("Trainer", "Trained"),
    "BENEFITS": ("Helper", "Helped"),
    "PARTNERS_WITH": ("Partner", "Partner"),
    "OPERATES_IN": ("At work there", "Place of work"),
    "PART_OF": ("Part", "Whole"),
    "ADDRESSES": ("Works on it", "Worked on"),
    "CLASSIFIED_AS": ("Has the purpose code", "Purpose code"),
}


def phrase(type_: str, *, outgoing: bool) -> str:
    """What the page's subject does to the other end."""
    return _PHRASES[type_][0 if outgoing else 1]


def role(type_: str, *, outgoing: bool) -> str:
    """The role of the other end; ``outgoing``: the link leads from the program or country to it."""
    return _ROLES[type_][1 if outgoing else 0]


def types() -> frozenset[str]:
    """Every link type that has a phrase."""
    return frozenset(_PHRASES)
