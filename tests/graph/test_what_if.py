"""What if: cells, programs, cut-off bodies and agreements of the small world of the gaps, worked out by hand for 30 June 2024."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.settings import read_settings
from graph.client import Graph
from tests.support.gaps import DAY, build_world

pytestmark = [pytest.mark.graph, pytest.mark.once]

AGREEMENT = """
MATCH (p:Program {id: 'program:t:two-partners'}), (inl:Organization {id: 'org:t:inl'}), (unodc:Organization {id: 'org:t:unodc'})
CREATE (a:Agreement {id: 'agreement:t:mou', name: 'MOU', sources: ['t']}), (a)-[:COVERS {key: 'c', source: 't', record: 'c'}]->(p),
  (inl)-[:PARTY_TO {key: 'i', source: 't', record: 'i'}]->(a), (unodc)-[:PARTY_TO {key: 'u', source: 't', record: 'u'}]->(a),
  (f:Figure {id: 'figure:t:1', kind: 'commitment', amount: 5.0, currency: 'USD', year: 2023, sources: ['t']}),
  (f)-[:FOR {key: 'f', source: 't', record: 'f'}]->(:Program {id: 'program:t:none', name: 'none', sources: ['t']}),
  (f)-[:PROVIDED_BY {key: 'g', source: 't', record: 'f'}]->(inl)
WITH f
MATCH (q:Program {id: 'program:t:two-countries'})
CREATE (f)-[:FOR {key: 'h', source: 't', record: 'f'}]->(q)
"""


@pytest.fixture
def client(graph: Graph, tmp_path: Path) -> FlaskClient:
    build_world(graph)
    graph.write([(AGREEMENT, {})])
    return create_app(read_settings({}, PARTNERGRAPH_HOME=str(tmp_path), SECRET_KEY="tests"), graph=graph).test_client()


def told(client: FlaskClient, *gone: str) -> set[tuple[Any, ...]]:
    """Part, id, what and detail of all rows but the measures."""
    found = client.get(f"/what-if.json?as_of={DAY}&" + "&".join(f"gone={id_}" for id_ in gone)).json
    assert found is not None
    return {(row["part"], row["id"], row["what"], *row["countries"]) for row in found["rows"] if row["part"] != "measure"}


def test_what_becomes_of_cells_programs_and_bodies(client: FlaskClient) -> None:
    # UNODC and Texas deliver police reform in Guatemala; without UNODC Texas is all there is. Of the line ILEA's training is left too.
    assert told(client, "org:t:unodc") == {
        ("cell", "focus:III:police", "served to thin", "GT"),
        ("program", "program:t:two-partners", "goes on with others", "GT"),
    }
    # The NGO alone delivers in Honduras; the EU, which pays, meets nobody else, and its sum has no home.
    assert told(client, "org:t:ngo") == {
        ("cell", "focus:III", "served to thin", "HN"), ("cell", "focus:III:police", "served to thin", "HN"),
        ("program", "program:t:two-countries", "nobody is left to deliver it", "GT", "HN"),
        ("cut off", "org:t:eu", "other_donor"),  # all that is left of its part: nothing comes apart
        ("sum", "program:t:two-countries", "commitment"),
    }  # fmt: skip
    # An agreement that is not renewed ends nothing by itself.
    assert told(client, "agreement:t:mou") == {
        ("program", "program:t:two-partners", "at risk: its agreement is not renewed", "GT"),
        ("party of an agreement", "org:t:inl", "MOU"), ("party of an agreement", "org:t:unodc", "MOU"),
    }  # fmt: skip
    ended = told(client, "program:t:two-partners", "program:t:two-countries")
    assert ("cell", "focus:III:police", "served to no data", "GT") in ended  # no source claims to report all such work
    assert {row[1] for row in ended if row[0] == "cut off"} == {"org:t:unodc", "org:t:txdps", "org:t:eu", "org:t:ngo"}


def test_an_old_id_leads_to_it_and_what_cannot_be_taken_away_is_said(client: FlaskClient) -> None:
    page = client.get(f"/what-if?as_of={DAY}&gone=org:old:inl").text
    assert "What if INL leaves?" in page and "nobody is left to pay for it" in page
    assert "Which is meant" in client.get(f"/what-if?as_of={DAY}&add=PNC").text
    assert "No organization, program or agreement of this name" in client.get("/what-if?add=Nobody+of+that+name").text
    many = "&".join(f"gone=org:{n}" for n in range(60))
    for query, status in (("gone=country:GT", 400), ("gone=org:t:nobody", 404), ("country=XX", 400), (many, 400)):
        assert client.get(f"/what-if?{query}").status_code == status, query
