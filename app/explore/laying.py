"""The layout of a large map as a job: begun when its page is first opened, followed, cancelled, and begun again."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from threading import Lock

from flask import url_for

from app.data.jobs import begin, job_row
from app.explore.drawing import Shape, is_rough, shape_of
from app.explore.found import Found
from app.explore.view import View
from app.http.text import count
from app.services import services
from app.work.layouts import Layouts
from ledger.errors import LedgerError
from ledger.jobs import OPEN, Jobs
from ledger.models import Job

KIND = "layout"
_lock = Lock()


@dataclass(frozen=True)
class Laying:
    """How far the layout of the picture is. ``job``: where its progress is told as JSON, ``""`` where nothing goes on;
    ``part``: percent done, ``None`` where that is not known yet; ``said``: the same in words."""

    job: str
    number: int
    part: int | None
    said: str


def laying(view: View, found: Found) -> Laying | None:
    """What is to be said of the layout, which is begun if it has to be; ``None`` where the picture stands."""
    if not is_rough(found):
        return None
    shape = shape_of(found)
    with _lock:
        job = Jobs(services().ledger).newest(KIND, "key", shape.key)
        if job is None or job.state == "done":  # done, and no longer kept
            job = _begun(view, shape)
    return _told(job)


def lay_out_again(view: View, found: Found) -> None:
    """Begin the layout once more, after it was cancelled or failed."""
    shape = shape_of(found)
    with _lock:
        job = Jobs(services().ledger).newest(KIND, "key", shape.key)
        if is_rough(found) and (job is None or job.state not in OPEN):
            _begun(view, shape)


def cancel(found: Found) -> None:
    """Ask the layout of a map to stop, if it goes on."""
    jobs = Jobs(services().ledger)
    job = jobs.newest(KIND, "key", shape_of(found).key)
    with suppress(LedgerError):  # it has ended in the meantime: there is nothing to stop
        if job is not None and job.state in OPEN:
            jobs.ask_to_cancel(job.id)


def _begun(view: View, shape: Shape) -> Job:
    Layouts(services().settings.home).wait(shape.key, len(shape.order), shape.pairs)
    return begin(KIND, f"Lay out a map of {count(len(shape.order), 'thing')}", {"key": shape.key, "address": view.address()})


def _told(job: Job) -> Laying:
    row = job_row(job)
    if job.state in OPEN:
        part = round(100 * job.done / job.total) if job.total else None
        said = row.progress if part is None else f"{part}% done"
        return Laying(url_for("data.job", number=job.id) + ".json", job.id, part, said)
    said = "Its layout was cancelled." if job.state == "cancelled" else f"Its layout failed: {job.message}"
    return Laying("", job.id, None, said)
