"""CPU seconds of the page of columns for a large sheet: the first rows, suggestions, and 500 records by the mapping.

    python -m benchmarks.mapper [--rows 200000] [--load csv|xlsx]

With ``--load`` the large file is loaded afterwards by the mapping that was suggested: seconds, and the highest memory of
this process.
"""

from __future__ import annotations

import argparse
import csv
import tempfile
import time
from pathlib import Path

import openpyxl

from app.mapper.form import suggested
from app.mapper.trial import attempt
from app.settings import read_settings
from benchmarks.loading import Peak, _fresh
from graph.client import Graph
from graph.engine import Engine
from loaders.mapper import sample, suggest
from loaders.path import mappings
from loaders.path.load import Request, load
from loaders.registry import loader_named
from loaders.rows import MappingText

HEADER = ("Código", "Donante", "Socio implementador", "Proyecto", "País", "Departamento", "Fecha de inicio", "Presupuesto USD")


def row(number: int) -> tuple[str, ...]:
    """One row of the sheet."""
    return (f"P-{number}", f"Donor {number % 40}", f"Partner {number % 900}", f"Project {number}", "Guatemala", "Petén",
            f"{number % 28 + 1}/01/2021", f"{number:,}".replace(",", ".") + ".000,50")


def measured(path: Path) -> tuple[float, str]:
    """CPU seconds for a file, and the mapping that was suggested; ``AssertionError`` where it is not understood."""
    begun = time.process_time()
    found = sample(path)
    trial = attempt(suggested(found, suggest(found, lambda names: {}), "large"), [path])
    assert not trial.wrong and trial.records, trial.wrong
    return time.process_time() - begun, trial.text


def loaded(path: Path, mapping: str, folder: Path) -> str:
    """The whole file through the load path: what was read, in how many seconds, with how much memory."""
    engine = Engine(folder / "engine", read_settings().cache, heap_mb=1500)
    graph = Graph(engine.start())
    try:
        stores = _fresh(graph, folder / "load")
        begun = time.monotonic()
        with Peak() as peak:
            loader = mappings.by(loader_named("sheet"), MappingText("suggested", 1, mapping))
            found = load(stores, Request(loader, [path], source="large"))
    finally:
        graph.close()
        engine.stop()
    return f"{path.name} loaded: {found.counts}, {time.monotonic() - begun:.1f} s, at most {peak.mb:.0f} MB"


def main() -> None:
    """Print a line for each kind of file; the small file first, so that code lists are read before."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--load", choices=("csv", "xlsx"))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for name, count in (("first.csv", 10), ("large.csv", given.rows), ("large.xlsx", given.rows)):
            path = Path(folder) / name
            _write(path, count)
            seconds, mapping = measured(path)
            print(f"{name}: {count:,} rows, {path.stat().st_size:,} bytes, {seconds:.2f} s CPU")
            if given.load and name == f"large.{given.load}":
                print(loaded(path, mapping, Path(folder)))


def _write(path: Path, rows: int) -> None:
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, delimiter=";").writerows([HEADER, *(row(number) for number in range(rows))])
        return
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(HEADER)
    for number in range(rows):
        sheet.append(row(number))
    book.save(path)


if __name__ == "__main__":
    main()
