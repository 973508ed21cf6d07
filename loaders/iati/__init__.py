"""IATI activity and organisation files, versions 1.01 to 2.03: read, transform, rows.

A record is an activity; its key is the iati-identifier. ``docs/data/iati.md`` says what becomes of each element.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from loaders.iati.activity import activity
from loaders.iati.organisation import organisation
from loaders.iati.read import ACTIVITY, recognises, records
from loaders.iati.record import Load
from loaders.iati.values import texts
from loaders.rows import Fates, Loader, Row, SourceInfo

VERSION = "2"


def rows(files: Sequence[Path], fates: Fates) -> Iterator[Row]:
    """All rows of the files; ``UnreadableFile`` when one of them cannot be read to its end."""
    load = Load(fates)
    for found in records(files, fates):
        yield from activity(found, load) if found.element.tag == ACTIVITY else organisation(found, load)


def source(files: Sequence[Path]) -> SourceInfo:
    """One feed slot per publisher: the reporter of the first activity names it."""
    for found in records(files, Fates()):
        reporter = found.element.find("reporting-org")
        if reporter is None:
            break
        names = texts(reporter, "")
        ref = (reporter.get("ref") or "").strip()
        key = re.sub(r"[^a-z0-9]+", "-", (ref or (names[0][1] if names else "")).lower()).strip("-")
        name = names[0][1] if names else ref
        if key:
            return SourceInfo(f"iati-{key}", f"{name}: IATI activities", publisher=name)
        break
    stem = re.sub(r"[^a-z0-9]+", "-", files[0].stem.lower()).strip("-")
    return SourceInfo(f"iati-{stem}", f"{files[0].name}: IATI activities")


LOADER = Loader("iati", VERSION, "IATI activity and organisation files", rows, source, recognises)
