"""Migrations go up and down with data, on both databases; their head is what the models say."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import Column, Integer, inspect, select, text
from sqlalchemy.exc import DatabaseError

from feedback.accounts.models import AuditEntry
from feedback.app.migrating import check, engine_for
from feedback.codebook.queries import codes, successors
from feedback.coding.codebook import operations as book
from feedback.coding.double import operations as double
from feedback.coding.double.queries import codings_in
from feedback.coding.models import Coding, Passage
from feedback.coding.search.models import Batch, BatchedCoding
from feedback.corpus.intake.models import Import
from feedback.corpus.models import Document
from feedback.db import db, writing
from feedback.instruments import operations as instruments
from feedback.instruments.models import Instrument, Version
from feedback.instruments.recordings import operations as recordings
from feedback.kiosk.drafts import operations as drafts
from feedback.kiosk.drafts.content import Content
from feedback.kiosk.models import SurveyLink
from feedback.kiosk.slips import operations as slips
from feedback.reception.models import Footfall
from feedback.responses.models import Response
from feedback.studies.models import Study
from tests.coding.double.making import Two
from tests.factories import (
    make_coding,
    make_lead,
    make_link,
    make_responses,
    make_study,
    make_survey,
)
from tests.instruments.core.making import make_core, make_local

CHILDREN = (Document, Passage, Coding)


def included(item: Any, name: str | None, kind: str, reflected: bool, other: Any) -> bool:
    """The index of texts is the migrations' own; only PostgreSQL indexes the words' table."""
    only_postgresql = name == "ix_document_words_words" and db.engine.dialect.name == "sqlite"
    return not only_postgresql and not (kind == "table" and str(name).startswith("document_fts"))


def test_the_head_equals_the_models(app: Flask) -> None:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"include_object": included, "compare_type": True, "render_as_batch": True},
        )
        assert compare_metadata(context, db.metadata) == []


def test_down_and_up_again_with_data(app: Flask) -> None:
    make_coding()
    db.session.remove()
    db.engine.dispose()
    downgrade(revision="base")
    left = set(inspect(db.engine).get_table_names()) - {"alembic_version"}
    upgrade()
    assert left == set()
    assert db.session.scalars(select(Document)).all() == []
    make_coding()
    assert len(db.session.scalars(select(Coding)).all()) == 1


def test_the_step_of_the_desk_keeps_every_answer(app: Flask) -> None:
    study = make_study()
    make_responses(study, make_survey(study), 3, flags=("too_fast",))
    with writing() as session:
        session.add(Footfall(site_id=study.sites[0].id, day=dt.date(2026, 3, 4), visitors=30))
    db.session.remove()
    db.engine.dispose()
    downgrade(revision="0001")
    without = set(inspect(db.engine).get_table_names())
    upgrade()
    assert "footfall" not in without
    assert len(db.session.scalars(select(Response)).all()) == 3
    assert db.session.scalars(select(Footfall)).all() == []


def test_the_step_of_links_and_recordings_keeps_every_link_and_answer(app: Flask) -> None:
    study = make_study()
    survey = make_survey(study)
    make_responses(study, survey, 3)
    link, lead = make_link(study, survey), make_lead(study)
    place, version = link.public_id, survey.versions[0].id
    with writing() as session:
        content = Content({"satisfaction": ["moyen"]}, "fr", "", "")
        drafts.save(place, str(uuid.uuid4()), version, "cookie", content, "0" * 64)
        recordings.keep(lead, session.get_one(Instrument, survey.id), "start", "fr", b"ID3", "")
        slips.make(lead, session.merge(link), 10, "key")
        slips.demand(lead, session.merge(link), True)
    db.session.remove()
    db.engine.dispose()
    downgrade(revision="0003")
    without = set(inspect(db.engine).get_table_names())
    upgrade()
    assert without & {"link_draft", "recording", "slip"} == set()
    assert len(db.session.scalars(select(Response)).all()) == 3
    (kept,) = db.session.scalars(select(SurveyLink))
    assert (kept.public_id, kept.asks_code, kept.instrument.sounds) == (place, False, "")


def test_the_step_of_cores_keeps_every_version_and_answer(app: Flask) -> None:
    house, mine = make_study(), make_study()
    local = make_local(mine, make_core(house))
    make_responses(mine, local, 3)
    db.session.remove()
    db.engine.dispose()
    downgrade(revision="0006")
    without = {column["name"] for column in inspect(db.engine).get_columns("instrument_version")}
    upgrade()
    assert "core_id" not in without
    assert len(db.session.scalars(select(Response)).all()) == 3
    versions = db.session.scalars(select(Version)).all()
    assert [(one.status, one.core_id) for one in versions] == [("published", None)] * 2


def test_the_step_of_texts_from_elsewhere_keeps_every_coding(app: Flask) -> None:
    make_coding()
    coded = db.session.scalars(select(Coding)).one()
    study_id, before = coded.code.study_id, counts()
    with writing() as session:
        coded = session.scalars(select(Coding)).one()
        batch = Batch(study_id=study_id, coder_id=coded.coder_id, code_id=coded.code_id,
                      question="accueil", stretch="words", made=1)  # fmt: skip
        session.add(batch)
        session.flush()
        session.add(BatchedCoding(coding_id=coded.id, batch_id=batch.id))
        session.add(Import(study_id=study_id, account_id=coded.coder_id, state="kept"))
    db.session.remove()
    db.engine.dispose()
    downgrade(revision="0010")
    without = set(inspect(db.engine).get_table_names())
    upgrade()
    assert without & {"coding_batch", "batched_coding", "text_import", "assignment"} == set()
    assert counts() == before
    assert db.session.scalars(select(Batch)).all() == []


def test_languages_offered_until_now_stay_offered(app: Flask) -> None:
    study = make_study()
    number = make_survey(study).id
    with writing() as session:
        session.get_one(Study, study.id).languages = ["fr", "ar"]
        session.get_one(Instrument, number).unread = []
    db.session.remove()
    db.engine.dispose()
    downgrade(revision="0009")
    upgrade()
    assert db.session.get_one(Instrument, number).unread == ["fr", "ar"]


def test_the_step_of_double_coding_keeps_what_each_said(app: Flask) -> None:
    two = Two()
    two.both()
    with writing():
        first = db.session.get_one(Document, two.texts[0].id)
        agreed = [one for one in codings_in(first.id) if one.valence == 1][:1]
        double.keep(two.lead, first, agreed)
        double.sign(two.lead, first)
    assert len(db.session.scalars(select(Coding)).all()) == 5
    db.session.remove()
    db.engine.dispose()
    downgrade(revision="0010")
    without = set(inspect(db.engine).get_table_names())
    upgrade()
    assert without & {"coding_round", "coding_round_text", "coding_finished"} == set()
    kept = db.session.scalars(select(Coding)).all()
    assert [(one.settled, one.counts) for one in kept] == [(False, True)] * 4


def test_the_step_of_the_codebook_keeps_merges_and_their_codings(app: Flask) -> None:
    make_coding()
    with writing() as session:
        source = session.scalars(select(Coding)).one().code
        study = session.get_one(Study, source.study_id)
        target = next(c for c in codes(study) if c.codable and c is not source)
        book.merge(make_lead(study), study, [source], target)
        old, new, number = source.key, target.key, study.id
    db.session.remove()
    db.engine.dispose()
    downgrade(revision="0010")
    left = set(inspect(db.engine).get_table_names())
    upgrade()
    assert not {"codebook_step", "codebook_version", "moved_coding", "code_example"} & left
    assert successors(db.session.get_one(Study, number)) == {old: new}
    assert db.session.scalars(select(Coding)).one().code.key == new


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_entry SET act = 'x'", "DELETE FROM audit_entry"]
)
def test_the_database_itself_refuses_to_change_the_log(app: Flask, statement: str) -> None:
    make_coding()
    with pytest.raises(DatabaseError, match="append-only"), writing() as session:
        session.execute(text(statement))
    assert db.session.scalars(select(AuditEntry)).first() is not None


def counts() -> dict[str, int]:
    """Rows of what hangs together."""
    found = {m.__name__: len(db.session.scalars(select(m)).all()) for m in CHILDREN}
    db.session.remove()
    return found


def rebuild(url: str) -> None:
    """What a batch migration does on SQLite: the table of texts made anew, row by row."""
    engine = engine_for(url)
    with engine.connect() as connection, connection.begin():
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("document", recreate="always") as batch:
            batch.add_column(Column("later", Integer()))
        check(connection)
    engine.dispose()


def test_a_rebuilt_table_keeps_its_children(app: Flask) -> None:
    if db.engine.dialect.name != "sqlite":
        return  # PostgreSQL alters tables in place
    make_coding()
    before = counts()
    db.engine.dispose()
    rebuild(str(db.engine.url))
    assert counts() == before
    found = db.session.scalar(
        text("SELECT count(*) FROM document_fts WHERE document_fts MATCH 'ecoutee'")
    )
    assert found == 1


def test_a_version_that_was_replaced_ended_when_the_next_began(app: Flask) -> None:
    study = make_study()
    instrument = make_survey(study)
    lead, number = make_lead(study), instrument.id
    with writing():
        held = db.session.get_one(Instrument, number)
        instruments.draft_from(lead, held, held.versions[0])
        instruments.publish(lead, db.session.get_one(Study, study.id), held)
    db.session.remove()
    db.engine.dispose()
    downgrade(revision="0007")
    columns = {one["name"] for one in inspect(db.engine).get_columns("instrument_version")}
    upgrade()
    assert "ended_at" not in columns
    first, second = db.session.get_one(Instrument, number).versions
    assert (first.ended_at, second.ended_at) == (second.published_at, None)
