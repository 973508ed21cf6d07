"""The queue of jobs: huey over a SQLite file beside the ledger, and the worker that empties it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from huey import SqliteHuey
from huey.consumer import Consumer

from app.services import Services, services
from app.work.run import run_job, settle_abandoned
from ledger.jobs import Jobs
from ledger.models import Job

WORKERS = 2
_NAME = "partnergraph.queue"


class _Worker(Consumer):  # type: ignore[misc]
    """A consumer inside a process of ours: signals stay with the process."""

    def _set_signal_handlers(self) -> None:
        return


class Queue:
    """Jobs on their way to a worker. The ledger is what counts: a number that comes twice is run once."""

    def __init__(self, app: Flask, made: Services) -> None:
        self._services = made
        made.settings.home.mkdir(parents=True, exist_ok=True)
        self.huey = SqliteHuey("partnergraph", filename=str(made.settings.home / "queue.sqlite"), results=False)

        def run(job_id: int) -> None:
            with app.app_context():
                run_job(made, job_id)

        self._run = self.huey.task(name="run")(run)

    def put(self, job: Job) -> Job:
        """Hand a waiting job to whatever worker is free."""
        self._run(job.id)
        return job

    @contextmanager
    def worker(self) -> Iterator[threading.Event]:
        """A worker in threads of this process; what an earlier one left is settled or taken up. The event ends when it should."""
        settle_abandoned(self._services)
        for job_id in Jobs(self._services.ledger).waiting():
            self._run(job_id)
        consumer = _Worker(self.huey, workers=WORKERS, periodic=False, max_delay=0.5, check_worker_health=False)
        consumer.start()
        try:
            yield consumer.stop_flag
        finally:
            consumer.stop()


def provide_queue(app: Flask) -> None:
    """Let the application's pages hand out work; the queue is made at first use."""
    app.extensions[_NAME] = None


def queue(app: Flask) -> Queue:
    """The queue of an application."""
    if app.extensions.get(_NAME) is None:
        with app.app_context():
            app.extensions[_NAME] = Queue(app, services())
    made: Queue = app.extensions[_NAME]
    return made
