"""The page of one source: what it covers, how fresh it is, its loads and faults over time, and the note that people keep on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from flask import Response, flash, redirect, request, url_for
from werkzeug.wrappers import Response as Redirect

from app.data import bp
from app.data.freshness import Freshness, freshness
from app.data.source_covers import SHOWN, Guess, Offered, asked_note, guess, offered, told
from app.http.formats import Table
from app.http.page import Crumb, PageContext, SourceNote, plain, respond
from app.http.paging import Pager, pager
from app.http.problems import PageError, not_found
from app.http.site import profile
from app.http.sources import source_notes
from app.quality.checks import Fault, faults
from app.remembered import remembered
from app.services import services
from ledger.errors import NotFound
from ledger.models import Load
from ledger.source_notes import Kept, SourceNotes, StaleNote

COLUMNS = ("part", "id", "name", "value", "note")
SIZE = 20


@dataclass(frozen=True)
class LoadLine:
    """One load in the timeline. ``problems``: rows set aside or with a field left out; ``share``: of the rows read, in percent."""

    id: int
    when: dt.datetime
    status: str
    rows: int
    problems: int
    share: float
    added: int
    changed: int
    removed: int


@dataclass(frozen=True)
class Entry:
    """What stands in the form: ``values`` as typed, ``wrong`` what is the matter with them."""

    values: dict[str, str]
    focus_areas: tuple[str, ...]
    version: int
    wrong: str = ""


@dataclass(frozen=True, kw_only=True)
class SourcePage(PageContext):
    """One source."""

    template: ClassVar[str] = "data/source.html"
    source: SourceNote
    rank: int
    kept: Kept
    fresh: Freshness
    guess: Guess
    told: tuple[tuple[str, str, str], ...]
    loads: tuple[LoadLine, ...]
    every_load: tuple[LoadLine, ...]
    trend: str
    pager: Pager
    faults: tuple[Fault, ...]
    entry: Entry
    offered: Offered
    shown: int = field(default=SHOWN)

    def data(self) -> Any:
        """Everything but the form."""
        hidden = ("pager", "entry", "offered", "shown", "loads", "told", "every_load")
        return {**{name: value for name, value in super().data().items() if name not in hidden}, "loads": plain(self.every_load)}

    def table(self) -> Table:
        """What it covers, its loads and its faults, a line each."""
        return Table(f"source-{self.source.key.replace('/', '-')}", COLUMNS, self._lines())

    def _lines(self) -> Iterator[tuple[Any, ...]]:
        for part, id_, words in self.told:
            yield part, id_, words, None, "as a person says"
        guessed = (("country", self.guess.countries), ("focus area", self.guess.focus_areas), ("funder", self.guess.funders),
                   ("indicator", self.guess.indicators))
        for part, found in guessed:
            for item in found:
                yield part, item.id, item.name, item.things, "guessed from its data: things that say so"
        for day, words in ((self.guess.first, "first time told"), (self.guess.last, "last time told")):
            if day:
                yield "period", None, words, day, "guessed from its data"
        for load in self.every_load:
            yield "load", load.id, load.when.date(), load.problems, f"{load.rows} rows read, {load.status}"
        for fault in self.faults:
            yield "check", fault.key, fault.title, fault.rows, "rows of the network with the fault"


@bp.get("/sources/<path:key>")
def source(key: str) -> Response:
    """One source."""
    return respond(_page(key))


@bp.post("/sources/<path:key>", endpoint="note_source")
def note_source(key: str) -> Response | Redirect:
    """Keep what a person says of a source; a stale or faulty form is shown again with what was typed."""
    notes, why, by = SourceNotes(services().ledger), request.form.get("why", "").strip(), request.form.get("by", "").strip()
    _known(key)
    text = request.form.get("version", "")
    version = int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else -1
    try:
        if not why:
            raise PageError(400, "Why: nothing is given; expected what makes you say so, in a sentence.")
        note = asked_note(key, request.form, request.form.getlist("focus_areas"), offered())
        changed = notes.save(note, version, why[:500], by[:200])
    except (PageError, StaleNote) as error:
        refused = Entry(dict(request.form), tuple(request.form.getlist("focus_areas")), version, str(error))
        if isinstance(error, StaleNote):  # what was changed stands on the page now: saving again is meant
            refused = replace(refused, version=notes.kept(key).version)
        answer = respond(_page(key, refused))
        answer.status_code = 400 if isinstance(error, PageError) else 409
        return answer
    flash("Kept. Whoever opens this source sees it." if changed else "Nothing was changed: the note says that already.")
    return redirect(profile(f"source:{key}"), 303)


def _known(key: str) -> SourceNote:
    try:
        services().ledger.source(key)
    except NotFound as error:
        raise not_found(f"There is no source {key!r}.", "See the list of sources under Data.") from error
    return source_notes((key,))[0]


def _page(key: str, refused: Entry | None = None) -> SourcePage:
    made, known = services(), _known(key)
    kept, offer = SourceNotes(made.ledger).kept(key), offered()
    # Both look at every link of the network: once is enough until something is loaded or decided.
    found = remembered(("source", "guess", key), lambda: guess(key))
    checked = remembered(("source", "faults", key), lambda: tuple(faults(key)))
    every = tuple(_line(load) for load in made.ledger.loads(key))
    place = pager(len(every), size=SIZE)
    crumbs = (Crumb("Overview", url_for("overview.index")), Crumb("Data", url_for("data.loads")),
              Crumb("Sources", url_for("data.sources")), Crumb(known.title))
    return SourcePage(
        title=known.title, crumbs=crumbs, sources=(known,), source=known, rank=made.ledger.source(key).rank, kept=kept, guess=found,
        help="What this source covers, how fresh it is and how its files have fared; what it covers is guessed from its data, and anybody "
             "who knows better can write it down. What it does not state may exist all the same.",
        fresh=freshness(known.loaded, kept.note, made.today()), told=tuple(told(kept.note, offer)), every_load=every,
        loads=every[place.offset:place.offset + place.size], trend=_trend(every), pager=place, faults=checked,
        entry=refused or _entry(kept), offered=offer,
    )


def _line(load: Load) -> LoadLine:
    rows, problems = (sum(row[name] for row in load.counts for name in names) for names in (("read",), ("set_aside", "faults")))
    ops = {op: sum(counts.get(op, 0) for what in ("nodes", "links") for counts in load.difference.get(what, {}).values())
           for op in ("added", "changed", "removed")}
    share = round(100 * problems / rows, 1) if rows else 0.0
    return LoadLine(load.id, load.started_at, services().ledger.status(load), rows, problems, share, **ops)


def _trend(loads: Sequence[LoadLine]) -> str:
    """Problems of the newest load that read rows against the one before; ``loads``: newest first."""
    counted = [load for load in loads if load.rows and load.status != "failed"]
    if len(counted) < 2:
        return ""
    new, old = counted[:2]
    way = "as many as" if new.share == old.share else "more than" if new.share > old.share else "fewer than"
    return (f"In {new.share:g} of 100 rows of the newest load something was set aside or left out, {way} in load {old.id} before it "
            f"({old.share:g} of 100).")


def _entry(kept: Kept) -> Entry:
    """The note as it stands, as the form holds it."""
    note = kept.note
    values = {"countries": "; ".join(note.countries), "due_days": str(note.due_days or ""), "why": "", "by": ""}
    values.update({name: getattr(note, name) for name in ("valid_from", "valid_to", "whose", "owner", "licence", "remark")})
    return Entry(values, note.focus_areas, kept.version)
