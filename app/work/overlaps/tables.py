"""What is kept of a comparison for the pages: pairs, groups, the programs that were compared, activities told twice."""

from __future__ import annotations

from typing import Any

import orjson
import pandas as pd

from analysis.overlaps.explain import explain_all
from analysis.overlaps.groups import groups
from analysis.overlaps.run import OverlapRun
from analysis.overlaps.same_money import same_activity
from analysis.overlaps.tiers import NO_TIER
from analysis.vectors import VectorCache
from app.services import Services
from app.work.kept import Kept, latest
from app.work.overlaps.reading import AT, Reading, facts_hash, finding_key

# Pairs that score this much or more are kept where a tier holds; groups need more.
KEPT, GROUPED = 0.25, 0.5
# Raise it when the tables change: what an older version kept is then compared again.
FORM = 4
NAME = "overlaps"
PAIR_TABLE = ("key", "facts", "country", "one", "one_title", "other", "other_title", "tier", "score", "text", "days", "starts", "ends",
              "matched", "differs", "missing", "cannot_assess", "terms", "payers", "focus_areas", "group")
PROGRAM_TABLE = ("id", "title", "country", "payers", "payer_names", "starts", "ends", "described", "sums", "usd", "focus_areas")
SAME_TABLE = ("one", "one_title", "other", "other_title", "reason", "score", "reporter_one", "reporter_other")


def compared(made: Services) -> Kept | None:
    """The last comparison of programs; ``None`` before the first of this version."""
    kept = latest(made.settings.home, NAME)
    return kept if kept is not None and kept.about.get("form") == FORM else None


def pair_table(run: OverlapRun, reading: Reading, belongs: dict[str, str]) -> pd.DataFrame:
    """Pairs that reach a tier, in words. ``belongs``: program and country to its group."""
    rows = []
    for (_, pair), explained in zip(run.pairs.iterrows(), explain_all(run, run.pairs, reading.names), strict=True):
        one, other = (reading.programs[pair[side].split(AT)[0]] for side in ("left", "right"))
        country = pair["country"]
        if explained.assessment.tier == NO_TIER:
            continue
        group = belongs.get(pair["left"], "")
        rows.append((
            finding_key(one, other, country), facts_hash(one, other, country), country,
            one["id"], one["title"], other["id"], other["title"], explained.assessment.tier, float(pair["score"]), float(pair["text"]),
            int(pair["days"]), max((one["starts"] or "", other["starts"] or "")), min((one["ends"] or "9999", other["ends"] or "9999")),
            list(explained.matched), list(explained.differs), list(explained.not_stated), list(explained.assessment.cannot_assess),
            list(explained.shared_terms), _ids(one, other, "payers"), _ids(one, other, "focus_areas"),
            group if group == belongs.get(pair["right"], "-") else "",
        ))  # fmt: skip
    return pd.DataFrame(rows, columns=list(PAIR_TABLE))


def group_members(pairs: pd.DataFrame) -> dict[str, str]:
    """Program and country to the group it belongs to, by the group's first member."""
    found = {}
    for _, of_country in pairs.groupby("country", sort=True):
        for group in groups(of_country, GROUPED):
            found.update(dict.fromkeys(group, group[0]))
    return found


def group_table(belongs: dict[str, str]) -> pd.DataFrame:
    """One row a member: the group, the program and its country."""
    rows = [(group, *member.split(AT)) for member, group in belongs.items()]
    return pd.DataFrame(rows, columns=["group", "program", "country"])


def program_table(reading: Reading) -> pd.DataFrame:
    """One row a program and country that was compared."""
    rows = []
    for row in reading.frame["id"]:
        id_, country = row.split(AT)
        program = reading.programs[id_]
        dollars = [amount for amount, currency in program["sums"] if currency == "USD"]
        rows.append((
            id_, program["title"], country, [body[0] for body in program["payers"]], [body[1] for body in program["payers"]],
            program["starts"] or "", program["ends"] or "", bool(program["description"]), orjson.dumps(program["sums"]).decode(),
            float(max(dollars)) if dollars else None, [area[0] for area in program["focus_areas"]],
        ))  # fmt: skip
    return pd.DataFrame(rows, columns=list(PROGRAM_TABLE)).astype({"usd": "float64"})


def same_table(reading: Reading, cache: VectorCache | None) -> pd.DataFrame:
    """Pairs of programs that two reporters tell of; a program of several countries is asked once, in its first."""
    columns = list(SAME_TABLE)
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


def _ids(one: dict[str, Any], other: dict[str, Any], column: str) -> list[str]:
    return sorted({row[0] for program in (one, other) for row in program[column]})
