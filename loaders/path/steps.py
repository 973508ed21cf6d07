"""Undo, redo, decide, undecide: each is one change of state and the difference it makes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph import whole
from ledger.errors import LedgerError
from ledger.judgements import Judgements
from ledger.models import Decision
from ledger.state import State
from ledger.store import state_with
from loaders.path.apply import Stores, apply, project

KINDS = ("same", "not-same")


def undo(stores: Stores, load_id: int) -> dict[str, Any]:
    """Take a load out of force; the source falls back to its latest load in force. Undoing a superseded one writes nothing."""
    load = stores.ledger.load(load_id)
    if load.state != "loaded" or load.undone_at is not None:
        raise LedgerError(f"Load {load_id} is {stores.ledger.status(load)}: there is nothing to undo.")
    if load.source_key == "reference":
        raise LedgerError("The reference data is built in. To change an editable table back: flask tables set NAME FILE.")
    return apply(stores, "undo", load_id, lambda: state_with(stores.ledger, drop=load))


def redo(stores: Stores, load_id: int) -> dict[str, Any]:
    """Put an undone load in force again."""
    load = stores.ledger.load(load_id)
    if load.state != "loaded" or load.undone_at is None:
        raise LedgerError(f"Load {load_id} is {stores.ledger.status(load)}: there is nothing to redo.")
    return apply(stores, "redo", load_id, lambda: state_with(stores.ledger, add=load))


def decide(stores: Stores, kind: str, pair: tuple[str, str], why: str, by: str = "") -> tuple[Decision, dict[str, Any]]:
    """Record that two organizations (or programs) are the same, or are not; each is given by node id or source/key.

    Raises ``LedgerError`` when one of them is unknown, when they are one record, or without a reason.
    """
    decision = _judge(stores, kind, pair, why, by)
    return decision, _put_in_force(stores, [decision])


def decide_all(stores: Stores, rows: Iterable[Mapping[str, str]]) -> tuple[int, dict[str, Any]]:
    """Decisions from rows of ``kind, a, b, why, by``, in one difference; those in force already are left alone.

    Returns how many are new, and the summary. Raises ``LedgerError`` naming the row; then none is in force.
    """
    known = {(d.kind, d.a, d.b) for d in stores.ledger.decisions() if d.state == "in force"}
    new: list[Decision] = []
    for number, row in enumerate(rows, 2):
        if (row["kind"], row["a"], row["b"]) in known:
            continue
        try:
            new.append(_judge(stores, row["kind"], (row["a"], row["b"]), row["why"], row.get("by", "")))
        except LedgerError as error:
            raise LedgerError(f"Row {number}: {error}") from error
    return len(new), _put_in_force(stores, new) if new else {"nodes": {}, "links": {}, "examples": {}}


def _judge(stores: Stores, kind: str, pair: tuple[str, str], why: str, by: str) -> Decision:
    if kind not in KINDS:
        raise LedgerError(f"A decision is {' or '.join(KINDS)}; found {kind!r}.")
    if not why.strip():
        raise LedgerError("A decision needs a reason (--why).")
    label, a, b = check_pair(stores, pair)
    return stores.ledger.add_decision(kind, label, (a, b), why.strip(), by)


def _put_in_force(stores: Stores, decisions: Sequence[Decision]) -> dict[str, Any]:
    numbers = [decision.id for decision in decisions]
    return apply(stores, "decide", numbers[0] if len(numbers) == 1 else None, lambda: state_with(stores.ledger, decide=numbers))


def check_pair(stores: Stores, pair: tuple[str, str]) -> tuple[str, str, str]:
    """Label and the two records of what two given ids or records mean.

    Raises ``LedgerError`` when one is unknown, when they are no two of one type, or when they are one record.
    """
    (label, a), (label_b, b) = (find_record(stores, given) for given in pair)
    if label != label_b:
        raise LedgerError(f"{pair[0]} is a {label}, {pair[1]} is a {label_b}: they cannot be the same.")
    if a == b:
        raise LedgerError(f"{pair[0]} and {pair[1]} are the same record ({a}).")
    return label, a, b


def decide_waiting(stores: Stores) -> tuple[int, dict[str, Any]]:
    """Put in force, in one difference, all that people judged and that waits; how many, and the summary."""
    waiting = Judgements(stores.ledger)
    taken: list[int] = []
    if not waiting.any():
        return 0, {"nodes": {}, "links": {}, "examples": {}}

    def target() -> State:
        taken.extend(waiting.take())
        return state_with(stores.ledger, decide=taken)

    try:
        summary = apply(stores, "decide", None, target)
    except BaseException:
        if stores.ledger.pending() is None:  # else the next start finishes it, and them with it
            waiting.leave()
        raise
    return len(taken), summary


def undecide(stores: Stores, decision_id: int) -> dict[str, Any]:
    """Take exactly one decision back."""
    decision = stores.ledger.decision(decision_id)
    if decision.state != "in force":
        raise LedgerError(f"Decision {decision_id} is {decision.state}: there is nothing to take back.")
    return apply(stores, "undecide", decision_id, lambda: state_with(stores.ledger, undecide=decision_id))


def find_record(stores: Stores, given: str) -> tuple[str, str]:
    """Label and record (source/key) of an organization or program given by its id, a former id, or a record."""
    found = whole.find_record(stores.graph, given)
    if found is None:
        raise LedgerError(f"There is no organization or program {given!r}; give its id or a record as source/key.")
    return found


def conflicts(stores: Stores) -> list[tuple[int, list[str]]]:
    """Decisions "not the same" that others contradict, each with the records of the cluster that was taken apart for it."""
    state = stores.ledger.state()
    with project(stores, state, state) as projection:
        found = projection.clusters["after"].conflicts
    return [(number, [f"{e.source}/{e.key}" for e in members]) for number, members in found]
