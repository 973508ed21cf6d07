"""How well names find their organization: ``python -m benchmarks.resolution --gold FILE [--register FILE] [--mentions FILE]``.

``--gold``: lines ``id|country|name ; name ; ...`` (``#`` starts a comment). ``--register``: ROR organizations as JSON
lines (.gz), default ``ror_organizations.jsonl.gz`` beside the gold file. ``--mentions``: a CSV ``mention_text,source_url,
organization_id``; ``--organizations``: the register those ids are in, default ``organizations.csv`` beside it, else the
demonstration's. The last line is JSON; what was got wrong stands above it, by cause.

What is counted:

- ``reached``: gold names for which the blocking, among some 54,000 names, proposes another name of the same body.
- ``pair_ap``: average precision over the proposed pairs of gold names, whose truth is certain.
- ``top1``, ``top5``: the register holds every gold body under its first name and 20,000 bodies with all their names;
  the queries are all other gold names. Both sides have the body's country, as rows of the product do.
- ``cpu_s``, ``peak_mb``: all pairs of 50,000 names, encoding included; training apart, printed above.

Organizations that train the model are left out of the register, and so are those of ROR that are gold bodies.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import resource
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from urllib.parse import urlparse

import numpy as np
import pandas as pd
from sklearn.metrics import average_precision_score

from analysis.resolution.bands import bands
from analysis.resolution.names import NameTable, build, select
from analysis.resolution.normalise import parse
from analysis.resolution.pipeline import resolve, score_pairs
from analysis.resolution.score import Model, read_fixture, train
from analysis.vectors import VectorCache

SEED = 7
REGISTER_BODIES = 20_000
DISTRACTOR_NAMES = 54_000
WORKLOAD_NAMES = 50_000
EXAMPLES = 6
DEMONSTRATION = Path(__file__).parent.parent / "demo" / "organizations.csv"
# Domains of two letters that say nothing about the country of a page.
NOT_A_COUNTRY = {"eu", "io", "co", "tv", "me", "ly", "us"}


def main(arguments: list[str] | None = None) -> None:
    options = _options(arguments)
    cache = None if options.without_vectors else VectorCache(options.cache)
    started = time.process_time()
    _CACHE[0] = cache
    model = train(cache=cache)
    print(f"trained in {time.process_time() - started:.0f} CPU s: {json.dumps(model.about)}")
    result: dict[str, float] = {}
    if options.gold:
        result |= _judge_gold(options, model, cache)
    if options.mentions:
        result |= _judge_mentions(options, model, cache, "gold_" if options.gold else "")
    print(json.dumps(result))


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.resolution", description=__doc__.split("\n")[0])
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--register", type=Path)
    parser.add_argument("--mentions", type=Path)
    parser.add_argument("--organizations", type=Path)
    parser.add_argument("--cache", type=Path, help="folder that keeps sentence vectors between runs")
    parser.add_argument("--without-vectors", action="store_true")
    parser.add_argument("--quick", action="store_true", help="leave the run over 50,000 names out")
    options = parser.parse_args(arguments)
    if not options.gold and not options.mentions:
        parser.error("give --gold, --mentions or both")
    return options


# --- gold names ------------------------------------------------------------------------------------------------------


def read_gold(path: Path) -> pd.DataFrame:
    """A row a name: ``record``, ``name``, ``country``, in the file's order."""
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            parts = line.split("|")
            if len(parts) != 3:
                sys.exit(f"{path.name} line {number}: found {len(parts)} fields, expected id|country|names")
            rows += [(f"gold:{parts[0]}", n.strip(), parts[1]) for n in parts[2].split(" ; ") if n.strip()]
    return pd.DataFrame(rows, columns=["record", "name", "country"])


def read_register(path: Path, gold: pd.DataFrame) -> pd.DataFrame:
    """ROR's names in a fixed random order of bodies, without those that train and those that are gold bodies."""
    training = set(read_fixture()["record"])
    gold_keys = {parsed.key for n in gold["name"] if not (parsed := parse(n)).bare}
    bodies = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            body = json.loads(line)
            full = [n for n, _, kinds in body["names"] if "acronym" not in kinds]
            if body["id"] not in training and not any(parse(n).key in gold_keys for n in full):
                bodies.append(body)
    random.Random(SEED).shuffle(bodies)
    rows = [(b["id"], n, b["cc"]) for b in bodies for n, _, _ in b["names"]]
    return pd.DataFrame(rows, columns=["record", "name", "country"])


