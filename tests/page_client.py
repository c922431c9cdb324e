"""A strict test client: every page it meets must be well made.

Each HTML answer is parsed and checked: language, one h1, title, unique ids, labels, every
`hx-target` and `aria-*` reference exists, every form has an action and (when it writes) a
token, nothing inline that the content policy would refuse, and the cookie holds only what it
should.
"""

from __future__ import annotations

import contextvars
import re
from typing import Any

import html5lib
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from feedback.accounts import operations
from feedback.db import db, writing

ALLOWED_IN_COOKIE = {"csrf_token", "sign_in", "_flashes", "drafts"}
HTML = "{http://www.w3.org/1999/xhtml}"


class PageClient:
    """A browser without JavaScript."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.browser: FlaskClient = app.test_client()

    def get(self, address: str, status: int = 200, **kwargs: Any) -> Page:
        """Open a page, expecting a status."""
        return self._checked(self._ask(self.browser.get, address, **kwargs), status)

    def post(self, address: str, data: Any = None, status: int = 303, **kwargs: Any) -> Page:
        """Send a form with its token, expecting a status (303 by default)."""
        data = dict(data or {})
        data.setdefault("csrf_token", self.token())
        return self._checked(self._ask(self.browser.post, address, data=data, **kwargs), status)

    def _ask(self, method: Any, *args: Any, **kwargs: Any) -> TestResponse:
        """Ask outside the test's own application context, as a real browser would."""
        db.session.rollback()  # the test reads afresh afterwards, and holds no lock meanwhile
        return contextvars.Context().run(method, *args, **kwargs)

    def follow(self, address: str, data: Any = None) -> Page:
        """Send a form and open the page it leads to."""
        answer = self.post(address, data)
        return self.get(answer.response.headers["Location"])

    def token(self) -> str:
        """A token of this browser's cookie, taken from the sign-in or settings page."""
        answer = self._ask(self.browser.get, "/connexion", follow_redirects=True)
        body = answer.get_data(as_text=True)
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', body)
        assert found, "no token on the page"
        return found[1]

    def sign_in(self, account: Any) -> PageClient:
        """Enter as somebody, without the price of a password."""
        with writing():
            token = operations.sign_in(account)
        with self.browser.session_transaction() as cookie:
            cookie.clear()
            cookie["sign_in"] = token
        return self

    def _checked(self, response: TestResponse, status: int) -> Page:
        page = Page(response)
        assert response.status_code == status, (
            response.status_code, response.request.path, page.text[-1500:],
        )  # fmt: skip
        if response.mimetype == "text/html" and response.data and not 300 <= status < 400:
            page.check()
        with self.browser.session_transaction() as cookie:
            assert set(cookie) <= ALLOWED_IN_COOKIE, set(cookie)
        return page


class Page:
    """One answer, parsed."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.html = response.get_data(as_text=True)
        self._tree: Any = None

    @property
    def tree(self) -> Any:
        """The parsed document."""
        if self._tree is None:
            parser = html5lib.HTMLParser()
            self._tree = parser.parse(self.html)
            # Whatever somebody typed is given back to them as it was
            self.faults = [one for one in parser.errors if one[1] != "invalid-codepoint"]
        return self._tree

    @property
    def text(self) -> str:
        """Words of the page, spaces folded."""
        body = self.tree.find(f"{HTML}body")
        return " ".join(" ".join(body.itertext()).split())

    def all(self, tag: str) -> list[Any]:
        """Elements by tag name."""
        return list(self.tree.iter(f"{HTML}{tag}"))

    def check(self) -> None:
        """Everything a page of ours must be."""
        whole = "<!doctype html>" in self.html[:200].lower()
        if whole:
            self._check_whole()
        self._check_ids()
        self._check_forms()
        self._check_policy()

    def _check_whole(self) -> None:
        assert self.tree.get("lang"), "no language"
        assert not self.faults, self.faults
        titles = [t for t in self.all("title") if (t.text or "").strip()]
        assert len(titles) == 1, "one title"
        assert len(self.all("h1")) == 1, f"{len(self.all('h1'))} h1"
        assert len(self.all("main")) == 1, "one main"

    def _check_ids(self) -> None:
        elements = list(self.tree.iter())
        ids = [e.get("id") for e in elements if isinstance(e.tag, str) and e.get("id")]
        twice = {i for i in ids if ids.count(i) > 1}
        assert not twice, f"ids used twice: {twice}"
        known = set(ids)
        for element in elements:
            for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
                for reference in (element.get(name) or "").split():
                    assert reference in known, f"{name}={reference} points nowhere"
            target = element.get("hx-target") or ""
            if target.startswith("#"):
                assert target[1:] in known, f"hx-target {target} points nowhere"

    def _check_forms(self) -> None:
        for form in self.all("form"):
            if form.get("method", "get").lower() == "dialog":
                continue
            assert form.get("action"), "a form without action"
            if form.get("method", "get").lower() == "post":
                names = {i.get("name") for i in form.iter(f"{HTML}input")}
                tokenless = form.get("data-device") is not None  # a credential proves it
                token = any(
                    str(name).endswith("csrf_token") for name in names
                )  # perhaps with a prefix
                assert token or tokenless, "a form without token"

    def _check_policy(self) -> None:
        for element in self.tree.iter():
            if not isinstance(element.tag, str):
                continue
            assert element.get("style") is None, "inline style"
            handlers = [name for name in element.attrib if name.startswith("on")]
            assert not handlers, f"inline handler {handlers}"
        for script in self.all("script"):
            data = script.get("type") in ("application/json", "application/ld+json")
            assert script.get("src") or data, "inline script"
        assert not self.all("style") or "<svg" in self.html, "inline style sheet"
