"""YAML in which every value knows its line, so that a fault in a mapping is named by it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from loaders.errors import UnreadableFile

LARGEST = 1 << 20
MOST = 20_000


class MappingError(UnreadableFile):
    """A mapping that contradicts itself, the model or the file; the message names its file and line."""


@dataclass(frozen=True)
class Located:
    """A value of a mapping: a text, a list or named values, and the line it begins on."""

    file: str
    line: int
    value: str | list[Located] | dict[str, Located]
    null: bool = False

    def wrong(self, message: str) -> MappingError:
        """An error at this place."""
        return MappingError(f"{self.file}, line {self.line}: {message}")

    @property
    def text(self) -> str:
        """The value as the text that is written; ``MappingError`` where it is a list or has names."""
        if not isinstance(self.value, str):
            raise self.wrong("expected a text")
        return "" if self.null else self.value

    @property
    def items(self) -> list[Located]:
        """The values of a list; a single value is a list of one, nothing a list of none."""
        if self.null:
            return []
        return self.value if isinstance(self.value, list) else [self]

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts of a list."""
        return tuple(item.text for item in self.items)

    @property
    def named(self) -> dict[str, Located]:
        """The values by name."""
        if self.null:
            return {}
        if not isinstance(self.value, dict):
            raise self.wrong("expected names with values")
        return self.value

    @property
    def number(self) -> int:
        """A whole number."""
        if not self.text.isdecimal():
            raise self.wrong(f"expected a whole number; found {self.text!r}")
        return int(self.text)

    def truth(self) -> bool:
        """``true`` or ``false``."""
        if self.text.lower() not in {"true", "false"}:
            raise self.wrong(f"expected true or false; found {self.text!r}")
        return self.text.lower() == "true"

    def fields(self, *allowed: str) -> dict[str, Located]:
        """The values by name; ``MappingError`` names the first that is not allowed here."""
        for name, value in self.named.items():
            if name not in allowed:
                raise value.wrong(f"{name!r} is not known here; expected {', '.join(allowed)}")
        return self.named


def mapping_text(path: Path) -> str:
    """The text of a mapping's file; ``MappingError`` where it is not UTF-8, is too large or cannot be opened."""
    try:
        if path.stat().st_size > LARGEST * 4:
            raise MappingError(f"{path.name}: a mapping of {path.stat().st_size:,} bytes; expected at most {LARGEST:,} characters")
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise MappingError(f"{path.name}: a mapping is written in UTF-8; byte {error.start:,} is not") from error
    except OSError as error:
        raise MappingError(f"{path.name}: cannot be opened: {error.strerror}") from error
    if len(text) > LARGEST:
        raise MappingError(f"{path.name}: a mapping of {len(text):,} characters; expected at most {LARGEST:,}")
    return text


def read_yaml(file: str, text: str) -> Located:
    """YAML with lines; ``file`` names it in messages. ``MappingError`` where it is none, or says a name twice."""
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise MappingError(f"{file}, line {line}: no YAML: {error.problem}") from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise MappingError(f"{file}: no YAML: {str(error).splitlines()[0]}") from error
    if node is None:
        raise MappingError(f"{file}: the mapping is empty")
    return _Reader(file).read(node)


class _Reader:
    def __init__(self, file: str) -> None:
        self.file, self.count = file, 0

    def read(self, node: yaml.Node) -> Located:
        line = node.start_mark.line + 1
        self.count += 1
        if self.count > MOST:
            raise MappingError(f"{self.file}, line {line}: more than {MOST:,} values; expected a mapping")
        if isinstance(node, yaml.MappingNode):
            return Located(self.file, line, dict(self._pairs(node)))
        if isinstance(node, yaml.SequenceNode):
            return Located(self.file, line, [self.read(child) for child in node.value])
        return Located(self.file, line, str(node.value), null=node.tag == "tag:yaml.org,2002:null")

    def _pairs(self, node: yaml.MappingNode) -> Iterator[tuple[str, Located]]:
        seen = set()
        for key, value in node.value:
            name = str(key.value) if isinstance(key, yaml.ScalarNode) else ""
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                raise MappingError(f"{self.file}, line {line}: a name is a text")
            if name in seen:
                raise MappingError(f"{self.file}, line {line}: {name!r} stands there twice")
            seen.add(name)
            yield name, self.read(value)
