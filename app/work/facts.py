"""Brings a typed fact in: the same path as any load, once nothing changed since it was asked for."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson

from app.services import Services
from ledger.facts import TypedFacts
from loaders.errors import LoadError
from loaders.own import LOADER, fact_from
from loaders.path.apply import Stores
from loaders.path.load import Outcome, Request, content_of, load

STALE = "What is stated here has changed since you opened it. Nothing was overwritten: look at it again."


class StaleFact(LoadError):
    """What the fact is to take the place of is no longer what was shown."""


def version_of(shown: Mapping[str, Any] | None) -> str:
    """Hash of what a form showed: the properties of a thing or of a link."""
    return hashlib.sha256(orjson.dumps(shown, option=orjson.OPT_SORT_KEYS)).hexdigest()[:20]


def shown_now(made: Services, id_: str, link_key: str) -> Mapping[str, Any] | None:
    """What is stated now of a thing, or of its link with this key; ``None`` where it is gone."""
    if link_key:
        row = made.catalogue["facts/links"].run(made.graph, {"id": id_, "key": link_key}).one()
    else:
        row = made.catalogue["facts/thing"].run(made.graph, {"id": id_}).one()
    return row["props"] if row else None


def bring_in_fact(stores: Stores, made: Services, request: Mapping[str, Any]) -> Outcome:
    """Load the fact of a job: ``fact``, ``id`` of the thing on whose page it was typed, ``link`` and ``version`` of what was shown."""
    fact = fact_from(request["fact"])

    def check() -> None:
        if request["version"] and version_of(shown_now(made, request["id"], request["link"])) != request["version"]:
            raise StaleFact(STALE)
        TypedFacts(stores.ledger).keep(content_of(asked), (fact.about.record, fact.other.record if fact.other else ""), request["fact"])

    with tempfile.TemporaryDirectory(dir=made.settings.home) as folder:
        path = Path(folder) / "fact.json"
        path.write_bytes(fact.to_json())
        asked = Request(LOADER, [path], by=fact.by, check=check)
        return load(stores, asked)
