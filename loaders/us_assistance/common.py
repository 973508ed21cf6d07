"""What the layouts share: fiscal years, agencies, figures in dollars, and the table being read."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from loaders.entries import Entry, Load
from loaders.rows import Ref, Row
from loaders.tables import Columns, Headed
from loaders.text import clean, fold
from loaders.written_sums import BadSum, written_sum

DATA = Path(__file__).parent / "data"
UNITED_STATES = Ref("Country", "country:US")


@dataclass(frozen=True)
class Layout:
    """One layout of a table: ``fits`` its columns, ``rows`` of a table that has it."""

    key: str
    title: str
    fits: Callable[[Columns], bool]
    rows: Callable[[Headed, Load], Iterator[Row]]
    publisher: str = "U.S. Government"
    page: str = ""


def dollars(entry: Entry, written: Any, field: str, times: int = 1) -> float | None:
    """A sum in U.S. dollars; None where the cell is empty, nil or no sum (a fault)."""
    try:
        found = written_sum(written)
    except BadSum as error:
        entry.fault(field, str(written), str(error))
        return None
    return None if found is None else float(found.amount * times)


def figure(entry: Entry, key: str, name: str, props: Mapping[str, Any]) -> Ref:
    """State a figure in U.S. dollars, given by the United States."""
    ref = entry.said.state("Figure", key, name, {"currency": "USD", **props})
    entry.said.link("PROVIDED_BY", ref, entry.said.country("US"))
    return ref


def agency(entry: Entry, name: str, acronym: str = "", codes: tuple[str, ...] = (), part_of: Ref | None = None) -> Ref:
    """State an agency of the United States by its name; a known department also under its code."""
    shown = _written(entry.name(name, "agency"))
    known = _agencies().get(fold(re.sub(r"^(?:u\.?s\.?|united states)\s+", "", shown, flags=re.IGNORECASE)))
    ids = list(codes)
    if known and known["cgac"]:
        ids.append(f"US-CGAC:{known['cgac']}")
        shown = known["name"]
    props = {"kind": "us_federal", "country": "US", "acronym": clean(acronym, 40) or (known["acronym"] if known else "")}
    ref = entry.said.state("Organization", f"agency:{fold(shown)}", shown, props, ids)
    if part_of is not None and part_of != ref:
        entry.said.link("PART_OF", ref, part_of)
    return ref


def _written(name: str) -> str:
    """ "AGRICULTURE, DEPARTMENT OF" as "Department of Agriculture"; capitals alone as words."""
    first, comma, rest = name.partition(", ")
    if comma and rest.upper().endswith((" OF", " OF THE", " FOR")):
        name = f"{rest} {first}"
    return re.sub(r"\b(Of|The|And|For|In|On)\b", lambda m: m[0].lower(), name.title()) if name.isupper() and " " in name else name


@lru_cache(maxsize=1)
def _agencies() -> dict[str, dict[str, str]]:
    with (DATA / "agencies.csv").open(encoding="utf-8", newline="") as read:
        return {fold(re.sub(r"^U\.S\. ", "", row["name"])): row for row in csv.DictReader(read)}


def listing(entry: Entry, number: str, title: str, props: Mapping[str, Any] | None = None) -> Ref | None:
    """State (or, without props, only name) an Assistance Listing, such as 19.703."""
    code = number.strip()
    if re.fullmatch(r"\d{2}\.\d{1,2}", code):
        entry.fault("listing", number, "three digits behind the point; a spreadsheet dropped its last zeros, they are put back")
        code = code.ljust(6, "0")
    if not re.fullmatch(r"\d{2}\.\w{3}", code):
        entry.fault("listing", number, "the number of an Assistance Listing, such as 19.703")
        return None
    name = clean(title, 300) or f"Assistance Listing {code}"
    return entry.said.state("Program", f"listing:{code}", name, {"level": "program", **(props or {})}, (f"US-AL:{code}",))
