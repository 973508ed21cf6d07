"""Fetching and checking jars, from a repository on this machine."""

from __future__ import annotations

import functools
import hashlib
import http.server
import io
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from graph.engine import CALENDAR_VERSION, DEFAULT_VERSION, Progress, jars
from graph.engine.jars import Jar, JarCache, JarLock, ensure_jars, fetch, read_lock, verify
from graph.errors import EngineError

ONE, TWO = b"first jar", b"second jar" * 1000


class Handler(http.server.SimpleHTTPRequestHandler):
    asked: list[str] = []

    def log_message(self, format: str, *args: object) -> None:
        if self.path.endswith(".jar"):
            self.asked.append(self.path.rsplit("/", 1)[1])


@pytest.fixture
def repository(tmp_path: Path) -> Iterator[str]:
    """The address of a Maven repository that holds two jars."""
    root = tmp_path / "repository"
    for path, content in {"org/one/1.0/one-1.0.jar": ONE, "org/two/2.0/two-2.0-linux.jar": TWO}.items():
        (root / path).parent.mkdir(parents=True)
        (root / path).write_bytes(content)
    Handler.asked = []
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(root)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def lock_of(**sums: str) -> JarLock:
    sha = {"one": hashlib.sha256(ONE).hexdigest(), "two": hashlib.sha256(TWO).hexdigest(), **sums}
    jars = Jar("one-1.0.jar", "org:one:1.0", sha["one"], len(ONE)), Jar("two-2.0-linux.jar", "org:two:2.0:linux", sha["two"], len(TWO))
    return JarLock("9.9.9", jars)


@pytest.fixture
def locked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> JarLock:
    """The lock of a version that has the two jars, where committed locks are looked for."""
    rows = ", ".join(f'"{jar.name}": ["{jar.coordinate}", "{jar.sha256}", {jar.size}]' for jar in lock_of().jars)
    (tmp_path / "neo4j-9.9.9.json").write_text(f'{{"neo4j": "9.9.9", "jars": {{{rows}}}}}')
    monkeypatch.setattr(jars, "LOCKS", tmp_path)
    return lock_of()


def test_jars_arrive_whole_and_a_second_call_asks_for_nothing(locked: JarLock, repository: str, tmp_path: Path) -> None:
    cache = JarCache(tmp_path / "cache", repository)
    assert [path.read_bytes() for path in ensure_jars(cache, "9.9.9")] == [ONE, TWO]
    assert sorted(Handler.asked) == ["one-1.0.jar", "two-2.0-linux.jar"]
    ensure_jars(cache, "9.9.9")
    assert len(Handler.asked) == 2
    assert {path.name for path in (tmp_path / "cache" / "neo4j-9.9.9").iterdir()} == {"one-1.0.jar", "two-2.0-linux.jar"}


def test_an_interrupted_fetch_goes_on_and_clears_up(locked: JarLock, repository: str, tmp_path: Path) -> None:
    folder = tmp_path / "cache" / "neo4j-9.9.9"
    folder.mkdir(parents=True)
    (folder / "one-1.0.jar").write_bytes(ONE)
    left = tmp_path / "cache" / "neo4j-9.9.9.part-left"
    left.mkdir()
    seen: list[tuple[int, int]] = []
    ensure_jars(JarCache(tmp_path / "cache", repository, lambda done, total: seen.append((done, total))), "9.9.9")
    assert Handler.asked == ["two-2.0-linux.jar"]
    assert seen == [(len(ONE) + len(TWO), len(ONE) + len(TWO))]
    assert not left.exists()


def test_two_fetches_at_once_fetch_once(locked: JarLock, repository: str, tmp_path: Path) -> None:
    cache = JarCache(tmp_path / "cache", repository)
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(lambda _: ensure_jars(cache, "9.9.9"), range(2))
    assert first == second and sorted(Handler.asked) == ["one-1.0.jar", "two-2.0-linux.jar"]


def test_a_jar_that_was_changed_is_noticed_and_nothing_is_fetched(locked: JarLock, repository: str, tmp_path: Path) -> None:
    cache = JarCache(tmp_path / "cache", repository)
    path = ensure_jars(cache, "9.9.9")[0]
    path.write_bytes(ONE.replace(b"f", b"F"))
    with pytest.raises(EngineError, match=r"one-1\.0\.jar is not the file that was published.*Nothing was started"):
        ensure_jars(cache, "9.9.9")
    assert len(Handler.asked) == 2


def test_a_repository_that_gives_another_file_is_refused_and_the_file_not_kept(repository: str, tmp_path: Path) -> None:
    cache = JarCache(tmp_path, repository)
    (tmp_path / "neo4j-9.9.9").mkdir()
    with pytest.raises(EngineError, match=r"gave another two-2\.0-linux\.jar"):
        fetch(cache, lock_of(two="0" * 64))
    assert not (tmp_path / "neo4j-9.9.9" / "two-2.0-linux.jar").exists()


def test_a_failed_fetch_says_what_to_do_instead(locked: JarLock, tmp_path: Path) -> None:
    with pytest.raises(EngineError) as caught:
        ensure_jars(JarCache(tmp_path / "cache", "http://127.0.0.1:1"), "9.9.9")
    for way_out in ("HTTPS_PROXY", "PARTNERGRAPH_MAVEN", str(tmp_path / "cache" / "neo4j-9.9.9"), "NEO4J_URI", "compose.yaml"):
        assert way_out in str(caught.value)


def test_a_cache_that_cannot_be_written_says_so(locked: JarLock, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(EngineError, match=r"cannot be used.*set PARTNERGRAPH_CACHE"):
        ensure_jars(JarCache(tmp_path / "file" / "cache"), "9.9.9")


@pytest.mark.parametrize("version", [DEFAULT_VERSION, CALENDAR_VERSION])
def test_the_committed_locks_are_complete_and_name_no_host(version: str) -> None:
    lock = read_lock(version)
    names = {jar.name for jar in lock.jars}
    assert {f"neo4j-{version}.jar", f"neo4j-server-{version}.jar", f"neo4j-bolt-{version}.jar"} <= names
    assert all(len(jar.sha256) == 64 and jar.size > 0 and jar.coordinate.count(":") in (2, 3) for jar in lock.jars)
    assert "//" not in (jars.LOCKS / f"neo4j-{version}.json").read_text()


def test_an_unknown_version_names_the_known_ones() -> None:
    with pytest.raises(EngineError, match=rf"there are: {CALENDAR_VERSION}, {DEFAULT_VERSION}\."):
        read_lock("4.4.0")


def test_an_empty_cache_lacks_everything(tmp_path: Path) -> None:
    assert verify(tmp_path / "none", lock_of()) == list(lock_of().jars)


def test_progress_is_a_few_plain_lines_where_there_is_no_terminal() -> None:
    out = io.StringIO()
    show = Progress("Fetching Neo4j", out)
    for done in range(0, 201, 2):
        show(done * 1_000_000, 200_000_000)
    lines = out.getvalue().splitlines()
    assert lines[0] == "Fetching Neo4j:   0% of 200 MB" and lines[-1] == "Fetching Neo4j: 100% of 200 MB"
    assert len(lines) <= 12


def test_progress_is_redrawn_on_a_terminal() -> None:
    out = io.StringIO()
    out.isatty = lambda: True  # type: ignore[method-assign]
    Progress("Fetching Neo4j", out)(50, 50)
    assert out.getvalue() == f"\rFetching Neo4j [{'#' * 30}] 100% of 0 MB\n"
