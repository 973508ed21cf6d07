"""What a page shows as rows: its CSV answer, asked inside this process, as anybody would get it."""

from __future__ import annotations

import codecs
import contextvars
import csv
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

import orjson
from flask import Flask, current_app
from werkzeug.datastructures import Headers
from werkzeug.exceptions import HTTPException
from werkzeug.test import EnvironBuilder, run_wsgi_app
from werkzeug.wsgi import ClosingIterator

from analysis.table_changes import Digest, Sheet
from app.http.formats import page_path, split
from app.http.problems import PageError

# Groups of pages whose state is in the address and whose rows are facts of the network, or what was judged of them; in words.
KEPT = {
    "overview": "Overview", "explore": "Map", "lists": "List", "profiles": "Profile", "gaps": "Gaps", "overlaps": "Overlaps",
    "findings": "Findings", "reports": "Report", "world": "World map", "measures": "Measures", "changes": "Changes",
    "connections": "Connections", "quality": "Data quality", "recommend": "Who could help", "side_by_side": "Side by side",
    "what_if": "What if", "identifiers": "Identifiers", "search": "Search", "resolve": "Same or not",
}  # fmt: skip
# The map is two tables: what is on it, and how that is linked.
PARTS = {"/explore": (("things", "/explore"), ("links", "/explore/links"))}
# Arguments that choose what part of the rows a page shows at once, or how a file is written.
MANNER = frozenset({"page", "short", "bom"})
MOST = 20_000  # rows of a view that are kept
LONGEST = 20_000  # letters of an address
NOT_HERE, HINT = "No view can be saved at this address.", "Open the page that you want to save, and follow Save this view there."
HOPS, MOVED = 3, (301, 302, 303, 307, 308)
FAULT = "what it answers"

Body = ClosingIterator


class NotNow(Exception):
    """The rows cannot be had at this moment; the text says why, in a sentence."""


@dataclass(frozen=True)
class Shown:
    """What a view shows: the rows as sheets (empty where they are more than ``MOST``), how many there are, and their digest.

    ``fault``: what the page says in place of rows, such as that the thing it is about is in no source any more.
    """

    sheets: tuple[Sheet, ...]
    rows: int
    digest: str
    whole: bool = True
    fault: str = ""

    def packed(self) -> bytes | None:
        """All of it as bytes, ``None`` where the rows are too many to keep."""
        if not self.whole:
            return None
        told = {"fault": self.fault, "sheets": [{"name": s.name, "columns": s.columns, "rows": s.rows} for s in self.sheets]}
        return zlib.compress(orjson.dumps(told))


def unpacked(content: bytes) -> tuple[tuple[Sheet, ...], str]:
    """The sheets and the fault that were packed."""
    told = orjson.loads(zlib.decompress(content))
    sheets = tuple(Sheet(s["name"], tuple(s["columns"]), tuple(map(tuple, s["rows"]))) for s in told["sheets"])
    return sheets, told["fault"]


def canonical(address: str) -> str:
    """An address without what chooses only a part of its rows; ``PageError`` 400 for one that no page of this site can be saved at."""
    if not 1 <= len(address) <= LONGEST or address[0] != "/" or address[1:2] in ("/", "\\"):
        raise PageError(400, NOT_HERE, HINT)
    parts = urlsplit(address)
    path = split(parts.path)[0]
    if _group(path) not in KEPT:
        raise PageError(400, NOT_HERE, HINT)
    query = urlencode([(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name not in MANNER])
    return page_path(path) + ("?" + query if query else "")


def read(address: str) -> Shown:
    """The rows behind an address as they are now; ``NotNow`` where they cannot be had."""
    parts = urlsplit(address)
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    # An empty context: what is asked inside knows nothing of the request that is being answered.
    return contextvars.Context().run(_read, app, split(parts.path)[0], parts.query)


def _read(app: Flask, path: str, query: str) -> Shown:
    digest, sheets = Digest(), []
    for name, part in PARTS.get(path, (("", path),)):
        status, headers, body = _followed(app, f"{part}.csv?{query}")
        with closing(body):
            if status != 200 or not headers.get("Content-Type", "").startswith("text/csv"):
                fault = _said(app, f"{part}.json?{query}", status, b"".join(body))
                digest.add(FAULT, (FAULT,), (fault,))
                return Shown((), 0, digest.text(), fault=fault)
            sheets.append(_sheet(name, _lines(body), digest))
    whole = digest.rows <= MOST
    return Shown(tuple(sheets) if whole else (), digest.rows, digest.text(), whole)


def _sheet(name: str, lines: Iterable[str], digest: Digest) -> Sheet:
    """The rows of a CSV, each counted into the digest, as many of them kept as are kept of a view."""
    found = csv.reader(lines)
    columns, kept = tuple(next(found, ())), []
    for row in found:
        digest.add(name, columns, row)
        if digest.rows <= MOST:
            kept.append(tuple(row))
    return Sheet(name, columns, tuple(kept))


def page_of(address: str) -> str:
    """What kind of page is at an address, in words."""
    return KEPT.get(_group(split(urlsplit(address).path)[0]), "Page")


def _group(path: str) -> str:
    """The group of pages that answers a path, ``""`` where none does."""
    try:
        endpoint, _ = current_app.url_map.bind("localhost").match(unquote(path), method="GET")
    except HTTPException:
        return ""
    return str(endpoint).partition(".")[0]


def _followed(app: Flask, address: str) -> tuple[int, Headers, Body]:
    """The answer to an address, or to where it leads."""
    answer = _get(app, address)
    for _ in range(HOPS):
        if answer[0] not in MOVED:
            break
        answer[2].close()
        answer = _get(app, _as_csv(answer[1]["Location"]))
    return answer


def _get(app: Flask, address: str) -> tuple[int, Headers, Body]:
    # Nobody's machine asks: what is for this machine alone is not answered.
    environ = EnvironBuilder(path=address, base_url="http://localhost", headers=Headers({"Accept": "application/json"})).get_environ()
    body, status, headers = run_wsgi_app(app.wsgi_app, environ)
    return int(status.partition(" ")[0]), headers, ClosingIterator(body)


def _as_csv(location: str) -> str:
    """Where an answer leads, as CSV."""
    parts = urlsplit(location)
    path = split(parts.path)[0]
    return f"{path}.csv?{parts.query}"


def _said(app: Flask, as_json: str, status: int, body: bytes) -> str:
    """What a page that answers without rows says; ``NotNow`` where that may be otherwise in a moment."""
    if status >= 500:
        raise NotNow(f"It could not be read. {_message(body)}")
    if status == 404 and _get(app, as_json)[0] == 200:
        raise NotNow("Its page has no table at the moment.")
    return _message(body)


def _message(body: bytes) -> str:
    try:
        return str(orjson.loads(body)["error"]["message"])
    except (orjson.JSONDecodeError, KeyError, TypeError):
        return "The page does not answer."


def _lines(body: Body) -> Iterator[str]:
    """Text in whole lines, as the reader of CSV wants it; a line within quotes may be cut anywhere."""
    rest = ""
    for piece in codecs.iterdecode(body, "utf-8"):
        *whole, rest = (rest + piece).split("\n")
        for line in whole:
            yield line + "\n"
    if rest:
        yield rest


__all__ = ["KEPT", "MOST", "NotNow", "Shown", "canonical", "page_of", "read", "unpacked"]
