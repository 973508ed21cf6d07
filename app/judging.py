"""What a person says of an overlap or a gap, from the form on its page into the ledger."""

from __future__ import annotations

import datetime as dt

from flask import flash, redirect, request
from werkzeug.wrappers import Response as Redirect

from app.http.problems import PageError
from app.services import services
from ledger.errors import LedgerError
from ledger.findings import Findings, Judgement, StaleFinding, Subject

FIELDS = ("state", "verdict", "owner", "due", "note", "version", "by")


def judged(subject: Subject) -> Redirect:
    """Keep what the form says of a subject, and lead back to it; 400 for what cannot be kept, 409 where it was changed since."""
    given = {name: request.form.get(name, "").strip() for name in FIELDS}
    if given["due"]:
        try:
            dt.date.fromisoformat(given["due"])
        except ValueError as error:
            raise PageError(400, f"due={given['due']}: expected a date such as 2026-12-31.") from error
    version = int(given["version"]) if given["version"].isascii() and given["version"].isdecimal() else 0
    judgement = Judgement(given["state"], given["verdict"], given["owner"][:200], given["due"])
    try:
        Findings(services().ledger).judge(subject, judgement, version, given["note"], given["by"][:200])
    except StaleFinding as error:
        raise PageError(409, str(error)) from error
    except LedgerError as error:
        raise PageError(400, str(error)) from error
    flash("Kept. Whoever opens this page sees it.")
    return redirect(subject.address, 303)
