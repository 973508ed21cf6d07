"""A small world for tests of the gaps: 30 June 2024, worked out by hand.

Three countries of Central America and France; line III with two topics, line I with one.
"""

from __future__ import annotations

from typing import Any

from graph.client import Graph

DAY = "2024-06-30"

ORGANIZATIONS: tuple[dict[str, Any], ...] = (
    {"id": "org:t:state", "name": "State", "kind": "us_federal", "country": "US"},
    {"id": "org:t:inl", "name": "INL", "kind": "us_federal", "country": "US", "also_ids": ["org:old:inl"]},
    {"id": "org:t:eu", "name": "EU", "kind": "other_donor"},
    {"id": "org:t:unodc", "name": "UNODC", "kind": "international_organization"},
    {"id": "org:t:ngo", "name": "An NGO", "kind": "ngo"},
    {"id": "org:t:txdps", "name": "Texas DPS", "kind": "us_state", "us_state": "TX"},
    {"id": "org:t:unsorted", "name": "Of no stated kind"},
    {"id": "org:t:gone", "name": "Dissolved", "kind": "ngo", "valid_to": "2019-12-31"},
    {"id": "org:t:ilea", "name": "ILEA", "kind": "us_federal"},
    {"id": "org:t:fbi", "name": "FBI", "kind": "us_federal"},
    {"id": "org:t:gt-pnc", "name": "PNC Guatemala", "kind": "foreign_counterpart", "country": "GT"},
    {"id": "org:t:sv-pnc", "name": "PNC El Salvador", "kind": "foreign_counterpart", "country": "SV"},
)
LABELS = {"foreign_counterpart": "ForeignCounterpart"}

PROGRAMS: tuple[dict[str, Any], ...] = (
    {"id": "program:t:two-partners", "valid_to": "2030-12-31", "status": "active"},
    {"id": "program:t:two-countries", "status": "unknown"},
    {"id": "program:t:through-sector", "status": "active"},
    {"id": "program:t:two-topics", "valid_to": "2024-12-31"},
    {"id": "program:t:helps-a-body", "status": "active"},
    {"id": "program:t:completed", "status": "completed"},
    {"id": "program:t:not-begun", "valid_from": "2025-01-01"},
    {"id": "program:t:over", "valid_to": "2023-12-31", "status": "active"},
    {"id": "program:t:nowhere", "status": "active"},
)

# from, type, to, properties; organizations, programs, countries and focus areas by their short names
LINKS: tuple[tuple[Any, ...], ...] = (
    ("org:t:inl", "PART_OF", "org:t:state"),
    # Police reform in Guatemala: two partners, and one whose body was dissolved.
    ("program:t:two-partners", "ADDRESSES", "focus:III:police"),
    ("program:t:two-partners", "OPERATES_IN", "country:GT"),
    ("org:t:inl", "FUNDS", "program:t:two-partners"),
    ("org:t:unodc", "IMPLEMENTS", "program:t:two-partners"),
    ("org:t:txdps", "IMPLEMENTS", "program:t:two-partners", {"country": "US"}),
    ("org:t:gone", "IMPLEMENTS", "program:t:two-partners"),
    # The NGO delivers in Honduras alone; the EU's funding link to it has ended, so nobody is known to pay now but EU.
    ("program:t:two-countries", "ADDRESSES", "focus:III:police"),
    ("program:t:two-countries", "OPERATES_IN", "country:GT"),
    ("program:t:two-countries", "OPERATES_IN", "country:HN"),
    ("org:t:eu", "FUNDS", "program:t:two-countries"),
    ("org:t:inl", "FUNDS", "program:t:two-countries", {"valid_to": "2020-12-31"}),
    ("org:t:ngo", "IMPLEMENTS", "program:t:two-countries", {"country": "HN"}),
    # Corrections through a purpose code, in a department of Guatemala; its one partner left in 2019; no payer named.
    ("program:t:through-sector", "CLASSIFIED_AS", "sector:1:15137"),
    ("sector:1:15137", "MAPS_TO", "focus:III:corrections"),
    ("sector:1:15137", "PART_OF", "sector:1:15130"),
    ("program:t:through-sector", "OPERATES_IN", "area:GT-AV"),
    ("org:t:unodc", "IMPLEMENTS", "program:t:through-sector", {"valid_to": "2019-12-31"}),
    # Two topics of one line in Honduras: counted once in the line. Its place in Guatemala ended in 2023.
    ("program:t:two-topics", "ADDRESSES", "focus:III:police"),
    ("program:t:two-topics", "ADDRESSES", "focus:III:corrections"),
    ("program:t:two-topics", "OPERATES_IN", "country:HN", {"valid_to": "2024-09-30"}),
    ("program:t:two-topics", "OPERATES_IN", "country:GT", {"valid_to": "2023-09-30"}),
    ("org:t:unsorted", "IMPLEMENTS", "program:t:two-topics"),
    ("org:t:inl", "FUNDS", "program:t:two-topics"),
    # No place of its own, but it helps a body of Guatemala, which ILEA trains.
    ("program:t:helps-a-body", "ADDRESSES", "focus:III:corrections"),
    ("program:t:helps-a-body", "BENEFITS", "org:t:gt-pnc"),
    ("org:t:ilea", "TRAINS", "org:t:gt-pnc"),
    ("org:t:fbi", "TRAINS", "org:t:gt-pnc", {"valid_to": "2020-01-01"}),
    # The FBI works on border security itself and trains in El Salvador, outside any program.
    ("org:t:fbi", "ADDRESSES", "focus:I:border"),
    ("org:t:fbi", "TRAINS", "country:SV", {"valid_to": "2025-03-31"}),
    ("org:t:fbi", "TRAINS", "org:t:sv-pnc"),
    # Out of force, or nowhere.
    *((f"program:t:{name}", "ADDRESSES", "focus:I:border") for name in ("completed", "not-begun", "over", "nowhere")),
    *((f"program:t:{name}", "OPERATES_IN", "country:SV") for name in ("completed", "not-begun", "over")),
)

