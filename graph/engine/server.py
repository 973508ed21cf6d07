"""The Neo4j that the application talks to: the operator's where ``NEO4J_URI`` names one, else the embedded one."""

from __future__ import annotations

import re
from collections.abc import Mapping

from graph.client import Address, Graph
from graph.engine.engine import Engine
from graph.errors import ConnectionFailed, GraphError

OLDEST = (5, 26)
SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")


def resolve_address(settings: Mapping[str, str], engine: Engine) -> Address:
    """Where the graph is: at ``NEO4J_URI`` after its checks, else in the embedded engine, which is started or joined."""
    if not settings["NEO4J_URI"]:
        return engine.start()
    address = server_address(settings)
    check_server(address)
    return address


def server_address(settings: Mapping[str, str]) -> Address:
    """The server that the four ``NEO4J_`` settings name; ``ConnectionFailed`` when the address is none."""
    uri = settings["NEO4J_URI"]
    match = re.fullmatch(r"([a-z0-9+]+)://(\[[0-9a-fA-F:]+\]|[^:/?#@\s]+)(:\d+)?/?", uri)
    if match is None or match[1] not in SCHEMES:
        raise ConnectionFailed(
            f"NEO4J_URI is {uri!r}: expected scheme://host:port with one of the schemes {', '.join(SCHEMES)}, "
            "such as neo4j://graph.example.org:7687 (7687 is Bolt; the port of the browser, 7474, is not it)."
        )
    return Address(uri, settings["NEO4J_USERNAME"], settings["NEO4J_PASSWORD"], settings["NEO4J_DATABASE"])


def check_server(address: Address) -> str:
    """Connect, and return the version of the server; ``ConnectionFailed`` when it cannot be reached or is too old."""
    graph = Graph(address)
    try:
        agent = graph.verify()
        version = check_version(agent, address.uri)
        graph.read("RETURN 1")  # the database exists and may be read
    except ConnectionFailed:
        raise
    except GraphError as error:
        raise ConnectionFailed(
            f"{address.uri} does not answer as a Neo4j of version 5.26 or later does: is it a Neo4j too old, or another service? ({error})"
        ) from error
    finally:
        graph.close()
    return version


def check_version(agent: str, uri: str) -> str:
    """The version in a server's self-description (``Neo4j/5.26.30``); ``ConnectionFailed`` for a Neo4j too old."""
    match = re.fullmatch(r"Neo4j/((\d+)\.(\d+).*)", agent)
    if match is None:
        raise ConnectionFailed(f"The server at {uri} calls itself {agent!r}: expected Neo4j 5.26 or later.")
    if (int(match[2]), int(match[3])) < OLDEST:
        raise ConnectionFailed(f"The Neo4j at {uri} is too old: it is version {match[1]}, and 5.26 or later is needed.")
    return match[1]
