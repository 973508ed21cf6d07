"""Claims that differ: where several sources state the same link with other dates, each row shows what the others say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.profiles.rows import Claim, LinkRow, Row, claim_of
from app.services import services

_Link = tuple[str, str, str]


def with_claims(subject: str, rows: Iterable[Row]) -> tuple[Row, ...]:
    """Rows of one part of the profile of ``subject`` (an id); each link with what other sources say of it otherwise."""
    found = tuple(rows)
    known = _claims({_pair(subject, row) for row in found if isinstance(row, LinkRow)})
    if not known:
        return found
    return tuple(_beside(row, known.get((*_pair(subject, row), row.type), ())) if isinstance(row, LinkRow) else row for row in found)


def _pair(subject: str, row: LinkRow) -> tuple[str, str]:
    return row.via.id if row.via else subject, row.other.id


def _claims(pairs: Iterable[tuple[str, str]]) -> dict[_Link, list[Claim]]:
    asked = [{"one": one, "other": other} for one, other in sorted(pairs)]
    claims: dict[_Link, list[Claim]] = defaultdict(list)
    if asked:
        made = services()
        for row in made.catalogue["pages/rival-claims"].run(made.graph, {"pairs": asked}, limit=5_000).dicts():
            claims[row["one"], row["other"], row["type"]].append(claim_of(row))
    return claims


def _beside(row: LinkRow, claims: Sequence[Claim]) -> LinkRow:
    """The row with the claims of other sources whose dates are not its own."""
    own = next((claim for claim in claims if (claim.stated.source, claim.stated.record) == (row.stated.source, row.stated.record)), None)
    if own is None:
        return row
    differing = (claim for claim in claims if claim.stated.source != own.stated.source and claim.dates != own.dates)
    return replace(row, differs=tuple(differing))
