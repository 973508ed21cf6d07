"""Compare the programs of the graph, keep what was found, and open the findings whose facts changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from analysis.overlaps.explain import explain_all
from analysis.overlaps.groups import groups
from analysis.overlaps.run import OverlapRun, find_overlaps
from analysis.overlaps.same_money import same_activity
from analysis.overlaps.tiers import NO_TIER
from analysis.vectors import VectorCache, vectors_available
from app.services import Services
from app.work.kept import keep
from app.work.overlaps.reading import AT, Reading, facts_hash, finding_key, read_programs
from ledger.findings import Findings
from ledger.store import now

# Pairs that score this much or more are kept where a tier holds; groups need more.
KEPT, GROUPED = 0.25, 0.5
Says = Callable[[str, int], None]
PAIR_TABLE = ("key", "facts", "country", "one", "one_title", "other", "other_title", "tier", "score", "text", "days", "starts", "ends",
              "matched", "differs", "missing", "cannot_assess", "terms", "payers", "focus_areas", "group")


def compare(made: Services, says: Says, *, vectors: bool = True) -> dict[str, Any]:
    """Find the overlaps of the whole graph and keep them; returns counts. ``vectors``: also by meaning, where the encoder is installed."""
    says("reading the programs", 0)
    last = made.ledger.last_done()
    reading = read_programs(made)
    cache = VectorCache(made.settings.home / "vectors") if vectors and vectors_available() else None
    says("comparing programs", len(reading.programs))
    run = find_overlaps(reading.frame, cache, least=KEPT)
    pairs = _pair_table(run, reading)
    says("looking for one activity told twice", len(pairs))
    same = _same_table(reading, cache)
    about = {**run.about, "programs": len(reading.programs), "placeless": reading.placeless, "pairs": len(pairs), "same": len(same),
             "state": last.id if last else 0, "at": now().isoformat()}
    keep(made.settings.home, "overlaps", {"pairs": pairs, "same": same}, about)
    reopened = Findings(made.ledger).reopen_changed("overlap", dict(zip(pairs["key"], pairs["facts"], strict=True)))
    return {**about, "reopened": reopened}


def _pair_table(run: OverlapRun, reading: Reading) -> pd.DataFrame:
    belongs = _groups(run)
    rows = []
    for (_, pair), explained in zip(run.pairs.iterrows(), explain_all(run, run.pairs, reading.names), strict=True):
        one, other = (reading.programs[pair[side].split(AT)[0]] for side in ("left", "right"))
        country = pair["country"]
        if explained.assessment.tier == NO_TIER:
            continue
        rows.append((
            finding_key(one, other, country), facts_hash(one, other, country), country,
            one["id"], one["title"], other["id"], other["title"], explained.assessment.tier, float(pair["score"]), float(pair["text"]),
            int(pair["days"]), max((one["starts"] or "", other["starts"] or "")), min((one["ends"] or "9999", other["ends"] or "9999")),
            list(explained.matched), list(explained.differs), list(explained.not_stated), list(explained.assessment.cannot_assess),
            list(explained.shared_terms), _ids(one, other, "payers"), _ids(one, other, "focus_areas"),
            belongs.get(pair["left"], "") if belongs.get(pair["left"], "") == belongs.get(pair["right"], "-") else "",
        ))  # fmt: skip
    return pd.DataFrame(rows, columns=list(PAIR_TABLE))


def _groups(run: OverlapRun) -> dict[str, str]:
    """Program and country to the group it belongs to, by the group's first member."""
    found = {}
    for _, pairs in run.pairs.groupby("country", sort=True):
        for group in groups(pairs, GROUPED):
            found.update(dict.fromkeys(group, group[0]))
    return found


def _ids(one: dict[str, Any], other: dict[str, Any], column: str) -> list[str]:
    return sorted({row[0] for program in (one, other) for row in program[column]})


def _same_table(reading: Reading, cache: VectorCache | None) -> pd.DataFrame:
    """Pairs of programs that two reporters tell of; a program of several countries is asked once, in its first."""
    columns = ["one", "one_title", "other", "other_title", "reason", "score", "reporter_one", "reporter_other"]
    if "reporter" not in reading.frame.columns:
        return pd.DataFrame(columns=columns)
    frame = reading.frame.assign(program=[i.split(AT)[0] for i in reading.frame["id"]]).drop_duplicates("program")
    frame = frame[frame["reporter"] != ""]
    linked = pd.Series([[other.split(AT)[0] for other in cell] for cell in frame["linked"]], index=frame.index, dtype=object)
    frame = frame.assign(id=frame["program"], linked=linked)
    if frame.empty:
        return pd.DataFrame(columns=columns)
    found = same_activity(frame.drop(columns=["program"]), cache)
    programs = reading.programs
    rows = [
        (a, programs[a]["title"], b, programs[b]["title"], reason, float(score), programs[a]["reporter"], programs[b]["reporter"])
        for a, b, reason, score in found[["left", "right", "reason", "score"]].itertuples(index=False)
    ]
    return pd.DataFrame(rows, columns=columns)
