"""What happens to the steps of an interview: told, told again, moved, taken away, put back."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from feedback.accounts.models import Account
from feedback.accounts.operations import record
from feedback.db import db, utcnow
from feedback.errors import Refused
from feedback.instruments.kinds.base import Cleaned
from feedback.journeys.fields import columns_of
from feedback.journeys.models import Interview, Step, StepFriction
from feedback.journeys.operations import not_withdrawn, still_open

MOST = 200


def add(interview: Interview, cleaned: Cleaned, place: int | None = None) -> Step:
    """A step is told; `place` counts from 0, none means last."""
    still_open(interview)
    if len(interview.steps) >= MOST:
        raise Refused(_l("Un parcours a %(most)d étapes au plus.", most=MOST))
    step = Step(position=len(interview.steps) + 1)
    interview.steps.append(step)
    _fill(step, cleaned)
    put(interview, step, place)
    return step


def edit(
    actor: Account, interview: Interview, step: Step, cleaned: Cleaned, place: int | None = None
) -> None:
    """A step is told again; once the interview is complete, the person's own words stay."""
    not_withdrawn(interview)
    _fill(step, cleaned)
    put(interview, step, place)
    if interview.state == "complete":
        record(actor, "interview.step_edited", f"interview:{interview.public_id}")


def _fill(step: Step, cleaned: Cleaned) -> None:
    columns, frictions = columns_of(cleaned)
    for name, value in columns.items():
        setattr(step, name, value)
    kept = {one.key: one for one in step.frictions}
    step.frictions = [kept.get(key) or StepFriction(key=key) for key in frictions]
    for rank, one in enumerate(step.frictions):
        one.rank = rank


def put(interview: Interview, step: Step, place: int | None) -> None:
    """Set a step at a place among those shown (none: where it is, last when new)."""
    others = [one for one in interview.shown_steps if one is not step]
    if place is None:
        place = sum(one.position < step.position for one in others)
    ordered = [*others[: max(place, 0)], step, *others[max(place, 0) :]]
    for position, one in enumerate(ordered, start=1):
        one.position = position
    db.session.flush()
    db.session.expire(interview, ["steps"])


def move(interview: Interview, step: Step, up: bool) -> None:
    """One place up or down; at an end, nothing moves."""
    not_withdrawn(interview)
    place = interview.shown_steps.index(step)
    put(interview, step, max(place - 1, 0) if up else place + 1)


def remove(interview: Interview, step: Step) -> None:
    """Take a step away; it can come back until the interview is complete."""
    still_open(interview)
    step.removed_at = step.removed_at or utcnow()
    db.session.flush()


def restore(interview: Interview, step: Step) -> None:
    """A step taken away comes back where it was."""
    still_open(interview)
    place = sum(one.position < step.position for one in interview.shown_steps)
    step.removed_at = None
    put(interview, step, place)
