"""Chromium on pages of the application: no request leaves, nothing is said to the console, axe finds nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from app.services import services
from app.work.overlaps.compare import compare

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
# Of what passes axe need not tell every node: that takes as long again.
BRIEF = {"resultTypes": ["violations"]}
WCAG = {**BRIEF, "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
COLOURS = ["color-contrast", "link-in-text-block", "scrollable-region-focusable"]
ROOM_AND_COLOURS = {**BRIEF, "runOnly": {"type": "rule", "values": COLOURS}}
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
# What software WebGL says about itself; no fault of a page.
_DRIVER = "GL Driver Message"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    """Debian's Chromium where it is, else the one that Playwright brings."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    return {**browser_type_launch_args, "args": FLAGS, **({"executable_path": found} if found else {})}


@dataclass
class Watched:
    """A page with all that went wrong on it."""

    page: Page
    server: str
    faults: list[str] = field(default_factory=list)
    under_way: set[Request] = field(default_factory=set)

    def open(self, path: str, *, status: int = 200) -> Page:
        """Go to a page of the application and wait until its pictures are drawn."""
        self.expected = status
        answer = self.page.goto(self.server + path)
        assert answer is not None
        assert answer.status == status, f"{path}: {answer.status}"
        self.settle()
        self.wait("[...document.querySelectorAll('[data-network]')].every((part) => part.dataset.ready)", "the picture")
        return self.page

    def settle(self, seconds: float = 30) -> None:
        """Wait until nothing is being fetched (the browser's own "network idle" takes half a second more, on every page)."""
        quiet = 0
        for _ in range(int(seconds * 50)):
            quiet = 0 if self.under_way else quiet + 1
            if quiet > 2:
                return
            self.page.wait_for_timeout(20)
        raise AssertionError(f"still being fetched: {sorted(request.url for request in self.under_way)}")

    def wait(self, expression: str, what: str, seconds: float = 15) -> None:
        """Wait until an expression is true (wait_for_function is stopped by the content security policy)."""
        for _ in range(int(seconds * 20)):
            if self.page.evaluate(expression):
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"{what} did not come; {self.faults}")

    def check(self) -> None:
        """axe finds nothing of WCAG 2.1 A and AA, the page is no wider than the window, nothing was faulted."""
        self._check(WCAG)

    def _check(self, rules: dict[str, Any]) -> None:
        found = Axe().run(self.page, options=rules).response["violations"]
        assert [(v["id"], [n["html"][:200] for n in v["nodes"][:3]]) for v in found] == []
        self._check_room()

    def check_room(self) -> None:
        """Wide and narrow the page is no wider than the window, and nothing was faulted."""
        for viewport in (WIDE, NARROW):
            self.page.set_viewport_size(viewport)  # type: ignore[arg-type]
            self._check_room()

    def _check_room(self) -> None:
        width = self.page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert width[0] <= width[1], f"the page is {width[0]} wide in a window of {width[1]}"
        assert self.faults == []

    def check_everywhere(self) -> None:
        """The same, then narrow and in the dark by the rules that room and colours can break: the document is the same."""
        self.check()
        self.page.set_viewport_size(NARROW)  # type: ignore[arg-type]
        self.page.emulate_media(color_scheme="dark")
        self._check(ROOM_AND_COLOURS)

    def listen(self) -> None:
        """Note console errors, exceptions and requests to anywhere else."""
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.faults.append(f"exception: {error}"))
        self.page.on("request", self._request)
        self.page.on("requestfinished", self._fetched)
        self.page.on("requestfailed", self._fetched)

    def _console(self, message: ConsoleMessage) -> None:
        expected = self.expected >= 400 and "Failed to load resource" in message.text
        if message.type in ("error", "warning") and _DRIVER not in message.text and not expected:
            self.faults.append(f"console: {message.text}")

    def _fetched(self, request: Request) -> None:
        self.under_way.discard(request)

    def _request(self, request: Request) -> None:
        self.under_way.add(request)
        if urlsplit(request.url).scheme not in ("data", "blob") and not request.url.startswith(self.server):
            self.faults.append(f"request: {request.url}")


@pytest.fixture(scope="module")
def compared(demo_app: Flask, demo_server: str) -> str:
    """Address of the demonstration, its programs compared by words alone."""
    with demo_app.app_context():
        compare(services(), lambda _step, _done: None, vectors=False)
    return demo_server


@pytest.fixture
def watch(browser: Browser) -> Iterator[Callable[..., Watched]]:
    """``watch(server, viewport, scheme)``: a new page that notes what goes wrong on it."""
    contexts: list[BrowserContext] = []

    def make(server: str, viewport: dict[str, int], scheme: str = "light", **options: object) -> Watched:
        context = browser.new_context(viewport=viewport, color_scheme=scheme, locale="en-US", **options)  # type: ignore[arg-type]
        contexts.append(context)
        watched = Watched(context.new_page(), server)
        watched.listen()
        return watched

    yield make
    for context in contexts:
        context.close()
