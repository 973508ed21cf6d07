"""What a load was made from: its original files, and its row problems beside the rows as the file has them."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from flask import Response, send_file

from app.data import bp
from app.data.rows import problem_rows
from app.http.downloads import csv_response
from app.http.formats import Table
from app.http.local import originals_served
from app.http.problems import PageError, not_found
from app.services import services
from loaders.path.originals import with_originals

ONLY_HERE = "Original files may hold names and addresses of persons: they are served only to a person at the machine that keeps them."


@bp.get("/loads/<int:number>/original/<int:place>")
def original(number: int, place: int) -> Response:
    """One original file of a load, byte for byte."""
    files = _files(number)
    if not 1 <= place <= len(files):
        raise not_found(f"Load {number} has no file {place}.", "See the files of the load.")
    return send_file(files[place - 1], mimetype="application/octet-stream", as_attachment=True, download_name=files[place - 1].name)


@bp.get("/loads/<int:number>/rows")
def original_rows(number: int) -> Response:
    """Row problems of a load with the columns of the file, as CSV."""
    columns, rows = with_originals((asdict(row) for row in problem_rows(number, None)), _files(number))
    return csv_response(Table(f"load-{number}-rows-of-the-file", columns, rows))


def _files(number: int) -> list[Path]:
    made = services()
    made.ledger.load(number)
    if not originals_served():
        raise PageError(403, ONLY_HERE, "Ask the person who runs this site.")
    return made.stores.archive.originals(number)
