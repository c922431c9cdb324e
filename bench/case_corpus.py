"""The lists of a large corpus: short answers coded by a team, each filter, searches, a harvest."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

from sqlalchemy import insert, select

from bench import made
from bench.case_coding import coders
from bench.cases import Case, Figure
from bench.measure import medians, told
from feedback.accounts.queries import holders
from feedback.codebook import operations as codebook
from feedback.codebook.models import Code
from feedback.coding.lists.models import Assignment
from feedback.coding.models import Coding, Passage
from feedback.corpus.models import Document
from feedback.corpus.operations import rebuild_search
from feedback.db import db, new_public_id, utcnow, writing
from feedback.instruments.models import Instrument
from feedback.studies.models import Study

TEXTS, CODINGS, AT_ONCE, TARGET = 100_000, 300_000, 5_000, 200
PAGES = {
    "list": ("the list", ""),
    "reste": ("not coded by me", "etat=reste"),
    "moi": ("coded by me", "etat=moi"),
    "personne": ("coded by nobody", "etat=personne"),
    "attribues": ("assigned to me", "etat=attribues"),
    "nature": ("by origin", "nature=comment"),
    "lieu": ("by place", "lieu={site}"),
    "langue": ("by language", "langue=ar"),
    "qui": ("by speaker", "qui=professional"),
    "jours": ("by date", "du=2025-03-01&au=2025-04-30"),
    "questionnaire": ("by survey", "questionnaire={survey}"),
    "question": ("by question", "question=commentaire"),
    "mot": ("search: a word", "q=guichet"),
    "debut": ("search: a beginning", "q=acc*"),
    "phrase": ("search: a phrase", "q=%22merci+encore%22"),
    "pres": ("search: near", "q=guichet+~+attente"),
    "sans": ("search: without a word", "q=guichet+-attente"),
    "tout": ("search with filters", "q=guichet&langue=fr&etat=reste&nature=comment"),
}


def filled(folder: Path) -> list[str]:
    """A house with a large corpus; public ids of the study, its survey and a site."""
    app = made.house(folder)
    with app.app_context():
        study_id, survey_id = made.study()
        survey = db.session.get_one(Instrument, survey_id)
        answers = made.responses(study_id, survey_id, TEXTS)
        made.fill_responses(study_id, survey_id, survey.versions[0].id, answers)
        made.fill_comments(study_id, TEXTS)
        with writing():
            study = db.session.get_one(Study, study_id)
            lead = holders(study_id, "study_lead")[0]
            codebook.create_from_library(lead, study)
            rebuild_search()
        fill_codings([lead.id, *coders(study_id)])
        made.settle()
        study = db.session.get_one(Study, study_id)
        found = [
            study.public_id,
            db.session.get_one(Instrument, survey_id).public_id,
            study.sites[0].public_id,
        ]
        db.engine.dispose()
    return found


def fill_codings(people: list[int]) -> None:
    """Codings by several people over nine texts of ten, and a tenth dealt out to the first."""
    chance = random.Random(23)
    codes = list(db.session.scalars(select(Code.id).where(Code.codable)))
    texts = db.session.execute(select(Document.id, Document.length)).all()
    spans: dict[tuple[int, int], int] = {}
    passages, codings = [], []
    for number in range(CODINGS):
        text, length = texts[number * 9 // 10 % len(texts)]
        span = (text, chance.randrange(max(length // 2, 1)))
        if span not in spans:
            spans[span] = len(spans) + 1
            passages.append({"id": spans[span], "public_id": new_public_id(), "document_id": text,
                             "start": span[1], "end": length})  # fmt: skip
        codings.append({"public_id": new_public_id(), "passage_id": spans[span], "valence": 0,
                        "code_id": codes[number % len(codes)], "memo": "", "to_review": False,
                        "coder_id": people[number // len(codes) % len(people)],
                        "created_at": utcnow()})  # fmt: skip
    dealt = [{"coder_id": people[0], "document_id": text, "assigned_by": people[0],
              "assigned_at": utcnow()} for text, _length in texts[::10]]  # fmt: skip
    for table, rows in ((Passage, passages), (Coding, codings), (Assignment, dealt)):
        statement = insert(table.__table__).prefix_with("OR IGNORE")
        for at in range(0, len(rows), AT_ONCE):
            with writing():
                db.session.connection().execute(statement, rows[at : at + AT_ONCE])


def measure(runs: int) -> list[Figure]:
    """Each page by the clock, in a fresh process, medians of the runs."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        addresses = filled(folder)
        took = medians([told("bench.ours_corpus", str(folder), *addresses) for _ in range(runs)])
    return [
        *(Figure(label, took[f"{key}.wall"], TARGET, "ms") for key, (label, _) in PAGES.items()),
        Figure("the last page ÷ the first", took["last.wall"] / took["list.wall"], 1.5),
        Figure("what a search would code", took["harvest.wall"], unit="ms"),
    ]


CASE = Case("corpus", f"Lists of {TEXTS:,} texts with {CODINGS:,} codings", measure)
