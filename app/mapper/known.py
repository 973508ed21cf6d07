"""Which values of a sheet are names that the network knows."""

from __future__ import annotations

from collections.abc import Sequence

from app.search.lucene import words_of
from app.services import services
from loaders.text import fold

MOST_NAMES = 150
MOST_WORDS = 8
ROWS = 600


def known_names(values: Sequence[str]) -> dict[str, str]:
    """The values that are names, aliases or acronyms of organizations or programs, each with which of them."""
    asked = {value: words_of(value)[:MOST_WORDS] for value in values[:MOST_NAMES] if len(value) < 200}
    phrases = ['"' + " ".join(words) + '"' for words in asked.values() if words]
    if not phrases:
        return {}
    made = services()
    rows = made.catalogue["pages/known-names"].run(made.graph, {"text": " ".join(dict.fromkeys(phrases)), "size": ROWS}).dicts()
    labels = {fold(name): row["label"] for row in rows for name in (row["name"], *row["aliases"])}
    return {value: labels[fold(value)] for value in asked if fold(value) in labels}
