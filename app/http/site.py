"""What is around every page: navigation, the day that a reader looks at, and what templates may call."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from flask import Flask, current_app, request, url_for
from jinja2 import StrictUndefined

from app.http import text
from app.http.formats import page_path
from app.http.kinds import KIND_LOOKS, look
from app.http.paging import Column, address_with, sort_address
from app.http.security import style_nonce
from app.services import ROOT, services

NAME = "Partnergraph"
_NAVIGATION = "partnergraph.navigation"
VENDOR = ROOT / "static" / "vendor"
# By the prefix of an id: the page of its profile, and the argument that takes the whole id (``id``) or what follows the prefix.
_PROFILES = {
    "org": ("profiles.organization", "id"), "program": ("profiles.program", "id"), "agreement": ("profiles.agreement", "id"),
    "country": ("profiles.country", "code"), "area": ("profiles.area", "key"), "focus": ("profiles.focus", "key"),
    "sector": ("profiles.sector", "key"), "indicator": ("profiles.indicator", "key"), "source": ("data.source", "key"),
}


@dataclass(frozen=True)
class NavItem:
    """One entry of the main navigation; ``order`` places it, ``endpoint`` is its page."""

    order: int
    label: str
    endpoint: str


def add_navigation(app: Flask, items: Iterable[NavItem]) -> None:
    """Put entries into the main navigation."""
    known: list[NavItem] = app.extensions.setdefault(_NAVIGATION, [])
    known.extend(items)
    known.sort(key=lambda item: (item.order, item.label))


@cache
def vendored(name: str) -> str:
    """Path below ``static`` of a vendored file, by its name without version: ``uswds.css``, ``sigma.js``."""
    stem, _, suffix = name.rpartition(".")
    files = json.loads((VENDOR / "manifest.json").read_text(encoding="utf-8"))["files"]
    found = [file for file in files if "/" not in file and file.startswith(f"{stem}-") and file.endswith(f".{suffix}")]
    if len(found) != 1:
        raise LookupError(f"static/vendor has {len(found)} files for {name}; expected 1")
    return f"vendor/{found[0]}"


def dress(app: Flask) -> None:
    """Filters, globals and strictness of the templates."""
    environment = app.jinja_env
    environment.undefined = StrictUndefined
    environment.finalize = _shown
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.filters.update(text.FILTERS)
    environment.globals.update(
        address_with=address_with, sort_address=sort_address, profile=profile, in_format=in_format, look=look,
        column=Column, kind_looks=KIND_LOOKS, vendored=vendored, style_nonce=style_nonce, iri=web_address,
    )
    app.context_processor(_around)
    app.url_defaults(_keep_day)


def profile(id_: str, format_: str = "html") -> str:
    """The address of a thing's profile by its id, in a format, or ``""`` for what has none."""
    prefix, _, rest = id_.partition(":")
    if prefix not in _PROFILES or not rest:
        return ""
    endpoint, argument = _PROFILES[prefix]
    values: dict[str, Any] = {argument: id_ if argument == "id" else rest}
    path, mark, query = url_for(endpoint, **values).partition("?")
    return page_path(path, format_) + mark + query


def in_format(format_: str, **changes: str | int | None) -> str:
    """This page's address in another format, all its arguments kept (but for ``changes``), the number of the page left out."""
    return address_with(format_=format_, page=None, **changes)


def web_address(value: str | None) -> str:
    """A web address that a source gave, if it is one that a reader may follow (http or https), else ``""``."""
    return value if value and value.lower().startswith(("https://", "http://")) else ""


def _shown(value: Any) -> Any:
    """Everything that a template prints: nothing for ``None``, control characters made visible."""
    if value is None:
        return ""
    return text.visible(value) if type(value) is str else value


def _around() -> dict[str, Any]:
    items: list[NavItem] = current_app.extensions.get(_NAVIGATION, [])
    return {"site": {"name": NAME, "navigation": items, "today": services().today(), "now": dt.datetime.now(dt.UTC),
                     "endpoint": request.endpoint or "", "console": services().settings["PARTNERGRAPH_CONSOLE"] == "on",
                     "fixed_day": bool(services().settings["PARTNERGRAPH_TODAY"])}}


def _keep_day(endpoint: str, values: dict[str, Any]) -> None:
    """A reader who looks at another day keeps looking at it from page to page."""
    day = request.args.get("as_of") if request else None
    if day and endpoint != "static" and _is_day(day):
        values.setdefault("as_of", day)


def _is_day(value: str) -> bool:
    try:
        return len(value) == 10 and dt.date.fromisoformat(value) is not None
    except ValueError:
        return False
