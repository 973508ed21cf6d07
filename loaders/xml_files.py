"""XML as people hand it in: in whatever encoding it really is, without entities, and faults named by line and byte."""

from __future__ import annotations

import codecs
import io
import re
from typing import IO, cast
from xml.parsers import expat

from loaders.errors import UnreadableFile
from loaders.files import Member, described, kind_of

CHUNK = 1 << 16
SINGLE_BYTE = {"latin-1": "cp1252", "cp1252": "cp1252", "ascii": "cp1252", "utf-8": "utf-8"}


class Utf8(io.RawIOBase):
    """Any single-byte or UTF-8 stream as UTF-8.

    The declared encoding is believed until a byte contradicts it: a file that says UTF-8 and is not is read as
    Windows-1252 and the other way round (``contradicted`` then says so); a file that mixes the two is refused.
    """

    def __init__(self, stream: IO[bytes], name: str, declared: str) -> None:
        super().__init__()
        self._stream, self._name, self._declared = stream, name, declared
        self._decoder: codecs.IncrementalDecoder | None = None
        self._offset, self._lines = 0, 1
        self.encoding = ""
        self.contradicted = ""

    def readable(self) -> bool:
        """Always."""
        return True

    def read(self, size: int = -1) -> bytes:
        """The next bytes, as UTF-8."""
        data = self._stream.read(max(size, CHUNK) if size >= 0 else -1)
        if self._decoder is None:
            if data.isascii():
                self._advance(data)
                return data
            self._decide(data)
        result = self._decode(data)
        self._advance(data)
        return result or (self.read(size) if data else b"")

    def close(self) -> None:
        """Close the stream below."""
        self._stream.close()
        super().close()

    def _decide(self, data: bytes) -> None:
        """At the first byte that is not ASCII."""
        expected = SINGLE_BYTE[self._declared]
        found = "utf-8" if _is_utf8(data) else "cp1252"
        self.encoding = found
        if found != expected:
            first = next(i for i, byte in enumerate(data) if byte > 127)
            self.contradicted = (f"{_spoken(found)} from byte {self._offset + first:,} "
                                 f"(line {self._lines + data[:first].count(10):,}) on")
        self._decoder = codecs.getincrementaldecoder(found)(errors="strict" if found == "utf-8" else "replace")

    def _decode(self, data: bytes) -> bytes:
        assert self._decoder is not None
        if self.encoding == "cp1252" and not data.isascii() and _is_utf8(data) and self._declared == "utf-8":
            raise UnreadableFile(f"{self._name}: mixes UTF-8 and Windows-1252 text (near byte {self._offset:,}, line {self._lines:,});"
                                 " expected one encoding")
        try:
            return self._decoder.decode(data, final=not data).encode("utf-8")
        except UnicodeDecodeError as error:
            raise self._bad_byte(data, error) from error

    def _bad_byte(self, data: bytes, error: UnicodeDecodeError) -> UnreadableFile:
        kept = len(error.object) - len(data)
        at = self._offset + error.start - kept
        line = self._lines + data[:max(error.start - kept, 0)].count(10)
        return UnreadableFile(f"{self._name}: byte {at:,} (line {line:,}) is no UTF-8, which the rest of the file is;"
                              " it may be cut off or two files pasted together")

    def _advance(self, data: bytes) -> None:
        self._offset += len(data)
        self._lines += data.count(10)


def _is_utf8(data: bytes) -> bool:
    """Whether bytes are UTF-8, a character cut off at the end aside."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        return False
    return True


def _spoken(encoding: str) -> str:
    return {"utf-8": "UTF-8", "cp1252": "Windows-1252"}[encoding]


class Xml:
    """An XML file opened for a parser: ``stream``, and the ``encoding`` to impose on it (``None``: as it declares).

    Refuses, with the line, a file that declares entities: they can pull in other files or fill the memory.
    """

    def __init__(self, member: Member) -> None:
        head = member.head()
        _refuse_not_xml(member, head)
        _refuse_entities(member)
        declared = _declared(head)
        self._utf8: Utf8 | None = None
        self.declared = declared
        if declared in SINGLE_BYTE:
            self._utf8 = Utf8(member.open(), member.name, declared)
            self.stream, self.encoding = cast(IO[bytes], self._utf8), cast("str | None", "utf-8")
        else:
            self.stream, self.encoding = member.open(), None

    @property
    def contradicted(self) -> str:
        """What the encoding is where it is not what the file declares."""
        return self._utf8.contradicted if self._utf8 else ""


def _declared(head: bytes) -> str:
    """Python's name of the encoding that an XML file declares or implies."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in head[:4]:
        return "utf-16"
    match = re.match(rb"""(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)""", head)
    if not match:
        return "utf-8"
    try:
        name = codecs.lookup(match.group(1).decode("ascii")).name
    except LookupError:
        return "utf-8"
    name = "latin-1" if name == "iso8859-1" else name
    # Bytes that read as ASCII are no UTF-16, whatever they say.
    return "utf-8" if name.startswith(("utf-16", "utf-32")) else name


def _refuse_not_xml(member: Member, head: bytes) -> None:
    if kind_of(head) != "xml":
        raise UnreadableFile(f"{member.name}: this is {described(head, member.path)}; expected XML")


def _refuse_entities(member: Member) -> None:
    """Read up to the root element with expat, which tells of each declaration before it expands anything."""
    parser = expat.ParserCreate()
    found: list[str] = []

    def declared(*declaration: object) -> None:
        found.append(str(declaration[0]))
        raise _Enough

    def begun(*_: object) -> None:
        raise _Enough

    parser.EntityDeclHandler, parser.StartElementHandler = declared, begun
    with member.open() as stream:
        try:
            for chunk in iter(lambda: stream.read(4096), b""):
                parser.Parse(chunk, False)
        except _Enough:
            if found:
                raise UnreadableFile(
                    f"{member.name}: declares the entity &{found[0]}; on line {parser.CurrentLineNumber}; entities are not read, as"
                    " they can pull in other files or fill the memory; expected plain XML"
                ) from None
        except expat.ExpatError:
            return  # The parser that reads the file says it better.


class _Enough(Exception):
    """The root element begins, or an entity was declared."""


def where_broken(member: Member) -> str:
    """"line N, byte M" of the first fault of an XML file that a parser refused; empty where expat finds none."""
    parser = expat.ParserCreate()
    with member.open() as stream:
        try:
            for chunk in iter(lambda: stream.read(CHUNK), b""):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            return f"line {error.lineno:,}, byte {max(parser.ErrorByteIndex, 0):,}"
        except UnreadableFile:
            return ""
    return ""
