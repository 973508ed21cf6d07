"""Which of two processes runs a file of tests: one begins with the browser's, on the demonstration, the other with those of the graph.

A Neo4j plans a question once, and that takes most of a second: two engines for two processes each would plan everything twice.
"""

from __future__ import annotations

from typing import Any

from xdist.scheduler import LoadFileScheduling

_OWN = ("tests/browser/", "tests/graph/")


class ByEngine(LoadFileScheduling):
    """The next file for a process is one of its own folder, then one that needs no engine, then what is left."""

    def _assign_work_unit(self, node: Any) -> None:
        own = _OWN[self.nodes.index(node) % 2]
        files = list(self.workqueue)
        fitting = [name for name in files if name.startswith(own)] + [name for name in files if not name.startswith(_OWN)]
        self.workqueue.move_to_end(fitting[0] if fitting else files[-1], last=False)
        super()._assign_work_unit(node)
