"""Pages of loads, sources, decisions and the data dictionary."""

from __future__ import annotations

from flask import Response, flash, redirect, request, url_for
from werkzeug.wrappers import Response as Redirect

from app.data import bp
from app.data import rows as read
from app.data.contexts import DecisionsPage, DictionaryPage, LoadPage, LoadsPage, SourcesPage
from app.data.jobs import begin
from app.http.local import originals_served
from app.http.page import Crumb, respond
from app.http.paging import pager
from app.http.problems import PageError, not_found
from app.services import services
from app.work.kinds import KINDS
from ledger.errors import Busy, LedgerError, NotFound
from ledger.lock import GRAPH, held
from loaders.errors import LoadError

HOME = Crumb("Overview", "/")
FATES = ("set aside", "fault", "same as")
COMPARED = ("in force", "superseded", "undone")
AT_ONCE = 20_000


@bp.get("")
def loads() -> Response:
    """All loads."""
    return respond(
        LoadsPage(
            title="Data: loads",
            crumbs=(HOME, Crumb("Data")),
            loads=tuple(read.load_rows()),
            help="Every file that was read, with what became of each of its rows. Open a load to see its rows that were set aside, "
            "what it changed, and to take it back.",
        )
    )


@bp.get("/loads/<int:number>")
def load(number: int) -> Response:
    """One load."""
    ledger = services().ledger
    try:
        found = ledger.load(number)
    except NotFound as error:
        raise not_found(str(error), "See the list of loads under Data.") from error
    fate = request.args.get("fate", "")
    if fate and fate not in FATES:
        raise PageError(400, f"fate={fate}: expected one of {', '.join(FATES)}.")
    fates = ledger.problem_counts(number)
    pages = pager(fates.get(fate, 0) if fate else sum(fates.values()))
    row = read.load_row(found, {source.key: source for source in ledger.sources()})
    kept = bool(services().stores.archive.originals(number))
    return respond(
        LoadPage(
            title=f"Load {number}: {row.title}",
            crumbs=(HOME, Crumb("Data", url_for("data.loads")), Crumb(f"Load {number}")),
            help="What was read from these files, what became of every row, and what it changed in the network. "
            "Undoing a load takes exactly its changes back; decisions stay.",
            load=row,
            message=found.message,
            undone=found.undone_at,
            finished=found.finished_at,
            sizes=tuple((file["name"], file["size"], file["sha256"]) for file in found.files),
            counts=tuple(found.counts),
            changes=tuple(read.change_rows(found.difference)),
            fates=tuple((f, fates[f]) for f in FATES if f in fates),
            fate=fate,
            problems=tuple(read.problem_rows(number, fate or None, offset=pages.offset, limit=pages.size)),
            pager=pages,
            everything=lambda: read.problem_rows(number, fate or None),
            kept=kept,
            originals=kept and originals_served(),
            others=tuple(x for x in read.load_rows(row.source) if x.id != number and x.status in COMPARED)
            if row.status in COMPARED
            else (),
        )
    )


@bp.post("/loads/<int:number>/<any(undo, redo):action>")
def change(number: int, action: str) -> Redirect:
    """Take a load out of force, or put it in force again: at once where it is small and nobody else is at it, else as a job."""
    made = services()
    try:
        small = sum(row["read"] for row in made.ledger.load(number).counts) <= AT_ONCE
        if small and not held(made.ledger, GRAPH):
            message, _ = KINDS[action].run(made.stores, made, {"load": number})
            flash(message)
            return redirect(url_for("data.load", number=number), 303)
    except Busy:  # another began at this moment: wait for it like any job
        small = False
    except NotFound as error:
        raise not_found(str(error)) from error
    except (LedgerError, LoadError) as error:
        raise PageError(409, str(error)) from error
    job = begin(action, f"{'Undo' if action == 'undo' else 'Put back'} load {number}", {"load": number})
    return redirect(url_for("data.job", number=job.id), 303)


@bp.get("/sources")
def sources() -> Response:
    """All sources."""
    return respond(
        SourcesPage(
            title="Sources",
            crumbs=(HOME, Crumb("Data", url_for("data.loads")), Crumb("Sources")),
            rows=tuple(read.source_rows()),
            help="Each source is one dataset of a publisher, or one sheet that somebody keeps. Where sources disagree, the one with the "
            "lowest rank is shown first and the others stand beside it.",
        )
    )


@bp.get("/decisions")
def decisions() -> Response:
    """All decisions."""
    return respond(
        DecisionsPage(
            title="Decisions",
            crumbs=(HOME, Crumb("Data", url_for("data.loads")), Crumb("Decisions")),
            rows=tuple(read.decision_rows()),
            help="What people judged: which records are the same organization, and which are not. A decision outlives the files it is "
            "about and can be taken back on its own.",
        )
    )


@bp.get("/dictionary")
def dictionary() -> Response:
    """Every node and link type with its properties."""
    nodes, links = read.dictionary_rows()
    return respond(
        DictionaryPage(
            title="Data dictionary",
            crumbs=(HOME, Crumb("Data", url_for("data.loads")), Crumb("Data dictionary")),
            nodes=nodes,
            links=links,
            help="What the network is made of: every kind of thing, every kind of link, and each of their properties with its unit. "
            "The counts are of what is loaded now.",
        )
    )
