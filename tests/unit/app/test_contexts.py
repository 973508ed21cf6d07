"""Every template gets what it uses: each page's context holds every name in its template, and nothing inlines script or style."""

from __future__ import annotations

import dataclasses
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import meta, nodes

from app import PAGES
from app.http.page import PageContext

APP = Path(__file__).parents[3] / "app"
AROUND = {"site", "request", "session", "g", "config", "page", "get_flashed_messages"}
TEMPLATES = sorted(APP.rglob("templates/**/*.html"))


def contexts(base: type[PageContext] = PageContext) -> Iterator[type[PageContext]]:
    for package in PAGES:
        importlib.import_module(package)
    for kind in base.__subclasses__():
        if kind.__module__.startswith("app."):
            if kind.template:
                yield kind
            yield from contexts(kind)


CONTEXTS = list(dict.fromkeys(contexts()))


def used(app: Flask, template: str) -> tuple[set[str], set[str]]:
    """Names that a template and those that it extends or includes ask for, and names that they import or set themselves."""
    assert app.jinja_env.loader is not None
    tree = app.jinja_env.parse(app.jinja_env.loader.get_source(app.jinja_env, template)[0])
    asked = set(meta.find_undeclared_variables(tree)) - set(app.jinja_env.globals)
    own = {name[1] if isinstance(name, tuple) else name for found in tree.find_all(nodes.FromImport) for name in found.names}
    own |= {macro.name for macro in tree.find_all(nodes.Macro)}
    own |= {name.name for name in tree.find_all(nodes.Name) if name.ctx == "store"}
    for node in tree.find_all((nodes.Extends, nodes.Include)):
        assert isinstance(node.template, nodes.Const)
        further_asked, further_own = used(app, node.template.value)
        asked, own = asked | further_asked, own | further_own
    return asked, own


@pytest.mark.parametrize("kind", CONTEXTS, ids=lambda kind: kind.__name__)
def test_a_context_holds_what_its_template_uses(app: Flask, kind: type[PageContext]) -> None:
    given = {field.name for field in dataclasses.fields(kind)} | AROUND
    asked, own = used(app, kind.template)
    assert asked - own - given == set()


@pytest.mark.parametrize("kind", CONTEXTS, ids=lambda kind: kind.__name__)
def test_attributes_of_the_page_are_there(app: Flask, kind: type[PageContext]) -> None:
    assert app.jinja_env.loader is not None
    source = app.jinja_env.loader.get_source(app.jinja_env, kind.template)[0]
    names = set(re.findall(r"(?<![/\w])page\.(\w+)", source))
    assert {name for name in names if not hasattr(kind, name)} - {field.name for field in dataclasses.fields(kind)} == set()


@pytest.mark.parametrize("kind", CONTEXTS, ids=lambda kind: kind.__name__)
def test_a_context_says_what_it_is(kind: type[PageContext]) -> None:
    assert dataclasses.is_dataclass(kind)
    assert (kind.__doc__ or "").strip().endswith(".")


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.relative_to(APP).as_posix())
def test_templates_hold_no_script_no_style_and_trust_nothing(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    assert "|safe" not in text.replace(" ", "")
    if template.name != "picture.html":  # a file of its own, which is never a page of the application
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\son\w+=\"|\sstyle=\"|https?://[^\"' ]+\.(?:js|css)", text)
