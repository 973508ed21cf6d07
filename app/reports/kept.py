"""A person's own report from what they filled in: written as a file, checked as one of the library and as a question of the console."""

from __future__ import annotations

import re
from dataclasses import fields

from app.console.asked import read_parameters
from app.reports.draft import Draft, Faults, check_fields
from app.reports.guarded import OwnQuery
from app.services import services
from graph.catalogue import Parameter, Query, parse_query
from graph.catalogue.lint import lint_text, scanned
from graph.catalogue.written import Written, file_text
from graph.errors import CatalogueError, QueryRefused, QueryTimeout
from graph.guard import asks_for_plan, check_words, checked, read_guarded
from ledger.errors import NotFound
from ledger.own_reports import OwnReports

SECONDS = 10.0
SCANNED = "it was asked so when the report was saved"
_PLACE = re.compile(r"^[^:]*:(\d+): ")


def own_query(name: str, text: str) -> OwnQuery:
    """The report of a kept text; ``CatalogueError`` where this version no longer reads it."""
    return _guarded(parse_query(text, f"own/{name}", clock=services().today))


def own_reports() -> tuple[tuple[OwnQuery, ...], tuple[str, ...]]:
    """Everybody's own reports by title, and the names of those that this version no longer reads."""
    made, broken = [], []
    for kept in OwnReports(services().ledger).all():
        try:
            made.append(own_query(kept.name, kept.text))
        except CatalogueError:
            broken.append(kept.name)
    return tuple(sorted(made, key=lambda query: query.title.casefold())), tuple(broken)


def checked_text(draft: Draft, faults: Faults) -> str:
    """The text of the report's file; what is wrong with it is noted in ``faults``, and the text is then empty."""
    parameters = check_fields(draft, faults)
    _check_taken(draft, faults)
    statement = draft.statement.strip().rstrip(";").rstrip()
    if faults.by_field:
        return ""
    try:
        columns, scans = _tried(draft, statement, parameters)
        written = Written(draft.title.rstrip(" ."), draft.description, draft.theme, draft.row, draft.empty.rstrip(" .") + ".", statement,
                          columns, parameters, scans)
        text = file_text(written)
        query = own_query(draft.name, text)
        check_words(text)
    except (CatalogueError, QueryRefused, QueryTimeout) as error:
        faults.add(*_field_of(error))
        return ""
    _check_columns(query, faults)
    for told in lint_text(query):
        faults.add("statement", _placed(told, query))
    return "" if faults.by_field else text


def _guarded(query: Query) -> OwnQuery:
    return OwnQuery(**{f.name: getattr(query, f.name) for f in fields(query)})


def _check_taken(draft: Draft, faults: Faults) -> None:
    if draft.name == draft.was:
        return
    try:
        OwnReports(services().ledger).get(draft.name)
    except NotFound:
        return
    faults.add("name", f"Name: a report of your own is named {draft.name[:60]} already. Choose another name, or edit that one.")


def _tried(draft: Draft, statement: str, parameters: tuple[Parameter, ...]) -> tuple[tuple[str, ...], dict[str, str]]:
    """The columns of one bounded run, and the labels of which its plan looks at every node."""
    if asks_for_plan(statement):
        raise QueryRefused("A report is asked, not explained: leave out EXPLAIN.")
    today, given = services().today(), read_parameters(draft.given)[0]
    values = {p.name: given.get(p.name) if p.required else p.convert(None, today) for p in parameters}
    plan = checked(services().graph, statement, values).plan
    found = read_guarded(services().graph, statement, values, limit=1, timeout=SECONDS)
    return found.columns, dict.fromkeys(sorted(scanned(plan)), SCANNED)


def _check_columns(query: Query, faults: Faults) -> None:
    """What the reports of the library hold to as well."""
    if not {"sources", "source"} & set(query.columns):
        faults.add("statement", "Statement: a report says who states each row. Return it as well, such as p.sources AS sources.")
    for name in query.columns:
        if name.endswith("_id") and name.removesuffix("_id") not in query.columns:
            beside = name.removesuffix("_id")
            faults.add("statement", f"Statement: {name} is the id behind a name. Return the name beside it AS {beside}, or call the column "
                                    "id.")


def _field_of(error: CatalogueError | QueryRefused | QueryTimeout) -> tuple[str, str]:
    message = _PLACE.sub("", str(error))
    if message.startswith("column "):
        return "statement", f"Statement: {message}. Name every column with AS, such as RETURN p.name AS program."
    for field in ("theme", "title", "description", "row", "empty"):
        if message.startswith((f"{field} ", f"'{field}'")):
            return {"description": "shows"}.get(field, field), message
    return "statement", f"Statement: {message}"


def _placed(told: str, query: Query) -> str:
    found = _PLACE.match(told)
    line = int(found[1]) - query.first_line + 1 if found else 0
    message = _PLACE.sub("", told)
    return f"Statement, line {line}: {message}." if line > 0 else f"Statement: {message}."
