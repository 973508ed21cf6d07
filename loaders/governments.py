"""What kind of organization a government is here: one that gives aid, or a counterpart."""

from __future__ import annotations

# Members of OECD's Development Assistance Committee: their governments give aid rather than receive it.
DONOR_COUNTRIES = frozenset((
    "AT", "AU", "BE", "CA", "CH", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HU", "IE", "IS", "IT", "JP", "KR",
    "LT", "LU", "LV", "NL", "NO", "NZ", "PL", "PT", "SE", "SI", "SK", "US",
))


def government_kind(country: str, of_us: str = "") -> str:
    """``kind`` of a body of the government of a country (ISO 3166-1 alpha-2); "" where the country is not known.

    A body of the United States may be federal, state or local: ``of_us`` is its kind where the source says which.
    """
    if not country:
        return ""
    if country == "US":
        return of_us
    return "other_donor" if country in DONOR_COUNTRIES else "foreign_counterpart"
