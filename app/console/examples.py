"""Questions to start from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Example:
    """A question in words, as a statement, its parameters, and how its answer is shown where that is not a table."""

    title: str
    statement: str
    parameters: str = ""
    view: str = ""


EXAMPLES = (
    Example("Programs in a country", "MATCH (p:Program)-[:OPERATES_IN]->(:Country {id: $country})\nRETURN p.name AS program, p.id AS id, "
            "p.sources AS sources\nORDER BY program", "country = country:GT"),
    Example("Who funds and who delivers each program", "MATCH (f:Organization)-[:FUNDS]->(p:Program)<-[:IMPLEMENTS]-(i:Organization)\n"
            "RETURN f.name AS funder, p.name AS program, collect(DISTINCT i.name) AS delivered_by\nORDER BY funder, program"),
    Example("Who pays for programs in a country, and who carries them out, as a graph",
            "MATCH way = (:Organization)-[:FUNDS|IMPLEMENTS]->(p:Program)-[:OPERATES_IN]->(:Country {id: $country})\nRETURN way",
            "country = country:GT", "graph"),
    Example("A name, found as the search finds it", "CALL db.index.fulltext.queryNodes('names', $text) YIELD node, score\n"
            "RETURN node.name AS name, node.id AS id, labels(node) AS labels, score\nLIMIT 20", "text = police"),
    Example("How many links of each type, by source", "MATCH (:Organization)-[r]->()\n"
            "RETURN type(r) AS link, r.source AS source, count(*) AS links\nORDER BY links DESC"),
)
