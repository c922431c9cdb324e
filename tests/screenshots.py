"""`make screenshots`: every page of the demonstration, as pictures, in the sizes people use.

Written to `screenshots/<size>/<endpoint>.png`; names given as arguments choose endpoints.
"""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, sync_playwright
from werkzeug.serving import make_server

from feedback.accounts import operations
from feedback.accounts.acts import may
from feedback.config import ROOT
from feedback.db import writing
from feedback.kiosk import operations as kiosk
from feedback.kiosk.queries import demo_device
from tests import places
from tests.browser.conftest import CHROMIUM, FLAGS
from tests.world import make_world

SIZES = {
    "desktop": (1440, 900), "tablet": (1024, 768), "upright": (768, 1024), "phone": (390, 844),
}  # fmt: skip
# The person who meets a page first; the first of these who may is its visitor.
VISITORS = (
    "study_lead", "coder", "manager", "moderator", "interviewer", "agent", "administrator", "dpo",
)  # fmt: skip
LEFT_OUT = {
    "kiosk.style",
    "kiosk.script",
    "kiosk.worker",
    "kiosk.manifest",
    "kiosk.kept",
    "drafting.state",
    "coding.suggestions",
}
LANGUAGES = {"kiosk.link": ("fr", "ar"), "kiosk.tablet": ("fr", "ar"), "kiosk.thanks": ("ar",)}


def visitor_of(declared: Any) -> str | None:
    """The role that opens a page; None for a stranger."""
    if isinstance(declared, str):
        return None
    return next(r for r in VISITORS if any(may({r}, act) for act in declared))


def cookies(app: Any, role: str | None) -> list[dict[str, str]]:
    """Cookies of a person, or of a paired tablet for a stranger."""
    with app.app_context(), writing():
        if role is None:
            return [{"name": "tablette", "value": kiosk.pair(demo_device())}]
        token = operations.sign_in(places.person(role))
    value = app.session_interface.get_signing_serializer(app).dumps({"sign_in": token})
    return [{"name": app.config["SESSION_COOKIE_NAME"], "value": value}]


def pages(app: Any, wanted: set[str]) -> list[tuple[str, str, str | None]]:
    """Name, address and visitor of every page."""
    found = []
    with app.test_request_context():
        for rule in places.rules(app, "GET"):
            if rule.endpoint in LEFT_OUT or (wanted and rule.endpoint not in wanted):
                continue
            role, path = visitor_of(places.who(app, rule)), places.address(rule)
            found.append((rule.endpoint, path, role))
            for tag in LANGUAGES.get(rule.endpoint, ()):
                found.append((f"{rule.endpoint}-{tag}", f"{path}?lang={tag}", role))
    return found


def main() -> None:
    """Take the pictures."""
    app, wanted = make_world(), set(sys.argv[1:])
    served = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=served.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{served.port}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for size, (width, height) in SIZES.items():
            folder = ROOT / "screenshots" / size
            folder.mkdir(parents=True, exist_ok=True)
            contexts: dict[str | None, BrowserContext] = {}
            for name, path, role in pages(app, wanted):
                if role not in contexts:
                    contexts[role] = browser.new_context(
                        viewport={"width": width, "height": height}, locale="fr-FR"
                    )
                    jar = [{**c, "url": base} for c in cookies(app, role)]
                    contexts[role].add_cookies(jar)  # type: ignore[arg-type]
                take(contexts[role], base + path, folder / f"{name}.png")
        browser.close()
    served.shutdown()


def take(context: BrowserContext, address: str, target: Path) -> None:
    """One picture, of the whole height; files to download are passed over."""
    page = context.new_page()
    try:
        answer = page.goto(address)
        if answer and "html" in answer.headers.get("content-type", ""):
            page.screenshot(path=target, full_page=True)
    except Exception as fault:  # a download: nothing to show
        if "Download" not in str(fault):
            raise
    finally:
        page.close()


if __name__ == "__main__":
    main()
