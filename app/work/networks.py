"""Networks of who meets whom, read from the graph and measured: at once where it is small, else by a job that keeps what it found."""

from __future__ import annotations

import hashlib
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, astuple, dataclass, field, fields
from typing import Any

import orjson
import pandas as pd

from analysis.measures import MOST, Measured, Member, Tell, Whole, measure, projected
from app.services import Services
from app.work.kept import keep, latest
from graph.errors import GraphError
from graph.writer import Cancelled
from ledger.errors import NotFound
from loaders.path.apply import Stores

MOST_ROWS, TIMEOUT = 500_000, 60.0
# In a graph of no more programs than this a page reads and measures at once: in less than two seconds.
AT_ONCE = 10_000
FOLDER, KEPT = "measures", 30
PROGRAMS = "programs"


class TooLarge(GraphError):
    """More members, or parts in programs, than are measured."""


@dataclass(frozen=True)
class Filters:
    """Which network: ``network`` ``organizations`` or ``programs``, code of a country, focus area (both empty for all), and the time.

    ``current``: only what is in force from ``since`` to ``as_of`` (ISO 8601 both; the same day for one day).
    """

    network: str
    country: str
    focus: str
    current: bool
    since: str
    as_of: str


@dataclass(frozen=True)
class Thing:
    """A member: name, kind (empty for a program) and country."""

    name: str
    kind: str
    country: str


@dataclass(frozen=True)
class Read:
    """``things``: what each organization is; ``programs``: id to name; ``taking_part``: (organization, program); ``direct``: links
    between two organizations. ``left_out``: direct links with an end that the filters left no program of.
    """

    things: dict[str, Thing]
    programs: dict[str, str]
    taking_part: tuple[tuple[str, str], ...]
    direct: dict[tuple[str, str], int]
    left_out: int


@dataclass(frozen=True)
class Network:
    """What was measured, and what each member is. ``shared``: what each group shares, as ``shared_by`` has it."""

    measured: Measured
    things: dict[str, Thing]
    left_out: int
    shared: Mapping[int, tuple[str, int]] = field(default_factory=dict)


def read(made: Services, asked: Filters) -> Read:
    """Who takes part in what and who is linked directly, under the filters; ``TooLarge`` where there is more than can be held."""
    time = {"current": asked.current, "as_of": asked.as_of, "since": asked.since}
    focus = f"focus:{asked.focus}" if asked.focus else ""
    rows = _ask(made, "taking-part", {**time, "country": asked.country, "focus": focus})
    things = {row["organization"]: Thing(row["name"], row["kind"] or "organization", row["country"] or "") for row in rows}
    whole = not asked.country and not asked.focus
    direct, left_out = _direct(_ask(made, "direct", time), things, whole=whole)
    programs = {row["program"]: row["program_name"] for row in rows}
    return Read(things, programs, tuple((row["organization"], row["program"]) for row in rows), direct, left_out)


def measured(made: Services, asked: Filters, tell: Tell | None = None) -> Network:
    """Read and measure; ``TooLarge`` above ``MOST`` members. ``tell``: how far the longest step is."""
    found = read(made, asked)
    things = dict(found.things)
    by_program = asked.network == PROGRAMS
    if by_program:
        things |= {id_: Thing(name, "", "") for id_, name in found.programs.items()}
    if len(things) > MOST:
        raise TooLarge(f"This network has {len(things):,} members; at most {MOST:,} are measured. Choose a country or a focus area.")
    weights = dict.fromkeys(found.taking_part, 1.0) if by_program else projected(found.taking_part)
    for ends, links in found.direct.items():
        weights[ends] = weights.get(ends, 0) + links
    made_of = measure(weights, things, tell)
    return Network(made_of, things, found.left_out, shared_by(made_of.members, found))


