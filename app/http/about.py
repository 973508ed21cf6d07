"""What a file says of itself: what it shows, as of when, from which sources, by which choices, and the link that makes it again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import request

from app.http.formats import page_path

# Arguments that choose how a file is written, not what is in it.
_MANNER = ("bom", "page")


@dataclass(frozen=True)
class SourceNote:
    """A source as pages name it: key, title, publisher, licence, its own web page, and the day of its latest load."""

    key: str
    title: str
    publisher: str = ""
    licence: str = ""
    page: str = ""
    format: str = ""
    mode: str = ""
    loaded: dt.date | None = None

    @property
    def words(self) -> str:
        """The source in one line: title, publisher, licence, and when it was loaded."""
        loaded = f"loaded {self.loaded.isoformat()}" if self.loaded else ""
        return "; ".join(filter(None, (self.title or self.key, self.publisher, self.licence or "no licence stated", loaded, self.page)))


@dataclass(frozen=True)
class About:
    """``text``: what the file shows and what it does not; ``notes``: what was left out of it, with the numbers."""

    title: str
    text: str
    as_of: dt.date | None = None
    sources: tuple[SourceNote, ...] = ()
    notes: tuple[str, ...] = ()

    def choices(self) -> list[tuple[str, str]]:
        """The arguments of the address that chose what is in the file; the day always, where it matters."""
        chosen = [(name, value) for name, value in request.args.items(multi=True) if name not in _MANNER]
        if self.as_of and "as_of" not in request.args:
            chosen.append(("as_of", self.as_of.isoformat()))
        return chosen

    def link(self, path: str | None = None) -> str:
        """The address of the page that shows the same, whole; ``path``: another page's than the one asked for."""
        chosen = urlencode(self.choices())
        return request.host_url.rstrip("/") + page_path(path or request.path) + ("?" + chosen if chosen else "")

    def lines(self, path: str | None = None) -> Iterator[tuple[str, str]]:
        """Everything as label and text, sources last."""
        yield "Title", self.title
        yield "What it shows", self.text
        if self.as_of:
            yield "As of", self.as_of.isoformat()
        yield "Made", dt.datetime.now(dt.UTC).strftime("%Y-%m-%d %H:%M UTC")
        yield "Link that makes it again", self.link(path)
        for name, value in self.choices():
            yield f"Choice: {name}", value
        for note in self.notes:
            yield "Left out", note
        for source in self.sources:
            yield "Source", source.words
        if not self.sources:
            yield "Source", "The page names no source of the whole; its rows name theirs."

    def data(self, path: str | None = None) -> dict[str, Any]:
        """The same for the head of a file that other programs read."""
        return {"title": self.title, "shows": self.text, "as_of": self.as_of.isoformat() if self.as_of else None,
                "made": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"), "link": self.link(path), "choices": self.choices(),
                "left_out": list(self.notes), "sources": [source.words for source in self.sources]}
