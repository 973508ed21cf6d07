"""Findings on gaps against the facts as they are: what changed is opened again, what is gone or back is said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

from app.gaps.kinds import BY_KEY, PREFIX
from app.gaps.standing import Search, for_all, standing
from app.remembered import remembered
from app.services import services
from graph.errors import QueryTimeout
from ledger.findings import GONE, Findings
from ledger.models import Finding


def recheck() -> str:
    """Compare every finding on a gap with the network, once a state of it and day; what could not be compared, in a sentence.

    While the network is being written nothing is compared: what is read then may be taken back.
    """
    made = services()
    if made.ledger.version() is None:
        return "The network is being written: findings on gaps are compared with it when that is done."
    found = [finding for finding in Findings(made.ledger).all() if finding.kind.startswith(PREFIX)]
    if not found:
        return ""
    key = ("findings-rechecked", made.today(), tuple(sorted((f.id, f.facts) for f in found)))
    return remembered(key, lambda: _compare(found))


def search_of(finding: Finding) -> Search | None:
    """The search that finds the gap of a finding again, from its address; ``None`` for a kind that there is no more."""
    given = dict(parse_qsl(urlsplit(finding.address).query))
    kind = BY_KEY.get(given.get("kind", ""))
    if kind is None:
        return None
    settings = tuple((name, given[name]) for name in kind.settings if name in given)
    return Search(kind, given.get("country", ""), given.get("focus", ""), settings, given.get("as_of", ""))


def _compare(found: list[Finding]) -> str:
    groups: dict[Search, list[Finding]] = defaultdict(list)
    for finding in found:
        search = search_of(finding)
        if search is not None:
            groups[replace(for_all(search), country="")].append(finding)
    facts: dict[str, str] = {}
    late = 0
    for search, findings in groups.items():
        told = _facts(search)
        late += len(findings) if told is None else 0
        facts |= {f.key: told.get(f.key, GONE) for f in findings} if told is not None else {}
    Findings(services().ledger).check(facts)
    if late:
        return f"{late} of the findings on gaps could not be compared with the network: finding those gaps took too long."
    return ""


def _facts(search: Search) -> Mapping[str, str] | None:
    """Key to hash of every gap of a search; ``None`` where not all could be read."""
    try:
        here = standing(search)
    except QueryTimeout:
        return None
    return None if here.more else {gap.key: gap.facts for gap in here.gaps}
