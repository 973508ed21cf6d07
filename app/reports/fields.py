"""The form of a report: one field a parameter, filled from real values, checked before anything is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.http.choices import Choice, Choices, choices
from app.http.kinds import KIND_LOOKS
from app.http.sources import titles
from app.search.organizations import meant, offered
from app.services import services
from graph.catalogue import Parameter, Query
from graph.errors import ParameterError
from graph.model import KINDS

CONTROLS = {"date": "date", "organization": "organization", "integer": "number", "year": "number"}
SELECTS = ("country", "us_state", "focus_area", "kind", "source", "truth", "indicator")


@dataclass(frozen=True)
class Field:
    """One field. ``control``: select, date, number, organization or text; ``value``: what stands in the address;
    ``shown``: what stands in the control; ``any``: the first option of a select that may stay empty."""

    name: str
    label: str
    control: str
    value: str = ""
    shown: str = ""
    options: tuple[Choice, ...] = ()
    any: str = ""
    help: str = ""
    required: bool = False
    error: str = ""
    candidates: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Form:
    """The fields of a report, and the values to ask with: ``None`` while one is missing or wrong."""

    fields: tuple[Field, ...]
    values: Mapping[str, Any] | None

    @property
    def error(self) -> str:
        """What is wrong with the first field that is wrong, or missing; empty where all is well."""
        wrong = next((f.error for f in self.fields if f.error), "")
        missing = next((f"{f.label}: nothing is given" for f in self.fields if f.required and not f.value), "")
        return wrong or missing

    @property
    def failed(self) -> bool:
        """Whether something that was given is wrong."""
        return any(field.error for field in self.fields)

    def address(self) -> dict[str, str]:
        """The arguments that lead to the same answer."""
        return {field.name: field.value for field in self.fields if field.value}


def read_form(query: Query, given: Mapping[str, str]) -> Form:
    """The form of a report as the address fills it."""
    fields, values = [], {}
    for parameter in query.parameters:
        field, value = _read(parameter, given.get(parameter.name, "").strip())
        fields.append(field)
        values[parameter.name] = value
    fields = [_in_order(field, values) for field in fields]
    bad = any(f.error or (f.required and not f.value) for f in fields)
    return Form(tuple(fields), None if bad else values)


def _in_order(field: Field, values: Mapping[str, Any]) -> Field:
    """The field of the first day of a time, with what is wrong where it comes after the last."""
    first, last = values.get("since"), values.get("as_of")
    if field.name != "since" or not first or not last or first <= last:
        return field
    return replace(field, error=f"{field.label}: found {first}; expected a day up to {last}")


def with_options(form: Form, query: Query) -> Form:
    """The form with what its controls offer; not needed where only the answer is wanted."""
    offers = _Offers()
    return replace(form, fields=tuple(offers.fill(f, p) for f, p in zip(form.fields, query.parameters, strict=True)))


def _read(parameter: Parameter, text: str) -> tuple[Field, Any]:
    field = Field(parameter.name, parameter.label, _control(parameter), text, text, help=parameter.help, required=parameter.required)
    if parameter.type == "organization" and text:
        field = _named(field, text)
        if field.error:
            return field, None
    if parameter.required and not field.value:
        return field, None
    try:
        value = parameter.convert(field.value, services().today())
    except ParameterError as error:
        return replace(field, error=str(error), shown="" if field.control == "date" else text), None
    return replace(field, value=in_address(parameter, value), shown=field.shown if parameter.type == "organization" else
                   in_address(parameter, value)), value


def _control(parameter: Parameter) -> str:
    if parameter.options or parameter.type in SELECTS:
        return "select"
    return CONTROLS.get(parameter.type, "text")


def _named(field: Field, text: str) -> Field:
    """The field with the id of the organization that a text means, or why it means none."""
    found = meant(text)
    if found.id:
        return replace(field, value=found.id, shown=found.name)
    if found.candidates:
        return replace(field, error=f"Several organizations may be meant by “{text}”: choose one.", candidates=found.candidates)
    return replace(field, error=f"No organization is known as “{text}”. Try its acronym, or fewer words.")


def in_address(parameter: Parameter, value: Any) -> str:
    """A value as the address and the select hold it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value).removeprefix("focus:") if parameter.type == "focus_area" else str(value)


class _Offers:
    """What the selects of one form offer; each list is asked for once."""

    def __init__(self) -> None:
        self._common: Choices | None = None

    def fill(self, field: Field, parameter: Parameter) -> Field:
        if parameter.type == "organization":
            return replace(field, options=offered())
        if field.control != "select":
            return field
        options = self._options(parameter)
        if field.value and field.value not in {option.value for option in options}:
            options = (*options, Choice(field.value, field.value))
        optional = parameter.default is None and not parameter.required
        return replace(field, options=options, any="Any" if optional else "Choose" if parameter.required else "")

    def _options(self, parameter: Parameter) -> tuple[Choice, ...]:
        if parameter.options:
            return tuple(Choice(option, option) for option in parameter.options)
        makers: dict[str, Callable[[], tuple[Choice, ...]]] = {
            "country": lambda: self.common.countries,
            "focus_area": lambda: self.common.focus_areas,
            "us_state": _states,
            "indicator": _indicators,
            "kind": lambda: tuple(Choice(kind, KIND_LOOKS[kind].label) for kind in KINDS),
            "source": lambda: tuple(Choice(key, title or key) for key, title in sorted(titles().items())),
            "truth": lambda: (Choice("no", "No"), Choice("yes", "Yes")),
        }
        return makers[parameter.type]()

    @property
    def common(self) -> Choices:
        if self._common is None:
            self._common = choices()
        return self._common


def _states() -> tuple[Choice, ...]:
    made = services()
    return tuple(Choice(code, name) for code, name in made.catalogue["choices/us-states"].run(made.graph).rows)


def _indicators() -> tuple[Choice, ...]:
    """Indicators that have values, by name."""
    made = services()
    rows = made.catalogue["gaps/indicators"].run(made.graph, {"year": made.today().year}).dicts()
    return tuple(Choice(row["indicator_id"], row["indicator"] or row["indicator_id"]) for row in rows if row["countries"])
