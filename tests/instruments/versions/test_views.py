"""Pages of versions, as a study lead uses them."""

from __future__ import annotations

import copy
from typing import Any

from feedback.db import db, writing
from feedback.instruments import library, operations
from feedback.instruments.definition import load_loose
from feedback.instruments.models import Instrument
from feedback.studies.models import Study
from tests.factories import make_lead, make_member, make_study, make_survey
from tests.page_client import PageClient


def changed(**texts: str) -> dict[str, Any]:
    """The reception survey with other words for some questions."""
    made = copy.deepcopy(library.load("accueil").as_json())
    for question in made["questions"]:
        if question["code"] in texts:
            question["text"]["fr"] = texts[question["code"]]
    return made


def write_draft(instrument: Instrument, document: dict[str, Any]) -> None:
    """A draft, with its faults if it has some."""
    lead = make_lead(db.session.get_one(Study, instrument.study_id))
    with writing():
        held = db.session.get_one(Instrument, instrument.id)
        operations.save_draft(lead, held, load_loose(document)[0])


def addresses(instrument: Instrument) -> list[str]:
    """Public ids of the versions, oldest first."""
    db.session.expire_all()
    return [v.public_id for v in db.session.get_one(Instrument, instrument.id).versions]


def test_two_versions_are_compared_word_by_word(client: PageClient) -> None:
    study = make_study()
    instrument = make_survey(study)
    write_draft(instrument, changed(effort="Trouver le bon service, c’était…"))
    client.sign_in(make_member(study, "coder"))
    first, second = addresses(instrument)
    page = client.get(f"/questionnaires/{instrument.public_id}/versions/{first}/{second}")
    assert "1 question reformulée" in page.text.lower() or "1 reformulée" in page.text.lower()
