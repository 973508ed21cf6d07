"""Compare the organizations of the graph and keep which of them may be one; after a load only new and changed ones."""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any

import networkx as nx
import orjson
import pandas as pd

from analysis.resolution.bands import LIKELY, POSSIBLE, SAME
from analysis.resolution.kept import trained
from analysis.resolution.pipeline import resolve
from analysis.resolution.score import Model
from analysis.vectors import VectorCache, vectors_available
from app.services import Services
from app.work.kept import Kept, keep, latest
from app.work.resolution import ANSWERS, LEAST, WHAT
from app.work.resolution.records import named_since
from ledger.store import now

# Pairs kept at most, the best first: more than a person looks at in a year.
KEPT = 50_000
LARGEST = 12
# What a score is worth where one source keeps a record of each of the two: registers seldom list a body twice.
APART = 0.3
# What a score counts in the order where something keeps a pair from "likely".
DOUBTED = 0.5
UNREFERENCED = "name:"
Says = Callable[[str, int], None]
PAIRS = ("one", "other", "one_id", "other_id", "one_name", "other_name", "one_said", "other_said", "one_country", "other_country",
         "one_kind", "other_kind", "sources", "score", "band", "kind", "supports", "opposes", "links", "money", "overlaps", "worth",
         "cluster")  # fmt: skip
COMPARED = ("record", "told", "records")
SIDES = (("left_record", "right_record"), ("left_name", "right_name"))
FOUND = ("left_record", "right_record", "score", "band", "kind", "left_name", "right_name", "supports", "opposes")


@dataclass(frozen=True)
class Asked:
    """``everything``: compare all again; ``since``: what loads after this one name; else what is new or changed.

    ``vectors``: by meaning too, where the encoder is installed.
    """

    everything: bool = False
    since: int | None = None
    vectors: bool = True


ALL_THAT_IS_NEW = Asked()


def compare(made: Services, says: Says, asked: Asked = ALL_THAT_IS_NEW, model: Model | None = None) -> dict[str, Any]:
    """Find organizations that may be one and keep them; returns counts and what made them.

    ``model``: in place of the one that is trained and kept (tests).
    """
    says("reading the organizations", 0)
    last = made.ledger.last_done(ANSWERS)
    bodies = {row["id"]: row for row in _read(made)}
    told = {body["records"][0]: _told(body) for body in bodies.values()}
    before = latest(made.settings.home, WHAT)
    cache = VectorCache(made.settings.home / "vectors") if asked.vectors and vectors_available() else None
    says("making the model ready", 0)
    model = model or trained(made.settings.home / "model", cache)
    changed = _changed(asked, before, told, dict(model.about))
    if asked.since is not None:
        named = named_since(made, asked.since)
        changed = {body["records"][0] for body in bodies.values() if not named.isdisjoint(body["records"])}
    says("comparing organizations", len(told) if changed is None else len(changed))
    run = resolve(_names(bodies.values()), model, cache, changed)
    says("weighing what depends on each pair", len(run.suggestions))
    found = _with_those_before(_in_order(run.suggestions), before, told, changed)
    pairs = _pair_table(found, {body["records"][0]: body for body in bodies.values()}, _waiting_on(made))
    about = {"model": run.about, "organizations": len(bodies), "compared": len(told) if changed is None else len(changed),
             "pairs": len(pairs), "likely": int((pairs["band"] == LIKELY).sum()), "state": last.id if last else 0, "at": now().isoformat()}
    compared = pd.DataFrame([(record, told[record], body["records"]) for body in bodies.values() for record in body["records"][:1]],
                            columns=list(COMPARED))
    keep(made.settings.home, WHAT, {"pairs": pairs, "compared": compared, "found": found}, about)
    return about


def _read(made: Services) -> Iterator[dict[str, Any]]:
    query = made.catalogue["resolve/organizations"]
    for values in query.stream(made.graph):
        yield dict(zip(query.columns, values, strict=True))


def _told(body: dict[str, Any]) -> str:
    """Hash of what the comparison of an organization rests on."""
    said = [body["name"], body["acronym"], sorted(body["aliases"] or ()), body["country"]]
    return hashlib.sha256(orjson.dumps(said)).hexdigest()[:20]


def _names(bodies: Collection[dict[str, Any]]) -> pd.DataFrame:
    rows = [
        (body["records"][0], name, body["country"])
        for body in bodies
        for name in dict.fromkeys(filter(None, (body["name"], body["acronym"], *(body["aliases"] or ()))))
    ]
    return pd.DataFrame(rows, columns=["record", "name", "country"])


def _changed(asked: Asked, before: Kept | None, told: dict[str, str], model: dict[str, Any]) -> set[str] | None:
    """Records to compare with all others; ``None`` for all with all: asked for, the first time, or another model."""
    if asked.everything or before is None or before.about["model"] != model:
        return None
    known = {row["record"]: row["told"] for row in before.rows("select record, told from {compared}")}
    return {record for record, said in told.items() if known.get(record) != said}


