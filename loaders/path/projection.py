"""P: what the graph holds under a state of the ledger, computed from the archive; two states side by side.

Everything is relational steps over the Parquet rows of the loads in force (DuckDB, bounded memory, spilling to disk).
A ``Projection`` compares two states: only what a changed row, decision or rank touches is computed, on both sides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, Self

from graph.model import NODES
from ledger.archive import Archive
from ledger.state import State
from loaders.path.database import bounded
from loaders.path.identity import SCHEMES, Clusters, Entity, Judgement, cluster
from loaders.rows import OWN

Side = Literal["before", "after"]
SIDES: tuple[Side, Side] = ("before", "after")

# Name, country and state of organizations; a name that one source gives to two of them tells nothing, nor does an acronym.
# A U.S. state or local body needs its state: many towns share a name.
NAMESAKES = """
    with told as (
        select source, key, trim(regexp_replace(lower(strip_accents(name)), '[^\\p{{L}}\\p{{N}}]+', ' ', 'g')) as name,
            props->>'$.country' as country, props->>'$.us_state' as state, props->>'$.kind' as kind
        from nodes_{side} where label = 'Organization' and source <> '{own}'),
    bodies as (
        select source, key, min(country) as country, coalesce(min(state), '') as state from told group by source, key
        having count(distinct country) = 1 and count(distinct state) < 2
            and (min(state) is not null or count(*) filter (where kind in ('us_state', 'us_local')) = 0)),
    named as (
        select distinct told.name, bodies.country, bodies.state, source, key from told join bodies using (source, key)
        where length(told.name) >= 6),
    same as (
        select name, country, state from named group by all having count(*) > 1 and count(*) = count(distinct source))
    select name, country, state, source, key from named semi join same using (name, country, state)
