"""Organizations and programs: what they are, where they belong, what they are part of and work on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from loaders.codes import areas
from loaders.csv_table import read_table
from loaders.demo.book import Book, Named, Sum, Told, Total
from loaders.demo.figures import number
from loaders.demo.words import KIND_WORDS
from loaders.identifiers import BadIdentifier, normalise, prefixes
from loaders.reference.tables import FocusArea
from loaders.rows import LinkRow, NodeRow, Ref, Row, Where
from loaders.text import LONGEST_NAME, clean

ORGANIZATIONS = ("id", "name", "acronym", "aliases", "kind", "country_iso2", "us_state", "parent_id", "identifier_scheme",
                 "identifier", "homepage", "source_url")
PROGRAMS = ("id", "name", "description", "focus_area", "start", "end", "amount_usd", "status", "source_url")
STATUSES = ("planned", "active", "completed", "closed", "cancelled", "suspended", "unknown")
PARENTS = "organizations.csv: parent_id"
TOTALS = "programs.csv: amount_usd"


def organizations(path: Path, book: Book) -> Iterator[Row]:
    """An Organization for every row, based in its country and U.S. state; parents wait for links.csv."""
    for line, cells in read_table(path, ORGANIZATIONS, book.fates):
        row = dict(zip(ORGANIZATIONS, map(str.strip, cells), strict=True))
        where = Where(path.name, line, row["id"])
        ref = _named(book, where, "Organization", row)
        if ref is None:
            continue
        record = f"organizations/{ref.key}"
        props = _about(book, where, row)
        yield NodeRow(ref.label, ref.key, record, row["name"], props, _identifiers(book, where, row))
        yield from _seat(book, ref, record, props)
        if row["parent_id"]:
            book.fates.saw(PARENTS)
            book.parents[ref.key, row["parent_id"]] = Told(record, line, "", row["source_url"])
        if row["us_state"] and row["name"].endswith("National Guard"):
            book.guards[row["us_state"]] = ref.key


def _named(book: Book, where: Where, label: str, row: dict[str, str]) -> Ref | None:
    """The node of a row, entered in the book; None where the row has no id or name, or another row's id."""
    row["name"] = clean(row["name"])
    key, name = row["id"], row["name"]
    if not key or not name:
        book.fates.set_aside(where.file, where._replace(field="name" if key else "id"), "", "an id and a name")
        return None
    if len(name) > LONGEST_NAME:
        found = f"{len(name):,} characters"
        book.fates.set_aside(where.file, where._replace(field="name"), found, f"a name of at most {LONGEST_NAME} characters")
        return None
    if key in book.nodes:
        found = f"{key}, already used for {book.nodes[key].name}"
        book.fates.set_aside(where.file, where._replace(field="id"), found, "an id of its own")
        return None
    ref = Ref(label, key)
    book.nodes[key] = Named(ref, name, row.get("acronym") or name)
    return ref


def _about(book: Book, where: Where, row: dict[str, str]) -> dict[str, Any]:
    kind, state = KIND_WORDS.get(row["kind"], ""), row["us_state"]
    if row["kind"] and not kind:
        book.fates.fault(where.file, where._replace(field="kind"), row["kind"], ", ".join(KIND_WORDS))
    if state and f"US-{state}" not in areas():
        book.fates.fault(where.file, where._replace(field="us_state"), state, "a postal code of a U.S. state or territory")
        state = ""
    return _given({
        "kind": kind,
        "country": book.checked_country(row["country_iso2"], where, "country_iso2"),
        "us_state": state,
        "acronym": clean(row["acronym"], LONGEST_NAME),
        "aliases": [alias for part in row["aliases"].split("|") if (alias := clean(part, LONGEST_NAME))],
        "homepage": row["homepage"],
        "pages": [row["source_url"]] if row["source_url"] else [],
    })


