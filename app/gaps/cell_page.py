"""The page of one cell: its state, why, what would change it, and the programs, partners and sources behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, ClassVar

from flask import request, url_for

from analysis.gaps.ask import Answer, Reader, cell_filters, cell_of
from analysis.gaps.cells import Cell
from analysis.gaps.concentration import Concentration, concentration, even_split
from analysis.gaps.matrix import Item
from analysis.gaps.question import COUNTRIES, KINDS_OF_PARTNER, LINES, REGIONS, STATES, TOPICS, YEARS, Question
from analysis.gaps.words import Asked, reason, remedy, whose
from app.gaps.asked import Form, address, addressed, for_one_column, form, question, short
from app.gaps.cell_finding import CellFinding, cell_finding
from app.gaps.matrix_page import MEANINGS, answered
from app.gaps.needs import Needs, every_need
from app.gaps.reading import asked_in_words, reader, scopes
from app.gaps.sides import STATE_CLASS, row_heading
from app.http.downloads import file_stem
from app.http.formats import Table
from app.http.page import Crumb, PageContext, SourceNote
from app.http.paging import Pager, asked_day, pager
from app.http.problems import PageError
from app.http.sources import source_notes
from app.services import services

HELP = ("Everything that the loaded sources state about this cell on the day above, why it has its state, and what would "
        "change it. What is not here is not known from the loaded sources; it may exist all the same.")
COLUMNS = ("program_id", "program", "counted", "status", "starts", "ends", "there_until", "paid_by", "delivered_by", "trained_by",
           "helped", "focus_areas", "sources", "pages")


@dataclass(frozen=True)
class ScopeView:
    """A source that would have reported: whose work, since when until when, and why that is believed."""

    source: str
    title: str
    whose: str
    valid_from: str
    valid_to: str
    why: str


@dataclass(frozen=True)
class Partner:
    """An organization that delivers or trains here, in how many of the programs that count."""

    id: str
    name: str
    kind: str | None
    delivers: int
    trains: int


@dataclass(frozen=True)
class Behind:
    """What was read for a cell: its programs, the agreements that they stand under, training outside programs, programs on other
    days, need."""

    programs: list[dict[str, Any]]
    agreements: list[dict[str, Any]]
    training: list[dict[str, Any]]
    before: list[dict[str, Any]]
    needs: Needs


@dataclass(frozen=True, kw_only=True)
class CellPage(PageContext):
    """One cell with all its rows. ``pagers``: which of the rows of each table the page shows."""

    template: ClassVar[str] = "gaps/cell.html"
    question: Question
    row_item: Item
    column_item: Item
    row_name: str
    cell: Cell
    state: str
    meaning: str
    reason: str
    remedy: str
    scopes: tuple[ScopeView, ...]
    programs: tuple[dict[str, Any], ...]
    pagers: dict[str, Pager]
    partners: tuple[Partner, ...]
    shares: Concentration
    agreements: tuple[dict[str, Any], ...]
    training: tuple[dict[str, Any], ...]
    before: tuple[dict[str, Any], ...]
    needs: Needs
    fault: str
    narrowed: str
    source_titles: dict[str, str]
    ways: tuple[tuple[str, str], ...]
    judged: CellFinding | None

    def data(self) -> Any:
        """The cell with all its rows."""
        supply = self.cell.supply
        return {
            "title": self.title, "as_of": self.cell.as_of, "question": asdict(self.question),
            "row": {"id": self.row_item.id, "name": self.row_name},
            "column": {"id": self.column_item.id, "name": self.column_item.name},
            "state": self.cell.state.value, "causes": [cause.value for cause in self.cell.causes], "reason": self.reason,
            "what_would_change_it": self.remedy, "counts": asdict(supply), "programs": self.programs,
            "partners": [asdict(partner) for partner in self.partners],
            "effective_number_of_partners": round(self.shares.effective, 3), "hhi": round(self.shares.hhi, 4),
            "agreements": self.agreements, "sources_that_would_report": [asdict(scope) for scope in self.scopes],
            "training_outside_programs": self.training, "programs_on_other_days": self.before,
            "need": [asdict(value) for values in self.needs.values.values() for value in values.values()],
            "sources": [asdict(source) for source in self.sources],
        }

    def table(self) -> Table:
        """Every program of the cell, counted or not."""
        return Table(file_stem(self.title), COLUMNS, self._rows())

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        for p in self.programs:
            by = {how: [o["name"] for o in p["partners"] if o["how"] == how] for how in ("delivers", "trains")}
            names = [[thing["name"] for thing in p[key]] for key in ("payers", "helped", "focus_areas")]
            yield (p["program_id"], p["program"], p["counted"], p["status"], p["starts_text"] or p["starts"],
                   p["ends_text"] or p["ends"], p["until"], names[0], by["delivers"], by["trains"], names[1], names[2],
                   p["sources"], p["pages"])


def cell_page() -> CellPage:
    """The cell that the request names by ``focus`` and ``country``, or by ``row`` and ``column``."""
    reading = reader()
    asked, row_id, column_id = _named(form(reading))
    found = scopes()
    answer = answered(reading, for_one_column(asked, column_id), found.rows)
    place = cell_of(answer, row_id, column_id)
    if place is None:
        raise PageError(404, f"There is no cell of {row_id} and {column_id}.", "Go to the matrix and choose a cell.")
    return _page(answer, place, _behind(reading, answer, place[0], place[1]), found.fault)


def _behind(reading: Reader, answer: Answer, row: Item, column: Item) -> Behind:
    where = cell_filters(answer, row, column)
    about = {name: value for name, value in where.items() if name != "sector"}
    as_of = answer.question.as_of
    country = [column.id] if answer.question.columns == COUNTRIES else None
    programs = reading.rows("cell-programs", **where, **answer.question.narrowing(), funders=list(answer.funder.with_parts) or None)
    under = {name: where.get(name) for name in ("as_of", "since", "focus", "countries")}
    return Behind(
        programs, reading.rows("cell-agreements", **under, programs=[p["program_id"] for p in programs]) if country else [],
        reading.rows("cell-training", **about, without=list(answer.question.without) or None),
        reading.rows("cell-before", **where),
        every_need(reading, as_of, country) if country else Needs((), (), {}, int(as_of[:4])),
    )


def _page(answer: Answer, place: tuple[Item, Item, Cell], behind: Behind, fault: str) -> CellPage:
    row, column, cell = place
    words = asked_in_words(answer)
    programs = behind.programs
    name = row_heading(answer, row).name
    notes = source_notes()
    keys = {key for row in (*programs, *behind.agreements) for key in row["sources"] or ()} | {scope.source for scope in cell.scopes}
    counted = [p for p in programs if p["counted"] == "yes"]
    partners = _partners(answer.question, counted, behind.training)
    tables: dict[str, Sequence[Any]] = {
        "programs": programs, "partners": partners, "agreements": behind.agreements, "training": behind.training, "before": behind.before,
    }
    pagers = {part: pager(len(rows), parameter="page" if part == "programs" else f"{part}_page") for part, rows in tables.items()}
    title = _title(answer.question, name, column)
    return CellPage(
        title=title, help=HELP, crumbs=_crumbs(answer.question, title), as_of=asked_day(services().today()),
        sources=tuple(note for note in notes if note.key in keys) + tuple(
            SourceNote(key, key) for key in sorted(keys - {note.key for note in notes})),
        question=answer.question, row_item=row, column_item=column, row_name=name, cell=cell, state=STATE_CLASS[cell.state],
        meaning=MEANINGS[cell.state], reason=reason(cell, words), remedy=remedy(cell, words),
        scopes=tuple(_scopes(cell, words)), programs=tuple(programs),
        pagers=pagers, partners=tuple(partners), shares=_shares(answer.question, counted),
        agreements=tuple(behind.agreements), training=tuple(behind.training), before=tuple(behind.before), needs=behind.needs,
        fault=fault, narrowed=words.narrowed.strip(),
        source_titles={note.key: note.title for note in notes}, ways=tuple(_ways(answer.question, row, column)),
        judged=cell_finding(answer.question, row.id, column.id, cell),
    )


def _title(asked: Question, name: str, column: Item) -> str:
    if asked.columns == YEARS:
        return f"{name}, {asked.country or asked.region or 'all countries'}, {column.name}"
    return f"{name} with partners from {column.name}" if asked.columns == STATES else f"{name} in {column.name}"


def _named(offered: Form) -> tuple[Question, str, str]:
    """The question, and the ids of row and column."""
    asked = question(offered, services().today())
    focus, country = request.args.get("focus", ""), request.args.get("country", "")
    if focus:
        if short(focus) not in offered.focus_areas:
            raise PageError(404, f"There is no focus area {focus}.", "Go to the matrix and choose a cell.")
        row_id = f"focus:{short(focus)}"
        asked = replace(asked, rows=TOPICS if ":" in short(focus) else LINES, line="")
    else:
        row_id = request.args.get("row", "")
    column_id = request.args.get("column", "") or country
    if not row_id or not column_id:
        raise PageError(400, "A cell is named by focus and country, or by row and column.", "Go to the matrix and choose a cell.")
    if asked.columns == COUNTRIES and column_id not in {choice.value for choice in offered.countries}:
        raise PageError(404, f"There is no country {column_id}.", "Go to the matrix and choose a cell.")
    return asked, row_id, column_id


def _scopes(cell: Cell, words: Asked) -> Iterator[ScopeView]:
    for scope in cell.scopes:
        yield ScopeView(scope.source, words.sources.get(scope.source, scope.source), whose(scope, words), scope.valid_from,
                        scope.valid_to, scope.why)


def _partners(asked: Question, programs: Iterable[dict[str, Any]], training: Iterable[dict[str, Any]]) -> list[Partner]:
    """The distinct partners that the state counts, those with most programs first."""
    found: dict[str, Partner] = {}
    for program in programs:
        for o in _fitting(asked, program["partners"]):
            known = found.get(o["id"]) or Partner(o["id"], o["name"], o["kind"], 0, 0)
            delivers, trains = (o["how"] == how for how in ("delivers", "trains"))
            found[o["id"]] = replace(known, delivers=known.delivers + delivers, trains=known.trains + trains)
    if not asked.funder and asked.rows != "sectors":
        for t in training:
            if t["on_focus"] and asked.kind in ("", t["trainer_kind"]) and t["trainer_id"] not in asked.without:
                known = found.get(t["trainer_id"]) or Partner(t["trainer_id"], t["trainer"], t["trainer_kind"], 0, 0)
                found[t["trainer_id"]] = replace(known, trains=known.trains + 1)
    return sorted(found.values(), key=lambda p: (-p.delivers, -p.trains, p.name or p.id))


def _fitting(asked: Question, partners: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [o for o in partners if asked.kind in ("", o["kind"])]


def _shares(asked: Question, programs: Iterable[dict[str, Any]]) -> Concentration:
    partners = {p["program_id"]: [(o["id"], o["name"]) for o in _fitting(asked, p["partners"])] for p in programs}
    return concentration(even_split(partners))


def _crumbs(asked: Question, title: str) -> tuple[Crumb, ...]:
    back = replace(asked, country="", region="") if asked.columns in (COUNTRIES, REGIONS) else asked
    return (Crumb("Overview", url_for("overview.index")), Crumb("Gaps", address("index", addressed(back))), Crumb(title))


def _ways(asked: Question, row: Item, column: Item) -> Iterator[tuple[str, str]]:
    """Where a reader may want to go from here."""
    time = {"since": asked.since}
    if asked.columns == COUNTRIES and asked.rows in (LINES, TOPICS):
        yield "Who could help here", url_for("recommend.index", country=column.id, focus=short(row.id), as_of=asked.as_of)
        kept = {"funder": asked.funder, "kind": asked.kind}
        line = short(row.group or row.id)
        yield "This country year by year", address("index", {"columns": YEARS, "country": column.id, "line": line, "rows": TOPICS} | kept)
        kinds = {"rows": KINDS_OF_PARTNER, "country": column.id, "line": short(row.id)}
        yield "Kinds of partner in this country", address("index", kinds | kept | time)
        region = {"region": column.group, "line": line, "rows": TOPICS}
        yield "This line of effort in its region", address("index", region | kept | time)
