"""Which findings an address asks for: by kind, country, owner and state; and the pages of findings as a row of links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import request, url_for

from app.gaps.kinds import KINDS, PREFIX
from app.http.choices import Choice
from app.http.problems import PageError
from app.http.text import LONGEST_ID
from ledger.findings import STATES
from ledger.models import Finding

NOBODY = "-"
UNSETTLED = "unsettled"
OVERLAP, GAPS = "overlap", "gaps"
KIND_NAMES = {OVERLAP: "Overlap", **{kind.finding: kind.one for kind in KINDS}}
_TABS = (("", "All findings", "findings.index"), ("owners", "By owner", "findings.owners"), ("trend", "By quarter", "findings.trend"))


@dataclass(frozen=True)
class Tab:
    """One of the pages of findings."""

    label: str
    address: str
    here: bool


@dataclass(frozen=True)
class Asked:
    """What the list is narrowed to; empty: all. ``owner``: ``-`` for those that nobody takes care of."""

    kind: str = ""
    country: str = ""
    owner: str = ""
    state: str = ""

    def keeps(self, finding: Finding) -> bool:
        """Whether the list has it."""
        return (
            is_of(self.kind, finding) and self.country in ("", finding.country)
            and self.owner in ("", finding.owner or NOBODY) and self._in_state(finding)
        )

    def _in_state(self, finding: Finding) -> bool:
        return self.state in ("", finding.state) or (self.state == UNSETTLED and is_unsettled(finding))


def tabs(here: str) -> tuple[Tab, ...]:
    """The links; ``here``: which page this is."""
    return tuple(Tab(label, url_for(endpoint), key == here) for key, label, endpoint in _TABS)


def asked() -> Asked:
    """The filters of the request; 400 for a kind or state that there is not."""
    given = {name: request.args.get(name, "").strip()[:LONGEST_ID] for name in ("kind", "country", "owner", "state")}
    one_of("kind", given["kind"], ("", GAPS, *KIND_NAMES))
    one_of("state", given["state"], ("", UNSETTLED, *STATES))
    return Asked(**given)


def one_of(name: str, value: str, allowed: Sequence[str]) -> None:
    """400 for a value that is not one of the allowed ones."""
    if value not in allowed:
        raise PageError(400, f"{name}={value}: expected one of {', '.join(each for each in allowed if each)}.")


def is_of(kind: str, finding: Finding) -> bool:
    """Whether a finding is of a kind: one of its own, ``gaps`` for all kinds of gap, empty for any."""
    return kind in ("", finding.kind) or (kind == GAPS and finding.kind.startswith(PREFIX))


def is_unsettled(finding: Finding) -> bool:
    """Whether somebody still has to do something about it."""
    return finding.state in ("open", "in work")


def kinds_there_are(findings: Iterable[Finding]) -> tuple[Choice, ...]:
    """Kinds to choose from, each with how many findings it has."""
    counts = Counter(finding.kind for finding in findings)
    gaps = sum(n for kind, n in counts.items() if kind.startswith(PREFIX))
    every = (Choice(GAPS, f"All kinds of gap ({gaps})"),) if gaps else ()
    return (*every, *(Choice(key, f"{name} ({counts[key]})") for key, name in KIND_NAMES.items() if counts[key]))
