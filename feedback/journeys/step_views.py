"""Pages of the steps of an interview."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask import flash, request, url_for
from flask_babel import gettext as _

from feedback.accounts.access import account, may
from feedback.db import writing
from feedback.errors import NotAllowed, Refused
from feedback.instruments import rendering
from feedback.instruments.kinds import KINDS
from feedback.instruments.kinds.base import Cleaned, Invalid, Problem, Raw
from feedback.instruments.kinds.steps import Steps
from feedback.instruments.questions import Question
from feedback.journeys import queries
from feedback.journeys.desk import Desk, at_desk, bp, desk_of, drawn, labels
from feedback.journeys.fields import SECTIONS, VERBATIM, raw_of
from feedback.journeys.forms import SECTION_NAMES
from feedback.journeys.models import Step
from feedback.journeys.steps import operations
from feedback.web.forms import BareForm
from feedback.web.pages import go, wants_fragment


def steps_page(public_id: str, removed: str = "", said: str = "") -> Any:
    """The journey, or the part of it that changes."""
    desk = desk_of(public_id)
    steps = desk.guide.steps
    gone = next((s for s in desk.interview.steps if s.public_id == removed and s.removed_at), None)
    return at_desk(
        "journeys/show.html", desk, "steps", fragment="journeys/_steps.html",
        steps=desk.interview.shown_steps, drawing=drawn(desk), removed=gone, said=said,
        channels=labels(steps, "canal"), actors=labels(steps, "acteur"),
        outcomes=labels(steps, "resultat"), take_up=labels(steps, "forme_non_recours"),
        codes=labels(steps, "friction_dimensions"),
        texts=queries.states_of_texts(desk.interview),
    )  # fmt: skip


def _fields(desk: Desk) -> tuple[Question, ...]:
    """Fields of the sheet; once complete, the person's own words belong to the corpus."""
    fields = desk.guide.steps.fields if desk.guide.steps else ()
    if desk.interview.state == "draft":
        return fields
    return tuple(f for f in fields if f.code != VERBATIM)


def _form_page(
    desk: Desk, step: Step | None, raw: Raw, problems: Sequence[Problem] = (), status: int = 200,
    message: object = "",
) -> Any:  # fmt: skip
    fields = _fields(desk)
    drawings = rendering.draw_all(fields, "fr", raw, problems)
    by_code = {field.code: one for field, one in zip(fields, drawings, strict=True)}
    sections = [
        (SECTION_NAMES[name], [by_code.pop(code) for code in codes if code in by_code])
        for name, codes in SECTIONS
    ]
    sections.append((SECTION_NAMES["other"], list(by_code.values())))
    others = [s for s in desk.interview.shown_steps if s is not step]
    place = sum(s.position < step.position for s in others) if step else len(others)
    return at_desk(
        "journeys/step.html", desk, "steps", status, step=step, others=others,
        place=_place(len(others), place), sections=[s for s in sections if s[1]],
        problems=[(p.field, p.message("fr")) for p in problems], message=message, form=BareForm(),
    )  # fmt: skip


def _place(most: int, default: int) -> int:
    """The place asked for on the page, 0 being first."""
    asked = request.form.get("place", "")
    return min(int(asked), most) if asked.isdecimal() and len(asked) < 5 else default


@bp.get("/parcours/<public_id>/etapes/nouvelle")
@may("hold_interviews")
def step_new(public_id: str) -> Any:
    """Tell a new step."""
    desk = desk_of(public_id)
    if desk.interview.state != "draft":
        return go(url_for("journeys.show", public_id=public_id))
    return _form_page(desk, None, {})


@bp.get("/parcours/<public_id>/etapes/<step_id>")
@may("hold_interviews")
def step(public_id: str, step_id: str) -> Any:
    """Tell a step again."""
    desk = desk_of(public_id)
    found = _shown(desk, step_id)
    return _form_page(desk, found, raw_of(found))


def _shown(desk: Desk, step_id: str) -> Step:
    found = queries.step(desk.interview, step_id)
    if found.removed_at:
        raise NotAllowed
    return found


@bp.post("/parcours/<public_id>/etapes/nouvelle")
@may("hold_interviews")
def step_create(public_id: str) -> Any:
    """Keep a new step."""
    return _keep(desk_of(public_id), None)


@bp.post("/parcours/<public_id>/etapes/<step_id>")
@may("hold_interviews")
def step_post(public_id: str, step_id: str) -> Any:
    """Keep a step told again."""
    desk = desk_of(public_id)
    return _keep(desk, _shown(desk, step_id))


def _keep(desk: Desk, step: Step | None) -> Any:
    public_id, step_id = desk.interview.public_id, step.public_id if step else ""
    try:
        cleaned = _cleaned(desk)
    except Invalid as invalid:
        return _form_page(desk, step, request.form, invalid.problems, 422)
    place = _place(operations.MOST, operations.MOST)
    try:
        with writing():
            interview = queries.interview(account(), public_id)
            if step_id:
                found = queries.step(interview, step_id)
                operations.edit(account(), interview, found, cleaned, place)
            else:
                step_id = operations.add(interview, cleaned, place).public_id
    except Refused as refused:
        return _form_page(desk_of(public_id), step, request.form, (), 422, refused.message)
    flash(_("Étape enregistrée."))
    if request.form.get("next") == "1":
        return go(url_for("journeys.step_new", public_id=public_id))
    return go(url_for("journeys.show", public_id=public_id, _anchor=f"step-{step_id}"))


def _cleaned(desk: Desk) -> Cleaned:
    kind = KINDS["steps"]
    assert isinstance(kind, Steps)  # the registry says so
    if desk.guide.steps is None:
        raise NotAllowed
    return kind.clean_step(replace(desk.guide.steps, fields=_fields(desk)), request.form)


def _after(public_id: str, removed: str = "", said: str = "", step_id: str = "") -> Any:
    if wants_fragment():
        return steps_page(public_id, removed, said)
    flash(said)
    anchor = f"step-{step_id}" if step_id else "steps"
    return go(
        url_for("journeys.show", public_id=public_id, retiree=removed or None, _anchor=anchor)
    )


@bp.post("/parcours/<public_id>/etapes/<step_id>/rang")
@may("hold_interviews")
def step_rank(public_id: str, step_id: str) -> Any:
    """One place up or down."""
    with writing():
        interview = queries.interview(account(), public_id)
        found = queries.step(interview, step_id)
        if found.removed_at:
            raise NotAllowed
        operations.move(interview, found, up=request.form.get("vers") == "haut")
        title, place = found.title, found.position
    said = _("« %(title)s » est maintenant à la place %(place)d.", title=title, place=place)
    return _after(public_id, said=said, step_id=step_id)


@bp.post("/parcours/<public_id>/etapes/<step_id>/retrait")
@may("hold_interviews")
def step_remove(public_id: str, step_id: str) -> Any:
    """Take a step away; the page offers to bring it back."""
    with writing():
        interview = queries.interview(account(), public_id)
        operations.remove(interview, queries.step(interview, step_id))
    return _after(public_id, removed=step_id, said=_("Étape retirée."))


@bp.post("/parcours/<public_id>/etapes/<step_id>/retour")
@may("hold_interviews")
def step_restore(public_id: str, step_id: str) -> Any:
    """Bring a step back where it was."""
    with writing():
        interview = queries.interview(account(), public_id)
        operations.restore(interview, queries.step(interview, step_id))
    return _after(public_id, said=_("Étape remise à sa place."), step_id=step_id)
