"""Tables as files: CSV that no spreadsheet takes for formulas, XLSX with typed cells and where it comes from, Parquet."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Callable, Iterator
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from flask import Response, request, stream_with_context

from app.http.about import About
from app.http.formats import Table
from app.http.text import visible

_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r\n|]")
_PLAIN_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
_CHUNK = 200
_IN_MEMORY = 16_000_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PARQUET = "application/vnd.apache.parquet"


def cell(value: Any) -> Any:
    """A value for one cell: lists joined by ``; ``, truth as yes and no, dates as ISO 8601, control characters visible."""
    if isinstance(value, str):  # most cells are texts
        return visible(value)
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


def table_response(table: Table, format_: str, about: Callable[[], About]) -> Response:
    """A table as an attachment in one of ``TABLES``, every row in it; ``about`` is asked once the rows are read."""
    if format_ == "csv":
        return csv_response(table)
    if format_ == "parquet":
        from app.http.parquet import write_parquet  # Arrow's libraries are loaded by whoever asks for such a file first

        return _file(lambda file: write_parquet(table, about, file), PARQUET, f"{table.name}.parquet")
    from app.http.workbook import write_xlsx

    return _file(lambda file: write_xlsx(table, about, file), XLSX, f"{table.name}.xlsx")


def csv_response(table: Table) -> Response:
    """A table as a CSV attachment, streamed; with the mark for Excel where the address has ``bom=1``."""
    lines = stream_with_context(csv_lines(table, mark=request.args.get("bom") == "1"))
    return attachment(Response(lines, mimetype="text/csv"), f"{table.name}.csv")


def attachment(response: Response, name: str) -> Response:
    """An answer that a browser keeps as a file of that name."""
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def file_stem(text: str) -> str:
    """A text as the stem of a file's name: letters, digits, dots and hyphens, at most 80 characters."""
    return re.sub(r"[^A-Za-z0-9.]+", "-", text).strip("-.")[:80] or "data"


def _file(write: Callable[[IO[bytes]], None], kind: str, name: str) -> Response:
    file: IO[bytes] = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115
    write(file)
    file.seek(0)
    response = Response(iter(lambda: file.read(65536), b""), mimetype=kind)
    response.call_on_close(file.close)
    return attachment(response, name)
