"""What the registers share: the row being read and how an organization of it is stated."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from loaders.entries import Entry
from loaders.places import area
from loaders.rows import Ref
from loaders.text import clean


class Row(Protocol):
    """A row or JSON object whose fields are texts."""

    def __getitem__(self, name: str, /) -> str: ...


@dataclass(frozen=True)
class Layout:
    """One register: ``needs`` are the fields that show it (each under one of several names), ``key`` names an entry.

    ``told`` states what an entry says; ``one_slot``: files of it are versions of one feed; ``by_file``: its keys are
    only good within a file.
    """

    key: str
    title: str
    needs: tuple[tuple[str, ...], ...]
    name_entry: Callable[[Any], str]
    told: Callable[[Entry, Any], None]
    publisher: str = ""
    licence: str = ""
    page: str = ""
    one_slot: bool = True
    by_file: bool = False
    is_json: bool = False

    def fits(self, fields: Callable[[str], bool]) -> bool:
        """Whether all the fields that it needs are there."""
        return all(any(fields(name) for name in names) for names in self.needs)


def organization(entry: Entry, key: str, name: str, props: Mapping[str, Any], identifiers: Sequence[str] = ()) -> Ref:
    """State an organization and where it belongs."""
    ref = entry.said.state("Organization", key, name, props, identifiers)
    state = props.get("us_state")
    if state:
        entry.said.link("BASED_IN", ref, entry.said.area(f"US-{state}"))
    elif props.get("country"):
        entry.said.link("BASED_IN", ref, entry.said.country(props["country"]))
    return ref


def aliases(name: str, *others: str) -> list[str]:
    """Other names, cleaned, each once and none equal to the name."""
    found = dict.fromkeys(cleaned for other in others if (cleaned := clean(other, 500)))
    found.pop(name, None)
    return list(found)


def homepage(written: str) -> str:
    """A web address of an organization; empty where the text is none."""
    text = clean(written, 500)
    if not text or " " in text or "." not in text:
        return ""
    return text if text.startswith(("http://", "https://")) else f"https://{text}"


def state_code(written: str) -> str:
    """Postal code of a U.S. state or territory, by code or by name; empty where it is none."""
    code = area("US", written.strip(), written.strip())
    return code.removeprefix("US-") if code else ""
