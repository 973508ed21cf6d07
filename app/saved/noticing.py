"""Whether a saved view shows something else than before: looked at only in a newer state of the network, and for so long at most."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qs, urlsplit

from analysis.table_changes import Difference, RowChange, difference
from app.saved.reading import MOST, NotNow, Shown, read, unpacked
from app.services import services
from app.work.kept import latest
from ledger.errors import NotFound
from ledger.findings import Findings
from ledger.models import SavedView, ViewReading
from ledger.saved import LOOKED, NOTICED, Reading, SavedViews

SECONDS = 10.0
EXAMPLES = 20  # rows of each kind that are kept of a change
WRITING = "The network is being written: views are compared with it when that is done."
MEANWHILE = "Something was loaded or judged while it was read: it is compared the next time."


def store() -> SavedViews:
    """The views of this installation."""
    return SavedViews(services().ledger)


def stamp() -> str:
    """The state of all that a view may rest on: the network, comparisons of it, and what was judged. ``NotNow`` while it is written."""
    made = services()
    version = made.ledger.version()
    if version is None:
        raise NotNow(WRITING)
    compared = (latest(made.settings.home, what) for what in ("overlaps", "resolution"))
    return "/".join((str(version), *(kept.folder.name if kept else "" for kept in compared), str(Findings(made.ledger).last_event())))


def day_of(address: str) -> str:
    """The day that a view is about: the one in its address, else today."""
    return (parse_qs(urlsplit(address).query).get("as_of") or [""])[0] or services().today().isoformat()


def reading_of(address: str) -> tuple[Reading, Shown]:
    """What an address shows now; ``NotNow`` where it cannot be read, or where something was loaded or judged meanwhile."""
    before, day = stamp(), day_of(address)
    shown = read(address)
    if stamp() != before:
        raise NotNow(MEANWHILE)
    return Reading(before, day, shown.digest, shown.rows, shown.packed()), shown


def check(views: Sequence[SavedView]) -> str:
    """Compare views with what they showed, those first that waited longest; what is left to the next time, in a sentence.

    Only a view whose state or day is another one than when it was compared last is read. After ``SECONDS`` no further one is begun.
    """
    try:
        now = stamp()
    except NotNow as error:
        return str(error)
    known = store().compared()
    waiting = [view for view in views if view.hash in known and known[view.hash].state != (now, day_of(view.address))]
    waiting.sort(key=lambda view: known[view.hash].at)
    late, end = 0, time.monotonic() + SECONDS
    for view in waiting:
        if time.monotonic() < end:
            notice(view)
        else:
            late += 1
    return f"{late:,} of the views could not be compared yet: reading them takes long. Open this page again." if late else ""


def notice(view: SavedView) -> None:
    """Read a view and write down what differs; nothing where somebody deletes it meanwhile."""
    kept = store()
    try:
        reading, _ = reading_of(view.address)
        before, looked = kept.reading(view.hash, NOTICED), kept.reading(view.hash, LOOKED)
    except NotNow as error:
        kept.failed(view, str(error))
        return
    except NotFound:
        return
    if before.digest == reading.digest:
        kept.same(view, reading)
        return
    kept.changed(view, reading, told(before, reading), told(looked, reading) if looked.digest != reading.digest else {})


def look(view: SavedView) -> None:
    """A person opens the view: what it shows now is what she has seen. Where it cannot be read now, its mark stays."""
    check([view])
    kept = store()
    seen = kept.compared().get(view.hash)
    try:
        if seen and seen.state == (stamp(), day_of(view.address)):
            kept.looked(view.hash)
    except NotNow:
        return


def told(before: ViewReading | Reading, after: ViewReading | Reading) -> dict[str, Any]:
    """A difference as it is kept: numbers, examples, the days, and whether the network or only the day is another."""
    causes = [name for name, moved in (("state", before.stamp != after.stamp), ("day", before.day != after.day)) if moved]
    made: dict[str, Any] = {"causes": causes, "days": [before.day, after.day], "rows": [before.rows, after.rows], "fault": "",
                            "compared": before.content is not None and after.content is not None, "most": MOST}
    if not made["compared"]:
        return made
    found = between(before, after)
    counts = {what: found.count(what) for what in ("added", "removed", "changed")}
    examples = [kept(row) for what in counts for row in [r for r in found.rows if r.what == what][:EXAMPLES]]
    columns = {"columns_added": found.columns_added, "columns_removed": found.columns_removed}
    return {**made, **counts, **columns, "examples": examples, "fault": unpacked(after.content or b"")[1]}


def between(before: ViewReading | Reading, after: ViewReading | Reading) -> Difference:
    """Every row that differs between two readings that were both kept."""
    return difference(unpacked(before.content or b"")[0], unpacked(after.content or b"")[0])


def kept(row: RowChange) -> dict[str, Any]:
    """A row that differs, as JSON keeps it."""
    return {"what": row.what, "sheet": row.sheet, "label": row.label, "cells": row.cells}


__all__ = ["SECONDS", "between", "check", "day_of", "look", "notice", "reading_of", "stamp", "store", "told"]
