"""Which of two processes runs a test: one keeps to the demonstration, the other to the graphs that tests make.

A Neo4j plans a question once, and that takes most of a second: two engines for two processes each would plan everything twice.
"""

from __future__ import annotations

from typing import Any

import pytest
from xdist.scheduler import LoadGroupScheduling

DEMONSTRATION, SCRATCH, NEITHER = "on the demonstration", "on a scratch engine", "without an engine"


def group(item: pytest.Item) -> str:
    """The group of a test: the tests of a file that need the same engine stay together, for what its fixtures loaded."""
    names = set(getattr(item, "fixturenames", ()))
    kind = DEMONSTRATION if "demo_stores" in names else SCRATCH if "engine_factory" in names else NEITHER
    return f"{item.path.stem} {kind}"


class ByEngine(LoadGroupScheduling):
    """The next group for a process is one that needs the engine it has, then one that needs none, then what is left."""

    def _assign_work_unit(self, node: Any) -> None:
        own = (DEMONSTRATION, SCRATCH)[self.nodes.index(node) % 2]
        left = list(self.workqueue)
        fitting = (name for kind in (own, NEITHER) for name in left if name.endswith(kind))
        self.workqueue.move_to_end(next(fitting, left[-1]), last=False)
        super()._assign_work_unit(node)
