"""Every endpoint, called by a stranger, a tablet and each role: the table of who may holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from feedback.accounts.acts import ACTS, ROLES, may
from feedback.config import ROOT
from feedback.db import db
from tests import places
from tests.kept import Kept, kept_world
from tests.page_client import PageClient

pytestmark = pytest.mark.once
OWN = {  # one's own, or nobody's
    "coding.put_back": "coder",
    **{
        f"coding.{act}": "study_lead"
        for act in ("batch", "undo_batch", "change_filter", "remove_filter", "memo_put_back")
    },
    **{f"intake.{act}": "study_lead" for act in ("settle", "keep", "drop")},
    "kept_views.forget": "study_lead",
    **{f"taking.{act}": "study_lead" for act in ("show", "take", "drop")},
    **{
        f"exports.{act}": "study_lead"
        for act in (
            "download",
            "again",
            "cancel",
            "delete",
            "keep_current",
            "stop_standing",
            "open_link",
            "close_link",
        )
    },
}
CONCEALED = 404  # what exists not for you does not exist


@pytest.fixture(scope="module")
def kept() -> Iterator[Kept]:
    """The small demonstration; each call starts from it."""
    for one in kept_world():
        _known.clear()  # a process may make this world twice, each time with other addresses
        with one.app.app_context():
            addresses(one.app)  # makes the one-time links
        one.keep()
        yield one


_known: dict[str, str] = {}


def addresses(app: Flask) -> dict[str, str]:
    """A real address for every endpoint."""
    if not _known:
        with app.test_request_context():
            for method in ("GET", "POST"):
                for rule in places.rules(app, method):
                    _known[rule.endpoint] = places.address(rule)
    return _known


def call(client: PageClient, method: str, path: str) -> int:
    """The status of a bare call."""
    answer = client._ask(getattr(client.browser, method.lower()), path)
    answer.close()
    return int(answer.status_code)


def expected(declared: Any, roles: set[str]) -> bool:
    """May these roles call a view that declares this?"""
    return isinstance(declared, str) or any(may(roles, act) for act in declared)


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("role", ["stranger", *ROLES])
def test_each_role_reaches_what_the_table_says_and_nothing_else(
    kept: Kept, role: str, method: str
) -> None:
    wrong, world = [], kept.app
    with world.app_context():
        kept.put_back()
        client = enter(kept, role)
        roles = set() if role == "stranger" else places.person(role).roles()
        db.session.rollback()
        for rule in places.rules(world, method):
            declared, path = places.who(world, rule), addresses(world)[rule.endpoint]
            status = call(client, method, path)
            if status >= 500:
                wrong.append((rule.endpoint, status))
            if isinstance(declared, str):
                continue
            if role == "stranger":
                ok = status == 303
            elif expected(declared, roles) and OWN.get(rule.endpoint, role) == role:
                ok = status != CONCEALED
            else:
                ok = status == CONCEALED
            if not ok:
                wrong.append((rule.endpoint, status))
            if method == "POST" and kept.put_back():
                client = enter(kept, role)
    assert wrong == []


def enter(kept: Kept, role: str) -> PageClient:
    """A browser of somebody."""
    client = PageClient(kept.app)
    if role != "stranger":
        client.sign_in(places.person(role))
    kept.note()
    return client


def test_the_guide_shows_the_same_table() -> None:
    text = (ROOT / "docs" / "guide" / "roles.md").read_text("utf-8")
    rows = re.findall(r"^\|.*\| `(\w+)` \|(.*)\|$", text, re.MULTILINE)
    told = {
        act: {role for role, cell in zip(ROLES, cells.split("|"), strict=True) if cell.strip()}
        for act, cells in rows
    }
    assert told == {act: set(roles) for act, roles in ACTS.items()}


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_no_nonsense_in_an_address_or_a_form_breaks_a_page(kept: Kept, method: str) -> None:
    nonsense = ["%00", "%F0%9F%98%80", "'\"<script>", "-1", "9" * 40, "..%2f..%2fetc", "é" * 300]
    with kept.app.app_context():
        kept.put_back()
        client = PageClient(kept.app).sign_in(places.person("study_lead"))
        for rule in places.rules(kept.app, method):
            for bad in nonsense:
                path = re.sub(r"<[^>]*>", lambda _m, bad=bad: bad, rule.rule)  # type: ignore[misc]
                data = {"title": bad, "page": bad, "apres": bad, "jour": bad}
                ask = getattr(client.browser, method.lower())
                keywords = {"query_string": data} if method == "GET" else {"data": data}
                answer = client._ask(ask, path, **keywords)
                answer.close()
                assert answer.status_code < 500, (rule.rule, bad)
