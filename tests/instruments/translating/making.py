"""A questionnaire half translated, for tests."""

from __future__ import annotations

import json

from feedback.db import db, writing
from feedback.instruments import operations as instruments
from feedback.instruments.definition import Definition
from feedback.instruments.models import Instrument
from feedback.instruments.queries import definition_of, written
from feedback.instruments.rewording import reworded
from feedback.instruments.translating.standing import Text, texts
from feedback.studies.models import Study
from tests.factories import make_lead, make_study
from tests.instruments.making import document, source

YES = [
    {"value": "oui", "label": {"fr": "Oui", "en": "Yes"}},
    {"value": "non", "label": {"fr": "Non", "en": "No"}},
]
MAYBE = {"value": "peut_etre", "label": {"fr": "Peut-être", "en": "Maybe"}}
QUOTING = "Vous avez dit {reponse:venu|autre chose}. Pourquoi ?"


def half() -> dict[str, object]:
    """Eight texts; English lacks the last, Arabic has none."""
    came = {"fr": "Êtes-vous déjà venu ?", "en": "Been here before?"}
    back = {"fr": "Revenez-vous ?", "en": "Coming back?"}
    return document(
        source("yes_no", "venu", text=came, options=YES),
        source("single", "suite", text=back, options=[YES[0], MAYBE]),
        source("long_text", "pourquoi", text={"fr": QUOTING}),
        title={"fr": "Essai", "en": "Trial"},
        languages=["fr", "en", "ar"],
        reviewed=["fr"],
    )


def make_half(study: Study | None = None) -> Instrument:
    """The draft of it."""
    study = study or make_study()
    with writing():
        found = db.session.merge(study)
        made = json.dumps(half()).encode()
        return instruments.create_from_json(make_lead(found), found, made)


def now(instrument: Instrument) -> Definition:
    """Its wording."""
    db.session.expire_all()
    return definition_of(written(db.session.get_one(Instrument, instrument.id)))


def at(instrument: Instrument, tag: str, place: str) -> Text:
    """One of its texts."""
    return next(one for one in texts(now(instrument), tag) if one.wording.place == place)


def study_of(instrument: Instrument) -> Study:
    """The study it belongs to."""
    return db.session.get_one(Study, instrument.study_id)


def change_french(instrument: Instrument, place: str, french: str) -> None:
    """Somebody rewrites a text in French."""
    made = reworded(now(instrument), lambda p, said: {**said, "fr": french} if p == place else said)
    with writing():
        found = db.session.get_one(Instrument, instrument.id)
        instruments.save_draft(make_lead(study_of(found)), found, made)
