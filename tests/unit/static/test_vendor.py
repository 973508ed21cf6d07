"""The vendored front-end files are those of the manifest, byte for byte, and nothing else."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path

STATIC = Path(__file__).parents[3] / "static"
VENDOR = STATIC / "vendor"
MANIFEST = json.loads((VENDOR / "manifest.json").read_text(encoding="utf-8"))


def test_every_vendored_file_has_the_hash_of_the_manifest() -> None:
    found = {
        path.relative_to(VENDOR).as_posix(): _sha384(path.read_bytes())
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }
    assert found == {name: entry["sha384"] for name, entry in MANIFEST["files"].items()}


def _sha384(content: bytes) -> str:
    return "sha384-" + base64.b64encode(hashlib.sha384(content).digest()).decode()


def test_the_packages_of_the_manifest_are_the_pinned_ones() -> None:
    package = json.loads((STATIC.parent / "scripts/vendor/package.json").read_text(encoding="utf-8"))
    pinned = package["devDependencies"]
    assert MANIFEST["packages"].items() <= pinned.items()
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in pinned.values())


def test_file_names_carry_their_versions() -> None:
    versions = MANIFEST["packages"]
    assert f"uswds-{versions['@uswds/uswds']}.css" in MANIFEST["files"]
    assert f"sigma-{versions['sigma']}-graphology-{versions['graphology']}.js" in MANIFEST["files"]
    assert f"codemirror-{versions['codemirror']}.js" in MANIFEST["files"]


def test_modules_are_asked_for_by_the_name_of_the_manifest() -> None:
    asked = {name for path in STATIC.glob("*/*.js") for name in re.findall(r"\.\./vendor/([\w.-]+\.js)", path.read_text(encoding="utf-8"))}
    assert asked == {name for name in MANIFEST["files"] if name.endswith(".js")}


def test_styles_ask_for_nothing_outside_the_folder() -> None:
    css = (VENDOR / f"uswds-{MANIFEST['packages']['@uswds/uswds']}.css").read_text(encoding="utf-8")
    urls = set(re.findall(r"url\(\"?([^\")]+)\"?\)", css)) - {""}
    assert urls <= set(MANIFEST["files"])
    assert MANIFEST["files"][f"uswds-{MANIFEST['packages']['@uswds/uswds']}.css"]["gzip"] < 17_000
