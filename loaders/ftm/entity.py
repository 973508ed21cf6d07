"""An entity as FollowTheMoney has it: an id, a schema, and properties that each hold several texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Entity:
    """One entity, or a fragment of one: fragments with the same id are one entity."""

    id: str
    schema: str
    properties: Mapping[str, tuple[str, ...]]

    def all(self, *names: str) -> list[str]:
        """The texts of these properties, each once."""
        return list(dict.fromkeys(text for name in names for text in self.properties.get(name, ())))

    def first(self, *names: str) -> str:
        """The first text of these properties; empty where there is none."""
        return next(iter(self.all(*names)), "")
