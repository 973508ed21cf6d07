"""Front matter of a ``.cypher`` file: YAML in ``//`` comments on top, checked key by key.

::

    // ---
    // title: Who funds whom in a country
    // description: One sentence on what it shows and what it does not.
    // view: table
    // row: a funder, a program and an implementer
    // parameters:
    //   - {name: country, type: country, label: Country, default: GT}
    // columns: [funder, program, {implementer: Delivered by}]
    // ---
    MATCH ...
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from graph.catalogue.parameters import TYPES, Parameter
from graph.catalogue.views import KEYS as VIEW_KEYS
from graph.catalogue.views import VIEWS, Shown, read_shown
from graph.errors import CatalogueError, ParameterError

KEYS = ("title", "description", "view", "row", "empty", "parameters", "columns", *VIEW_KEYS)
REQUIRED = ("title", "description", "view", "columns")
PARAMETER_KEYS = ("name", "type", "label", "default", "help", "options")


@dataclass(frozen=True)
class FrontMatter:
    """What a file says about its query; ``ends`` is the number of the line that closes the front matter.

    ``headings``: what a person reads above each column.
    """

    title: str
    description: str
    view: str
    row: str
    empty: str
    parameters: tuple[Parameter, ...]
    columns: tuple[str, ...]
    headings: tuple[str, ...]
    ends: int
    shown: Shown


def read_front_matter(text: str, file: str) -> FrontMatter:
    """The checked front matter of a file's text; ``CatalogueError`` names file and line."""
    block, ends = _comment_block(text, file)
    reader = _Reader(file, block)
    found = reader.mapping()
    reader.check_keys("", found, KEYS, REQUIRED)
    view = reader.text(found, "view")
    if view not in VIEWS:
        raise reader.error("view", f"view is {view!r}; expected one of {', '.join(VIEWS)}")
    names, headings = reader.columns(found["columns"])
    return FrontMatter(
        title=reader.text(found, "title"),
        description=reader.text(found, "description"),
        view=view,
        row=reader.text(found, "row"),
        empty=reader.text(found, "empty"),
        parameters=tuple(reader.parameters(found.get("parameters") or [])),
        columns=names,
        headings=headings,
        ends=ends,
        shown=read_shown(reader, found, view, names),
    )


def _comment_block(text: str, file: str) -> tuple[str, int]:
    """The YAML between the two ``// ---`` lines, with line 1 blank so that its line numbers are the file's."""
    lines = text.splitlines()
    if not lines or lines[0].strip() != "// ---":
        raise CatalogueError(f"{file}:1: a query file begins with the line '// ---'")
    block = [""]
    for number, line in enumerate(lines[1:], start=2):
        if line.strip() == "// ---":
            return "\n".join(block), number
        if not line.startswith("//"):
            raise CatalogueError(f"{file}:{number}: the statement begins before '// ---' closes the front matter")
        block.append(line[2:].removeprefix(" "))
    raise CatalogueError(f"{file}:{len(lines)}: the front matter is not closed by '// ---'")


class _Loader(yaml.SafeLoader):
    """YAML 1.1 reads on, off, yes and no as truth: here ``label: On`` is a text and ``default: NO`` is Norway."""


_Loader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if not (tag.endswith(":bool") and letter in "yYnNoO")]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


