"""What changed in a saved view is always said in words."""

from __future__ import annotations

from typing import Any

import pytest

from app.saved.words import in_words

NOTHING: dict[str, Any] = {"fault": "", "compared": True, "added": 0, "removed": 0, "changed": 0, "columns_added": (),
                           "columns_removed": ()}


@pytest.mark.parametrize(("told", "words"), [
    ({"added": 2, "removed": 1}, "2 rows came, 1 row went"),
    ({"changed": 1, "columns_added": ("paid_by",)}, "1 row changed, 1 column came: Paid by"),
    ({"fault": "Nothing is there."}, "it shows nothing any more: Nothing is there."),
    ({}, "it answers in another way, with the same rows"),
])  # fmt: skip
def test_every_change_has_words(told: dict[str, Any], words: str) -> None:
    assert in_words({**NOTHING, **told}) == words
