"""What a full, read-only or forbidden disk says."""

from __future__ import annotations

import contextlib
import errno
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from graph.errors import EngineError

CAUSES = {
    errno.ENOSPC: "the disk is full",
    errno.EROFS: "the disk is read-only",
    errno.EACCES: "this account may not write there",
    errno.EPERM: "this account may not write there",
}


def disk_message(error: OSError, folder: Path, setting: str) -> str:
    """One sentence on why a folder cannot be written, and which setting moves it."""
    cause = CAUSES.get(error.errno or 0, error.strerror or str(error))
    return f"{folder} cannot be used: {cause}. Make room there or allow it, or set {setting} to another folder."


@contextlib.contextmanager
def disk_errors(folder: Path, setting: str) -> Iterator[None]:
    """Turns the errors of the operating system inside into an ``EngineError`` that names folder, cause and setting."""
    try:
        yield
    except OSError as error:
        raise EngineError(disk_message(error, folder, setting)) from error


def ensure_writable(folder: Path, setting: str) -> None:
    """Make the folder, and see that a file can be written there; ``EngineError`` that names cause and setting otherwise."""
    with disk_errors(folder, setting):
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b" " * 4096)


def need_space(folder: Path, size: int, setting: str, spare: int = 50_000_000) -> None:
    """``EngineError`` unless ``size`` bytes and some to spare fit on the disk of ``folder``."""
    free = shutil.disk_usage(folder).free
    if free < size + spare:
        raise EngineError(
            f"{folder} has {free // 1_000_000} MB left; {(size + spare) // 1_000_000} MB are needed. "
            f"Make room there, or set {setting} to another folder."
        )
