"""The job that answers a long list of names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.services import Services
from app.work.who.lists import Lists
from app.work.who.matching import answers
from app.work.who.names import register
from graph.writer import Cancelled
from loaders.path.apply import Stores


def answer_list(stores: Stores, made: Services, request: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """Find whom the names of a list mean: ``list``; asked to stop between its steps."""

    def told(done: int) -> None:
        stores.watch.says("comparing names", done)
        if stores.watch.cancelled():
            raise Cancelled

    lists = Lists(made.settings.home)
    asked = lists.asked(request["list"])
    stores.watch.says("reading the organizations", 0)
    known = register()
    stores.watch.expects(len(asked))
    found = answers(asked, known, told)
    lists.answer(request["list"], found)
    matched = sum(bool(answer.matches) for answer in found)
    return f"{matched:,} of {len(found):,} names may be organizations of this network.", {"list": request["list"]}
