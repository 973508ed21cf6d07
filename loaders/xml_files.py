"""XML as people hand it in: in whatever encoding it really is, without entities, and faults named by line and byte."""

from __future__ import annotations

import codecs
import io
import re
from typing import IO, cast
from xml.parsers import expat

from loaders.errors import UnreadableFile
from loaders.files import CHUNK, SINGLE_BYTE, Member, Utf8, described, kind_of

# The parser keeps what it has read of an element until the element ends; so much of it fits into 500 MB of memory.
LARGEST_ELEMENT = 64 << 20


class Xml:
    """An XML file opened for a parser: ``stream``, and the ``encoding`` to impose on it (``None``: as it declares).

    UTF-8 is left to the parser; ``doubted`` after the parser refused a byte of it: then each byte is looked at, and
    what is Windows-1252 is read as that. Refuses, with the line, a file that declares entities: they can pull in other
    files or fill the memory.
    """

    def __init__(self, member: Member, doubted: bool = False) -> None:
        head = member.head()
        _refuse_not_xml(member, head)
        self.declared = _declared(member, head)
        _refuse_entities(member, self.declared)
        self.encoding = "utf-8" if self.declared in SINGLE_BYTE else None
        self.stream = member.open()
        self._utf8: Utf8 | None = None
        if self.encoding and (doubted or self.declared != "utf-8"):
            self._utf8 = Utf8(self.stream, member.name, self.declared)
            self.stream = cast(IO[bytes], self._utf8)
        self._paced = _Paced(self.stream, member)
        self.stream = cast(IO[bytes], self._paced)

    def given_back(self) -> None:
        """An element was read and its memory given back: what is read from here on belongs to the next one."""
        self._paced.since = 0

    @property
    def contradicted(self) -> str:
        """What the encoding is where it is not what the file declares."""
        return self._utf8.contradicted if self._utf8 else ""


class _Paced(io.RawIOBase):
    """A stream that breaks off where an element does not end: a hole in the file, or one made to fill a machine."""

    def __init__(self, stream: IO[bytes], member: Member) -> None:
        super().__init__()
        self._stream, self._member, self.since = stream, member, 0

    def readable(self) -> bool:
        """Always."""
        return True

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        data = self._stream.read(size)
        self.since += len(data)
        if self.since > LARGEST_ELEMENT:
            fault = where_broken(self._member, LARGEST_ELEMENT)
            at = f"not well-formed XML at {fault}; " if fault else ""
            found = f"{at}one element goes on for more than {LARGEST_ELEMENT:,} bytes"
            raise UnreadableFile(f"{self._member.name}: {found}. Nothing of it is loaded")
        return data

    def close(self) -> None:
        """Close the stream below."""
        self._stream.close()
        super().close()


def _declared(member: Member, head: bytes) -> str:
    """Python's name of the encoding that an XML file declares or implies; an unknown one is taken for UTF-8."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in head[:4]:
        return "utf-16"
    match = re.match(rb"""(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._:-]+)""", head)
    said = match.group(1).decode("ascii") if match else "utf-8"
    try:
        name = codecs.lookup(said).name
    except LookupError:
        return "utf-8"
    name = "latin-1" if name == "iso8859-1" else name
    if not name.startswith(_READABLE):
        raise UnreadableFile(f"{member.name}: declares the encoding {said}; expected UTF-8, or one in which plain letters are ASCII")
    # Bytes that read as ASCII are no UTF-16, whatever they say.
    return "utf-8" if name.startswith(("utf-16", "utf-32")) else name


# Encodings in which markup is written as in ASCII, so that it can be looked at before it is parsed.
_READABLE = (
    "utf-8", "utf-16", "utf-32", "ascii", "latin-1", "iso8859", "cp125", "cp437", "cp85", "koi8", "mac-", "gb", "big5", "shift_jis", "euc_",
)


def _refuse_not_xml(member: Member, head: bytes) -> None:
    if kind_of(head) != "xml":
        raise UnreadableFile(f"{member.name}: this is {described(head, member.path)}; expected XML")


def _refuse_entities(member: Member, declared: str) -> None:
    """Read up to the root element with expat, which tells of each declaration before it expands anything."""
    parser = expat.ParserCreate(_EXPAT.get(declared, "iso-8859-1"))
    found: list[str] = []

    def entity(*declaration: object) -> None:
        found.append(str(declaration[0]))
        raise _Enough

    def begun(*_: object) -> None:
        raise _Enough

    parser.EntityDeclHandler, parser.StartElementHandler = entity, begun
    with member.open() as stream:
        try:
            size = 4096
            while chunk := stream.read(size):
                parser.Parse(chunk, False)
                # expat begins an unfinished tag anew with every piece: with pieces that grow, one without end stays cheap.
                size = min(size * 2, 1 << 24)
        except _Enough:
            if found:
                raise _entity(member, found[0], parser.CurrentLineNumber) from None
        except expat.ExpatError:
            _look_for_entities(member)


_EXPAT = {"utf-8": "utf-8", "utf-16": None}


def _look_for_entities(member: Member) -> None:
    """What expat cannot read may still reach the parser by another way: look at the bytes."""
    start = member.head(1 << 20).replace(b"\0", b"")
    match = re.search(rb"<!ENTITY\s+(?:%\s*)?([\w.-]*)", start)
    if match:
        raise _entity(member, match.group(1).decode("ascii", "replace"), start[:match.start()].count(10) + 1)


def _entity(member: Member, name: str, line: int) -> UnreadableFile:
    return UnreadableFile(
        f"{member.name}: declares the entity &{name}; on line {line}; entities are not read, as they can pull in other files or fill"
        " the memory; expected plain XML"
    )


class _Enough(Exception):
    """The root element begins, or an entity was declared."""


def where_broken(member: Member, most: int = 0) -> str:
    """"line N, byte M" of the first fault of an XML file that a parser refused; empty where expat finds none.

    ``most``: look no further than so many bytes.
    """
    parser, seen = expat.ParserCreate(), 0
    with member.open() as stream:
        try:
            for chunk in iter(lambda: stream.read(CHUNK), b""):
                parser.Parse(chunk, False)
                seen += len(chunk)
                if most and seen > most:
                    return ""
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            return f"line {error.lineno:,}, byte {max(parser.ErrorByteIndex, 0):,}"
        except (UnreadableFile, LookupError, ValueError):
            return ""
    return ""
