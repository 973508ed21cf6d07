"""The query catalogue: every file of ``cypher/`` with its checked front matter, ready to run."""

from __future__ import annotations

from graph.catalogue.parameters import Parameter
from graph.catalogue.query import Catalogue, Query, load_catalogue, parse_query

__all__ = ["Catalogue", "Parameter", "Query", "load_catalogue", "parse_query"]
