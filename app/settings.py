"""Every setting: one declared list (name, default, help), read from the environment and checked at start."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs


@dataclass(frozen=True)
class Setting:
    """One environment variable."""

    name: str
    default: str
    help: str


SETTINGS = (
    Setting("PARTNERGRAPH_HOME", "instance", "Folder of everything that the application keeps, the fetched jars excepted."),
    Setting("PARTNERGRAPH_CACHE", "", "Folder of the fetched Neo4j jars, shared by all instances. Default: the user's cache folder."),
    Setting("PARTNERGRAPH_MAVEN", "", "Address of the Maven repository that the jars are fetched from. Empty: Maven Central."),
    Setting("NEO4J_URI", "", "Address of your own Neo4j (5.26 or later), such as neo4j://graph.example.org:7687. Empty: an embedded one."),
    Setting("NEO4J_USERNAME", "neo4j", "User at NEO4J_URI."),
    Setting("NEO4J_PASSWORD", "", "Password at NEO4J_URI."),
    Setting("NEO4J_DATABASE", "neo4j", "Database at NEO4J_URI."),
    Setting("DATABASE_URL", "", "Ledger. Empty: SQLite in PARTNERGRAPH_HOME."),
    Setting("PARTNERGRAPH_HOST", "127.0.0.1", "Address that the web server listens on."),
    Setting("PARTNERGRAPH_PORT", "5000", "Port of the web server; the next free one if it is taken."),
    Setting("PARTNERGRAPH_TODAY", "", "A date (YYYY-MM-DD) that stands for today on every page; empty: the clock."),
    Setting("PARTNERGRAPH_UPLOAD_MB", "500", "Most megabytes that one upload may hold, from 1 to 1000; `flask load` has no limit."),
    Setting(
        "PARTNERGRAPH_ORIGINALS", "on",
        "on: a person at this machine may download original files of loads; off: nobody may; none: they are not kept from then on.",
    ),
    Setting("PARTNERGRAPH_CONSOLE", "on", "on: whoever reaches the site may ask the graph in Cypher, reading only; off: nobody may."),
    Setting("PARTNERGRAPH_BOUNDARIES", "", "TopoJSON or GeoJSON file of countries for the map of the world. Empty: the shipped one."),
    Setting("PARTNERGRAPH_DISTRICTS", "", "Such a file of first-level parts (ISO 3166-2). Empty: U.S. states alone have outlines."),
    Setting("SECRET_KEY", "", "Signs sessions and forms. Empty: a random one, kept in PARTNERGRAPH_HOME."),
)


class SettingError(Exception):
    """A setting that cannot be used; says which, what was found and what was expected."""


@dataclass(frozen=True)
class Settings:
    """Settings as read; ``values`` by name, every declared name present."""

    values: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.values[name]

    def opened_on(self, day: str) -> Settings:
        """The same settings with a day that stands for today, unless one was set."""
        return Settings({**self.values, "PARTNERGRAPH_TODAY": self.values["PARTNERGRAPH_TODAY"] or day})

    @property
    def home(self) -> Path:
        """Folder of everything that is kept."""
        return Path(self.values["PARTNERGRAPH_HOME"]).expanduser().resolve()

    @property
    def cache(self) -> Path:
        """Folder of the fetched jars."""
        given = self.values["PARTNERGRAPH_CACHE"]
        return Path(given).expanduser().resolve() if given else platformdirs.user_cache_path("partnergraph")

    @property
    def database_url(self) -> str:
        """SQLAlchemy address of the ledger."""
        return self.values["DATABASE_URL"] or f"sqlite:///{(self.home / 'ledger.sqlite').as_posix()}"


def read_settings(environment: Mapping[str, str] | None = None, **overrides: str) -> Settings:
    """Settings from the environment, with overrides by name (for tests); ``SettingError`` on a bad one."""
    found = {**(os.environ if environment is None else environment), **overrides}
    values = {s.name: found.get(s.name) or s.default for s in SETTINGS}
    unknown = set(overrides) - set(values)
    if unknown:
        raise SettingError(f"no setting is named {', '.join(sorted(unknown))}")
    if not values["PARTNERGRAPH_PORT"].isdecimal() or not 0 < int(values["PARTNERGRAPH_PORT"]) < 65536:
        raise SettingError(f"PARTNERGRAPH_PORT is {values['PARTNERGRAPH_PORT']!r}: expected a port from 1 to 65535")
    for name, choices in (("PARTNERGRAPH_ORIGINALS", ("on", "off", "none")), ("PARTNERGRAPH_CONSOLE", ("on", "off"))):
        if values[name] not in choices:
            raise SettingError(f"{name} is {values[name]!r}: expected {' or '.join(choices)}")
    megabytes = values["PARTNERGRAPH_UPLOAD_MB"]
    if not megabytes.isdecimal() or not 0 < int(megabytes) <= 1000:
        raise SettingError(f"PARTNERGRAPH_UPLOAD_MB is {megabytes!r}: expected a whole number from 1 to 1000")
    return Settings(values)
