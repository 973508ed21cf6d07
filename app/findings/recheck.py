"""Findings on gaps against the facts as they are: what changed is opened again, what is gone or back is said."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

from app.gaps.kinds import BY_KEY, PREFIX
from app.gaps.standing import Search, for_all, standing
from app.services import services
from graph.errors import QueryTimeout
from ledger.findings import GONE, Findings
from ledger.models import Finding

SECONDS = 10.0


def recheck() -> str:
    """Compare every finding on a gap with the network; what could not be compared, in a sentence.

    Each kind of gap is read once a state of the network and day. While the network is being written nothing is compared: what is
    read then may be taken back. After ``SECONDS`` of reading the rest is left to the next time.
    """
    made = services()
    if made.ledger.version() is None:
        return "The network is being written: findings on gaps are compared with it when that is done."
    store = Findings(made.ledger)
    groups = _groups(finding for finding in store.all() if finding.kind.startswith(PREFIX))
    facts: dict[str, str] = {}
    late, end = 0, time.monotonic() + SECONDS
    for search, findings in groups.items():
        told = _facts(search) if time.monotonic() < end else None
        late += len(findings) if told is None else 0
        facts |= {finding.key: told.get(finding.key, GONE) for finding in findings} if told is not None else {}
    store.check(facts)
    said = f"{late} of the findings on gaps could not be compared with the network yet: reading it takes long. Open this page again."
    return said if late else ""


def search_of(finding: Finding) -> Search | None:
    """The search that finds the gap of a finding again, from its address; ``None`` for a kind that there is no more."""
    given = dict(parse_qsl(urlsplit(finding.address).query))
    kind = BY_KEY.get(given.get("kind", ""))
    if kind is None:
        return None
    settings = tuple((name, given[name]) for name in kind.settings if name in given)
    return Search(kind, given.get("country", ""), given.get("focus", ""), settings, given.get("as_of", ""))


def _groups(found: Iterable[Finding]) -> dict[Search, list[Finding]]:
    """Findings by the search that reads their gaps for all countries."""
    groups: dict[Search, list[Finding]] = defaultdict(list)
    for finding in found:
        search = search_of(finding)
        if search is not None:
            groups[replace(for_all(search), country="")].append(finding)
    return groups


def _facts(search: Search) -> Mapping[str, str] | None:
    """Key to hash of every gap of a search; ``None`` where not all could be read."""
    try:
        here = standing(search)
    except QueryTimeout:
        return None
    return None if here.more else {gap.key: gap.facts for gap in here.gaps}
