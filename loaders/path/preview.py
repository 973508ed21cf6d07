"""What a file would do before it does it: which source it belongs to, its first records, its problems, the difference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb
import orjson

from ledger.models import Load
from loaders.path.apply import Stores
from loaders.path.load import TOO_MANY, Outcome, Request, Trial, content_of, load, source_of
from loaders.path.new_part import new_part
from loaders.rows import Fates, NodeRow, RowProblem

FIRST_RECORDS = 12
COMPARED = 500
ROWS_READ = 50_000
LIKELY = 0.5
FACTS = 8


@dataclass(frozen=True)
class Proposal:
    """The feed slot that files probably belong to. ``known``: it exists; ``why`` is a sentence for a person."""

    source: str
    title: str
    known: bool
    why: str


@dataclass
class Preview:
    """What loading would do. ``gone`` of ``had`` records would be removed; ``sample``: the first records as understood;
    ``new_part``: the most linked things that it would add, and the links among them."""

    proposal: Proposal
    outcome: Outcome
    gone: int = 0
    had: int = 0
    sample: list[dict[str, Any]] = field(default_factory=list)
    problems: dict[str, int] = field(default_factory=dict)
    earlier: int | None = None
    new_part: dict[str, Any] = field(default_factory=dict)

    @property
    def needs_consent(self) -> bool:
        """Whether more than a tenth of the source's records would go."""
        return self.gone > TOO_MANY * self.had

    def to_json(self) -> dict[str, Any]:
        """As kept in the ledger."""
        return asdict(self) | {"needs_consent": self.needs_consent}


def preview(stores: Stores, request: Request, problems_to: Path) -> Preview:
    """Read the files and compare, change nothing; row problems go to a file of JSON lines.

    Raises what ``load`` raises.
    """
    stores.watch.says("finding out whose file it is", 0)
    proposal = propose(stores, request)
    found = Preview(proposal, Outcome(proposal.source, None, [], {}))

    def observe(trial: Trial) -> None:
        found.gone, found.had = trial.projection.removed_records(trial.source)
        found.sample = sample(trial.folder)
        found.problems = _keep(trial.fates.problems, problems_to)
        found.new_part = new_part(trial.projection)

    found.outcome = load(stores, replace(request, source=proposal.source, dry_run=True, observe=observe))
    found.earlier = _superseded(stores, request, proposal.source)
    return found


def propose(stores: Stores, request: Request) -> Proposal:
    """The source that was asked for, else the one that has these bytes, else the one that knows most of the records."""
    titles = {source.key: source.title for source in stores.ledger.sources()}
    if request.source:
        return Proposal(request.source, titles.get(request.source, request.source), request.source in titles, "You chose it.")
    same = _same_bytes(stores, request)
    if same is not None:
        return Proposal(same.source_key, titles[same.source_key], True, f"Load {same.id} has exactly these bytes.")
    records = list(_records(request))
    best = max(((_known(stores, key, records), key) for key in _candidates(stores, request)), default=(0, ""))
    if records and best[0] >= LIKELY * len(records):
        why = f"{best[0]:,} of the first {len(records):,} records are known from it."
        return Proposal(best[1], titles[best[1]], True, why)
    info = source_of(request)
    known = info.key in titles
    why = "Its publisher or file name is that of this source." if known else "None of your sources knows most of its records."
    return Proposal(info.key, titles.get(info.key, info.title), known, why)


def sample(folder: Path, limit: int = FIRST_RECORDS) -> list[dict[str, Any]]:
    """The first records of a load: what each describes, with a few facts, and the links that it states."""
    with duckdb.connect() as db:
        files = {"nodes": str(folder / "nodes.parquet"), "links": str(folder / "links.parquet")}
        db.execute(
            """
            create table head as
            select record, min(file_row_number) as place from read_parquet($nodes, file_row_number = true)
            where label <> 'Source' group by record order by place limit $limit""",
            {"nodes": files["nodes"], "limit": limit},
        )
        db.execute("create table named as select * from read_parquet($nodes)", {"nodes": files["nodes"]})
        described = db.execute(
            "select record, label, name, props from named semi join head using (record) where not stub order by record, label, name"
        ).fetchall()
        links = db.execute(
            """
            with names as (select label, key, arg_min(name, stub) as name from named group by label, key)
            select l.record, s.name, l.type, e.name from read_parquet($links) l semi join head using (record)
            join names s on s.label = l.start_label and s.key = l.start_key
            join names e on e.label = l.end_label and e.key = l.end_key order by all""",
            {"links": files["links"]},
        ).fetchall()
        order = [record for (record,) in db.execute("select record from head order by place").fetchall()]
    return [_record(name, described, links) for name in order]


def read_problems(path: Path) -> Iterator[dict[str, Any]]:
    """The row problems that a preview kept."""
    if path.exists():
        with path.open("rb") as stream:
            for line in stream:
                yield orjson.loads(line)


def _record(name: str, described: list[tuple[Any, ...]], links: list[tuple[Any, ...]]) -> dict[str, Any]:
    things = [{"label": label, "name": shown, "facts": _facts(props)} for record, label, shown, props in described if record == name]
    return {"record": name, "things": things, "links": [list(link) for record, *link in links if record == name]}


def _facts(props: str) -> list[list[str]]:
    shown = [(key, value) for key, value in orjson.loads(props).items() if key not in ("pages", "description") and value not in ("", [])]
    return [[key, "; ".join(map(str, value)) if isinstance(value, list) else str(value)] for key, value in shown[:FACTS]]


def _keep(problems: Iterable[RowProblem], path: Path) -> dict[str, int]:
    counts: dict[str, int] = {}
    with path.open("wb") as stream:
        for p in problems:
            counts[p.fate] = counts.get(p.fate, 0) + 1
            row = {"fate": p.fate, **p.where._asdict(), "found": p.found, "expected": p.expected}
            stream.write(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE))
    return counts


def _records(request: Request) -> Iterator[str]:
    """The first records that describe something."""
    seen: set[str] = set()
    for row in islice(request.loader.rows(request.paths, Fates()), ROWS_READ):
        if isinstance(row, NodeRow) and not row.stub and row.record not in seen:
            seen.add(row.record)
            yield row.record
            if len(seen) == COMPARED:
                return


def _candidates(stores: Stores, request: Request) -> list[str]:
    in_force = stores.ledger.state().sources
    return [s.key for s in stores.ledger.sources() if s.format == request.loader.name and s.key in in_force]


def _known(stores: Stores, source: str, records: list[str]) -> int:
    paths = [str(stores.archive.nodes(number)) for number in stores.ledger.state().sources[source].loads]
    with duckdb.connect() as db:
        row = db.execute(
            "select count(distinct record) from read_parquet($paths) where not stub and list_contains($records, record)",
            {"paths": paths, "records": records},
        ).fetchone()
    return int(row[0]) if row else 0


def _same_bytes(stores: Stores, request: Request) -> Load | None:
    found = stores.ledger.with_content(content_of(request))
    return found[0] if found else None


def _superseded(stores: Stores, request: Request, source: str) -> int | None:
    """A load of the source with the same bytes that a newer one has replaced since: the file is older than what is in force."""
    in_force = stores.ledger.state()
    same = [x for x in stores.ledger.with_content(content_of(request)) if x.source_key == source and x.undone_at is None]
    return next((x.id for x in same if x.id not in in_force.loads), None) if source in in_force.sources else None
