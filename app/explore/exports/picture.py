"""What every file of the map is made from: what is drawn and where, and the facts behind it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from app.explore.drawing import is_rough, places
from app.explore.found import TIMEOUT, Found, _filters, notes
from app.explore.kept import found_for
from app.explore.things import Link, Thing
from app.explore.view import View
from app.http.about import About
from app.http.kinds import KIND_LOOKS
from app.http.problems import PageError
from app.http.sources import source_notes
from app.http.text import count, visible
from app.profiles.phrases import phrase
from app.services import services

SHOWS = ("Things and the links among them, as the map shows them; each link is stated by the sources that it names. "
         "What no loaded source states is not here; it may exist all the same.")
NODE_KEYS = {"name": "string", "kind": "string", "country": "string", "links_in_all": "int", "things_inside": "int", "sources": "string",
             "x": "double", "y": "double"}
EDGE_KEYS = {"type": "string", "link": "string", "links": "int", "in_force": "boolean", "stated_by": "string"}


@dataclass(frozen=True)
class Picture:
    """A view of the map and what it shows."""

    view: View
    found: Found
    title: str

    def node_rows(self) -> list[tuple[Thing, tuple[Any, ...]]]:
        """Each thing with the values of ``NODE_KEYS``."""
        placed = places(self.view, self.found)
        return [(thing, (visible(thing.name), KIND_LOOKS[thing.kind].label, "" if thing.country == "none" else thing.country, thing.degree,
                         thing.size, "; ".join(thing.sources), *placed[thing.id])) for thing in self.found.things]

    def edge_rows(self) -> list[tuple[Link, tuple[Any, ...]]]:
        """Each link with the values of ``EDGE_KEYS``."""
        return [(link, (link.type, phrase(link.type, outgoing=True), link.links, link.in_force, "; ".join(link.sources)))
                for link in self.found.links]

    def about(self, *further: str) -> About:
        """What a file says of itself; ``further``: what this format leaves out."""
        things, links = self.found.things, self.found.links
        behind = {key for thing in things for key in thing.sources} | {key for link in links for key in link.sources}
        _, until = self.view.window(services().today())
        size = f"{count(len(self.found.things), 'thing')}, {len(self.found.links):,} pairs of things and types of links"
        return About(f"{self.title}: {size}", SHOWS, until, source_notes(behind), (*told(self.view, self.found), *further))

    def lines(self, *further: str) -> list[tuple[str, str]]:
        """The same as label and text, for the head of a file."""
        return [(label, visible(text)) for label, text in self.about(*further).lines("/explore")]

    def ungrouped(self) -> Picture:
        """The same thing by thing; 400 where there are too many things behind the groups."""
        if not any(thing.is_group for thing in self.found.things):
            return self
        view = replace(self.view, group="", bundles=(), every=True)
        found = found_for(view)
        if found.groups_by:
            raise PageError(400, f"The map shows groups of {found.total:,} things; this file holds things themselves, too many of them.",
                            "Open a group or filter the map first, or take GraphML, which holds groups.")
        return Picture(view, found, self.title)

    def facts(self) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """Things as ``{id, labels, facts}`` and links as ``{start, end, type, facts}``, with every property."""
        made, ids = services(), [thing.id for thing in self.found.things]
        asked = {name: value for name, value in _filters(self.view).items() if name in ("since", "until", "current", "without")}
        things = made.catalogue["explore/file-things"].run(made.graph, {"ids": ids}, timeout=TIMEOUT).dicts()
        links = made.catalogue["explore/file-links"].run(made.graph, {**asked, "ids": ids}, timeout=TIMEOUT).dicts()
        return things, links


def told(view: View, found: Found) -> tuple[str, ...]:
    """What a reader of a file is not being shown, in whole sentences."""
    waits = ("The picture was not laid out yet: what belongs together stands in a wedge.",) if is_rough(found) else ()
    return waits + notes(view, found)
