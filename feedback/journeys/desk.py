"""What every page of an interview has at hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, url_for
from flask_babel import lazy_gettext as _l

from feedback.accounts.access import account
from feedback.codebook.queries import names as code_names
from feedback.db import db
from feedback.instruments.definition import Definition
from feedback.instruments.queries import definition_of
from feedback.instruments.questions import Question
from feedback.journeys import queries
from feedback.journeys.forms import PLACE_NAMES, STATE_NAMES
from feedback.journeys.guide import Guide, guide_of
from feedback.journeys.models import Interview
from feedback.journeys.picture import Picture, picture
from feedback.studies.models import Study
from feedback.web.pages import go, page

bp = Blueprint("journeys", __name__)
HELP_NUMBERS = (
    ("119", _l("enfance en danger")),
    ("3919", _l("violences faites aux femmes")),
    ("3114", _l("prévention du suicide")),
)


@dataclass(frozen=True)
class Desk:
    """An interview with its study and its guide cut in parts."""

    interview: Interview
    study: Study
    definition: Definition
    guide: Guide

    @property
    def title(self) -> str:
        """What a reader calls it."""
        return self.interview.pseudonym or str(STATE_NAMES["withdrawn"])


def desk_of(public_id: str) -> Desk:
    """The desk of an interview within reach, or NotAllowed."""
    found = queries.interview(account(), public_id)
    definition = definition_of(found.version)
    study = db.session.get_one(Study, found.study_id)
    return Desk(found, study, definition, guide_of(definition))


def labels(question: Question | None, code: str) -> dict[str, str]:
    """French words of the options of a field of the step sheet."""
    fields = question.fields if question else ()
    field = next((f for f in fields if f.code == code), None)
    return {option.value: option.label["fr"] for option in field.options} if field else {}


def drawn(desk: Desk) -> Picture:
    """The journey as a picture."""
    steps = desk.guide.steps
    codes = labels(steps, "friction_dimensions") | code_names(desk.study)
    return picture(
        desk.interview.shown_steps, labels(steps, "canal"), labels(steps, "acteur"), codes
    )


def at_desk(
    template: str, desk: Desk, tab: str, status: int = 200, fragment: str | None = None,
    **context: Any,
) -> Any:  # fmt: skip
    """A page of an interview; once withdrawn, only the page that says so is left."""
    if desk.interview.state == "withdrawn" and tab != "steps":
        return go(url_for("journeys.show", public_id=desk.interview.public_id))
    draft = desk.interview.state == "draft"
    return page(
        template, fragment=fragment, status=status, desk=desk, interview=desk.interview,
        study=desk.study, guide=desk.guide, tab=tab, places=PLACE_NAMES, states=STATE_NAMES,
        erased_on=queries.erased_on(desk.interview, desk.study) if draft else None,
        help_numbers=HELP_NUMBERS, **context,
    )  # fmt: skip