def _in_order(found: pd.DataFrame) -> pd.DataFrame:
    """The same pairs, the record that comes first on the left: whichever was compared with the other, it is one pair."""
    swapped = found["left_record"] > found["right_record"]
    turned = found.rename(columns={a: b for side, rest in SIDES for a, b in ((side, rest), (rest, side))})[list(found.columns)]
    return found.where(~swapped, turned)[list(FOUND)]


def _with_those_before(found: pd.DataFrame, before: Kept | None, told: dict[str, str], changed: set[str] | None) -> pd.DataFrame:
    """What was found now, and what an earlier comparison found between organizations that are as they were."""
    if changed is None or before is None:
        return found
    kept = pd.DataFrame(before.rows("select * from {found}"), columns=list(FOUND))
    stays = [a in told and b in told and a not in changed and b not in changed
             for a, b in zip(kept["left_record"], kept["right_record"], strict=True)]
    both = pd.concat([found, kept[pd.Series(stays, index=kept.index, dtype=bool)]], ignore_index=True)
    return both.sort_values(["score", "left_record", "right_record"], ascending=[False, True, True]).reset_index(drop=True)


def _waiting_on(made: Services) -> Counter[frozenset[str]]:
    """How many overlaps between programs rest on two payers being two, by the ids of both."""
    kept = latest(made.settings.home, "overlaps")
    found: Counter[frozenset[str]] = Counter()
    for row in kept.rows("select payers from {pairs}") if kept else ():
        payers = row["payers"]
        found.update(frozenset((a, b)) for i, a in enumerate(payers) for b in payers[i + 1 :])
    return found


def worth(score: float, links: int, money: float, overlaps: int) -> float:
    """How much an answer is worth: likelihood times one plus what depends on it, each on a scale on which ten times as much is one more.

    ``links``: of the one that has fewer; ``money``: dollars, the largest sum that is stated of the one of which less is stated.
    """
    return score * (1 + math.log10(1 + links) + math.log10(1 + money / 1e6) + 2 * math.log10(1 + overlaps))


def _pair_table(found: pd.DataFrame, bodies: dict[str, dict[str, Any]], waiting: Counter[frozenset[str]]) -> pd.DataFrame:
    rows = []
    for row in found.to_dict("records"):
        one, other = bodies.get(row["left_record"]), bodies.get(row["right_record"])
        if one is None or other is None or other["id"] in one["part_of"] or one["id"] in other["part_of"]:
            continue
        apart = _kept_apart(one, other)
        score = float(row["score"]) * (APART if apart else 1)
        if score < LEAST:
            continue
        band = POSSIBLE if apart else row["band"]
        links, money = min(one["links"], other["links"]), float(min(one["money"] or 0, other["money"] or 0))
        overlaps = waiting[frozenset((one["id"], other["id"]))]
        rows.append((
            row["left_record"], row["right_record"], one["id"], other["id"], one["name"], other["name"], row["left_name"],
            row["right_name"], one["country"], other["country"], one["kind"], other["kind"],
            sorted({*one["sources"], *other["sources"]}), score,
            band, row["kind"], list(row["supports"]),
            [*row["opposes"], *([f"one source keeps them as two: {', '.join(apart)}"] if apart else [])], links, money, overlaps,
            worth(score * (1 if band == LIKELY else DOUBTED), links, money, overlaps), "",
        ))  # fmt: skip
    pairs = pd.DataFrame(rows, columns=list(PAIRS))
    groups = _groups(pairs)
    pairs["cluster"] = [groups.get(record, "") for record in pairs["one"]]
    return pairs.sort_values(["worth", "one", "other"], ascending=[False, True, True]).head(KEPT)


def _kept_apart(one: dict[str, Any], other: dict[str, Any]) -> list[str]:
    """Sources that keep a record of each, and so hold them for two. Where a source gives only names (IATI without a reference)
    it may well write one body in two ways."""
    kept = [{source for source, _, key in (r.partition("/") for r in body["records"]) if not key.startswith(UNREFERENCED)}
            for body in (one, other)]
    return sorted(kept[0] & kept[1])


def _groups(pairs: pd.DataFrame) -> dict[str, str]:
    """Record to the group of three or more that likely pairs hold together, named by its first record.

    A chain of more than ``LARGEST`` says little of its ends: its pairs are looked at two at a time.
    """
    likely = pairs[(pairs["band"] == LIKELY) & (pairs["kind"] == SAME)]
    groups = nx.connected_components(nx.Graph(list(zip(likely["one"], likely["other"], strict=True))))
    return {record: min(group) for group in groups if 2 < len(group) <= LARGEST for record in group}
