"""One address, several formats: a page at ``/gaps`` answers ``/gaps.json``, ``.csv``, ``.xlsx`` and ``.parquet`` as well.

A WSGI layer takes the suffix off the path before routing, so that no view and no route knows about it. An id that
itself ends in such a suffix is addressed with ``.html`` behind it (``page_path`` does so).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request

TABLES = ("csv", "xlsx", "parquet")
FORMATS = ("html", "json", *TABLES)
_KEY = "partnergraph.format"
_PLAIN = ("/static/",)


@dataclass(frozen=True)
class Table:
    """Rows for CSV, XLSX and Parquet. ``name``: stem of the file's name; ``columns``: keys in the header row."""

    name: str
    columns: tuple[str, ...]
    rows: Iterable[Sequence[Any]]


class SuffixFormat:
    """WSGI layer: ``/gaps.csv`` becomes ``/gaps`` with the format noted in the environment."""

    def __init__(self, app: Callable[..., Iterable[bytes]]) -> None:
        self.app = app

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if not path.startswith(_PLAIN):
            stem, format_ = split(path)
            if format_:
                environ["PATH_INFO"], environ[_KEY] = stem, format_
        return self.app(environ, start_response)


def split(path: str) -> tuple[str, str]:
    """A path without its format suffix, and the format (``""`` where there is none); ``/.json`` is the root's."""
    stem, dot, suffix = path.rpartition(".")
    if not dot or suffix not in FORMATS or not stem:
        return path, ""
    return stem, suffix


def page_path(path: str, format_: str = "html") -> str:
    """The address of a page in a format; an ``.html`` is added where the path would else be read as another format."""
    if format_ != "html":
        return f"{path}.{format_}"
    return f"{path}.html" if split(path)[1] else path


def asked_format() -> str:
    """The format that the request asks for: by suffix, else JSON where the Accept header prefers it to HTML."""
    named: str | None = request.environ.get(_KEY)
    if named is not None:
        return named
    best = request.accept_mimetypes.best_match(["text/html", "application/json"], default="text/html")
    return "json" if best == "application/json" else "html"
