"""The OpenAPI 3.1 document, made from the routes, what the views say of themselves and ``parameters``."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import current_app
from werkzeug.routing import Rule

from app.api.parameters import AS_OF, BOM, DECLARED, Param, of_report
from app.changes.atom import MIMETYPE
from app.explore.exports import EXPORTS
from app.http.downloads import PARQUET, XLSX
from app.reports.guarded import OwnQuery
from app.reports.kept import own_reports
from app.services import services
from graph.catalogue import Query

VERSION = "3.1.0"
TYPES = {"json": "application/json", "csv": "text/csv", "xlsx": XLSX, "parquet": PARQUET}
# Addresses that answer with one file, whatever the suffix.
FILES = {"explore.svg": "image/svg+xml", "explore.offline": "text/html", "profiles.picture": "text/html",
         "saved.feed": MIMETYPE, "changes.feed": MIMETYPE, "saved.feed_of": MIMETYPE,
         "brief.word": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}
ABOUT = (
    "Every page of Partnergraph answers in other formats at the same address with a suffix: .json, .csv, .xlsx, .parquet. This is all "
    "there is: no second interface. Only reading is described. What is not in an answer is not known from the loaded sources; it may "
    "exist all the same. There are no accounts yet: the server answers on the machine that it runs on."
)
_ERROR = {
    "type": "object", "required": ["error"], "properties": {"error": {
        "type": "object", "required": ["status", "message", "hint"], "properties": {
            "status": {"type": "integer"}, "message": {"type": "string", "description": "What is wrong, in one sentence."},
            "hint": {"type": "string", "description": "What to do."}}}},
}
_MOVED = {"301": {"description": "The same stands at another address: follow it."}}
_WRONG = {"400": "An argument cannot be used.", "404": "There is nothing of this address.", "503": "The graph cannot be reached.",
          "504": "The question takes too long."}
_CONVERTER = re.compile(r"<(?:([a-z]+)(?:\([^)]*\))?:)?(\w+)>")
_WITHIN: dict[str, dict[str, Any]] = {"": {"type": "string", "minLength": 1, "maxLength": 500}, "int": {"type": "integer", "minimum": 0}}


@dataclass(frozen=True)
class Address:
    """One address: its path without a format, what it gives, its arguments, and the formats it answers in (suffix to media type)."""

    endpoint: str
    path: str
    summary: str
    within: tuple[Param, ...]
    arguments: tuple[Param, ...]
    formats: dict[str, str]

    @property
    def shown(self) -> str:
        """The path as a person reads it, in its first format."""
        suffix = next(iter(self.formats))
        return f"{self.path}.{suffix}" if suffix else self.path


def addresses() -> list[Address]:
    """Every address that is described, reports one by one."""
    return sorted(_addresses(), key=lambda address: address.path)


def document() -> dict[str, Any]:
    """The document."""
    paths = {}
    for address in addresses():
        for suffix, kind in address.formats.items():
            path = f"{address.path}.{suffix}" if suffix else address.path
            paths[path] = {"get": _operation(address, suffix, kind)}
    return {
        "openapi": VERSION, "info": {"title": "Partnergraph", "version": "1", "description": ABOUT}, "servers": [{"url": "/"}],
        "paths": paths, "components": {"schemas": {"Error": _ERROR}, "responses": {**_MOVED, **dict(_errors())}},
    }


def _errors() -> Iterator[tuple[str, dict[str, Any]]]:
    """Errors are one object; where the address is a file's, a page for people."""
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}, "text/html": {"schema": {"type": "string"}}}
    for status, text in _WRONG.items():
        yield status, {"description": text, "content": content}


def _addresses() -> Iterator[Address]:
    for rule in current_app.url_map.iter_rules():
        if rule.endpoint not in DECLARED or "GET" not in (rule.methods or ()):
            continue
        path = _CONVERTER.sub(r"{\2}", rule.rule)
        if rule.endpoint == "explore.export":
            for export in EXPORTS.values():
                yield Address(rule.endpoint, path.replace("{suffix}", export.suffix), f"{_said(rule)} As {export.label}.", (),
                              DECLARED[rule.endpoint], {"": export.kind})
            continue
        if rule.endpoint in FILES:
            yield _address(rule, path, {"": FILES[rule.endpoint]})
        else:
            yield _address(rule, path, TYPES)
    for query in (*services().catalogue.under("reports"), *own_reports()[0]):
        yield _report(query)


def _address(rule: Rule, path: str, formats: dict[str, str]) -> Address:
    within = tuple(Param(name, _WITHIN.get(kind, _WITHIN[""]), required=True) for name, kind in sorted(_converters(rule).items()))
    return Address(rule.endpoint, path, _said(rule), within, DECLARED[rule.endpoint], formats)


def _converters(rule: Rule) -> dict[str, str]:
    """Name of each part of a path that is asked for, to the name of its converter; empty for plain text."""
    found = {name: kind or "" for kind, name in _CONVERTER.findall(rule.rule)}
    return {name: found.get(name, "") for name in rule.arguments}


def _report(query: Query) -> Address:
    own = "own/" if isinstance(query, OwnQuery) else ""
    path = f"/reports/{own}{query.name.rpartition('/')[2]}"
    return Address("reports.own" if own else "reports.report", path, f"Report: {query.title}. {query.description}", (),
                   of_report(query), TYPES)


def _said(rule: Rule) -> str:
    """The first paragraph of what the view says of itself."""
    text = inspect.getdoc(current_app.view_functions[rule.endpoint]) or rule.endpoint
    return " ".join(text.partition("\n\n")[0].split())


def _operation(address: Address, suffix: str, kind: str) -> dict[str, Any]:
    named = {param.name for param in address.arguments}
    further = (*(() if AS_OF.name in named else (AS_OF,)), *((BOM,) if suffix == "csv" else ()))
    ident = re.sub(r"\W+", "_", f"{address.path}_{suffix}").strip("_")
    schema = {"type": "object"} if kind == TYPES["json"] else {"type": "string"}
    errors = {status: {"$ref": f"#/components/responses/{status}"} for status in (*_MOVED, *_WRONG)}
    return {
        "operationId": ident, "summary": address.summary, "tags": [address.endpoint.partition(".")[0]],
        "parameters": [*({**param.data(), "in": "path"} for param in address.within),
                       *(param.data() for param in (*address.arguments, *further))],
        "responses": {"200": {"description": "The answer.", "content": {kind: {"schema": schema}}}, **errors},
    }
