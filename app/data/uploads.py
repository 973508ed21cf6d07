"""The upload page: hand in files, see what they would do, apply them or throw them away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from flask import Response, flash, redirect, request, url_for
from werkzeug.wrappers import Response as Redirect

from app.data import bp
from app.data.contexts import ChangeRow
from app.data.jobs import begin
from app.data.new_part import NewPart, drawn
from app.data.rows import change_rows
from app.http.formats import Table
from app.http.local import originals_served
from app.http.page import Crumb, PageContext, respond
from app.http.problems import PageError, not_found
from app.services import services
from app.work import staging
from ledger.errors import LedgerError, NotFound
from ledger.jobs import Jobs
from ledger.mappings import Mappings
from ledger.models import Upload
from ledger.uploads import Uploads
from loaders.errors import LoadError, UnreadableFile
from loaders.path import mappings
from loaders.path.originals import with_originals
from loaders.path.preview import read_problems
from loaders.registry import LOADERS
from loaders.rows import MappingText

HOME = Crumb("Overview", "/")
MOST_FILES = 200
SHOWN = 50
HELP = (
    "Hand in one or several files of one source. You see what is in them and what they would add, change and remove before anything is "
    "changed; every load can be undone."
)


@dataclass(frozen=True)
class FormatChoice:
    """One format that a person may choose."""

    name: str
    title: str


@dataclass(frozen=True)
class UploadRow:
    """Files that wait to be applied or thrown away."""

    id: int
    files: tuple[str, ...]
    size: int
    state: str
    format: str
    reason: str
    source: str
    mapping: str
    additions: bool
    message: str
    load_id: int | None
    at: Any


@dataclass(frozen=True, kw_only=True)
class UploadsPage(PageContext):
    """The form that takes files, and those that wait."""

    template: ClassVar[str] = "data/uploads.html"
    waiting: tuple[UploadRow, ...]
    formats: tuple[FormatChoice, ...]
    megabytes: int


@dataclass(frozen=True, kw_only=True)
class UploadPage(PageContext):
    """Files that were handed in, and what they would do."""

    template: ClassVar[str] = "data/upload.html"
    upload: UploadRow
    format_title: str
    looks_like: str
    formats: tuple[FormatChoice, ...]
    known_sources: tuple[FormatChoice, ...]
    mappings: tuple[FormatChoice, ...]
    preview: dict[str, Any]
    changes: tuple[ChangeRow, ...]
    new_part: NewPart | None
    problems: tuple[dict[str, Any], ...]
    problem_count: int
    everything: Callable[[], tuple[tuple[str, ...], list[list[Any]]]]

    def data(self) -> Any:
        """Everything; the new part as the preview holds it, not as it is drawn."""
        return {name: value for name, value in super().data().items() if name != "new_part"}

    def table(self) -> Table:
        """Every row problem with the columns of the file."""
        columns, rows = self.everything()
        return Table(f"upload-{self.upload.id}-rows", columns, rows)


@bp.get("/upload")
def uploads() -> Response:
    """The form, and what waits."""
    made = services()
    return respond(
        UploadsPage(
            title="Load a file",
            crumbs=(HOME, Crumb("Data", url_for("data.loads")), Crumb("Load a file")),
            help=HELP,
            waiting=tuple(_row(upload) for upload in Uploads(made.ledger).open()),
            formats=_formats(),
            megabytes=int(made.settings["PARTNERGRAPH_UPLOAD_MB"]),
        )
    )


@bp.post("/upload")
def hand_in() -> Redirect:
    """Keep the files, recognise them, and begin the preview where what they are is clear."""
    made = services()
    files = [file for file in request.files.getlist("files") if file.filename]
    if not files:
        raise PageError(400, "No file was chosen.", "Go back and choose at least one file.")
    if len(files) > MOST_FILES:
        raise PageError(400, f"{len(files):,} files at once: expected at most {MOST_FILES}.", "Put them into a zip, or load them in parts.")
    try:
        folder, kept = staging.keep(made.settings, files)
    except OSError as error:
        raise PageError(507, f"The files cannot be kept: {error.strerror or error}.", "The disk is full or read-only.") from error
    upload = Uploads(made.ledger).add(folder, kept)
    empty = [file["name"] for file in kept if not file["size"]]
    if empty:
        Uploads(made.ledger).update(upload.id, state="failed", message=f"{empty[0]} is empty: it has 0 bytes.")
        return redirect(url_for("data.upload", number=upload.id), 303)
    try:
        return _recognised(*_without_mappings(upload))
    except LoadError as error:
        Uploads(made.ledger).update(upload.id, state="failed", message=str(error))
    return redirect(url_for("data.upload", number=upload.id), 303)


def _without_mappings(upload: Upload) -> tuple[Upload, MappingText | None]:
    """Keep the mappings among the files in the ledger; the upload without them, and the one that reads the rest."""
    made = services()
    found = staging.take_mappings(made.settings, upload)
    if len(found) > 1:
        raise UnreadableFile(f"{len(found)} mappings ({', '.join(path.name for path in found)}): files are read by one.")
    if not found:
        return upload, None
    mapping = mappings.keep(made.ledger, mappings.read_file(found[0]), found[0].name)
    found[0].unlink()
    files = [file for file in upload.files if file["name"] != found[0].name]
    return Uploads(made.ledger).update(upload.id, files=files, mapping=str(mapping)), mapping


def _recognised(upload: Upload, mapping: MappingText | None) -> Redirect:
    """Look at files whose format is clear, by the mapping that came with them or one that fits; ask where it is not."""
    made = services()
    if not upload.files:
        Uploads(made.ledger).update(upload.id, state="gone")
        flash(f"The mapping {mapping} is kept. Now hand in the table that it is for.")
        return redirect(url_for("data.uploads"), 303)
    if mapping is not None:
        return look_at(upload, format=mappings.format_of(mapping.text), reason=f"by the mapping {mapping} that came with it")
    paths = staging.paths(made.settings, upload)
    found = staging.recognised(paths)
    if len(found) == 1:
        return look_at(upload, format=found[0][0].name, reason=found[0][1])
    fits = None if found else mappings.fitting(made.ledger, paths)
    if fits is not None:
        return look_at(upload, format=fits[0].format, mapping=f"{fits[0].name}@{fits[0].version}", reason=fits[1])
    return redirect(url_for("data.upload", number=upload.id), 303)


@bp.get("/upload/<int:number>")
def upload(number: int) -> Response | Redirect:
    """One upload; the page of its job while that is at work."""
    found = _found(number)
    if found.state in ("looking", "loading") and found.job_id is not None:
        return redirect(url_for("data.job", number=found.job_id))
    if found.state == "loaded" and found.load_id is not None:
        return redirect(url_for("data.load", number=found.load_id))
    return respond(_page(found))


@bp.post("/upload/<int:number>/look")
def look(number: int) -> Redirect:
    """Preview again: as another format, for another source, or as additions."""
    found = open_upload(number)
    format_ = request.form.get("format", found.format)
    if format_ not in {loader.name for loader in staging.formats()}:
        raise PageError(400, f"There is no format {format_!r} to choose.")
    mapping = _named_mapping(request.form.get("mapping", ""), format_)
    source = request.form.get("source", "").strip()
    reason = found.reason if format_ == found.format else "you chose it"
    additions = request.form.get("mode") == "additions"
    return look_at(found, format=format_, mapping=mapping, reason=reason, source=source[:200], additions=additions)


@bp.post("/upload/<int:number>/apply")
def apply_upload(number: int) -> Redirect:
    """Load the files."""
    made = services()
    found = open_upload(number)
    if found.state != "ready":
        raise PageError(409, "These files have no preview that could be applied.", "See the files again.")
    consent = request.form.get("consent") == "yes"
    if found.preview["needs_consent"] and not consent:
        raise PageError(409, "More than a tenth of the source's records would be removed, and you did not say that this is right.",
                        "Go back and tick the box if it is.")
    asked = {
        "format": found.format, "mapping": found.mapping, "source": found.source,
        "paths": [str(path) for path in staging.paths(made.settings, found)],
        "additions": found.additions, "allow_removals": consent, "by": request.form.get("by", "").strip()[:200], "upload": found.id,
    }
    job = begin("load", f"Load {named(found)}", asked, str(asked["by"]))
    Uploads(made.ledger).update(number, state="loading", job_id=job.id)
    return redirect(url_for("data.job", number=job.id), 303)


@bp.post("/upload/<int:number>/drop")
def drop_upload(number: int) -> Redirect:
    """Throw the files away."""
    made = services()
    found = _found(number)
    if found.state == "loading":
        raise PageError(409, "These files are being loaded.", "Cancel the job first.")
    if found.state == "looking" and found.job_id is not None:
        _stop(found.job_id)
    staging.drop(made.settings, found)
    Uploads(made.ledger).update(number, state="gone")
    flash(f"{named(found)}: thrown away. Nothing was changed.")
    return redirect(url_for("data.uploads"), 303)


def look_at(found: Upload, **values: Any) -> Redirect:
    """Begin the preview of an upload, with these columns of it set; leads to the page of the job."""
    uploads_ = Uploads(services().ledger)
    changed = uploads_.update(found.id, state="looking", preview={}, message="", **values)
    job = begin("preview", f"Look at {named(changed)}", {"upload": found.id})
    uploads_.update(found.id, job_id=job.id)
    return redirect(url_for("data.job", number=job.id), 303)


def _stop(job_id: int) -> None:
    try:
        Jobs(services().ledger).ask_to_cancel(job_id)
    except LedgerError:  # it ended at this moment
        return


def _named_mapping(wanted: str, format_: str) -> str:
    """name@version of a kept mapping that was chosen for a format; empty where none was, or the format takes none."""
    if not wanted or LOADERS[format_].by_mapping is None:
        return ""
    try:
        saved = Mappings(services().ledger).get(wanted)
    except NotFound as error:
        raise PageError(400, str(error)) from error
    return f"{saved.name}@{saved.version}"


def _found(number: int) -> Upload:
    try:
        return Uploads(services().ledger).get(number)
    except NotFound as error:
        raise not_found(str(error), "See the files that wait, or hand them in again.") from error


def open_upload(number: int) -> Upload:
    """An upload that may be looked at or applied; ``PageError`` where there is none or it is over."""
    found = _found(number)
    if found.state not in ("unclear", "ready", "failed"):
        raise PageError(409, "These files were loaded or thrown away, or are being worked at.", "See the loads and jobs under Data.")
    return found


def named(found: Upload) -> str:
    """The first of its files, and how many more."""
    first = found.files[0]["name"]
    return first if len(found.files) == 1 else f"{first} and {len(found.files) - 1} more"


def _row(found: Upload) -> UploadRow:
    return UploadRow(found.id, tuple(f["name"] for f in found.files), sum(f["size"] for f in found.files), found.state, found.format,
                     found.reason, found.source, found.mapping, found.additions, found.message, found.load_id, found.at)


def _formats() -> tuple[FormatChoice, ...]:
    return tuple(FormatChoice(loader.name, loader.title) for loader in staging.formats())


def _page(found: Upload) -> UploadPage:
    made = services()
    files = staging.paths(made.settings, found)
    kept = staging.folder(made.settings, found) / staging.PROBLEMS
    problems = tuple(row for row, _ in zip(read_problems(kept), range(SHOWN), strict=False))
    sources = made.ledger.sources()
    return UploadPage(
        title=named(found),
        crumbs=(HOME, Crumb("Data", url_for("data.loads")), Crumb("Load a file", url_for("data.uploads")), Crumb(named(found))),
        help="What these files would do. Nothing is changed until you apply them.",
        upload=_row(found),
        format_title=LOADERS[found.format].title if found.format in LOADERS else "",
        looks_like=staging.looks_like(files[0]) if files else "",
        formats=_formats(),
        known_sources=tuple(FormatChoice(s.key, s.title) for s in sources if s.format == found.format),
        mappings=tuple(FormatChoice(m.name, f"{m.name}, version {m.version} ({m.format})") for m in Mappings(made.ledger).newest()),
        preview=found.preview,
        changes=tuple(change_rows(found.preview["outcome"]["difference"])) if found.preview else (),
        new_part=drawn(found.preview.get("new_part")) if found.preview else None,
        problems=problems,
        problem_count=sum(found.preview["problems"].values()) if found.preview else 0,
        everything=lambda: with_originals(read_problems(kept), files if originals_served() else []),
    )