def _judge_gold(options: argparse.Namespace, model: Model, cache: VectorCache | None) -> dict[str, float]:
    gold = read_gold(options.gold)
    path = options.register or options.gold.parent / "ror_organizations.jsonl.gz"
    register = read_register(path, gold)
    frame = pd.concat([gold, register], ignore_index=True)
    result: dict[str, float] = {}
    for label, countries in (("names only", False), ("with the records' countries", True)):
        known = frame if countries else frame.assign(country=None)
        table = build(known.iloc[: len(gold) + DISTRACTOR_NAMES], cache)
        pairs = _pairs(table, len(gold), model, label)
        others = build(known[known["record"].isin(_first_bodies(register))], cache)
        ranks = _ranks(build(known.iloc[: len(gold)], cache, others.vocabulary), others, model, label)
        if countries:
            result = pairs | ranks
    if options.quick:
        return result | {"cpu_s": 0.0, "peak_mb": _peak_mb()}
    return result | _workload(register, model)


def _first_bodies(register: pd.DataFrame) -> set[str]:
    return set(register["record"].drop_duplicates().iloc[:REGISTER_BODIES])


def _pairs(table: NameTable, gold: int, model: Model, label: str) -> dict[str, float]:
    """Candidates of every gold name among all names, and average precision over pairs of gold names."""
    left = select(table, np.arange(gold))
    scored, _ = score_pairs(left, table, model)
    scored = scored[scored["left"] != scored["right"]].reset_index(drop=True)
    same = scored["left_record"] == scored["right_record"]
    reached = scored.loc[same, "left"].nunique() / gold
    low, high = scored[["left", "right"]].min(axis=1), scored[["left", "right"]].max(axis=1)
    unordered = scored.assign(low=low, high=high, same=same).sort_values("score", ascending=False)
    unordered = unordered.drop_duplicates(["low", "high"])
    among_gold = unordered[unordered["high"] < gold]
    bodies = Counter(left.records)
    all_true = sum(n * (n - 1) // 2 for n in bodies.values())
    ap = average_precision_score(among_gold["same"], among_gold["score"])
    found = int(among_gold["same"].sum())
    print(f"\n== {label}")
    print(f"reached {reached:.3f} of {gold} names with {len(scored) / gold:.1f} candidates each")
    print(f"pairs of gold names: AP {ap:.3f} over {len(among_gold)} proposed, {found} of {all_true} true ones proposed")
    print(f"  with the true pairs never proposed counted as misses: AP {ap * found / all_true:.3f}")
    everything = average_precision_score(unordered["same"], unordered["score"])
    print(f"  with ROR's names among the pairs, some of them unlabelled gold bodies: AP {everything:.3f}")
    _print_wrong_pairs(among_gold, left)
    return {"reached": reached, "candidates_per_record": len(scored) / gold, "pair_ap": ap}


def _print_wrong_pairs(pairs: pd.DataFrame, table: NameTable) -> None:
    wrong = pairs[~pairs["same"]].head(int(pairs["same"].sum() * 0.2))
    _print_by_cause("scored high, but different bodies", [
        (_cause(table.names[a], table.names[b]), f"{score:.2f} {table.names[a].raw} / {table.names[b].raw}")
        for a, b, score in zip(wrong["low"], wrong["high"], wrong["score"], strict=True)
    ])  # fmt: skip


def _ranks(queries: NameTable, others: NameTable, model: Model, label: str) -> dict[str, float]:
    """Rank of the right body for held-out names, in a register that has it under its first name."""
    first = pd.Series(range(len(queries))).groupby(queries.records, sort=False).first().to_numpy()
    rest = np.setdiff1d(np.arange(len(queries)), first)
    rank = _rank_of_right(select(queries, rest), _join(select(queries, first), others), model)
    bodies = len(set(others.records)) + len(first)
    top1, top5 = (rank < 1).mean(), (rank < 5).mean()
    print(f"register of {bodies} bodies, each gold body under its first name: top1 {top1:.3f} top5 {top5:.3f} "
          f"({len(rank)} queries)")  # fmt: skip
    everyone = np.arange(len(queries))
    held_out = _rank_of_right(queries, _join(queries, others), model, apart=True)
    print(f"  each gold body under all its names but the one asked for: top1 {(held_out < 1).mean():.3f} "
          f"top5 {(held_out < 5).mean():.3f} ({len(everyone)} queries)")  # fmt: skip
    by_record = {queries.records[i]: queries.names[i] for i in first}
    _print_by_cause("right body not among the first five", [
        (_cause(queries.names[i], by_record[queries.records[i]]),
         f"{queries.names[i].raw} -> {by_record[queries.records[i]].raw}")
        for i, r in zip(rest, rank, strict=True) if r >= 5
    ])  # fmt: skip
    return {"top1": top1, "top5": top5}


def _join(one: NameTable, other: NameTable) -> NameTable:
    frame = pd.DataFrame({
        "record": [*one.records, *other.records],
        "name": [n.raw for n in (*one.names, *other.names)],
        "country": [*_country_texts(one), *_country_texts(other)],
    })  # fmt: skip
    return build(frame, _CACHE[0])


_CACHE: list[VectorCache | None] = [None]


def _country_texts(table: NameTable) -> Iterator[str | None]:
    codes = {number: code for code, number in table.vocabulary.codes.items()}
    for row in table.country_ids:
        yield codes.get(int(row[0]))


def _rank_of_right(queries: NameTable, register: NameTable, model: Model, apart: bool = False) -> np.ndarray:
    left = build(
        pd.DataFrame({"record": queries.records, "name": [n.raw for n in queries.names],
                      "country": list(_country_texts(queries))}), _CACHE[0], register.vocabulary,
    )  # fmt: skip
    scored, _ = score_pairs(left, register, model)
    if apart:
        scored = scored[scored["left"] != scored["right"]]
    best = scored.groupby(["left", "right_record"])["score"].max().reset_index()
    best["rank"] = best.groupby("left")["score"].rank(ascending=False, method="first") - 1
    right = best[best["right_record"].to_numpy() == left.records[best["left"].to_numpy()]]
    return right.set_index("left")["rank"].reindex(range(len(left)), fill_value=np.inf).to_numpy()


def _cause(one: object, other: object) -> str:
    a, b = one, other
    if a.bare or b.bare:  # type: ignore[attr-defined]
        return "a bare acronym"
    if set(a.core) <= set(b.core) or set(b.core) <= set(a.core):  # type: ignore[attr-defined]
        return "one name holds the other"
    if a.translated or b.translated:  # type: ignore[attr-defined]
        return "another language"
    return "other words"


def _print_by_cause(title: str, cases: list[tuple[str, str]]) -> None:
    groups: dict[str, list[str]] = defaultdict(list)
    for cause, text in cases:
        groups[cause].append(text)
    print(f"  {title}: {len(cases)}")
    for cause, texts in sorted(groups.items(), key=lambda g: -len(g[1])):
        print(f"    {cause}: {len(texts)}, such as")
        for text in texts[:EXAMPLES]:
            print(f"      {text}")


def _workload(register: pd.DataFrame, model: Model) -> dict[str, float]:
    """CPU seconds and peak memory of all pairs of 50,000 names, nothing cached, in a process that does nothing else."""
    frame = register.iloc[:WORKLOAD_NAMES].reset_index(drop=True)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        suggestions, spent, peak = pool.submit(_all_pairs, frame, model).result()
    print(f"\nall pairs of {len(frame)} names: {suggestions} suggestions in {spent:.0f} CPU s, {peak:.0f} MB at most")
    return {"cpu_s": spent, "peak_mb": peak}


def _all_pairs(frame: pd.DataFrame, model: Model) -> tuple[int, float, float]:
    started = time.process_time()
    run = resolve(frame, model, VectorCache(None) if model.about["vectors"] != "none" else None)
    return len(run.suggestions), time.process_time() - started, _peak_mb()


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


# --- mentions ---------------------------------------------------------------------------------------------------------


def _judge_mentions(options: argparse.Namespace, model: Model, cache: VectorCache | None, gold: str) -> dict[str, float]:
    mentions = pd.read_csv(options.mentions, keep_default_na=False)
    beside = options.mentions.parent / "organizations.csv"
    path = options.organizations or (beside if beside.exists() else DEMONSTRATION)
    organizations = pd.read_csv(path, keep_default_na=False)
    results: dict[str, dict[str, float]] = {}
    for label, aliases, context in (
        ("name and acronym", False, False),
        ("name and acronym, the page's country as context", False, True),
        ("name, acronym and aliases", True, False),
    ):
        register = build(_organization_names(organizations, aliases), cache)
        frame = pd.DataFrame({
            "record": [f"mention:{i}" for i in range(len(mentions))],
            "name": mentions["mention_text"],
            "country": [_country_of_page(u) if context else None for u in mentions["source_url"]],
        })  # fmt: skip
        left = build(frame, cache, register.vocabulary)
        results[label] = _mention_figures(left, register, mentions["organization_id"].to_numpy(), model, label)
    figures = results["name and acronym"]
    return {("mentions_" + k if gold and k in ("top1", "top5") else k): v for k, v in figures.items()}


def _organization_names(organizations: pd.DataFrame, aliases: bool) -> pd.DataFrame:
    rows = []
    for row in organizations.itertuples():
        names = [row.name, row.acronym, *(row.aliases.split("|") if aliases else [])]
        rows += [(row.id, n, row.country_iso2 or None) for n in names if n]
    return pd.DataFrame(rows, columns=["record", "name", "country"])


def _country_of_page(url: str) -> str | None:
    """The country that a page's host speaks for: ge.usembassy.gov, example.co.ke."""
    host = urlparse(url).hostname or ""
    embassy = re.match(r"([a-z]{2})\.usembassy\.", host)
    ending = embassy.group(1) if embassy else host.rsplit(".", 1)[-1]
    if len(ending) != 2 or ending in NOT_A_COUNTRY:
        return None
    return "GB" if ending == "uk" else ending.upper()


def _mention_figures(left: NameTable, register: NameTable, truth: np.ndarray, model: Model, label: str) -> dict[str, float]:
    scored, features = score_pairs(left, register, model)
    right = scored["right_record"].to_numpy() == truth[scored["left"].to_numpy()]
    best = scored.assign(right_one=right).groupby(["left", "right_record"]).agg(score=("score", "max")).reset_index()
    best["rank"] = best.groupby("left")["score"].rank(ascending=False, method="first") - 1
    found = best[best["right_record"].to_numpy() == truth[best["left"].to_numpy()]].set_index("left")["rank"]
    rank = found.reindex(range(len(left)), fill_value=np.inf).to_numpy()
    banded = bands(scored, features, model.thresholds)
    kept = banded[right & (banded["band"] == "likely").to_numpy()]["left"].nunique()
    out = ~right
    without = bands(scored[out].reset_index(drop=True), features[out].reset_index(drop=True), model.thresholds)
    false = without[without["band"] == "likely"].sort_values("score", ascending=False).drop_duplicates("left")
    figures = {"top1": (rank < 1).mean(), "top5": (rank < 5).mean(), "false_likely": len(false) / len(left)}
    print(f"\n== mentions, register of {label}: " + ", ".join(f"{k} {v:.3f}" for k, v in figures.items()))
    print(f"  the right one stands in the likely band for {kept / len(left):.3f} of the mentions")
    names = {r: register.names[i] for i, r in reversed(list(enumerate(register.records)))}
    _print_by_cause("right organization not first", [
        (_cause(left.names[i], names[truth[i]]), f"{left.names[i].raw} -> {names[truth[i]].raw}")
        for i in range(len(left)) if rank[i] >= 1
    ])  # fmt: skip
    _print_by_cause("likely although its organization was taken out", [
        (_cause(left.names[a], register.names[b]), f"{s:.2f} {left.names[a].raw} -> {register.names[b].raw}")
        for a, b, s in zip(false["left"], false["right"], false["score"], strict=True)
    ])  # fmt: skip
    return figures


if __name__ == "__main__":
    main()
