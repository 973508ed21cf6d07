"""Every reader on files that were damaged in any way: rows or one clear message; never a crash, a hang or an unclear exception.

`make fuzz` runs it, for PARTNERGRAPH_FUZZ_SECONDS (20) a reader; it is no part of `make test`. What it finds becomes an ordinary test.
"""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from loaders.demo import TABLES
from loaders.errors import UnreadableFile
from loaders.path.rows_archive import RowsArchive, finish
from loaders.registry import LOADERS
from loaders.rows import Fates, Loader
from tests.support.telling import FIXTURES, by, told

SECONDS = float(os.environ.get("PARTNERGRAPH_FUZZ_SECONDS", "20"))
LONGEST = 30
DEMO = FIXTURES.parents[1] / "demo"
HDI = b"iso3,country,hdi_2020,hdi_2021\nPER,Peru,0.7,0.762\nCHL,Chile,0.85,\n"
SUFFIXES = {".csv", ".tsv", ".json", ".jsonl", ".xml", ".md", ".xlsx", ".ods", ".xls", ".gz", ".zip"}
TOKENS = [
    b"", b"\0", b"\r", b"\n", b'"', b",", b";", b"\t", b"<", b">", b"</", b"&", b"&#0;", b"<!DOCTYPE x>", b"{", b"}", b"[", b"]", b"null",
    b"NaN", b"1e999", b"-", b"99999999999999999999", b"2021-02-30", b"0000-00-00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xe2\x80\xae", b"#org",
    b"=1+1", "é".encode("cp1252"), b"x" * 3000,
]


def seeds(name: str) -> list[tuple[str, bytes]]:
    """Sound files of a format, by name."""
    if name == "indicators":
        return [("hdi.csv", HDI)]
    if name == "demo":
        return [(table, (DEMO / table).read_bytes()) for table in (*TABLES, "focus_areas.csv")]
    if name == "sheet":
        return [("partners.csv", (FIXTURES / "sheet" / "partners.csv").read_bytes())]
    folder = FIXTURES / name.replace("-", "_")
    found = [path for path in sorted(folder.rglob("*")) if path.suffix in SUFFIXES and path.stat().st_size < 100_000]
    return [(path.name, path.read_bytes()) for path in found]


def damaged(content: bytes) -> st.SearchStrategy[bytes]:
    """A file with up to four stretches of it replaced, moved or doubled, perhaps cut off."""
    place = st.integers(0, max(len(content) - 1, 0))
    change = st.tuples(place, st.integers(0, 40), st.sampled_from(TOKENS) | st.binary(max_size=12), st.booleans())
    return st.tuples(st.lists(change, max_size=4), st.none() | place).map(lambda drawn: _changed(content, *drawn))


def _changed(content: bytes, changes: list[tuple[int, int, bytes, bool]], end: int | None) -> bytes:
    for at, size, token, again in changes:
        content = content[:at] + token + (content[at : at + size] if again else b"") + content[at + size :]
    return content if end is None else content[:end]


def reader(name: str) -> Loader:
    """The loader of a format, a sheet's by its mapping."""
    return by(LOADERS[name], FIXTURES / "sheet" / "partners.yaml") if name == "sheet" else LOADERS[name]


def too_long(_signal: int, _frame: object) -> None:
    """Break off what hangs."""
    raise AssertionError(f"it takes more than {LONGEST} seconds")


@pytest.fixture
def ticking() -> Callable[[int], None]:
    """Sets the alarm, where the system has one."""
    if not hasattr(signal, "alarm"):
        return lambda _seconds: None
    signal.signal(signal.SIGALRM, too_long)
    return signal.alarm  # type: ignore[return-value]


@pytest.mark.parametrize("name", [name for name in LOADERS if name != "reference"])
def test_a_damaged_file(name: str, tmp_path: Path, ticking: Callable[[int], None]) -> None:
    sound, loader, over = seeds(name), reader(name), time.monotonic() + SECONDS
    assert sound
    count = 0

    @settings(max_examples=5 if name == "demo" else 50, deadline=None, database=None, suppress_health_check=list(HealthCheck),
              phases=(Phase.generate, Phase.shrink))
    @given(st.sampled_from(sound).flatmap(lambda seed: st.tuples(st.just(seed[0]), damaged(seed[1]))))
    def attempt(file: tuple[str, bytes]) -> None:
        nonlocal count
        count += 1
        ticking(LONGEST)
        try:
            _read(loader, _written(tmp_path, name, sound, *file))
        except UnreadableFile as error:
            assert "\n" not in str(error) and 10 < len(str(error)) < 2000, str(error)
        finally:
            ticking(0)

    # Round by round: Hypothesis goes on making examples after the time is over, and that alone takes minutes.
    while time.monotonic() < over:
        attempt()
    assert count > 0


def _read(loader: Loader, files: list[Path]) -> None:
    """Through the checks of the load path; the demonstration is one load whose tables name each other's things."""
    if loader.name != "demo":
        told(loader, *files)
        return
    fates = Fates()
    with TemporaryDirectory() as folder:
        with RowsArchive(Path(folder), "demo", 1) as archive:
            archive.add(loader.rows(files, fates))
        finish(Path(folder), "snapshot")


def _written(folder: Path, name: str, sound: list[tuple[str, bytes]], file: str, content: bytes) -> list[Path]:
    """The files of one load: the damaged one, and for the demonstration the others as they are."""
    shutil.rmtree(folder)
    folder.mkdir()
    whole = dict(sound) if name == "demo" else {}
    for other, bytes_ in (whole | {file: content}).items():
        (folder / other).write_bytes(bytes_)
    return [folder / other for other in whole] or [folder / file]
