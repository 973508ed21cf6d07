"""What IATI's codes mean here, for all versions: 2.0x writes numbers where 1.0x wrote words and letters."""

from __future__ import annotations

ROLES = {
    "1": "FUNDS", "2": "ACCOUNTABLE_FOR", "3": "EXTENDS", "4": "IMPLEMENTS",
    "funding": "FUNDS", "accountable": "ACCOUNTABLE_FOR", "extending": "EXTENDS", "implementing": "IMPLEMENTS",
}
STATUS = {"1": "planned", "2": "active", "3": "completed", "4": "closed", "5": "cancelled", "6": "suspended"}
# Which end of the work a date is, and whether it happened.
DATES = {
    "1": ("start", "planned"), "2": ("start", "actual"), "3": ("end", "planned"), "4": ("end", "actual"),
    "start-planned": ("start", "planned"), "start-actual": ("start", "actual"),
    "end-planned": ("end", "planned"), "end-actual": ("end", "actual"),
}
# Transaction type: (kind of figure, what to say beside it).
TRANSACTIONS = {
    "1": ("incoming funds", ""), "2": ("commitment", ""), "3": ("disbursement", ""), "4": ("expenditure", ""),
    "5": ("interest payment", ""), "6": ("loan repayment", ""), "7": ("reimbursement", ""), "8": ("purchase of equity", ""),
    "9": ("sale of equity", ""), "10": ("credit guarantee", ""), "11": ("incoming commitment", ""),
    "12": ("pledge", "outgoing pledge"), "13": ("pledge", "incoming pledge"),
}
LETTERS = {
    "IF": "1", "C": "2", "D": "3", "E": "4", "IR": "5", "LR": "6", "R": "7", "QP": "8", "QS": "9", "CG": "10", "IC": "11",
}
BUDGET_TYPES = {"1": "original", "2": "revised", "original": "original", "revised": "revised"}
BUDGET_STATUS = {"1": "indicative", "2": "committed"}
# Sector vocabularies of versions 1.0x.
VOCABULARIES = {
    "": "1", "DAC": "1", "DAC-3": "2", "COFOG": "3", "NACE": "4", "NTEE": "5", "ADT": "6", "RO": "99", "RO2": "98",
}
RELATIONS = {"1": "parent", "2": "child", "3": "sibling", "4": "co-funded", "5": "third party"}
# Organisation types that decide the kind by themselves. Government (10, 11, 15) depends on the country.
KINDS = {
    "21": "ngo", "22": "ngo", "23": "ngo", "24": "ngo", "40": "international_organization", "60": "ngo",
    "70": "private_sector", "71": "private_sector", "72": "private_sector", "73": "private_sector", "80": "academic",
}
GOVERNMENT = frozenset({"10", "11", "15"})
# "Recipient government" and the like, folded: the government of the country where the work is.
RECIPIENTS = frozenset((
    "recipient government", "recipient country government", "recipient governments", "government of recipient country",
    "central government in recipient country", "local government in recipient country", "beneficiary government",
    "partner country government", "partner government", "host government", "gouvernement beneficiaire", "gobierno receptor",
))
# A body whose name says neither country nor place, folded: every country has its ministry of justice.
BODIES = frozenset((
    "ministry", "ministere", "ministerio", "minister", "department", "departamento", "government", "gouvernement",
    "gobierno", "police", "policia", "court", "courts", "corte", "prosecutor", "prosecutors", "procuraduria", "fiscalia",
    "judiciary", "parliament", "parlement", "congress", "congreso", "assembly", "senate", "municipality", "municipalities",
    "customs", "prisons", "corrections", "presidency", "ombudsman", "commission", "office",
))
PLAIN = BODIES | frozenset((
    "of", "the", "for", "and", "de", "del", "la", "le", "les", "du", "des", "el", "los", "las", "y", "et", "a", "in", "s", "local",
    "central", "national", "nacional", "nationale", "federal", "state", "public", "publico", "publica", "general", "supreme", "suprema",
    "high", "justice", "justicia", "interior", "interieur", "home", "internal", "external", "foreign", "affairs", "relations",
    "exteriores", "etrangeres", "relaciones", "affaires", "health", "salud", "sante", "education", "educacion", "finance",
    "finances", "hacienda", "economy", "economic", "economia", "planning", "development", "desarrollo", "defence", "defense",
    "security", "seguridad", "securite", "safety", "social", "welfare", "labour", "labor", "agriculture", "environment", "women",
    "gender", "children", "youth", "law", "legal", "rule", "human", "rights", "anti", "corruption", "attorney", "service",
    "services", "authority", "administration", "correctional", "prison", "penitentiary", "civil", "society",
    "cooperation", "international", "trade", "industry", "energy", "water", "transport", "works", "elections", "electoral",
))
