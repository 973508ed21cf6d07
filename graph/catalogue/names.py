"""The walk over every label, link type and property that a query names: each must stand in ``graph.model``.

Neo4j answers a misspelt label, an arrow that points the wrong way, or a property that a node never has, with nothing
at all. This finds them with file and line.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from graph.catalogue.brackets import Bracket, find_brackets
from graph.catalogue.lexer import Token, tokens
from graph.model import KINDS, LINKS, NODES, LinkType, NodeType

LABELS: dict[str, NodeType] = {**NODES, **dict.fromkeys(KINDS.values(), NODES["Organization"])}
DATE_PARTS = {"year", "month", "day", "quarter", "week", "days", "months", "years", "epochSeconds", "epochMillis"}
Owner = NodeType | LinkType
DECLARED: tuple[Owner, ...] = (*NODES.values(), *LINKS.values())
EVERY_PROPERTY = {p.name for declared in DECLARED for p in declared.properties}


class Finding(NamedTuple):
    """One thing wrong with a query: the line of the file, and what."""

    line: int
    message: str


class Binding(NamedTuple):
    """What a variable stands for: names of labels or link types; empty: it may be anything."""

    names: frozenset[str]
    plain: bool


def findings(text: str) -> list[Finding]:
    """Every name in a query's text that the model does not know, in reading order."""
    return sorted(set(_Walk(list(tokens(text))).all()))


