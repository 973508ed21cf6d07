"""The page of a cell with more behind it than one page shows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graph.client import Graph
from tests.graph.test_gaps_pages import client_of
from tests.support.gaps import build_world

pytestmark = pytest.mark.once

MORE = (
    "UNWIND range(1, 60) AS n MATCH (p:Program {id: 'program:t:two-partners'}), (c:Country {id: 'country:GT'}), "
    "(f:FocusArea {id: 'focus:III:police'}) "
    "CREATE (o:Organization {id: 'org:t:more-' + n, name: 'More ' + n, sources: ['t']})"
    "-[:IMPLEMENTS {key: 'i' + n, source: 't', record: 'r' + n}]->(p) "
    "CREATE (q:Program {id: 'program:t:over-' + n, name: 'Over ' + n, valid_to: '2020-12-31', sources: ['t']}) "
    "CREATE (q)-[:ADDRESSES {key: 'a' + n, source: 't', record: 'r' + n}]->(f) "
    "CREATE (q)-[:OPERATES_IN {key: 'o' + n, source: 't', record: 'r' + n}]->(c)"
)


def part(html: str, name: str) -> str:
    """The section of the page under one heading."""
    return html.split(f'<section aria-labelledby="{name}">', 1)[1].split("</section>", 1)[0]


def test_every_table_of_a_cell_is_turned_by_itself_and_the_download_has_all(graph: Graph, tmp_path: Path) -> None:
    build_world(graph)
    graph.write([(MORE, {})])
    client = client_of(graph, tmp_path)
    address = "/gaps/cell?focus=III:police&country=GT"
    seen: dict[str, list[set[str]]] = {"partners": [], "before": []}
    for query in ("", "&partners_page=2&before_page=2"):
        html = client.get(address + query).text
        seen["partners"].append(set(re.findall(r"org:t:more-\d+", part(html, "partners"))))
        seen["before"].append(set(re.findall(r"program:t:over-\d+", part(html, "before"))))
    more, over = ({f"{id_}-{n}" for n in range(1, 61)} for id_ in ("org:t:more", "program:t:over"))
    assert (seen["partners"][0] | seen["partners"][1], seen["partners"][0] & seen["partners"][1]) == (more, set())
    assert (seen["before"][0] | seen["before"][1], seen["before"][0] & seen["before"][1]) == (over, set())
    assert all(len(found) <= 50 for pages in seen.values() for found in pages)
    assert {p["id"] for p in client.get(address.replace("/cell", "/cell.json")).json["partners"]} >= more
    assert client.get(address + "&partners_page=3").status_code == 404
