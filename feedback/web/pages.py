"""A page, or the fragment of it that htmx asked for, from the same partials."""

from __future__ import annotations

from typing import Any

from flask import Response, make_response, render_template, request
from werkzeug.utils import redirect as werkzeug_redirect


def wants_fragment() -> bool:
    """True when htmx will swap a part of the page, not the whole body."""
    return request.headers.get("HX-Request-Type") == "partial"


def page(template: str, fragment: str | None = None, status: int = 200, **context: Any) -> Response:
    """Answer with `template`, or with `fragment` when htmx asked for a part.

    Staff pages may be personal: they are never stored by a cache.
    """
    chosen = fragment if fragment and wants_fragment() else template
    response = make_response(render_template(chosen, **context), status)
    response.vary.add("HX-Request-Type")
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def go(address: str) -> Response:
    """After a write: to the page that shows it (303, so that a reload repeats nothing)."""
    if wants_fragment():
        return Response("", 204, {"HX-Redirect": address})
    return werkzeug_redirect(address, 303)  # type: ignore[return-value]
