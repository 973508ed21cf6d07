"""Which thing a person means in a field that takes one: its id, or what the search suggests for a name."""

from __future__ import annotations

from dataclasses import dataclass

from app.http.choices import Choice
from app.http.problems import not_found
from app.search.find import suggestions
from app.services import services

OFFERED = 12


@dataclass(frozen=True)
class End:
    """One thing: what was typed, what it means, or those that it may mean."""

    text: str
    id: str = ""
    name: str = ""
    kind: str | None = None
    meant: tuple[Choice, ...] = ()


def end(text: str, prefixes: tuple[str, ...] = ("org:",)) -> End:
    """What a text means among things whose ids begin so (``org:``, ``country:``); 404 for an id that no source names."""
    made = services()
    if text.startswith(prefixes):
        rows = made.catalogue["explore/things"].run(made.graph, {"ids": [text]}).dicts()
        if not rows:
            raise not_found(f"No loaded source names {text}.")
        return End(rows[0]["name"] or text, text, rows[0]["name"] or text, rows[0]["kind"])
    if len(text) < 2:
        return End(text)
    found = [hit for hit in suggestions(text, OFFERED) if hit.id.startswith(prefixes)]
    exact = [hit for hit in found if hit.name.casefold() == text.casefold()]
    if len(exact) == 1 or len(found) == 1:
        hit = (exact or found)[0]
        return End(text, hit.id, hit.name, hit.kind)
    return End(text, meant=tuple(Choice(hit.id, hit.name) for hit in found))
