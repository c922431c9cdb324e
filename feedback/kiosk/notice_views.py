"""What is said to respondents of their data, and of what is accessible."""

from __future__ import annotations

from typing import Any

from flask import current_app, render_template, request

from feedback.accounts.access import open_to
from feedback.errors import NotAllowed
from feedback.instruments.languages import direction, house, html_lang
from feedback.kiosk import notice_words, queries
from feedback.kiosk.blueprint import bp, plain
from feedback.kiosk.survey_page import chosen
from feedback.studies.models import Study


def _study_of(public_id: str) -> Study:
    found = queries.study_open_to_all(public_id)
    if found is None:
        raise NotAllowed
    return found


@bp.get("/donnees/<public_id>")
@open_to("anyone")
def data_notice(public_id: str) -> Any:
    """Who collects, why, what, for how long, and one's rights (RGPD, art. 13)."""
    return _notice(public_id, "data")


@bp.get("/accessibilite/<public_id>")
@open_to("anyone")
def accessibility(public_id: str) -> Any:
    """The accessibility statement: not compliant until an audit exists."""
    return _notice(public_id, "accessibility")


def _notice(public_id: str, which: str) -> Any:
    study = _study_of(public_id)
    tags = tuple(study.languages)
    tag = chosen(request.args.get("lang"), tags, list(request.accept_languages.values()))
    spoken = house(tag)
    told = {**study.notice, "draft_hours": current_app.config["DRAFT_HOURS"]}
    title, sections = notice_words.sections(which, tag, told)
    body = render_template(
        "kiosk/notice.html", lang=html_lang(spoken), dir=direction(spoken), title=title,
        sections=sections, names=notice_words.NAMES, tags=tags, tag=tag,
    )  # fmt: skip
    return plain(body)
