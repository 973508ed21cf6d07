"""Headers, forms and keys."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app.http.security import secret_key


@pytest.mark.parametrize("path", ["/tested/listing", "/tested/listing.csv", "/nowhere.json", "/static/css/app.css", "/tested/fails/any"])
def test_every_answer_carries_the_headers(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert re.fullmatch(r"'self' 'nonce-[\w-]{20,}'", policy["style-src"])
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"


def test_nonces_are_never_used_twice(client: FlaskClient) -> None:
    assert len({client.get("/tested/listing").headers["Content-Security-Policy"] for _ in range(5)}) == 5


def test_a_form_without_a_token_changes_nothing(client: FlaskClient) -> None:
    answer = client.post("/tested/form", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json["error"]["message"]) == (400, "This form is too old to be sent.")


def test_only_versioned_files_are_kept_by_browsers(client: FlaskClient) -> None:
    assert "immutable" in client.get("/static/vendor/manifest.json").headers["Cache-Control"]
    assert client.get("/static/css/app.css").headers["Cache-Control"] == "no-cache"
    assert client.get("/tested/listing").headers["Cache-Control"] == "private, no-cache"


def test_pages_have_no_inline_script_style_or_handler(client: FlaskClient) -> None:
    page = client.get("/tested/listing").text
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\son\w+=|\sstyle=|javascript:", page)


def test_the_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    home = tmp_path / "home"
    key = secret_key("", home)
    assert len(key) >= 48
    assert secret_key("", home) == key
    assert stat.S_IMODE((home / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in home.iterdir()] == ["secret_key"]
    assert secret_key("given", tmp_path / "other") == "given"
    assert not (tmp_path / "other").exists()
