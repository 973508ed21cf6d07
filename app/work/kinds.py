"""What each kind of job does: ``run`` does it, ``ended`` is told how it ended, whatever that was."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.services import Services
from app.work import staging
from app.work.changed import work_out
from app.work.compared import compare_loads
from app.work.facts import bring_in_fact
from app.work.layouts import Layouts
from app.work.networks import measure_network
from app.work.who.job import answer_list
from graph.writer import Cancelled
from ledger.jobs import Jobs
from ledger.judgements import Judgements
from ledger.models import Job
from ledger.uploads import Uploads
from loaders.path import steps
from loaders.path.apply import Stores, require_match
from loaders.path.load import Request, load
from loaders.path.mappings import loader_for
from loaders.path.preview import preview
from loaders.path.reference import ensure_reference

Outcome = tuple[str, dict[str, Any]]


def _nothing(_made: Services, _job: Job, _state: str, _message: str) -> None:
    return


@dataclass(frozen=True)
class Kind:
    """One kind of job."""

    run: Callable[[Stores, Services, Mapping[str, Any]], Outcome]
    ended: Callable[[Services, Job, str, str], None] = _nothing


def bring_in(stores: Stores, _made: Services, request: Mapping[str, Any]) -> Outcome:
    """Load files: ``format``, ``mapping``, ``paths``, ``source``, ``additions``, ``allow_removals``, ``by``."""
    require_match(stores)
    ensure_reference(stores)
    paths = [Path(path) for path in request["paths"]]
    loader = loader_for(stores.ledger, request["format"], request.get("mapping", ""))
    asked = Request(loader, paths, request["source"], request["additions"],
                    allow_removals=request["allow_removals"], by=request["by"])
    outcome = load(stores, asked)
    if outcome.same_as is not None:
        return f"These bytes are in force already, as load {outcome.same_as}. Nothing was changed.", {"load": outcome.same_as}
    return f"Load {outcome.load} is in force: {told(outcome.difference)}.", {"load": outcome.load}


def look(stores: Stores, made: Services, request: Mapping[str, Any]) -> Outcome:
    """Say what the files of an upload would do: ``upload``; change nothing."""
    uploads = Uploads(made.ledger)
    upload = uploads.get(request["upload"])
    require_match(stores)
    ensure_reference(stores)
    loader = loader_for(stores.ledger, upload.format, upload.mapping)
    asked = Request(loader, staging.paths(made.settings, upload), upload.source, upload.additions)
    found = preview(stores, asked, staging.folder(made.settings, upload) / staging.PROBLEMS)
    uploads.update(upload.id, preview=found.to_json(), source=found.proposal.source, state="ready", message="")
    return f"Nothing was changed. It would come to this: {told(found.outcome.difference)}.", {"upload": upload.id}


def looked(made: Services, job: Job, _state: str, message: str) -> None:
    """A preview that came to nothing: the upload says why."""
    Uploads(made.ledger).update(job.request["upload"], state="failed", message=message, preview={})


def brought_in(made: Services, job: Job, state: str, message: str) -> None:
    """A load of an upload ended: its staging folder goes once the archive has the files."""
    if "upload" not in job.request:
        return
    uploads = Uploads(made.ledger)
    upload = uploads.get(job.request["upload"])
    if state == "done":
        staging.drop(made.settings, upload)
        uploads.update(upload.id, state="loaded", load_id=Jobs(made.ledger).get(job.id).outcome["load"])
    else:
        uploads.update(upload.id, state="ready", message=message)


def take_out(stores: Stores, _made: Services, request: Mapping[str, Any]) -> Outcome:
    """Undo a load: ``load``."""
    return f"Load {request['load']} is undone: {told(steps.undo(stores, request['load']))}.", dict(request)


def put_back(stores: Stores, _made: Services, request: Mapping[str, Any]) -> Outcome:
    """Put an undone load in force again: ``load``."""
    return f"Load {request['load']} is in force again: {told(steps.redo(stores, request['load']))}.", dict(request)


def look_for_overlaps(stores: Stores, made: Services, _request: Mapping[str, Any]) -> Outcome:
    """Compare programs and keep what was found; asked to stop between its steps."""
    from app.work.overlaps.compare import compare  # scikit-learn takes a second to import: the job pays, not every start

    def says(step: str, done: int) -> None:
        stores.watch.says(step, done)
        if stores.watch.cancelled():
            raise Cancelled

    found = compare(made, says)
    again = f" {found['reopened']:,} findings were opened again: their facts changed." if found["reopened"] else ""
    told = f"{found['compared']:,} of {found['programs']:,} programs were compared with all others"
    return f"{told}; {found['pairs']:,} pairs may overlap.{again}", {"overlaps": found["pairs"]}


def look_for_namesakes(stores: Stores, made: Services, request: Mapping[str, Any]) -> Outcome:
    """Compare organizations and keep which may be one: ``everything`` or what is new; asked to stop between its steps."""
    from app.work.resolution import compare as resolution  # as above

    def says(step: str, done: int) -> None:
        stores.watch.says(step, done)
        if stores.watch.cancelled():
            raise Cancelled

    found = resolution.compare(made, says, resolution.Asked(everything=request.get("everything", False), since=request.get("since")))
    return (f"{found['compared']:,} of {found['organizations']:,} organizations were compared with all others; "
            f"{found['pairs']:,} pairs may be one, {found['likely']:,} likely."), {"resolution": found["pairs"]}


def put_judgements_in_force(stores: Stores, _made: Services, _request: Mapping[str, Any]) -> Outcome:
    """Put in force what people judged and what waits."""
    require_match(stores)
    count, difference = steps.decide_waiting(stores)
    return f"{count:,} judgements are in force: {told(difference)}.", {"judgements": count}


def take_judgement_back(stores: Stores, made: Services, request: Mapping[str, Any]) -> Outcome:
    """Take one decision back: ``decision``."""
    require_match(stores)
    if Judgements(made.ledger).withdraw(request["decision"]):
        return "It is taken back; it was not in force yet.", dict(request)
    return f"Decision {request['decision']} is taken back: {told(steps.undecide(stores, request['decision']))}.", dict(request)


def record_fact(stores: Stores, made: Services, request: Mapping[str, Any]) -> Outcome:
    """Bring in what a person typed: see ``bring_in_fact``."""
    require_match(stores)
    outcome = bring_in_fact(stores, made, request)
    load = outcome.load if outcome.load is not None else outcome.same_as
    return f"Recorded, as load {load}: {told(outcome.difference)}.", {"load": load}


def lay_out(stores: Stores, made: Services, request: Mapping[str, Any]) -> Outcome:
    """Lay out the picture of a large map: ``key`` of its network, ``address`` of the map."""
    things = Layouts(made.settings.home).lay_out(request["key"], stores.watch)
    return f"The picture of {things:,} things is laid out.", {"things": things}


def told(difference: Mapping[str, Any]) -> str:
    """A difference in a few words."""
    totals = dict.fromkeys(("added", "changed", "removed"), 0)
    for what in ("nodes", "links"):
        for ops in difference[what].values():
            for op, count in ops.items():
                totals[op] += count
    said = [f"{count:,} {op}" for op, count in totals.items() if count]
    return ", ".join(said) if said else "nothing in the network differs"


KINDS: dict[str, Kind] = {
    "preview": Kind(look, looked),
    "load": Kind(bring_in, brought_in),
    "undo": Kind(take_out),
    "redo": Kind(put_back),
    "overlaps": Kind(look_for_overlaps),
    "resolution": Kind(look_for_namesakes),
    "judgements": Kind(put_judgements_in_force),
    "undecide": Kind(take_judgement_back),
    "layout": Kind(lay_out),
    "fact": Kind(record_fact),
    "compare": Kind(compare_loads),
    "changed": Kind(work_out),
    "who": Kind(answer_list),
    "measures": Kind(measure_network),
}
