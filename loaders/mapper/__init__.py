"""From a table that nobody has described to a mapping: what its columns seem to be, what a person chose, the YAML of it."""

from loaders.mapper.choices import CHOICES, Choice, Chosen, Column
from loaders.mapper.compose import compose
from loaders.mapper.sample import Sample, sample
from loaders.mapper.suggest import Suggestion, suggest

__all__ = ["CHOICES", "Choice", "Chosen", "Column", "Sample", "Suggestion", "compose", "sample", "suggest"]
