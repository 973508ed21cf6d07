"""What a page costs against the queries that it asks: on 200,000 nodes and 1,000,000 links, in processor time.

    python -m benchmarks.pages [--part 1.0] [--home FOLDER] [--rounds 5] [--requests 1000] [--only NAME ..]

For each page: processor seconds of this process and of the Neo4j server, all threads, for the application's answer; then the
same for the page's bare queries, the statements and parameters that it sent, each run alone through the driver, all rows
read. Everything is warm, the two alternate, the ratio is taken inside a run, the table has medians. Bars: at most 1.5 times
the bare queries and 50 ms; at most 300 KB of HTML; the resident memory of this process flat over the requests. What the
application answers again from what it keeps is asked for another day each time, so that it is asked anew. ``--home`` keeps the
loaded network for the next run.
Ends with one JSON line; status 1 where a bar is missed.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import functools
import itertools
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import neo4j
import psutil
from werkzeug.test import Client

from app import create_app
from app.services import ROOT
from app.settings import read_settings
from benchmarks.generate import Size, generate
from graph.catalogue import Parameter, Query, load_catalogue
from graph.client import Address, Graph, Params, Result
from graph.engine import Engine
from ledger.archive import Archive
from ledger.store import Ledger
from loaders.path.apply import Stores
from loaders.path.load import Request, load
from loaders.path.reference import ensure_reference
from loaders.registry import loader_named

DAY, FIRST_DAY, DAYS = "2024-06-30", dt.date(2015, 1, 1), 1000
DAYS_KEPT = 20  # few enough for all their answers to be kept before memory counts
TIMES, PLUS_S, FLAT, LARGEST_KB = 1.5, 0.050, 0.02, 300
WARM_S, WARM_REQUESTS, BATCH_S, MOST_IN_A_BATCH = 5.0, 8, 0.8, 60
DEAR_S, DEAR_EVERY = 0.4, 50
# Pages whose name begins so may cost no more than so many processor seconds, whatever their queries cost.
MOST_S = {"connections": 0.2, "what if": 2.0, "world": 1.0}
HUB, SMALL = "org:bench:org-0", "org:bench:org-1900"
FOUND = "ids={0}&expand={0}&as_of={{day}}"
# Pages with a bar: name, and the addresses that a reader's browser asks for, one after the other. {day}, {small}, {large}: another day,
# organization of some tens of links, and of hundreds, each time.
PAGES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("overview", ("/?as_of={day}",)),
    ("overview, the same again", ("/",)),
    ("profile of few links", (f"/organization/{SMALL}",)),
    ("profile of thousands of links", (f"/organization/{HUB}",)),
    ("profile, one part, page 3", (f"/organization/{HUB}?section=partners&page=3",)),
    ("profile of a program", ("/program/program:bench:prog-77",)),
    ("profile of a country", ("/country/GT",)),
    ("profile of a focus area", ("/focus/III:police-reform",)),
    ("profile of a source", ("/data/sources/bench",)),
    ("picture of a profile", (f"/network/{HUB}.json",)),
    ("list of organizations", ("/organizations",)),
    ("list of organizations, filtered", ("/organizations?country=GT&kind=ngo&sort=-links",)),
    ("list of programs", ("/programs",)),
    ("list of agreements", ("/agreements",)),
    ("search", ("/search?q=directorate+77",)),
    ("suggestions", ("/search/suggest?q=direc", "/search/suggest?q=DG77", "/search/suggest?q=general+dir")),
    ("expansion of few links", (f"/explore?{FOUND.format(SMALL)}", f"/explore/drawing?{FOUND.format(SMALL)}")),
    ("expansion of thousands of links", (f"/explore?{FOUND.format(HUB)}", f"/explore/drawing?{FOUND.format(HUB)}")),
    ("whole network, grouped", ("/explore?as_of={day}", "/explore/drawing?as_of={day}")),
    ("gap matrix", ("/gaps?as_of={day}",)),
    ("gap matrix by topic, every country", ("/gaps?rows=topics&show=all&as_of={day}",)),
    ("gap matrix by year", ("/gaps?columns=years&country=GT&rows=topics&as_of={day}",)),
    ("cell of the gap matrix", ("/gaps/cell?focus=III&country=GT&as_of={day}",)),
    ("priorities", ("/gaps/priority?as_of={day}",)),
    ("world, programs", ("/world?as_of={day}",)),
    ("world, partners", ("/world?measure=partners&as_of={day}",)),
    ("world, gaps of a line", ("/world?layer=gap&focus=III&as_of={day}",)),
    ("world, need", ("/world?layer=need&as_of={day}",)),
    ("world, money", ("/world?layer=money&as_of={day}",)),
    ("world, U.S. states", ("/world?layer=links&as_of={day}",)),
    ("world, the same again", ("/world",)),
    ("gap matrix, the same again", ("/gaps",)),
    ("world, overlaps", ("/world?layer=overlap&as_of={day}",)),
    ("connections of a hub", (f"/connections?one={HUB}&other={SMALL}&as_of={{day}}",)),
    ("connections across the network", ("/connections?one=org:bench:org-77&other=org:bench:org-99000&as_of={day}",)),
    ("what if, the first of a day", (f"/what-if?gone={SMALL}&as_of={{day}}",)),
    ("what if a partner leaves", ("/what-if?gone={small}",)),
    ("what if a hub leaves", ("/what-if?gone={large}",)),
    ("changes in the whole network", ("/changes?as_of={day}",)),
    ("changes in a country", ("/changes?country=GT&as_of={day}",)),
    ("side by side", ("/side-by-side?one=country:GT&other=country:HN&as_of={day}",)),
    ("who could help", ("/who-could-help?country=GT&focus=III&as_of={day}",)),
    ("measures of a focus area in a country", ("/measures?country=GT&focus=III&as_of={day}",)),
    ("who works with whom", ("/measures/groups?country=GT&focus=III&as_of={day}",)),
    ("brief of a country", ("/brief?about=country:GT&as_of={day}",)),
    ("brief of an organization", (f"/brief?about={HUB}&as_of={{day}}",)),
    ("console", ("/console",)),
    ("addresses for other software", ("/api/",)),
)


# What is chosen in a report that needs a choice, by the type of the parameter; a second of the same type is the next.
CHOSEN = {"organization": (HUB, SMALL), "country": ("GT", "HN"), "indicator": ("bench:none",), "year": ("2015", "2020")}


def report_pages() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Every report of the library with its usual choices, and with some for those that it needs; names begin with ``report``."""
    library = load_catalogue(ROOT / "cypher").under("reports")
    return tuple((f"report {query.name.rpartition('/')[2]}", (_asked(query),)) for query in library)


