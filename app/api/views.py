"""``/api/openapi.json`` for other software, and the same as a page for people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from flask import Response, redirect, url_for
from werkzeug.wrappers import Response as Redirect

from app.api import bp
from app.api.document import Address, addresses, document
from app.http.formats import Table, page_path
from app.http.page import Crumb, PageContext, respond

HELP = ("Every page is an interface: put .json, .csv, .xlsx or .parquet behind its address and other software can read what you see. "
        "Choose on the page first, then copy the address from the links at its foot.")
COLUMNS = ("address", "gives", "formats", "arguments")


@dataclass(frozen=True, kw_only=True)
class ApiPage(PageContext):
    """Every address for other software; ``specification``: where the document is."""

    template: ClassVar[str] = "api/index.html"
    addresses: tuple[Address, ...]
    specification: str

    def data(self) -> Any:
        """The OpenAPI document."""
        return document()

    def table(self) -> Table:
        """One line an address."""
        return Table("addresses", COLUMNS, self._rows())

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        for address in self.addresses:
            names = [param.name for param in (*address.within, *address.arguments)]
            yield address.path, address.summary, [suffix or kind for suffix, kind in address.formats.items()], names


@bp.get("", endpoint="index")
def index() -> Redirect:
    """On to the list of addresses."""
    return redirect(url_for("api.openapi"), 301)


@bp.get("/openapi", endpoint="openapi")
def openapi() -> Response:
    """Every address for other software; as JSON, the OpenAPI document."""
    return respond(ApiPage(
        title="Addresses for other software (API)", help=HELP, crumbs=(Crumb("Overview", url_for("overview.index")), Crumb("API")),
        addresses=tuple(addresses()), specification=page_path(url_for("api.openapi", as_of=None), "json"), wide=True,
    ))  # fmt: skip
