"""The page on which a person says what the columns of a sheet are."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any, ClassVar

from flask import Response, request, url_for
from werkzeug.wrappers import Response as Redirect

from app.data.uploads import HOME, look_at, named, open_upload
from app.http.page import Crumb, PageContext, respond
from app.http.problems import PageError
from app.mapper import bp
from app.mapper.form import DATES, DECIMALS, DIRECTIONS, FIGURES, MEASURES, chosen, proposed_name, suggested
from app.mapper.known import known_names
from app.mapper.trial import Trial, attempt
from app.services import services
from app.work import staging
from ledger.models import Upload
from loaders.errors import LoadError
from loaders.mapper import CHOICES, Choice, Chosen, Sample, Suggestion, sample, suggest
from loaders.mapper.choices import SCHEMES
from loaders.mapper.need import is_need
from loaders.path import mappings

HELP = (
    "Say what each column is. Every column has a suggestion that says why; change what is not so, and look below at the first rows as "
    "they are understood. What you choose is kept as a mapping and reads the next file of this source."
)
GROUPS: tuple[tuple[str, tuple[Choice, ...]], ...] = tuple(
    (name, tuple(found)) for name, found in groupby(CHOICES.values(), key=lambda choice: choice.group)
)


@dataclass(frozen=True)
class ColumnRow:
    """One column: its place and name, first values, what is suggested and why, and what is chosen."""

    at: int
    name: str
    examples: tuple[str, ...]
    suggested: str
    why: str
    choice: str
    scheme: str


@dataclass(frozen=True, kw_only=True)
class MapperPage(PageContext):
    """The columns of a sheet, and its first rows as they are understood."""

    template: ClassVar[str] = "mapper/columns.html"
    number: int
    sheet: str
    sheets: tuple[str, ...]
    header: int
    columns: tuple[ColumnRow, ...]
    chosen: Chosen
    trial: Trial
    need: bool
    groups: tuple[tuple[str, tuple[Choice, ...]], ...] = GROUPS
    schemes: tuple[str, ...] = SCHEMES
    figures: tuple[str, ...] = FIGURES
    directions: tuple[str, ...] = DIRECTIONS
    measures: tuple[str, ...] = MEASURES
    date_orders: tuple[str, ...] = DATES
    decimals: tuple[str, ...] = DECIMALS

    def data(self) -> Any:
        """Columns, choices and what they come to; not what there is to choose from."""
        offered = ("groups", "schemes", "figures", "date_orders", "decimals", "directions", "measures")
        return {name: value for name, value in super().data().items() if name not in offered}


@bp.get("/<int:number>/columns")
def columns(number: int) -> Response:
    """The columns with what they seem to be."""
    upload = open_upload(number)
    found = _sample(upload)
    suggestions = suggest(found, known_names)
    return respond(_page(upload, found, suggestions, suggested(found, suggestions, proposed_name(found))))


@bp.post("/<int:number>/columns")
def choose(number: int) -> Response | Redirect:
    """The first rows by the choices that were made; with ``action=save`` they are kept as a mapping, and the files are looked at by it."""
    upload = open_upload(number)
    found = _sample(upload)
    made = chosen(found, request.form)
    if request.form.get("action") != "save":
        return respond(_page(upload, found, suggest(found, known_names), made))
    trial = attempt(made, staging.paths(services().settings, upload))
    if trial.wrong or not trial.records:
        return respond(_page(upload, found, suggest(found, known_names), made))
    return _save(upload, made, trial)


def _save(upload: Upload, made: Chosen, trial: Trial) -> Redirect:
    """Keep the mapping under the name of its source, and look at the files by it."""
    given = mappings.Given(trial.text, made.source, request.form.get("why", "").strip()[:500], request.form.get("by", "").strip()[:200])
    try:
        kept = mappings.keep(services().ledger, given)
    except LoadError as error:
        raise PageError(400, str(error), "Go back and change the choices.") from error
    format_ = mappings.format_of(trial.text)
    source = mappings.source_named(trial.text, format_)
    return look_at(upload, format=format_, mapping=str(kept), reason="you said what its columns are", source=source)


def _sample(upload: Upload) -> Sample:
    sheet, header = request.values.get("sheet", ""), request.values.get("header", "")
    if header and not (header.isdecimal() and len(header) < 4):
        raise PageError(400, f"header={header[:20]}: expected the number of a row.")
    paths = staging.paths(services().settings, upload)
    try:
        return sample(paths[0], sheet, int(header or 0))
    except LoadError as error:
        raise PageError(400, str(error), "Choose another format for this file, or another row as its header.") from error


def _page(upload: Upload, found: Sample, suggestions: list[Suggestion], made: Chosen) -> MapperPage:
    rows = tuple(
        ColumnRow(at, s.column, s.examples, CHOICES[s.choice].label, s.why, column.choice, column.scheme)
        for at, (s, column) in enumerate(zip(suggestions, made.columns, strict=True))
    )
    files = named(upload)
    return MapperPage(
        title=f"Columns of {files}",
        crumbs=(HOME, Crumb("Data", url_for("data.loads")), Crumb("Load a file", url_for("data.uploads")),
                Crumb(files, url_for("data.upload", number=upload.id)), Crumb("Columns")),
        help=HELP,
        number=upload.id,
        sheet=found.sheet,
        sheets=found.sheets,
        header=found.header,
        columns=rows,
        chosen=made,
        need=is_need(made),
        trial=attempt(made, staging.paths(services().settings, upload)),
    )
