"""What each bracket of a Cypher statement opens: a node, a link, properties, a map, a block, a call, a list, a group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from graph.catalogue.lexer import Token

OPENING, CLOSING = "([{", ")]}"
BEFORE_A_PATTERN = {
    "MATCH", "OPTIONAL", "CREATE", "MERGE", "WHERE", "AND", "OR", "XOR", "NOT", "IN", "RETURN", "WITH", "THEN", "ELSE", "WHEN",
    "PATHS", "PATH", "SHORTEST", "GROUPS", "CALL", "AS", "BY", "ON", "UNWIND", "DISTINCT", "CASE", "WALK", "TRAIL", "ACYCLIC",
}
BEFORE_A_NODE = ("MATCH", "CREATE", "MERGE", ",", "-", "->", "=", "{")
AFTER_A_NODE = ("-", "<-")
BEFORE_A_BLOCK = {"CALL", "EXISTS", "COUNT", "COLLECT"}


@dataclass(frozen=True)
class Bracket:
    """``opens`` and ``closes`` are places of tokens; ``inside`` is the place of the bracket around it (-1: none).

    ``kind``: node, link, properties, map, projection, block, call, list or group (of conditions or arithmetic).
    """

    kind: str
    opens: int
    closes: int
    inside: int


@dataclass
class Brackets:
    """All brackets by the place where they open; ``around[i]`` is the innermost one around token ``i`` (-1: none)."""

    by_place: dict[int, Bracket] = field(default_factory=dict)
    around: list[int] = field(default_factory=list)

    def kind_around(self, place: int) -> str:
        """Kind of the innermost bracket around a token; empty outside of all."""
        outer = self.around[place]
        return self.by_place[outer].kind if outer >= 0 else ""

    def of(self, kind: str) -> list[Bracket]:
        """Every bracket of a kind, in reading order."""
        return [b for _, b in sorted(self.by_place.items()) if b.kind == kind]


def find_brackets(words: Sequence[Token]) -> Brackets:
    """The brackets of a statement; one that is never closed ends at the last token."""
    found = Brackets()
    stack: list[int] = []
    kinds: dict[int, str] = {}
    for place, word in enumerate(words):
        found.around.append(stack[-1] if stack else -1)
        if word.kind != "sign":
            continue
        if word.text in OPENING:
            kinds[place] = _kind(words, place, kinds.get(found.around[place], ""))
            stack.append(place)
        elif word.text in CLOSING and stack:
            opens = stack.pop()
            found.by_place[opens] = Bracket(kinds[opens], opens, place, stack[-1] if stack else -1)
    for depth, opens in enumerate(stack):
        found.by_place[opens] = Bracket(kinds[opens], opens, len(words) - 1, stack[depth - 1] if depth else -1)
    return found


def _kind(words: Sequence[Token], place: int, outer: str) -> str:
    before = words[place - 1] if place else Token("sign", "", 1)
    if words[place].text == "(":
        if before.kind == "name" and (before.quoted or before.text.upper() not in BEFORE_A_PATTERN):
            return "call"
        return "node" if _is_node(words, place) else "group"
    if words[place].text == "[":
        return "link" if before.is_("-", "<-") else "list"
    if before.is_(*BEFORE_A_BLOCK, ")"):
        return "block"
    if outer in ("node", "link") and (before.kind in ("name", "number") or before.is_("(", "[", "*")):
        return "properties"
    return "projection" if before.kind == "name" and not before.is_(*BEFORE_A_PATTERN) else "map"


def _is_node(words: Sequence[Token], opens: int) -> bool:
    """``(x:Label {..})`` where a pattern may stand, and not a group of conditions such as ``(x:Label OR x.id = 1)``."""
    place = opens + 1
    if words[place].kind == "name" and not words[place].is_("WHERE"):
        place += 1
    if words[place].is_(":"):
        place = _after_labels(words, place)
    if not (words[place].is_(")", "{", "WHERE") or words[place].kind == "parameter"):
        return False
    closes = _closing(words, opens)
    before = words[opens - 1] if opens else Token("sign", "", 1)
    following = words[closes + 1] if closes + 1 < len(words) else Token("sign", "", 1)
    return before.is_(*BEFORE_A_NODE) or following.is_(*AFTER_A_NODE)


def _after_labels(words: Sequence[Token], place: int) -> int:
    """The place after the label expression that begins at a colon."""
    depth = 0
    while place < len(words) - 1:
        word = words[place]
        if word.is_(")") and not depth:
            return place
        if word.is_("{", "WHERE", "AND", "OR", "XOR", "=") or word.kind == "parameter":
            return place
        depth += word.is_("(") - word.is_(")")
        place += 1
    return place


def _closing(words: Sequence[Token], opens: int) -> int:
    depth = 0
    for place in range(opens, len(words)):
        depth += words[place].is_(*OPENING) - words[place].is_(*CLOSING)
        if depth == 0:
            return place
    return len(words) - 1
