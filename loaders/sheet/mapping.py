"""A mapping: which column of a table is which organization, role, program, place, date and sum.

Checked against the model when it is read: labels, properties, link types and their ends. ``docs/data/sheet.md`` is the
reference for people.
"""

from __future__ import annotations

import re
from collections.abc import Mapping as Names
from dataclasses import dataclass, field
from typing import Literal, cast

from graph.model import LINKS, NODES, LinkType, NodeType, Property
from loaders.rows import SourceInfo
from loaders.sheet.located import Located, read_yaml
from loaders.text import slug
from loaders.written_dates import Order

LABELS = ("Organization", "Program", "Agreement", "Figure", "Country", "AdminArea", "FocusArea", "Sector")
# What an entity of a shared type is found by, in place of a key.
PARTS = {
    "Country": ("country",),
    "AdminArea": ("country", "name", "code"),
    "Sector": ("vocabulary", "code", "name"),
    "FocusArea": ("code",),
}
RESERVED = frozenset({"id", "records", "record", "sources", "source", "also_ids", "conflicts", "identifiers", "key"})
PERSONAL = re.compile(
    r"\b(contact|e-?mails?|phones?|telephones?|tel|fax|mobile|whatsapp|birth|passport|ssn|national id|correo|courriel"
    r"|tel[eé]fono|t[eé]l[eé]phone)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Expression:
    """How a value is made from a row: from columns, a fixed value or a template, then a table of replacements."""

    at: Located
    columns: tuple[str, ...] = ()
    value: str = ""
    template: str = ""
    join: str = " "
    replace: Names[str, str] = field(default_factory=dict)
    otherwise: str | None = None
    split: tuple[str, ...] = ()
    order: Order = ""
    decimal: str = ""


@dataclass(frozen=True)
class EntityMap:
    """A node that each row may name."""

    name: str
    at: Located
    type: NodeType
    key: tuple[Expression, ...]
    properties: Names[str, Expression]
    identifiers: tuple[tuple[str, Expression], ...]
    split: tuple[str, ...]
    required: bool


@dataclass(frozen=True)
class LinkMap:
    """A link between two of them; ``types`` are those that ``type`` may come to."""

    at: Located
    type: Expression
    types: tuple[str, ...]
    start: str
    end: str
    properties: Names[str, Expression]


@dataclass(frozen=True)
class TableMap:
    """Where the table is in the file, and how its rows are to be read."""

    sheet: str = ""
    header: tuple[int, ...] = ()
    encoding: str = ""
    delimiter: str = ""
    decimal: str = "."
    order: Order = ""
    fill_down: tuple[str, ...] = ()
    only: Names[str, tuple[str, ...]] = field(default_factory=dict)
    without: Names[str, tuple[str, ...]] = field(default_factory=dict)
    unpivot: Unpivot | None = None


@dataclass(frozen=True)
class Unpivot:
    """Columns that are values (a country, a year) made rows: each cell one, with its header under ``name``."""

    columns: tuple[str, ...]
    matching: re.Pattern[str] | None
    name: str
    value: str


@dataclass(frozen=True)
class Mapping:
    """A whole mapping."""

    file: str
    source: SourceInfo
    table: TableMap
    record: tuple[str, ...]
    entities: Names[str, EntityMap]
    links: tuple[LinkMap, ...]

    def columns(self) -> dict[str, Located]:
        """The columns that the mapping names, each with the place where it does; those made by unpivoting left out."""
        made = {self.table.unpivot.name, self.table.unpivot.value} if self.table.unpivot else set()
        found: dict[str, Located] = {}
        for expression in self._expressions():
            for column in (*expression.columns, *re.findall(r"\{\{\s*(.*?)\s*\}\}", expression.template)):
                found.setdefault(column, expression.at)
        return {column: at for column, at in found.items() if column not in made}

    def _expressions(self) -> list[Expression]:
        found = [expression for link in self.links for expression in (link.type, *link.properties.values())]
        for entity in self.entities.values():
            found += [*entity.key, *entity.properties.values(), *(expression for _, expression in entity.identifiers)]
        return found


def read_mapping(file: str, text: str) -> Mapping:
    """The mapping that a text is; ``file`` names it in messages. ``MappingError`` names the line of the first fault."""
    return _Reader(file).mapping(read_yaml(file, text))


class _Reader:
    def __init__(self, file: str) -> None:
        self.file = file

    def mapping(self, at: Located) -> Mapping:
        fields = at.fields("title", "publisher", "licence", "page", "source", "mode", "rank", "table", "record", "entities", "links")
        if not fields.get("entities") or not fields["entities"].named:
            raise at.wrong("a mapping needs entities: the organizations, programs and places that a row names")
        entities = {name: self.entity(name, found) for name, found in fields["entities"].named.items()}
        links = tuple(self.link(found, entities) for found in (fields["links"].items if "links" in fields else ()))
        record = fields["record"].texts if "record" in fields else ()
        return Mapping(self.file, self.source(fields), self.table(fields.get("table")), record, entities, links)

    def source(self, fields: Names[str, Located]) -> SourceInfo:
        given = {name: fields[name].text for name in ("title", "publisher", "licence", "page") if name in fields}
        mode = fields["mode"].text if "mode" in fields else "snapshot"
        if mode not in {"snapshot", "additions"}:
            raise fields["mode"].wrong(f"mode is snapshot or additions; found {mode!r}")
        key = fields["source"].text if "source" in fields else ""
        if key and slug(key) != key:
            raise fields["source"].wrong(f"a source is named by small letters, digits and hyphens; found {key!r}")
        rank = fields["rank"].number if "rank" in fields else 50
        return SourceInfo(
            key,
            given.get("title", ""),
            given.get("publisher", ""),
            given.get("licence", ""),
            given.get("page", ""),
            cast(Literal["snapshot", "additions"], mode),
            rank,
        )

    def table(self, at: Located | None) -> TableMap:
        if at is None:
            return TableMap()
        fields = at.fields("sheet", "header", "encoding", "delimiter", "decimal", "dates", "fill_down", "only", "without", "unpivot")
        decimal = fields["decimal"].text if "decimal" in fields else "."
        if decimal not in {".", ","}:
            raise fields["decimal"].wrong(f"decimal is . or ,; found {decimal!r}")
        if "encoding" in fields:
            self._encoding(fields["encoding"])
        return TableMap(
            fields["sheet"].text if "sheet" in fields else "",
            tuple(item.number for item in fields["header"].items) if "header" in fields else (),
            fields["encoding"].text if "encoding" in fields else "",
            fields["delimiter"].text.replace("tab", "\t") if "delimiter" in fields else "",
            decimal,
            self.order(fields.get("dates")),
            fields["fill_down"].texts if "fill_down" in fields else (),
            self._rows(fields.get("only")),
            self._rows(fields.get("without")),
            self.unpivot(fields.get("unpivot")),
        )

    def _encoding(self, at: Located) -> None:
        try:
            "".encode(at.text)
        except LookupError as error:
            raise at.wrong(f"there is no encoding {at.text!r}; expected one such as utf-8 or cp1252") from error

    def _rows(self, at: Located | None) -> dict[str, tuple[str, ...]]:
        return {column: values.texts for column, values in at.named.items()} if at else {}

    def order(self, at: Located | None) -> Order:
        if at is None or at.text == "auto":
            return ""
        if at.text not in {"day first", "month first"}:
            raise at.wrong(f"dates are 'day first', 'month first' or 'auto'; found {at.text!r}")
        return cast(Order, at.text)

    def unpivot(self, at: Located | None) -> Unpivot | None:
        if at is None:
            return None
        fields = at.fields("columns", "matching", "name", "value")
        if ("columns" in fields) == ("matching" in fields):
            raise at.wrong("unpivot needs either columns (a list) or matching (a regular expression)")
        try:
            matching = re.compile(fields["matching"].text) if "matching" in fields else None
        except re.error as error:
            raise fields["matching"].wrong(f"no regular expression: {error}") from error
        for name in ("name", "value"):
            if name not in fields:
                raise at.wrong(f"unpivot needs {name}: what the column with the {'headers' if name == 'name' else 'cells'} is called")
        columns = fields["columns"].texts if "columns" in fields else ()
        return Unpivot(columns, matching, fields["name"].text, fields["value"].text)

    def entity(self, name: str, at: Located) -> EntityMap:
        fields = at.fields("label", "key", "split", "required", "properties", "identifiers", "country", "name", "code", "vocabulary")
        if "label" not in fields:
            raise at.wrong(f"the entity {name!r} needs a label: one of {', '.join(LABELS)}")
        label = fields["label"].text
        if label not in LABELS:
            raise fields["label"].wrong(f"there is no label {label!r} that a sheet may give; expected one of {', '.join(LABELS)}")
        type_ = NODES[label]
        parts = {part: self.expression(fields[part]) for part in PARTS.get(label, ()) if part in fields}
        self._check_parts(name, at, label, fields)
        properties = {**parts, **self.properties(fields.get("properties"), type_)}
        key = tuple(self.expression(item) for item in fields["key"].items) if "key" in fields else ()
        if label not in {*PARTS, "Figure"} and not key and "name" not in properties:
            raise at.wrong(f"the entity {name!r} needs a key (columns) or the property name")
        identifiers = tuple(self._identifier(item, type_) for item in (fields["identifiers"].items if "identifiers" in fields else ()))
        split = fields["split"].texts if "split" in fields else ()
        required = fields["required"].truth() if "required" in fields else False
        return EntityMap(name, at, type_, key, properties, identifiers, split, required)

    def _check_parts(self, name: str, at: Located, label: str, fields: Names[str, Located]) -> None:
        allowed = PARTS.get(label, ())
        for part in ("country", "name", "code", "vocabulary"):
            if part in fields and part not in allowed:
                raise fields[part].wrong(f"{part!r} is not known for {label}; put it under properties")
        needed = {"Country": "country", "AdminArea": "country", "Sector": "code", "FocusArea": "code"}.get(label)
        if needed and needed not in fields:
            raise at.wrong(f"the entity {name!r} needs {needed}: a {label} is found by it")
        if needed and "key" in fields:
            raise fields["key"].wrong(f"a {label} has no key of its own; it is found by {', '.join(allowed)}")

    def _identifier(self, at: Located, type_: NodeType) -> tuple[str, Expression]:
        fields = at.fields("scheme", "column", "columns", "join", "value", "template", "replace", "otherwise")
        if not type_.clustered:
            raise at.wrong(f"a {type_.label} has no identifiers")
        if "scheme" not in fields:
            raise at.wrong("an identifier needs a scheme, such as US-SAM, XI-LEI or org-id (the scheme stands in the cell)")
        return fields["scheme"].text, self.expression(Located(at.file, at.line, {k: v for k, v in at.named.items() if k != "scheme"}))

    def properties(self, at: Located | None, type_: NodeType | LinkType) -> dict[str, Expression]:
        found: dict[str, Expression] = {}
        for name, value in (at.named if at else {}).items():
            self._property(type_, name, value)
            found[name] = self.expression(value)
        return found

    def _property(self, type_: NodeType | LinkType, name: str, at: Located) -> Property:
        allowed = [declared.name for declared in type_.properties if declared.name not in RESERVED]
        if name not in allowed:
            what = type_.label if isinstance(type_, NodeType) else type_.type
            raise at.wrong(f"{what} has no property {name!r}; expected one of {', '.join(sorted(allowed))}")
        return type_.property(name)

    def link(self, at: Located, entities: Names[str, EntityMap]) -> LinkMap:
        fields = at.fields("type", "from", "to", "properties")
        for needed in ("type", "from", "to"):
            if needed not in fields:
                raise at.wrong(f"a link needs {needed}")
        for end in ("from", "to"):
            if fields[end].text not in entities:
                raise fields[end].wrong(f"there is no entity {fields[end].text!r}; expected one of {', '.join(entities)}")
        type_ = (
            self.expression(fields["type"])
            if isinstance(fields["type"].value, dict)
            else Expression(fields["type"], value=fields["type"].text)
        )
        types = tuple(dict.fromkeys(filter(None, (type_.value, *type_.replace.values(), type_.otherwise or ""))))
        if type_.columns and not types:
            raise fields["type"].wrong("a type from a column needs replace: which word of the column is which type")
        pair = tuple(entities[fields[end].text].type.label for end in ("from", "to"))
        for found in types:
            self._ends(fields["type"], found, (pair[0], pair[1]))
        properties: dict[str, Expression] = {}
        for found in types:
            properties = self.properties(fields.get("properties"), LINKS[found])
        return LinkMap(at, type_, types, fields["from"].text, fields["to"].text, properties)

    def _ends(self, at: Located, type_: str, pair: tuple[str, str]) -> None:
        declared = LINKS.get(type_)
        if declared is None or declared.derived:
            loadable = sorted(name for name, link in LINKS.items() if not link.derived)
            raise at.wrong(f"there is no link type {type_!r} that a sheet may give; expected one of {', '.join(loadable)}")
        if pair not in declared.ends:
            hint = "; it joins them the other way round" if (pair[1], pair[0]) in declared.ends else ""
            ends = ", ".join(f"{a} to {b}" for a, b in declared.ends)
            raise at.wrong(f"{type_} does not join {pair[0]} to {pair[1]}{hint}; it joins {ends}")

    def expression(self, at: Located) -> Expression:
        """A column's name, or how the value is made."""
        if isinstance(at.value, str):
            if not at.text:
                raise at.wrong("expected the name of a column")
            return self._checked(Expression(at, columns=(at.text,)))
        fields = at.fields("column", "columns", "join", "value", "template", "replace", "otherwise", "split", "dates", "decimal")
        given = [name for name in ("column", "columns", "value", "template") if name in fields]
        if len(given) != 1:
            raise at.wrong("expected one of column, columns, value or template")
        replace = {name: value.text for name, value in fields["replace"].named.items()} if "replace" in fields else {}
        return self._checked(
            Expression(
                at,
                columns=(fields["column"].text,) if "column" in fields else fields["columns"].texts if "columns" in fields else (),
                value=fields["value"].text if "value" in fields else "",
                template=fields["template"].text if "template" in fields else "",
                join=fields["join"].text if "join" in fields else " ",
                replace=replace,
                otherwise=fields["otherwise"].text if "otherwise" in fields else None,
                split=fields["split"].texts if "split" in fields else (),
                order=self.order(fields.get("dates")),
                decimal=fields["decimal"].text if "decimal" in fields else "",
            )
        )

    def _checked(self, expression: Expression) -> Expression:
        for column in (*expression.columns, *re.findall(r"\{\{\s*(.*?)\s*\}\}", expression.template)):
            if PERSONAL.search(column):
                raise expression.at.wrong(f"the column {column!r} looks like a person's details, which are never loaded")
        return expression
