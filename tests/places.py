"""Where every page of the small demonstration is: one real address for each endpoint."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

from flask import Flask, url_for
from sqlalchemy import select
from werkzeug.routing import Rule

from feedback.accounts import operations as accounts
from feedback.accounts.models import Account, Grant
from feedback.accounts.queries import by_email
from feedback.db import db, writing
from feedback.instruments.models import Instrument
from feedback.kiosk.models import Device, SurveyLink
from feedback.responses.models import Conflict
from feedback.studies.models import Site, Study

PEOPLE = {
    "agent": "agent", "interviewer": "enqueteur", "coder": "codeuse",
    "study_lead": "responsable", "moderator": "moderateur", "manager": "lieu",
    "administrator": "administrateur", "dpo": "dpo",
}  # fmt: skip


def first(model: Any, *where: Any) -> Any:
    """The first row of a table."""
    found = db.session.scalars(select(model).where(*where).order_by(model.id).limit(1)).first()
    assert found is not None, f"the demonstration has no {model.__name__}"
    return found


def link(kind: str) -> str:
    """A one-time link's token."""
    with writing():
        invited = by_email("codeur@demo.example.org")
        return accounts.make_link(
            None, kind, invited if kind != "first_run" else None, dt.timedelta(days=1)
        )


def study() -> str:
    """The study's public id."""
    return str(first(Study).public_id)


def survey() -> Instrument:
    """The reception survey."""
    found: Instrument = first(Instrument, Instrument.code == "accueil")
    return found


# What an argument of a route stands for, by endpoint (or by room) and name.
ARGUMENTS: dict[str, Callable[[], Any]] = {
    "static.filename": lambda: "css/base.css",
    "accounts.token": lambda: link("reset"),
    "accounts.first_run.token": lambda: link("first_run"),
    "accounts.first_run_post.token": lambda: link("first_run"),
    "accounts.public_id": lambda: by_email("codeur@demo.example.org").public_id,
    "accounts.demo_door.role": lambda: "codeur",
    "studies.public_id": study,
    "studies.grant_id": lambda: first(Grant, Grant.role == "coder").id,
    "studies.site.public_id": lambda: first(Site).public_id,
    "studies.site_post.public_id": lambda: first(Site).public_id,
    "kiosk.stamp": lambda: "x",
    "kiosk.token": lambda: first(SurveyLink).token,
    "kiosk.how": lambda: "merci",
    "kiosk.public_id": study,
    "devices.public_id": study,
    "devices.link_id": lambda: first(SurveyLink).public_id,
    "devices.code.public_id": lambda: first(Device).public_id,
    "devices.revoke.public_id": lambda: first(Device).public_id,
    "instruments.public_id": lambda: survey().public_id,
    "instruments.version_id": lambda: survey().versions[0].public_id,
    "instruments.tag": lambda: "ar",
    "instruments.index.public_id": study,
    "instruments.new.public_id": study,
    "instruments.create.public_id": study,
    "instruments.create_from_file.public_id": study,
    "responses.public_id": lambda: first(Conflict).public_id,
    "responses.aside_of.public_id": study,
}


def argument(endpoint: str, name: str) -> Any:
    """The value of a route's argument."""
    room = endpoint.split(".")[0]
    for key in (f"{endpoint}.{name}", f"{room}.{name}"):
        if key in ARGUMENTS:
            return ARGUMENTS[key]()
    raise AssertionError(f"say in tests/places.py what {endpoint}({name}) is")


def address(rule: Rule) -> str:
    """A real address of a route; needs a request context."""
    return url_for(rule.endpoint, **{n: argument(rule.endpoint, n) for n in rule.arguments})


def rules(app: Flask, method: str) -> Iterator[Rule]:
    """Routes that answer a method, static files aside."""
    for rule in app.url_map.iter_rules():
        if method in (rule.methods or ()) and rule.endpoint != "static":
            yield rule


def who(app: Flask, rule: Rule) -> Any:
    """What the view declares: acts, "anyone" or "tablet"."""
    return app.view_functions[rule.endpoint].who  # type: ignore[attr-defined]


def person(role: str) -> Account:
    """The demonstration's person of a role."""
    found = by_email(f"{PEOPLE[role]}@demo.example.org")
    assert found is not None
    return found
