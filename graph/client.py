"""The one way to Neo4j: the official driver, one per process, plain dataclasses out."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast

import neo4j
from neo4j.exceptions import AuthError, ClientError, DriverError, Neo4jError, ServiceUnavailable, SessionExpired, TransientError
from neo4j.graph import Node, Path, Relationship

from graph.bounded import Bounds, counted, weight
from graph.errors import ConnectionFailed, GraphError, QueryRefused, QueryStopped, QueryTimeout

# What Neo4j remarks about a query is looked at when a query is tested, not printed while one runs.
logging.getLogger("neo4j.notifications").setLevel(logging.ERROR)
Params = Mapping[str, Any]
DEEPEST = 100  # lists and maps within each other in an answer
RUN = "partnergraph_run"  # of a transaction's metadata
TOO_LONG = "The statement took longer than it may. Ask for less: a narrower filter, or a LIMIT."
STOP = (
    f"SHOW TRANSACTIONS YIELD transactionId AS id, metaData AS about WHERE about.{RUN} = $run "
    "TERMINATE TRANSACTIONS id YIELD transactionId AS ended RETURN ended"
)


@dataclass(frozen=True)
class Address:
    """Where a Neo4j listens, and as whom to talk to it."""

    uri: str
    username: str
    password: str
    database: str = "neo4j"


@dataclass(frozen=True)
class Result:
    """A table: ``rows`` are tuples in the order of ``columns``; ``truncated``: there was at least one row more; ``heavy``: because the
    rows are larger than may be, not because there are too many."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    truncated: bool = False
    heavy: bool = False

    def dicts(self) -> list[dict[str, Any]]:
        """The rows as dictionaries, column to value."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def one(self) -> dict[str, Any] | None:
        """The first row as a dictionary, or ``None``."""
        return dict(zip(self.columns, self.rows[0], strict=True)) if self.rows else None


class Graph:
    """A connection to one database. Thread-safe: a session is made per call and never shared."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self._stops = False
        self._driver = neo4j.GraphDatabase.driver(
            address.uri, auth=(address.username, address.password), connection_timeout=10, initial_retry_delay=0.1,
            notifications_disabled_classifications=["GENERIC"],
        )

    def close(self) -> None:
        """Close the driver's connections."""
        self._driver.close()

    def verify(self) -> str:
        """Connect and return the server's version text; ``ConnectionFailed`` says what to do otherwise."""
        with _translated(self.address):
            info = self._driver.get_server_info()
            self._driver.verify_connectivity()
        return str(info.agent)

    def read(self, text: str, params: Params | None = None, *, timeout: float = 30.0, limit: int | None = None) -> Result:
        """Run one statement in a READ transaction.

        ``limit`` caps the rows that are fetched (one more is asked for, to say that there is more); ``timeout`` in
        seconds. Raises ``QueryRefused``, ``QueryTimeout`` or ``ConnectionFailed``.
        """
        with self.reading(timeout) as run:
            return run(text, params or {}, limit)

    def read_bounded(self, text: str, params: Params, bounds: Bounds) -> Result:
        """One statement in a READ transaction, within bounds; ``QueryStopped`` where ``stop`` ended it.

        Raises besides what ``read`` raises, ``QueryTimeout`` for an answer that is larger than ``bounds.arriving``.
        """
        if bounds.run and not self._stops:  # the first stop takes Neo4j seconds to plan: not when somebody waits for it
            self._stops = self.stop("") == 0
        about = {RUN: bounds.run} if bounds.run else None
        session = self._driver.session(database=self.address.database, default_access_mode=neo4j.READ_ACCESS, fetch_size=100)
        with (
            _translated(self.address), session, session.begin_transaction(metadata=about, timeout=bounds.seconds) as tx,
            counted(tx, bounds) as socket,
        ):
            try:
                return _fetch_bounded(tx.run(cast(Any, text), dict(params)), bounds)
            except (ServiceUnavailable, SessionExpired) as error:
                if socket.late:
                    raise QueryTimeout(TOO_LONG) from error
                if socket.left >= 0:
                    self._driver.verify_connectivity()  # raises where there is no server any more
                    raise QueryTimeout("Neo4j broke the statement off. Ask for less: flat lists, a narrower filter, or a LIMIT.") from error
                told = f"The answer is larger than {bounds.arriving // 1_000_000} MB."
                raise QueryTimeout(f"{told} Ask for less: a LIMIT, fewer columns, or shorter lists.") from error

    def stop(self, run: str) -> int:
        """End what runs under a name (``Bounds.run``), on whichever process it was begun; how many transactions were told to end."""
        with _translated(self.address), self._session(neo4j.READ_ACCESS) as session:
            return len(list(session.run(cast(Any, STOP), {"run": run})))

    @contextmanager
    def reading(self, timeout: float = 30.0) -> Iterator[Callable[[str, Params, int | None], Result]]:
        """Several statements in one READ transaction: ``run(text, params, limit)``."""
        with _translated(self.address), self._session(neo4j.READ_ACCESS) as session, session.begin_transaction(timeout=timeout) as tx:
            yield lambda text, params, limit: _fetch(tx.run(cast(Any, text), dict(params)), limit)

    def stream(self, text: str, params: Params | None = None, *, timeout: float | None = None) -> Iterator[tuple[Any, ...]]:
        """Rows of one READ statement one by one, for results that do not fit in memory."""
        with (
            _translated(self.address),
            self._driver.session(database=self.address.database, default_access_mode=neo4j.READ_ACCESS, fetch_size=5000) as session,
            session.begin_transaction(timeout=timeout) as tx,
        ):
            for record in tx.run(cast(Any, text), dict(params or {})):
                yield tuple(_plain(value) for value in record.values())

    def explain(self, text: str, params: Params | None = None) -> tuple[str, dict[str, Any], list[Any]]:
        """Query type (``r``, ``rw``, ``w``, ``s``), plan and notifications of a statement, without running it."""
        with _translated(self.address), self._session(neo4j.READ_ACCESS) as session, session.begin_transaction(timeout=10) as tx:
            summary = tx.run(cast(Any, "EXPLAIN " + text), dict(params or {})).consume()
        return summary.query_type or "", cast(dict[str, Any], summary.plan or {}), list(summary.gql_status_objects)

    def write(self, statements: Sequence[tuple[str, Params]]) -> int:
        """Run statements in one write transaction; the driver retries what Neo4j calls transient. Returns how many links they made."""
        with _translated(self.address), self._session(neo4j.WRITE_ACCESS) as session:
            return session.execute_write(_run_all, statements)

    def schema(self, statement: str) -> None:
        """Run one schema statement (auto-commit)."""
        with _translated(self.address), self._session(neo4j.WRITE_ACCESS) as session:
            session.run(cast(Any, statement)).consume()

    def _session(self, mode: str) -> neo4j.Session:
        return self._driver.session(database=self.address.database, default_access_mode=mode)


