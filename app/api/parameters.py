"""What each address takes, typed, from the same tables that the pages check against; of reports, from the heads of their files.

``tests/graph/test_api.py`` compares this with the names that each page reads.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from analysis.gaps.question import COLUMNS, ROWS
from analysis.resolution.bands import LIKELY, POSSIBLE
from app.changes.change import WHATS
from app.changes.journal import OPS
from app.data.views import FATES
from app.explore.view import COLOURS, GROUPS, KINDS, SIZES, STEPS
from app.findings.asked import GAPS, KIND_NAMES, UNSETTLED
from app.identifiers.views import LABELS
from app.lists.kinds import LISTS, YES_NO, Facet, ListKind
from app.measures.groups_page import BY
from app.measures.reading import NETWORKS, OF_MAP
from app.measures.views import SORTS as MEASURE_SORTS
from app.overlaps.asked import FACETS, SORTS
from app.overlaps.others_page import ANY_STATE
from app.profiles.sections import SECTIONS
from app.recommend.asked import NOT_STATED
from app.resolve.suggested import SORTS as RESOLVE_SORTS
from app.resolve.suggested import STATES as RESOLVE_STATES
from app.world.asked import LAYERS
from app.world.districts import MEASURES as DISTRICT_MEASURES
from graph.catalogue import Query
from graph.model import KINDS as ORGANIZATION_KINDS
from graph.model import LINKS
from ledger.findings import STATES

Schema = dict[str, Any]
_DAY = {"type": "string", "format": "date"}
_TEXT = {"type": "string", "maxLength": 200}
_CODE = {"type": "string", "pattern": "^[A-Z]{2}$", "examples": ["GT"]}
_CODE_OR_NONE = {"type": "string", "pattern": "^([A-Z]{2}|none)$", "examples": ["GT"]}
_YEAR = {"type": "integer", "minimum": 1900, "maximum": 2200}
_ID = {"type": "string", "maxLength": 500, "pattern": ":", "examples": ["country:GT"]}
_FOCUS = {"type": "string", "maxLength": 100, "examples": ["III", "III:police-reform"]}
_SHARE = {"type": "number", "minimum": 0, "maximum": 1}
_ONLY_CURRENT = "Only what is in force on the day."


@dataclass(frozen=True)
class Param:
    """One argument of an address. ``many``: it may be given several times."""

    name: str
    schema: Schema = field(default_factory=lambda: dict(_TEXT))
    description: str = ""
    many: bool = False
    required: bool = False

    def data(self) -> dict[str, Any]:
        """As OpenAPI has it."""
        schema = {"type": "array", "items": self.schema} if self.many else self.schema
        return {"name": self.name, "in": "query", "required": self.required, "description": self.description, "schema": schema}


AS_OF = Param("as_of", _DAY, "The day that the answer is about, 1900 to 2200; today where it is left out.")
BOM = Param("bom", {"type": "string", "enum": ["1"]}, "Begin with the mark by which Excel knows UTF-8.")


def one_of(name: str, values: Sequence[str], description: str = "", *, many: bool = False) -> Param:
    """An argument with a closed set of values."""
    return Param(name, {"type": "string", "enum": list(values)}, description, many)


_TIME = Param("since", _DAY, "In force at any time from this day to the day.")


def _sorts(names: Sequence[str]) -> Param:
    return one_of("sort", [*names, *(f"-{name}" for name in names)], "What the rows are sorted by; with - in front for the reverse.")


def _facet(facet: Facet) -> Param:
    words = f"{facet.heading}. {facet.help}".strip()
    schemas: dict[str, Schema] = {"focus": _FOCUS, "country": _CODE_OR_NONE, "state": _CODE_OR_NONE}
    schema = schemas.get(facet.key, _TEXT)
    return one_of(facet.key, facet.closed, words, many=True) if facet.closed else Param(facet.key, schema, words, many=True)


def _list(kind: ListKind) -> tuple[Param, ...]:
    extra = {
        "since": _TIME,
        "year": Param("year", _YEAR, "In force in this year."),
        "dated": one_of("dated", YES_NO, "Whether a source gives dates."),
    }
    further = (extra.get(name, Param(name)) for name in kind.extra)
    columns = one_of("columns", [column.key for column in kind.columns], "Columns of the table; left out: the usual ones.", many=True)
    return *(_facet(facet) for facet in kind.facets), *further, _sorts(kind.sorts), columns


def _profile(type_: str) -> tuple[Param, ...]:
    parts = one_of("section", [section.key for section in SECTIONS[type_]], "One part of the profile alone.")
    return one_of("current", ("yes",), _ONLY_CURRENT), parts


_MAP = (
    Param("seed", _ID, "A thing to start from, with its neighbours.", many=True),
    Param("ids", _ID, "A thing to start from, alone.", many=True),
    Param("list", _TEXT, "A list whose things are shown, such as organizations?kind=ngo."),
    Param("expand", _ID, "A thing whose neighbours are shown; TYPE@id for those by one type of link.", many=True),
    Param("hide", _ID, "A thing that is left out.", many=True),
    Param("pin", _ID, "A thing that stays whatever the filters; x,y@id for where.", many=True),
    one_of("without", (*KINDS, *LINKS), "A kind or type of link that is left out.", many=True),
    one_of("kind", KINDS, "Only these kinds.", many=True),
    Param("country", _CODE, "Only what a source places in this country."),
    Param("focus", _FOCUS, "Only what works on this line of effort or topic."),
    Param("year", _YEAR, "Only links in force in this year."),
    one_of("current", ("yes",), "Only links in force on the day."),
    Param("since", _DAY, "Only links in force at any time from this day to the day."),
    one_of("group", GROUPS, "Groups in place of things."),
    Param("opened", _ID, "The key of a group that is not closed.", many=True),
    Param("bundle", {"type": "string", "pattern": "^[0-9]{1,2}@[a-z]+:.+$"}, "A group made by hand: number@thing.", many=True),
    one_of("most", [str(step) for step in STEPS], "Neighbours at most of each thing that is expanded."),
    one_of("draw", ("all",), "Every thing of the whole network, up to 20,000."),
    one_of("size", SIZES, "The measure that sizes show."),
    one_of("colour", COLOURS, "The measure that colours show."),
    Param("open", {"type": "string", "maxLength": 500}, "The thing whose details the page shows."),
)
_COUNTRY, _FOCUS_AREA = Param("country", _CODE, "Only this country."), Param("focus", _FOCUS, "Only this line of effort or topic.")
_ORDER = Param("sort", _TEXT, "What the rows are sorted by, as the links in the headings of the page have it.")
_SEARCH = Param("q", _TEXT, "Words to look for.")

_PLACE = Param("country", _CODE, "The country.", required=True)
_FOCUS_CODE = Param("focus", _FOCUS, "The line of effort or topic.", required=True)
_QUALITY = (Param("source", _TEXT, "The key of one source."),)
_CURRENT = one_of("current", ("yes",), _ONLY_CURRENT)
_MATRIX = (
    one_of("rows", ROWS, "What goes down."), one_of("columns", COLUMNS, "What goes across."),
    Param("line", _FOCUS, "One line of effort."), Param("region", _TEXT, "One UN region."), _COUNTRY,
    Param("funder", _TEXT, "A funder by id or name."),
    one_of("kind", tuple(ORGANIZATION_KINDS), "Only partners of this kind."),
    Param("without", _TEXT, "As if this did not exist.", many=True), Param("from", _YEAR, "The first year, where columns are years."),
    _TIME,
)
_GAP_KINDS = (
    _COUNTRY, _FOCUS_AREA,
    Param("months", {"type": "integer", "minimum": 0, "maximum": 1200}, "Of what ends soon: within how many months."),
    Param("share", _SHARE, "Of who carries much: above which share."),
    Param("worst", _SHARE, "Of high need: which share of countries is worst."),
    Param("indicator", _TEXT, "Of high need: by which indicator."), Param("year", _YEAR, "Of high need: of which year."),
    *(Param(name, _YEAR, "Of falling money: from which year to which.") for name in ("from_year", "to_year")),
    Param("currency", {"type": "string", "pattern": "^[A-Z]{3}$", "examples": ["USD"]}, "Of falling money."),
    Param("money_kind", _TEXT, "Of falling money: obligation, disbursement and so on."),
)
_SPAN = (
    Param("from", _DAY, "The earlier day; three months before the later where it is left out."), Param("to", _DAY, "The later day."),
    _COUNTRY, _FOCUS_AREA, Param("organization", _TEXT, "An organization by id or name."),
)
_MEASURED = (
    one_of("network", (*NETWORKS, OF_MAP), "Which network; with map, that of the map whose arguments are given too."),
    _COUNTRY, _FOCUS_AREA, _CURRENT, _TIME,
)
_GROUPED = (*_MEASURED, one_of("by", tuple(BY), "What makes a group."))
_OTHERS = (_COUNTRY, one_of("state", ANY_STATE, "How far it is."), Param("who", _TEXT, "Words in one of the names."))
_MEET = Param("country", _CODE_OR_NONE, "Where they meet.")
_TARGET = ("Partners that are enough. The weight of an indicator is given as weight- and its key, such as "
           "weight-homicide_rate_per_100k=2.")

DECLARED: dict[str, tuple[Param, ...]] = {
    "overview.index": (_ORDER,),
    "explore.index": (*_MAP, _SEARCH), "explore.links": _MAP, "explore.svg": _MAP, "explore.export": _MAP, "explore.offline": _MAP,
    **{f"lists.{kind.plural}": _list(kind) for kind in LISTS.values()},
    **{f"profiles.{type_}": _profile(type_) for type_ in SECTIONS},
    "profiles.picture": (),
    "changes.index": (*_SPAN, one_of("what", tuple(WHATS), "One kind of change.")), "changes.feed": _SPAN,
    "changes.known": (*_SPAN, Param("step", {"type": "integer", "minimum": 1}, "One load, undo or decision by its number."),
                      one_of("became", OPS, "What became of it.")),
    **{f"brief.{form}": (Param("about", _ID, "The id of a country, organization, program or focus area.", required=True),)
       for form in ("index", "word")},
    "connections.index": (
        Param("one", _TEXT, "An organization by id or name."), Param("other", _TEXT, "Another."),
        Param("by", _TEXT, "Types of links that ways may take.", many=True), _CURRENT,
    ),
    "gaps.index": (*_MATRIX, _ORDER),
    "gaps.cell": (*_MATRIX, Param("row", _ID, "The id of the row."), Param("column", _TEXT, "The key of the column."), _FOCUS_AREA),
    "gaps.shares": (*_MATRIX, _FOCUS_AREA),
    "gaps.priority": (*_MATRIX, _FOCUS_AREA, Param("target", {"type": "integer", "minimum": 1}, _TARGET)),
    "gaps.kinds": _GAP_KINDS, "gaps.kind": _GAP_KINDS, "gaps.outside": (_TIME,), "gaps.scopes": (),
    "findings.index": (
        one_of("kind", (GAPS, *KIND_NAMES), "One kind of finding."), Param("country", _CODE, "Only this country."),
        Param("owner", _TEXT, "Who takes care of it; - for nobody."), one_of("state", (UNSETTLED, *STATES), "How far it is."),
    ),
    "findings.owners": (), "findings.trend": (one_of("kind", (GAPS, *KIND_NAMES), "One kind of finding."),),
    "overlaps.index": (
        *(_facet(facet) for facet in FACETS), Param("since", _YEAR, "Both still go on in this year or later."),
        Param("until", _YEAR, "Both began in this year or earlier."),
        Param("money", {"type": "number", "minimum": 0}, "Stated sums of at least so many U.S. dollars."), _sorts(SORTS),
    ),
    "overlaps.organizations": _OTHERS, "overlaps.agreements": _OTHERS, "overlaps.told_twice": (),
    "overlaps.sheet": (Param("country", _CODE, "Of this country; either this or a focus area."), _FOCUS_AREA),
    "overlaps.pair": (
        *(Param(name, _ID, "The id of a program.", required=True) for name in ("one", "other")),
        _MEET,
    ),
    "overlaps.group": (Param("program", _ID, "A program of the group.", required=True), _MEET),
    "measures.index": (*_MEASURED, _sorts(MEASURE_SORTS)), "measures.groups": _GROUPED,
    "measures.pairs": (*_GROUPED, Param("one", _TEXT, "The key of one group."), Param("other", _TEXT, "The key of the other.")),
    "side_by_side.index": (
        Param("one", _TEXT, "A country or an organization by id or name."),
        Param("other", _TEXT, "Another, or the same on another day."),
        Param("then", _DAY, "The day of the other; left out: the same day."),
        one_of("all", ("yes",), "Of two organizations: every program that they have a part in, not only what they pay for."),
    ),
    "what_if.index": (
        Param("gone", _ID, "An organization, program or agreement that is taken away.", many=True),
        Param("add", _TEXT, "One more by name or id."),
        _COUNTRY, _FOCUS_AREA,
    ),
    "recommend.index": (
        _PLACE, _FOCUS_CODE, one_of("kind", (*ORGANIZATION_KINDS, NOT_STATED), "Only organizations of these kinds.", many=True),
    ),
    "who.index": (Param("names", {"type": "string", "maxLength": 8000}, "Names, one a line; after a tab their country."), _COUNTRY),
    "resolve.index": (
        one_of("band", (LIKELY, POSSIBLE), "How sure the comparison is."), _COUNTRY,
        one_of("kind", tuple(ORGANIZATION_KINDS), "Of this kind."),
        Param("source", _TEXT, "The key of a source of one of them."), Param("text", _TEXT, "Words in one of the names."),
        one_of("state", tuple(RESOLVE_STATES), "What was answered."), one_of("sort", tuple(RESOLVE_SORTS), "Which come first."),
    ),
    "resolve.records": (Param("id", _ID, "The id of an organization.", required=True),),
    "world.index": (
        one_of("layer", tuple(LAYERS), "What the map shows."), Param("region", _TEXT, "One UN region."),
        Param("country", _CODE, "One country."), Param("focus", _FOCUS, "One line of effort or topic, where the layer has them."),
        Param("measure", _TEXT, "programs or partners, where the layer counts them."),
        Param("year", _YEAR, "Of the layer of money."), _TIME, _ORDER,
    ),
    "world.districts": (
        Param("country", _CODE, "The country."), one_of("measure", tuple(DISTRICT_MEASURES), "What is counted."), _TIME, _ORDER,
    ),
    "search.results": (Param("q", _TEXT, "Words to look for."), Param("what", _TEXT, "One kind of thing.")),
    "quality.index": _QUALITY, "quality.fault": _QUALITY,
    "identifiers.index": (
        one_of("label", tuple(LABELS), "Of what."), Param("id", _ID, "Of one thing."), Param("scheme", _TEXT, "Of one scheme."),
        Param("source", _TEXT, "The key of the source that says so."), Param("text", _TEXT, "Words in the name, or the identifier."),
        Param("several", _TEXT, "Only where there are several."),
    ),
    "facts.index": (Param("about", _ID, "Of one thing."), Param("text", _TEXT, "Words in what was typed in.")),
    "reports.index": (_SEARCH,),
    "saved.index": (), "saved.view": (), "saved.feed": (), "saved.feed_of": (),
    "data.sources": (), "data.source": (), "data.loads": (), "data.load": (one_of("fate", FATES, "One fate of the rows with problems."),),
    "data.dictionary": (), "data.decisions": (), "data.jobs": (),
}

_REPORT_TYPES: dict[str, Schema] = {
    "country": _CODE, "us_state": {**_CODE, "examples": ["TX"]}, "focus_area": _FOCUS, "date": _DAY, "year": _YEAR,
    "integer": {"type": "integer"}, "number": {"type": "number"}, "truth": {"type": "string", "enum": ["yes", "no"]},
    "kind": {"type": "string", "enum": list(ORGANIZATION_KINDS)}, "link_type": {"type": "string", "enum": list(LINKS)},
}


def of_report(query: Query) -> tuple[Param, ...]:
    """The choices of a report, as the head of its file declares them; the day where it takes one."""
    return tuple(Param(
        p.name, {"type": "string", "enum": list(p.options)} if p.options else _REPORT_TYPES.get(p.type, _TEXT),
        " ".join(filter(None, (f"{p.label}: {p.expects}.", p.help, "" if p.required else f"Left out: {p.default or 'any'}."))),
        required=p.required,
    ) for p in query.parameters)


__all__ = ["AS_OF", "BOM", "DECLARED", "Param", "of_report", "one_of"]
