"""JSON read item by item: JSON lines, one array, or items one after the other; a big file needs no big memory."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from loaders.errors import UnreadableFile
from loaders.files import Member
from loaders.rows import Fates, Where

CHUNK = 1 << 20
LARGEST_ITEM = 64 << 20
_SPACES = re.compile(r"[ \t\r\n]*")


class Item(NamedTuple):
    """One value with the line it begins on."""

    line: int
    value: Any


def items(member: Member, fates: Fates) -> Iterator[Item]:
    """The items of an array, of JSON lines, or the one value of the file.

    A line of JSON lines that is no JSON is set aside under the member's name; ``UnreadableFile`` where anything else is
    no JSON or breaks off, with the line.
    """
    with member.open() as stream:
        yield from _Reader(member.name, stream, fates).items()


class _Reader:
    def __init__(self, name: str, stream: Any, fates: Fates) -> None:
        self.name, self.stream, self.fates = name, stream, fates
        self.text, self.at, self.line, self.done = "", 0, 1, False
        self.decode = codecs.getincrementaldecoder("utf-8-sig")(errors="strict")
        self.parse = json.JSONDecoder(strict=False).raw_decode

    def items(self) -> Iterator[Item]:
        in_array = self._peek() == "["
        if in_array:
            self._skip(1)
        while True:
            char = self._peek()
            if in_array and char == "]":
                return
            if not char:
                if in_array:
                    raise self._broken("the file breaks off inside an array")
                return
            if char == ",":
                self._skip(1)
                continue
            found = self._item(in_array)
            if found is not None:
                yield found

    def _item(self, in_array: bool) -> Item | None:
        line = self.line
        while True:
            try:
                value, end = self.parse(self.text, self.at)
            except json.JSONDecodeError as error:
                # A line of its own that is no JSON hurts no other; anywhere else the rest cannot be told apart.
                if not in_array and self._ends_line(error):
                    self._bad_line(error)
                    return None
                if self.done:
                    raise self._broken(error.msg) from error
                self._read_more()
                continue
            except RecursionError as error:
                raise self._broken("values inside values without end") from error
            if end == len(self.text) and not self.done:
                self._read_more()
                continue
            self._skip(end - self.at)
            return Item(line, value)

    def _ends_line(self, error: json.JSONDecodeError) -> bool:
        """Whether the fault lies in a line that is whole and is followed by another item."""
        end = self.text.find("\n", self.at)
        return end >= 0 and error.pos <= end and self.line > 1

    def _bad_line(self, error: json.JSONDecodeError) -> None:
        self.fates.saw(self.name)
        self.fates.set_aside(self.name, Where(self.name, self.line), error.msg, "one JSON value a line")
        self._skip(self.text.find("\n", self.at) - self.at)

    def _peek(self) -> str:
        """The next character that is no space; empty at the end."""
        while True:
            spaces = _SPACES.match(self.text, self.at)
            self._skip(spaces.end() - self.at if spaces else 0)
            if self.at < len(self.text):
                return self.text[self.at]
            if self.done:
                return ""
            self._read_more()

    def _skip(self, size: int) -> None:
        self.line += self.text.count("\n", self.at, self.at + size)
        self.at += size

    def _read_more(self) -> None:
        rest = self.text[self.at :]
        if len(rest) > LARGEST_ITEM:
            raise self._broken(f"one value of more than {LARGEST_ITEM:,} characters")
        # As much again as is there: a long item is parsed a few times only.
        data = self.stream.read(max(CHUNK, min(len(rest), LARGEST_ITEM - len(rest))))
        self.done = not data
        try:
            self.text, self.at = rest + self.decode.decode(data, final=self.done), 0
        except UnicodeDecodeError as error:
            raise self._broken("text that is no UTF-8") from error

    def _broken(self, found: str) -> UnreadableFile:
        return UnreadableFile(f"{self.name}, line {self.line:,}: {found}; expected JSON")
