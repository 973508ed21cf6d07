"""Opens the ledger's database and brings its tables up to date."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import OperationalError

from ledger.errors import LedgerError, NewerLedger

MIGRATIONS = Path(__file__).parent / "migrations"


def open_database(url: str) -> Engine:
    """An engine on an up-to-date ledger.

    Raises ``NewerLedger`` when a newer version of the application wrote it, ``LedgerError`` when it cannot be
    opened or written (a full or read-only disk, a wrong address).
    """
    _make_folder(url)
    engine = create_engine(url)
    if url.startswith("sqlite"):
        event.listen(engine, "connect", _sqlite_settings)
    try:
        _upgrade(engine)
    except OperationalError as error:
        raise LedgerError(
            f"The ledger at {engine.url.render_as_string(hide_password=True)} cannot be opened or written: {error.orig}. "
            "Check that its folder exists, that the disk is neither full nor read-only, and DATABASE_URL."
        ) from error
    return engine


def _make_folder(url: str) -> None:
    if not url.startswith("sqlite:///") or url == "sqlite:///:memory:":
        return
    folder = Path(url.removeprefix("sqlite:///")).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LedgerError(f"The folder {folder} cannot be made: {error.strerror}. Set PARTNERGRAPH_HOME to another.") from error


def _sqlite_settings(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA busy_timeout = 10000")
    cursor.close()


def _upgrade(engine: Engine) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    scripts = ScriptDirectory.from_config(config)
    with engine.begin() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
        known = {revision.revision for revision in scripts.walk_revisions()}
        if current and current not in known:
            raise NewerLedger(
                f"The ledger was written by a newer version of Partnergraph (its tables are at {current}, this version knows up to "
                f"{scripts.get_current_head()}). Use that version, or another PARTNERGRAPH_HOME."
            )
        if current != scripts.get_current_head():
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
