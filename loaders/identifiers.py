"""Identifiers of organizations: which are well formed, which are only there to fill a field, and how they are written.

An identifier is ``SCHEME:value``; the scheme is the org-id.guide prefix (``GB-CHC``, ``US-EIN``, ``XM-DAC``, ``XI-LEI``),
or ``IATI-ORG`` for the older codes without a prefix on IATI's list, or ``ORI`` (U.S. police agencies).
Checks: ISO 7064 MOD 97-10 for LEI (ISO 17442), base 32 with MOD 97-10 for ROR, MOD 97 for Belgian numbers, the weighted
sum modulo 89 of Australian ones; form alone where the scheme publishes no check digit (UEI, EIN, ORI, DUNS).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from loaders.codes import code_list, countries

# org-id.guide lists that the shipped copy of IATI's list lacks, and US-GOV, which IATI's registry uses for U.S. agencies.
FURTHER_PREFIXES = (
    "US-GOV", "US-SAM", "XI-ROR", "XI-DUNS", "CO-NIT", "GH-TIN", "TR-VKN", "NZ-NZBN", "IN-PAN", "VN-TIN", "TJ-TIN", "TG-NIF",
    "TG-ONE", "KH-TIN", "ET-TIN", "LS-HEI", "YE-MOPIC", "BA-JIB", "QA-MOI", "ZM-NRB", "PG-IPA", "SB-BR",
)
# Whole references without a number behind them, as IATI's registry has them.
REGISTERED = frozenset({"US-USAGOV", "SE-0", "41AAA"})
# OECD DAC donor codes, which begin XM-DAC references to a government or its agency.
DAC_DONORS = {
    "1": "AT", "2": "BE", "3": "DK", "4": "FR", "5": "DE", "6": "IT", "7": "NL", "8": "NO", "9": "PT", "10": "SE", "11": "CH",
    "12": "GB", "18": "FI", "20": "IS", "21": "IE", "22": "LU", "30": "CY", "40": "GR", "45": "MT", "50": "ES", "55": "TR",
    "61": "SI", "62": "HR", "68": "CZ", "69": "SK", "70": "LI", "72": "BG", "75": "HU", "76": "PL", "77": "RO", "82": "EE",
    "83": "LV", "84": "LT", "87": "RU", "301": "CA", "302": "US", "358": "MX", "546": "IL", "552": "KW", "561": "QA",
    "566": "SA", "576": "AE", "611": "AZ", "613": "KZ", "701": "JP", "732": "TW", "742": "KR", "764": "TH", "801": "AU",
    "820": "NZ",
}
_PLACEHOLDER = re.compile(
    r"(n[./]?a\.?|none|null|nil|unknown|unspecified|undefined|misc\w*|tb[acd]|other|others|various|multiple|redacted|test|x{2,}"
    r"|not (applicable|available|known|specified|provided)|no (id|identifier|ref)|-+|\.+|\?+)",
    re.IGNORECASE,
)
# Headings of the channel list that are bodies themselves: EU institutions, IMF, World Bank Group, WTO.
_ONE_BODY = frozenset({"42000", "43000", "44000", "45000"})
LONGEST = 200
_COUNTED = "01234567890123456789"
_NO_PREFIX_OF_EIN = frozenset(["00", "07", "08", "09", "17", "18", "19", "28", "29", "49", "69", "70", "78", "79", "89", "96", "97"])
_ROR_ADDRESS = re.compile(r"^(https?://)?(www\.)?ror\.org/", re.IGNORECASE)
_ROR_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"


class BadIdentifier(ValueError):
    """Text that is no identifier; the message says what was expected."""


class Identifier(NamedTuple):
    """A well-formed identifier in its canonical writing."""

    scheme: str
    value: str

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"

    @property
    def country(self) -> str:
        """ISO 3166-1 code of the country whose register it is; empty for international ones."""
        if self.scheme == "XM-DAC":
            return DAC_DONORS.get(self.value.split("-", 1)[0], "") if len(self.value.split("-", 1)[0]) < 5 else ""
        start = (self.value if self.scheme == "IATI-ORG" else self.scheme)[:3]
        return start[:2] if start[2:] == "-" and start[:2] in countries() else ""


def identify(reference: str) -> Identifier:
    """The identifier that a reference such as ``GB-CHC-285776`` or ``XM-DAC-41122`` is.

    A bare code of the DAC channel list that names one organization (``41122``) is the XM-DAC identifier it stands for.
    Raises ``BadIdentifier`` for anything else, with what was expected.
    """
    if len(reference) > LONGEST:
        raise BadIdentifier(f"an organisation identifier; this has {len(reference):,} characters")
    return _identify(reference)


@lru_cache(maxsize=32768)
def _identify(reference: str) -> Identifier:
    text = reference.strip()
    if is_placeholder(text):
        raise BadIdentifier("an organisation identifier; this only fills the field")
    if text.upper() in REGISTERED or (text in code_list("OrganisationIdentifier") and not text.isdigit()):
        return Identifier("IATI-ORG", text.upper())
    if re.fullmatch(r"\d{5}", text):
        return Identifier("XM-DAC", _channel(text))
    scheme = known_prefix(text)
    if not scheme:
        raise BadIdentifier("an organisation identifier that begins with a list on org-id.guide, such as GB-CHC- or XM-DAC-")
    return Identifier(scheme, normalise(scheme, text[len(scheme) + 1:]))


def normalise(scheme: str, value: str) -> str:
    """The canonical writing of a value of a scheme; ``BadIdentifier`` where it is not well formed."""
    text = value.strip()
    if scheme == "XI-ROR":
        text = _ROR_ADDRESS.sub("", text).rstrip("/")
    if is_placeholder(text):
        raise BadIdentifier(f"a {scheme} identifier; this only fills the field")
    if re.search(r"[\s/&|?]", text) or not re.search(r"[A-Za-z0-9]", text) or len(text) > 80:
        raise BadIdentifier("an identifier without spaces or any of / & | ?")
    check = _SCHEMES.get(scheme)
    return check(text) if check else text.upper()


def is_placeholder(text: str) -> bool:
    """Whether a text only fills a field: "N/A", "MISC", 000000000, 123456789."""
    bare = text.strip()
    if not bare or _PLACEHOLDER.fullmatch(bare):
        return True
    digits = bare.replace("-", "").replace(" ", "")
    return digits.isdigit() and (set(digits) == {"0"} or (len(digits) >= 5 and (len(set(digits)) == 1 or digits in _COUNTED)))


@lru_cache(maxsize=1)
def prefixes() -> frozenset[str]:
    """Prefixes of organisation identifiers that are known here."""
    return frozenset(code.code for code in code_list("OrganisationRegistrationAgency")) | frozenset(FURTHER_PREFIXES)


def known_prefix(text: str) -> str:
    """The longest known prefix that a reference begins with, in any case."""
    known, parts = prefixes(), text.upper().split("-")
    for size in range(min(4, len(parts) - 1), 1, -1):
        start = "-".join(parts[:size])
        if start in known:
            return start
    return ""


def _channel(code: str) -> str:
    """A channel code that stands for one organization, not for a class of them."""
    channels = code_list("CRSChannelCode")
    if code not in channels and code not in code_list("OrganisationIdentifier"):
        raise BadIdentifier("an organisation identifier such as XM-DAC-41122; this is no DAC channel code either")
    if is_class(code):
        raise BadIdentifier("an identifier of one organization; this DAC channel code stands for a class of them")
    return code


def is_class(code: str) -> bool:
    """Whether a DAC channel code stands for a class of organizations (22000: NGOs based in donor countries)."""
    return code not in _ONE_BODY and (code[0] in "16" or code.endswith("000") or code in _classes())


@lru_cache(maxsize=1)
def _classes() -> frozenset[str]:
    return frozenset(code.parent for code in code_list("CRSChannelCode"))


def _lei(text: str) -> str:
    value = text.upper()
    if not re.fullmatch(r"[A-Z0-9]{18}\d{2}", value):
        raise BadIdentifier("a LEI: 18 letters or digits and 2 check digits")
    if int("".join(str(int(c, 36)) for c in value)) % 97 != 1:
        raise BadIdentifier("a LEI whose last two digits check the rest (ISO 7064 MOD 97-10)")
    return value


def _ror(text: str) -> str:
    value = text.lower()
    if not re.fullmatch(rf"0[{_ROR_DIGITS}]{{6}}\d{{2}}", value):
        raise BadIdentifier("a ROR id: 0, six letters or digits and 2 check digits")
    number = 0
    for char in value[:7]:
        number = number * 32 + _ROR_DIGITS.index(char)
    if 98 - (number * 100) % 97 != int(value[7:]):
        raise BadIdentifier("a ROR id whose last two digits check the rest (MOD 97-10)")
    return value


def _ein(text: str) -> str:
    value = text.replace("-", "")
    if not re.fullmatch(r"\d{9}", value) or value[:2] in _NO_PREFIX_OF_EIN or is_placeholder(value):
        raise BadIdentifier("an EIN: nine digits that begin with a prefix of the IRS")
    return value


def _xm_dac(text: str) -> str:
    if not re.fullmatch(r"\d{1,5}(-[A-Za-z0-9_-]+)?", text):
        raise BadIdentifier("XM-DAC- and a DAC donor, agency or channel code")
    if re.fullmatch(r"\d{5}", text) and is_class(text):
        raise BadIdentifier("an identifier of one organization; this DAC channel code stands for a class of them")
    return text.upper()


def _company_number(text: str) -> str:
    value = text.upper().zfill(8)
    if not re.fullmatch(r"\d{8}|[A-Z]{2}\d{6}|R\d{7}", value) or is_placeholder(value):
        raise BadIdentifier("a Companies House number: eight digits, or two letters and six digits")
    return value


def _belgian(text: str) -> str:
    value = re.sub(r"\D", "", text).zfill(10)
    if not re.fullmatch(r"[01]\d{9}", value) or 97 - int(value[:8]) % 97 != int(value[8:]):
        raise BadIdentifier("a Belgian enterprise number: ten digits, the last two of which check the rest (MOD 97)")
    return value


def _abn(text: str) -> str:
    value = re.sub(r"\D", "", text)
    weights = (10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19)
    if len(value) != 11 or sum(w * (int(d) - (i == 0)) for i, (w, d) in enumerate(zip(weights, value, strict=True))) % 89:
        raise BadIdentifier("an Australian Business Number: eleven digits that check (MOD 89)")
    return value


def _form(pattern: str, expected: str) -> Callable[[str], str]:
    """A scheme that has a form but no check digit."""
    def check(text: str) -> str:
        value = text.upper()
        if not re.fullmatch(pattern, value):
            raise BadIdentifier(expected)
        return value
    return check


def _kept(text: str) -> str:
    """A scheme in which case tells one value from another."""
    return text


_SCHEMES: dict[str, Callable[[str], str]] = {
    "XI-LEI": _lei,
    "XI-ROR": _ror,
    "US-EIN": _ein,
    "US-SAM": _form(r"[A-HJ-NP-Z1-9][A-HJ-NP-Z0-9]{11}", "a UEI: twelve letters or digits without I and O, not beginning with 0"),
    "XI-DUNS": _form(r"\d{9}", "a D-U-N-S number: nine digits"),
    "ORI": _form(r"[A-Z]{2}[A-Z0-9]{7}", "an ORI: nine letters or digits, the first two of which name the state"),
    "US-GOV": _form(r"\d{1,3}(-\w+)*", "US-GOV- and an agency number"),
    "US-USAGOV": _kept,
    "GB-CHC": _form(r"\d{6,7}(-\d+)?", "a charity number: six or seven digits"),
    "GB-COH": _company_number,
    "NL-KVK": _form(r"\d{8}(\d{4})?", "a KVK number: eight digits"),
    "BE-BCE_KBO": _belgian,
    "AU-ABN": _abn,
    "XM-DAC": _xm_dac,
}
