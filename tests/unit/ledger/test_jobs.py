"""Jobs in the ledger: claimed once, watched, cancelled, and found when their worker died."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from sqlalchemy import update

from ledger.errors import Busy, LedgerError, NotFound
from ledger.jobs import Jobs
from ledger.lock import GRAPH, holding
from ledger.models import Job
from ledger.store import Ledger


@pytest.fixture
def jobs(tmp_path: Path) -> Jobs:
    return Jobs(Ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}"))


def test_a_job_is_claimed_once_and_ends(jobs: Jobs) -> None:
    job = jobs.add("load", "Load a file", {"paths": ["a.csv"]}, by="Ana")
    assert (job.state, jobs.waiting()) == ("waiting", [job.id])
    claimed = jobs.claim(job.id)
    assert claimed is not None
    assert (claimed.state, claimed.pid, claimed.request, claimed.by) == ("running", os.getpid(), {"paths": ["a.csv"]}, "Ana")
    assert (jobs.claim(job.id), jobs.waiting()) == (None, [])
    jobs.finish(job.id, "done", "Load 1 is in force.", {"load": 1})
    ended = jobs.get(job.id)
    assert (ended.state, ended.message, ended.outcome, ended.finished_at is not None) == ("done", "Load 1 is in force.", {"load": 1}, True)


def test_a_step_is_one_line_of_the_log(jobs: Jobs) -> None:
    job = jobs.add("load", "Load a file", {})
    for step, done, total in (("reading", 0, None), ("reading", 500, None), ("writing", 10, 40)):
        jobs.says(job.id, step, done, total)
    found = jobs.get(job.id)
    assert (found.step, found.done, found.total) == ("writing", 10, 40)
    assert [line.partition(" ")[2] for line in found.log.splitlines()] == ["reading", "writing"]


def test_a_waiting_job_is_cancelled_at_once_and_a_running_one_is_asked(jobs: Jobs) -> None:
    waiting, running = jobs.add("load", "One", {}), jobs.add("load", "Two", {})
    jobs.claim(running.id)
    assert (jobs.ask_to_cancel(waiting.id).state, jobs.claim(waiting.id)) == ("cancelled", None)
    assert not jobs.is_cancelled(running.id)
    assert jobs.ask_to_cancel(running.id).state == "running"
    assert jobs.is_cancelled(running.id)
    with pytest.raises(LedgerError, match=f"Job {waiting.id} has ended: there is nothing to cancel"):
        jobs.ask_to_cancel(waiting.id)


def test_a_job_whose_process_is_gone_is_abandoned(jobs: Jobs) -> None:
    mine, dead, elsewhere = (jobs.add("load", name, {}) for name in ("mine", "dead", "elsewhere"))
    for job in (mine, dead, elsewhere):
        jobs.claim(job.id)
    with jobs.ledger.session() as session:
        session.execute(update(Job).where(Job.id == dead.id).values(process_started=1.0))
        session.execute(update(Job).where(Job.id == elsewhere.id).values(host="another-host", process_started=1.0))
    assert [job.title for job in jobs.abandoned()] == ["dead"]


def test_there_is_no_such_job(jobs: Jobs) -> None:
    with pytest.raises(NotFound, match="There is no job 7"):
        jobs.get(7)


def test_a_lock_is_waited_for_or_busy(jobs: Jobs) -> None:
    waited: list[int] = []

    def until_free() -> None:
        waited.append(1)
        if len(waited) == 3:
            raise InterruptedError

    with holding(jobs.ledger, GRAPH):
        with pytest.raises(Busy, match="has been at it"), holding(jobs.ledger, GRAPH):
            pass
        with pytest.raises(InterruptedError), holding(jobs.ledger, GRAPH, until_free):
            pass
    assert len(waited) == 3
    with holding(jobs.ledger, GRAPH, until_free):
        assert len(waited) == 3
