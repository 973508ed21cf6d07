"""Whether the person who asks sits at this machine: original files, which may hold personal data, are for nobody else."""

from __future__ import annotations

import ipaddress

from flask import request

from app.services import services


def originals_served() -> bool:
    """Original files and rows are served on loopback only, never through a proxy, and not where they are switched off."""
    if services().settings["PARTNERGRAPH_ORIGINALS"] != "on":
        return False
    if any(name in request.headers for name in ("X-Forwarded-For", "Forwarded", "X-Real-IP")):
        return False
    try:
        return ipaddress.ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False