def _identifiers(book: Book, where: Where, row: dict[str, str]) -> tuple[str, ...]:
    scheme, value = row["identifier_scheme"], row["identifier"]
    if not value:
        return ()
    try:
        if scheme not in prefixes() | {"ORI"}:
            raise BadIdentifier("a list of org-id.guide in identifier_scheme, such as US-EIN, or ORI")
        return (f"{scheme}:{normalise(scheme, value)}",)
    except BadIdentifier as error:
        book.fates.fault(where.file, where._replace(field="identifier"), f"{scheme}:{value}", str(error))
        return ()


def _seat(book: Book, ref: Ref, record: str, props: dict[str, Any]) -> Iterator[Row]:
    page = {"page": props["pages"][0]} if "pages" in props else {}
    if "country" in props:
        yield LinkRow("BASED_IN", ref, book.country(props["country"]), record, page)
    if "us_state" in props:
        area = areas()[f"US-{props['us_state']}"]
        yield LinkRow("BASED_IN", ref, book.mention("AdminArea", f"area:{area.code}", area.name), record, page)


def programs(path: Path, book: Book, focus: Mapping[str, FocusArea]) -> Iterator[Row]:
    """A Program for every row and the focus area it works on; stated sums wait for links.csv."""
    for line, cells in read_table(path, PROGRAMS, book.fates):
        row = dict(zip(PROGRAMS, map(str.strip, cells), strict=True))
        where = Where(path.name, line, row["id"])
        ref = _named(book, where, "Program", row)
        if ref is None:
            continue
        record = f"programs/{ref.key}"
        props = _program(book, where, row)
        yield NodeRow(ref.label, ref.key, record, row["name"], props)
        yield from _addresses(book, where, row, ref, focus)
        if row["amount_usd"]:
            _note_total(book, where, row, record)


def _program(book: Book, where: Where, row: dict[str, str]) -> dict[str, Any]:
    status = row["status"]
    if status and status not in STATUSES:
        book.fates.fault(where.file, where._replace(field="status"), status, ", ".join(STATUSES))
        status = ""
    return _given({
        "description": clean(row["description"]),
        "status": status,
        **book.checked_period(row["start"], row["end"], where),
        "pages": [row["source_url"]] if row["source_url"] else [],
    })


def _addresses(book: Book, where: Where, row: dict[str, str], ref: Ref, focus: Mapping[str, FocusArea]) -> Iterator[Row]:
    written = row["focus_area"]
    if not written:
        return
    area = focus.get(f"focus:{written}")
    if area is None:
        book.fates.fault(where.file, where._replace(field="focus_area"), written, "a line:topic of focus_areas.csv")
        return
    props = {"page": row["source_url"]} if row["source_url"] else {}
    yield LinkRow("ADDRESSES", ref, book.mention("FocusArea", area.id, area.label), f"programs/{ref.key}", props)


def _note_total(book: Book, where: Where, row: dict[str, str], record: str) -> None:
    book.fates.saw(TOTALS)
    amount = number(row["amount_usd"])
    if amount is None:
        book.fates.set_aside(TOTALS, where._replace(field="amount_usd"), row["amount_usd"], "a sum in U.S. dollars")
    else:
        props = {"amount": amount, "currency": "USD", "kind": "stated", "note": "stated for the program"}
        book.totals[row["id"]] = Total(Sum(f"programs.{row['id']}", record, props, row["source_url"]), where.line, row["start"])


def parents(book: Book) -> Iterator[Row]:
    """PART_OF for every parent_id that no row of links.csv told; one that is no organization of the files is set aside."""
    for (child, parent), told in book.parents.items():
        found, ref = book.nodes.get(parent), book.nodes[child].ref
        if found is None or found.ref.label != "Organization" or found.ref == ref:
            where = Where("organizations.csv", told.line, child, "parent_id")
            book.fates.set_aside(PARENTS, where, parent, "the id of another organization of this file")
        else:
            yield LinkRow("PART_OF", ref, found.ref, told.record, {"page": told.page} if told.page else {})


def _given(props: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in props.items() if value not in ("", [])}
