"""What a page is: one typed context per template, answered as HTML, JSON, CSV, XLSX or Parquet by ``respond``."""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass
from typing import Any, ClassVar

from flask import Response, current_app, make_response, render_template

from app.http.about import About, SourceNote
from app.http.downloads import table_response
from app.http.formats import TABLES, Table, asked_format
from app.http.problems import not_found


@dataclass(frozen=True)
class Crumb:
    """One step of the breadcrumbs; the last one (``address`` empty) is the page itself."""

    label: str
    address: str = ""


@dataclass(frozen=True, kw_only=True)
class PageContext:
    """What every template gets; each page has a subclass with a ``template`` and its own fields.

    ``help``: two sentences that say what the page shows and what to do with it. ``as_of``: the day the page is about,
    where time matters (the base template then shows the control for it). ``sources``: those behind the page.
    ``wide``: use the width of the window (matrices, maps).
    """

    template: ClassVar[str] = ""
    title: str
    help: str
    crumbs: tuple[Crumb, ...] = ()
    as_of: dt.date | None = None
    sources: tuple[SourceNote, ...] = ()
    wide: bool = False

    def data(self) -> Any:
        """The page's facts for ``.json``: every field, without what is for the eye only."""
        shown = {"template", "help", "crumbs", "wide"}
        return {name: plain(value) for name, value in fields(self).items() if name not in shown and not callable(value)}

    def table(self) -> Table | None:
        """The page's main table for ``.csv``, ``.xlsx`` and ``.parquet``; ``None`` where a page has none."""
        return None

    @property
    def has_table(self) -> bool:
        """Whether the page offers its table as a file."""
        return type(self).table is not PageContext.table


def plain(value: Any) -> Any:
    """A value as JSON has it: dataclasses as objects, dates as ISO 8601, tuples as lists."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, dt.date | dt.datetime) else value


def render(context: PageContext) -> str:
    """The context's template with its fields and properties as ``page``'s variables."""
    return render_template(context.template, page=context, **fields(context))


def fields(context: PageContext) -> dict[str, Any]:
    """Field name to value, not copied."""
    return {f.name: getattr(context, f.name) for f in dataclasses.fields(context)}


def respond(context: PageContext) -> Response:
    """The page in the format that was asked for; 404 where it has no table and one is asked."""
    format_ = asked_format()
    if format_ == "json":
        return make_response(current_app.json.response(context.data()))
    if format_ in TABLES:
        table = context.table()
        if table is None:
            raise not_found("This page has no table to download.", "Take the .json at the same address.")
        return table_response(table, format_, lambda: about(context))
    return make_response(render(context))


def about(context: PageContext) -> About:
    """What a file that was made from a page says of itself."""
    return About(context.title, context.help, context.as_of, context.sources)


__all__ = ["About", "Crumb", "PageContext", "SourceNote", "about", "fields", "plain", "render", "respond"]
