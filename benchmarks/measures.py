"""What the measures of a network cost: processor time for 5,000 and 50,000 members, as the page of measures asks for them.

    python -m benchmarks.measures [--only 5000]

Networks as they are filtered: a few members with hundreds of links (partners chosen by the square of a random number) and links spread
evenly, 2.4 links a member. Bars: 3 seconds of a processor for 5,000 members, every shortest way counted; 60 for 50,000, where betweenness
rests on a sample. Ends with one JSON line; status 1 where a bar is missed.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
import time

from analysis.measures import measure

LINKS_EACH = 2.4
BARS = {5_000: 3.0, 50_000: 60.0}
# How unequal members are: the power of a random number that chooses them.
SHAPES = {"even": 1, "hubs": 2}


def network(members: int, power: int, seed: int = 7) -> dict[tuple[str, str], float]:
    """Who is linked with whom; the same seed gives the same network."""
    rng, weights = random.Random(seed), {}
    while len(weights) < members * LINKS_EACH:
        one, other = sorted(int(rng.random() ** power * members) for _ in range(2))
        if one != other:
            weights[f"org:{one}", f"org:{other}"] = float(rng.randint(1, 3))
    return weights


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", type=int, nargs="*", default=list(BARS), help="how many members")
    rows = [_row(members, shape) for members in parser.parse_args().only for shape in SHAPES]
    missed = [f"{row['members']} {row['shape']}" for row in rows if row["seconds"] > BARS[row["members"]]]
    print("bars missed: " + (", ".join(missed) or "none"))
    print(json.dumps({"measures": rows, "missed": missed}))
    return 1 if missed else 0


def _row(members: int, shape: str) -> dict[str, float | str]:
    weights = network(members, SHAPES[shape])
    alone = [f"org:{i}" for i in range(members)]
    began = time.process_time()
    found = measure(weights, alone).whole
    spent = time.process_time() - began
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{found.members:>7,} members, {found.links:>8,} links, {shape}: {spent:.1f} s of a processor, "
          f"{f'betweenness of {found.sampled}' if found.sampled else 'every shortest way'}, {most} MB")  # fmt: skip
    return {"members": members, "shape": shape, "seconds": round(spent, 2), "sampled": found.sampled, "mb": most}


if __name__ == "__main__":
    sys.exit(main())
