"""What is kept of a comparison for the pages: pairs, groups, the programs that were compared, activities told twice."""

from __future__ import annotations

from typing import Any

import orjson
import pandas as pd

from analysis.overlaps.explain import explain_all
from analysis.overlaps.groups import groups
from analysis.overlaps.learning import LEAST, learn
from analysis.overlaps.run import OverlapRun
from analysis.overlaps.same_money import same_activity
from analysis.overlaps.tiers import NO_TIER
from analysis.vectors import VectorCache
from app.services import Services
from app.work.kept import Kept, latest
from app.work.overlaps.reading import AT, Reading, facts_hash, finding_key
from ledger.findings import Findings

# Pairs that score this much or more are kept where a tier holds; groups need more.
KEPT, GROUPED = 0.25, 0.5
# Verdicts that say that two programs do the same, whatever is to be done about it; and the one that says they do not.
_SAME, _OTHER = ("warranted", "coordinate", "merge"), "not an overlap"
# Raise it when the tables change: what an older version kept is then compared again.
FORM = 5
NAME = "overlaps"
PAIR_TABLE = ("key", "facts", "country", "one", "one_title", "other", "other_title", "tier", "score", "text", "days", "starts", "ends",
              "matched", "differs", "missing", "cannot_assess", "terms", "payers", "focus_areas", "group", "words",
              "place", "sector", "time", "likely")  # fmt: skip
PROGRAM_TABLE = ("id", "title", "country", "payers", "payer_names", "starts", "ends", "described", "sums", "usd", "focus_areas")
SAME_TABLE = ("one", "one_title", "other", "other_title", "reason", "score", "reporter_one", "reporter_other")


def compared(made: Services) -> Kept | None:
    """The last comparison of programs; ``None`` before the first of this version."""
    kept = latest(made.settings.home, NAME)
    return kept if kept is not None and kept.about.get("form") == FORM else None


def pair_table(run: OverlapRun, reading: Reading, belongs: dict[str, str]) -> pd.DataFrame:
    """Pairs that reach a tier, in words. ``belongs``: program and country to its group; ``likely``: what they are put in order by."""
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
            *(float(pair[name]) for name in ("words", "place", "sector", "time", "score")),
        ))  # fmt: skip
    return pd.DataFrame(rows, columns=list(PAIR_TABLE))


def ranked(pairs: pd.DataFrame, findings: Findings) -> tuple[pd.DataFrame, dict[str, Any]]:
    """The pairs with ``likely`` as people's verdicts rank them where that is better than the formula, and what was measured."""
    verdicts = {(f.key, f.facts): f.verdict for f in findings.all("overlap")}
    said = [verdicts.get(pair, "") for pair in zip(pairs["key"], pairs["facts"], strict=True)]
    judged = pairs.assign(same=[verdict in _SAME for verdict in said]).loc[pd.Series(said, dtype=object).isin((*_SAME, _OTHER)).to_numpy()]
    ranking = learn(judged)
    about = {"yes": ranking.yes, "no": ranking.no, "formula": ranking.formula_ap, "learned": ranking.learned_ap,
             "used": bool(ranking.weights), "least": LEAST}  # fmt: skip
    return pairs.assign(likely=ranking.order(pairs)), about


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