"""

PREFIXES = {label: node.prefix for label, node in NODES.items()}


class Projection:
    """Two states over one archive. Use as a context manager: it holds a database and a folder for spilling."""

    def __init__(self, archive: Archive, states: tuple[State, State], judgements: Mapping[int, Judgement]) -> None:
        self.archive = archive
        self.states = dict(zip(SIDES, states, strict=True))
        self.judgements = judgements
        self.clusters: dict[Side, Clusters] = {}
        self.db = bounded(_spill(archive.root))

    def __enter__(self) -> Self:
        self._prepare()
        return self

    def __exit__(self, *_: object) -> None:
        self.db.close()

    def rows(self, query: str, params: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """Rows of a query of this projection's tables, in bounded memory."""
        cursor = self.db.execute(query, list(params))
        while chunk := cursor.fetchmany(2_000):
            yield from chunk

    def value(self, query: str) -> Any:
        """The single value of a query."""
        row = self.db.execute(query).fetchone()
        return row[0] if row else None

    def removed_records(self, source: str) -> tuple[int, int]:
        """How many records of a source are in the first state and not in the second, and how many it had."""
        had = "(select record from nodes_before where source = $s union select record from links_before where source = $s)"
        has = "(select record from nodes_after where source = $s union select record from links_after where source = $s)"
        row = self.db.execute(
            f"select count(*) filter (where a.record is null), count(*) from {had} b left join {has} a using (record)", {"s": source}
        ).fetchone()
        return (int(row[0]), int(row[1])) if row else (0, 0)

    def _prepare(self) -> None:
        self.db.execute("create table schemes (scheme varchar, place int)")
        self.db.executemany("insert into schemes values (?, ?)", [[scheme, place] for place, scheme in enumerate(SCHEMES)])
        self.db.execute("create table node_types (label varchar, prefix varchar, clustered boolean, shared boolean)")
        self.db.executemany(
            "insert into node_types values (?, ?, ?, ?)", [[n.label, n.prefix, n.clustered, n.shared] for n in NODES.values()]
        )
        for side in SIDES:
            self._views(side)
            self._identifiers(side)
            self._ids(side)
        self._touched()

    def _views(self, side: Side) -> None:
        """``nodes_<side>``, ``links_<side>``: the rows in force, with the rank of their source."""
        state = self.states[side]
        self.db.execute(f"create table loads_{side} (source varchar, rank int, load int, several boolean)")
        values = [[key, s.rank, load, len(s.loads) > 1] for key, s in state.sources.items() for load in s.loads]
        if values:
            self.db.executemany(f"insert into loads_{side} values (?, ?, ?, ?)", values)
        for what in ("nodes", "links"):
            self.db.execute(f"create view all_{what}_{side} as {self._parquet(what, state)}")
        self.db.execute(f"""
            create table latest_{side} as
            select source, record, max(load) as load from (
                select source, record, load from all_nodes_{side} union all select source, record, load from all_links_{side})
            semi join (select source from loads_{side} where several) using (source) group by source, record""")
        for name, what in ((f"nodes_{side}", "nodes"), (f"told_links_{side}", "links")):
            self.db.execute(f"""
                create view {name} as
                select r.*, l.rank from all_{what}_{side} r join loads_{side} l using (source, load)
                where not l.several or exists (
                    select 1 from latest_{side} x where x.source = r.source and x.record = r.record and x.load = r.load)""")
        self._corrections(side)

    def _corrections(self, side: Side) -> None:
        """``replaced_<side>``: keys of links that a correction stands for; ``links_<side>``: the others.

        A correction that only withdraws a link is none itself.
        """
        self.db.execute(f"create table replaced_{side} (key varchar)")
        left = ""
        if OWN in self.states[side].sources:
            self.db.execute(f"""
                insert into replaced_{side} select distinct props->>'$.replaces' from told_links_{side}
                where source = '{OWN}' and props->>'$.replaces' is not null""")
            left = f"""where key not in (select key from replaced_{side})
                and not (source = '{OWN}' and coalesce(props->>'$.withdraws' = 'true', false))"""
        self.db.execute(f"create view links_{side} as select * from told_links_{side} {left}")

    def _parquet(self, what: str, state: State) -> str:
        paths = [str(getattr(self.archive, what)(load)).replace("'", "''") for load in sorted(state.loads)]
        if not paths:
            columns = _NODE_COLUMNS if what == "nodes" else _LINK_COLUMNS
            return "select " + ", ".join(f"null::{type_} as {name}" for name, type_ in columns) + " where false"
        return "select * from read_parquet([" + ", ".join(f"'{path}'" for path in paths) + "])"

    def _identifiers(self, side: Side) -> None:
        self.db.execute(f"""
            create table identifiers_{side} as
            select distinct n.label, n.source, n.key, unnest(n.identifiers) as identifier
            from nodes_{side} n join node_types t using (label) where t.clustered and len(n.identifiers) > 0""")
        self.db.execute(f"""
            create table holders_{side} as
            select label, identifier from identifiers_{side} group by label, identifier having count(*) > 1""")

    def _ids(self, side: Side) -> None:
        """``ids_<side>``: every (label, source, key) with the id of its node."""
        self.clusters[side] = self._cluster(side)
        self.db.execute(f"create table override_{side} (label varchar, source varchar, key varchar, id varchar)")
        overrides = [[e.label, e.source, e.key, node_id] for e, node_id in self.clusters[side].ids.items()]
        for start in range(0, len(overrides), 10_000):
            self.db.executemany(f"insert into override_{side} values (?, ?, ?, ?)", overrides[start : start + 10_000])
        self.db.execute(f"""
            create table ids_{side} as
            with first as (
                select label, source, key, substr(min(printf('%03d', coalesce(s.place, {len(SCHEMES)})) || i.identifier), 4) as identifier
                from identifiers_{side} i left join schemes s on s.scheme = split_part(i.identifier, ':', 1) group by all),
            entities as (select distinct label, source, key from nodes_{side})
            select e.label, e.source, e.key, coalesce(o.id, case when t.shared then e.key
                else t.prefix || ':' || coalesce(f.identifier, e.source || ':' || e.key) end) as id
            from entities e join node_types t using (label)
            left join first f using (label, source, key) left join override_{side} o using (label, source, key)""")

    def _cluster(self, side: Side) -> Clusters:
        shared: dict[tuple[str, str], list[Entity]] = {}
        for label, source, key, identifier in self.rows(f"""
                select i.label, i.source, i.key, i.identifier from identifiers_{side} i
                semi join holders_{side} using (label, identifier)"""):
            shared.setdefault((label, identifier), []).append(Entity(label, source, key))
        judgements, about, namesakes = self._judgements(side), self._about(side), self._namesakes(side)
        entities = {e for held in (*shared.values(), *about, *namesakes) for e in held} | {e for j in judgements for e in (j.a, j.b)}
        return cluster(
            [(identifier, held) for (_, identifier), held in shared.items()],
            self._all_identifiers(side, entities), judgements, PREFIXES, about, namesakes,
        )  # fmt: skip

    def _namesakes(self, side: Side) -> list[list[Entity]]:
        """Organizations of several sources that bear one name in one known country; see decision 0111 for what is left out."""
        found: dict[tuple[str, str, str], list[Entity]] = {}
        for *same, source, key in self.rows(NAMESAKES.format(side=side, own=OWN)):
            found.setdefault((same[0], same[1], same[2]), []).append(Entity("Organization", source, key))
        return [found[same] for same in sorted(found)]

    def _about(self, side: Side) -> list[tuple[Entity, Entity]]:
        """What was typed in here, with the record that it is about where that is there."""
        if OWN not in self.states[side].sources:
            return []
        found = self.rows(f"""
            with typed as (
                select distinct label, key, split_part(key, '/', 1) as of_source, substr(key, strpos(key, '/') + 1) as of_key
                from nodes_{side} join node_types using (label) where source = '{OWN}' and not shared)
            select t.label, t.key, t.of_source, t.of_key from typed t
            where exists (select 1 from nodes_{side} n where n.label = t.label and n.source = t.of_source and n.key = t.of_key)""")
        return [(Entity(label, OWN, key), Entity(label, source, of_key)) for label, key, source, of_key in found]

    def _judgements(self, side: Side) -> list[Judgement]:
        """Decisions in force whose records are both there."""
        wanted = [self.judgements[number] for number in self.states[side].decisions]
        there = set()
        for judgement in wanted:
            for entity in (judgement.a, judgement.b):
                found = self.db.execute(
                    f"select 1 from nodes_{side} where label = ? and source = ? and key = ? limit 1", list(entity)
                ).fetchone()
                if found:
                    there.add(entity)
        return [j for j in wanted if j.a in there and j.b in there]

    def _all_identifiers(self, side: Side, entities: set[Entity]) -> dict[Entity, list[str]]:
        if not entities:
            return {}
        self.db.execute("create or replace temp table wanted (label varchar, source varchar, key varchar)")
        rows = [list(e) for e in sorted(entities)]
        for start in range(0, len(rows), 10_000):
            self.db.executemany("insert into wanted values (?, ?, ?)", rows[start : start + 10_000])
        found: dict[Entity, list[str]] = {}
        for *entity, identifier in self.rows(f"select i.* from identifiers_{side} i semi join wanted using (label, source, key)"):
            found.setdefault(Entity(*entity), []).append(identifier)
        return found

    def _touched(self) -> None:
        """``touched``: nodes, ``touched_links``: link keys that may differ between the two states."""
        self._changed_sources()
        self._changed("nodes", "source, label, key", "record, hash(name, stub, identifiers, props, rank) as said")
        self._changed("links", "key", "hash(props) as said")
        self.db.execute("""
            create table moved as
            select b.label, b.source, b.key from ids_before b join ids_after a using (label, source, key) where a.id <> b.id""")
        self.db.execute("create temp table entities as select label, source, key from changed_nodes union select * from moved")
        for side in SIDES:
            of_side = f"select label, id from ids_{side} semi join entities using (label, source, key)"
            self.db.execute(f"create temp table touched_{side} as {of_side}")
        self.db.execute("create table touched as from touched_before union from touched_after")
        self.db.execute("drop table entities; drop table touched_before; drop table touched_after")
        self.db.execute("""
            create table touched_links as select key from changed_links
            union (select key from replaced_before except select key from replaced_after)
            union (select key from replaced_after except select key from replaced_before)""")
        if self.value("select count(*) from moved"):
            for side in SIDES:
                self.db.execute(f"""
                    insert into touched_links
                    select key from links_{side} l where exists (
                        select 1 from moved m where m.source = l.source
                        and ((m.label = l.start_label and m.key = l.start_key) or (m.label = l.end_label and m.key = l.end_key)))""")
            self.db.execute("create or replace table touched_links as select distinct key from touched_links")

    def _changed(self, what: str, key: str, said: str) -> None:
        """``changed_<what>``: keys of rows of which one side says what the other does not; step by step, as memory is short."""
        for side in SIDES:
            rows = f"{what}_{side} semi join changed_sources using (source)"
            self.db.execute(f"create temp table said_{side} as select distinct {key}, {said} from {rows}")
        for side, other in (SIDES, SIDES[::-1]):
            self.db.execute(f"create temp table only_{side} as from said_{side} except from said_{other}")
        self.db.execute("drop table said_before; drop table said_after")
        self.db.execute(f"create table changed_{what} as select {key} from only_before union select {key} from only_after")
        self.db.execute("drop table only_before; drop table only_after")

    def _changed_sources(self) -> None:
        before, after = (self.states[side].sources for side in SIDES)
        changed = sorted(key for key in before.keys() | after.keys() if before.get(key) != after.get(key))
        self.db.execute("create table changed_sources (source varchar)")
        if changed:
            self.db.executemany("insert into changed_sources values (?)", [[key] for key in changed])


_NODE_COLUMNS = (
    ("source", "varchar"),
    ("load", "int"),
    ("record", "varchar"),
    ("label", "varchar"),
    ("key", "varchar"),
    ("name", "varchar"),
    ("stub", "boolean"),
    ("identifiers", "varchar[]"),
    ("props", "varchar"),
)
_LINK_COLUMNS = (
    ("source", "varchar"),
    ("load", "int"),
    ("record", "varchar"),
    ("key", "varchar"),
    ("type", "varchar"),
    ("start_label", "varchar"),
    ("start_key", "varchar"),
    ("end_label", "varchar"),
    ("end_key", "varchar"),
    ("props", "varchar"),
)


def _spill(root: Path) -> Path:
    folder = root / "spill"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