def _asked(query: Query) -> str:
    needed = [p for p in query.parameters if p.required]
    given = {p.name: _choice(p, needed) for p in needed}
    return f"/{query.name}?{urlencode(given)}"


def _choice(parameter: Parameter, needed: list[Parameter]) -> str:
    return CHOSEN[parameter.type][[p.name for p in needed if p.type == parameter.type].index(parameter.name)]


class NoAnswer(Exception):
    """A page that answers with an error or with nothing."""


class Recorder(Graph):
    """A connection that notes what it is asked."""

    def __init__(self, address: Address) -> None:
        super().__init__(address)
        self.asked: list[tuple[str, dict[str, Any]]] = []

    @contextlib.contextmanager
    def reading(self, timeout: float = 30.0) -> Iterator[Callable[[str, Params, int | None], Result]]:
        """As ``Graph.reading``, noted."""
        with super().reading(timeout) as run:

            def noted(text: str, params: Params, limit: int | None) -> Result:
                self.asked.append((text, dict(params)))
                return run(text, params, limit)

            yield noted

    def stream(self, text: str, params: Params | None = None, *, timeout: float | None = None) -> Iterator[tuple[Any, ...]]:
        """As ``Graph.stream``, noted."""
        self.asked.append((text, dict(params or {})))
        return super().stream(text, params, timeout=timeout)


