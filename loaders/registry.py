"""The source formats that can be loaded, by name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from loaders.demo import LOADER as DEMO
from loaders.errors import UnreadableFile
from loaders.ftm import LOADER as FTM
from loaders.hxl import LOADER as HXL
from loaders.iati import LOADER as IATI
from loaders.indicators import LOADER as INDICATORS
from loaders.rates import LOADER as RATES
from loaders.reference import LOADER as REFERENCE
from loaders.register import LOADER as REGISTER
from loaders.rows import Loader
from loaders.sheet import LOADER as SHEET
from loaders.us_assistance import LOADER as US_ASSISTANCE

LOADERS: dict[str, Loader] = {
    loader.name: loader for loader in (REFERENCE, DEMO, IATI, REGISTER, FTM, HXL, US_ASSISTANCE, INDICATORS, RATES, SHEET)
}


def loader_named(name: str) -> Loader:
    """The loader of a format; ``UnreadableFile`` names those that there are."""
    if name not in LOADERS:
        raise UnreadableFile(f"There is no format {name!r}; known are {', '.join(sorted(LOADERS))}.")
    return LOADERS[name]


def recognise(paths: Sequence[Path]) -> list[tuple[Loader, str]]:
    """Loaders that take the first of these files, each with the reason."""
    path = paths[0]
    head = b""
    if path.is_file():
        with path.open("rb") as stream:
            head = stream.read(64 * 1024)
    return [(loader, why) for loader in LOADERS.values() if (why := loader.recognises(path, head))]
