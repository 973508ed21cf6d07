"""A model trained on a tenth of the fixture, without sentence vectors: seconds, and the same every time."""

from __future__ import annotations

import pytest

from analysis.resolution.score import Model, Training
from tests.support import names_model


@pytest.fixture(scope="session")
def small_training() -> Training:
    """What the small model is fitted to."""
    return names_model.small_training()


@pytest.fixture(scope="session")
def small_model() -> Model:
    """The small model."""
    return names_model.small_model()
