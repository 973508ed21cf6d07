"""Reads entities from JSON lines and from FollowTheMoney's CSV and XLSX exports."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from loaders.entries import all_files
from loaders.errors import UnreadableFile
from loaders.files import Member, kind_of, members
from loaders.ftm.entity import Entity
from loaders.rows import Fates, Where
from loaders.tables import Columns, Table, headed, open_tables
from loaders.tables.json_items import items
from loaders.text import clean

EXPECTED = "expected FollowTheMoney entities: objects with an id, a schema and properties, or its CSV or XLSX export"
# Sheets of the XLSX export are called by the plural of their schema, which is mostly the schema and an s.
PLURALS = {
    "companies": "Company",
    "public bodies": "PublicBody",
    "legal entities": "LegalEntity",
    "people": "Person",
    "addresses": "Address",
    "other links": "UnknownLink",
    "files": "Document",
    "control relationships": "Control",
    "family members": "Family",
    "calls for tenders": "CallForTenders",
    "occupancies": "Occupancy",
}
# Its headers are the properties' labels, which are mostly their names in words.
LABELS = {
    "source link": "sourceUrl",
    "lei": "leiCode",
    "duns": "dunsCode",
    "inn": "innCode",
    "ogrn": "ogrnCode",
    "cage": "cageCode",
    "permid": "permId",
    "percentage held": "percentage",
    "project goal": "goal",
    "amount in usd": "amountUsd",
    "amount in eur": "amountEur",
    "identification holder": "holder",
    "document number": "number",
    "controlled entity": "controlled",
    "parent unit": "parent",
    "parent company": "parent",
    "name of contracting authority": "authority",
    "contract authority": "authority",
    "payment purpose": "purpose",
    "payment programme": "programme",
    "country of origin": "mainCountry",
    "other name": "alias",
    "contract title": "title",
    "v.a.t. identifier": "vatCode",
}


def entities(files: Sequence[Path], fates: Fates) -> Iterator[tuple[Entity, Where]]:
    """All entities of the files, in order, entities inside entities too."""
    for path in all_files(files):
        for member in members(path):
            if kind_of(member.head()) == "json":
                yield from _objects(member, fates)
            else:
                break
        else:
            continue
        for table in open_tables(path, fates):
            yield from _table(table)


def _objects(member: Member, fates: Fates) -> Iterator[tuple[Entity, Where]]:
    entity_seen = False
    for item in items(member, fates):
        where = Where(member.name, item.line)
        found = list(_entities(item.value))
        entity_seen = entity_seen or bool(found)
        if not found:
            if not entity_seen:
                raise UnreadableFile(f"{member.name}, line {item.line:,}: found {_shown(item.value)}; {EXPECTED}")
            fates.saw(member.name)
            fates.set_aside(member.name, where, _shown(item.value), "an entity with an id, a schema and properties")
        for entity in found:
            yield entity, where


def _entities(value: Any) -> Iterator[Entity]:
    """An entity, and those that stand in its properties; of an answer of a search service, its results."""
    if not isinstance(value, dict):
        return
    if isinstance(value.get("results"), list):
        for result in value["results"]:
            yield from _entities(result)
        return
    key, schema, properties = value.get("id"), value.get("schema"), value.get("properties")
    if not (isinstance(key, str) and key and isinstance(schema, str) and schema and isinstance(properties, dict)):
        return
    texts: dict[str, tuple[str, ...]] = {}
    inner: list[Any] = []
    for name, values in properties.items():
        several = values if isinstance(values, list) else [values]
        inner += [found for found in several if isinstance(found, dict)]
        texts[name] = tuple(str(found.get("id", "")) if isinstance(found, dict) else str(found) for found in several if found is not None)
    yield Entity(key, schema, texts)
    for found in inner:
        yield from _entities(found)


def _shown(value: Any) -> str:
    return f"an object with {', '.join(clean(key, 60) for key in list(value)[:5])}" if isinstance(value, dict) else type(value).__name__


def _table(table: Table) -> Iterator[tuple[Entity, Where]]:
    found = headed(table, _is_header)
    schema = _schema(table)
    if found is None or not schema:
        raise UnreadableFile(f"{table.name}: no export of FollowTheMoney; {EXPECTED}")
    names = [_property(name) for name in found.columns.names]
    for record in found.records:
        texts = {
            name: tuple(part for part in record[column].split("; ") if part)
            for name, column in zip(names, found.columns.names, strict=True)
        }
        key = next(iter(texts.pop("id", ())), "") or f"row {record.line}"
        yield Entity(key, schema, texts), Where(table.name, record.line)


def _is_header(columns: Columns) -> bool:
    return bool(columns.names) and columns.names[0].lower() == "id" and len(columns.names) > 1


def _schema(table: Table) -> str:
    """The schema that a file or sheet is named by."""
    name = table.sheet or table.file.rpartition("/")[2].split(".")[0]
    if re.fullmatch(r"[A-Z][A-Za-z]+", name) and not table.sheet:
        return name
    if not table.sheet:
        return ""
    words = name.lower()
    return PLURALS.get(words) or "".join(word.capitalize() for word in words.removesuffix("s").split())


def _property(header: str) -> str:
    words = header.lower()
    if words == "id" or words in LABELS:
        return LABELS.get(words, words)
    if " " not in header:
        return header[0].lower() + header[1:] if header else header
    first, *rest = words.split()
    return first + "".join(word.capitalize() for word in rest)
