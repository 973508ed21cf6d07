"""What every answer carries: a strict content security policy with a nonce for styles, and its companions."""

from __future__ import annotations

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

from flask import Flask, Response, g, request
from flask_wtf.csrf import CSRFProtect

csrf = CSRFProtect()

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_YEAR = 31_536_000


def style_nonce() -> str:
    """The nonce of this request, for a ``<style>`` that a vendored module adds."""
    if "style_nonce" not in g:
        g.style_nonce = secrets.token_urlsafe(16)
    nonce: str = g.style_nonce
    return nonce


def add_headers(response: Response) -> Response:
    """Security headers on everything; versioned vendored files may be kept for a year, the rest is asked for again."""
    response.headers.setdefault("Content-Security-Policy", _POLICY.format(nonce=style_nonce()))
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    if request.path.startswith("/static/vendor/") and response.status_code == 200:
        response.headers["Cache-Control"] = f"public, max-age={_YEAR}, immutable"
    else:
        response.headers.setdefault("Cache-Control", "private, no-cache")
    return response


def secret_key(given: str, home: Path) -> str:
    """The key that signs sessions and forms: the one given, else a random one kept in ``home`` for its owner alone."""
    if given:
        return given
    path = home / "secret_key"
    if not path.exists():
        home.mkdir(parents=True, exist_ok=True)
        descriptor, scratch = tempfile.mkstemp(dir=home, prefix="secret_key.")
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
        with suppress(FileExistsError):  # another process was quicker: its key is the one
            os.link(scratch, path)
        Path(scratch).unlink()
    return path.read_text(encoding="ascii")


def protect(app: Flask) -> None:
    """CSRF on every form, headers on every answer, cookies that no script and no other site sees."""
    app.config.update(SESSION_COOKIE_HTTPONLY=True, SESSION_COOKIE_SAMESITE="Lax", WTF_CSRF_TIME_LIMIT=None)
    csrf.init_app(app)
    app.after_request(add_headers)
