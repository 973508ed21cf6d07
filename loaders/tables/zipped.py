"""The XML parts of a workbook (XLSX, ODS), opened within limits and read element by element."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

from lxml import etree

from loaders.errors import UnreadableFile
from loaders.files import LIMITS, Member, Metered
from loaders.xml_files import Xml, where_broken


class Zipped:
    """A workbook that is a zip archive of XML parts."""

    def __init__(self, path: Path) -> None:
        self.path, self.name = path, path.name
        try:
            with zipfile.ZipFile(path) as archive:
                self._entries = {entry.filename: entry for entry in archive.infolist()}
        except (zipfile.BadZipFile, OSError, ValueError) as error:
            raise UnreadableFile(f"{path.name}: a workbook that is damaged: {error}") from error

    def __contains__(self, part: str) -> bool:
        return part in self._entries

    def member(self, part: str) -> Member:
        """A part, to be opened as often as needed; ``UnreadableFile`` where the workbook lacks it."""
        if part not in self._entries:
            raise UnreadableFile(f"{self.name}: the workbook lacks its part {part}; it is damaged or of another kind")
        return Member(f"{self.name} ({part})", lambda: self._open(part))

    def elements(self, part: str, *names: str, starts: bool = False) -> Iterator[etree._Element]:
        """Elements of these local names, in order, each emptied when the next one is asked for.

        ``starts``: given as they begin (their attributes are there, their content is not).
        """
        member = self.member(part)
        xml = Xml(member)
        try:
            yield from _elements(xml, names, starts)
        except etree.XMLSyntaxError as error:
            at = where_broken(member) or f"line {error.lineno}"
            raise UnreadableFile(f"{member.name}: not well-formed XML at {at}: {error.msg}") from error
        finally:
            xml.stream.close()

    def _open(self, part: str) -> IO[bytes]:
        entry = self._entries[part]
        try:
            stream = zipfile.ZipFile(self.path).open(entry)  # noqa: SIM115
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
            raise UnreadableFile(f"{self.name}: its part {part} cannot be unpacked: {error}") from error
        return cast(IO[bytes], Metered(stream, f"{self.name} ({part})", entry.compress_size, LIMITS))


def _elements(xml: Xml, names: tuple[str, ...], starts: bool) -> Iterator[etree._Element]:
    parser = etree.iterparse(
        xml.stream,
        events=("start",) if starts else ("end",),
        tag=[f"{{*}}{name}" for name in names],
        encoding=xml.encoding,
        huge_tree=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    for _, element in parser:
        yield element
        if not starts:
            _release(element)
        xml.given_back()


def _release(element: etree._Element) -> None:
    """Give back the memory of an element that was read, and of what came before it."""
    element.clear()
    parent = element.getparent()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]
