"""Steps from one view to the next; every one is an address, so that the browser's Back is the undo."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from app.explore.view import Expansion, Pin, View


def _less(texts: Iterable[str], gone: Iterable[str]) -> tuple[str, ...]:
    out = set(gone)
    return tuple(text for text in texts if text not in out)


def _more(texts: Iterable[str], added: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*texts, *added]))


def add(view: View, id_: str) -> View:
    """With one more thing and its neighbours; from the whole network, that thing alone."""
    return replace(expand(view, [id_]), ids=_more(view.ids, [id_]), hide=_less(view.hide, [id_]), every=False, open="")


def expand(view: View, ids: Iterable[str], type_: str = "") -> View:
    """With the neighbours of some things, by links of one type or of all."""
    ids = list(ids)
    rest = [e for e in view.expand if not (e.id in ids and (not type_ or e.type == type_))]
    return replace(view, expand=(*rest, *(Expansion(id_, type_) for id_ in ids)))


def collapse(view: View, ids: Iterable[str]) -> View:
    """Without the neighbours of some things; the things stay."""
    out = set(ids)
    gone = [e.id for e in view.expand if e.id in out]
    return replace(view, expand=tuple(e for e in view.expand if e.id not in out), ids=_more(view.ids, gone))


def hide(view: View, ids: Iterable[str]) -> View:
    """Without some things."""
    ids = list(ids)
    return replace(view, hide=_more(view.hide, ids), open="" if view.open in ids else view.open)


def unhide(view: View, ids: Iterable[str]) -> View:
    """With hidden things again."""
    return replace(view, hide=_less(view.hide, ids))


def keep_only(view: View, ids: Iterable[str]) -> View:
    """Only some things and the links among them."""
    ids = tuple(dict.fromkeys(ids))
    pins = tuple(pin for pin in view.pins if pin.id in ids)
    return replace(view, ids=ids, listed="", expand=(), hide=(), pins=pins, group="", opened=(), bundles=(), every=False, open="")


def pin(view: View, id_: str) -> View:
    """With a thing that stays whatever the filters, or, where it does, without."""
    pinned = any(known.id == id_ for known in view.pins)
    rest = tuple(known for known in view.pins if known.id != id_)
    return replace(view, pins=rest if pinned else (*rest, Pin(id_)))


def toggle(view: View, name: str) -> View:
    """A kind or link type left out, or back in."""
    out = name in view.without
    return replace(view, without=_less(view.without, [name]) if out else tuple(sorted({*view.without, name})))


def bundle(view: View, ids: Iterable[str]) -> View:
    """Some things as one group with their number; a thing is in one group at a time."""
    ids = list(dict.fromkeys(ids))
    rest = tuple(pair for pair in view.bundles if pair[1] not in ids)
    number = max((known for known, _ in rest), default=0) + 1
    return replace(view, bundles=(*rest, *((number, id_) for id_ in ids)), open="")


def unbundle(view: View, number: int) -> View:
    """Without a group that was made by hand; its things stay."""
    return replace(view, bundles=tuple(pair for pair in view.bundles if pair[0] != number), open="")


# What can be done with a selection: name in the form, to what it is called and what it does.
ACTIONS: dict[str, tuple[str, Callable[[View, Iterable[str]], View]]] = {
    "expand": ("Expand", expand),
    "collapse": ("Collapse", collapse),
    "hide": ("Hide", hide),
    "only": ("Keep only these", keep_only),
    "group": ("Group", bundle),
}
