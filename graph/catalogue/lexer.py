"""Words of a Cypher statement with their lines: strings, comments and quoted names are told apart, never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    r"""
      (?P<space>\s+)
    | (?P<comment>//[^\r\n]*|/\*.*?\*/)
    | (?P<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
    | (?P<parameter>\$(?:`(?:[^`]|``)+`|\w+))
    | (?P<name>`(?:[^`]|``)+`|[^\W\d]\w*)
    | (?P<number>(?:\d+\.(?!\.)\d*|\d+|\.\d+)(?:[eE][+-]?\d+)?\w*)
    | (?P<sign><>|<=|>=|=~|\+=|\.\.|->|<-|\|\||::|.)
    """,
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """One word. ``kind``: string, parameter, name, number or sign; ``text``: without quotes, ``$`` or backticks."""

    kind: str
    text: str
    line: int
    quoted: bool = False

    def is_(self, *words: str) -> bool:
        """Whether this is one of the signs or unquoted keywords, letter case aside."""
        return not self.quoted and self.kind in ("sign", "name") and self.text.upper() in words


def tokens(statement: str, first_line: int = 1) -> Iterator[Token]:
    """The words of a statement; spaces and comments are left out. ``first_line``: number of its first line."""
    line = first_line
    for match in _TOKEN.finditer(statement):
        kind, text = str(match.lastgroup), match.group()
        if kind not in ("space", "comment"):
            yield Token(kind, *_unquoted(kind, text, line))
        line += text.count("\n")


def _unquoted(kind: str, text: str, line: int) -> tuple[str, int, bool]:
    if kind == "string":
        return re.sub(r"\\(.)", r"\1", text[1:-1], flags=re.DOTALL), line, True
    bare = text[1:] if kind == "parameter" else text
    if bare.startswith("`") and len(bare) > 1:
        return bare[1:-1].replace("``", "`"), line, True
    return bare, line, False
