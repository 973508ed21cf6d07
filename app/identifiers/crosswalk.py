"""Which source gives which identifier to which thing: computed from the rows of the loads in force, kept until they change.

A node holds the identifiers of all its records together; who states which of them stands in the archive alone.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Any

import pandas as pd

from app.search.lucene import folded
from app.services import Services, services
from app.work.kept import Kept, keep, latest
from loaders.path.apply import project

WHAT = "identifiers"
_ONE = threading.Lock()
_STATED = """
    select x.label, x.id, split_part(i.identifier, ':', 1) as scheme, i.identifier as identifier,
           list_sort(list(distinct i.source)) as sources, list_sort(list(distinct i.source || '/' || i.key)) as records
    from identifiers_after i join ids_after x using (label, source, key)
    group by x.label, x.id, i.identifier order by x.label, x.id, i.identifier"""
# Things that one scheme gives more than one value: two branches under one name, or two bodies taken for one.
_SEVERAL = "(select id from {crosswalk} group by id, scheme having count(*) > 1)"
_WHERE = """
    where ($label = '' or label = $label) and ($id = '' or id = $id) and ($scheme = '' or scheme = $scheme)
      and ($source = '' or list_contains(sources, $source))
      and ($text = '' or contains(lower(strip_accents(name)), $text) or contains(lower(identifier), $text))
      and ($several = '' or id in """ + _SEVERAL + ")"
_COUNT = "select count(*) as found, count(distinct id) as things from {crosswalk} " + _WHERE  # noqa: S608 (values are parameters)
_PAGE = ("select label, id, name, kind, country, scheme, identifier, sources, records from {crosswalk} " + _WHERE  # noqa: S608 (as above)
         + " order by lower(name), id, scheme, identifier limit $size offset $skip")
_SCHEMES = "select scheme, count(*) as found from {crosswalk} where label = $label group by scheme order by found desc, scheme"
EVERY = 2_000_000_000


@dataclass(frozen=True)
class Wanted:
    """What a reader asks for; an empty text asks for all. ``several``: only things with two values of one scheme."""

    label: str = "Organization"
    id: str = ""
    scheme: str = ""
    source: str = ""
    text: str = ""
    several: str = ""


@dataclass(frozen=True)
class Crosswalk:
    """All identifiers as of one state of the network."""

    kept: Kept

    def count(self, wanted: Wanted) -> tuple[int, int]:
        """How many identifiers, of how many things."""
        row = self.kept.rows(_COUNT, _asked(wanted))[0]
        return row["found"], row["things"]

    def rows(self, wanted: Wanted, skip: int = 0, size: int = EVERY) -> list[dict[str, Any]]:
        """Identifiers by name of the thing, then scheme."""
        return self.kept.rows(_PAGE, {**_asked(wanted), "skip": skip, "size": size})

    def schemes(self, label: str) -> list[tuple[str, int]]:
        """Schemes with how many identifiers of things of this type each has, most first."""
        return [(row["scheme"], row["found"]) for row in self.kept.rows(_SCHEMES, {"label": label})]


def _asked(wanted: Wanted) -> dict[str, str]:
    return {**vars(wanted), "text": folded(wanted.text)}


def crosswalk() -> Crosswalk:
    """The crosswalk of the network as it stands; computed where something was loaded or decided since the last time."""
    made = services()
    version = made.ledger.version()
    with _ONE:
        kept = latest(made.settings.home, WHAT)
        if kept is None or version is None or kept.about.get("version") != version:
            found = _compute(made)
            holds = made.ledger.version() == version  # else the names may be of a load that is taken back
            keep(made.settings.home, WHAT, {"crosswalk": found}, {"version": version if holds else None})
            kept = latest(made.settings.home, WHAT)
    assert kept is not None
    return Crosswalk(kept)


def _compute(made: Services) -> pd.DataFrame:
    state = made.ledger.state()
    with project(made.stores, state, state) as projection:
        stated = projection.db.execute(_STATED).df()
    named = made.catalogue["identifiers/named"].run(made.graph).dicts()
    names = pd.DataFrame(named, columns=["id", "name", "kind", "country"])
    return stated.merge(names, on="id", how="left").fillna({"name": "", "kind": "", "country": ""})
