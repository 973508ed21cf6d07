"""Values of a row: what an expression comes to, in the type that the model declares."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from graph.model import LinkType, NodeType, Property
from loaders.codes import code_list
from loaders.dates import BadDate, Span
from loaders.entries import Entry
from loaders.fiscal import fiscal_year
from loaders.identifiers import is_placeholder
from loaders.places import place
from loaders.sheet.mapping import Expression
from loaders.tables import Cell, Record, text
from loaders.text import clean, fold
from loaders.written_dates import Order, written_date
from loaders.written_sums import BadSum, written_sum

TRUE = frozenset({"true", "yes", "y", "1", "x", "si", "oui", "sim", "نعم", "✓", "✔"})
FALSE = frozenset({"false", "no", "n", "0", "", "non", "nao", "لا"})


class Values:
    """Reads the expressions of one row; what is no value of its type is a fault of the entry."""

    def __init__(self, entry: Entry, record: Record, order: Callable[[Expression], Order], decimal: str) -> None:
        self.entry, self.record, self._order, self._decimal = entry, record, order, decimal

    def cell(self, expression: Expression) -> Cell:
        """The cell of one column, or the text that columns, a value or a template come to."""
        if len(expression.columns) == 1 and not expression.replace:
            return self.record.cell(expression.columns[0])
        return self.text(expression)

    def text(self, expression: Expression, fillers: bool = False) -> str:
        """The text of an expression; fillers such as "N/A" are nothing (unless they may be a code: NA is Namibia's)."""
        if expression.value:
            return expression.value
        if expression.template:
            found = re.sub(r"\{\{\s*(.*?)\s*\}\}", lambda match: self.record[match[1]], expression.template).strip()
        else:
            found = expression.join.join(part for column in expression.columns if (part := self.record[column]))
        if found and not fillers and is_placeholder(found) and not found.isdigit():
            found = ""
        return self._replaced(expression, found) if expression.replace or expression.otherwise is not None else found

    def _replaced(self, expression: Expression, found: str) -> str:
        replaced = {fold(name): value for name, value in expression.replace.items()}
        if fold(found) in replaced:
            return replaced[fold(found)]
        return found if expression.otherwise is None else expression.otherwise

    def parts(self, expression: Expression, split: Sequence[str]) -> list[str]:
        """The parts of a text with several values in it."""
        found = [self.text(expression)]
        for sign in (*split, *expression.split):
            cut = "\n" if sign in {"line", "\\n"} else sign
            found = [part for value in found for part in value.split(cut)]
        return [part for value in found if (part := value.strip()) and not (is_placeholder(part) and not part.isdigit())]

    def properties(self, type_: NodeType | LinkType, expressions: dict[str, Expression]) -> dict[str, Any]:
        """Properties in the types that the model declares."""
        found: dict[str, Any] = {}
        for name, expression in expressions.items():
            found |= dict(self._property(type_, type_.property(name), expression))
        return found

    def _property(self, type_: NodeType | LinkType, declared: Property, expression: Expression) -> Iterator[tuple[str, Any]]:
        name = declared.name
        if declared.type == "date":
            yield from self._date(type_, name, expression)
        elif declared.type == "texts":
            yield name, [clean(part) for part in self.parts(expression, ())]
        elif declared.type == "truth":
            yield name, self._truth(expression)
        elif declared.type in {"number", "integer"}:
            yield from self._number(declared, expression)
        elif declared.type == "year":
            yield name, self._year(expression)
        else:
            yield name, self._word(type_, declared, expression)

    def _date(self, type_: NodeType | LinkType, name: str, expression: Expression) -> Iterator[tuple[str, Any]]:
        span = self.date(expression)
        if span is None:
            return
        yield name, span.last if name in {"valid_to", "value_date"} else span.first
        if span.text and any(declared.name == f"{name}_text" for declared in type_.properties):
            yield f"{name}_text", span.text

    def date(self, expression: Expression) -> Span | None:
        """The time that an expression says, None where it says none."""
        cell = self.cell(expression)
        if not text(cell) or (isinstance(cell, str) and is_placeholder(cell) and not cell.isdigit()):
            return None
        try:
            return written_date(cell, self._order(expression))
        except BadDate as error:
            self.entry.fault(_columns(expression), text(cell), str(error))
            return None

    def _truth(self, expression: Expression) -> bool | None:
        word = fold(self.text(expression)) or self.text(expression)
        if word not in TRUE | FALSE:
            self.entry.fault(_columns(expression), word, "yes or no")
            return None
        return word in TRUE

    def _number(self, declared: Property, expression: Expression) -> Iterator[tuple[str, Any]]:
        cell = self.cell(expression)
        try:
            found = written_sum(cell, expression.decimal or self._decimal)
        except BadSum as error:
            self.entry.fault(_columns(expression), text(cell), str(error).replace("a sum of money", "a number"))
            return
        if found is not None:
            yield declared.name, int(found.amount) if declared.type == "integer" else float(found.amount)
            if declared.name == "amount" and found.currency:
                yield "currency", found.currency

    def _year(self, expression: Expression) -> int | None:
        written = self.text(expression)
        if not written:
            return None
        found = fiscal_year(written)
        span = None if found else self.date(expression)
        if found is None and span is None:
            return None
        return found.year if found else int(span.last[:4]) if span else None

    def _word(self, type_: NodeType | LinkType, declared: Property, expression: Expression) -> str | None:
        name = declared.name
        written = clean(self.text(expression, fillers=name == "country"))
        if not written:
            return None
        if name == "country" and not declared.values:
            found = place(written)
            if not found.code:
                self.entry.fault(_columns(expression), written, found.why_not)
            return found.code
        if name == "currency" and written.upper() not in code_list("Currency"):
            self.entry.fault(_columns(expression), written, "a currency of ISO 4217")
            return None
        if declared.values and written not in declared.values:
            close = next((value for value in declared.values if fold(value) == fold(written)), None)
            if close is None:
                self.entry.fault(_columns(expression), written, f"one of {', '.join(declared.values)}; the mapping can replace words")
            return close
        return written.upper() if name == "currency" else written


def _columns(expression: Expression) -> str:
    return " + ".join(expression.columns) or f"line {expression.at.line} of the mapping"
