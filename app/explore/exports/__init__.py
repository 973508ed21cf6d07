"""The map as files for other programs: one table of formats, for the addresses, the page of files and the guide alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.explore.exports.cypher import cypher
from app.explore.exports.ftm import entities
from app.explore.exports.gexf import gexf
from app.explore.exports.graphml import graphml
from app.explore.exports.pair import pair
from app.explore.exports.picture import Picture


@dataclass(frozen=True)
class Export:
    """``suffix``: of the address and, unless ``name`` says otherwise, the file; ``kind``: its media type."""

    suffix: str
    label: str
    kind: str
    write: Callable[[Picture], bytes]
    name: str = ""


EXPORTS = {export.suffix: export for export in (
    Export("gexf", "GEXF (Gephi)", "application/gexf+xml", gexf),
    Export("graphml", "GraphML", "application/graphml+xml", graphml),
    Export("zip", "CSV pair (ZIP)", "application/zip", pair),
    Export("cypher", "Cypher (Neo4j)", "application/x-cypher-query", cypher),
    Export("ftm.jsonl", "FollowTheMoney", "application/x-ndjson", entities, "map.ftm.json"),
)}

__all__ = ["EXPORTS", "Export", "Picture"]
