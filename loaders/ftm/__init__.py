"""FollowTheMoney: entities as JSON lines, or its exports as CSV (a file a schema) and XLSX (a sheet a schema).

Organizations, projects, contracts, payments and the links between them are loaded. Persons are not, nor what was found
out about anybody (sanctions, risks, topics). ``docs/data/ftm.md`` says what each schema becomes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from loaders.entries import Entry, Seen, SetAside, rows_of, same_or_set_aside
from loaders.ftm.entity import Entity
from loaders.ftm.index import Index
from loaders.ftm.read import entities
from loaders.ftm.schemata import told, why_not
from loaders.rows import Fates, Loader, Row, SourceInfo
from loaders.text import slug

VERSION = "1"


def rows(files: Sequence[Path], fates: Fates) -> Iterator[Row]:
    """Rows of all entities; the files are read twice, since a link may stand before what it joins."""
    index = Index()
    for entity, _ in entities(files, Fates()):
        index.add(entity)
    seen = Seen()
    for entity, place in entities(files, fates):
        fates.saw(entity.schema)
        number, repeated = seen.nth(entity.id, repr((entity.schema, sorted(entity.properties.items()))))
        where = place._replace(record=entity.id if number == 1 else f"{entity.id}#{number}")
        pages = entity.all("sourceUrl")
        entry = Entry(fates, entity.schema, where, pages[0] if pages else "")
        if repeated:
            same_or_set_aside(entry, partial(_told, entity=entity, index=index), entity.id)
        else:
            yield from rows_of(entry, partial(_told, entity=entity, index=index))


def _told(entry: Entry, entity: Entity, index: Index) -> None:
    reason = why_not(entity)
    if reason:
        raise SetAside(entity.schema, reason)
    told(entry, entity, index)


def source(files: Sequence[Path]) -> SourceInfo:
    """One feed slot per file name."""
    name = files[0].name.split(".")[0]
    return SourceInfo(f"ftm-{slug(name) or 'file'}", f"{files[0].name}: FollowTheMoney")


def recognises(path: Path, head: bytes) -> str:
    """Why a file is taken for FollowTheMoney; empty when it is not."""
    start = head[:20_000]
    if re.search(rb'"schema"\s*:\s*"[A-Z]\w+"', start) and b'"properties"' in start and b'"id"' in start:
        return "its objects have an id, a schema and properties"
    return ""


LOADER = Loader("ftm", VERSION, "FollowTheMoney entities", rows, source, recognises)
