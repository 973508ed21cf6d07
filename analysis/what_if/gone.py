"""What is taken away."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Gone:
    """Ids: ``organizations`` leave, ``programs`` end, ``agreements`` are not renewed. The last take nothing away by themselves."""

    organizations: frozenset[str] = frozenset()
    programs: frozenset[str] = frozenset()
    agreements: frozenset[str] = frozenset()

    def __or__(self, other: Gone) -> Gone:
        """Both taken away."""
        return Gone(self.organizations | other.organizations, self.programs | other.programs, self.agreements | other.agreements)

    @property
    def without(self) -> tuple[str, ...]:
        """Ids as the coverage matrix takes what is gone, in a fixed order."""
        return tuple(sorted(self.organizations | self.programs))
