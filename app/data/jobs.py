"""Pages of jobs: what is being done and how far, its log, and the button that cancels it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from flask import Response, current_app, flash, redirect, url_for
from werkzeug.wrappers import Response as Redirect

from app.data import bp
from app.http.formats import Table
from app.http.page import Crumb, PageContext, respond
from app.http.problems import PageError, not_found
from app.services import services
from app.work.queue import queue
from ledger.errors import LedgerError, NotFound
from ledger.jobs import OPEN, Jobs
from ledger.models import Job
from ledger.store import now

PATIENCE = 15
HOME = Crumb("Overview", "/")
COLUMNS = ("id", "title", "state", "message", "by", "queued", "started", "finished")


@dataclass(frozen=True)
class JobRow:
    """One job."""

    id: int
    title: str
    state: str
    step: str
    done: int
    total: int | None
    message: str
    by: str
    queued: dt.datetime
    started: dt.datetime | None
    finished: dt.datetime | None
    leads_to: str

    @property
    def open(self) -> bool:
        """Whether it has not ended."""
        return self.state in OPEN

    @property
    def progress(self) -> str:
        """How far it is, in words."""
        if self.state == "waiting":
            return "Waiting for a worker" + (
                ". None has taken it for a while: is `flask worker` running?" if (now() - self.queued).total_seconds() > PATIENCE else ""
            )
        far = f" {self.done:,}" if self.done else ""
        return f"{self.step[:1].upper()}{self.step[1:]}{far}{f' of at most {self.total:,}' if far and self.total else ''}"


@dataclass(frozen=True, kw_only=True)
class JobPage(PageContext):
    """One job."""

    template: ClassVar[str] = "data/job.html"
    job: JobRow
    progress: str
    log: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class JobsPage(PageContext):
    """The latest jobs, newest first."""

    template: ClassVar[str] = "data/jobs.html"
    rows: tuple[JobRow, ...]

    def table(self) -> Table:
        """One row a job."""
        return Table("jobs", COLUMNS, ([getattr(row, name) for name in COLUMNS] for row in self.rows))


def begin(kind: str, title: str, request: dict[str, object], by: str = "") -> Job:
    """A new job on its way to a worker."""
    made = current_app._get_current_object()  # type: ignore[attr-defined]
    return queue(made).put(Jobs(services().ledger).add(kind, title, request, by))


def job_row(job: Job) -> JobRow:
    """A job as the pages show it."""
    return JobRow(job.id, job.title, job.state, job.step, job.done, job.total, job.message, job.by, job.queued_at, job.started_at,
                  job.finished_at, _leads_to(job))


def _leads_to(job: Job) -> str:
    """Where its result is to be seen, once it has ended."""
    if "upload" in job.request and not (job.kind == "load" and job.state == "done"):
        return url_for("data.upload", number=job.request["upload"]) if job.state not in OPEN else ""
    if job.kind == "compare":
        return url_for("data.compare", number=job.request["one"], other=job.request["other"]) if job.state == "done" else ""
    if job.kind == "fact":
        return str(job.request["address"]) if job.state not in OPEN else ""
    if job.kind == "overlaps":
        return url_for("overlaps.index") if job.state == "done" else ""
    if job.kind in ("resolution", "judgements", "undecide"):
        return url_for("data.decisions" if job.kind == "undecide" else "resolve.index") if job.state not in OPEN else ""
    if job.kind in ("who", "changed", "measures"):
        return str(job.request["address"]) if job.state == "done" else ""
    if job.kind == "layout":
        return str(job.request["address"])
    load = job.outcome.get("load") or job.request.get("load")
    return url_for("data.load", number=load) if load and job.state not in OPEN else ""


@bp.get("/jobs")
def jobs() -> Response:
    """The latest jobs."""
    return respond(
        JobsPage(
            title="Jobs",
            crumbs=(HOME, Crumb("Data", url_for("data.loads")), Crumb("Jobs")),
            help="Work that takes more than a moment: previews, loads and their undoing. The latest hundred are shown.",
            rows=tuple(job_row(job) for job in Jobs(services().ledger).latest()),
        )
    )


@bp.get("/jobs/<int:number>")
def job(number: int) -> Response:
    """One job."""
    try:
        found = Jobs(services().ledger).get(number)
    except NotFound as error:
        raise not_found(str(error), "See the list of jobs under Data.") from error
    row = job_row(found)
    return respond(
        JobPage(
            title=found.title,
            crumbs=(HOME, Crumb("Data", url_for("data.loads")), Crumb("Jobs", url_for("data.jobs")), Crumb(f"Job {number}")),
            help="This page follows the work by itself; you may leave it and come back. Cancelling leaves the network as it was.",
            job=row,
            progress=row.progress,
            log=tuple(found.log.splitlines()),
        )
    )


@bp.post("/jobs/<int:number>/cancel")
def cancel_job(number: int) -> Redirect:
    """Ask a job to stop and take back what it wrote."""
    try:
        found = Jobs(services().ledger).ask_to_cancel(number)
    except LedgerError as error:
        raise PageError(409, str(error)) from error
    flash("Cancelled before it began." if found.state == "cancelled" else "It is asked to stop, and takes back what it wrote.")
    return redirect(url_for("data.job", number=number), 303)