FOCUS = (("focus:I", ""), ("focus:I:border", "focus:I"), ("focus:III", ""), ("focus:III:police", "focus:III"),
         ("focus:III:corrections", "focus:III"))
COUNTRIES = (("GT", "Americas", "Central America"), ("HN", "Americas", "Central America"),
             ("SV", "Americas", "Central America"), ("FR", "Europe", "Western Europe"))
VALUES = (("GT", 2020, 17.0, "b"), ("GT", 2022, 16.5, "b"), ("GT", 2022, 17.3, "a"), ("GT", 2025, 14.0, "a"),
          ("HN", 2019, 41.0, "b"))


def build_world(graph: Graph) -> None:
    """Write the world into an empty graph."""
    nodes = [("Organization", {"sources": ["t"], **org}) for org in ORGANIZATIONS]
    nodes += [("Program", {"name": p["id"].rpartition(":")[2], "sources": ["t"], **p}) for p in PROGRAMS]
    nodes += [("FocusArea", {"id": id_, "name": id_, "level": "topic" if line else "line", "sequence": n})
              for n, (id_, line) in enumerate(FOCUS)]
    nodes += [("Country", {"id": f"country:{code}", "iso2": code, "name": code, "region": region, "subregion": sub})
              for code, region, sub in COUNTRIES]
    nodes += [("AdminArea", {"id": "area:GT-AV", "name": "Alta Verapaz", "country": "GT", "code": "GT-AV"}),
              ("AdminArea", {"id": "area:US-TX", "name": "Texas", "country": "US", "code": "US-TX"})]
    nodes += [("Sector", {"id": f"sector:1:{code}", "name": code, "code": code, "vocabulary": "1"}) for code in ("15130", "15137")]
    nodes += [("Indicator", {"id": "indicator:homicide", "name": "Homicide rate", "unit": "per 100,000 people",
                             "direction": "higher is worse", "measures": "need"}),
              ("Source", {"id": "source:a", "name": "a", "rank": 1}), ("Source", {"id": "source:b", "name": "b", "rank": 2})]
    graph.write([(f"CREATE (n:{label}) SET n = $props", {"props": props}) for label, props in nodes])
    graph.write([("MATCH (o:Organization {kind: 'foreign_counterpart'}) SET o:ForeignCounterpart", {})])
    links = [*LINKS, *((id_, "PART_OF", line) for id_, line in FOCUS if line)]
    graph.write([_link(*link, number=n) for n, link in enumerate(links)])
    graph.write([_value(*value) for value in VALUES])


def _link(start: str, type_: str, end: str, props: dict[str, Any] | None = None, *, number: int) -> tuple[str, dict[str, Any]]:
    labels = {"org": "Organization", "program": "Program", "country": "Country", "area": "AdminArea",
              "focus": "FocusArea", "sector": "Sector"}
    a, b = (labels[id_.partition(":")[0]] for id_ in (start, end))
    return (
        f"MATCH (a:{a} {{id: $start}}) MATCH (b:{b} {{id: $end}}) CREATE (a)-[r:{type_}]->(b) SET r = $props",
        {"start": start, "end": end, "props": {"key": str(number), "source": "t", "record": f"r{number}", **(props or {})}},
    )


def _value(code: str, year: int, value: float, source: str) -> tuple[str, dict[str, Any]]:
    return (
        "MATCH (c:Country {id: $country}) MATCH (i:Indicator {id: 'indicator:homicide'}) "
        "CREATE (c)-[:MEASURED {key: $key, year: $year, value: $value, source: $source, record: 'r'}]->(i)",
        {"country": f"country:{code}", "key": f"{code}{year}{source}", "year": year, "value": value, "source": source},
    )
