"""Neo4j's jars: fetched once through jgo into the cache, every one checked against a committed sha256 before it runs."""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import filelock
import requests
from jgo.maven import MavenContext

from graph.engine.disk import disk_errors, need_space
from graph.errors import EngineError

DEFAULT_VERSION = "5.26.30"
CALENDAR_VERSION = "2026.09.0"
LOCKS = Path(__file__).parent / "locks"
WORKERS = 4
ATTEMPTS = 3

OnProgress = Callable[[int, int], None]


class Jar(NamedTuple):
    """One jar as the lock knows it; ``coordinate`` is group:artifact:version[:classifier]."""

    name: str
    coordinate: str
    sha256: str
    size: int


@dataclass(frozen=True)
class JarLock:
    """Every jar of one Neo4j version."""

    version: str
    jars: tuple[Jar, ...]

    @property
    def size(self) -> int:
        """Bytes of all jars."""
        return sum(jar.size for jar in self.jars)


def read_lock(version: str) -> JarLock:
    """The committed lock of a version; ``EngineError`` names the versions there are."""
    path = LOCKS / f"neo4j-{version}.json"
    if not path.is_file():
        known = ", ".join(sorted(p.stem.removeprefix("neo4j-") for p in LOCKS.glob("*.json")))
        raise EngineError(f"No Neo4j {version} can be embedded; there are: {known}.")
    jars = json.loads(path.read_text(encoding="utf-8"))["jars"]
    return JarLock(version, tuple(Jar(name, *row) for name, row in sorted(jars.items())))


def jar_folder(cache: Path, version: str) -> Path:
    """Where the jars of a version lie in the cache. The folder may be copied to another machine as it stands."""
    return cache / f"neo4j-{version}"


@dataclass(frozen=True)
class JarCache:
    """Where jars are kept, and where they come from: Maven Central unless ``repository`` names a mirror of it."""

    folder: Path
    repository: str = ""
    on_progress: OnProgress | None = None

    def context(self, scratch: Path) -> MavenContext:
        """jgo's way to the repository, with ``scratch`` for what is on its way."""
        return MavenContext(repo_cache=scratch, remote_repos={"mirror": self.repository} if self.repository else None, timeout=30)


def ensure_jars(cache: JarCache, version: str) -> list[Path]:
    """The verified jars of a version, in the order of the class path; fetches what is missing.

    Every jar is hashed at every call (about half a second), so one that was changed is noticed, whenever it was.
    ``cache.on_progress(done, total)`` counts bytes. Raises ``EngineError`` when a jar differs from the lock, or with
    what to do instead when the fetch fails.
    """
    lock = read_lock(version)
    folder = jar_folder(cache.folder, version)
    if verify(folder, lock):
        with disk_errors(cache.folder, "PARTNERGRAPH_CACHE"):
            folder.mkdir(parents=True, exist_ok=True)
            with filelock.FileLock(cache.folder / f"neo4j-{version}.lock"):
                fetch(cache, lock)
    return [folder / jar.name for jar in lock.jars]


def verify(folder: Path, lock: JarLock) -> list[Jar]:
    """The jars that are not there; ``EngineError`` when one is there and is not the one of the lock."""
    present = [jar for jar in lock.jars if (folder / jar.name).is_file()]
    with ThreadPoolExecutor(WORKERS) as pool:
        sums = list(pool.map(lambda jar: _sha256(folder / jar.name), present))
    for jar, found in zip(present, sums, strict=True):
        if found != jar.sha256:
            raise EngineError(
                f"{folder / jar.name} is not the file that was published: its sha256 is {found}, expected {jar.sha256}. "
                f"Nothing was started. Find out who changed it; delete the folder {folder} to fetch it again."
            )
    return [jar for jar in lock.jars if jar not in set(present)]


def fetch(cache: JarCache, lock: JarLock) -> None:
    """Fetch the jars that the cache lacks; each appears there whole and verified, so a broken fetch goes on where it broke off."""
    folder = jar_folder(cache.folder, lock.version)
    missing = [jar for jar in lock.jars if not (folder / jar.name).is_file()]
    need_space(folder, sum(jar.size for jar in missing), "PARTNERGRAPH_CACHE")
    done = lock.size - sum(jar.size for jar in missing)
    with _scratch(folder) as scratch, ThreadPoolExecutor(WORKERS) as pool:
        context = cache.context(scratch)
        try:
            for jar in pool.map(lambda jar: _fetch_one(context, jar, folder), missing):
                done += jar.size
                if cache.on_progress:
                    cache.on_progress(done, lock.size)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


@contextlib.contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    """A folder for half-fetched files beside ``folder``; what a killed fetch left there goes too (its lock is ours)."""
    for left in folder.parent.glob(f"{folder.name}.part-*"):
        shutil.rmtree(left, ignore_errors=True)
    scratch = Path(tempfile.mkdtemp(prefix=f"{folder.name}.part-", dir=folder.parent))
    try:
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _fetch_one(context: MavenContext, jar: Jar, folder: Path) -> Jar:
    group, artifact, version, *classifier = jar.coordinate.split(":")
    wanted = context.project(group, artifact).at_version(version).artifact("".join(classifier), "jar")
    for attempt in range(1, ATTEMPTS + 1):
        try:
            path = wanted.resolve()
        except (requests.RequestException, RuntimeError) as error:
            if wanted.cached_path is not None:
                wanted.cached_path.unlink(missing_ok=True)
            if attempt == ATTEMPTS:
                raise EngineError(_fetch_help(jar, error, folder)) from error
        else:
            break
    found = _sha256(path)
    if found != jar.sha256:
        raise EngineError(
            f"The repository gave another {jar.name} than the one this release was tested with: its sha256 is {found}, "
            f"expected {jar.sha256}. It was not kept. A proxy or mirror may have changed it."
        )
    path.replace(folder / jar.name)
    return jar


def _fetch_help(jar: Jar, error: Exception, folder: Path) -> str:
    return (
        f"Neo4j could not be fetched: {jar.coordinate} ({str(error)[:300]}). What you can do: check the network (HTTPS_PROXY is honoured; "
        "PARTNERGRAPH_MAVEN names a mirror) and run the command again, it goes on where it broke off; "
        f"or fill the cache elsewhere and copy its folder to {folder}; "
        "or set NEO4J_URI to a Neo4j of your own, such as the one of compose.yaml (docker compose up neo4j)."
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
