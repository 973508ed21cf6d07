"""How much work something was, whatever else the machine does: seconds of a processor, not of the clock on the wall."""

from __future__ import annotations

import psutil


def spent() -> float:
    """CPU seconds that this process, with the web server in it, and the Neo4j servers that it started have used so far."""
    own = psutil.Process()
    servers = [child for child in own.children(recursive=True) if child.name().startswith("java")]
    return sum(times.user + times.system for times in (process.cpu_times() for process in (own, *servers)))
