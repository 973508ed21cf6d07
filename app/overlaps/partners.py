"""The partners of some programs at once: a picture, and the same as a table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from flask import request, url_for

from app.http.problems import PageError
from app.profiles.network import Network, Node, joint_network
from app.services import services

MOST = 12


@dataclass(frozen=True)
class Partners:
    """``rows``: what stands around the programs, what several share first; ``network``, ``map``: addresses; ``note``: what is left out."""

    rows: tuple[Node, ...]
    shared: int
    note: str
    network: str
    map: str
    as_of: dt.date


def partners(ids: Sequence[str]) -> Partners:
    """The partners of some programs, of at most ``MOST``."""
    shown = list(ids)[:MOST]
    found = joint_network(shown, services().today())
    rows = tuple(node for node in found.nodes if node.id not in shown)
    return Partners(rows, sum(1 for node in rows if len(node.phrases) > 1), found.note, url_for("overlaps.network", ids=shown),
                    url_for("explore.index", ids=shown), found.as_of)


def asked_network() -> Network:
    """The picture's data for the programs of the address."""
    ids = request.args.getlist("ids")
    if not 1 <= len(ids) <= MOST:
        raise PageError(400, f"ids: found {len(ids)} programs; expected 1 to {MOST}.")
    return joint_network(list(dict.fromkeys(ids)), services().today())
