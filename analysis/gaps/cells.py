"""The state of one cell of the coverage matrix: served, thin, gap or no data, and what makes it so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from analysis.gaps.days import months_after
from analysis.gaps.scope import ScopeRow

THIN_MONTHS = 12


class State(StrEnum):
    """What is known about a cell. The value is the word that a reader sees."""

    SERVED = "served"
    THIN = "thin"
    GAP = "gap"
    NO_DATA = "no data"


class Cause(StrEnum):
    """What makes a cell thin, a gap or no data; a thin cell may have several."""

    ONE_PARTNER = "one partner"
    UNNAMED = "no partner named"
    ENDING = "everything ends within twelve months"
    SILENT = "a source that would have reported is silent"
    UNCOVERED = "no source would have reported"
    UNASSIGNED = "programs that cannot be assigned"


@dataclass(frozen=True, slots=True)
class Supply:
    """What is in force in one cell, as ``cypher/gaps/supply`` counts it.

    ``programs``: distinct programs that the filters keep; ``partners``: distinct organizations that implement one of
    them there or train there; ``unnamed``: programs of which no source says who delivers them; ``open_ended``:
    programs and trainings without a stated end; ``nearest_end``, ``latest_end``: of the stated ends, empty where none
    is. ``others``: programs in the cell that the filters leave out; ``unknown``: those of them of which no source
    says what the filter asks (who pays, or what kind of body delivers).
    """

    row: str
    column: str
    programs: int
    partners: int
    unnamed: int = 0
    open_ended: int = 0
    nearest_end: str = ""
    latest_end: str = ""
    others: int = 0
    unknown: int = 0

    @property
    def present(self) -> bool:
        """Whether anything is in force here."""
        return self.programs > 0 or self.partners > 0


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell with its state; ``scopes`` are the sources that would have reported (empty: none is known to)."""

    supply: Supply
    state: State
    causes: tuple[Cause, ...]
    scopes: tuple[ScopeRow, ...]
    as_of: str

    @property
    def thin_from(self) -> str:
        """The day from which everything left here ends within twelve months; empty where an end is not stated."""
        open_ended = self.supply.open_ended or not self.supply.latest_end
        return "" if open_ended else months_after(self.supply.latest_end, -THIN_MONTHS)


def judge(supply: Supply, scopes: Sequence[ScopeRow], as_of: str, horizon: str) -> Cell:
    """The state of a cell on ``as_of``; ``horizon`` is the day twelve months later.

    Thin: exactly one partner is known; or no source names any; or everything has a stated end up to ``horizon``.
    Nothing in force is a gap only where a scope covers the cell, and not while programs stand there of which nobody
    says whether they belong to what the reader asked for: silence of the sources is never read as absence.
    """
    if supply.present:
        causes = tuple(_thin_causes(supply, horizon))
        return Cell(supply, State.THIN if causes else State.SERVED, causes, tuple(scopes), as_of)
    if supply.unknown:
        return Cell(supply, State.NO_DATA, (Cause.UNASSIGNED,), tuple(scopes), as_of)
    if scopes:
        return Cell(supply, State.GAP, (Cause.SILENT,), tuple(scopes), as_of)
    return Cell(supply, State.NO_DATA, (Cause.UNCOVERED,), (), as_of)


def _thin_causes(supply: Supply, horizon: str) -> list[Cause]:
    causes = []
    if supply.partners == 1:
        causes.append(Cause.ONE_PARTNER)
    if supply.partners == 0:
        causes.append(Cause.UNNAMED)
    if not supply.open_ended and supply.latest_end and supply.latest_end <= horizon:
        causes.append(Cause.ENDING)
    return causes
