"""The kinds of gap: what each is, which report lists it, what names one gap, and on which facts a judgement rests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

PREFIX = "gap:"
CELL = ("country", "focus_area")


@dataclass(frozen=True)
class Kind:
    """A kind of gap.

    ``title``: of many, ``one``: of one; ``says``: what it is and what it is not. ``report``: the report that lists it, empty
    for states of the coverage matrix. ``about``: columns whose ids name one gap. ``rests_on``: columns of which a change
    opens a settled finding again. ``settings``: parameters besides country, focus area and day.
    ``folded``: columns that stand on the page of one gap and in downloads alone.
    """

    key: str
    title: str
    one: str
    says: str
    report: str
    about: tuple[str, ...]
    rests_on: tuple[str, ...]
    settings: tuple[str, ...] = ()
    by_focus: bool = True
    folded: tuple[str, ...] = ()

    @property
    def finding(self) -> str:
        """The kind of the findings on it."""
        return PREFIX + self.key


KINDS: tuple[Kind, ...] = (
    Kind("nobody", "Nobody is known to work there", "Nobody known",
         "No program is known, and a source that is known to report this work has none. Cells without such a source are no data, "
         "and are not counted.", "", CELL, ("state", "causes", "programs", "partners")),
    Kind("thin", "Thin cells of the matrix", "Thin",
         "One partner is named, or none, or everything has a stated end within twelve months.", "", CELL,
         ("state", "causes", "programs", "partners", "unnamed", "until")),
    Kind("one-partner", "One partner is all that is named", "One partner",
         "Exactly one organization is named that delivers or trains there. There may be others that no source names.",
         "one-partner-countries", CELL, ("partner_id", "programs_id", "unnamed_programs", "until")),
    Kind("ending", "Everything is about to end", "Everything ends",
         "Everything in force there has a stated end within the months. Where one program states no end, the cell is not here.",
         "everything-ending", CELL, ("programs_id", "trainers_id", "until"), ("months",)),
    Kind("no-counterpart", "No local counterpart is named", "No local counterpart",
         "Programs are in force, and no source names a body of the country in them. One may take part all the same.",
         "no-local-counterpart", CELL, ("programs_id",)),
    Kind("no-us-agency", "No U.S. state or local agency, though one is near", "No U.S. state or local agency",
         "None is named there, although the country has a State Partnership or one works in the same UN subregion.",
         "no-us-state-or-local-agency", CELL, ("guards_id", "agencies_id", "programs_id")),
    Kind("nobody-named", "Paid for, and nobody is named to deliver", "Nobody named to deliver",
         "A source names who pays, and none names who delivers. Somebody may deliver all the same.",
         "paid-for-nobody-named", ("program",), ("funders_id", "managers_id"), folded=("focus_areas", "since")),
    Kind("expired", "Agreements that expired while the parties go on", "Expired agreement",
         "The stated expiry is past and the parties still work together. A later agreement may exist that no source names.",
         "expired-agreements", ("agreement",), ("expired", "activity_id", "newer_id"), by_focus=False),
    Kind("falling-money", "High need and falling money", "High need, less money",
         "Among the worst off by one indicator, and a source states less money of one kind and currency for the later year. Money "
         "that no source states by country is not in it.",
         "high-need-falling-money", ("country", "payers", "note"), ("earlier", "later", "value"),
         ("indicator", "worst", "money_kind", "currency", "from_year", "to_year"), by_focus=False,
         folded=("note", "value_year")),
    Kind("third", "One organization carries more than a third", "Carries more than a third",
         "Its share of the programs in force, each divided evenly among those who deliver it there; programs that name nobody are "
         "left out.", "more-than-a-third", (*CELL, "partner"), ("its_programs_id", "carries"), ("share",),
         folded=("partner_kind", "programs", "hhi", "its_programs")),
    Kind("third-money", "One organization gets more than a third of the money", "Gets more than a third",
         "Its share of the sums of one kind and currency that one source states by receiver. Few sources name receivers.",
         "more-than-a-third-of-the-money", (*CELL, "receiver", "source"), ("gets", "carries"), ("share", "money_kind", "currency", "year"),
         folded=("hhi", "its_programs")),
)
BY_KEY: Mapping[str, Kind] = {kind.key: kind for kind in KINDS}
