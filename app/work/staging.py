"""Files that a person handed in, in a folder beside the ledger until they are applied or thrown away."""

from __future__ import annotations

import secrets
import shutil
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from werkzeug.datastructures import FileStorage

from app.settings import Settings
from ledger.models import Upload
from loaders.files import described
from loaders.path.mappings import is_mapping
from loaders.registry import LOADERS, recognise
from loaders.rows import Loader

LONGEST_NAME = 150
PROBLEMS = "problems.jsonl"
# Formats that are not for a file alone on the upload page: built-in tables and the demonstration's folder.
NOT_OFFERED = ("reference", "demo")


def keep(settings: Settings, files: Iterable[FileStorage]) -> tuple[str, list[dict[str, Any]]]:
    """Put files into a new staging folder; its name, and name and size of each file. ``OSError`` leaves nothing behind."""
    token = secrets.token_hex(8)
    root = settings.home / "uploads" / token
    kept = []
    try:
        for number, file in enumerate(files):
            path = root / f"{number:04d}" / plain_name(file.filename or "")
            path.parent.mkdir(parents=True)
            file.save(path, buffer_size=1 << 20)
            kept.append({"name": path.name, "size": path.stat().st_size})
    except OSError:
        shutil.rmtree(root, ignore_errors=True)
        raise
    return token, kept


def plain_name(given: str) -> str:
    """The name of a file without folders and control characters, short enough for every file system."""
    name = given.replace("\\", "/").rpartition("/")[2]
    name = "".join(c for c in name if unicodedata.category(c) not in ("Cc", "Cf", "Cs")).strip(" .")
    stem, dot, suffix = name.rpartition(".")
    short = f"{stem[: LONGEST_NAME - len(suffix)]}{dot}{suffix}" if dot and len(suffix) < 20 else name[:LONGEST_NAME]
    while len(short.encode()) > 250:
        short = short[1:]
    return short or "file"


def folder(settings: Settings, upload: Upload) -> Path:
    """The staging folder of an upload."""
    return settings.home / "uploads" / upload.folder


def paths(settings: Settings, upload: Upload) -> list[Path]:
    """Its files, in the order given."""
    return sorted(folder(settings, upload).glob("[0-9]*/*"))


def take_mappings(settings: Settings, upload: Upload) -> list[Path]:
    """The files of an upload that are mappings; they are kept in the ledger, not loaded."""
    return [path for path in paths(settings, upload) if is_mapping(path)]


def drop(settings: Settings, upload: Upload) -> None:
    """Remove the files of an upload."""
    shutil.rmtree(folder(settings, upload), ignore_errors=True)


def formats() -> list[Loader]:
    """The formats that a person may choose."""
    return [loader for name, loader in LOADERS.items() if name not in NOT_OFFERED]


def recognised(found: Sequence[Path]) -> list[tuple[Loader, str]]:
    """Formats of all these files together, each with the reason."""
    each = [{loader.name: why for loader, why in recognise([path]) if loader.name not in NOT_OFFERED} for path in found]
    common = set.intersection(*(set(whys) for whys in each)) if each else set()
    return [(LOADERS[name], why) for name, why in each[0].items() if name in common] if common else []


def looks_like(path: Path) -> str:
    """What a file is, in words."""
    with path.open("rb") as stream:
        head = stream.read(8192)
    return described(head, path) if head else "an empty file"
