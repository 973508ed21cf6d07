"""Days as ISO texts: what "within twelve months" means."""

from __future__ import annotations

import calendar


def months_after(day: str, months: int) -> str:
    """The same day of the month ``months`` later (or earlier), or that month's last day where it is shorter."""
    year, month, of_month = (int(part) for part in day.split("-"))
    year, month = year + (month - 1 + months) // 12, (month - 1 + months) % 12 + 1
    return f"{year:04}-{month:02}-{min(of_month, calendar.monthrange(year, month)[1]):02}"


def same_day_of(year: int, day: str) -> str:
    """The day of ``year`` that has the month and day of ``day`` (28 February for the 29th in a common year)."""
    return months_after(day, 12 * (year - int(day[:4])))
