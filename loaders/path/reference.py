"""The built-in source ``reference`` and the tables that a person may edit: both are loaded before anything else."""

from __future__ import annotations

from pathlib import Path

from ledger.errors import LedgerError
from loaders.path.apply import Stores
from loaders.path.load import Outcome, Request, load
from loaders.reference import EDITABLE, LOADER, default_files

# Hand-kept tables by name. Those of ``reference`` become nodes and links; ``scope`` says who would have reported what.
REFERENCE_TABLES = {Path(name).stem: name for name in EDITABLE}
TABLES = (*sorted(REFERENCE_TABLES), "scope")


def ensure_reference(stores: Stores) -> Outcome:
    """Load the reference data as it stands, edited tables in place of the shipped ones; the same bytes are recognised at once."""
    edited = {file: _written(stores, name, file) for name, file in REFERENCE_TABLES.items()}
    files = [edited.get(path.name) or path for path in default_files()]
    return load(stores, Request(LOADER, files, allow_removals=True))


def set_table(stores: Stores, name: str, content: str, why: str = "", by: str = "") -> Outcome | None:
    """Put a new version of a table in force; the outcome of the load that follows from it, if one does.

    Raises ``LedgerError`` for a table that there is not and when nothing differs; a faulty table changes nothing.
    """
    if name not in TABLES:
        raise LedgerError(f"There is no table {name!r}; known are {', '.join(TABLES)}.")
    before = stores.ledger.table(name)
    if not stores.ledger.set_table(name, content, why, by):
        raise LedgerError(f"The table {name} says that already; nothing was changed.")
    if name not in REFERENCE_TABLES:
        return None
    try:
        return ensure_reference(stores)
    except BaseException:
        stores.ledger.drop_table_version(name, keep=before)
        raise


def table_content(stores: Stores, name: str) -> str | None:
    """A table as it stands: the edited version, else the shipped one (``None``: there is none)."""
    edited = stores.ledger.table(name)
    if edited is None and name in REFERENCE_TABLES:
        return EDITABLE[REFERENCE_TABLES[name]].read_text(encoding="utf-8")
    return edited


def _written(stores: Stores, name: str, file: str) -> Path | None:
    content = stores.ledger.table(name)
    if content is None:
        return None
    folder = stores.archive.root.parent / "tables"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / file
    path.write_text(content, encoding="utf-8", newline="")
    return path
