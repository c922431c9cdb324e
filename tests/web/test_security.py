"""Headers of every answer."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.factories import make_account, make_link, make_study, make_survey
from tests.page_client import PageClient


def headers(client: PageClient, path: str):  # type: ignore[no-untyped-def]
    """Headers of a page."""
    with client.browser.get(path) as answer:
        return answer.headers


def test_nothing_inline_and_no_frame_is_allowed(client: PageClient) -> None:
    policy = headers(client, "/connexion")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


def test_the_cdn_is_allowed_on_staff_pages_only(app: Flask, client: PageClient) -> None:
    study = make_study()
    link = make_link(study, make_survey(study))
    app.config["HTMX_LOCAL"] = False
    try:
        assert "cdn.jsdelivr.net" in headers(client, "/connexion")["Content-Security-Policy"]
        assert "cdn" not in headers(client, f"/r/{link.token}")["Content-Security-Policy"]
    finally:
        app.config["HTMX_LOCAL"] = True


def test_personal_pages_are_never_kept_by_a_cache(client: PageClient) -> None:
    client.sign_in(make_account("administrator"))
    for path in ("/", "/comptes", "/etudes", "/nulle-part"):
        assert headers(client, path)["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("path", "kept"),
    [("/static/css/base.css?v=1", True), ("/static/fonts/hyperlegible.woff2", True),
     ("/static/js/rules.js", False)],
)  # fmt: skip
def test_stamped_files_are_kept_for_ever(client: PageClient, path: str, kept: bool) -> None:
    assert ("immutable" in headers(client, path)["Cache-Control"]) is kept


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(client: PageClient) -> None:
    cookie = headers(client, "/connexion")["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_an_upload_too_large_is_refused_with_words(client: PageClient) -> None:
    client.sign_in(make_account("administrator"))
    body = b"x" * (17 * 1024 * 1024)
    answer = client.browser.post("/lieux/import", data=body, content_type="text/plain")
    assert answer.status_code == 413
    assert "trop lourd" in answer.get_data(as_text=True)


def test_a_file_is_compressed_and_not_sent_twice(client: PageClient) -> None:
    path, plain = "/static/js/screens.js", {"Accept-Encoding": "gzip"}
    with client.browser.get(path, headers=plain) as first:
        assert first.headers["Content-Encoding"] == "gzip"
        mark = first.headers["ETag"]
    with client.browser.get(path, headers={**plain, "If-None-Match": mark}) as again:
        assert (again.status_code, again.data) == (304, b"")
    with client.browser.get("/static/..%2f..%2fpyproject.toml") as outside:
        assert outside.status_code == 404
