"""Opening what people hand in: plain, gzip or zip, within limits, in whatever encoding, and named for what it is.

Nothing is ever written to disk, so a path inside an archive can reach nothing; archives that try are refused all the
same. Every failure is an ``UnreadableFile`` with one sentence: which file, where, what was found, what was expected.
"""

from __future__ import annotations

import codecs
import gzip
import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, cast

from loaders.errors import UnreadableFile

HEAD = 8192
CHUNK = 1 << 16
SINGLE_BYTE = {"latin-1": "cp1252", "cp1252": "cp1252", "ascii": "cp1252", "utf-8": "utf-8"}


@dataclass(frozen=True)
class Limits:
    """What an archive may grow to: ``expanded`` bytes in all, ``ratio`` times its size once past ``free`` bytes."""

    expanded: int = 16 << 30
    ratio: int = 250
    free: int = 64 << 20
    members: int = 10_000


LIMITS = Limits()


@dataclass(frozen=True)
class Member:
    """One file to read: a file on disk, what a gzip file holds, or one entry of a zip."""

    name: str
    _open: Callable[[], IO[bytes]]
    path: Path | None = None

    def open(self) -> IO[bytes]:
        """A binary stream over the content; reading it raises ``UnreadableFile`` when the archive is broken."""
        return self._open()

    def head(self, size: int = HEAD) -> bytes:
        """The first bytes of the content."""
        with self.open() as stream:
            return stream.read(size)


def members(path: Path, limits: Limits = LIMITS) -> Iterator[Member]:
    """The files in a path: itself, or what is in it where it is a gzip or zip archive.

    Raises ``UnreadableFile`` for an empty file, a broken or encrypted archive, an archive inside an archive, a path
    with ``..`` inside a zip, and one that holds too many files.
    """
    head = _first_bytes(path)
    if head.startswith(b"\x1f\x8b"):
        yield from _of_gzip(path, limits)
    elif head.startswith((b"PK\x03\x04", b"PK\x05\x06")) and not is_office(path):
        yield from _of_zip(path, limits)
    else:
        yield Member(path.name, lambda: path.open("rb"), path)


def kind_of(head: bytes) -> str:
    """What a file is, from its first bytes: ``xml``, ``html``, ``json``, ``zip``, ``gzip``, ``xls``, ``pdf``, ``text``, ``binary``."""
    start = head[:HEAD]
    for signature, kind in _SIGNATURES:
        if start.startswith(signature):
            return kind
    text = _decoded(start).lstrip("\ufeff \t\r\n").lower()
    if text.startswith(("<!doctype html", "<html")) or re.search(r"<html[\s>]", text[:2000]):
        return "html"
    if text.startswith("<"):
        return "xml"
    if text.startswith(("{", "[")):
        return "json"
    return "binary" if "\0" in text else "text"


NAMES = {
    "html": "an HTML page (often the error page of a web site)", "json": "JSON", "zip": "a zip archive or a spreadsheet",
    "gzip": "a gzip archive", "xls": "an Excel workbook of the old kind, or another Office document", "pdf": "a PDF document",
    "xlsx": "an Excel workbook (XLSX)", "ods": "an OpenDocument file", "parquet": "a Parquet file", "image": "a picture",
    "text": "plain text", "binary": "neither text nor a format known here", "xml": "XML", "7z": "a 7-Zip archive", "rar": "a RAR archive",
}
_SIGNATURES = (
    (b"PK\x03\x04", "zip"), (b"\x1f\x8b", "gzip"), (b"\xd0\xcf\x11\xe0", "xls"), (b"%PDF", "pdf"), (b"PAR1", "parquet"),
    (b"\x89PNG", "image"), (b"GIF8", "image"), (b"\xff\xd8\xff", "image"), (b"7z\xbc\xaf", "7z"), (b"Rar!", "rar"),
)


def described(head: bytes, path: Path | None = None) -> str:
    """What a file is, in words, for a message; ``path`` lets a workbook be told from another zip."""
    kind = kind_of(head)
    if kind == "zip" and path is not None:
        kind = is_office(path) or kind
    return NAMES[kind]


