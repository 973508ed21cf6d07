"""CPU seconds of the page of columns for a large sheet: the first rows, suggestions, and 500 records by the mapping.

    python -m benchmarks.mapper [--rows 200000]
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
from loaders.mapper import sample, suggest

HEADER = ("Código", "Donante", "Socio implementador", "Proyecto", "País", "Departamento", "Fecha de inicio", "Presupuesto USD")


def row(number: int) -> tuple[str, ...]:
    """One row of the sheet."""
    return (f"P-{number}", f"Donor {number % 40}", f"Partner {number % 900}", f"Project {number}", "Guatemala", "Petén",
            f"{number % 28 + 1}/01/2021", f"{number}.000,50")


def measured(path: Path) -> float:
    """CPU seconds for a file; ``AssertionError`` where it is not understood."""
    begun = time.process_time()
    found = sample(path)
    trial = attempt(suggested(found, suggest(found, lambda names: {}), "large"), [path])
    assert not trial.wrong and trial.records, trial.wrong
    return time.process_time() - begun


def main() -> None:
    """Print a line for each kind of file; the small file first, so that code lists are read before."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=200_000)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as folder:
        for name, count in (("first.csv", 10), ("large.csv", rows), ("large.xlsx", rows)):
            path = Path(folder) / name
            _write(path, count)
            print(f"{name}: {count:,} rows, {path.stat().st_size:,} bytes, {measured(path):.2f} s CPU")


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
