"""The part of the network that a load would add: its links, and the things at their ends, the most linked first."""

from __future__ import annotations

from typing import Any

from loaders.path.projection import Projection

MOST = 60
# Sums, codes and values stand in tables; a picture of them says nothing.
SHOWN = ("Organization", "Program", "Country", "AdminArea", "Agreement", "FocusArea")

_LINKS = """
    create or replace temp table new_links as
    select distinct l.type, s.label as start_label, s.id as start_id, e.label as end_label, e.id as end_id
    from links_after l semi join touched_links using (key)
    join ids_after s on s.label = l.start_label and s.source = l.source and s.key = l.start_key
    join ids_after e on e.label = l.end_label and e.source = l.source and e.key = l.end_key
    where l.key not in (select key from links_before semi join touched_links using (key))
      and list_contains($shown, s.label) and list_contains($shown, e.label) and s.id <> e.id"""
_THINGS = """
    create or replace temp table new_things as
    with ends as (select start_label as label, start_id as id from new_links union all select end_label, end_id from new_links),
    added as (select label, id from touched where list_contains($shown, label)
              except select label, id from ids_before),
    all_ends as (select label, id, count(*) as links from ends group by all
                 union all select label, id, 0 from added anti join ends using (label, id))
    select label, id, links, (label, id) in (select (label, id) from added) as is_new from all_ends"""
_PICKED = """
    with picked as (select * from new_things order by links desc, is_new desc, id limit $most),
    said as (select i.label, i.id, arg_min(struct_pack(name := n.name, props := n.props), (n.stub, n.rank, n.source, n.key)) as first
             from nodes_after n join ids_after i using (label, source, key) semi join picked p on p.label = i.label and p.id = i.id
             group by all)
    select p.id, p.label, s.first.name, s.first.props->>'$.kind' as kind, p.links, p.is_new
    from picked p join said s using (label, id) order by p.links desc, p.is_new desc, p.id"""
_AMONG = """
    select type, start_id, end_id from new_links
    where list_contains($ids, start_id) and list_contains($ids, end_id) order by all"""


def new_part(projection: Projection, most: int = MOST) -> dict[str, Any]:
    """``things`` (id, label, name, kind, links, new) with the most new links, ``links`` (type, start, end) among them, and how many
    there are: ``total`` things, ``added`` of them new, ``links_total`` links. ``projection``: before and after the load."""
    db = projection.db
    db.execute(_LINKS, {"shown": list(SHOWN)})
    db.execute(_THINGS, {"shown": list(SHOWN)})
    names = ("id", "label", "name", "kind", "links", "new")
    things = [dict(zip(names, row, strict=True)) for row in projection.db.execute(_PICKED, {"most": most}).fetchall()]
    links = projection.db.execute(_AMONG, {"ids": [thing["id"] for thing in things]}).fetchall()
    joined = {end for _, *ends in links for end in ends}
    return {
        # A thing whose partners are left out would float about: it is left out with them.
        "things": [thing for thing in things if thing["id"] in joined or not thing["links"]],
        "links": [list(link) for link in links],
        "total": int(projection.value("select count(*) from new_things")),
        "added": int(projection.value("select count(*) from new_things where is_new")),
        "links_total": int(projection.value("select count(*) from new_links")),
    }
