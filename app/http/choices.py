"""What the filters of pages offer: countries that something is known about, and focus areas."""

from __future__ import annotations

from dataclasses import dataclass

from app.services import services


@dataclass(frozen=True)
class Choice:
    """One option of a select: ``value`` goes into the address, ``label`` is what a person reads."""

    value: str
    label: str


@dataclass(frozen=True)
class Choices:
    """Options of the filters; a focus area's value is its id without ``focus:``, and topics follow their line of effort."""

    countries: tuple[Choice, ...]
    focus_areas: tuple[Choice, ...]

    def country_name(self, code: str | None) -> str:
        """The name of a country that is offered, else its code."""
        return next((c.label for c in self.countries if c.value == code), code or "")


def choices() -> Choices:
    """What there is to choose from at this moment."""
    made = services()
    countries, areas = [], []
    for row in made.catalogue["pages/choices"].run(made.graph).dicts():
        prefix, _, rest = row["id"].partition(":")
        if prefix == "country":
            countries.append(Choice(rest, row["name"]))
        else:
            areas.append(Choice(rest, f"{row['line']}. {row['name']}" if row["level"] == "line" else row["name"]))
    return Choices(tuple(countries), tuple(areas))