def shared_by(members: Iterable[Member], found: Read) -> dict[int, tuple[str, int]]:
    """By group the program in which most of its members take part, and how many do; none where no two take part in one."""
    group_of = {member.id: member.group for member in members}
    counted: dict[int, Counter[str]] = defaultdict(Counter)
    for organization, program in found.taking_part:
        counted[group_of[organization]][program] += 1
    most = {group: min(counts, key=lambda id_: (-counts[id_], found.programs[id_], id_)) for group, counts in counted.items()}
    return {group: (found.programs[id_], counted[group][id_]) for group, id_ in most.items() if counted[group][id_] > 1}


def is_small(made: Services) -> bool:
    """Whether any network of this graph is measured at once."""
    return bool(made.catalogue["recommend/size"].run(made.graph).rows[0][0] <= AT_ONCE)


def key_of(made: Services, asked: Filters) -> str:
    """The name under which the measures of a network are kept, in this state of the graph."""
    state = [*astuple(asked), made.ledger.version()]
    return hashlib.sha256(orjson.dumps(state)).hexdigest()[:24]


def is_kept(made: Services, key: str) -> bool:
    """Whether what a job found under a key is still there."""
    return latest(made.settings.home, f"{FOLDER}/{key}") is not None


def kept(made: Services, key: str) -> Network:
    """What a job found under a key; ``NotFound`` where it is not kept."""
    found = latest(made.settings.home, f"{FOLDER}/{key}")
    if found is None:
        raise NotFound("These measures are no longer kept: open the page again.")
    rows = found.rows("select * from {members}")
    names = [field.name for field in fields(Member)]
    members = tuple(Member(**{name: row[name] for name in names}) for row in rows)
    things = {row["id"]: Thing(row["name"], row["kind"], row["country"]) for row in rows}
    shared = {group: (name, count) for group, name, count in found.about.get("shared", ())}
    return Network(Measured(Whole(**found.about["whole"]), members), things, found.about["left_out"], shared)


def measure_network(stores: Stores, made: Services, request: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The job: measure the network of ``filters`` and keep it under ``key``; ``Cancelled`` when asked to stop."""
    watch = stores.watch
    watch.says("reading who meets whom", 0)

    def tell(done: int, total: int) -> None:
        watch.says("measuring", done)
        watch.expects(total)
        if watch.cancelled():
            raise Cancelled

    found = measured(made, Filters(**request["filters"]), tell)
    rows = [{**asdict(m), **asdict(found.things[m.id])} for m in found.measured.members]
    table = pd.DataFrame(rows, columns=[field.name for field in (*fields(Member), *fields(Thing))])
    _make_room(made)
    about = {"whole": asdict(found.measured.whole), "left_out": found.left_out,
             "shared": [(group, *what) for group, what in found.shared.items()]}  # fmt: skip
    keep(made.settings.home, f"{FOLDER}/{request['key']}", {"members": table}, about)
    return f"{len(rows):,} members are measured.", dict(request)


def _make_room(made: Services) -> None:
    folders = sorted((made.settings.home / FOLDER).glob("*"), key=lambda folder: folder.stat().st_mtime)
    for folder in folders[: max(0, len(folders) - KEPT + 1)]:
        shutil.rmtree(folder, ignore_errors=True)


def _direct(rows: list[dict[str, Any]], things: dict[str, Thing], *, whole: bool) -> tuple[dict[tuple[str, str], int], int]:
    """Links without a program, with filters only among those that the programs name; how many are left out. Adds those it names."""
    found: dict[tuple[str, str], int] = {}
    left_out = 0
    for row in rows:
        ends = (row["one"], row["other"])
        if not whole and not (ends[0] in things and ends[1] in things):
            left_out += 1
            continue
        for side in ("one", "other"):
            things.setdefault(row[side], Thing(row[f"{side}_name"], row[f"{side}_kind"] or "organization", row[f"{side}_country"] or ""))
        found[ends] = row["links"]
    return found, left_out


def _ask(made: Services, name: str, values: dict[str, Any]) -> list[dict[str, Any]]:
    found = made.catalogue[f"measures/{name}"].run(made.graph, values, limit=MOST_ROWS, timeout=TIMEOUT)
    if found.truncated:
        raise TooLarge(f"More than {MOST_ROWS:,} parts in programs pass these filters. Choose a country or a focus area.")
    return found.dicts()
