"""htmx comes from the CDN with integrity, or from here when the CDN does not answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from feedback.config import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.once]


@pytest.fixture
def with_cdn(world: Any) -> Any:
    """The setting of a house that lets staff pages ask the CDN."""
    world.config["HTMX_LOCAL"] = False
    yield
    world.config["HTMX_LOCAL"] = True


def loaded(visitor: Any, local: str) -> str:
    """Where htmx came from, once it is there."""
    page = visitor.sign_in("responsable").open("/reglages", "domcontentloaded")
    page.wait_for_selector("html[data-htmx]", state="attached")
    return str(page.evaluate("document.documentElement.dataset.htmx"))


def test_an_unreachable_cdn_falls_back_at_once(with_cdn: Any, visit: Callable[..., Any]) -> None:
    visitor = visit()
    visitor.context.route("https://cdn.jsdelivr.net/**", lambda route: route.abort())
    assert loaded(visitor, "local") == "local"


def test_a_silent_cdn_falls_back_after_two_seconds_once(
    with_cdn: Any, visit: Callable[..., Any]
) -> None:
    visitor = visit()
    visitor.context.route("https://cdn.jsdelivr.net/**", lambda route: None)
    assert loaded(visitor, "local") == "local"
    assert visitor.page.evaluate(
        "[...document.scripts].filter((s) => s.src.includes('vendor/htmx')).length"
    ) == 1  # fmt: skip


def test_while_the_cdn_keeps_silent_the_page_is_loaded_all_the_same(
    with_cdn: Any, visit: Callable[..., Any]
) -> None:
    visitor = visit()
    visitor.context.route("https://cdn.jsdelivr.net/**", lambda route: None)
    visitor.sign_in("responsable").open("/reglages", "load")
    assert visitor.page.evaluate("document.documentElement.dataset.htmx") is None


def test_a_tampered_script_is_refused_and_ours_is_used(
    with_cdn: Any, visit: Callable[..., Any]
) -> None:
    visitor = visit()
    visitor.context.route(
        "https://cdn.jsdelivr.net/**",
        lambda route: route.fulfill(
            body="window.stolen = 1", content_type="text/javascript",
            headers={"Access-Control-Allow-Origin": "*"},
        ),
    )  # fmt: skip
    assert loaded(visitor, "local") == "local"
    assert not visitor.page.evaluate("window.stolen")
    visitor.faults.clear()  # the browser tells the broken integrity, as it must


def test_the_cdn_copy_is_used_when_it_is_the_right_one(
    with_cdn: Any, visit: Callable[..., Any], world: Any
) -> None:
    visitor = visit()
    asked: list[str] = []
    visitor.page.on("request", lambda request: asked.append(request.url))
    body = str(ROOT / "static") + "/vendor/htmx-4.0.1.min.js"
    visitor.context.route(
        "https://cdn.jsdelivr.net/**",
        lambda route: route.fulfill(
            path=body, content_type="text/javascript",
            headers={"Access-Control-Allow-Origin": "*"},
        ),
    )  # fmt: skip
    assert loaded(visitor, "cdn") == "cdn"
    assert sum("jsdelivr" in address for address in asked) == 1
