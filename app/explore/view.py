"""What a map shows, as its address says it: pure, so that an address and a view are two ways to write one thing."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar
from urllib.parse import urlencode

from app.http.kinds import KIND_LOOKS
from app.http.paging import earlier, read_day
from app.http.problems import PageError
from app.lists.asked import from_text
from graph.model import LINKS

MOST, STEPS = 100, (100, 500, 2000)
MOST_IDS, LONGEST_ID = 5_000, 500
GROUPS = ("kind", "country", "parent")
# Measures of the network that is drawn (analysis/measures) by name in an address: what the map calls it, how a value is written.
MEASURES = {
    "between": ("Lies between others", "{:.1%}"),
    "cut_off": ("Cut off without it", "{:,}"),
    "links": ("Linked with, on this map", "{:,}"),
    "weight": ("Links, on this map", "{:,.0f}"),
    "effective_size": ("Contacts of its own", "{:.1f}"),
    "constraint": ("Tied in", "{:.2f}"),
    "core": ("Core", "{:,}"),
}
SIZES = tuple(MEASURES)
COLOURS = ("group", *SIZES)
KINDS = tuple(key for key in KIND_LOOKS if key not in ("sector", "indicator", "figure", "source"))
T = TypeVar("T")
_TYPED = re.compile(r"([A-Z_]+)@(.+)", re.DOTALL)
_PLACED = re.compile(r"(-?\d(?:\.\d{1,4})?),(-?\d(?:\.\d{1,4})?)@(.+)", re.DOTALL)
_BUNDLED = re.compile(r"(\d{1,2})@(.+)", re.DOTALL)


@dataclass(frozen=True)
class Expansion:
    """A thing whose neighbours are shown; ``type``: only those by links of this type, or ``""`` for all."""

    id: str
    type: str = ""


@dataclass(frozen=True)
class Pin:
    """A thing that stays whatever the filters, and where (-9 to 9, as the picture counts), or wherever the layout puts it."""

    id: str
    place: tuple[float, float] | None = None


@dataclass(frozen=True)
class View:
    """What is shown. Without ``ids``, ``listed`` and ``expand`` it is the whole network under the filters.

    ``ids``: things to start from; ``listed``: a list whose things are shown as well (``organizations?kind=ngo``);
    ``without``: kinds and link types left out; ``kinds``: only these; ``country``, ``focus`` (id without ``focus:``), ``year``,
    ``current`` (only links in force on the day), ``since`` (or at any time from here to the day): filters; ``group``: collapsed by
    what; ``opened``: keys of groups that are not collapsed; ``bundles``: number of a group made by hand and a thing in it; ``most``:
    neighbours at most for each expansion; ``every``: draw the whole network thing by thing; ``size``, ``colour``: measures that the
    marks show; ``open``: the thing whose details are shown; ``as_of``: the day, ``""`` for today.
    """

    ids: tuple[str, ...] = ()
    listed: str = ""
    expand: tuple[Expansion, ...] = ()
    hide: tuple[str, ...] = ()
    pins: tuple[Pin, ...] = ()
    without: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    country: str = ""
    focus: str = ""
    year: int | None = None
    current: bool = False
    since: str = ""
    group: str = ""
    opened: tuple[str, ...] = ()
    bundles: tuple[tuple[int, str], ...] = ()
    most: int = MOST
    every: bool = False
    size: str = ""
    colour: str = ""
    open: str = ""
    as_of: str = ""

    @property
    def whole(self) -> bool:
        """Whether it starts from everything rather than from chosen things."""
        return not (self.ids or self.listed or self.expand)

    @property
    def kept(self) -> tuple[str, ...]:
        """Things that are shown whatever the filters: chosen, expanded or pinned ones."""
        return tuple(dict.fromkeys([*self.ids, *(e.id for e in self.expand), *(pin.id for pin in self.pins)]))

    def window(self, today: dt.date) -> tuple[dt.date, dt.date]:
        """First and last day of the time that "in force" is about: the year, else from ``since`` to the day, else the day."""
        if self.year is not None:
            return dt.date(self.year, 1, 1), dt.date(self.year, 12, 31)
        day = dt.date.fromisoformat(self.as_of) if self.as_of else today
        return (earlier("since", dt.date.fromisoformat(self.since), day) if self.since else day), day

    @property
    def only_in_force(self) -> bool:
        """Whether only links in force are drawn: on the day, or in the year or time that is given."""
        return self.current or self.year is not None or bool(self.since)

    def pairs(self) -> list[tuple[str, str]]:
        """The view as names and values of an address, in an order that does not depend on how it came about."""
        return [(name, value) for name, write in _WRITERS.items() for value in write(self)]

    def address(self, path: str = "/explore") -> str:
        """The view as an address."""
        pairs = self.pairs()
        return path + ("?" + urlencode(pairs) if pairs else "")

    def data(self) -> View:
        """The view without what changes only what is beside the picture."""
        return replace(self, open="")


_WRITERS: dict[str, Callable[[View], Iterable[str]]] = {
    "ids": lambda v: v.ids,
    "list": lambda v: _if(v.listed),
    "expand": lambda v: (f"{e.type}@{e.id}" if e.type else e.id for e in v.expand),
    "hide": lambda v: v.hide,
    "pin": lambda v: (_pin_text(pin) for pin in v.pins),
    "without": lambda v: v.without,
    "kind": lambda v: v.kinds,
    "country": lambda v: _if(v.country),
    "focus": lambda v: _if(v.focus),
    "year": lambda v: _if(str(v.year or "")),
    "current": lambda v: _if("yes" if v.current else ""),
    "since": lambda v: _if(v.since),
    "group": lambda v: _if(v.group),
    "opened": lambda v: v.opened,
    "bundle": lambda v: (f"{number}@{id_}" for number, id_ in v.bundles),
    "most": lambda v: _if(str(v.most) if v.most != MOST else ""),
    "draw": lambda v: _if("all" if v.every else ""),
    "size": lambda v: _if(v.size),
    "colour": lambda v: _if(v.colour),
    "open": lambda v: _if(v.open),
    "as_of": lambda v: _if(v.as_of),
}
NAMES = frozenset({*_WRITERS, "seed"})


def _if(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


def _pin_text(pin: Pin) -> str:
    return f"{pin.place[0]:g},{pin.place[1]:g}@{pin.id}" if pin.place else pin.id


def parse(values: Mapping[str, list[str]]) -> View:
    """The view of an address's values by name; ``PageError`` 400 says which one is wrong and what is expected.

    ``seed`` is short for a thing in ``ids`` that is expanded as well. Names that are none of a view's are left alone.
    """
    given = {name: [v for v in values.get(name, ()) if v.strip()] for name in NAMES}
    seeds = _ids("seed", given["seed"])
    expand = [*(Expansion(id_) for id_ in seeds), *_each("expand", given["expand"], _expansion)]
    return View(
        ids=tuple(dict.fromkeys([*seeds, *_ids("ids", given["ids"])])),
        listed=from_text(_one(given["list"])).text() if given["list"] else "",
        expand=tuple(dict.fromkeys(expand)),
        hide=_ids("hide", given["hide"]),
        pins=tuple({pin.id: pin for pin in _each("pin", given["pin"], _pin)}.values()),
        without=_among("without", given["without"], (*KINDS, *LINKS)),
        kinds=_among("kind", given["kind"], KINDS),
        country=_country(given["country"]),
        focus=_one(given["focus"]).removeprefix("focus:")[:100],
        year=_year(_one(given["year"])),
        current=_one(given["current"]) == "yes",
        since=_day("since", _one(given["since"])),
        group=_choice("group", _one(given["group"]), GROUPS),
        opened=_ids("opened", given["opened"]),
        bundles=tuple(dict.fromkeys(_each("bundle", given["bundle"], _bundle))),
        most=int(_choice("most", _one(given["most"]), tuple(str(step) for step in STEPS)) or MOST),
        every=_one(given["draw"]) == "all",
        size=_choice("size", _one(given["size"]), SIZES),
        colour=_choice("colour", _one(given["colour"]), COLOURS),
        open=_one(given["open"])[:LONGEST_ID],
        as_of=_day("as_of", _one(given["as_of"])),
    )


def _one(texts: list[str]) -> str:
    return texts[-1].strip() if texts else ""


def _ids(name: str, texts: Iterable[str]) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(_each(name, texts, lambda text: text)))
    if len(found) > MOST_IDS:
        raise PageError(400, f"{name}: found {len(found):,} things; expected at most {MOST_IDS:,}.", "Filter the list first.")
    return found


def _each(name: str, texts: Iterable[str], read: Callable[[str], T]) -> Iterator[T]:
    for text in texts:
        if len(text) > LONGEST_ID or ":" not in text:
            raise PageError(400, f"{name}={text[:60]}: expected the id of a thing, such as country:GT.")
        yield read(text)


def _expansion(text: str) -> Expansion:
    typed = _TYPED.fullmatch(text)
    if typed and typed[1] in LINKS:
        return Expansion(typed[2], typed[1])
    return Expansion(text)


def _pin(text: str) -> Pin:
    placed = _PLACED.fullmatch(text)
    return Pin(placed[3], (float(placed[1]), float(placed[2]))) if placed else Pin(text)


def _bundle(text: str) -> tuple[int, str]:
    bundled = _BUNDLED.fullmatch(text)
    if bundled is None:
        raise PageError(400, f"bundle={text[:60]}: expected a number, @ and the id of a thing, such as 1@country:GT.")
    return int(bundled[1]), bundled[2]


def _among(name: str, texts: list[str], allowed: tuple[str, ...]) -> tuple[str, ...]:
    for text in texts:
        _choice(name, text, allowed)
    return tuple(sorted(set(texts)))


def _choice(name: str, text: str, allowed: tuple[str, ...]) -> str:
    if text and text not in allowed:
        raise PageError(400, f"{name}={text[:60]}: expected one of {', '.join(allowed)}.")
    return text


def _country(texts: list[str]) -> str:
    code = _one(texts).removeprefix("country:").upper()
    if code and not re.fullmatch("[A-Z]{2}", code):
        raise PageError(400, f"country={code[:20]}: expected a country code of two letters, such as GT.")
    return code


def _year(text: str) -> int | None:
    if text and not (re.fullmatch(r"\d{4}", text, re.ASCII) and 1900 <= int(text) <= 2200):
        raise PageError(400, f"year={text[:20]}: expected a year of four digits from 1900 to 2200, such as 2023.")
    return int(text) if text else None


def _day(name: str, text: str) -> str:
    return read_day(name, text).isoformat() if text else ""
