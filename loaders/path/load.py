"""The one path that every load takes: keep the bytes, read, compare, write the difference, record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from graph.writer import Cancelled
from ledger.archive import sha256
from ledger.lock import holding
from ledger.models import Load
from ledger.store import content_hash, now, state_with
from loaders.errors import LoadError, NeedsConsent, UnreadableFile
from loaders.path.apply import Stores, apply, project, reading_lock, source_lock
from loaders.path.difference import Difference
from loaders.path.projection import Projection
from loaders.path.rows_archive import RowsArchive, finish
from loaders.rows import Fates, Loader, NodeRow, Row, SourceInfo

TOO_MANY = 0.1


@dataclass(frozen=True)
class Trial:
    """What a dry run has in hand: the rows in a folder, their fates, and both states side by side."""

    source: str
    folder: Path
    fates: Fates
    projection: Projection


@dataclass(frozen=True)
class Request:
    """What to load, and how. ``source``: key of the feed slot; empty: the one that the loader proposes.

    ``observe`` is shown what a dry run has in hand, before all of it is forgotten; ``check`` is called when no other
    load of the source can come between, and raises where what was seen when it was asked for is no longer so.
    """

    loader: Loader
    paths: Sequence[Path]
    source: str = ""
    additions: bool = False
    dry_run: bool = False
    allow_removals: bool = False
    by: str = ""
    observe: Callable[[Trial], None] = lambda _trial: None
    check: Callable[[], None] = lambda: None


@dataclass(frozen=True)
class Outcome:
    """What came of a request. ``load`` is ``None`` after a dry run; ``same_as``: the load that has these bytes already."""

    source: str
    load: int | None
    counts: list[dict[str, Any]]
    difference: dict[str, Any]
    same_as: int | None = None


def load(stores: Stores, request: Request) -> Outcome:
    """Load files of one format as one load.

    Raises ``UnreadableFile`` (nothing changed), ``NeedsConsent`` (it would remove more than a tenth of a snapshot's
    records), ``Busy``, ``Cancelled`` (what was written is taken back) and the errors of graph and ledger.
    """
    info = source_of(request)
    with holding(stores.ledger, source_lock(info.key), stores.watch.until_free):
        return _load(stores, request, info)


def _load(stores: Stores, request: Request, info: SourceInfo) -> Outcome:
    request.check()
    content = content_of(request)
    already = _already(stores, info.key, content)
    if already is not None:
        return Outcome(info.key, already.id, already.counts, {"nodes": {}, "links": {}, "examples": {}}, same_as=already.id)
    is_new = info.key not in {source.key for source in stores.ledger.sources()}
    stores.ledger.register_source({**asdict(info), "format": request.loader.name})
    record = stores.ledger.start_load(info.key, request.loader.name, request.loader.version, request.by)
    try:
        with holding(stores.ledger, reading_lock(record.id)):
            fates = _read(stores, request, info, record)
            mapping = str(request.loader.mapping or "")
            stores.ledger.update_load(record.id, content=content, counts=fates.table(), state="ready", mapping=mapping)
            return _bring_in(stores, request, record, fates)
    except OSError as error:
        _give_up(stores, record, error)
        raise LoadError(f"The load stopped: {error}. Check that the disk is neither full nor read-only. Nothing was loaded.") from error
    except BaseException as error:
        _give_up(stores, record, error)
        raise
    finally:
        if request.dry_run:
            stores.ledger.forget(record.id, source_too=is_new)
            stores.archive.discard(record.id)


def source_of(request: Request) -> SourceInfo:
    """The feed slot that a request goes to; ``UnreadableFile`` where a file is not there, ``LoadError`` for a key that is none."""
    for path in request.paths:
        if not path.exists():
            raise UnreadableFile(f"There is no file {path}.")
    info = request.loader.source(request.paths)
    if request.source:
        info = replace(info, key=request.source)
    if "/" in info.key or not info.key.strip():
        raise LoadError(f"A source key is a short name without a slash; found {info.key!r}.")
    return replace(info, mode="additions") if request.additions else info


def _files(paths: Sequence[Path]) -> list[Path]:
    return [file for path in paths for file in ([path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file()))]


def content_of(request: Request) -> str:
    """One hash for the bytes of all its files, whatever they are called, and the mapping that reads them."""
    mapping = request.loader.mapping.digest if request.loader.mapping else ""
    return content_hash([sha256(path) for path in _files(request.paths)], request.loader.name, request.loader.version, mapping)


def _already(stores: Stores, source: str, content: str) -> Load | None:
    """The load in force of this source that was made from the same bytes, by the same mapping."""
    in_force = stores.ledger.state().loads
    return next((found for found in stores.ledger.with_content(content) if found.source_key == source and found.id in in_force), None)


def _read(stores: Stores, request: Request, info: SourceInfo, record: Load) -> Fates:
    """Archive the bytes, then the rows made from them."""
    stores.watch.says("keeping the file", 0)
    files = stores.archive.keep(record.id, _files(request.paths))
    stores.ledger.update_load(record.id, files=files)
    fates = Fates()
    folder = stores.archive.folder(record.id)
    with RowsArchive(folder, info.key, record.id) as rows:
        rows.add([_source_row(request, info)])
        rows.add(_watched(stores, rows, request.loader.rows(request.paths, fates)))
    finish(folder, info.mode)
    stores.ledger.add_problems(
        record.id,
        (
            {
                "fate": p.fate,
                "file": p.where.file,
                "line": p.where.line,
                "record": p.where.record,
                "field": p.where.field,
                "found": p.found,
                "expected": p.expected,
            }
            for p in fates.problems
        ),
    )
    return fates


def _watched(stores: Stores, rows: RowsArchive, found: Iterator[Row]) -> Iterator[Row]:
    for number, row in enumerate(found):
        if number % 20_000 == 0:
            stores.watch.says("reading", rows.nodes + rows.links)
            if stores.watch.cancelled():
                raise Cancelled
        yield row


def _source_row(request: Request, info: SourceInfo) -> NodeRow:
    """The source itself is a node, so that a reader of the graph alone knows where things come from."""
    props = {"format": request.loader.name, "mode": info.mode, "rank": info.rank, "publisher": info.publisher, "licence": info.licence}
    return NodeRow(
        "Source",
        f"source:{info.key}",
        f"source:{info.key}",
        info.title,
        {name: value for name, value in props.items() if value != ""} | ({"pages": [info.page]} if info.page else {}),
    )


def _bring_in(stores: Stores, request: Request, record: Load, fates: Fates) -> Outcome:
    if request.dry_run:
        before, after = stores.ledger.state(), state_with(stores.ledger, add=record)
        with project(stores, before, after) as projection:
            request.observe(Trial(record.source_key, stores.archive.folder(record.id), fates, projection))
            return Outcome(record.source_key, None, fates.table(), Difference(projection).read_through())
    _ask_consent(stores, request, record)
    difference = apply(stores, "load", record.id, lambda: state_with(stores.ledger, add=record))
    return Outcome(record.source_key, record.id, fates.table(), difference)


def _ask_consent(stores: Stores, request: Request, record: Load) -> None:
    before, after = stores.ledger.state(), state_with(stores.ledger, add=record)
    adds = stores.ledger.source(record.source_key).mode == "additions"  # whose records stay until they are undone
    if request.allow_removals or adds or record.source_key not in before.sources:
        return
    with project(stores, before, after) as projection:
        gone, had = projection.removed_records(record.source_key)
    if gone > TOO_MANY * had:
        raise NeedsConsent(
            f"This file lacks {gone:,} of the {had:,} records that {record.source_key} has now; they would be removed. "
            "Nothing was changed."
        )


def _give_up(stores: Stores, record: Load, error: BaseException) -> None:
    """The load never reached the graph: keep its record and why, not its rows. One that is half written is finished instead."""
    pending = stores.ledger.pending()
    if pending is not None and pending.action == "load" and pending.subject == record.id:
        return
    if isinstance(error, KeyboardInterrupt | Cancelled):
        stores.ledger.update_load(record.id, state="cancelled", finished_at=now(), message="Cancelled; nothing was changed.")
    else:
        stores.ledger.update_load(record.id, state="failed", finished_at=now(), message=str(error))
    stores.archive.discard(record.id)
