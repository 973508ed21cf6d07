"""What stands on a map: things, groups of them, and links."""

from __future__ import annotations

from dataclasses import dataclass

# What stands in no country, or in several, is a group of its own.
SPECIAL = {"none": "No country stated", "several": "Several countries"}


@dataclass(frozen=True)
class Thing:
    """One thing on the map, or a group (``inside``: the ids in it; ``size``: how many). ``kind``: key of its look."""

    id: str
    name: str
    kind: str
    country: str = ""
    degree: int = 0
    sources: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    size: int = 1

    @property
    def is_group(self) -> bool:
        """Whether it stands for several things."""
        return self.id.startswith("group:")


@dataclass(frozen=True)
class Link:
    """Links of one type from one thing to another; ``in_force``: at least one of them is, in the time asked for."""

    start: str
    end: str
    type: str
    links: int
    in_force: bool
    sources: tuple[str, ...] = ()
