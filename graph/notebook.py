"""For analysts with py2neo notebooks: a py2neo ``Graph`` over the partner network, and its answers as pandas frames.

py2neo is no longer developed; the application itself talks through ``graph.client``. A notebook is its analyst's own: no
guard and no time limit stand between it and the graph, as they do on the console. What is written through py2neo is no
fact of a source: the next rebuild of the graph takes it away.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import py2neo
from py2neo.errors import ConnectionUnavailable, Neo4jError

from graph.catalogue import Catalogue, Query, load_catalogue
from graph.client import Address
from graph.engine import Engine
from graph.engine.server import server_address
from graph.errors import ConnectionFailed, QueryRefused
from graph.model import LINKS, NODES

ROOT = Path(__file__).resolve().parent.parent
DEFAULTS = {"NEO4J_URI": "", "NEO4J_USERNAME": "neo4j", "NEO4J_PASSWORD": "", "NEO4J_DATABASE": "neo4j"}


def connect(home: str | Path | None = None, environment: Mapping[str, str] | None = None) -> py2neo.Graph:
    """A py2neo ``Graph`` over the Neo4j that the application uses.

    That is the server of ``NEO4J_URI``, else the embedded engine of ``home`` (default: ``PARTNERGRAPH_HOME``, else
    ``instance``), which must run: ``flask engine start``. Raises ``EngineError`` or ``ConnectionFailed``.
    """
    given = os.environ if environment is None else environment
    settings = {name: given.get(name) or default for name, default in DEFAULTS.items()}
    if settings["NEO4J_URI"]:
        return open_graph(server_address(settings))
    folder = Path(home or given.get("PARTNERGRAPH_HOME") or "instance").expanduser().resolve()
    return open_graph(Engine(folder, folder).address())


def open_graph(address: Address) -> py2neo.Graph:
    """A py2neo ``Graph`` at an address; ``ConnectionFailed`` says what to do where none answers.

    py2neo knows no routing as clusters use it: an address of ``neo4j://`` is asked as ``bolt://``.
    """
    uri = address.uri.replace("neo4j", "bolt", 1) if address.uri.startswith("neo4j") else address.uri
    try:
        graph = py2neo.Graph(uri, auth=(address.username, address.password), name=address.database)
        graph.query("RETURN 1").evaluate()
    except (ConnectionUnavailable, Neo4jError) as error:
        raise ConnectionFailed(f"py2neo cannot open {address.uri}, database {address.database}: {error}") from error
    return graph


def queries() -> Catalogue:
    """Every query of ``cypher/``, by name: ``queries()["reports/who-funds-whom"]``."""
    return load_catalogue(ROOT / "cypher")


def frame(graph: py2neo.Graph, question: Query | str, /, **params: Any) -> pd.DataFrame:
    """The answer to a query of the catalogue, or to Cypher text, as a frame; a query's parameters are checked.

    Columns are there also where there are no rows. Raises ``ParameterError``, ``QueryRefused`` with the reason, or
    ``ConnectionFailed`` where Neo4j does not answer any more.
    """
    text, values = (question.text, question.values(params)) if isinstance(question, Query) else (question, params)
    try:
        cursor = graph.query(text, values)
        return pd.DataFrame([tuple(record) for record in cursor], columns=list(cursor.keys()))
    except ConnectionUnavailable as error:
        raise ConnectionFailed(f"Neo4j does not answer: {error}") from error
    except Neo4jError as error:
        raise QueryRefused(error.message or str(error)) from error


def nodes(graph: py2neo.Graph, label: str) -> pd.DataFrame:
    """Every node of a type of the model (``Organization``, ``Program`` ...), one column a property; ``KeyError`` else."""
    columns = ", ".join(f"n.{p.name} AS {p.name}" for p in NODES[label].properties)
    return frame(graph, f"MATCH (n:{label}) RETURN {columns} ORDER BY id")


def links(graph: py2neo.Graph, type_: str) -> pd.DataFrame:
    """Every link of a type of the model (``FUNDS`` ...) with the ids of its ends, one column a property; ``KeyError`` else."""
    columns = ", ".join(f"r.{p.name} AS {p.name}" for p in LINKS[type_].properties)
    return frame(graph, f"MATCH (a)-[r:{type_}]->(b) RETURN a.id AS start, b.id AS end, {columns} ORDER BY start, end, key")
