"""What can go wrong between the application and Neo4j; each message says what happened and what to do."""

from __future__ import annotations


class GraphError(Exception):
    """Anything that went wrong with the graph or its engine."""


class EngineError(GraphError):
    """The embedded Neo4j cannot be fetched, verified, started or stopped."""


class ConnectionFailed(GraphError):
    """No Neo4j answers at the address, or it refuses the name, password or database."""


class QueryRefused(GraphError):
    """A statement that a reader may not run, or that Neo4j does not understand; ``place``: line and column from 1, where that is known."""

    def __init__(self, message: str, place: tuple[int, int] | None = None) -> None:
        super().__init__(message)
        self.place = place


class QueryTimeout(GraphError):
    """A statement that took longer, or needed more memory, than a reader's statement may."""


class QueryStopped(QueryTimeout):
    """A statement that somebody ended while it ran."""


class LinksLost(GraphError):
    """Links that could not be made, since one of their ends is not in the graph."""


class CatalogueError(GraphError):
    """A file of ``cypher/`` that contradicts its own front matter; the message names file and line."""


class ParameterError(GraphError):
    """A value that a query's parameter does not accept, or a parameter that it does not have."""

    def __init__(self, parameter: str, message: str) -> None:
        super().__init__(message)
        self.parameter = parameter

