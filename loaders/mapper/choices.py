"""What a column may be, and what a person chose for a whole table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Choice(NamedTuple):
    """One meaning of a column; ``link``: how an organization of it is linked to the program of its row."""

    key: str
    label: str
    group: str
    link: str = ""


_ALL = (
    Choice("funder", "Organization that pays for it", "Organizations", "FUNDS"),
    Choice("accountable", "Organization that answers for it", "Organizations", "ACCOUNTABLE_FOR"),
    Choice("extender", "Organization that passes the money on or manages it", "Organizations", "EXTENDS"),
    Choice("implementer", "Organization that carries it out", "Organizations", "IMPLEMENTS"),
    Choice("beneficiary", "Organization that is trained or helped", "Organizations", "BENEFITS"),
    Choice("organization", "Organization whose role stands in another column", "Organizations"),
    Choice("role", "Role of that organization", "Organizations"),
    Choice("identifier", "Identifier of an organization", "Organizations"),
    Choice("program", "Program: its name", "Programs"),
    Choice("program_key", "Program: its number or code", "Programs"),
    Choice("description", "Program: what it is about", "Programs"),
    Choice("start", "Date it begins", "Programs"),
    Choice("end", "Date it ends", "Programs"),
    Choice("country", "Country", "Places"),
    Choice("area", "State, province or department", "Places"),
    Choice("country_mark", "A country is the header; a mark says that work is there", "Places"),
    Choice("amount", "Sum of money", "Money"),
    Choice("currency", "Currency", "Money"),
    Choice("year", "Year of the sum or value", "Money"),
    Choice("country_amount", "A country is the header; sums stand below", "Money"),
    Choice("year_amount", "A year is the header; sums stand below", "Money"),
    Choice("indicator_value", "Value of an indicator; its name is the header", "Need"),
    Choice("indicator", "Name of the indicator whose value stands in another column", "Need"),
    Choice("year_value", "A year is the header; values of an indicator stand below", "Need"),
    Choice("ignore", "Leave out", "Nothing"),
)
CHOICES: dict[str, Choice] = {choice.key: choice for choice in _ALL}
ORGANIZATIONS = ("funder", "accountable", "extender", "implementer", "beneficiary", "organization")
NEED = ("indicator_value", "indicator", "year_value")
CELLS = ("country_mark", "country_amount", "year_amount")
# Identifier schemes to choose from; ``org-id``: the scheme stands in the cell.
SCHEMES = ("org-id", "US-SAM", "US-EIN", "XI-LEI", "XI-ROR", "XI-DUNS", "US-DOTGOV", "XM-DAC", "ORI")


class Column(NamedTuple):
    """A column and what it is; ``scheme``: of an identifier."""

    name: str
    choice: str
    scheme: str = ""


@dataclass(frozen=True)
class Chosen:
    """What a person says of a table.

    ``header``: number of the row with the names of the columns; ``country``: of all rows, where no column says it;
    ``currency``: of sums beside which none stands; ``kind`` of figure; ``roles``: word of the role column to link type.
    Of values of indicators ``indicator`` is the name where years are columns, ``indicators`` the names in a column of them;
    ``unit`` where no header has it in brackets, ``direction`` and ``measures`` as in the model.
    """

    columns: tuple[Column, ...]
    source: str = ""
    title: str = ""
    sheet: str = ""
    header: int = 0
    country: str = ""
    currency: str = ""
    kind: str = "stated"
    dates: str = ""
    decimal: str = "."
    roles: tuple[tuple[str, str], ...] = ()
    indicator: str = ""
    indicators: tuple[str, ...] = ()
    unit: str = ""
    direction: str = "not a measure of need"
    measures: str = ""

    def of(self, *choices: str) -> list[Column]:
        """The columns of these meanings, in the order of the table."""
        return [column for column in self.columns if column.choice in choices]
