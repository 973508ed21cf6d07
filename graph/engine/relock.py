"""Writes the lock of a Neo4j version: ``python -m graph.engine.relock 5.26.30`` (for maintainers; needs the network)."""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from jgo.maven import MavenContext

from graph.engine.jars import LOCKS

ENDPOINT = ("org.neo4j:neo4j", "org.neo4j.app:neo4j-server")


def relock(version: str) -> Path:
    """Resolve a version with jgo and write ``locks/neo4j-<version>.json``: file name to coordinate, sha256 and size."""
    with tempfile.TemporaryDirectory() as scratch:
        context = MavenContext(repo_cache=Path(scratch), timeout=30)
        inputs = [context.create_dependency(f"{name}:{version}:jar:compile") for name in ENDPOINT]
        resolved, transitive = context.resolver.resolve(inputs)
        rows = dict(_row(dep) for dep in [*resolved, *transitive] if dep.scope in ("compile", "runtime"))
    path = LOCKS / f"neo4j-{version}.json"
    path.write_text(format_lock(version, rows), encoding="utf-8")
    return path


def format_lock(version: str, rows: dict[str, list[Any]]) -> str:
    """The text of a lock file, one jar a line."""
    lines = ",\n".join(f"    {json.dumps(name)}: {json.dumps(row)}" for name, row in sorted(rows.items()))
    return f'{{\n  "neo4j": {json.dumps(version)},\n  "jars": {{\n{lines}\n  }}\n}}\n'


def _row(dependency: Any) -> tuple[str, list[Any]]:
    artifact = dependency.artifact
    path = artifact.resolve()
    parts = [artifact.groupId, artifact.artifactId, artifact.version, *filter(None, [artifact.classifier])]
    return artifact.filename, [":".join(parts), hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_size]


if __name__ == "__main__":
    sys.stdout.write(f"{relock(sys.argv[1])}\n")
