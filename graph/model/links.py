"""Every link type of the graph, declared once."""

from __future__ import annotations

from graph.model.types import LinkType, Property

P = Property

COMMON = (
    P("key", "text", "Hash of source, record, type, ends and what tells this link from its like."),
    P("source", "text", "Key of the source that states it."),
    P("record", "text", "The record that states it: file and row, or the activity's identifier."),
    P("records", "texts", "Further records of the same source that state the same fact."),
    P("page", "text", "Web page that the source cites."),
    P("valid_from", "date", "True from this day on. Empty: no start stated."),
    P("valid_to", "date", "True up to this day. Empty: no end stated."),
    P("valid_from_text", "text", "The start as written, where it is a year or a month."),
    P("valid_to_text", "text", "The end as written, where it is a year or a month."),
    P("replaces", "text", "Key of the link that this one, typed in here, corrects; the corrected one is left out."),
    P("withdraws", "truth", "A correction that says no more than that the link it replaces is not so; both are left out."),
)

ROLE = P("role", "text", "Role or topic in the words of the source.")
WHERE = P("country", "text", "ISO 3166-1 alpha-2 of the country that the link is about, where it is not one of its ends.")
CLAIM = (
    P("activity_id", "text", "Identifier of the organization's own activity for this work, as the reporter states it."),
    P("channel", "text", "OECD DAC channel code of the organization, as the reporter states it."),
)
LEVEL = P("level", "text", "Where the code stands in the file.", values=("activity", "transaction"))
PERCENTAGE = P("percentage", "number", "Share that the reporter gives to it.", unit="percent")


def link(type_: str, ends: str, description: str, *properties: Property, **flags: bool) -> LinkType:
    """A link type from ``"Organization>Program Organization>Country"``; every type has the common properties."""
    pairs = tuple((a, b) for a, b in (pair.split(">") for pair in ends.split()))
    return LinkType(type_, pairs, description, (*COMMON, *properties), **flags)


LINK_TYPES = (
    link("FUNDS", "Organization>Program Organization>Organization Organization>Country",
         "Pays for. Sums stand on figures.", ROLE, WHERE, *CLAIM),
    link("ACCOUNTABLE_FOR", "Organization>Program", "Answers for the work (IATI role 2).", ROLE, WHERE, *CLAIM),
    link("EXTENDS", "Organization>Program", "Manages the funds and work on the funder's behalf (IATI role 3).",
         ROLE, WHERE, *CLAIM),
    link("IMPLEMENTS", "Organization>Program", "Delivers the work (IATI role 4).", ROLE, WHERE, *CLAIM),
    link("TRAINS", "Organization>Organization Program>Organization Organization>Country Program>Country",
         "Trains, mentors or equips; a country where the source names no body there.", ROLE, WHERE),
    link("BENEFITS", "Organization>Organization Program>Organization Program>Country",
         "Is meant to strengthen or help.", ROLE, WHERE),
    link("PARTNERS_WITH",
         "Organization>Organization Organization>Country Organization>Program Program>Organization Program>Country Program>Program",
         "Works together with; the source states no nearer role.", ROLE, WHERE, symmetric=True),
    link("MEMBER_OF", "Organization>Organization Country>Organization", "Is a member of.", ROLE, WHERE),
    link("PARTY_TO", "Organization>Agreement Country>Agreement", "Signed, or is bound by.", ROLE),
    link("COVERS", "Agreement>Country Agreement>FocusArea Agreement>Program", "What an agreement is about.", ROLE),
    link("OPERATES_IN",
         "Organization>Country Organization>AdminArea Program>Country Program>AdminArea",
         "Works there.", ROLE, WHERE, PERCENTAGE, LEVEL),
    link("BASED_IN", "Organization>Country Organization>AdminArea", "Belongs to, or has its seat there."),
    link("ADDRESSES", "Organization>FocusArea Program>FocusArea", "Works on this focus area.", ROLE,
         P("through", "text", "Sector code through which the focus area was found; empty where the source names it.")),
    link("CLASSIFIED_AS", "Program>Sector", "Purpose code given by the reporter.", PERCENTAGE, LEVEL),
    link("MAPS_TO", "Sector>FocusArea", "Which focus area a purpose code counts towards; an editable table."),
    link("PART_OF",
         "Organization>Organization Program>Program Organization>Program AdminArea>Country FocusArea>FocusArea Sector>Sector",
         "Is a part of.", ROLE, WHERE),
    link("RELATED_TO", "Program>Program", "Stands beside in the reporter's words.",
         P("kind", "text", "How they are related.", values=("sibling", "co-funded", "third party")), symmetric=True),
    link("SUCCEEDED_BY", "Organization>Organization", "Was replaced by, or merged into.", ROLE),
    link("PROVIDED_BY", "Figure>Organization Figure>Country", "Who gives the money."),
    link("RECEIVED_BY", "Figure>Organization Figure>Country", "Who gets the money."),
    link("FOR", "Figure>Program Figure>Country", "What the money is for."),
    link("MEASURED", "Country>Indicator AdminArea>Indicator", "Value of an indicator in a year.",
         P("year", "year", "Year of the value."), P("value", "number", "The value, in the indicator's unit.")),
    link("POSSIBLE_SAME_AS", "Organization>Organization", "May be the same organization; a suggestion.",
         P("score", "number", "How likely, by the model.", unit="0 to 1"), symmetric=True, derived=True),
    link("OVERLAPS_WITH", "Program>Program", "May be the same work; a suggestion.",
         P("score", "number", "How alike.", unit="0 to 1"), symmetric=True, derived=True),
)
