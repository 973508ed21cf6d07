"""CSV and XLSX that a spreadsheet opens as data: no cell of ours is ever taken for a formula."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from flask import Response, stream_with_context
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from app.http.formats import Table
from app.http.text import visible

XLSX_ROWS = 1_048_575
_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r\n|]")
_PLAIN_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
_CHUNK = 200


def cell(value: Any) -> Any:
    """A value for one cell: lists joined by ``; ``, truth as yes and no, dates as ISO 8601, control characters visible."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return value
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return "; ".join(str(cell(item)) for item in value)
    return visible(str(value))


def neutral(value: Any) -> Any:
    """A CSV cell that no spreadsheet reads as a formula: a text that would start one gets an apostrophe in front."""
    value = cell(value)
    if isinstance(value, str) and _FORMULA.match(value) and not _PLAIN_NUMBER.fullmatch(value):
        return "'" + value
    return value


def csv_lines(table: Table, *, mark: bool = False) -> Iterator[str]:
    """A table as pieces of CSV text (RFC 4180); ``mark``: with the byte order mark by which Excel knows UTF-8."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    if mark:
        buffer.write("\ufeff")
    writer.writerow([neutral(column) for column in table.columns])
    for index, row in enumerate(table.rows, start=1):
        writer.writerow([neutral(value) for value in row])
        if index % _CHUNK == 0:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def csv_response(table: Table) -> Response:
    """A table as a CSV attachment, streamed."""
    lines = stream_with_context(csv_lines(table, mark=True))
    return _attachment(Response(lines, mimetype="text/csv"), f"{table.name}.csv")


def write_xlsx(table: Table, target: IO[bytes] | Path) -> None:
    """A table as one sheet, every text a text cell; ``ValueError`` where a sheet cannot hold the rows."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("data")
    sheet.freeze_panes = "A2"
    sheet.append([_text_cell(sheet, column) for column in table.columns])
    for index, row in enumerate(table.rows, start=1):
        if index > XLSX_ROWS:
            raise ValueError(f"{table.name}: more than {XLSX_ROWS:,} rows; a sheet holds no more: take the CSV")
        sheet.append([_text_cell(sheet, value) for value in row])
    book.save(target)


def xlsx_response(table: Table) -> Response:
    """A table as an XLSX attachment."""
    file: IO[bytes] = SpooledTemporaryFile(max_size=16_000_000)  # noqa: SIM115
    write_xlsx(table, file)
    file.seek(0)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    response = Response(iter(lambda: file.read(65536), b""), mimetype=kind)
    response.call_on_close(file.close)
    return _attachment(response, f"{table.name}.xlsx")


def file_stem(text: str) -> str:
    """A text as the stem of a file's name: letters, digits, dots and hyphens, at most 80 characters."""
    return re.sub(r"[^A-Za-z0-9.]+", "-", text).strip("-.")[:80] or "data"


def _text_cell(sheet: Any, value: Any) -> Any:
    plain = cell(value)
    if not isinstance(plain, str):
        return plain
    made = WriteOnlyCell(sheet, value=plain[:32_767])
    made.data_type = "s"
    return made


def _attachment(response: Response, name: str) -> Response:
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
