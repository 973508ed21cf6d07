"""Runs one job: claims it, watches it, and writes down how it ended."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from typing import Any

from app.services import Services
from app.work.kinds import KINDS
from graph.errors import GraphError
from graph.writer import Cancelled
from ledger.errors import LedgerError
from ledger.jobs import Jobs
from ledger.models import Job
from loaders.errors import LoadError, NeedsConsent
from loaders.path.apply import Stores, Watch, finish_pending

log = logging.getLogger(__name__)

EVERY = 0.5
DEFECT = "Something went wrong here. The worker's log has the details; tell the person who runs this site."
FINISHED_LATER = "The worker stopped in the middle of it. The load was finished at the next start and is in force."
DROPPED = "The worker stopped in the middle of it. Nothing of it is in the network: start it again."


class Teller:
    """Progress of one job, written to the ledger at most twice a second; answers whether a person cancelled it."""

    def __init__(self, jobs: Jobs, job_id: int) -> None:
        self.jobs, self.job_id = jobs, job_id
        self._step = ""
        self._total: int | None = None
        self._told = self._asked = 0.0
        self._cancelled = False

    def watch(self) -> Watch:
        """What the load path is given."""
        return Watch(self.says, self.cancelled, self.expects, self.until_free)

    def says(self, step: str, done: int) -> None:
        """What is being done, and how far."""
        moment = time.monotonic()
        if step == self._step and moment - self._told < EVERY:
            return
        if step not in (self._step, "writing"):
            self._total = None
        self._step, self._told = step, moment
        self.jobs.says(self.job_id, step, done, self._total)

    def expects(self, total: int) -> None:
        """How many changes the writing that follows may make."""
        self._total = total

    def cancelled(self) -> bool:
        """Whether to stop; asks the ledger at most twice a second."""
        moment = time.monotonic()
        if not self._cancelled and moment - self._asked >= EVERY:
            self._asked = moment
            self._cancelled = self.jobs.is_cancelled(self.job_id)
        return self._cancelled

    def until_free(self) -> None:
        """Wait a little while another load is being applied."""
        self.says("waiting for another load", 0)
        if self.cancelled():
            raise Cancelled
        time.sleep(EVERY / 2)


def run_job(made: Services, job_id: int) -> None:
    """Run a waiting job to its end, whatever that is; one that is taken or cancelled is left alone."""
    jobs = Jobs(made.ledger)
    job = jobs.claim(job_id)
    if job is None:
        return
    teller = Teller(jobs, job_id)
    try:
        message, outcome = _work(made, teller, job)
    except Cancelled:
        _end(made, job, "cancelled", "Cancelled. What was written has been taken back.")
    except NeedsConsent as error:
        said = f"{error} If it is right that they go: look at the files again, tick that it is right, and apply them."
        _end(made, job, "failed", said, {"error": type(error).__name__})
    except (GraphError, LedgerError, LoadError) as error:
        _end(made, job, "failed", str(error), {"error": type(error).__name__})
    except Exception:
        log.exception("job %s (%s)", job_id, job.kind)
        _end(made, job, "failed", DEFECT)
    else:
        jobs.finish(job_id, "done", message, outcome)
        if job.kind == "load":
            KINDS[job.kind].ended(made, job, "done", message)


def settle_abandoned(made: Services) -> None:
    """At a worker's start: jobs whose worker died are marked, after what they had begun was finished or dropped."""
    jobs = Jobs(made.ledger)
    abandoned = jobs.abandoned()
    if abandoned:
        finish_pending(made.stores)
    for job in abandoned:
        load_id = _load_of(made, job)
        if load_id is None:
            _end(made, job, "failed", DROPPED)
        else:
            jobs.finish(job.id, "done", FINISHED_LATER, {"load": load_id})
            KINDS[job.kind].ended(made, job, "done", FINISHED_LATER)


def _load_of(made: Services, job: Job) -> int | None:
    """The load that an abandoned job brought in force all the same."""
    if job.kind not in ("load", "fact"):
        return None
    found = [x for x in made.ledger.loads(job.request["source"]) if x.started_at >= (job.started_at or job.queued_at)]
    return next((x.id for x in found if x.state == "loaded"), None)


def _work(made: Services, teller: Teller, job: Job) -> tuple[str, dict[str, Any]]:
    shared = made.stores
    stores = Stores(shared.graph, shared.ledger, shared.archive, teller.watch())
    run: Callable[[Stores, Services, Mapping[str, Any]], tuple[str, dict[str, Any]]] = KINDS[job.kind].run
    return run(stores, made, job.request)


def _end(made: Services, job: Job, state: str, message: str, outcome: Mapping[str, Any] | None = None) -> None:
    Jobs(made.ledger).finish(job.id, state, message, outcome)
    KINDS[job.kind].ended(made, job, state, message)
