"""Rows to Parquet: checks every row against the model, keys every link, names every end."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any, Self

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from graph.model import LINKS, NODES, LinkType, NodeType, Property
from loaders.errors import LoaderFault
from loaders.path.database import Database, bounded
from loaders.rows import OWN, LinkRow, NodeRow, Props, Ref, Row

BATCH = 10_000
# What no text may carry into the graph: control characters (but tab and line feed) and lone surrogates.
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

NODE_SCHEMA = pa.schema(
    [
        ("source", pa.string()),
        ("load", pa.int32()),
        ("record", pa.string()),
        ("label", pa.string()),
        ("key", pa.string()),
        ("name", pa.string()),
        ("stub", pa.bool_()),
        ("identifiers", pa.list_(pa.string())),
        ("props", pa.string()),
    ]
)
LINK_SCHEMA = pa.schema(
    [
        ("source", pa.string()),
        ("load", pa.int32()),
        ("record", pa.string()),
        ("key", pa.string()),
        ("type", pa.string()),
        ("start_label", pa.string()),
        ("start_key", pa.string()),
        ("end_label", pa.string()),
        ("end_key", pa.string()),
        ("props", pa.string()),
    ]
)


@dataclass
class _Table:
    """One Parquet file in the making: columns of Python values, flushed as row groups."""

    path: Path
    schema: pa.Schema
    constants: tuple[str, int]
    rows: list[tuple[Any, ...]] = field(default_factory=list)
    writer: pq.ParquetWriter | None = None

    def flush(self) -> None:
        if self.writer is None:
            self.writer = pq.ParquetWriter(self.path, self.schema, compression="zstd")
        count = len(self.rows)
        columns = list(zip(*self.rows, strict=True)) if self.rows else [()] * (len(self.schema) - 2)
        arrays = [pa.array([value] * count, self.schema.field(i).type) for i, value in enumerate(self.constants)]
        arrays += [pa.array(column, self.schema.field(i + 2).type) for i, column in enumerate(columns)]
        self.writer.write_batch(pa.record_batch(arrays, schema=self.schema))
        self.rows.clear()

    def close(self) -> None:
        self.flush()
        if self.writer is not None:
            self.writer.close()


class RowsArchive:
    """Writes the rows of one load to ``nodes.parquet`` and ``links.parquet`` in a folder."""

    def __init__(self, folder: Path, source: str, load: int) -> None:
        self.source = source
        self.folder = folder
        self._nodes = _Table(folder / "nodes.parquet", NODE_SCHEMA, (source, load))
        self._links = _Table(folder / "links.parquet", LINK_SCHEMA, (source, load))
        self.nodes = self.links = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._nodes.close()
        self._links.close()

    def add(self, rows: Iterable[Row]) -> None:
        """Take rows; ``LoaderFault`` names the row that breaks the model."""
        for row in rows:
            if isinstance(row, NodeRow):
                self._add_node(row)
            else:
                self._add_link(row)

    def _add_node(self, row: NodeRow) -> None:
        label, key, record, name, props, identifiers, stub = row
        _check(NODE_CHECKS.get(label), label, _stated(props) if self.source == OWN else props, record)
        if not key:
            raise LoaderFault(f"Record {record}: a {label} without a key.")
        if not (record.isprintable() and key.isprintable() and name.isprintable()):
            record, key, name = _clean(record), _clean(key), _clean(name)
        self.nodes += 1
        self._nodes.rows.append((record, label, key, name or key, stub, identifiers, _text(props)))
        if len(self._nodes.rows) >= BATCH:
            self._nodes.flush()

    def _add_link(self, row: LinkRow) -> None:
        type_, start, end, record, props, tells = row
        if (start[0], end[0]) not in LINK_ENDS.get(type_, ()):
            raise LoaderFault(f"Record {record}: {type_} may not join {start[0]} to {end[0]}.")
        _check(LINK_CHECKS.get(type_), type_, props, record)
        told = "\n".join((self.source, record, type_, *start, *end, tells))
        if not (record.isprintable() and start[1].isprintable() and end[1].isprintable()):
            record, start, end = _clean(record), Ref(start[0], _clean(start[1])), Ref(end[0], _clean(end[1]))
        key = blake2b(told.encode("utf-8", "replace"), digest_size=12).hexdigest()
        self.links += 1
        self._links.rows.append(
            (record, key, type_, *start, *end, _text({**props, "key": key, "source": self.source, "record": record}))
        )
        if len(self._links.rows) >= BATCH:
            self._links.flush()


def finish(folder: Path, mode: str) -> None:
    """Settle what only the whole load tells: links with one key, and ends that nobody named.

    Two links of one record that nothing tells apart but their properties get numbered keys, so that none is lost.
    In a source of mode ``additions`` every record names all its ends itself, since records come and go alone.
    Raises ``LoaderFault`` for an end that no row of the load names.
    """
    with bounded(folder) as db:
        nodes, links = str(folder / "nodes.parquet"), str(folder / "links.parquet")
        if db.execute("select count(*) - count(distinct key) from read_parquet(?)", [links]).fetchall()[0][0]:
            _number_alike(db, links)
        _require_named(db, nodes, links)
        if mode == "additions":
            _name_by_record(db, nodes, links)


def _number_alike(db: Database, links: str) -> None:
    db.execute(
        """
        create temp table numbered as
        select distinct on (key, props) *, dense_rank() over (partition by key order by props) as nth
        from read_parquet(?)""",
        [links],
    )
    _rewrite(
        db,
        links,
        """
        select * exclude (nth, key, props),
               case when nth = 1 then key else key || '-' || nth end as key,
               case when nth = 1 then props else replace(props, '"key":"' || key || '"', '"key":"' || key || '-' || nth || '"') end as props
        from numbered""",
    )


def _require_named(db: Database, nodes: str, links: str) -> None:
    missing = db.execute(
        """
        select type, label, key, record from (
            select type, start_label as label, start_key as key, record from read_parquet($links)
            union all select type, end_label, end_key, record from read_parquet($links))
        anti join (select label, key from read_parquet($nodes)) using (label, key) limit 1""",
        {"links": links, "nodes": nodes},
    ).fetchone()
    if missing:
        raise LoaderFault("Record {3}: a link {0} ends at {1} {2!r}, which no row of the load names.".format(*missing))


def _name_by_record(db: Database, nodes: str, links: str) -> None:
    db.execute(
        """
        create temp table unnamed as
        with ends as (
            select source, load, record, start_label as label, start_key as key from read_parquet($links)
            union select source, load, record, end_label, end_key from read_parquet($links)),
        names as (select label, key, arg_min(name, (stub, record, name)) as name from read_parquet($nodes) group by label, key)
        select source, load, record, label, key, name, true as stub, []::varchar[] as identifiers, '{}' as props
        from ends anti join read_parquet($nodes) using (record, label, key) join names using (label, key)""",
        {"links": links, "nodes": nodes},
    )
    db.execute("create temp table named as select * from read_parquet(?) union all by name from unnamed", [nodes])
    _rewrite(db, nodes, "from named")


def _rewrite(db: Database, path: str, query: str) -> None:
    quoted = (path + ".new").replace("'", "''")
    db.execute(f"copy ({query}) to '{quoted}' (format parquet, compression zstd)")
    Path(path + ".new").replace(path)


def _clean(text: str) -> str:
    return UNPRINTABLE.sub(" ", text) if UNPRINTABLE.search(text) else text


def _text(props: Props) -> str:
    """Properties as canonical JSON (sorted keys), without unprintable characters."""
    if not props:
        return "{}"
    try:
        data = orjson.dumps(props, option=orjson.OPT_SORT_KEYS)
        # Escapes, DEL, and the first bytes of the last code points of a plane: only such texts may need cleaning.
        suspect = b"\\" in data or b"\x7f" in data or b"\xef\xbf" in data
    except (orjson.JSONEncodeError, TypeError):
        suspect = True
    if suspect:
        data = orjson.dumps({name: _clean_value(value) for name, value in props.items()}, option=orjson.OPT_SORT_KEYS)
    return data.decode()


def _clean_value(value: Any) -> Any:
    if isinstance(value, str):
        return _clean(value)
    return [_clean(item) for item in value] if isinstance(value, list | tuple) else value


RESERVED_NODE = {"id", "name", "records", "sources", "also_ids", "conflicts", "identifiers"}
RESERVED_LINK = {"key", "source", "record"}


# The type that nearly all values of a property have, the texts known to be good (None: any), and the declaration itself.
Glance = tuple[type, set[str] | None, Property]
MOST_DATES = 50_000
_DATES: set[str] = set()


# A list is never settled by a glance: each of its texts is looked at.
_USUAL = {"text": str, "texts": object, "date": str, "year": int, "integer": int, "number": float, "truth": bool}


def _glance(declared: Property) -> Glance:
    return _USUAL[declared.type], _DATES if declared.type == "date" else set(declared.values) or None, declared


def _checks(declared: NodeType | LinkType, reserved: set[str]) -> dict[str, Glance]:
    return {p.name: _glance(p) for p in declared.properties if p.name not in reserved}


NODE_CHECKS = {label: _checks(node, RESERVED_NODE) for label, node in NODES.items()}
LINK_CHECKS = {type_: _checks(link, RESERVED_LINK) for type_, link in LINKS.items() if not link.derived}
LINK_ENDS = {type_: frozenset(link.ends) for type_, link in LINKS.items()}


def _stated(props: Props) -> Props:
    """Without the properties of a correction that says "not stated"."""
    return {name: value for name, value in props.items() if value is not None}


def _check(checks: dict[str, Glance] | None, what: str, props: Props, record: str) -> None:
    """Every property is declared and of its type; the common cases are settled by a glance."""
    if checks is None:
        raise LoaderFault(f"Record {record}: {what!r} is no type of the model that can be loaded.")
    for name, value in props.items():
        if name not in checks:
            raise LoaderFault(f"Record {record}: {what} has no property {name!r} that a loader may set.")
        usual, known, declared = checks[name]
        if type(value) is usual and (known is None or value in known):
            continue
        if not declared.accepts(value):
            expected = ", ".join(declared.values) or declared.type
            raise LoaderFault(f"Record {record}: {what}.{name} is {value!r}; expected {expected}.")
        if declared.type == "date" and len(_DATES) < MOST_DATES:
            _DATES.add(value)
