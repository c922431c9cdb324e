"""A version tried on the very screens of the tablet, inside the page of who writes it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Blueprint, current_app, render_template, request

from feedback.accounts.access import account, may
from feedback.instruments import queries
from feedback.instruments.banks import BANK
from feedback.instruments.definition import Definition
from feedback.instruments.drafting.editing import find, split
from feedback.instruments.languages import FRENCH, direction, html_lang
from feedback.kiosk.blueprint import plain
from feedback.kiosk.survey_page import START_HERE, TRIAL, UUID_HERE, Survey, html
from feedback.studies.queries import study_by_id
from feedback.web.security import framed

bp = Blueprint("trial", __name__)


def _only(definition: Definition, path: str) -> Definition:
    """One question by itself, whoever it is asked of; a step list and a bank come whole."""
    question = find(definition, path)
    holder = find(definition, split(path)[0])
    if holder is not None and holder.kind != BANK:
        question = holder
    return replace(
        definition, written=(replace(question, show_if=None, modes=()),) if question else ()
    )


@bp.get("/questionnaires/<public_id>/versions/<version_id>/essai")
@may("see_instruments")
def show(public_id: str, version_id: str) -> Any:
    """The whole version as a tablet asks it, or one question; nothing is kept of what is answered."""
    found = queries.instrument(account(), "see_instruments", public_id)
    version = queries.version_of(found, version_id)
    definition, path = queries.ready_part(version), request.args.get("q", "")
    asked = _only(definition, path) if path else definition
    screens = [q.code for q in asked.questions if q.kind != BANK]
    tag = request.args.get("lang", FRENCH)
    tag = tag if tag in definition.languages else FRENCH
    if not screens:
        return framed(plain(render_template(
            "kiosk/unready.html", lang=html_lang(tag), dir=direction(tag), path=path
        )))  # fmt: skip
    study = study_by_id(account(), "see_instruments", found.study_id)
    survey = Survey(
        lambda: asked, version.public_id, study.public_id, tag, definition.languages, TRIAL, "#",
    )  # fmt: skip
    body = html(current_app.jinja_env, survey, first=screens[0] if path else "")
    return framed(plain(body.replace(UUID_HERE, "").replace(START_HERE, "")))
