"""Findings: judged, kept, reopened when the facts change, never overwritten by a stale form."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.errors import LedgerError
from ledger.findings import GONE, IS_BACK, IS_GONE, REOPENED, Changed, Findings, Judgement, StaleFinding, Subject
from ledger.store import Ledger

PAIR = Subject("overlap", "overlap:GT:a/1|b/2", "Courts, twice", "/overlaps/pair?one=a&other=b", "f1", "GT")


@pytest.fixture
def findings(tmp_path: Path) -> Iterator[Findings]:
    ledger = Ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}")
    yield Findings(ledger)
    ledger.close()


def told(findings: Findings, number: int) -> list[tuple[dict[str, list[str]], str]]:
    return [(event.changes, event.note) for event in findings.history(number)]


def test_a_judgement_is_kept_with_its_history(findings: Findings) -> None:
    first = findings.judge(PAIR, Judgement("in work", "coordinate", "Ana", "2026-12-01"), 0, by="Ana")
    second = findings.judge(PAIR, Judgement("closed", "warranted", "Ana", "2026-12-01"), 1, "One trains judges, one builds courts.")
    assert (first.id, first.version, second.id, second.version) == (second.id, 1, first.id, 2)
    assert told(findings, first.id) == [
        ({"state": ["open", "in work"], "verdict": ["", "coordinate"], "owner": ["", "Ana"], "due": ["", "2026-12-01"]}, ""),
        ({"state": ["in work", "closed"], "verdict": ["coordinate", "warranted"]}, "One trains judges, one builds courts."),
    ]


def test_a_stale_form_overwrites_nothing(findings: Findings) -> None:
    findings.judge(PAIR, Judgement("in work", "coordinate"), 0)
    with pytest.raises(StaleFinding, match="Nothing was overwritten"):
        findings.judge(PAIR, Judgement("open", "merge"), 0)
    found = findings.find(PAIR.key)
    assert found is not None and (found.verdict, found.version) == ("coordinate", 1)


def test_settling_it_needs_a_reason(findings: Findings) -> None:
    with pytest.raises(LedgerError, match="Say why it is accepted"):
        findings.judge(PAIR, Judgement("accepted"), 0, "  ")
    assert findings.find(PAIR.key) is None


@pytest.mark.parametrize(
    ("judgement", "said"), [(Judgement("done"), "state: found 'done'"), (Judgement("open", "bad"), "verdict: found 'bad'")]
)
def test_a_word_that_is_not_known_is_refused(findings: Findings, judgement: Judgement, said: str) -> None:
    with pytest.raises(LedgerError, match=said):
        findings.judge(PAIR, judgement, 0)


def test_other_facts_open_what_was_settled_and_the_same_facts_do_not(findings: Findings) -> None:
    number = findings.judge(PAIR, Judgement("closed", "warranted"), 0, "Agreed in March.").id
    assert findings.reopen_changed("overlap", {PAIR.key: "f1"}) == 0
    assert findings.reopen_changed("overlap", {}) == 0  # not found this time: the verdict waits for it
    assert findings.get(number).state == "closed"
    assert findings.reopen_changed("overlap", {PAIR.key: "f2"}) == 1
    found = findings.get(number)
    assert (found.state, found.verdict, found.version) == ("open", "warranted", 2)
    assert told(findings, number)[-1] == ({"state": ["closed", "open"]}, REOPENED)
    assert findings.reopen_changed("overlap", {PAIR.key: "f2"}) == 0


GAP = Subject("gap:one-partner", "gap:one-partner|GT|III", "One partner: Guatemala, III", "/gaps/finding?kind=one-partner", "f1", "GT")


def test_a_gap_that_is_gone_keeps_its_state_and_one_that_is_back_is_opened_again(findings: Findings) -> None:
    number = findings.judge(GAP, Judgement("accepted", "others will fill it"), 0, "The EU begins in May.").id
    findings.judge(PAIR, Judgement("closed"), 0, "Two trades.")
    assert findings.check({GAP.key: "f1", "gap:unknown": "x"}) == Changed()
    assert findings.check({GAP.key: GONE}) == Changed(gone=1)
    assert findings.check({GAP.key: GONE}) == Changed()
    assert (findings.get(number).state, findings.get(number).version) == ("accepted", 2)
    assert findings.check({GAP.key: "f1"}) == Changed(reopened=1, back=1)
    assert told(findings, number)[1:] == [
        ({"facts": ["there", "gone"]}, IS_GONE), ({"facts": ["gone", "there"], "state": ["accepted", "open"]}, IS_BACK),
    ]
    assert findings.check({GAP.key: "f2"}) == Changed(), "open already: the facts are noted in silence"
    findings.judge(GAP, Judgement("closed"), 3, "Filled.")
    findings.check({GAP.key: GONE})
    assert findings.check({GAP.key: "f2"}) == Changed(reopened=1, back=1)
    assert findings.find(PAIR.key).state == "closed"  # type: ignore[union-attr]
    assert [event.finding_id for event in findings.events()] == [1, 2, 1, 1, 1, 1, 1]


def test_gaps_have_their_own_verdicts(findings: Findings) -> None:
    with pytest.raises(LedgerError, match="verdict: found 'merge', expected one of fill it"):
        findings.judge(GAP, Judgement("open", "merge"), 0)
    with pytest.raises(LedgerError, match="verdict: found 'fill it'"):
        findings.judge(PAIR, Judgement("open", "fill it"), 0)