class _Reader:
    """One file's YAML with the line of every key."""

    def __init__(self, file: str, block: str) -> None:
        self.file = file
        self.block = block
        self.lines: dict[str, int] = {}

    def error(self, key: str, message: str) -> CatalogueError:
        return CatalogueError(f"{self.file}:{self.lines.get(key, 1)}: {message}")

    def mapping(self) -> dict[str, Any]:
        try:
            node = yaml.compose(self.block, _Loader)
            value = yaml.load(self.block, _Loader)  # noqa: S506  (a SafeLoader with fewer booleans)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise CatalogueError(f"{self.file}:{line}: the front matter is no YAML: {error.problem}") from error
        if not isinstance(value, dict) or not isinstance(node, yaml.MappingNode):
            raise self.error("", "the front matter is no list of 'key: value' lines")
        self._note_lines(node, "")
        return value

    def _note_lines(self, node: yaml.Node, path: str) -> None:
        """Keep the line of every key (``parameters.0.name``); a key that stands twice is an error."""
        if isinstance(node, yaml.SequenceNode):
            for index, item in enumerate(node.value):
                self.lines[f"{path}{index}"] = item.start_mark.line + 1
                self._note_lines(item, f"{path}{index}.")
        elif isinstance(node, yaml.MappingNode):
            for key, item in node.value:
                at = f"{path}{key.value}"
                if at in self.lines:
                    raise CatalogueError(f"{self.file}:{key.start_mark.line + 1}: {key.value!r} stands twice")
                self.lines[at] = key.start_mark.line + 1
                self._note_lines(item, f"{at}.")

    def check_keys(self, path: str, found: dict[str, Any], known: tuple[str, ...], required: tuple[str, ...]) -> None:
        for key in found:
            if key not in known:
                raise self.error(f"{path}{key}", f"unknown key {key!r}; expected {', '.join(known)}")
        for key in required:
            if found.get(key) in (None, "", []):
                raise self.error(path.rstrip("."), f"{key!r} is missing")

    def text(self, found: dict[str, Any], key: str, path: str = "") -> str:
        value = found.get(key, "")
        if not isinstance(value, str):
            raise self.error(f"{path}{key}", f"{key} is {value!r}; expected a text (quote it)")
        return " ".join(value.split())

    def columns(self, value: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Names and headings; a column is ``name`` or ``{name: Heading}``."""
        if not isinstance(value, list):
            raise self.error("columns", "columns is no list; expected [name, name, ...]")
        pairs = list(self._column_pairs(value))
        names = tuple(name for name, _ in pairs)
        for name in names:
            if names.count(name) > 1:
                raise self.error("columns", f"column {name!r} stands twice")
        return names, tuple(heading for _, heading in pairs)

    def _column_pairs(self, value: list[Any]) -> Iterator[tuple[str, str]]:
        for index, item in enumerate(value):
            name, heading = next(iter(item.items())) if isinstance(item, dict) and len(item) == 1 else (item, "")
            if not isinstance(name, str) or not re.fullmatch(r"[a-z][a-z0-9_]*", name) or not isinstance(heading, str):
                raise self.error(f"columns.{index}", f"column {item!r}: expected name or {{name: Heading}}, lower case")
            yield name, heading or humanised(name)

    def parameters(self, value: Any) -> Iterator[Parameter]:
        if not isinstance(value, list):
            raise self.error("parameters", "parameters is no list; expected - {name: .., type: .., label: ..} lines")
        seen: set[str] = set()
        for index, item in enumerate(value):
            path = f"parameters.{index}."
            if not isinstance(item, dict):
                raise self.error(f"parameters.{index}", f"{item!r}: expected {{name: .., type: .., label: ..}}")
            self.check_keys(path, item, PARAMETER_KEYS, ("name", "type", "label"))
            parameter = self._parameter(item, path)
            if parameter.name in seen:
                raise self.error(f"{path}name", f"parameter {parameter.name!r} is declared twice")
            seen.add(parameter.name)
            yield parameter

    def _parameter(self, item: dict[str, Any], path: str) -> Parameter:
        name, type_ = self.text(item, "name", path), self.text(item, "type", path)
        if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
            raise self.error(f"{path}name", f"parameter {name!r}: a name is lower case letters, digits and underscores")
        if type_ not in TYPES:
            raise self.error(f"{path}type", f"parameter {name!r}: type {type_!r}; expected one of {', '.join(TYPES)}")
        default = item.get("default")
        if type_ == "date" and isinstance(default, dt.date):
            default = default.isoformat()
        label, help_ = self.text(item, "label", path), self.text(item, "help", path)
        options = self._options(item, type_, path)
        parameter = Parameter(name, type_, label, default, "default" not in item, help_, options)
        if default is not None:
            try:
                parameter.convert(default, dt.date(2000, 1, 1))
            except ParameterError as error:
                raise self.error(f"{path}default", f"parameter {name!r}, default: {error}") from error
        return parameter


    def _options(self, item: dict[str, Any], type_: str, path: str) -> tuple[str, ...]:
        options = item.get("options", [])
        if not isinstance(options, list) or not all(isinstance(option, str) for option in options) or (options and type_ != "text"):
            raise self.error(f"{path}options", f"options is {options!r}: expected a list of texts, on a parameter of type text")
        return tuple(options)


def humanised(name: str) -> str:
    """A column or parameter name as a person reads it: ``amount_usd`` is ``Amount usd``."""
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]
