"""Sums of a profile in dollars beside their own currency, where a loaded source states the rate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from app.dollars import Exchange
from app.profiles.rows import MoneyRow, Row


def with_dollars(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Rows of one part, their sums with what they come to in dollars."""
    exchange = Exchange()
    return tuple(replace(row, dollars=exchange.dollars(_figure(row))) if isinstance(row, MoneyRow) else row for row in rows)


def _figure(row: MoneyRow) -> dict[str, Any]:
    known = {name: getattr(row, name) for name in ("amount", "currency", "value_date", "count", "year")}
    return known | {"valid_from": row.dates.start, "valid_to": row.dates.end}
