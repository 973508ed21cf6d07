"""What a person answers: kept at once; a job puts it in force. Taking back undoes exactly that answer."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from itertools import islice

from app.data.jobs import begin
from app.http.problems import PageError
from app.resolve.evidence import both, reason
from app.resolve.pair_page import Pair, side_of
from app.services import services
from ledger.errors import LedgerError
from ledger.facts import TypedFacts
from ledger.jobs import OPEN, Jobs
from ledger.judgements import ANSWERS, MERGING, PART_OF, Judgements, Said
from ledger.models import Decision
from ledger.store import now
from loaders.own import About, Fact, Link
from loaders.path.steps import check_pair
from loaders.rows import OWN

REVERSED = "holds"
GIVEN = (*ANSWERS, REVERSED)
IMPORT_COLUMNS = ("kind", "a", "b", "why", "by")
MOST_ROWS = 5_000


def answer(pair: Pair, given: str, note: str, by: str) -> Decision:
    """Keep an answer on a pair: one of ``GIVEN`` (``holds``: the other is part of the one).

    Raises ``PageError`` for another answer, and where the network has the two as one already.
    """
    if given not in GIVEN:
        raise PageError(400, f"answer={given}: expected one of {', '.join(GIVEN)}.")
    if pair.is_one and given != "not-same":
        raise PageError(409, "The network has these two as one already.", "Open the organization to see which records it is made of.")
    a, b = pair.records if given != REVERSED else pair.records[::-1]
    said = Said(PART_OF if given == REVERSED else given, "Organization", a, b, reason(pair.evidence, note), by)
    kept = Judgements(services().ledger).keep([said])[0]
    if kept.kind == PART_OF:
        _state_part_of(kept)
    elif kept.kind in MERGING:
        put_in_force(by)
    return kept


def all_one(records: Iterable[str], why: str, by: str) -> list[Decision]:
    """Keep that several records are one organization; ``PageError`` for fewer than two or one that is not there."""
    given = list(dict.fromkeys(records))
    if len(given) < 2:
        raise PageError(400, "Tick two or more: one alone cannot be the same as itself.")
    return keep_rows({"kind": "same", "a": given[0], "b": other, "why": why, "by": by} for other in given[1:])


def keep_rows(rows: Iterable[Mapping[str, str]]) -> list[Decision]:
    """Keep judgements given as rows of kind, a, b, why, by; those that hold already are left alone. All of them or none.

    Raises ``PageError`` that names the row (2 is the first below the header) where one cannot be kept.
    """
    stores, waiting = services().stores, Judgements(services().ledger)
    known = {(d.kind, d.a, d.b) for d in waiting.holding()}
    said: list[Said] = []
    for number, row in enumerate(rows, 2):
        try:
            kind = _known_kind(row.get("kind", ""))
            label, a, b = check_pair(stores, (row.get("a", "").strip(), row.get("b", "").strip()))
            if not row.get("why", "").strip():
                raise LedgerError("why: found nothing, expected the reason.")
        except LedgerError as error:
            raise PageError(400, f"Row {number}: {error}", "Nothing was kept. Mend the row and try again.") from error
        if (kind, a, b) not in known:
            known.add((kind, a, b))
            said.append(Said(kind, label, a, b, row["why"].strip()[:2000], row.get("by", "").strip()[:200]))
    kept = waiting.keep(said)
    for decision in kept:
        if decision.kind == PART_OF:
            _state_part_of(decision)
    if any(decision.kind in MERGING for decision in kept):
        put_in_force(kept[0].by)
    return kept


def read_rows(content: bytes) -> list[dict[str, str]]:
    """Rows of a CSV of decisions, such as the page of decisions offers; those that are undone there are left out.

    Raises ``PageError`` where it is no such file.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PageError(400, f"The file is not UTF-8: byte {error.start} cannot be read.", "Save it as CSV UTF-8.") from error
    reader = csv.DictReader(io.StringIO(text, newline=""))
    missing = [name for name in IMPORT_COLUMNS[:4] if name not in (reader.fieldnames or ())]
    if missing:
        found = ", ".join(reader.fieldnames or ("none",))[:300]
        raise PageError(400, f"Row 1: found the columns {found}; missing: {', '.join(missing)}.")
    told = islice((row for row in reader if row.get("state") != "undone"), MOST_ROWS + 1)
    rows = [{name: (row.get(name) or "").lstrip("'") for name in IMPORT_COLUMNS} for row in told]
    if len(rows) > MOST_ROWS:
        raise PageError(413, f"The file has more than {MOST_ROWS:,} rows.", "Split it.")
    return rows


def take_back(number: int, by: str) -> bool:
    """Take an answer back; ``True`` where that is done, ``False`` where a job is at it."""
    made = services()
    decision = made.ledger.decision(number)
    if decision.state == "undone":
        raise PageError(409, f"Decision {number} is taken back already.")
    if decision.kind == PART_OF:
        _withdraw_part_of(decision, by)
    if Judgements(made.ledger).withdraw(number):
        return True
    begin("undecide", f"Take back: {decision.a} and {decision.b} are {decision.kind.replace('-', ' ')}"[:300], {"decision": number}, by)
    return False


def put_in_force(by: str) -> None:
    """See to it that a job takes up what waits; one that has not begun yet takes all."""
    jobs = Jobs(services().ledger)
    if not any(jobs.get(number).kind == "judgements" for number in jobs.waiting()):
        begin("judgements", "Put in force what was judged", {}, by)


def _known_kind(text: str) -> str:
    kind = text.strip().casefold().replace(" ", "-")
    if kind not in ANSWERS:
        raise LedgerError(f"kind: found {text!r}, expected same, not same, part of or unsure.")
    return kind


def _state_part_of(kept: Decision) -> None:
    names = [(side_of(record) or {"name": record})["name"] for record in (kept.a, kept.b)]
    part, whole = (About(kept.label, record, name) for record, name in zip((kept.a, kept.b), names, strict=True))
    fact = Fact(part, kept.why[:500], kept.by, now().isoformat(), link=Link("PART_OF"), other=whole)
    begin("fact", f"Record that {names[0]} is part of {names[1]}"[:300],
          {"fact": asdict(fact), "id": "", "link": "", "version": "", "source": OWN, "address": "/resolve"}, kept.by)


def _withdraw_part_of(decision: Decision, by: str) -> None:
    """Undo the fact that an answer "part of" recorded."""
    made = services()
    for recorded in TypedFacts(made.ledger).about([decision.a]):
        fact = recorded.fact
        ends = (fact["about"]["record"], (fact["other"] or {}).get("record"))
        if (fact["link"] or {}).get("type") == "PART_OF" and ends == (decision.a, decision.b) and recorded.status == "in force":
            begin("undo", f"Undo load {recorded.load.id}: one is part of the other", {"load": recorded.load.id}, by)
            return
    waiting = [job for n in Jobs(made.ledger).waiting() if (job := Jobs(made.ledger).get(n)).kind == "fact"]
    for job in waiting:
        if job.request["fact"]["about"]["record"] == decision.a and job.state in OPEN:
            Jobs(made.ledger).ask_to_cancel(job.id)


def told(pair: Pair, kind: str) -> str:
    """What was kept, in a sentence."""
    names = both((pair.one, pair.other))
    return {"same": f"Kept: {names} are the same.", "not-same": f"Kept: {names} are not the same.",
            "unsure": f"Kept: unsure about {names}."}.get(kind, f"Kept: of {names} one is part of the other.")


__all__ = ["GIVEN", "Judgements", "all_one", "answer", "keep_rows", "put_in_force", "read_rows", "take_back", "told"]