@dataclass
class Bench:
    """What the pages are asked of: the application in this process, the server, and the bare driver beside it."""

    client: Client
    recorder: Recorder
    driver: neo4j.Driver
    server: psutil.Process

    def __post_init__(self) -> None:
        self.turns, self.days, self.largest = itertools.count(), DAYS, 0.0

    def ask(self, addresses: tuple[str, ...], times: int = 1) -> None:
        """One reader's requests, some times over."""
        for _ in range(times):
            turn = next(self.turns) % self.days
            other = {"{day}": (FIRST_DAY + dt.timedelta(days=turn)).isoformat(), "{large}": f"org:bench:org-{turn}",
                     "{small}": f"org:bench:org-{turn + DAYS}"}  # fmt: skip
            for address in addresses:
                answer = self.client.get(functools.reduce(lambda text, mark: text.replace(mark, other[mark]), other, address))
                if answer.status_code != 200 or not answer.data:
                    raise NoAnswer(f"{address}: status {answer.status_code}")
                if answer.mimetype == "text/html":
                    self.largest = max(self.largest, len(answer.data) / 1000)

    def bare(self, asked: list[tuple[str, dict[str, Any]]]) -> None:
        """The statements alone, all rows read."""
        for text, params in asked:
            with self.driver.session(database=self.recorder.address.database, default_access_mode=neo4j.READ_ACCESS) as session:
                for _ in session.run(text, params):
                    pass

    def spent(self) -> tuple[float, float]:
        """Processor seconds so far: of this process, of the server."""
        times = self.server.cpu_times()
        return time.process_time(), times.user + times.system


def main() -> int:
    arguments = _arguments()
    with contextlib.ExitStack() as stack:
        home = Path(arguments.home or stack.enter_context(tempfile.TemporaryDirectory())).resolve()
        home.mkdir(parents=True, exist_ok=True)
        engine = Engine(home, read_settings().cache, heap_mb=arguments.heap)
        address = engine.start()
        stack.callback(engine.stop)
        recorder = Recorder(address)
        stack.callback(recorder.close)
        _fill(recorder, home, arguments.part)
        settings = read_settings({}, PARTNERGRAPH_HOME=str(home), PARTNERGRAPH_TODAY=DAY, SECRET_KEY="benchmark")
        driver = neo4j.GraphDatabase.driver(
            address.uri, auth=(address.username, address.password), notifications_disabled_classifications=["GENERIC"])
        stack.callback(driver.close)
        bench = Bench(create_app(settings, graph=recorder).test_client(), recorder, driver, psutil.Process(engine.status().pid))
        wanted = [page for page in (*PAGES, *report_pages()) if not arguments.only or any(word in page[0] for word in arguments.only)]
        found = [_row(bench, name, addresses, arguments.rounds) for name, addresses in wanted]
        memory = _memory(bench, dict(wanted), found, arguments.requests)
    return _told(found, memory)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", type=float, default=1.0, help="part of 200,000 nodes and 1,000,000 links")
    parser.add_argument("--home", default="", help="folder that keeps the loaded network between runs")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--requests", type=int, default=1000, help="over which memory is watched; 0: not")
    parser.add_argument("--heap", type=int, default=1500, help="MB of the server")
    parser.add_argument("--only", nargs="*", default=[], help="words of the pages' names")
    return parser.parse_args()


def _fill(graph: Graph, home: Path, part: float) -> None:
    """Load the network, unless a run before this one left it."""
    stores = Stores(graph, Ledger(read_settings({}, PARTNERGRAPH_HOME=str(home)).database_url), Archive(home / "archive"))
    if stores.ledger.last_done() is None:
        ensure_reference(stores)
        files = generate(home / "files", Size().scaled(part))
        load(stores, Request(loader_named("demo"), [files], source="bench"))
    stores.ledger.close()


def _row(bench: Bench, name: str, addresses: tuple[str, ...], rounds: int) -> dict[str, Any]:
    """The figures of a page; one that does not answer misses its bar."""
    try:
        row = {"page": name, **_measured(bench, addresses, rounds)}
        row["passes"] &= row["ours_ms"] + row["server_ms"] <= 1000 * _most_s(name)
    except NoAnswer as error:
        row = {"page": name, "fails": str(error), "passes": False}
    print(row, file=sys.stderr)
    return row


def _most_s(name: str) -> float:
    return next((most for begins, most in MOST_S.items() if name.startswith(begins)), float("inf"))


