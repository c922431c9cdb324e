"""Cores and local instruments for tests."""

from __future__ import annotations

from feedback.db import writing
from feedback.instruments import operations as instruments
from feedback.instruments.core import operations
from feedback.instruments.definition import Definition, load
from feedback.instruments.models import Instrument
from feedback.studies.models import Study
from tests.factories import make_account, make_lead, make_survey


def make_core(study: Study) -> Instrument:
    """The reception survey of a study, a template of the house."""
    survey, admin = make_survey(study), make_account("administrator")
    with writing() as session:
        operations.name_template(admin, session.get_one(Instrument, survey.id))
    return survey


def make_local(study: Study, core: Instrument, *added: dict[str, object]) -> Instrument:
    """A local instrument with questions of its own, published."""
    with writing() as session:
        lead, owner = make_lead(study), session.get_one(Study, study.id)
        local = operations.create_local(lead, owner, core.public_id, "Chez nous")
        instruments.save_draft(lead, local, with_more(instruments.latest(local), *added))
        instruments.publish(lead, owner, local)
    return local


def with_more(of: Definition, *added: dict[str, object]) -> Definition:
    document = of.as_json()
    return load({**document, "questions": [*document["questions"], *added]})


def publish(study: Study, core: Instrument, definition: Definition) -> None:
    """A new version of the core."""
    with writing() as session:
        held = session.get_one(Instrument, core.id)
        instruments.save_draft(make_lead(study), held, definition)
        instruments.publish(make_lead(study), session.get_one(Study, study.id), held)
