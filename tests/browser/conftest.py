"""A real server on the small demonstration, and Chromium."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from werkzeug.serving import make_server

from feedback.accounts import operations
from feedback.accounts.queries import by_email
from feedback.db import writing
from tests.programs import CHROMIUM
from tests.world import make_world

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync",
    "--disable-component-update", "--no-first-run", "--disable-quic",
]  # fmt: skip
AXE = (Path(__file__).parent.parent / "vendor" / "axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="session")
def world() -> Flask:
    """The small demonstration; tests of this folder share it."""
    return make_world()


@pytest.fixture(scope="session")
def server(world: Flask) -> Iterator[str]:
    """Its address."""
    yield from served(world)


def served(world: Flask) -> Iterator[str]:
    """The address of a world, as long as it is served."""
    running = make_server("127.0.0.1", 0, world, threaded=True)
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{running.port}"
    running.shutdown()
    thread.join()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all."""
    if CHROMIUM is None:
        pytest.skip("NOT RUN: Chromium is not here")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


class Visitor:
    """A browser context at the server, perhaps signed in."""

    def __init__(self, context: BrowserContext, server: str, world: Flask) -> None:
        self.context, self.server, self.world = context, server, world
        self.page = context.new_page()
        self.faults: list[str] = []
        self.page.on("pageerror", lambda fault: self.faults.append(str(fault)))
        self.page.on("console", self._listen)

    def _listen(self, message: Any) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.faults.append(message.text)

    def sign_in(self, local: str) -> Visitor:
        """Enter as one of the demonstration's people, or as whoever has an address."""
        with self.world.app_context():
            account = by_email(local if "@" in local else f"{local}@demo.example.org")
            with writing():
                token = operations.sign_in(account)
        signer = self.world.session_interface.get_signing_serializer(self.world)
        name = self.world.config["SESSION_COOKIE_NAME"]
        value = signer.dumps({"sign_in": token})
        self.context.add_cookies([{"name": name, "value": value, "url": self.server}])
        return self

    def open(self, path: str, until: str = "load") -> Page:
        """Open a page of the server."""
        self.page.goto(self.server + path, wait_until=until)  # type: ignore[arg-type]
        return self.page

    def violations(self) -> list[str]:
        """What axe finds on the page, in words."""
        return self.page.evaluate(
            """async ([source, rules]) => {
              if (!window.axe) (0, eval)(source);
              const found = await axe.run(document, {runOnly: rules});
              return found.violations.map((v) =>
                `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(" | ")}`);
            }""",
            [AXE, RULES],
        )


@pytest.fixture
def visit(chromium: Browser, server: str, world: Flask) -> Iterator[Callable[..., Visitor]]:
    """Make visitors; a page that throws in the browser fails the test."""
    made: list[Visitor] = []

    def make(width: int = 1440, height: int = 900, **options: Any) -> Visitor:
        context = chromium.new_context(
            viewport={"width": width, "height": height}, locale="fr-FR", **options
        )
        made.append(Visitor(context, server, world))
        return made[-1]

    yield make
    faults = [fault for visitor in made for fault in visitor.faults]
    for visitor in made:
        visitor.context.close()
    assert faults == []
