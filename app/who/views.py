"""Addresses of "Who is this?": the form, short lists in the address, long ones as a job."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from flask import Response, flash, redirect, request, url_for
from werkzeug.wrappers import Response as Redirect

from app.data.jobs import begin
from app.http.choices import choices
from app.http.formats import asked_format
from app.http.page import Crumb, respond
from app.http.paging import pager
from app.http.problems import PageError, not_found
from app.http.sources import source_notes
from app.services import services
from app.who import bp
from app.who.page import WhoPage, counts_of, lines_of
from app.who.reading import LONGEST_ADDRESS, MOST, MOST_AT_ONCE, MOST_BYTES, column, fits_address, lines, written
from app.work.who import Answer, answers, register
from app.work.who.lists import Lists
from app.work.who.names import is_ready

HELP = (
    "Paste names from a list, a report or a sheet: each is compared with every name of every organization of this network. "
    "Only identical names and identifiers are taken for certain; everything else is for you to decide."
)
_PICK = re.compile(r"pick-(\d{1,5})")
# Names on one page of a long list.
SIZE = 25


@bp.get("", endpoint="index")
def index() -> Response:
    """The form, and the answers to the names in the address."""
    text = request.args.get("names", "")
    where = _country(request.args.get("country", ""))
    if not text.strip():
        return respond(_page((), where=where))
    asked = lines(text, where)
    if len(asked) > MOST_AT_ONCE or len(text) > 2 * LONGEST_ADDRESS:
        raise PageError(400, f"At most {MOST_AT_ONCE} names fit into an address.", "Paste them into the form: it takes longer lists.")
    found = answers(asked, register())
    return respond(_page(found, where=where, names=text, chosen=_picked(request.args.items())))


@bp.post("", endpoint="ask")
def ask() -> Redirect:
    """Take a list: a short one becomes the address, a long one a job."""
    where = _country(request.form.get("country", ""))
    file = request.files.get("file")
    if file is not None and file.filename:
        fields = {name: request.form.get(name, "").strip() for name in ("column", "country_column")}
        asked = column(_bytes(file.stream.read(MOST_BYTES + 1)), {**fields, "country": where})
    else:
        asked = lines(request.form.get("names", ""), where)
    if fits_address(asked) and is_ready():
        return redirect(url_for("who.index", names="\n".join(written(asked, where)), country=where or None), 303)
    token = Lists(services().settings.home).add(asked)
    job = begin("who", f"Find whom {len(asked):,} names mean", {"list": token, "address": url_for("who.kept", token=token)})
    return redirect(url_for("data.job", number=job.id), 303)


@bp.get("/<token>", endpoint="kept")
def kept(token: str) -> Response:
    """The answers to a long list."""
    kept_lists = Lists(services().settings.home)
    found = _kept(kept_lists, token)
    return respond(_page(found, token=token, chosen=kept_lists.chosen(token)))


@bp.post("/<token>", endpoint="choose")
def choose(token: str) -> Redirect:
    """Keep what was chosen on a page of a long list."""
    kept_lists = Lists(services().settings.home)
    found = _kept(kept_lists, token)
    picked = _picked(request.form.items())
    kept_lists.choose(token, {n: id_ for n, id_ in picked.items() if n < len(found) and _offered(found[n], id_)})
    flash("Your choices are kept with the list. Take it as CSV or Excel at the foot of the page.")
    return redirect(url_for("who.kept", token=token, page=request.args.get("page")), 303)


def _kept(lists: Lists, token: str) -> list[Answer]:
    try:
        found = lists.answers(token)
    except KeyError as error:
        raise not_found(
            "This list is not kept any more.", "Lists of names are kept until fifty newer ones came: paste it again."
        ) from error
    if found is None:
        raise not_found("This list is not answered yet.", "Its job is listed under Data, Jobs.")
    return found


def _offered(answer: Answer, id_: str) -> bool:
    return not id_ or any(match.id == id_ for match in answer.matches)


def _picked(items: Iterable[tuple[str, str]]) -> dict[int, str]:
    return {int(found[1]): value for name, value in items if (found := _PICK.fullmatch(name))}


def _bytes(content: bytes) -> bytes:
    if len(content) > MOST_BYTES:
        raise PageError(
            413,
            f"The file is larger than {MOST_BYTES // 1_000_000} MB.",
            f"Keep the columns with names and countries: at most {MOST:,} rows.",
        )
    return content


def _country(code: str) -> str:
    if code and not re.fullmatch("[A-Z]{2}", code):
        raise PageError(400, f"country={code[:20]}: expected a code of two letters, such as GT.")
    return code


def _page(found: Sequence[Answer], where: str = "", names: str = "", token: str = "", chosen: dict[int, str] | None = None) -> WhoPage:
    rows = lines_of(found, chosen or {})
    place = pager(len(rows), size=SIZE) if asked_format() == "html" and rows else None
    return WhoPage(
        title="Who is this?",
        help=HELP,
        crumbs=(Crumb("Overview", "/"), Crumb("Who is this?")),
        sources=source_notes() if rows else (),
        countries=choices().countries,
        names=names,
        where=where,
        token=token,
        lines=rows,
        shown=rows[place.offset : place.offset + place.size] if place else rows,
        pager=place,
        counts=counts_of(rows),
        organizations=len(register().bodies) if rows else 0,
    )
