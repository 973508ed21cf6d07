"""Compare the programs of the graph, keep what was found, and open the findings whose facts changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from analysis.overlaps.run import find_overlaps
from analysis.overlaps.update import update_overlaps
from analysis.vectors import VectorCache, vectors_available
from app.services import Services
from app.work.kept import keep
from app.work.overlaps.before import from_kept, to_tables
from app.work.overlaps.others import other_table
from app.work.overlaps.reading import AT, read_programs
from app.work.overlaps.tables import FORM, KEPT, NAME, compared, group_members, group_table, pair_table, program_table, ranked, same_table
from ledger.findings import Findings
from ledger.store import now

Says = Callable[[str, int], None]


def compare(made: Services, says: Says, *, vectors: bool = True, whole: bool = False) -> dict[str, Any]:
    """Find the overlaps of the graph as it is now and keep them; returns counts.

    Only programs that are new or changed since the last comparison are compared, with all others; the ``whole`` where that is
    asked for or where what was learned then no longer holds. ``vectors``: also by meaning, where the encoder is installed.
    """
    says("reading the programs", 0)
    last = made.ledger.last_done()
    reading = read_programs(made)
    cache = VectorCache(made.settings.home / "vectors") if vectors and vectors_available() else None
    kept = compared(made)
    known = None if whole else from_kept(kept, len(reading.frame), vectors=cache is not None)
    says("comparing programs", len(reading.programs))
    run = find_overlaps(reading.frame, cache, least=KEPT) if known is None else update_overlaps(reading.frame, known, cache, least=KEPT)
    anew = run.about.pop("compared", list(reading.frame["id"]))
    belongs = group_members(run.pairs)
    findings = Findings(made.ledger)
    pairs, ranking = ranked(pair_table(run, reading, belongs), findings)
    says("looking for one activity told twice", len(pairs))
    same = same_table(reading, cache)
    says("comparing organizations and agreements", 0)
    others, crowded = other_table(made, reading)
    about = {
        **run.about, "form": FORM, "programs": len(reading.programs), "placeless": reading.placeless, "pairs": len(pairs),
        "same": len(same), "others": len(others), "crowded": crowded, "ranking": ranking, "texts": run.texts.learned.texts,
        "whole": known is None, "compared": len({row.split(AT)[0] for row in anew}), "state": last.id if last else 0,
        "at": now().isoformat(), "compared_since": 0 if known is None or kept is None else kept.about["compared_since"] + len(anew),
    }  # fmt: skip
    tables = {"pairs": pairs, "same": same, "programs": program_table(reading), "groups": group_table(belongs), "others": others}
    keep(made.settings.home, NAME, {**tables, **to_tables(run)}, about)
    facts = {key: hash_ for table in (pairs, others) for key, hash_ in zip(table["key"], table["facts"], strict=True)}
    return {**about, "reopened": findings.reopen_changed("overlap", facts)}
