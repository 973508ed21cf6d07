"""The suggestions of the last comparison under the filters of the address, in the order that a person takes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import request

from app.http.problems import PageError
from app.search.lucene import folded
from app.services import services
from app.work.kept import Kept, latest
from app.work.resolution import BANDS, WHAT
from ledger.judgements import NOT_SAME, PART_OF, SAME, UNSURE, Judgements, Settled

OPEN, ANY = "", "any"
STATES = {OPEN: "To look at", UNSURE: "Unsure", SAME: "The same", NOT_SAME: "Not the same", PART_OF: "Part of", ANY: "All"}
SORTS = {"worth": "worth desc", "score": "score desc", "links": "links desc", "money": "money desc", "overlaps": "overlaps desc"}
_WHERE = """
    where ($band = '' or band = $band) and ($country = '' or one_country = $country or other_country = $country)
      and ($kind = '' or one_kind = $kind or other_kind = $kind) and ($source = '' or list_contains(sources, $source))
      and ($text = '' or contains(lower(strip_accents(one_name)), $text) or contains(lower(strip_accents(other_name)), $text))
"""
_ORDERED = "select one, other from {pairs}" + _WHERE + "order by ORDER, one, other"  # noqa: S608 (values are parameters)
_FULL = "select * from {pairs} where one || chr(30) || other in (select unnest($keys))"


@dataclass(frozen=True)
class Filters:
    """What the address asks for."""

    band: str = ""
    country: str = ""
    kind: str = ""
    source: str = ""
    text: str = ""
    state: str = OPEN
    sort: str = "worth"

    def arguments(self) -> dict[str, Any]:
        """As parts of an address; what is not asked for is left out."""
        return {name: value for name, value in vars(self).items() if value and not (name == "sort" and value == "worth")}


def asked_filters() -> Filters:
    """The filters of the request; 400 for a value that there cannot be."""
    given = {name: request.args.get(name, "").strip()[:200] for name in vars(Filters())}
    for name, allowed in (("band", ("", *BANDS)), ("state", tuple(STATES)), ("sort", ("", *SORTS))):
        if given[name] not in allowed:
            raise PageError(400, f"{name}={given[name]}: expected one of {', '.join(filter(None, allowed))}.")
    return Filters(**{**given, "sort": given["sort"] or "worth"})


@dataclass(frozen=True)
class Suggestions:
    """What the last comparison found, with what was judged since."""

    kept: Kept
    settled: Settled

    def ordered(self, filters: Filters) -> list[tuple[str, str, str]]:
        """Pairs of records and what was judged of each, under the filters but for ``state``."""
        values = {name: getattr(filters, name) for name in ("band", "country", "kind", "source")} | {"text": folded(filters.text)}
        rows = self.kept.rows(_ORDERED.replace("ORDER", SORTS[filters.sort]), values)
        return [(row["one"], row["other"], self.settled.of(row["one"], row["other"])) for row in rows]

    def found(self, filters: Filters) -> list[tuple[str, str]]:
        """Pairs of records under all filters."""
        return [(one, other) for one, other, judged in self.ordered(filters) if filters.state in (judged, ANY)]

    def full(self, pairs: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
        """Everything that is kept of these pairs, in their order, with ``judged``."""
        if not pairs:
            return []
        rows = self.kept.rows(_FULL, {"keys": [f"{one}\x1e{other}" for one, other in pairs]})
        by_pair = {(row["one"], row["other"]): row for row in rows}
        return [{**by_pair[pair], "judged": self.settled.of(*pair)} for pair in pairs if pair in by_pair]

    def group(self, record: str) -> list[dict[str, Any]]:
        """The likely pairs that hold a record's group of three or more together."""
        rows = self.kept.rows(
            "select one, other from {pairs} where cluster <> '' and cluster = (select any_value(cluster) from {pairs} "
            "where cluster <> '' and (one = $record or other = $record)) order by score desc, one, other", {"record": record},
        )  # fmt: skip
        return self.full([(row["one"], row["other"]) for row in rows])

    def after(self, pair: tuple[str, str], filters: Filters) -> tuple[str, str] | None:
        """The next pair that nobody has judged: after this one in the order of the filters, else the first; ``None`` when none is left."""
        order = self.ordered(filters)
        at = next((i for i, (one, other, _) in enumerate(order) if (one, other) == pair), -1)
        left = (*order[at + 1 :], *order[: max(at, 0)])
        return next(((one, other) for one, other, judged in left if judged == OPEN), None)


def suggestions() -> Suggestions | None:
    """What the last comparison found; ``None`` before the first."""
    made = services()
    kept = latest(made.settings.home, WHAT)
    if kept is None:
        return None
    joined = [row["records"] for row in kept.rows("select records from {compared} where len(records) > 1")]
    return Suggestions(kept, Settled(joined, Judgements(made.ledger).holding()))
