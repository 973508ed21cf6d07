"""One change, whatever it is of: the same few fields for the page, the files and the feed."""

from __future__ import annotations

from dataclasses import dataclass

PARTNERS, PROGRAMS, AGREEMENTS, CELLS, OVERLAPS = "partners", "programs", "agreements", "cells", "overlaps"


@dataclass(frozen=True)
class What:
    """A kind of change. ``heading``: of its table; ``said``: in a sentence, of one; ``group``: what it is a change of."""

    key: str
    heading: str
    said: str
    group: str


WHATS = {
    what.key: what for what in (
        What("partner-gained", "Partners gained", "is at work", PARTNERS),
        What("partner-lost", "Partners lost", "is no longer at work", PARTNERS),
        What("program-begun", "Programs begun", "began", PROGRAMS),
        What("program-ended", "Programs ended", "ended", PROGRAMS),
        What("program-passed", "Programs begun and ended in between", "began and ended", PROGRAMS),
        What("agreement-begun", "Agreements begun", "began", AGREEMENTS),
        What("agreement-ended", "Agreements expired", "expired", AGREEMENTS),
        What("agreement-passed", "Agreements begun and expired in between", "began and expired", AGREEMENTS),
        What("gap-opened", "Gaps opened", "is a gap now", CELLS),
        What("gap-closed", "Gaps closed", "is no longer a gap", CELLS),
        What("cell-changed", "Other cells of the coverage matrix that changed", "changed", CELLS),
        What("overlap-new", "Possible overlaps that began", "began", OVERLAPS),
        What("overlap-over", "Possible overlaps that ended", "ended", OVERLAPS),
        What("overlap-settled", "Overlaps settled", "was settled", OVERLAPS),
    )
}


@dataclass(frozen=True)
class Evidence:
    """A link that turned, as one source states it. ``type``: link type of the model; ``via_id``, ``via``: the other end."""

    type: str
    via_id: str
    via: str
    starts: str | None
    ends: str | None
    starts_text: str | None
    ends_text: str | None
    source: str
    record: str
    page: str


@dataclass(frozen=True)
class Change:
    """``what``: a key of ``WHATS``; ``id``, ``name``, ``kind``: of the thing; ``day``: on which it changed, ``""`` where no source says;
    ``day_text``: as it is written, where it is a year or a month.

    ``countries``: codes; ``told``: what there is to say in a sentence; ``sources``, ``records`` (source/record), ``pages``: who
    states it; ``links``: of how many the ``evidence`` is told; ``address``: the page to look at, ``""``: the thing's profile.
    """

    what: str
    id: str
    name: str
    kind: str | None
    day: str
    countries: tuple[str, ...]
    told: str = ""
    sources: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    links: int = 0
    evidence: tuple[Evidence, ...] = ()
    address: str = ""
    day_text: str | None = None

    @property
    def key(self) -> str:
        """The same for the same change, whenever it is asked for."""
        return "/".join((self.what, self.id, "+".join(self.countries), self.day))
