"""Handing in files on the upload page, and running the jobs that follow without a worker."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from app.services import Services, services
from app.settings import read_settings
from app.work.run import run_job
from graph.client import Graph
from ledger.jobs import Jobs
from ledger.models import Job, Upload
from ledger.uploads import Uploads
from loaders import registry
from tests.support.toy import TOY

Content = Path | tuple[str, bytes]


class Desk:
    """A person at the upload page, over an empty graph."""

    def __init__(self, app: Flask) -> None:
        app.config["WTF_CSRF_ENABLED"] = False
        self.app = app
        self.client: FlaskClient = app.test_client()
        with app.app_context():
            self.made: Services = services()
        self.jobs, self.uploads = Jobs(self.made.ledger), Uploads(self.made.ledger)

    def hand_in(self, *files: Content) -> Upload:
        """Hand in files and run the preview; the upload as it then stands."""
        sent = [(io.BytesIO(f[1]), f[0]) if isinstance(f, tuple) else (io.BytesIO(f.read_bytes()), f.name) for f in files]
        answer = self.client.post("/data/upload", data={"files": sent}, content_type="multipart/form-data")
        assert answer.status_code == 303, answer.text
        self.run()
        return self.latest()

    def latest(self) -> Upload:
        """The upload that was handed in last."""
        number = 1
        with self.made.ledger.session() as session:
            number = max(session.scalars(Upload.__table__.select().with_only_columns(Upload.id)).all())
        return self.uploads.get(number)

    def do(self, upload: Upload, action: str, **fields: str) -> Upload:
        """Press a button of the upload's page and run what follows; the upload as it then stands."""
        answer = self.client.post(f"/data/upload/{upload.id}/{action}", data=fields)
        assert answer.status_code == 303, answer.text
        self.run()
        return self.uploads.get(upload.id)

    def run(self) -> list[Job]:
        """Run every job that waits, oldest first."""
        waiting = self.jobs.waiting()
        for number in waiting:
            run_job(self.made, number)
        return [self.jobs.get(number) for number in waiting]

    def page(self, upload: Upload, format_: str = "") -> Any:
        """The upload's page."""
        return self.client.get(f"/data/upload/{upload.id}{format_}", follow_redirects=True)


def desk_on(graph: Graph, home: Path, monkeypatch: pytest.MonkeyPatch, **settings: str) -> Desk:
    """A desk over an empty graph, without the reference data, and with the toy format."""
    recognised = "a file for tests"
    toy = TOY.__class__(**{**TOY.__dict__, "recognises": lambda path, _head: recognised if path.suffix == ".jsonl" else ""})
    monkeypatch.setitem(registry.LOADERS, "toy", toy)
    monkeypatch.setattr("app.work.kinds.ensure_reference", lambda stores: None)  # nothing here needs it, and it takes long
    return Desk(create_app(read_settings({}, PARTNERGRAPH_HOME=str(home), SECRET_KEY="tests", **settings), graph=graph))