class _Walk:
    """One pass over the words of a statement."""

    def __init__(self, words: list[Token]) -> None:
        self.words = [*words, Token("sign", "", words[-1].line if words else 1)]
        self.brackets = find_brackets(self.words)
        self.free = self._introduced_by_expressions()
        self.bound = self._bound_by_patterns()
        self.keys = {self.words[i].text for i in range(len(words)) if self._is_key(i, ("map", "projection"))}

    def all(self) -> Iterator[Finding]:
        for place, word in enumerate(self.words):
            if word.is_(":") and not self._is_key(place - 1, ("map", "projection", "properties")):
                yield from self._label_expression(place)
            elif word.is_("."):
                yield from self._property_access(place)
            elif self._is_key(place, ("properties",)):
                yield from self._inline_property(place)
            elif word.is_("TYPE", "LABELS") and self.words[place + 1].is_("("):
                yield from self._type_texts(place)
        yield from self._arrows()

    def _is_key(self, place: int, kinds: tuple[str, ...]) -> bool:
        """Whether a token is the key in ``{key: value}`` of a bracket of one of the kinds."""
        return (
            place > 0
            and self.words[place].kind == "name"
            and self.words[place + 1].is_(":")
            and self.words[place - 1].is_("{", ",")
            and self.brackets.kind_around(place) in kinds
        )

    # -- variables ---------------------------------------------------------------------------------------------

    def _introduced_by_expressions(self) -> set[str]:
        """Variables that are not (only) bound by a pattern: ``AS x``, ``x IN list``, ``YIELD x``."""
        found: set[str] = set()
        for place, word in enumerate(self.words[:-1]):
            following = self.words[place + 1]
            if word.is_("AS", "YIELD") and following.kind == "name":
                found.add(following.text)
            if word.kind == "name" and following.is_("IN") and self.words[place - 1].is_("[", "("):
                found.add(word.text)
        return found

    def _bound_by_patterns(self) -> dict[str, Binding]:
        """Variable to the union of the labels (or types) that patterns give it."""
        found: dict[str, Binding] = {}
        for bracket in (*self.brackets.of("node"), *self.brackets.of("link")):
            first, second = self.words[bracket.opens + 1], self.words[bracket.opens + 2]
            if first.kind == "name" and second.is_(":"):
                names, plain = self._names_of(bracket.opens + 2)
                before = found.get(first.text, Binding(frozenset(), True))
                found[first.text] = Binding(before.names | names, before.plain and plain)
        return found

    def _names_of(self, colon: int) -> tuple[frozenset[str], bool]:
        """Names in the label expression after a colon, and whether it only says what a thing is (no ``!``, ``%``)."""
        words = [self.words[i] for i in self._expression(colon)]
        return frozenset(w.text for w in words if w.kind == "name"), not any(w.is_("!", "%", "$") for w in words)

    def _expression(self, colon: int) -> Iterator[int]:
        """Places of the words of a label expression: ``:A|B``, ``:!(A&B)``, ``:A:B``."""
        depth, name_may_follow, place = 0, True, colon + 1
        in_list = self.brackets.kind_around(colon) == "list"
        while place < len(self.words):
            word = self.words[place]
            if word.kind == "name" and name_may_follow:
                name_may_follow = False
            elif word.is_("|", "&", ":", "!", "%") and not (in_list and word.is_("|")):
                name_may_follow = not word.is_("%")
            elif word.is_("(") and name_may_follow:
                depth += 1
            elif word.is_(")") and depth:
                depth -= 1
            else:
                return
            yield place
            place += 1

    def _owners(self, variable: str) -> list[Owner] | None:
        """The declared types that a variable may be; ``None`` when the pattern does not tell."""
        binding = self.bound.get(variable)
        if binding is None or variable in self.free or not binding.plain:
            return None
        known = [LABELS.get(name) or LINKS.get(name) for name in binding.names]
        return [owner for owner in known if owner] if all(known) else None

    # -- checks ------------------------------------------------------------------------------------------------

    def _label_expression(self, colon: int) -> Iterator[Finding]:
        kind = self.brackets.kind_around(colon)
        in_pattern = kind in ("node", "link") and self._opens_pattern(colon)
        known: set[str] = set(LINKS) if in_pattern and kind == "link" else set(LABELS)
        what = "link type" if in_pattern and kind == "link" else "label"
        if not in_pattern:
            known |= set(LINKS)
        for place in self._expression(colon):
            word = self.words[place]
            if word.kind == "name" and word.text not in known:
                yield Finding(word.line, f"{what} {word.text!r} is not in the model")

    def _opens_pattern(self, colon: int) -> bool:
        """Whether a colon is the first of a pattern, ``(x:`` or ``[:``, and not a test inside it."""
        outer = self.brackets.around[colon]
        return colon - outer <= 2

    def _property_access(self, dot: int) -> Iterator[Finding]:
        name, before = self.words[dot + 1], self.words[dot - 1]
        if name.kind != "name" or self._is_call(dot) or before.kind in ("parameter", "number"):
            return
        if before.is_("{", ",") and self.brackets.kind_around(dot) == "projection":
            before = self.words[self.brackets.around[dot] - 1]
        elif before.kind != "name" or self.words[dot - 2].is_("."):
            before = Token("sign", "", before.line)
        if not self._from_parameter(self._root(dot)):
            yield from self._check(name, self._owners(before.text))
        yield from self._check_values(name, before.text, dot + 2)

    def _is_call(self, dot: int) -> bool:
        """Whether a dotted name ends as a function or procedure: ``db.index.fulltext.queryNodes(``."""
        place = dot
        while self.words[place].is_(".") and self.words[place + 1].kind == "name":
            place += 2
        return self.words[place].is_("(")

    def _root(self, dot: int) -> str:
        """The variable that a dotted name begins with: ``a`` of ``a.b.c``."""
        while self.words[dot - 2].is_("."):
            dot -= 2
        return self.words[dot - 1].text

    def _from_parameter(self, variable: str) -> bool:
        """Whether a variable is a row of a parameter (``UNWIND $rows AS row``): its keys are not the model's."""
        return any(
            word.is_("AS") and self.words[i + 1].text == variable and self.words[i - 1].kind == "parameter"
            for i, word in enumerate(self.words[:-1])
        )

    def _check(self, name: Token, owners: list[Owner] | None) -> Iterator[Finding]:
        if owners is None:
            if name.text not in EVERY_PROPERTY | self.keys | DATE_PARTS:
                yield Finding(name.line, f"property {name.text!r} is not in the model")
        elif not any(p.name == name.text for owner in owners for p in owner.properties):
            of = ", ".join(sorted(_name(owner) for owner in owners))
            yield Finding(name.line, f"property {name.text!r} is not in the model of {of}")

    def _inline_property(self, place: int) -> Iterator[Finding]:
        outer = self.brackets.by_place[self.brackets.around[place]]
        owners = self._owners_of_pattern(self.brackets.by_place[outer.inside])
        yield from self._check(self.words[place], owners)
        yield from self._check_closed(self.words[place], owners, [self.words[place + 2]])

    def _owners_of_pattern(self, pattern: Bracket) -> list[Owner] | None:
        names = self._pattern_names(pattern)
        known = [LABELS.get(name) or LINKS.get(name) for name in names]
        return [owner for owner in known if owner] if names and all(known) else None

    def _pattern_names(self, pattern: Bracket) -> frozenset[str]:
        """Labels or types of a node or link pattern, its own or those of its variable; empty: any."""
        first, second = self.words[pattern.opens + 1], self.words[pattern.opens + 2]
        colon = pattern.opens + (1 if first.is_(":") else 2)
        if first.is_(":") or (first.kind == "name" and second.is_(":")):
            names, plain = self._names_of(colon)
            return names if plain else frozenset()
        binding = self.bound.get(first.text) if first.kind == "name" else None
        return binding.names if binding and binding.plain and first.text not in self.free else frozenset()

    def _check_values(self, name: Token, variable: str, place: int) -> Iterator[Finding]:
        """``x.status = 'complete'``: a text outside a closed set of values finds nothing, ever."""
        operator, value = self.words[place], self.words[min(place + 1, len(self.words) - 1)]
        if operator.is_("=", "<>"):
            yield from self._check_closed(name, self._owners(variable), [value])
        elif operator.is_("IN") and value.is_("["):
            listed = self.words[place + 2 : self.brackets.by_place[place + 1].closes]
            yield from self._check_closed(name, self._owners(variable), listed)

    def _check_closed(self, name: Token, owners: list[Owner] | None, values: list[Token]) -> Iterator[Finding]:
        declared = [p for owner in owners or [] for p in owner.properties if p.name == name.text]
        if not declared or not all(p.values for p in declared):
            return
        allowed = {value for p in declared for value in p.values}
        for value in values:
            if value.kind == "string" and value.text not in allowed:
                yield Finding(value.line, f"{name.text} is never {value.text!r}; the model knows {', '.join(sorted(allowed))}")

    def _type_texts(self, place: int) -> Iterator[Finding]:
        """``type(r) = 'FUNDS'``, ``type(r) IN ['FUNDS']``, ``'NGO' IN labels(o)``: names as texts."""
        known = set(LINKS) if self.words[place].is_("TYPE") else set(LABELS)
        after = self.brackets.by_place[place + 1].closes + 1
        texts: list[Token] = []
        if self.words[after].is_("=", "<>"):
            texts = [self.words[after + 1]]
        elif self.words[after].is_("IN") and self.words[after + 1].is_("["):
            texts = self.words[after + 2 : self.brackets.by_place[after + 1].closes]
        elif place > 1 and self.words[place - 1].is_("IN"):
            texts = [self.words[place - 2]]
        for word in texts:
            if word.kind == "string" and word.text not in known:
                yield Finding(word.line, f"{self.words[place].text.lower()} {word.text!r} is not in the model")

    def _arrows(self) -> Iterator[Finding]:
        """Every single link between two nodes: the model must join these labels in this direction."""
        nodes = {b.closes: b for b in self.brackets.of("node")}
        for link in self.brackets.of("link"):
            left = nodes.get(link.opens - 2)
            right = self.brackets.by_place.get(link.closes + 2)
            many = any(word.is_("*") for word in self.words[link.opens : link.closes])
            if left is None or right is None or right.kind != "node" or many:
                continue
            arrow = (self.words[link.opens - 1].is_("<-"), self.words[link.closes + 1].is_("->"))
            yield from self._joins(link, (self._pattern_names(left), self._pattern_names(right)), arrow)

    def _joins(
        self, link: Bracket, ends: tuple[frozenset[str], frozenset[str]], arrow: tuple[bool, bool]
    ) -> Iterator[Finding]:
        types = [LINKS[name] for name in sorted(self._pattern_names(link)) if name in LINKS]
        line = self.words[link.opens].line
        left, right = ({_label(name) for name in names} for names in ends)
        if not types or not left <= set(NODES) or not right <= set(NODES):
            return
        for declared in types:
            if declared.symmetric and any(arrow) and _either_way(declared, left, right):
                yield Finding(line, f"{declared.type} has no direction here: match it without an arrow")
        if not any(_fits(t, left, right, arrow) for t in types):
            sides = f"{'/'.join(sorted(left)) or 'any'} {'<-' if arrow[0] else '-'}[:{'|'.join(t.type for t in types)}]"
            sides += f"{'->' if arrow[1] else '-'} {'/'.join(sorted(right)) or 'any'}"
            yield Finding(line, f"the model has no {sides}")


def _either_way(declared: LinkType, left: set[str], right: set[str]) -> bool:
    """Whether a link without direction may be stored either way between two ends: an arrow would miss half of them."""
    return _fits(declared, left, right, (False, True)) and _fits(declared, left, right, (True, False))


def _fits(declared: LinkType, left: set[str], right: set[str], arrow: tuple[bool, bool]) -> bool:
    arrow = (False, False) if all(arrow) else arrow
    forward = any((a in left or not left) and (b in right or not right) for a, b in declared.ends)
    backward = any((a in right or not right) and (b in left or not left) for a, b in declared.ends)
    return (forward and not arrow[0]) or (backward and not arrow[1])


def _label(name: str) -> str:
    """The node type behind a label: a kind label stands for Organization."""
    return LABELS[name].label if name in LABELS else name


def _name(owner: Owner) -> str:
    return owner.label if isinstance(owner, NodeType) else owner.type
