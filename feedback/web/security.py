"""Headers that every answer carries.

Staff pages may load htmx from the CDN's exact host; respondents' pages load nothing from
elsewhere (OWASP ASVS 5, V3).
"""

from __future__ import annotations

from functools import cache

from flask import Flask, Response, abort, current_app, request
from flask.sessions import SecureCookieSessionInterface

CDN = "https://cdn.jsdelivr.net"
BASE = {
    "default-src": "'none'",
    "img-src": "'self' data:",
    "style-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "media-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "frame-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
RESPONDENT_BLUEPRINTS = {"kiosk", "notice", "deposit", "withdrawal"}


EVERYWHERE = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("X-Frame-Options", "DENY"),
    (
        "Permissions-Policy",
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), screen-wake-lock=(self)",
    ),
]


@cache
def policy(staff: bool, cdn: bool) -> str:
    """The content security policy of a page."""
    scripts = "'self'" + (f" {CDN}" if staff and cdn else "")
    rules = {**BASE, "script-src": scripts}
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def framed(response: Response) -> Response:
    """Let a page of this house, and no other, show an answer within itself."""
    rules = {**BASE, "script-src": "'self'", "frame-ancestors": "'self'"}
    response.headers["Content-Security-Policy"] = "; ".join(f"{n} {v}" for n, v in rules.items())
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response


def add_headers(response: Response) -> Response:
    """Set the headers of one answer."""
    staff = request.blueprint not in RESPONDENT_BLUEPRINTS
    cdn = not current_app.config["HTMX_LOCAL"]
    headers = response.headers
    headers.setdefault("Content-Security-Policy", policy(staff, cdn))
    for name, value in EVERYWHERE:
        headers.setdefault(name, value)
    if request.is_secure:
        headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
    return response


class Sessions(SecureCookieSessionInterface):
    """Flask's own signed cookie, its signer made once instead of at every request."""

    def __init__(self) -> None:
        self.get_signing_serializer = cache(super().get_signing_serializer)  # type: ignore[method-assign]


def refuse_nul() -> None:
    """No address of ours holds a NUL: PostgreSQL cannot even compare with one."""
    if "\0" in request.path:
        abort(404)


def protect(app: Flask) -> None:
    """Install the headers and the cookie's properties."""
    secure = str(app.config["PUBLIC_URL"]).startswith("https://")
    app.config.update(
        SESSION_COOKIE_NAME="__Host-vivevoix" if secure else "vivevoix",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        MAX_CONTENT_LENGTH=app.config["UPLOAD_MIB"] * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        WTF_CSRF_TIME_LIMIT=None,  # the token lives as long as the sign-in, which expires
        WTF_CSRF_SSL_STRICT=False,  # the Referrer-Policy already decides what is sent
    )
    app.session_interface = Sessions()
    app.before_request(refuse_nul)
    app.after_request(add_headers)