def is_office(path: Path) -> str:
    """``xlsx`` or ``ods`` where a zip is a workbook or document, else nothing."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError):
        return ""
    if "[Content_Types].xml" in names:
        return "xlsx"
    return "ods" if {"mimetype", "content.xml"} <= names else ""


def _first_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            head = stream.read(HEAD)
    except OSError as error:
        raise UnreadableFile(f"{path.name}: cannot be opened: {error.strerror}") from error
    if not head:
        raise UnreadableFile(f"{path.name}: the file is empty (0 bytes)")
    return head


def _decoded(start: bytes) -> str:
    for mark, name in ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if start.startswith(mark):
            return start.decode(name, "replace")
    if start[1:2] == b"\0" and start[3:4] == b"\0":
        return start.decode("utf-16-le", "replace")
    if start[:1] == b"\0" and start[2:3] == b"\0":
        return start.decode("utf-16-be", "replace")
    return start.decode("utf-8", "replace")


class Metered(io.RawIOBase):
    """A stream out of an archive: counts what comes out and turns every fault of the archive into ``UnreadableFile``."""

    def __init__(self, stream: IO[bytes], name: str, packed: int, limits: Limits) -> None:
        super().__init__()
        self._stream, self._name, self._packed, self._limits, self._out = stream, name, max(packed, 1), limits, 0

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Read into a buffer (the protocol of ``io.RawIOBase``)."""
        data = self.read(len(buffer))
        buffer[:len(data)] = data
        return len(data)

    def read(self, size: int = -1) -> bytes:
        """The next bytes, at most ``size`` of them."""
        try:
            data = self._stream.read(size)
        except EOFError as error:
            raise UnreadableFile(f"{self._name}: the archive breaks off after {self._out:,} bytes of its content") from error
        except (zlib.error, lzma.LZMAError, OSError, zipfile.BadZipFile, struct.error) as error:
            raise UnreadableFile(f"{self._name}: the archive is damaged after {self._out:,} bytes of its content: {error}") from error
        self._out += len(data)
        self._check()
        return data

    def _check(self) -> None:
        if self._out > self._limits.expanded:
            raise UnreadableFile(f"{self._name}: unpacks to more than {self._limits.expanded:,} bytes; unpack it and load the parts")
        if self._out > self._limits.free and self._out > self._limits.ratio * self._packed:
            raise UnreadableFile(
                f"{self._name}: unpacks to more than {self._limits.ratio} times its size, as archives made to fill a machine do;"
                " if it is sound, unpack it and load the file inside"
            )

    def close(self) -> None:
        """Close the archive as well."""
        self._stream.close()
        super().close()


def _of_gzip(path: Path, limits: Limits) -> Iterator[Member]:
    name = path.name.removesuffix(".gz")

    def opened() -> IO[bytes]:
        stream = cast(IO[bytes], gzip.open(path))  # noqa: SIM115 -- closed with the stream around it
        return cast(IO[bytes], Metered(stream, path.name, path.stat().st_size, limits))

    member = Member(name, opened)
    _refuse_archive(member)
    yield member


def _of_zip(path: Path, limits: Limits) -> Iterator[Member]:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    except (zipfile.BadZipFile, OSError, ValueError, struct.error) as error:
        raise UnreadableFile(f"{path.name}: a zip archive that cannot be read: {error}") from error
    _check_entries(path, entries, limits)
    for entry in entries:
        if entry.filename.startswith("__MACOSX/") or PurePosixPath(entry.filename).name.startswith("."):
            continue
        member = Member(f"{path.name}/{entry.filename}", _opener(path, entry, limits))
        _refuse_archive(member)
        yield member


def _check_entries(path: Path, entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    if not entries:
        raise UnreadableFile(f"{path.name}: the zip archive holds no file")
    if len(entries) > limits.members:
        raise UnreadableFile(f"{path.name}: the zip archive holds {len(entries):,} files; expected at most {limits.members:,}")
    for entry in entries:
        parts = re.split(r"[/\\]", entry.filename)
        if ".." in parts or entry.filename.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", entry.filename):
            raise UnreadableFile(f"{path.name}: the zip archive holds a file named {entry.filename!r}, which leads out of it; not read")
        if entry.flag_bits & 1:
            raise UnreadableFile(f"{path.name}: {entry.filename} is protected by a password; expected an archive without one")
    if sum(entry.file_size for entry in entries) > limits.expanded:
        raise UnreadableFile(f"{path.name}: unpacks to more than {limits.expanded:,} bytes; unpack it and load the parts")


def _opener(path: Path, entry: zipfile.ZipInfo, limits: Limits) -> Callable[[], IO[bytes]]:
    def opened() -> IO[bytes]:
        try:
            stream = zipfile.ZipFile(path).open(entry)  # noqa: SIM115 -- closed with the stream around it
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
            raise UnreadableFile(f"{path.name}: {entry.filename} cannot be unpacked: {error}") from error
        return cast(IO[bytes], Metered(stream, f"{path.name}/{entry.filename}", entry.compress_size, limits))
    return opened


def _refuse_archive(member: Member) -> None:
    head = member.head(8)
    if not head:
        raise UnreadableFile(f"{member.name}: the file is empty (0 bytes)")
    if kind_of(head) in {"zip", "gzip", "7z", "rar"}:
        raise UnreadableFile(f"{member.name}: an archive inside an archive; unpack the outer one first")


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
        found = {True: "utf-8", False: "cp1252", None: expected}[_is_utf8(data)]
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
            text = self._decoder.decode(data, final=not data)
            return data if self.encoding == "utf-8" else text.encode("utf-8")
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


def _is_utf8(data: bytes) -> bool | None:
    """Whether bytes are UTF-8, a character cut off at the end aside; None where that is all there is to judge by."""
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        return False
    return None if text.isascii() else True


def _spoken(encoding: str) -> str:
    return {"utf-8": "UTF-8", "cp1252": "Windows-1252"}[encoding]
