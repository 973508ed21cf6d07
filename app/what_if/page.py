"""The page that says what changes without some partners, programs and agreements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from flask import url_for

from analysis.changes.cells import CellChange
from analysis.gaps.matrix import Item
from analysis.gaps.words import reason
from analysis.measures import Whole
from analysis.what_if import Loss
from app.gaps.reading import asked_in_words
from app.gaps.sides import STATE_CLASS, row_heading
from app.http.choices import Choices, choices
from app.http.formats import Table
from app.http.page import Crumb, PageContext, plain
from app.http.sources import source_notes, titles
from app.what_if.asked import Asked, address, asked
from app.what_if.reading import Program, Result, Row, result

COLUMNS = ("part", "id", "name", "what", "detail", "countries", "amount", "currency", "year", "sources", "records")
SHOWN = 50
HELP = ("What the loaded sources say would be left if these partners left, these programs ended and these agreements were not renewed. "
        "It takes them away and changes nothing else: nobody steps in, and no money moves.")
MEASURES = (("members", "Organizations"), ("links", "Links among them"), ("components", "Parts that nothing joins"),
            ("largest", "Members of the largest part"), ("density", "Density, 0 to 1"),
            ("centralization", "How far it hangs on one, 0 to 1"), ("core", "Innermost core"))  # fmt: skip
NETWORKS = {
    "whole": "Measured on the whole network: organizations, linked where they take part in one program in force or a source links them "
             "directly.",
    "filtered": "Measured on the organizations of the programs chosen below, and the direct links among them.",
    "around": "Measured on the surroundings: who meets what is taken away, and everybody whom these meet. Links among those furthest out "
              "are not read, so that parts that come apart here may still be joined further away.",
}


@dataclass(frozen=True)
class CellRow:
    """A cell that is worse off. ``before``, ``after``: addresses of the cell with everything, and without what is gone."""

    focus: str
    focus_id: str
    country: str
    code: str
    was: str
    now: str
    was_class: str
    now_class: str
    reason: str
    before: str
    after: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Compared:
    """One measure before and after; ``None`` where it is not defined."""

    key: str
    label: str
    before: float | None
    after: float | None


@dataclass(frozen=True, kw_only=True)
class WhatIfPage(PageContext):
    """``result``: ``None`` until something is taken away. ``cells``: those that get worse. ``money``: sums by kind and currency."""

    template: ClassVar[str] = "what_if/index.html"
    asked: Asked
    result: Result | None
    cells: tuple[CellRow, ...]
    fates: tuple[tuple[Loss, tuple[Program, ...]], ...]
    money: tuple[tuple[str, str, int], ...]
    compared: tuple[Compared, ...]
    apart: tuple[tuple[tuple[str, str, str | None], ...], ...]
    also_end: str
    offered: Choices
    source_titles: dict[str, str]
    networks: tuple[tuple[str, str], ...] = tuple(NETWORKS.items())
    shown: int = SHOWN

    def data(self) -> Any:
        """What is taken away, and every row of the answer."""
        rows = [dict(zip(COLUMNS, row, strict=True)) for row in self._rows()]
        return {"as_of": self.asked.as_of, "gone": [{"id": t.id, "name": t.name, "type": t.type} for t in self.asked.things],
                "measures": plain(self.compared), "network": self.result.measures.network if self.result else "", "rows": rows}

    def table(self) -> Table:
        """One line a cell, program, organization, sum or measure."""
        return Table("what-if", COLUMNS, self._rows())

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        if self.result is None:
            return
        for c in self.cells:
            yield ("cell", c.focus_id, c.focus, f"{c.was} to {c.now}", c.reason, [c.code], None, None, None, list(c.sources), [])
        for p in self.result.programs:
            yield ("program", p.row["id"], p.row["name"], "; ".join(p.losses), "; ".join(o["name"] for o in p.stay), p.row["countries"],
                   None, None, None, p.row["sources"], [])  # fmt: skip
        for o in self.result.cut_off:
            through = "; ".join(t["name"] for t in o["through"])
            place = [o["country"]] if o["country"] else []
            yield ("cut off", o["id"], o["name"], o["kind"], through, place, None, None, None, o["sources"], o["records"])
        for number, part in enumerate(self.apart, 1):
            yield from (("comes apart", id_, name, kind, f"part {number}", [], None, None, None, [], []) for id_, name, kind in part)
        for m in self.result.money:
            givers = "; ".join(g["name"] for g in m["givers"])
            record = f"{m['source']}/{m['record']}"
            yield ("sum", m["program_id"], m["program"], m["kind"], givers, [], m["amount"], m["currency"], m["year"], [m["source"]],
                   [record])  # fmt: skip
        for party in self.result.parties:
            links = f"{party['links']} links with other parties"
            yield ("party of an agreement", party["id"], party["name"], party["agreement"], links, [], None, None, None,
                   party["sources"], party["records"])  # fmt: skip
        for measure in self.compared:
            shift = f"{measure.before} to {measure.after}"
            yield ("measure", measure.key, measure.label, "before and after", shift, [], None, None, None, [], [])


def what_if_page() -> WhatIfPage:
    """The page that the request asks for."""
    offered = choices()
    wanted = asked({c.value for c in offered.countries}, {f.value for f in offered.focus_areas})
    found = result(wanted) if wanted.things else None
    cells = tuple(_cells(found, wanted)) if found else ()
    at_risk = [p.row["id"] for p in found.of(Loss.AT_RISK)] if found else []
    names = [thing.name for thing in wanted.things]
    return WhatIfPage(
        title=f"What if {_listed(names)} {_verb(wanted)}?" if names else "What if a partner leaves?", help=HELP, wide=True,
        crumbs=(Crumb("Overview", url_for("overview.index")), Crumb("What if")), as_of=wanted.as_of,
        sources=source_notes(_sources(found, cells) | {s for t in wanted.things for s in t.sources}), asked=wanted, result=found,
        cells=cells,
        fates=tuple((loss, found.of(loss)) for loss in Loss if found.of(loss)) if found else (),
        money=_money(found) if found else (),
        compared=tuple(_compared(found)) if found else (), apart=tuple(_apart(found)) if found else (),
        also_end=address([t.id for t in wanted.things] + at_risk) if at_risk and len(at_risk) + len(names) <= 50 else "",
        offered=offered, source_titles=titles(),
    )  # fmt: skip


def _money(found: Result) -> tuple[tuple[str, str, int], ...]:
    """How many sums there are of each kind and currency."""
    return tuple((*pair, n) for pair, n in Counter((m["kind"] or "", m["currency"] or "") for m in found.money).most_common())


def _listed(names: list[str]) -> str:
    names = [name if len(name) <= 80 else name[:79] + "…" for name in names]
    return names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"


def _verb(wanted: Asked) -> str:
    """What becomes of the things that are taken away, in words that fit all of them."""
    types = {thing.type for thing in wanted.things}
    one = len(wanted.things) == 1
    if types == {"organization"}:
        return "leaves" if one else "leave"
    if types == {"program"}:
        return "ends" if one else "end"
    return ("is" if one else "are") + (" not renewed" if types == {"agreement"} else " gone")


def _cells(found: Result, wanted: Asked) -> Iterator[CellRow]:
    answer = found.cells.after
    if answer is None:
        return
    words = asked_in_words(answer)
    for change in found.cells.worse:
        yield CellRow(
            row_heading(answer, change.row).name, change.row.id, change.column.name, change.column.id, change.before.state.value,
            change.after.state.value, STATE_CLASS[change.before.state], STATE_CLASS[change.after.state], reason(change.after, words),
            _cell_address(change, wanted, ()), _cell_address(change, wanted, wanted.gone.without),
            tuple(dict.fromkeys(scope.source for scope in change.after.scopes)),
        )  # fmt: skip


def _cell_address(change: CellChange, wanted: Asked, without: tuple[str, ...]) -> str:
    row: Item = change.row
    return url_for("gaps.cell", focus=row.id.removeprefix("focus:"), country=change.column.id, as_of=wanted.as_of.isoformat(),
                   without=list(without) or None)  # fmt: skip


def _compared(found: Result) -> Iterator[Compared]:
    shift = found.measures.shift
    if shift is not None:
        yield from (Compared(key, label, _value(shift.before, key), _value(shift.after, key)) for key, label in MEASURES)


def _value(whole: Whole, key: str) -> float | None:
    value: float | None = getattr(whole, key)
    return None if value is None else round(value, 4)


def _apart(found: Result) -> Iterator[tuple[tuple[str, str, str | None], ...]]:
    things = found.measures.things
    for part in found.measures.shift.apart if found.measures.shift else ():
        yield tuple((id_, *things.get(id_, (id_, None))) for id_ in part)


def _sources(found: Result | None, cells: tuple[CellRow, ...]) -> set[str]:
    if found is None:
        return set()
    rows: list[Row] = [*(p.row for p in found.programs), *found.cut_off, *found.parties]
    keys = {key for row in rows for key in row["sources"] or ()} | {m["source"] for m in found.money}
    return keys | {key for cell in cells for key in cell.sources}