def _run_all(tx: neo4j.ManagedTransaction, statements: Sequence[tuple[str, Params]]) -> int:
    return sum(tx.run(cast(Any, text), dict(params)).consume().counters.relationships_created for text, params in statements)


def _fetch(result: neo4j.Result, limit: int | None) -> Result:
    columns = tuple(result.keys())
    records = result.fetch(limit + 1) if limit is not None else list(result)
    rows = [tuple(_plain(value) for value in record.values()) for record in records[:limit]]
    return Result(columns, rows, truncated=limit is not None and len(records) > limit)


def _fetch_bounded(result: neo4j.Result, bounds: Bounds) -> Result:
    """Rows up to the bounds; the row that would be too many, or makes the answer too large, is left out and told."""
    columns, size = tuple(result.keys()), 0
    rows: list[tuple[Any, ...]] = []
    for record in result:
        if len(rows) == bounds.rows:
            return Result(columns, rows, truncated=True)
        row = tuple(_plain(value) for value in record.values())
        size += weight(row)
        if size > bounds.size:
            return Result(columns, rows, truncated=True, heavy=True)
        rows.append(row)
    return Result(columns, rows)


def _plain(value: Any, depth: int = 0) -> Any:
    """A driver value as plain Python: nodes and links as dictionaries, paths as lists of both.

    ``QueryTimeout`` for lists more than ``DEEPEST`` deep: files and pages cannot hold them. A link has its ends' ids under ``start``
    and ``end`` where the same row has those nodes.
    """
    if isinstance(value, Node):
        return {"labels": sorted(value.labels), **dict(value)}
    if isinstance(value, Relationship):
        start, end = (node.get("id") if node is not None else None for node in value.nodes)
        ends = {name: id_ for name, id_ in (("start", start), ("end", end)) if id_}
        return {"type": value.type, **ends, **dict(value)}
    if isinstance(value, Path):
        return [_plain(part) for pair in zip(value.nodes, (*value.relationships, None), strict=True) for part in pair if part is not None]
    if depth > DEEPEST:
        raise QueryTimeout(f"The answer has lists within lists, more than {DEEPEST} deep. Ask for less: a flat list, or its size.")
    if isinstance(value, dict):
        return {key: _plain(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item, depth + 1) for item in value]
    return value.iso_format() if hasattr(value, "iso_format") else value


@contextmanager
def _translated(address: Address) -> Iterator[None]:
    """Driver errors as ours, with what to do."""
    try:
        yield
    except AuthError as error:
        raise ConnectionFailed(
            f"Neo4j at {address.uri} refuses the user {address.username!r}: "
            "set NEO4J_USERNAME and NEO4J_PASSWORD to an account of that server."
        ) from error
    except ServiceUnavailable as error:
        raise ConnectionFailed(
            f"No Neo4j answers at {address.uri} ({str(error).partition(chr(10))[0]}). If NEO4J_URI names it, start that server or "
            "correct NEO4J_URI; the embedded one is started by `flask engine start`."
        ) from error
    except (TransientError, ClientError) as error:
        raise _refusal(error, address) from error
    except (Neo4jError, DriverError) as error:
        raise GraphError(f"Neo4j at {address.uri}: {error}") from error


def _refusal(error: Neo4jError, address: Address) -> GraphError:
    code, message = error.code or "", error.message or str(error)
    if "DatabaseNotFound" in code:
        return ConnectionFailed(f"Neo4j at {address.uri} has no database {address.database!r}: set NEO4J_DATABASE.")
    if code.endswith("Transaction.Terminated"):
        return QueryStopped("The statement was cancelled.")
    if "TransactionTimedOut" in code or "TransactionTerminated" in code:
        return QueryTimeout(TOO_LONG)
    if "MemoryPool" in code or "OutOfMemory" in code:
        return QueryTimeout("The statement needs more memory than it may. Ask for less: a narrower filter, or a LIMIT.")
    return QueryRefused(message)
