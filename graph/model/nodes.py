"""Every node type of the graph, declared once."""

from __future__ import annotations

from graph.model.types import NodeType, Property

P = Property

COMMON = (
    P("id", "text", "Stable, readable id; what permalinks use."),
    P("name", "text", "The name that is shown, from the source that ranks highest."),
    P("records", "texts", "The records behind this node, each as source/key."),
    P("sources", "texts", "Keys of the sources that describe or mention this node."),
    P("pages", "texts", "Web pages that the sources cite for this node."),
)

KINDS = {
    "foreign_counterpart": "ForeignCounterpart",
    "ngo": "NGO",
    "international_organization": "InternationalOrganization",
    "regional_body": "RegionalBody",
    "us_federal": "FederalAgency",
    "us_state": "StateAgency",
    "us_local": "LocalAgency",
    "academic": "Academic",
    "private_sector": "PrivateSector",
    "other_donor": "OtherDonor",
}

NAMES = (
    P("acronym", "text", "Short form of the name as the source writes it."),
    P("aliases", "texts", "Other names, spellings and languages, from all sources."),
    P("identifiers", "texts", "Identifiers as scheme:value, from all sources."),
    P("also_ids", "texts", "Ids that lead to this node as well: those of its records and identifiers."),
    P("conflicts", "texts", "Properties on which the sources disagree, each as property: source says value."),
)

ORGANIZATION = NodeType(
    "Organization",
    "org",
    "A body that takes part in partnerships: who funds, delivers, receives or works beside.",
    (
        *COMMON,
        *NAMES,
        P("kind", "text", "What kind of organization it is; empty where no source says.", values=tuple(KINDS)),
        P("country", "text", "Country code (ISO 3166-1 alpha-2, XK for Kosovo) of the state it belongs to."),
        P("us_state", "text", "U.S. state or territory code of a state or local agency."),
        P("homepage", "text", "Its own web site."),
        P("iati_type", "text", "IATI organisation type code, as reported."),
        P("valid_from", "date", "Founded, where a source says."),
        P("valid_to", "date", "Dissolved, where a source says."),
        P("valid_from_text", "text", "When it was founded, as written, where it is a year or a month."),
        P("valid_to_text", "text", "When it was dissolved, as written, where it is a year or a month."),
    ),
    clustered=True,
    kinds=KINDS,
)

PROGRAM = NodeType(
    "Program",
    "program",
    "Planned work: a strategy, program, project or activity.",
    (
        *COMMON,
        *NAMES,
        P("level", "text", "How large a piece of work.", values=("strategy", "program", "project", "activity")),
        P("description", "text", "What it does, in the words of the source."),
        P("descriptions", "texts", "Titles and descriptions in further languages, each as language: text."),
        P("status", "text", "State of the work as of the page or file read.",
          values=("planned", "active", "completed", "closed", "cancelled", "suspended", "unknown")),
        P("valid_from", "date", "First day; the actual start where given, else the planned one."),
        P("valid_to", "date", "Last day; the actual end where given, else the planned one. Empty: no end stated."),
        P("valid_from_text", "text", "The start as written, where it is a year or a month."),
        P("valid_to_text", "text", "The end as written, where it is a year or a month."),
        P("dates_are", "text", "Whether start and end are planned or actual, as start/end."),
        P("homepage", "text", "Its own web page."),
        P("reported_by", "text", "Reference of the organization that reported the activity, as it is written."),
        P("secondary_reporter", "truth", "Reported by a body that takes no part in it (IATI secondary reporter)."),
        P("humanitarian", "truth", "Marked as humanitarian by its reporter."),
        P("regions", "texts", "Regions that the reporter names, each as vocabulary:code name (vocabulary 1 is OECD DAC)."),
    ),
    clustered=True,
)

AGREEMENT = NodeType(
    "Agreement",
    "agreement",
    "A written commitment between parties: memorandum, letter of agreement, treaty, grant.",
    (
        *COMMON,
        P("kind", "text", "MOU (memorandum of understanding), LOA (letter of agreement), treaty, grant, IAA (interagency agreement)."),
        P("topic", "text", "What it is about, in the words of the source."),
        P("valid_from", "date", "Signed."),
        P("valid_to", "date", "Expires. Empty: no expiry stated."),
        P("valid_from_text", "text", "The date of signature as written, where it is a year or a month."),
        P("valid_to_text", "text", "The date of expiry as written, where it is a year or a month."),
    ),
)

