"""Whatever a form is sent, by whom it is seen, no page breaks: it answers, or refuses in words."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask

from feedback.accounts.acts import ROLES
from feedback.db import writing
from feedback.kiosk import operations as kiosk
from feedback.kiosk.queries import demo_device
from tests import places
from tests.kept import Kept, kept_world
from tests.page_client import HTML, Page, PageClient

pytestmark = pytest.mark.once
WORDS = (
    "a\0b", "é" * 70_000, "9" * 40, "2026-02-31", "\N{GRINNING FACE}\N{RIGHT-TO-LEFT OVERRIDE}", "²",
)  # fmt: skip
FILES = (
    b"", b"\0" * 4000, b"PK\x03\x04 not a workbook", b"\x89PNG\r\n\x1a\n", b"\xff\xfe;\xe9;\xe8\n",
    b"[" * 20_000, b'"' + b"a;" * 9000, b"{}",
)  # fmt: skip


class Form(NamedTuple):
    """Where a form goes and what it sends."""

    address: str
    fields: tuple[str, ...]
    files: tuple[str, ...]


@pytest.fixture(scope="module")
def kept() -> Iterator[Kept]:
    """The small demonstration; each form meets it whole."""
    for one in kept_world():
        one.keep()
        yield one


def enter(kept: Kept, role: str) -> PageClient:
    """A browser of somebody; a stranger's is a paired tablet."""
    client = PageClient(kept.app)
    if role != "stranger":
        client.sign_in(places.person(role))
    else:
        with writing():
            client.browser.set_cookie("tablette", kiosk.pair(demo_device()))
    kept.note()
    return client


def forms_of(page: Page, own: str) -> Iterator[Form]:
    """The forms of a page that write something."""
    for form in page.all("form"):
        names: dict[str, str] = {}
        for tag in ("input", "select", "textarea", "button"):
            for field in form.iter(f"{HTML}{tag}"):
                names[field.get("name") or ""] = field.get("type") or ""
        names.pop("csrf_token", None), names.pop("", None)
        if form.get("method") == "post":
            files = tuple(n for n, kind in names.items() if kind == "file")
            yield Form(form.get("action") or own, tuple(sorted(set(names) - set(files))), files)


def addresses(app: Flask) -> list[str]:
    """Every page."""
    with app.test_request_context():
        return sorted({places.address(rule) for rule in places.rules(app, "GET")})


def met(client: PageClient, pages: list[str]) -> Iterator[Form]:
    """Forms on the pages that a person may open."""
    for address in pages:
        answer = client._ask(client.browser.get, address)
        if answer.status_code == 200 and answer.mimetype == "text/html":
            yield from forms_of(Page(answer), address)
        answer.close()


def view_of(app: Flask, address: str, method: str = "POST") -> str:
    """The view behind an address: one form of each kind is enough."""
    path = urlsplit(address).path
    return str(app.url_map.bind("localhost").match(path, method)[0])


def sent(form: Form) -> Iterator[dict[str, Any]]:
    """What a form is sent: the same nonsense everywhere, then files of every wrong kind."""
    if form.fields:
        for word in WORDS:
            yield dict.fromkeys(form.fields, word)
    for name in form.files:
        for content in FILES:
            yield {name: (io.BytesIO(content), "a.xlsx" if content[:2] == b"PK" else "a.csv")}
    yield {}


def test_no_nonsense_in_any_form_breaks_a_page(kept: Kept) -> None:
    broken: list[Any] = []
    seen: set[Any] = set()
    with kept.app.app_context():
        pages = addresses(kept.app)
        for role in ("stranger", *ROLES):
            kept.put_back()
            client = enter(kept, role)
            for form in list(met(client, pages)):
                kind = (view_of(kept.app, form.address), form.fields, form.files)
                if kind in seen or "deconnexion" in form.address:
                    continue
                seen.add(kind)
                for data in sent(form):
                    answer = client._ask(client.browser.post, form.address, data=data)
                    answer.close()
                    if answer.status_code >= 500:
                        broken.append((role, form.address, sorted(data.items())[:3]))
                    if kept.put_back():
                        client = enter(kept, role)
    assert len(seen) > 60
    assert broken == []


def choices_of(page: Page, own: str) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """Where the forms of a page that only read lead, with what each field offers."""
    for form in page.all("form"):
        if form.get("method", "get").lower() == "get":
            fields: dict[str, list[str]] = {}
            for field in (*form.iter(f"{HTML}select"), *form.iter(f"{HTML}input")):
                offered = [one.get("value") or "" for one in field.iter(f"{HTML}option")]
                fields.setdefault(field.get("name") or "", []).extend(offered)
            fields.pop("", None)
            yield urljoin(own, form.get("action") or ""), fields


def looked_for(fields: dict[str, list[str]]) -> Iterator[dict[str, str]]:
    """Each thing offered, then the same nonsense everywhere."""
    for name, offered in fields.items():
        for value in dict.fromkeys((*offered[:3], *offered[-2:])):
            yield {name: value}
    for word in WORDS:
        yield dict.fromkeys(fields, word[:3000])


def test_whatever_an_address_asks_for_a_page_answers(kept: Kept) -> None:
    broken: list[Any] = []
    seen: set[Any] = set()
    with kept.app.app_context():
        pages = addresses(kept.app)
        kept.put_back()
        for role in ("stranger", *ROLES):
            client = enter(kept, role)
            for address in pages:
                answer = client._ask(client.browser.get, address)
                if answer.status_code != 200 or answer.mimetype != "text/html":
                    answer.close()
                    continue
                for action, fields in list(choices_of(Page(answer), address)):
                    kind = (
                        view_of(kept.app, action, "GET"),
                        tuple(sorted(fields)),
                        role == "manager",
                    )
                    if kind in seen:
                        continue
                    seen.add(kind)
                    for asked in looked_for(fields):
                        answer = client._ask(client.browser.get, action, query_string=asked)
                        answer.close()
                        if answer.status_code >= 500:
                            broken.append((role, action, asked))
    assert len(seen) > 20
    assert broken == []
