"""Why a cell has its state, and what would change it, in sentences that a planner can hand on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from analysis.gaps.cells import Cause, Cell, State
from analysis.gaps.scope import ScopeRow


@dataclass(frozen=True)
class Asked:
    """What the reader asked for, in words: the name of the funder and of the kind of partner that were chosen.

    ``since``: the first day of the time asked for, empty for one day. ``sources`` and ``organizations``: names by key and by id, for
    the scopes that are quoted.
    """

    funder: str = ""
    kind: str = ""
    since: str = ""
    sources: Mapping[str, str] = field(default_factory=dict)
    organizations: Mapping[str, str] = field(default_factory=dict)

    @property
    def none(self) -> str:
        """``No program``, narrowed by the filters: ``No program paid by INL``."""
        return f"No program{self.narrowed}{self.time}"

    @property
    def narrowed(self) -> str:
        """The filters as they follow the word program; empty without filters."""
        paid = f" paid by {self.funder}" if self.funder else ""
        delivered = f" delivered by {self.kind}" if self.kind else ""
        return paid + (" and" if paid and delivered else "") + delivered

    @property
    def time(self) -> str:
        """The time as it follows the word program; empty where one day is asked for."""
        return f" in force at any time since {self.since}" if self.since else ""


def reason(cell: Cell, asked: Asked) -> str:
    """Why the cell has its state."""
    if cell.state in (State.SERVED, State.THIN):
        return _what_is_there(cell, asked)
    others = _others(cell)
    if Cause.UNASSIGNED in cell.causes:
        unknown = cell.supply.unknown
        return f"No source says {_asked_field(asked)} of {_count(unknown, 'program')} here: nothing can be concluded."
    if cell.state is State.GAP:
        return f"{asked.none} is known here, and {_would_have(cell, asked)}.{others}"
    return (
        f"{asked.none} is known here, and no source is known to report all of this work: nothing can be concluded.{others}"
    )


def remedy(cell: Cell, asked: Asked) -> str:
    """What would change the state of the cell."""
    if cell.state is State.SERVED:
        return f"{_until(cell)}It turns thin when one partner is left, or when everything has a stated end within a year."
    if cell.state is State.THIN:
        return " ".join(_THIN_REMEDIES[cause] for cause in cell.causes)
    if Cause.UNASSIGNED in cell.causes:
        return f"A source that says {_asked_field(asked)} of these programs."
    if cell.state is State.GAP:
        return (
            "A program that is in force here, in any source that is loaded. Where the source that is silent is known to be "
            "incomplete, its scope has to be narrowed: then the cell is no data."
        )
    return (
        "A loaded program that is in force here. Or a scope, entered by a person, which says that a source reports all "
        "work of this kind here: then the cell is a gap."
    )


def whose(scope: ScopeRow, asked: Asked) -> str:
    """Whose work a scope says its source reports, in words."""
    if not scope.whose_work:
        return "anybody's work"
    *first, last = (asked.organizations.get(identifier, identifier) for identifier in scope.whose_work)
    return f"the work of {', '.join(first)} and {last}" if first else f"the work of {last}"


_THIN_REMEDIES = {
    Cause.ONE_PARTNER: "A second organization that delivers or trains here, or a source that names one.",
    Cause.UNNAMED: "A source that names who delivers these programs: with two partners or more the cell is served.",
    Cause.ENDING: "An extension, or a program that runs for more than twelve months from this date.",
}


def _what_is_there(cell: Cell, asked: Asked) -> str:
    supply = cell.supply
    programs = f"{_count(supply.programs, 'program')}{asked.narrowed}{asked.time}" if supply.programs else "Training only, no program"
    if supply.partners == 0:
        return f"{programs}; no source names who delivers. {_ends(cell)}{_others(cell)}"
    partners = "one partner is named" if supply.partners == 1 else f"{supply.partners:,} partners"
    unnamed = f" (for {_count(supply.unnamed, 'program')} nobody is named)" if supply.unnamed else ""
    return f"{programs}; {partners}{unnamed}. {_ends(cell)}{_others(cell)}"


def _ends(cell: Cell) -> str:
    supply = cell.supply
    if Cause.ENDING in cell.causes:
        last = "on" if supply.nearest_end == supply.latest_end else "the last on"
        if supply.latest_end < cell.as_of:
            return f"Everything has ended since, {last} {supply.latest_end}."
        return f"Everything has a stated end within twelve months, {last} {supply.latest_end}."
    if not supply.nearest_end:
        return "No end is stated."
    return f"The nearest stated end is {supply.nearest_end}." + (
        f" For {supply.open_ended} no end is stated." if supply.open_ended else ""
    )


def _until(cell: Cell) -> str:
    return f"If nothing changes it turns thin on {cell.thin_from}. " if cell.thin_from else ""


def _others(cell: Cell) -> str:
    others = cell.supply.others
    return f" {_count(others, 'other program')} {'is' if others == 1 else 'are'} known here." if others else ""


def _would_have(cell: Cell, asked: Asked) -> str:
    said = dict.fromkeys(
        f"{asked.sources.get(scope.source, scope.source)} would have reported {whose(scope, asked)}" for scope in cell.scopes
    )
    return "; ".join(said)


def _asked_field(asked: Asked) -> str:
    fields = (("who pays", asked.funder), ("what kind of body delivers", asked.kind))
    return " and ".join(text for text, wanted in fields if wanted)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
