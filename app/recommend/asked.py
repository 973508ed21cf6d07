"""What the address asks: a country, a focus area, the kinds of partner to see, and a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from flask import request

from app.gaps.asked import Form, form, short
from app.gaps.reading import reader
from app.http.paging import asked_day
from app.http.problems import PageError
from app.http.text import LONGEST_ID
from app.services import services
from graph.model import KINDS

NOT_STATED = "none"


@dataclass(frozen=True)
class Asked:
    """Country code and focus area (without ``focus:``), empty until chosen; ``kinds``: none for all, ``none`` for those not stated."""

    country: str
    focus: str
    kinds: tuple[str, ...]
    as_of: dt.date
    form: Form

    @property
    def whole(self) -> bool:
        """Whether there is enough to answer."""
        return bool(self.country and self.focus)

    @property
    def where(self) -> str:
        """The country's name."""
        return self.form.country_name(self.country)

    @property
    def what(self) -> str:
        """The focus area's name."""
        return self.form.line_name(self.focus)

    def shows(self, kind: str) -> bool:
        """Whether partners of a kind are to be seen."""
        return not self.kinds or (kind or NOT_STATED) in self.kinds


def asked() -> Asked:
    """What this request asks for; 400 for a country, focus area, kind or day that there is not."""
    offered = form(reader())
    country, focus = (request.args.get(name, "").strip() for name in ("country", "focus"))
    if country and country not in {choice.value for choice in offered.countries}:
        raise PageError(400, f"country={country[:LONGEST_ID]}: expected a country code such as GT.")
    if focus and short(focus) not in offered.focus_areas:
        raise PageError(400, f"focus={focus[:LONGEST_ID]}: expected a line of effort or a topic, such as III.")
    return Asked(country, short(focus), _kinds(), asked_day(services().today()), offered)


def _kinds() -> tuple[str, ...]:
    given = tuple(dict.fromkeys(kind for kind in request.args.getlist("kind") if kind))
    for kind in given:
        if kind not in KINDS and kind != NOT_STATED:
            raise PageError(400, f"kind={kind[:LONGEST_ID]}: expected some of {', '.join(KINDS)}, {NOT_STATED}.")
    return given
