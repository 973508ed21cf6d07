"""The form of the mapper: what a person chose, or what is suggested where she has not chosen yet."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from loaders.codes import code_list
from loaders.mapper import CHOICES, Chosen, Column, Sample, Suggestion
from loaders.mapper.need import NAMED
from loaders.mapper.suggest import decimal_of
from loaders.mapper.words import role_of
from loaders.tables import text
from loaders.text import fold, slug

FIGURES = ("stated", "budget", "commitment", "disbursement", "obligation")
DATES = ("", "day first", "month first")
DECIMALS = (".", ",")
DIRECTIONS = ("not a measure of need", "higher is worse", "lower is worse")
MEASURES = ("", "need", "supply")


def suggested(found: Sample, suggestions: Sequence[Suggestion], name: str) -> Chosen:
    """The choices as they are suggested."""
    columns = tuple(Column(s.column, s.choice, s.scheme) for s in suggestions)
    return Chosen(columns, source=name, title=found.file, sheet=found.sheet, header=found.header,
                  currency=_currency(columns), decimal=_decimal(found, columns), roles=roles(found, columns),
                  indicators=indicators(found, columns))


def chosen(found: Sample, form: Mapping[str, str]) -> Chosen:
    """The choices of a form that was sent; what is none of the choices leaves a column out."""
    columns = tuple(_column(name, form.get(f"column-{at}", ""), form.get(f"scheme-{at}", "")) for at, name in enumerate(found.names))
    return Chosen(
        columns,
        source=form.get("source", "").strip()[:100],
        title=form.get("title", "").strip()[:200] or found.file,
        sheet=found.sheet,
        header=found.header,
        country=form.get("country", "").strip()[:60],
        currency=form.get("currency", "").strip().upper()[:3],
        kind=_one_of(form.get("kind", ""), FIGURES),
        dates=_one_of(form.get("dates", ""), DATES),
        decimal=_one_of(form.get("decimal", ""), DECIMALS),
        roles=roles(found, columns),
        indicator=form.get("indicator", "").strip()[:200],
        indicators=indicators(found, columns),
        unit=form.get("unit", "").strip()[:100],
        direction=_one_of(form.get("direction", ""), DIRECTIONS),
        measures=_one_of(form.get("measures", ""), MEASURES),
    )


def proposed_name(found: Sample) -> str:
    """What the source and its mapping are called unless a person says otherwise."""
    return slug(found.file.rpartition(".")[0] or found.file) or "sheet"


def roles(found: Sample, columns: Sequence[Column]) -> tuple[tuple[str, str], ...]:
    """Words of the column of roles that are known, each with the link type that it stands for."""
    at = next((number for number, column in enumerate(columns) if column.choice == "role"), None)
    words = dict.fromkeys(text(cell) for cell in found.column(at)) if at is not None else ()
    return tuple((word, role_of(fold(word))) for word in words if role_of(fold(word)))


def indicators(found: Sample, columns: Sequence[Column]) -> tuple[str, ...]:
    """The indicators that a column names, as far as the first rows go."""
    at = next((number for number, column in enumerate(columns) if column.choice == "indicator"), None)
    return tuple(dict.fromkeys(text(cell) for cell in found.column(at)))[:NAMED] if at is not None else ()


def _column(name: str, choice: str, scheme: str) -> Column:
    return Column(name, choice if choice in CHOICES else "ignore", scheme if choice == "identifier" else "")


def _one_of(given: str, allowed: tuple[str, ...]) -> str:
    return given if given in allowed else allowed[0]


def _currency(columns: Sequence[Column]) -> str:
    """The currency that the header of the sums says: "Presupuesto USD"."""
    words = [word for column in columns if column.choice == "amount" for word in re.findall(r"\b[A-Z]{3}\b", column.name)]
    return next((word for word in words if word in code_list("Currency")), "")


def _decimal(found: Sample, columns: Sequence[Column]) -> str:
    numbers = {"amount", "country_amount", "year_amount", "year_value", "indicator_value"}
    sums = [at for at, column in enumerate(columns) if column.choice in numbers]
    return decimal_of(cell for at in sums for cell in found.column(at))
