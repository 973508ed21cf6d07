"""The key by which a row is known from one version of a file to the next."""

from __future__ import annotations

from hashlib import blake2b

from loaders.sheet.mapping import Mapping
from loaders.tables import Record, text
from loaders.text import fold, slug


def record_key(record: Record, mapping: Mapping) -> tuple[str, str]:
    """Key and content of a row.

    The key is made of the columns under ``record`` (and of the header, where columns were made rows), else of all that the
    mapping reads: then a row that changes in any of it is another record.
    """
    made = [mapping.table.unpivot.name, mapping.table.unpivot.value] if mapping.table.unpivot else []
    read = [*mapping.columns(), *made]
    content = "\x1f".join(record[column] for column in read)
    if mapping.record:
        parts = [" ".join(record[column].split()) for column in (*mapping.record, *made[:1])]
        return ":".join(filter(None, parts)) or f"line {record.line}", content
    words = next((slug(record[column], 40) for column in read if slug(record[column])), "row")
    digest = blake2b("\x1f".join(fold(text(record.cell(column))) for column in read).encode("utf-8", "replace"), digest_size=6).hexdigest()
    return f"{words}-{digest}", content
