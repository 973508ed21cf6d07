"""How each kind of thing looks, everywhere alike: a shape, a colour and a word, so that no meaning hangs on colour.

Colours are checked in tests: at least 3:1 against the page in both themes. Shapes are drawn in a box of 16 by 16.
"""

from __future__ import annotations

from dataclasses import dataclass

SHAPES = {
    "circle": "M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 1 1 0-13Z",
    "square": "M2.5 2.5h11v11h-11Z",
    "diamond": "M8 .8 15.2 8 8 15.2.8 8Z",
    "triangle": "M8 1.5 15 14H1Z",
    "down": "M8 14.5 1 2h14Z",
    "hexagon": "M8 1 14.1 4.5v7L8 15l-6.1-3.5v-7Z",
    "pentagon": "M8 1.2 15 6.3 12.3 14.5H3.7L1 6.3Z",
    "plus": "M5.5 1.5h5v4h4v5h-4v4h-5v-4h-4v-5h4Z",
    "star": "M8 .8 10.2 5.6 15.4 6.2 11.5 9.8 12.6 15 8 12.4 3.4 15 4.5 9.8.6 6.2 5.8 5.6Z",
    "bar": "M1 4.5h14v7H1Z",
}


@dataclass(frozen=True)
class Kind:
    """One kind of thing. ``dark``: its colour on a dark page; ``hollow``: drawn as an outline."""

    key: str
    label: str
    plural: str
    shape: str
    colour: str
    dark: str
    hollow: bool = False

    @property
    def path(self) -> str:
        """The shape as SVG path data."""
        return SHAPES[self.shape]


_ALL = (
    Kind("us_federal", "U.S. federal agency", "U.S. federal agencies", "star", "#1a4480", "#8cb4f0"),
    Kind("us_state", "U.S. state agency", "U.S. state agencies", "square", "#2a66b0", "#73a9ee"),
    Kind("us_local", "U.S. local agency", "U.S. local agencies", "diamond", "#0d7699", "#5fc3e4"),
    Kind("foreign_counterpart", "Foreign counterpart", "Foreign counterparts", "circle", "#b3541e", "#f0935b"),
    Kind("ngo", "NGO", "NGOs", "triangle", "#19764a", "#62c594"),
    Kind("international_organization", "International organization", "International organizations", "hexagon", "#6b3fa0", "#bd9bea"),
    Kind("regional_body", "Regional body", "Regional bodies", "pentagon", "#a8327f", "#ec89c6"),
    Kind("academic", "Academic institution", "Academic institutions", "plus", "#566b00", "#b4cc5c"),
    Kind("private_sector", "Private sector", "Private sector bodies", "down", "#75603a", "#cdb386"),
    Kind("other_donor", "Other donor", "Other donors", "circle", "#8f6000", "#e3b04b", hollow=True),
    Kind("organization", "Organization, kind not stated", "Organizations, kind not stated", "square", "#5c636b", "#a9b1b9",
         hollow=True),
    Kind("program", "Program", "Programs", "bar", "#4a5560", "#b2bcc6"),
    Kind("country", "Country", "Countries", "hexagon", "#3d4551", "#d2d7dc", hollow=True),
    Kind("area", "State or province", "States and provinces", "square", "#0d7699", "#5fc3e4", hollow=True),
    Kind("agreement", "Agreement", "Agreements", "diamond", "#775540", "#d8b49f", hollow=True),
    Kind("focus", "Focus area", "Focus areas", "triangle", "#19764a", "#62c594", hollow=True),
    Kind("sector", "Purpose code", "Purpose codes", "plus", "#566b00", "#b4cc5c", hollow=True),
    Kind("indicator", "Indicator", "Indicators", "down", "#75603a", "#cdb386", hollow=True),
    Kind("figure", "Sum of money", "Sums of money", "circle", "#5c636b", "#a9b1b9", hollow=True),
    Kind("source", "Source", "Sources", "bar", "#5c636b", "#a9b1b9", hollow=True),
)
KIND_LOOKS = {kind.key: kind for kind in _ALL}


def look(id_: str, kind: str | None = None) -> Kind:
    """How a node looks, from its ``kind`` (organizations) or else from its id."""
    if kind in KIND_LOOKS:
        return KIND_LOOKS[kind]
    prefix = id_.partition(":")[0]
    return KIND_LOOKS["organization" if prefix == "org" else prefix]
