"""What the writer takes: single changes to nodes and links, in plain tuples."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

Op = Literal["added", "changed", "removed"]


class NodeChange(NamedTuple):
    """A node as it is to be; of a removed one ``props`` is what it was."""

    op: Op
    label: str
    id: str
    props: dict[str, Any]


class LinkChange(NamedTuple):
    """A link as it is to be; ``changed``: other properties, the same ends."""

    op: Op
    type: str
    key: str
    start_label: str
    start_id: str
    end_label: str
    end_id: str
    props: dict[str, Any]
