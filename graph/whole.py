"""What concerns the graph as a whole: how large it is, emptying it, and which node a given id or record means."""

from __future__ import annotations

from graph.client import Graph
from graph.model import LINKS, NODES

DERIVED = tuple(link.type for link in LINKS.values() if link.derived)

COUNT_NODES = "MATCH (n) RETURN count(n)"
COUNT_LINKS = "MATCH ()-[r]->() RETURN count(r)"
COUNT_DERIVED = f"MATCH ()-[r:{'|'.join(DERIVED)}]->() RETURN count(r)"
# Links first: a few nodes with hundreds of thousands of links in one transaction would exceed the engine's memory.
WIPE_LINKS = "MATCH ()-[r]->() CALL (r) { DELETE r } IN TRANSACTIONS OF 20000 ROWS"
WIPE_NODES = "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS"
FIND = (
    "MATCH (n:Organization {id: $given}) RETURN 'Organization' AS label, n.records AS records "
    "UNION MATCH (n:Program {id: $given}) RETURN 'Program' AS label, n.records AS records"
)
FIND_ANYWHERE = (
    "MATCH (n:Organization|Program) WHERE $given IN n.also_ids OR $given IN n.records "
    "RETURN CASE WHEN n:Organization THEN 'Organization' ELSE 'Program' END AS label, n.records AS records LIMIT 1"
)


def counts(graph: Graph) -> tuple[int, int]:
    """Nodes and links in the graph, without links that are derived."""
    nodes, links, derived = (int(graph.read(text).rows[0][0]) for text in (COUNT_NODES, COUNT_LINKS, COUNT_DERIVED))
    return nodes, links - derived


def wipe(graph: Graph) -> None:
    """Remove every node and link, in bounded transactions. The schema stays."""
    graph.schema(WIPE_LINKS)
    graph.schema(WIPE_NODES)


def find_record(graph: Graph, given: str) -> tuple[str, str] | None:
    """Label and record (source/key) of the organization or program meant by an id, a former id or a record.

    A node of several records is represented by the one that the given text names, else by its first; what was typed in
    about it (``own/...``) stands for nothing but itself.
    """
    found = graph.read(FIND, {"given": given}).one() or graph.read(FIND_ANYWHERE, {"given": given}).one()
    if found is None:
        return None
    prefix = NODES[found["label"]].prefix
    named = [record for record in found["records"] if given in (record, f"{prefix}:{record.replace('/', ':', 1)}")]
    told = [record for record in found["records"] if not record.startswith("own/")]
    return found["label"], str((named or told or found["records"])[0])