FIGURE = NodeType(
    "Figure",
    "figure",
    "A sum of money as somebody stated it. Figures overlap: they are shown side by side, not added.",
    (
        *COMMON,
        P("kind", "text", "What the figure is.",
          values=("stated", "budget", "planned disbursement", "commitment", "disbursement", "expenditure", "incoming funds",
                  "incoming commitment", "pledge", "obligation", "actual", "estimate", "request", "loan repayment",
                  "interest payment", "reimbursement", "purchase of equity", "sale of equity", "credit guarantee")),
        P("amount", "number", "The sum, in its own currency.", unit="currency"),
        P("currency", "text", "ISO 4217 code."),
        P("year", "year", "Calendar or fiscal year that the figure is for."),
        P("value_date", "date", "Date that sets the exchange rate; of an aggregate, the latest."),
        P("valid_from", "date", "First day of the period the figure is for."),
        P("valid_to", "date", "Last day of the period the figure is for."),
        P("count", "integer", "How many transactions this figure sums.", unit="transactions"),
        P("note", "text", "What the source says beside the sum."),
    ),
)

EXCHANGE_RATES = NodeType(
    "ExchangeRates",
    "rates",
    "What one unit of a currency cost in another, through a year or a month, as one source states it.",
    (
        *COMMON,
        P("base", "text", "ISO 4217 code of the currency of which one unit is priced."),
        P("currency", "text", "ISO 4217 code of the currency in which it is priced."),
        P("valid_from", "date", "First day for which a rate is stated."),
        P("valid_to", "date", "Last day for which a rate is stated."),
        P("rates", "texts", "Each a day, or a month or year for the mean of it, and the rate, as the source writes it: 2015-03-02 1.1227."),
    ),
)

COUNTRY = NodeType(
    "Country",
    "country",
    "A country or territory of ISO 3166-1, and Kosovo (XK).",
    (
        *COMMON,
        P("iso2", "text", "ISO 3166-1 alpha-2."),
        P("iso3", "text", "ISO 3166-1 alpha-3."),
        P("aliases", "texts", "Other names in use."),
        P("region", "text", "UN M49 region."),
        P("subregion", "text", "UN M49 subregion."),
    ),
    shared=True,
)

ADMIN_AREA = NodeType(
    "AdminArea",
    "area",
    "A first-level part of a country (ISO 3166-2), U.S. states and territories among them.",
    (
        *COMMON,
        P("code", "text", "ISO 3166-2 code, or the code that the source gives."),
        P("kind", "text", "State, department, province and so on."),
        P("country", "text", "ISO 3166-1 alpha-2 of its country."),
        P("point", "text", "Latitude and longitude of a place without a code, as the source gives them."),
    ),
    shared=True,
)

FOCUS_AREA = NodeType(
    "FocusArea",
    "focus",
    "A line of effort of the bureau, or one of the finer topics below it, which are this platform's own.",
    (
        *COMMON,
        P("level", "text", "A line of effort (the bureau's) or a topic (ours).", values=("line", "topic")),
        P("line", "text", "Roman number of its line of effort."),
        P("topic", "text", "Short key of the topic."),
        P("origin", "text", "Who made this entry: the bureau, or this platform."),
        P("sequence", "integer", "Place in a list."),
    ),
    shared=True,
)

SECTOR = NodeType(
    "Sector",
    "sector",
    "A purpose code: OECD DAC's, or a reporter's own.",
    (
        *COMMON,
        P("code", "text", "The code."),
        P("vocabulary", "text", "IATI sector vocabulary code (1 and 2 are OECD DAC)."),
        P("category", "text", "Three-digit DAC category."),
        P("description", "text", "What the purpose code covers."),
        P("withdrawn", "truth", "No longer in the code list."),
    ),
    shared=True,
)

INDICATOR = NodeType(
    "Indicator",
    "indicator",
    "A measure of need or of supply per country and year.",
    (
        *COMMON,
        P("unit", "text", "Unit of its values."),
        P("direction", "text", "Which way is worse.", values=("higher is worse", "lower is worse", "not a measure of need")),
        P("measures", "text", "Need or supply.", values=("need", "supply")),
        P("description", "text", "What is measured, and by whom."),
    ),
    shared=True,
)

SOURCE = NodeType(
    "Source",
    "source",
    "A feed of facts: one dataset of a publisher, or one sheet that somebody keeps.",
    (
        *COMMON,
        P("format", "text", "Loader that reads it."),
        P("mode", "text", "Snapshot or additions.", values=("snapshot", "additions")),
        P("rank", "integer", "Where sources disagree, the lowest number is shown."),
        P("publisher", "text", "Who publishes it."),
        P("licence", "text", "Terms of use."),
    ),
    shared=True,
)

NODE_TYPES = (
    ORGANIZATION, PROGRAM, AGREEMENT, FIGURE, EXCHANGE_RATES, COUNTRY, ADMIN_AREA, FOCUS_AREA, SECTOR, INDICATOR, SOURCE,
)
