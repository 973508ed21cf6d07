"""Things of a list for the map."""

from __future__ import annotations

import datetime as dt

from app.http.choices import choices
from app.http.problems import PageError
from app.lists import reading
from app.lists.asked import from_text
from app.lists.chips import chips
from app.lists.facets import names

MOST_ON_MAP = 5_000


def listed(text: str, day: dt.date) -> tuple[str, ...]:
    """Ids of the list that a text names (``organizations?kind=ngo``) as of a day; 400 where they are more than a map takes."""
    asked = from_text(text)
    ids = reading.ids_in_order(asked, day, 0, MOST_ON_MAP + 1)
    if len(ids) > MOST_ON_MAP:
        message = f"The list has more than {MOST_ON_MAP:,} {asked.kind.plural}, more than the map takes."
        raise PageError(400, message, "Filter the list first.")
    return tuple(ids)


def described(text: str) -> str:
    """A list in a reader's words: ``Organizations (Kind: NGOs; In force)``."""
    asked = from_text(text)
    labels = [chip.label for chip in chips(asked, names(choices()))]
    return asked.kind.title + (f" ({'; '.join(labels)})" if labels else "")
