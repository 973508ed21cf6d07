"""The lint of ``cypher/``: names, habits, and what Neo4j itself says when it explains and runs a query."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from graph.catalogue.habits import bad_habits
from graph.catalogue.names import Finding, findings
from graph.catalogue.query import Query
from graph.client import Graph
from graph.errors import GraphError

UNKNOWN, DEPRECATED = ("01N50", "01N51", "01N52"), ("01N00", "01N01", "01N02", "01N03")


def lint_text(query: Query) -> list[str]:
    """What is wrong with a query's text, each as ``file:line: what``."""
    return [_told(query, finding) for finding in sorted({*findings(query.text), *bad_habits(query.text)})]


def lint_run(graph: Graph, query: Query, params: Mapping[str, Any], *, deprecations: bool = True) -> list[str]:
    """What Neo4j has against a query, on a graph that holds every label, type and property of the model.

    ``params``: values for the parameters without a default. ``deprecations``: whether those count.
    """
    try:
        return [_told(query, finding) for finding in _run_findings(graph, query, params, deprecations)]
    except GraphError as error:
        return [f"{query.file}:{query.first_line}: {error}"]


def scanned(plan: Mapping[str, Any]) -> set[str]:
    """Labels of which a plan looks at every node; ``*`` for all nodes whatever their label."""
    found: set[str] = set()
    operator, details = plan["operatorType"].partition("@")[0], str(plan.get("args", {}).get("Details", ""))
    if operator.endswith("AllNodesScan"):
        found = {"*"}
    elif operator.endswith(("NodeByLabelScan", "NodeByLabelsScan")):
        found = set(re.findall(r"[A-Z]\w+", details.partition(":")[2]))
    elif operator.endswith(("RelationshipTypeScan", "RelationshipTypesScan")):
        found = set(re.findall(r"[A-Z_]{3,}", details.partition("[")[2].partition("]")[0]))
    return found.union(*(scanned(child) for child in plan.get("children", ())))


def _run_findings(graph: Graph, query: Query, params: Mapping[str, Any], deprecations: bool) -> Iterator[Finding]:
    query_type, _, notes = graph.explain(query.text, query.values(params))
    if query_type != "r":
        yield Finding(query.first_line, f"the statement is of type {query_type!r}: a query of the catalogue only reads")
        return
    for note in notes:
        if note.gql_status in UNKNOWN or (deprecations and note.gql_status in DEPRECATED):
            yield Finding(note.position.line if note.position else query.first_line, note.status_description)
    result = query.run(graph, params, limit=5)
    if result.columns != query.columns:
        declared, returned = ", ".join(query.columns), ", ".join(result.columns)
        yield Finding(query.first_line, f"columns declares [{declared}], the statement returns [{returned}]")


def _told(query: Query, finding: Finding) -> str:
    return f"{query.file}:{finding.line}: {finding.message}"
