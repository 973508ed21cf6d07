"""The form by which a person saves a report of their own: what it holds, and every field checked before anything is kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from app.console.asked import read_parameters
from app.http.problems import PageError
from app.services import services
from graph.catalogue import Parameter, Query
from graph.catalogue.frontmatter import humanised
from graph.catalogue.lexer import tokens
from graph.catalogue.parameters import TODAY, TYPES
from graph.catalogue.written import one_line
from graph.errors import ParameterError
from graph.guard import LETTERS, UNICODE_ESCAPE

TYPED = tuple(name for name in TYPES if name not in ("texts", "rows"))
LONGEST = {"name": 60, "title": 150, "shows": 1_000, "hides": 1_000, "row": 100, "empty": 500, "theme": 60}
LABELS = {"name": "Name", "title": "Title", "shows": "What it shows", "hides": "What it does not show", "row": "What one row is",
          "empty": "What to say when no row answers", "theme": "Theme", "statement": "Statement"}
PARAMETERS = 20
NO_ROW = "No row answers this with these choices. That does not mean that there is nothing: the sources that are loaded may not say."
HIDES = " It does not show "
TAKEN = ("new", "network")  # addresses of other pages
KEPT = ("name", "page", "across", "sort", "bom")  # arguments of every report's address
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_PARAMETER = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class Asked:
    """A parameter as it is filled in. ``needed``: the reader must choose; else an empty ``default`` means any."""

    name: str
    type: str
    label: str
    default: str = ""
    needed: bool = False


@dataclass(frozen=True)
class Draft:
    """The form as it is filled in. ``given``: parameters of the console, ``name = value`` a line, to try the statement with;
    ``was``: the name of the report that is changed."""

    name: str = ""
    title: str = ""
    shows: str = ""
    hides: str = ""
    theme: str = ""
    row: str = ""
    empty: str = NO_ROW
    statement: str = ""
    given: str = ""
    parameters: tuple[Asked, ...] = ()
    was: str = ""

    @property
    def description(self) -> str:
        """Both sentences, as the front matter has them."""
        return _sentence(self.shows) + HIDES + _sentence(self.hides)


@dataclass
class Faults:
    """What is wrong, by field; the first that is said of a field stands."""

    by_field: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, message: str) -> None:
        """Say what is wrong with a field."""
        self.by_field.setdefault(name, message)


def read_draft(form: Mapping[str, str], was: str = "") -> Draft:
    """The form as it was sent, or as the console opens it; 400 for more than its fields hold."""
    statement, given = form.get("statement", "").replace("\r\n", "\n"), form.get("parameters", "").replace("\r\n", "\n")
    if len(statement) > LETTERS or len(given) > LETTERS:
        raise PageError(400, f"The statement or its parameters are longer than {LETTERS:,} letters.", "Give less.")
    texts = {name: one_line(form.get(name, "")) for name in LONGEST if name in form}
    draft = replace(Draft(statement=statement, given=given, was=was), **texts)  # type: ignore[arg-type]  # texts of text fields
    return replace(draft, name=draft.name or _slug(draft.title), parameters=_asked(form, statement, read_parameters(given)[0]))


def draft_of(query: Query) -> Draft:
    """The form of a report that is kept."""
    shows, _, hides = query.description.rpartition(HIDES)
    name = query.name.rpartition("/")[2]
    asked = tuple(Asked(p.name, p.type, p.label, "" if p.default is None else str(p.default), p.required) for p in query.parameters)
    return Draft(name, query.title, shows, hides, query.shown.theme, query.row, query.empty, query.statement, "", asked, name)


def check_fields(draft: Draft, faults: Faults) -> tuple[Parameter, ...]:
    """The parameters; every field that is missing, too long or wrong is noted in ``faults``."""
    for name, most in LONGEST.items():
        text = getattr(draft, name)
        if not text:
            faults.add(name, f"{LABELS[name]}: nothing is given.")
        elif len(text) > most:
            faults.add(name, f"{LABELS[name]}: {len(text):,} letters; expected at most {most:,}.")
        elif UNICODE_ESCAPE.search(text):
            faults.add(name, f"{LABELS[name]}: there is a \\u escape. Write the letter itself.")
    _check_name(draft, faults)
    if len(draft.parameters) > PARAMETERS:
        faults.add("statement", f"Statement: {len(draft.parameters)} parameters; expected at most {PARAMETERS}.")
    return tuple(_parameter(asked, faults) for asked in draft.parameters[:PARAMETERS])


def _check_name(draft: Draft, faults: Faults) -> None:
    name = draft.name
    if not _NAME.fullmatch(name) or name in TAKEN:
        faults.add("name", f"Name: found {name[:60]!r}; expected lower case letters, digits and hyphens, such as "
                          "programs-of-a-country.")
    elif f"reports/{name}" in services().catalogue:
        faults.add("name", f"Name: the library has a report named {name}. Choose another name.")


def _parameter(asked: Asked, faults: Faults) -> Parameter:
    name, key = asked.name, f"parameter-{asked.name}"
    parameter = Parameter(name, asked.type, asked.label, None, asked.needed)
    if not _PARAMETER.fullmatch(name) or name in KEPT:
        faults.add("statement", f"Statement: the parameter ${name[:60]} needs another name: lower case letters, digits and underscores, "
                                f"and none of {', '.join(KEPT)}.")
    elif not asked.label or len(asked.label) > 100 or UNICODE_ESCAPE.search(asked.label):
        faults.add(key, f"${name}, label: expected a few words, at most 100 letters.")
    elif asked.type not in TYPED or (name == "as_of" and asked.type != "date"):
        expected = "date" if name == "as_of" else f"one of {', '.join(TYPED)}"
        faults.add(key, f"${name}, type: found {asked.type[:30]!r}; expected {expected}.")
    elif asked.needed and asked.default:
        faults.add(key, f"${name}: a value that must be chosen has no default. Empty the default, or untick the box.")
    elif asked.default:
        return _with_default(parameter, asked.default, key, faults)
    return parameter


def _with_default(parameter: Parameter, text: str, key: str, faults: Faults) -> Parameter:
    try:
        if parameter.type == "date" and text == TODAY:
            return replace(parameter, default=TODAY)
        return replace(parameter, default=parameter.convert(text, services().today()))
    except ParameterError as error:
        faults.add(key, f"${parameter.name}, default: {str(error).removeprefix(parameter.label + ': ')}.")
        return parameter


def _asked(form: Mapping[str, str], statement: str, values: Mapping[str, Any]) -> tuple[Asked, ...]:
    """The parameters of a statement in their order, each as the form has it, or guessed from its name and its value."""
    names = list(dict.fromkeys(word.text for word in tokens(statement) if word.kind == "parameter"))
    places = {form[f"parameter-{place}"]: place for place in range(PARAMETERS + 1) if f"parameter-{place}" in form}
    made = []
    for name in names:
        place = places.get(name)
        if place is None:
            made.append(_guessed(name, values.get(name)))
            continue
        type_, label, default = (one_line(form.get(f"{part}-{place}", "")) for part in ("type", "label", "default"))
        made.append(Asked(name, type_, label, default, bool(form.get(f"needed-{place}"))))
    return tuple(made)


def _guessed(name: str, value: Any) -> Asked:
    label, text = humanised(name), "" if value is None or isinstance(value, list | dict) else str(value)
    if isinstance(value, bool):
        return Asked(name, "truth", label, "yes" if value else "no")
    if name == "as_of":
        return Asked(name, "date", "As of", text or TODAY)
    if isinstance(value, int | float):
        return Asked(name, "integer" if isinstance(value, int) else "number", label, text)
    if name in TYPED and (not text or _takes(name, text)):
        return Asked(name, name, label, text)
    return Asked(name, "text", label, text)


def _takes(type_: str, text: str) -> bool:
    """Whether a type takes a value as it stands: ``country`` takes country:GT and hands on GT, which is not what was asked with."""
    try:
        return bool(TYPES[type_].convert(text) == text)
    except (ValueError, TypeError):
        return False


def _slug(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.casefold())[:60].strip("-")


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else text + "."
