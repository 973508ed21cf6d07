"""Feeds of saved views: an entry for each change that was noticed. Who polls the feed has the view compared."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, request, url_for

from app.changes.atom import EPOCH, Entry, Feed, atom_response, urn
from app.http.site import NAME
from app.saved.noticing import check, store
from app.saved.pages import named
from app.saved.words import cause, examples, in_words
from ledger.models import SavedView, ViewChange

MOST = 200


def feed_of_all() -> Response:
    """What changed in any view."""
    views = store().named()
    check(views)
    return _feed("What changed in saved views", url_for("saved.index", _external=True, as_of=None), urn("views"), views)


def feed_of_view(name: str) -> Response:
    """What changed in one view."""
    view = named(name)
    check([view])
    page = url_for("saved.view", name=view.hash, _external=True, as_of=None)
    return _feed(f"What changed: {view.name}", page, urn("views", view.hash), [view])


def _feed(title: str, page: str, id_: str, views: Sequence[SavedView]) -> Response:
    by_hash = {view.hash: view for view in views}
    changes = store().changes(next(iter(by_hash)) if len(by_hash) == 1 else "", MOST)
    entries = [_entry(by_hash[change.hash], change) for change in changes if change.hash in by_hash]
    begun = min((view.named_at or view.at for view in views), default=EPOCH)
    return atom_response(Feed(id_, title, NAME, request.url, page, begun, entries))


def _entry(view: SavedView, change: ViewChange) -> Entry:
    told = change.told
    summary = " ".join(filter(None, (f"{'; '.join(examples(told))}." if examples(told) else "", cause(told), view.note)))
    page = url_for("saved.view", name=view.hash, _external=True, as_of=None, _anchor=f"change-{change.number}")
    id_ = urn("view", view.hash, str(change.number), change.at.isoformat())
    return Entry(id_, f"{view.name}: {in_words(told)}", change.at, page, summary, "view")
