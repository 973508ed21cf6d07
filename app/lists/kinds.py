"""What each list is: its facets, its columns, what it can be sorted by. Everything that tells the three apart stands here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.http.kinds import KIND_LOOKS
from graph.model import KINDS

YES_NO = ("yes", "no")
_LEVELS = {"strategy": "Strategies", "program": "Programs", "project": "Projects", "activity": "Activities"}
_PAPERS = {"MOU": "Memoranda of understanding (MOU)", "LOA": "Letters of agreement (LOA)", "treaty": "Treaties", "grant": "Grants",
           "IAA": "Interagency agreements (IAA)"}


@dataclass(frozen=True)
class Facet:
    """One facet: its key in the address, its heading, what it means. ``closed``: its values where the model names them all.

    ``label``: a value as people read it, for facets whose values are not looked up in the graph.
    """

    key: str
    heading: str
    help: str = ""
    closed: tuple[str, ...] = ()
    label: Callable[[str], str] = str


@dataclass(frozen=True)
class ListColumn:
    """One column that can be chosen. ``view``: how it is written; ``sort``: what the query sorts by where it does."""

    key: str
    heading: str
    view: str
    sort: str = ""
    shown: bool = False
    help: str = ""


@dataclass(frozen=True)
class ListKind:
    """One list. ``extra``: filters besides the facets; ``fixed``: columns that every download begins with."""

    key: str
    plural: str
    title: str
    help: str
    facets: tuple[Facet, ...]
    columns: tuple[ListColumn, ...]
    sort: str
    extra: tuple[str, ...] = ()
    fixed: tuple[str, ...] = ("id", "name", "acronym")

    @property
    def sorts(self) -> tuple[str, ...]:
        """What it can be sorted by."""
        return ("name", *(column.sort for column in self.columns if column.sort))


def _of(labels: dict[str, str], none: str) -> Callable[[str], str]:
    return lambda value: labels.get(value, none if value == "none" else value)


def _on_the_day(yes: str, no: str) -> Callable[[str], str]:
    return lambda value: {"yes": yes, "no": no}[value]


_SOURCE = Facet("source", "Source", "Named by at least one of these.")
_PROBLEM = Facet("problem", "Problems of the data", "What the checks under Data quality found. A fault is the source's, not the partner's.")

ORGANIZATIONS = ListKind(
    "organization", "organizations", "Organizations",
    "Every organization that a loaded source describes or names. What no source states is left open, so a filter may leave out some "
    "that fit: look at the values \"not stated\" as well.",
    (
        Facet("kind", "Kind", closed=(*KINDS, "none"), label=_of({key: KIND_LOOKS[key].plural for key in KINDS}, "Kind not stated")),
        Facet("country", "Country", "The country that it belongs to."),
        Facet("state", "U.S. state", "The state that it belongs to or has its seat in."),
        Facet("focus", "Line of effort", "What it, or a program that it has a part in, works on. One may count under several."),
        Facet("in_force", "In force", "Whether a partnership, a part in a program or an agreement of it is in force on the day above.",
              YES_NO, _on_the_day("At least one partnership in force", "None in force")),
        _SOURCE,
        Facet("overlap", "Overlaps", "Whether it pays for a program that may do the same work as another.",
              YES_NO, _on_the_day("Pays for a program in an overlap", "None found")),
        _PROBLEM,
    ),
    (
        ListColumn("kind", "Kind", "kind", "kind", shown=True),
        ListColumn("country", "Belongs to", "country", "country", shown=True),
        ListColumn("state", "U.S. state", "texts", "state"),
        ListColumn("focus", "Works on", "things", shown=True),
        ListColumn("in_force", "On the day above", "in_force", shown=True),
        ListColumn("programs", "Programs", "number", "programs", help="that it has a part in"),
        ListColumn("links", "Links", "number", "links", shown=True),
        ListColumn("aliases", "Other names", "texts"),
        ListColumn("identifiers", "Identifiers", "texts"),
        ListColumn("homepage", "Web site", "web"),
        ListColumn("problems", "Problems of the data", "problems"),
        ListColumn("sources", "Named by", "sources", shown=True),
    ),
    "name",
    ("since",),
)

PROGRAMS = ListKind(
    "program", "programs", "Programs",
    "Strategies, programs, projects and activities, with their dates as stated and whether they are in force on the day above. An end "
    "that no source states counts as still running, unless the program is called completed.",
    (
        Facet("country", "Country", "Where it works, or whose bodies it helps or trains. One may count under several."),
        Facet("focus", "Line of effort", "What it works on, in a source's words or by a purpose code. One may count under several."),
        Facet("in_force", "In force", "On the day above, by the dates and the status that the sources state.",
              YES_NO, _on_the_day("In force", "Not in force")),
        Facet("kind", "Size of work", closed=(*_LEVELS, "none"), label=_of(_LEVELS, "Size not stated")),
        Facet("state", "U.S. state", "States whose bodies take part, or in which it works."),
        _SOURCE,
        Facet("overlap", "Overlaps", "Whether it may do the same work as another program of another funder.",
              YES_NO, _on_the_day("May overlap another", "None found")),
        _PROBLEM,
    ),
    (
        ListColumn("valid_from", "Start", "start", "from", shown=True),
        ListColumn("valid_to", "End", "end", "to", shown=True),
        ListColumn("in_force", "On the day above", "in_force", shown=True),
        ListColumn("places", "Works in", "things", shown=True),
        ListColumn("focus", "Works on", "things", shown=True),
        ListColumn("status", "Stated as", "text", "status"),
        ListColumn("kind", "Size of work", "text", "kind"),
        ListColumn("state", "U.S. states", "texts"),
        ListColumn("organizations", "Organizations", "number", "organizations", help="with a part in it"),
        ListColumn("links", "Links", "number", "links"),
        ListColumn("identifiers", "Identifiers", "texts"),
        ListColumn("homepage", "Web page", "web"),
        ListColumn("problems", "Problems of the data", "problems"),
        ListColumn("sources", "Named by", "sources", shown=True),
    ),
    "name",
    ("since", "year", "dated"),
)

AGREEMENTS = ListKind(
    "agreement", "agreements", "Agreements",
    "Memoranda, letters of agreement, treaties and grants with their parties, latest signature first. An expiry that no source states "
    "is left open and counts as in force.",
    (
        Facet("kind", "Kind", closed=(), label=_of(_PAPERS, "Kind not stated")),
        Facet("country", "Country", "Countries that it covers, that are a party, or whose bodies are one."),
        Facet("state", "U.S. state", "States whose bodies are a party."),
        Facet("in_force", "In force", "On the day above; without a stated expiry it counts as in force.",
              YES_NO, _on_the_day("In force", "Not in force")),
        Facet("focus", "Line of effort", "What it, or a program that it covers, is about."),
        _SOURCE,
        Facet("overlap", "Overlaps", "Whether it covers a program that may do the same work as another.",
              YES_NO, _on_the_day("Covers a program in an overlap", "None found")),
        _PROBLEM,
    ),
    (
        ListColumn("kind", "Kind", "text", "kind", shown=True),
        ListColumn("valid_from", "Signed", "start", "from", shown=True),
        ListColumn("valid_to", "Expires", "expiry", "to", shown=True),
        ListColumn("in_force", "On the day above", "in_force", shown=True),
        ListColumn("parties", "Parties", "things", "parties", shown=True),
        ListColumn("topic", "About", "text"),
        ListColumn("places", "Countries", "things"),
        ListColumn("state", "U.S. states", "texts"),
        ListColumn("focus", "Line of effort", "things"),
        ListColumn("problems", "Problems of the data", "problems"),
        ListColumn("sources", "Stated by", "sources", shown=True),
    ),
    "-from",
    ("since", "year"),
    ("id", "name"),
)

LISTS = {kind.key: kind for kind in (ORGANIZATIONS, PROGRAMS, AGREEMENTS)}
PLURALS = {kind.plural: kind for kind in LISTS.values()}