def _measured(bench: Bench, addresses: tuple[str, ...], rounds: int) -> dict[str, Any]:
    """Medians over the rounds, in milliseconds of processor time for one reader's requests."""
    bench.largest = 0.0
    batch = _warm(bench, addresses)
    figures = []
    for _ in range(rounds):
        bench.recorder.asked.clear()
        page = _timed(bench, functools.partial(bench.ask, addresses, batch), batch)
        asked = list(bench.recorder.asked)
        bare = _timed(bench, functools.partial(bench.bare, asked), batch)
        figures.append((*page, sum(bare), sum(page) / (TIMES * sum(bare) + PLUS_S), sum(page) / max(sum(bare), 0.001)))
    ours, server, bare_s, of_bar, times = (statistics.median(column) for column in zip(*figures, strict=True))
    return {"queries": len(asked) // batch, "ours_ms": round(ours * 1000, 1), "server_ms": round(server * 1000, 1),
            "bare_ms": round(bare_s * 1000, 1), "times_bare": round(times, 2), "of_bar": round(of_bar, 2), "kb": round(bench.largest),
            "passes": of_bar <= 1 and bench.largest <= LARGEST_KB}


def _warm(bench: Bench, addresses: tuple[str, ...]) -> int:
    """Ask until the server has planned and compiled; how many requests make a batch long enough for a clock of 10 ms."""
    began = time.perf_counter()
    times: list[float] = []
    while len(times) < 3 or (time.perf_counter() - began < WARM_S and len(times) < 40 * WARM_REQUESTS):
        before = sum(bench.spent())
        bench.recorder.asked.clear()
        bench.ask(addresses)
        bench.bare(bench.recorder.asked)
        times.append(sum(bench.spent()) - before)
    each = statistics.fmean(times[len(times) // 2:]) or 0.001
    return max(1, min(MOST_IN_A_BATCH, round(BATCH_S / each)))


def _timed(bench: Bench, run: Callable[[], object], batch: int) -> tuple[float, float]:
    ours, server = bench.spent()
    run()
    ours_after, server_after = bench.spent()
    return (ours_after - ours) / batch, (server_after - server) / batch


def _memory(bench: Bench, pages: dict[str, tuple[str, ...]], found: list[dict[str, Any]], requests: int) -> dict[str, Any]:
    """Resident memory of this process over many requests for all pages, the dear ones less often, warm before the first."""
    if not requests:
        return {}
    cost = {row["page"]: row["ours_ms"] + row["server_ms"] for row in found if "fails" not in row}
    cheap = itertools.cycle([name for name in cost if cost[name] < DEAR_S * 1000] or list(cost))
    dear = itertools.cycle([name for name in cost if cost[name] >= DEAR_S * 1000] or list(cost))
    process, sizes = psutil.Process(), []
    bench.days = DAYS_KEPT
    for number in range(requests):
        bench.ask(pages[next(dear if number % DEAR_EVERY == DEAR_EVERY - 1 else cheap)])
        bench.recorder.asked.clear()
        sizes.append(process.memory_info().rss / 1e6)
    part = max(1, requests // 5)
    first, last = statistics.median(sizes[part:2 * part]), statistics.median(sizes[-part:])
    return {"requests": requests, "rss_mb_early": round(first, 1), "rss_mb_late": round(last, 1), "rss_mb_most": round(max(sizes), 1),
            "passes": last <= first * (1 + FLAT)}


def _told(found: list[dict[str, Any]], memory: dict[str, Any]) -> int:
    print(f"{'ms of processor time':44}{'queries':>8}{'ours':>8}{'server':>9}{'bare':>9}{'x bare':>8}{'of bar':>8}{'KB':>6}")
    for row in found:
        if "fails" in row:
            print(f"{row['page']:44}  MISSED: {row['fails']}")
            continue
        print(f"{row['page']:44}{row['queries']:>8}{row['ours_ms']:>8}{row['server_ms']:>9}{row['bare_ms']:>9}{row['times_bare']:>8}"
              f"{row['of_bar']:>8}{row['kb']:>6}{'' if row['passes'] else '  MISSED'}")
    if memory:
        print(f"memory over {memory['requests']:,} requests: {memory['rss_mb_early']} MB early, {memory['rss_mb_late']} MB late"
              f"{'' if memory['passes'] else '  MISSED'}")
    missed = [row["page"] for row in found if not row["passes"]] + ["memory"] * (not memory.get("passes", True))
    print("bars missed: " + (", ".join(missed) or "none"))
    print(json.dumps({"pages": found, "memory": memory, "missed": missed}))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
