"""Reads IATI files as a stream of activities and organisations, one in memory at a time.

Whatever stands around them is accepted: ``<iati-activities>``, ``<result>`` of the old datastore, an activity as the
root, a namespace of its own. Nothing outside the file is ever fetched and no entity is expanded (``loaders.files``).
"""

from __future__ import annotations

import contextlib
import itertools
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, cast

from lxml import etree

from loaders.errors import UnreadableFile
from loaders.files import HEAD, Member, members
from loaders.rows import Fates, Where
from loaders.xml_files import Xml, where_broken

ACTIVITY, ORGANISATION = "iati-activity", "iati-organisation"
ROOTS = frozenset({"iati-activities", "iati-organisations", ACTIVITY, ORGANISATION})
UNDECLARED_PREFIX = etree.ErrorTypes.NS_ERR_UNDEFINED_NAMESPACE
BAD_BYTE = etree.ErrorTypes.ERR_INVALID_ENCODING
TAGS = (f"{{*}}{ACTIVITY}", f"{{*}}{ORGANISATION}")


class Found(NamedTuple):
    """An ``<iati-activity>`` or ``<iati-organisation>`` with the file and line it begins on, and its IATI version.

    ``element`` is emptied when the next one is asked for.
    """

    element: etree._Element
    file: str
    line: int
    version: str = ""


def line_of(element: etree._Element) -> int:
    """Line of the file that an element begins on; 0 where the parser kept none."""
    return cast("int | None", element.sourceline) or 0


def records(paths: Sequence[Path], fates: Fates) -> Iterator[Found]:
    """All activities and organisations of the files, in order; members of archives that are no XML are set aside."""
    for path in paths:
        for member in members(path):
            if "/" in member.name and not member.head().lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0").startswith(b"<"):
                fates.saw("file")
                fates.set_aside("file", Where(member.name), "no XML", "an IATI file")
                continue
            yield from _records(member, fates)


def _records(member: Member, fates: Fates) -> Iterator[Found]:
    """The records of one file; where the parser stops at a fault that can be read over, on from there another way."""
    count, tried = 0, frozenset[int]()
    while True:
        try:
            for found in itertools.islice(_parsed(member, fates, tried), count, None):
                count += 1
                yield found
            return
        except _StoppedError as stop:
            if stop.code in tried or stop.code not in {UNDECLARED_PREFIX, BAD_BYTE}:
                raise _unreadable(member, stop) from stop
            tried |= {stop.code}


class _StoppedError(Exception):
    """The parser stopped at a fault: libxml2's code, the line, what it says."""

    def __init__(self, code: int, line: int, message: str) -> None:
        super().__init__(message)
        self.code, self.line, self.message = code, line, message


def _parsed(member: Member, fates: Fates, faults: frozenset[int]) -> Iterator[Found]:
    """``faults``: what the parser has stopped at before."""
    recover, count = UNDECLARED_PREFIX in faults, 0
    xml = Xml(member, doubted=bool(faults))
    parser = etree.iterparse(
        xml.stream, events=("end",), tag=TAGS, encoding=xml.encoding, huge_tree=True, resolve_entities=False,
        no_network=True, load_dtd=False, remove_comments=True, remove_pis=True, collect_ids=False, recover=recover,
    )
    with contextlib.closing(xml.stream):
        try:
            for _, element in parser:
                count += 1
                _in_no_namespace(element)
                yield Found(element, member.name, line_of(element), _version(element))
                _release(element)
                xml.given_back()
        except etree.XMLSyntaxError as error:
            for entry in parser.error_log:
                raise _StoppedError(entry.type, entry.line, entry.message) from error
            raise _StoppedError(0, error.lineno or 0, str(error.msg)) from error
    for entry in parser.error_log if recover else ():
        if entry.type != UNDECLARED_PREFIX:
            raise _StoppedError(0, entry.line, entry.message)
    _check_root(member, parser.root, count)
    if xml.contradicted:
        fates.saw("file")
        expected = f"{xml.declared}, as the file declares; read as found"
        fates.fault("file", Where(member.name, field="encoding"), xml.contradicted, expected)
    if recover:
        first = parser.error_log[0]
        fates.saw("file")
        expected = "a declared namespace; what bears the prefix is not read"
        fates.fault("file", Where(member.name, first.line, field="namespace"), first.message, expected)


def _in_no_namespace(element: etree._Element) -> None:
    """Take an IATI element's own namespace, where a file wrongly has one, off it and its children."""
    if element.tag[0] != "{":
        return
    space = element.tag[:element.tag.index("}") + 1]
    for child in element.iter(f"{space}*"):
        child.tag = child.tag[len(space):]


def _version(element: etree._Element) -> str:
    """As the activity says (collections of several publishers do), else as the root does, else by its look."""
    for name in map(str, element.keys()):
        if name == "version" or name.endswith("}version"):
            return element.get(name) or ""
    parent = element.getparent()
    said = parent.get("version") if parent is not None else None
    if said:
        return said
    return "2" if element.find("title/narrative") is not None or element.find("reporting-org/narrative") is not None else "1"


def _release(element: etree._Element) -> None:
    """Give back the memory of an element that was read, and of what came before it."""
    element.clear()
    parent = element.getparent()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]


def _check_root(member: Member, root: etree._Element | None, count: int) -> None:
    if root is None or count:
        return
    name = etree.QName(root).localname
    if name not in ROOTS:
        raise UnreadableFile(f"{member.name}: the root element is <{name}>; expected <iati-activities> or <iati-organisations>")


def _unreadable(member: Member, stop: _StoppedError) -> UnreadableFile:
    place = where_broken(member) or f"line {stop.line:,}"
    message = " ".join(stop.message.split())
    cut = "; the file is cut off" if re.search(r"Premature end|EndTag: '</' not found|Extra content|no element found", message) else ""
    return UnreadableFile(f"{member.name}: not well-formed XML at {place}: {message}{cut}. Nothing of it is loaded")


def recognises(path: Path, head: bytes) -> str:
    """Why a file is taken for IATI; empty when it is not."""
    for start in (start.replace(b"\0", b"") for start in _starts(path, head)):
        match = re.search(rb"<(?:\w+:)?(iati-activit(?:ies|y)|iati-organisations?)[\s>]", start)
        if match:
            version = re.search(rb"""\sversion\s*=\s*["']([\w.]+)["']""", start[match.start():match.start() + 2000])
            said = f", version {version.group(1).decode()}" if version else ", no version given"
            return f"it holds <{match.group(1).decode()}>{said}"
    return ""


def _starts(path: Path, head: bytes) -> Iterator[bytes]:
    """The first bytes of a file, or of the files in an archive."""
    if head[:2] not in {b"PK", b"\x1f\x8b"}:
        yield head
        return
    try:
        for number, member in enumerate(members(path)):
            if number < 20:
                yield member.head(HEAD)
    except UnreadableFile:
        return
