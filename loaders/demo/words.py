"""What the words of this format mean here: relations, roles, kinds of figure, indicators. For people to read and edit."""

from __future__ import annotations

from typing import NamedTuple

from graph.model import KINDS, LINKS

# Kinds of organization as the file writes them.
KIND_WORDS = {"private": "private_sector"} | {kind: kind for kind in KINDS}

SIGNED = "SIGNED_AGREEMENT_WITH"
RELATIONS = ("FUNDS", "IMPLEMENTS", "TRAINS", "BENEFITS", "PARTNERS_WITH", "MEMBER_OF", "OPERATES_IN", "PART_OF")
# What each relation may join, as (relation, label of the source, label of the target).
ALLOWED = {(relation, *pair) for relation in RELATIONS for pair in LINKS[relation].ends}
SIGNATORIES = {(SIGNED, a, b) for a in ("Organization", "Country") for b in ("Organization", "Country")}

# Under OPERATES_IN, what an organization's role says when it is no work in that country. Every role text is listed: a
# role that is not here is taken as work there. Turned round, since the country is the member.
MEMBERSHIP = frozenset({"member state", "member police", "member country", "member in 2012"})
# The same for programs: who signed a pledge works with the program, which is not thereby at work in that country.
PLEDGES = frozenset({"signed the Coalition pledge"})

STATE_PARTNERSHIP = "State Partnership Program"
BUDGET_TABLE = "INCLE account"

# One of these words in a role says what kind of figure its sum is; none or several: "stated".
FIGURE_WORDS = {
    "actual": "actual",
    "estimate": "estimate",
    "request": "request",
    "obligations": "obligation",
    "committed": "commitment",
}


class Indicator(NamedTuple):
    """A measure of need."""

    name: str
    unit: str
    direction: str
    description: str


INDICATORS = {
    "cpi_score": Indicator(
        "Corruption Perceptions Index", "points, 0 to 100", "lower is worse",
        "Perceived corruption in the public sector: 0 is highly corrupt, 100 very clean. Transparency International."),
    "vdem_rule_of_law_index": Indicator(
        "Rule of law index", "0 to 1", "lower is worse",
        "How far laws are enforced independently, predictably and equally. V-Dem Institute."),
    "homicide_rate_per_100k": Indicator(
        "Homicide rate", "per 100,000 people", "higher is worse",
        "Victims of intentional homicide in a year. UN Office on Drugs and Crime."),
    "prison_population_rate_per_100k": Indicator(
        "Prison population rate", "per 100,000 people", "higher is worse",
        "Prisoners, those before trial included; the latest figure known in September 2018. World Prison Brief."),
    "fragile_states_index_total": Indicator(
        "Fragile States Index", "points, 0 to 120", "higher is worse",
        "Total of twelve indicators of a state's fragility. The Fund for Peace."),
}


class Supply(NamedTuple):
    """A sum per country and year that stands among the file's indicators but is money given, not need."""

    name: str
    provider: str
    kind: str
    note: str


SUPPLY = {
    "incle_allocation_usd": Supply(
        "INCLE allocation", "inl", "stated",
        "INCLE account, from congressional budget tables, which mix actuals, estimates and requests."),
    "us_foreign_aid_obligations_usd": Supply(
        "U.S. foreign aid obligations", "us-gov", "obligation",
        "All agencies together, net of what was taken back."),
}
# The one of them that rows of links.csv repeat.
REPEATED = "incle_allocation_usd"
