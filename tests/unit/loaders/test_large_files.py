"""Files larger than the memory: read as a stream; and where one goes on without end, refused before it fills the machine.

A file of 2 GB is a hole behind some bytes: it takes no room on the disk. What a whole file of 2 GB costs is measured by
``benchmarks.iati_loading``.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from loaders.errors import UnreadableFile
from loaders.registry import LOADERS
from loaders.rows import Fates
from loaders.tables import open_tables
from tests.support.telling import FIXTURES

STATUS = Path("/proc/self/status")
pytestmark = pytest.mark.skipif(not STATUS.exists(), reason="the system does not say how much memory a process has held")

SIZE = 2 << 30
MOST_MB = 500
DEMO = FIXTURES.parents[1] / "demo" / "US-USAGOV_dev.xml"
# A file of 2 GB: the format, what it begins with and how much of that, and what is said of it.
HOLES = {
    "hole.xml": ("iati", "iati/two_activities.xml", 1_500, "not well-formed XML at line 16, byte 1,500; one element goes on for more than"),
    "hole.csv": ("hxl", "hxl/who_does_what.csv", 500, "this is neither text nor a format known here"),
    "hole.jsonl": ("ftm", "ftm/network.jsonl", 100_000, "one value of more than 67,108,864 characters"),
}


def measured(folder: str) -> None:
    """In a process of its own: what is said of each file, and the most memory that the process has held so far."""
    found: dict[str, Any] = {f"{copies} copies": [*sound(Path(folder), copies), megabytes()] for copies in (1, 8)}
    for name, (format_, begins, size, _) in HOLES.items():
        path = Path(folder, name)
        with path.open("wb") as file:
            file.write((FIXTURES / begins).read_bytes()[:size])
            file.truncate(SIZE)
        found[name] = [said(format_, path), megabytes()]
    sys.stdout.write(json.dumps(found))


def sound(folder: Path, copies: int) -> list[int]:
    """Rows of real activities, and of a table, written so many times into a file."""
    head, rest = DEMO.read_bytes().split(b"<iati-activity ", 1)
    body, tail = rest.rsplit(b"</iati-activity>", 1)
    again = b"<iati-activity " + body + b"</iati-activity>"
    activities, table = folder / "a.xml", folder / "a.csv"
    with activities.open("wb") as file:
        file.write(head)
        for number in range(copies):
            file.write(again.replace(b"<iati-identifier>", b"<iati-identifier>%d-" % number))
        file.write(tail)
    with table.open("wb") as file:
        file.write(b"a,b\n")
        for _ in range(100 * copies):
            file.write(b"Police reform,Guatemala\n" * 1_000)
    rows = sum(1 for _ in LOADERS["iati"].rows([activities], Fates()))
    return [rows, sum(1 for found in open_tables(table, Fates()) for _ in found.rows)]


def said(format_: str, path: Path) -> str:
    """The message of a loader."""
    try:
        return f"{sum(1 for _ in LOADERS[format_].rows([path], Fates()))} rows"
    except UnreadableFile as error:
        return str(error)


def megabytes() -> int:
    """The most that this process has held; ``getrusage`` would count what its parent held when it began."""
    return int(STATUS.read_text().split("VmHWM:")[1].split()[0]) >> 10


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    code = f"from {__name__} import measured; measured({str(tmp_path_factory.mktemp('large'))!r})"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True, timeout=600)
    return dict(json.loads(answer.stdout))


@pytest.mark.parametrize("name", HOLES)
def test_two_gigabytes_without_end_are_refused_within_the_memory(found: dict[str, Any], name: str) -> None:
    message, most = found[name]
    assert message.startswith(name)
    assert HOLES[name][-1] in message
    assert 20 < most < MOST_MB


def test_eight_times_as_much_is_read_in_the_same_memory(found: dict[str, Any]) -> None:
    rows, cells, before = found["1 copies"]
    assert (rows > 3_000, cells) == (True, 100_001)
    assert found["8 copies"][:2] == [8 * rows, 800_001]
    assert found["8 copies"][2] - before < 30  # Read whole, the activities alone would take more than 100 MB.
