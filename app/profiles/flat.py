"""Rows of a profile as rows of one table, for CSV and XLSX."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from app.dollars import Dollars
from app.profiles.about import words
from app.profiles.phrases import phrase

COLUMNS = ("part", "link", "other_id", "other", "other_kind", "through_id", "through", "role", "country", "start", "end",
           "dates_of_program", "in_force", "amount", "currency", "year", "note", "source", "record", "more_records", "page",
           "program_where", "program_on_what", "program_agreements", "program_newest_sums",
           "in_dollars", "dollar_rate", "dollar_rate_of", "dollar_rate_source")


def _flat_link(row: dict[str, Any]) -> tuple[Any, ...]:
    return (phrase(row["type"], outgoing=row["outgoing"]), row["other_id"], row["other"], row["kind"], row["via_id"],
            row["via"], row["role"], row["place"], row["valid_from"], row["valid_to"], row["program_dates"], row["in_force"],
            None, None, None, None, row["source"], row["record"], row["records"], row["page"], *words(row["about"]))


def _flat_agreement(row: dict[str, Any]) -> tuple[Any, ...]:
    parties = [party["name"] for party in row["parties"]]
    return ("agreement", row["id"], row["name"], row["kind"], None, parties, row["topic"],
            [thing["name"] for thing in row["covers"]], row["valid_from"], row["valid_to"], None, row["in_force"],
            None, None, None, None, *([said[name] or "" for said in row["stated"]] for name in ("source", "record")), None,
            [said["page"] or "" for said in row["stated"]])


def _flat_money(row: dict[str, Any]) -> tuple[Any, ...]:
    givers, receivers = ([thing["name"] for thing in row[side]] for side in ("givers", "receivers"))
    purposes = [thing["name"] for thing in row["purposes"]]
    return (row["kind"], [thing["id"] for thing in row["receivers"]], receivers, None, None, givers, None, purposes,
            row["valid_from"], row["valid_to"], None, None, row["amount"], row["currency"], row["year"], row["note"],
            row["source"], row["record"], row["records"], row["page"], *(None,) * 4, *_in_dollars(row["dollars"]))


def _in_dollars(found: Dollars | None) -> tuple[Any, ...]:
    return (round(found.amount, 2), float(f"{found.rate:.6g}"), found.when, found.source) if found else ()


def _flat_focus(row: dict[str, Any]) -> tuple[Any, ...]:
    note = f"{row['programs']} programs, {row['in_force']} in force, {row['by_code']} through a purpose code only"
    return ("works on", row["id"], row["name"], row["level"], *(None,) * 11, note, *(None,) * 4)


def _flat_counted(row: dict[str, Any]) -> tuple[Any, ...]:
    note = f"{row['programs']} programs, {row['in_force']} in force"
    return ("programs there", row["id"], row["name"], *(None,) * 12, note, *(None,) * 4)


def _flat_missing(row: dict[str, Any]) -> tuple[Any, ...]:
    return ("no data", row["id"], row["name"], *(None,) * 12, f"{row['programs']} programs there", *(None,) * 4)


def _every_value(row: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    """One line a year: a place's newest value and the earlier ones."""
    for item in row["values"]:
        yield ("value", row["id"], row["name"], *(None,) * 4, row["country"], *(None,) * 4, item["value"], row["unit"], item["year"], None,
               row["source"], item["record"], None, item["page"])


def _flat_indicator(row: dict[str, Any]) -> tuple[Any, ...]:
    return ("indicator", row["id"], row["name"], row["measures"], *(None,) * 8, row["value"], row["unit"], row["year"],
            row["direction"], row["source"], row["record"], None, row["page"])


_FLAT: dict[str, Callable[[dict[str, Any]], tuple[Any, ...]]] = {
    "links": _flat_link, "agreements": _flat_agreement, "money": _flat_money, "focus": _flat_focus,
    "indicators": _flat_indicator, "counted": _flat_counted, "missing": _flat_missing,
}


def flat(view: str, row: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    """A row of a part as lines of the table, each as ``COLUMNS`` without the part."""
    for line in _every_value(row) if view == "values" else (_FLAT[view](row),):
        yield (*line, *(None,) * (len(COLUMNS) - 1 - len(line)))
