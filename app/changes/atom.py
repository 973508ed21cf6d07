"""An Atom feed (RFC 4287) as bytes: well-formed whatever stands in the texts."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response, make_response, request
from lxml import etree

NAMESPACE = "http://www.w3.org/2005/Atom"
MIMETYPE = "application/atom+xml"
# Everything but the characters that XML 1.0 allows (section 2.2).
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


EPOCH = dt.datetime(1970, 1, 1)
_EMPTY = f'<feed xmlns="{NAMESPACE}"/>'


@dataclass(frozen=True)
class Entry:
    """One piece of news. ``id``: an IRI that is the same for the same news for ever; ``updated``: in UTC; ``address``: absolute."""

    id: str
    title: str
    updated: dt.datetime
    address: str
    summary: str
    category: str


@dataclass(frozen=True)
class Feed:
    """A feed. ``own``: its own absolute address; ``address``: that of the page that says the same; ``updated``: where it has no entry."""

    id: str
    title: str
    author: str
    own: str
    address: str
    updated: dt.datetime
    entries: Sequence[Entry]

    @property
    def last_updated(self) -> dt.datetime:
        """When the newest entry was."""
        return max((entry.updated for entry in self.entries), default=self.updated)


def urn(*parts: str) -> str:
    """An IRI that the same parts always give, on whatever machine (a UUID of version 5, RFC 4122)."""
    return uuid.uuid5(uuid.NAMESPACE_URL, "partnergraph:" + "\n".join(parts).encode("utf-8", "replace").decode()).urn


def atom(feed: Feed) -> bytes:
    """The feed as an XML document in UTF-8; the same feed gives the same bytes."""
    root = etree.fromstring(_EMPTY)
    _text(root, "id", feed.id)
    _text(root, "title", feed.title)
    _text(root, "updated", _time(feed.last_updated))
    _text(etree.SubElement(root, f"{{{NAMESPACE}}}author"), "name", feed.author)
    _link(root, "self", feed.own, MIMETYPE)
    _link(root, "alternate", feed.address, "text/html")
    for entry in feed.entries:
        _entry(etree.SubElement(root, f"{{{NAMESPACE}}}entry"), entry)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def atom_response(feed: Feed) -> Response:
    """The feed as an answer; 304 where the reader has it already."""
    response = make_response(atom(feed))
    response.mimetype = MIMETYPE
    response.add_etag()
    response.last_modified = feed.last_updated.replace(tzinfo=dt.UTC)
    response.cache_control.no_cache = True
    response.make_conditional(request)
    return response


def _entry(parent: etree._Element, entry: Entry) -> None:
    _text(parent, "id", entry.id)
    _text(parent, "title", entry.title)
    _text(parent, "updated", _time(entry.updated))
    _link(parent, "alternate", entry.address, "text/html")
    etree.SubElement(parent, f"{{{NAMESPACE}}}category", term=_xml(entry.category))
    _text(parent, "summary", entry.summary)


def _text(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, f"{{{NAMESPACE}}}{name}").text = _xml(text)


def _link(parent: etree._Element, rel: str, address: str, type_: str) -> None:
    etree.SubElement(parent, f"{{{NAMESPACE}}}link", rel=rel, href=_xml(address), type=type_)


def _time(when: dt.datetime) -> str:
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
