"""Exactly once, and a tally that always equals a recount."""

from __future__ import annotations

import datetime as dt
import random
import uuid
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from feedback.corpus.models import Document, Withdrawal
from feedback.db import db, writing
from feedback.errors import Refused
from feedback.instruments.models import Instrument
from feedback.instruments.queries import definition_of
from feedback.responses import operations
from feedback.responses.handed import Handed, tally_pairs
from feedback.responses.models import ReceiptTrace, Response, SourceCount, Tally, TallyLegend
from feedback.responses.tally.lines import read
from feedback.studies.models import Study
from tests.factories import make_lead, make_study, make_survey

KEY = "key"


class Desk:
    """A survey and a way to hand answers in."""

    def __init__(self, study: Study, survey: Instrument) -> None:
        self.study, self.survey, self.version = study, survey, survey.versions[0]
        self.definition = definition_of(self.version)

    def handed(self, **changes: Any) -> Handed:
        """A response; changes replace parts of it."""
        base: dict[str, Any] = {
            "uuid": str(uuid.uuid4()), "study_id": self.study.id,
            "instrument_id": self.survey.id, "version_id": self.version.id,
            "site_id": self.study.sites[0].id, "mode": "borne", "language": "fr",
            "complete": True, "day": dt.date(2026, 3, 4), "half": "am",
            "answers": {"satisfaction": "moyen", "resultat": "oui"}, "texts": {},
            "source": "device:x",
        }  # fmt: skip
        return Handed(**{**base, **changes})

    def hand_in(self, handed: Handed) -> str:
        """Hand it in."""
        pairs = tally_pairs(self.definition, handed.answers, handed.texts, handed.mode)
        with writing():
            return operations.hand_in(handed, pairs, KEY)


@pytest.fixture
def desk(app: Flask) -> Desk:
    """A published reception survey."""
    study = make_study()
    return Desk(study, make_survey(study))


def counts() -> dict[tuple[Any, ...], int]:
    """The tally as it stands, by what each line is and by pair, zeros left out."""
    legends = {row.version_id: row.pairs for row in db.session.query(TallyLegend)}
    return {
        (question, option, t.site_id, t.grain, t.start, t.split, t.value, t.counted): n
        for t in db.session.query(Tally)
        for (question, option), n in zip(legends[t.version_id], read(t.counts), strict=False)
        if n
    }


def test_the_same_content_again_is_acknowledged_whatever_the_time_and_place(desk: Desk) -> None:
    first = desk.handed()
    later = desk.handed(uuid=first.uuid, day=dt.date(2026, 5, 5), source="device:other")
    assert [desk.hand_in(first), desk.hand_in(later)] == ["stored", "already"]
    assert db.session.query(Response).one().day == first.day


def test_another_content_never_overwrites_and_is_counted_nowhere(desk: Desk) -> None:
    first = desk.handed(texts={"commentaire": "Un"})
    other = desk.handed(uuid=first.uuid, texts={"commentaire": "Deux"})
    assert [desk.hand_in(first), desk.hand_in(other), desk.hand_in(other)] == [
        "stored", "conflict", "conflict",
    ]  # fmt: skip
    assert {d.text for d in db.session.query(Document)} == {"Un", "Deux"}
    assert counts()[("", "complete", *place(desk))] == 1


def place(desk: Desk) -> tuple[Any, ...]:
    """Where the standard response is counted."""
    return (desk.study.sites[0].id, "week", dt.date(2026, 3, 2), "mode", "borne", True)


def test_each_source_keeps_its_counts_when_the_traces_are_purged(desk: Desk) -> None:
    first = desk.handed()
    desk.hand_in(first)
    desk.hand_in(first)
    desk.hand_in(desk.handed())
    with writing():
        db.session.execute(update(ReceiptTrace).values(at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC)))
        assert operations.purge_traces(dt.datetime(2021, 1, 1, tzinfo=dt.UTC)) == 2
    kept = db.session.get_one(SourceCount, "device:x")
    assert (kept.stored, kept.again) == (2, 1)
    assert desk.hand_in(first) == "already"


def test_the_tally_equals_a_recount_after_everything_that_can_happen(desk: Desk) -> None:
    chance = random.Random(7)
    for _turn in range(60):
        answers = {"satisfaction": chance.choice(["pas_bien", "moyen", "tres_bien"])}
        if chance.random() < 0.7:
            answers["resultat"] = chance.choice(["oui", "non", "en_partie"])
        if chance.random() < 0.5:
            answers["motif"] = chance.sample(["argent", "logement", "sante"], 2)
        desk.hand_in(
            desk.handed(
                answers=answers, day=dt.date(2026, 1, 1) + dt.timedelta(chance.randrange(200)),
                flags=("too_fast",) if chance.random() < 0.2 else (),
                complete=chance.random() < 0.9,
                texts={"commentaire": f"Texte {_turn}"} if chance.random() < 0.3 else {},
            )
        )  # fmt: skip
    lead = make_lead(desk.study)
    responses = db.session.query(Response).order_by(Response.id).all()
    with writing():
        for response in responses[:10]:
            operations.put_back(lead, response, not response.counted)
        for response in responses[10:20]:
            operations.withdraw(response)
    moved = counts()
    with writing():
        operations.rebuild_tally([desk.version.id])
    assert counts() == moved
    for grain in ("week", "month"):
        for split in ("", "mode", "language", "outcome"):
            alike = [
                n for key, n in moved.items() if (key[0], key[3], key[5]) == ("", grain, split)
            ]
            assert sum(alike) == 50, (grain, split)


def test_a_withdrawn_response_leaves_no_answer_and_no_text(desk: Desk) -> None:
    desk.hand_in(desk.handed(texts={"commentaire": "Secret"}))
    with writing():
        operations.withdraw(db.session.query(Response).one())
    response, document = db.session.query(Response).one(), db.session.query(Document).one()
    assert (response.answers, document.text, document.state) == ({}, "", "withdrawn")
    assert db.session.query(Withdrawal).count() == 1
    assert counts() == {}


def test_putting_back_twice_is_refused(desk: Desk) -> None:
    desk.hand_in(desk.handed())
    with pytest.raises(Refused), writing():
        operations.put_back(make_lead(desk.study), db.session.query(Response).one(), True)
