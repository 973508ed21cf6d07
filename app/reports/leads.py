"""Where a report leads: related reports with the choices carried over, and the rows behind a cell of a matrix."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for

from app.reports.fields import Form, in_address
from app.services import services
from graph.catalogue import Parameter, Query
from graph.catalogue.views import Lead, carried
from graph.errors import ParameterError


@dataclass(frozen=True)
class Related:
    """A report that this one leads to; ``kept``: labels of the choices that are carried over."""

    title: str
    address: str
    kept: tuple[str, ...]


def related(query: Query, form: Form) -> tuple[Related, ...]:
    """The reports that a report names as related, each with what is chosen here where it has the same choice."""
    return tuple(_related(lead, query, form) for lead in query.shown.related)


def _related(lead: Lead, query: Query, form: Form) -> Related:
    other, given = _other(lead), form.address()
    usual = {p.name: in_address(p, p.convert(None, services().today())) for p in other.parameters if not p.required}
    labels = {p.name: p.label for p in other.parameters}
    kept = {their: given[our] for their, our in carried(lead, other.parameters, query.parameters).items() if given.get(our)}
    told = tuple(labels[name] for name in kept if kept[name] != usual.get(name))
    return Related(other.title, _address(lead, kept), told)


def behind(query: Query, row: Mapping[str, Any], form: Form) -> str:
    """The address of the rows behind a cell of a matrix; empty where the report names none, or the row cannot be asked for."""
    lead = query.shown.behind
    if lead is None:
        return ""
    other, given = _other(lead), form.address()
    kept = {their: given[our] for their, our in carried(Lead(lead.report), other.parameters, query.parameters).items() if given.get(our)}
    parameters = {p.name: p for p in other.parameters}
    cell = {their: _short(parameters[their], row[column]) for their, column in lead.given.items()}
    return _address(lead, {**kept, **{name: value for name, value in cell.items() if value}})


def _other(lead: Lead) -> Query:
    return services().catalogue[f"reports/{lead.report}"]


def _short(parameter: Parameter, value: Any) -> str:
    """A value of a row as the address has it; empty where the parameter cannot take it ("no start stated" is no year)."""
    try:
        return in_address(parameter, parameter.convert(value, services().today()))
    except ParameterError:
        return ""


def _address(lead: Lead, given: Mapping[str, str]) -> str:
    arguments: dict[str, Any] = {"name": lead.report, **given}
    return url_for("reports.report", **arguments)
