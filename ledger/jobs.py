"""Jobs: work of more than a moment, its progress and its end. What runs them is not known here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select, update

from ledger.errors import LedgerError, NotFound
from ledger.lock import alive, this_process
from ledger.models import Job
from ledger.store import Ledger, now

OPEN = ("waiting", "running")
LOG_LINES = 200


class Jobs:
    """All reading and writing of jobs. Objects that it returns are detached."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    def add(self, kind: str, title: str, request: Mapping[str, Any], by: str = "") -> Job:
        """A new job that waits for a worker."""
        job = Job(kind=kind, title=title, request=dict(request), outcome={}, state="waiting", queued_at=now(), by=by)
        with self.ledger.session() as session:
            session.add(job)
        return job

    def get(self, job_id: int) -> Job:
        """One job; ``NotFound`` where there is none."""
        with self.ledger.session() as session:
            found = session.get(Job, job_id)
        if found is None:
            raise NotFound(f"There is no job {job_id}.")
        return found

    def latest(self, limit: int = 100) -> list[Job]:
        """Jobs, newest first."""
        with self.ledger.session() as session:
            return list(session.scalars(select(Job).order_by(Job.id.desc()).limit(limit)))

    def newest(self, kind: str, name: str, value: str) -> Job | None:
        """The newest of the latest hundred jobs of a kind whose request has this value under a name."""
        with self.ledger.session() as session:
            found = session.scalars(select(Job).where(Job.kind == kind).order_by(Job.id.desc()).limit(100))
            return next((job for job in found if job.request.get(name) == value), None)

    def waiting(self) -> list[int]:
        """Numbers of the jobs that wait, oldest first."""
        with self.ledger.session() as session:
            return list(session.scalars(select(Job.id).where(Job.state == "waiting").order_by(Job.id)))

    def claim(self, job_id: int) -> Job | None:
        """The job, now run by this process; ``None`` where another took it or it was cancelled."""
        with self.ledger.session() as session:
            taken = session.execute(
                update(Job).where(Job.id == job_id, Job.state == "waiting").values(state="running", started_at=now(), **this_process())
            )
            if not taken.rowcount:  # type: ignore[attr-defined]
                return None
        return self.get(job_id)

    def says(self, job_id: int, step: str, done: int, total: int | None) -> None:
        """Progress; a new step is a line of the log."""
        with self.ledger.session() as session:
            job = session.get_one(Job, job_id)
            if step != job.step:
                lines = [*job.log.splitlines(), f"{now():%H:%M:%S} {step}"]
                job.log = "\n".join(lines[-LOG_LINES:])
            job.step, job.done, job.total = step, done, total

    def ask_to_cancel(self, job_id: int) -> Job:
        """Cancel a waiting job, or ask a running one to stop and take back what it wrote. ``LedgerError`` for one that has ended."""
        with self.ledger.session() as session:
            job = session.get(Job, job_id)
            if job is None or job.state not in OPEN:
                raise LedgerError(f"Job {job_id} has ended: there is nothing to cancel.")
            job.cancel = True
            if job.state == "waiting":
                job.state, job.finished_at, job.message = "cancelled", now(), "Cancelled before it began; nothing was changed."
            return job

    def is_cancelled(self, job_id: int) -> bool:
        """Whether a person asked to cancel it."""
        with self.ledger.session() as session:
            return bool(session.scalar(select(Job.cancel).where(Job.id == job_id)))

    def finish(self, job_id: int, state: str, message: str, outcome: Mapping[str, Any] | None = None) -> None:
        """The job ended: done, failed or cancelled."""
        with self.ledger.session() as session:
            job = session.get_one(Job, job_id)
            job.state, job.message, job.finished_at, job.outcome = state, message, now(), dict(outcome or {})
            job.log = "\n".join([*job.log.splitlines(), f"{job.finished_at:%H:%M:%S} {state}"])

    def abandoned(self) -> list[Job]:
        """Running jobs whose process is gone."""
        with self.ledger.session() as session:
            running = list(session.scalars(select(Job).where(Job.state == "running").order_by(Job.id)))
        return [job for job in running if job.pid is None or not alive(job.host, job.pid, job.process_started or 0)]
