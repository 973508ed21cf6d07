"""What recommending stands on, as plain data: organizations, their work in programs, their ties to countries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

Row = Mapping[str, Any]
OVER = ("completed", "closed", "cancelled")
OUTSIDE = ("TRAINS", "OPERATES_IN")
FOREIGN = ("foreign_counterpart", "other_donor")


@dataclass(frozen=True)
class Body:
    """An organization; ``kind``, ``country`` and ``us_state`` are empty where no source says; ``ends``: dissolved on."""

    id: str
    name: str
    kind: str = ""
    country: str = ""
    us_state: str = ""
    ends: str = ""
    focus_areas: tuple[str, ...] = ()

    @property
    def governs(self) -> str:
        """The country of which it is a part of the government, as a code; empty for others."""
        if self.kind.startswith("us_"):
            return "US"
        return self.country if self.kind in FOREIGN else ""


class Helped(NamedTuple):
    """A body of a country that a program helps or trains."""

    id: str
    name: str
    country: str


@dataclass(frozen=True)
class Work:
    """One organization's part in one program: days as ISO texts, empty where not stated.

    ``over``: ended on no stated day; ``helped``: the bodies that the program helps or trains.
    """

    body: str
    program: str
    name: str
    how: str
    countries: tuple[str, ...]
    focus_areas: tuple[str, ...]
    helped: tuple[Helped, ...] = ()
    starts: str = ""
    ends: str = ""
    over: bool = False
    sources: tuple[str, ...] = ()
    page: str = ""

    def begun(self, day: str) -> bool:
        """Whether it is not stated to begin after a day."""
        return self.starts <= day


@dataclass(frozen=True)
class Tie:
    """A link of an organization to a country or one of its bodies outside programs; ``how``: the type of the link."""

    body: str
    country: str
    how: str
    role: str
    other: str
    other_name: str
    starts: str = ""
    ends: str = ""
    source: str = ""
    page: str = ""


def bodies(rows: Iterable[Row]) -> dict[str, Body]:
    """Organizations by id, from the rows of ``cypher/recommend/who``."""
    return {
        r["organization_id"]: Body(
            r["organization_id"], r["organization"] or r["organization_id"], r["kind"] or "", r["country"] or "",
            r["us_state"] or "", r["ends"] or "", tuple(r["focus_areas"]),
        )
        for r in rows
    }


def works(rows: Iterable[Row], known: Mapping[str, Body]) -> list[Work]:
    """Parts in programs, from the rows of ``cypher/recommend/work``.

    A government's work in its own country is its task, not help that it could give elsewhere: it is left out. A part
    that a source limits to a country stands in that country alone.
    """
    return [work for row in rows for work in _parts(row, known)]


def _parts(row: Row, known: Mapping[str, Body]) -> Iterable[Work]:
    for id_, how, only, starts, ends in row["does"]:
        body = known.get(id_)
        countries = [only] if only in row["countries"] else row["countries"]
        if body is None:
            continue
        countries = [country for country in countries if country != body.governs]
        if countries:
            yield Work(
                id_, row["program_id"], row["program"] or row["program_id"], how, tuple(sorted(countries)), tuple(row["focus_areas"]),
                tuple(Helped(b[0], b[1] or b[0], b[2] or "") for b in row["bodies"] if b[0] != id_),
                max(row["starts"] or "", starts or ""), _earlier(row["ends"], ends),
                row["status"] in OVER, tuple(row["sources"] or ()), row["page"] or "",
            )


def _earlier(one: str | None, other: str | None) -> str:
    return min((day for day in (one, other) if day), default="")


def ties(rows: Iterable[Row]) -> list[Tie]:
    """Ties, from the rows of ``cypher/recommend/ties``."""
    return [
        Tie(r["organization_id"], r["country"], r["how"], r["role"] or "", r["other_id"], r["other"] or r["other_id"],
            r["starts"] or "", r["ends"] or "", r["source"] or "", r["page"] or "")
        for r in rows
    ]


def training(tied: Iterable[Tie], known: Mapping[str, Body]) -> list[Work]:
    """Training and work in a country that stand outside programs, as work on what the organization itself works on."""
    return [
        Work(t.body, "", t.role or t.other_name, "trains" if t.how == "TRAINS" else "works there", (t.country,),
             known[t.body].focus_areas, (), t.starts, t.ends, False, (t.source,) if t.source else (), t.page)
        for t in tied
        if t.how in OUTSIDE and t.body in known and known[t.body].governs != t.country
    ]
