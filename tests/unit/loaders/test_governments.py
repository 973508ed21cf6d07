"""The kind of a government, and of the United States' only where it is said."""

from __future__ import annotations

import pytest

from loaders.governments import government_kind


@pytest.mark.parametrize(("country", "of_us", "kind"), [
    ("GT", "", "foreign_counterpart"),
    ("GT", "us_federal", "foreign_counterpart"),
    ("JP", "", "other_donor"),
    ("US", "", ""),
    ("US", "us_federal", "us_federal"),
    ("", "us_federal", ""),
])
def test_kind_of_a_government(country: str, of_us: str, kind: str) -> None:
    assert government_kind(country, of_us) == kind
