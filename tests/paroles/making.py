"""Parole sheets filled in, for tests."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from sqlalchemy import select

from feedback.db import db, writing
from feedback.instruments import queries as instruments
from feedback.instruments.kinds.base import Problem
from feedback.paroles import operations
from feedback.paroles.intake import Ready, Where, read
from feedback.paroles.models import Parole, ParoleLink
from feedback.studies.models import Study
from tests.factories import make_lead, make_survey

KEY, CODES = "k" * 64, "w" * 64
WORDS = "Les gens nous disent merci, et repartent sans réponse."
RAW: dict[str, Any] = {
    "parole": WORDS, "sans_personne": "oui", "type_parole": "professionnel", "fonction": "accueil",
    "contexte": "atelier", "date_parole": "2026-05-04", "theme": "relation", "diffusion": "anonyme",
}  # fmt: skip


def without(*names: str, **changes: Any) -> dict[str, Any]:
    """The sheet with changes, and without some answers."""
    return {k: v for k, v in {**RAW, **changes}.items() if k not in names}


def make_sheet(study: Study) -> Where:
    """A published parole sheet, and what the server knows of where a parole comes from."""
    known = {i.code: i for i in instruments.instruments(study, "parole")}
    instrument = known.get("parole") or make_survey(study, "parole")
    version = instruments.published(instrument)
    assert version is not None
    return Where(study.id, instrument.id, version.id, "saisie", "account:test")


def filled(
    study: Study, raw: dict[str, Any], uid: str = "", language: str = "fr"
) -> tuple[Ready, list[Problem]]:
    """A sheet filled in, read."""
    where = make_sheet(study)
    known = {i.id: i for i in instruments.instruments(study, "parole")}
    version = instruments.published(known[where.instrument_id])
    assert version is not None
    definition = instruments.definition_of(version)
    return read(
        definition, raw, where, uid or str(uuid.uuid4()), language, dt.date(2026, 5, 6), "am"
    )


def make_parole(study: Study, uid: str = "", **changes: Any) -> Parole:
    """A parole kept."""
    ready, problems = filled(study, without(**changes), uid)
    assert problems == []
    with writing():
        assert operations.keep(ready, key=KEY, withdrawal_key=CODES) == "stored"
    return db.session.scalars(select(Parole).where(Parole.response_uuid == ready.handed.uuid)).one()


def make_parole_link(study: Study) -> ParoleLink:
    """An open link."""
    where = make_sheet(study)
    instrument = next(
        i for i in instruments.instruments(study, "parole") if i.id == where.instrument_id
    )
    with writing():
        return operations.open_link(make_lead(study), study, instrument)
