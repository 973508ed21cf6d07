"""An application without a graph: what pages share can be tested without one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pytest
from flask import Blueprint, Flask, Response, request
from flask.testing import FlaskClient

from app import create_app
from app.http.formats import Table
from app.http.page import PageContext, respond
from app.http.paging import address_with, asked_day, asked_sort, pager
from app.http.problems import PageError
from app.services import services
from app.settings import read_settings
from graph.errors import ConnectionFailed, GraphError, ParameterError, QueryTimeout
from ledger.errors import NotFound

ERRORS: dict[str, Exception] = {
    "page": PageError(404, "No such thing.", "Look elsewhere."),
    "parameter": ParameterError("country", "Country: found 'x'; expected a country code"),
    "connection": ConnectionFailed("No Neo4j answers at bolt://10.0.0.1:7687 as user neo4j"),
    "timeout": QueryTimeout("took longer than it may"),
    "graph": GraphError("internal words of the server"),
    "ledger": NotFound("There is no load 9."),
    "any": RuntimeError("a secret detail"),
}


@dataclass(frozen=True, kw_only=True)
class Listing(PageContext):
    """A page for tests."""

    template: ClassVar[str] = "error.html"
    status: int = 200
    message: str = ""
    hint: str = ""
    guess: str = ""
    hits: tuple[object, ...] = ()
    rows: tuple[tuple[object, ...], ...] = ()

    def table(self) -> Table:
        return Table("listing", ("name", "amount"), self.rows)


@dataclass(frozen=True, kw_only=True)
class Bare(PageContext):
    """A page without a table, for tests."""

    template: ClassVar[str] = "error.html"
    status: int = 200
    message: str = ""
    hint: str = ""
    guess: str = ""
    hits: tuple[object, ...] = ()


pages = Blueprint("tested", __name__, url_prefix="/tested")


@pages.get("/listing")
def listing() -> Response:
    return respond(Listing(title="A list", help="", message="Hello", rows=(("=1+1", -5), ("Policía", 2.5))))


@pages.get("/bare")
def bare() -> Response:
    return respond(Bare(title="Bare", help="", message="\x07bell <b>bold</b>"))


@pages.get("/fails/<name>")
def fails(name: str) -> Response:
    raise ERRORS[name]


@pages.route("/form", methods=["GET", "POST"])
def form() -> str:
    return "sent"


@pages.get("/thing/<path:id>")
def thing(id: str) -> dict[str, object]:
    day = asked_day(services().today())
    place = pager(120)
    return {"id": id, "day": day.isoformat(), "first": place.first, "last": place.last,
            "sort": asked_sort(("name", "year"), "name"), "next": address_with(page=2), "args": request.args.to_dict()}


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    """The application in an empty home, with pages for tests beside its own."""
    made = create_app(read_settings({}, PARTNERGRAPH_HOME=str(tmp_path / "home"), PARTNERGRAPH_TODAY="2026-05-04"))
    made.register_blueprint(pages)
    return made


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A client of that application."""
    return app.test_client()
