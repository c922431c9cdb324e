"""A whole project of coding: 2,000 long texts, 50 codes, 20,000 passages, 25,000 codings."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

from sqlalchemy import insert, select

from bench import made
from bench.case_coding import coders
from bench.cases import Case, Figure
from bench.measure import interleaved, medians, told
from feedback.accounts.models import Account
from feedback.accounts.queries import holders
from feedback.codebook import operations as codebook
from feedback.codebook.models import Code
from feedback.codebook.operations import add_code
from feedback.coding.double import operations as double
from feedback.coding.double.queries import lines
from feedback.coding.models import Coding, Passage
from feedback.corpus.models import Document
from feedback.corpus.operations import rebuild_search
from feedback.corpus.states import READABLE
from feedback.db import db, new_public_id, utcnow, writing
from feedback.studies.models import Study

TEXTS, SIGNS, CODES, PASSAGES, CODINGS, DRAWN = 2_000, 1_500, 50, 20_000, 25_000, 200
AT_ONCE, PROJECT = 5_000, "feedback.exports.qda.operations:write_qdpx"
PAGES = {
    "frequences": "frequencies of codes", "croisements": "codes × places, persons",
    "codes-ensemble": "codes together, overlapping", "saturation": "saturation",
    "citations": "quotes of all codes", "mots-en-contexte": "a word in its context",
}  # fmt: skip


def filled(folder: Path) -> tuple[int, str, str]:
    """A house with such a project; the study's two ids, and the id of a finished round."""
    app = made.house(folder)
    with app.app_context():
        study_id, _survey = made.study()
        made.fill_texts(study_id, TEXTS)
        lengthen()
        with writing():
            study = db.session.get_one(Study, study_id)
            lead = holders(study_id, "study_lead")[0]
            codebook.create_from_library(lead, study)
            have = len(db.session.scalars(select(Code.id).where(Code.codable)).all())
            for number in range(CODES - have):
                add_code(lead, study, key=f"N{number}", name=f"Code {number}", parent_key="G")
            rebuild_search()
        people = coders(study_id)
        fill(people)
        round_id = compared(study_id, people[:2])
        made.settle()
        public_id = db.session.get_one(Study, study_id).public_id
        db.engine.dispose()
    return study_id, public_id, round_id


def lengthen() -> None:
    """Each text as long as an interview's page."""
    table = Document.__table__  # a read text never changes: by hand, before anybody reads
    with writing() as session:
        for number, said in session.execute(select(table.c.id, table.c.text)).all():
            long = ((said + " ") * (SIGNS // len(said) + 1))[:SIGNS].strip()
            change = table.update().where(table.c.id == number)
            session.execute(change.values(text=long, length=len(long)))


def fill(people: list[int]) -> None:
    """Passages anywhere, a quarter of them with a second code."""
    chance = random.Random(29)
    codes = list(db.session.scalars(select(Code.id).where(Code.codable)))
    texts = db.session.execute(select(Document.id, Document.length)).all()
    spans: dict[tuple[int, int, int], int] = {}
    while len(spans) < PASSAGES:
        text, length = chance.choice(texts)
        start = chance.randrange(length - 200)
        spans.setdefault((text, start, start + chance.randrange(30, 200)), len(spans) + 1)
    passages = [
        {"id": n, "public_id": new_public_id(), "document_id": s[0], "start": s[1], "end": s[2]}
        for s, n in spans.items()
    ]
    codings = [
        {"public_id": new_public_id(), "passage_id": n % PASSAGES + 1, "valence": n % 3 - 1,
         "code_id": codes[(n * 7 + n // PASSAGES) % len(codes)], "memo": "", "to_review": False,
         "coder_id": people[n % len(people)], "created_at": utcnow()}
        for n in range(CODINGS)
    ]  # fmt: skip
    for table, rows in ((Passage, passages), (Coding, codings)):
        for at in range(0, len(rows), AT_ONCE):
            with writing():
                statement = insert(table.__table__).prefix_with("OR IGNORE")
                db.session.connection().execute(statement, rows[at : at + AT_ONCE])


def compared(study_id: int, people: list[int]) -> str:
    """A round of texts that two people have finished."""
    with writing() as session:
        study = session.get_one(Study, study_id)
        two = [session.get_one(Account, number) for number in people]
        lead = holders(study_id, "study_lead")[0]
        made_round = double.begin(
            lead, study, name="Tirage", coders=two, size=DRAWN, strata=(), kinds=(), branch="",
            coders_settle=False, states=READABLE, seed=3,
        )  # fmt: skip
        for line in lines(made_round):
            for one in two:
                double.finish(one, line.text.document)
        return str(made_round.public_id)


def measure(runs: int) -> list[Figure]:
    """Pages in a fresh process each, files as a job writes them."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        study_id, public_id, round_id = filled(folder)
        acts = medians([told("bench.ours_coding", str(folder), public_id) for _ in range(runs)])
        pages = medians(
            [told("bench.ours_project", str(folder), public_id, round_id) for _ in range(runs)]
        )
        book, project = interleaved(
            [
                ("bench.ours_export", str(folder), str(study_id), str(folder / "a.xlsx")),
                ("bench.ours_export", str(folder), str(study_id), str(folder / "a.qdpx"), PROJECT),
            ],
            runs,
        )
    return [
        Figure("a passage added, processor", acts["add.cpu"], 5, "ms"),
        Figure("a passage added, by the clock", acts["add.wall"], 15, "ms"),
        Figure("one code's passages, page of 50", acts["code.cpu"], 25, "ms"),
        Figure("list of 50 texts", acts["list.cpu"], 25, "ms"),
        Figure("one text with its passages", acts["text.cpu"], unit="ms"),
        Figure(f"workbook, {CODINGS:,} codings, processor", book.cpu, 3, "s"),
        Figure("the same, peak memory", book.peak, unit="MiB"),
        Figure(".qdpx of the whole, processor", project.cpu, 10, "s"),
        *(Figure(label, pages[f"{key}.wall"], 300, "ms") for key, label in PAGES.items()),
        Figure(f"agreement page, {DRAWN} texts × {CODES} codes", pages["accord.wall"], 300, "ms"),
        Figure("suggestions learnt from 5,000 passages", pages["learn.wall"], unit="ms"),
        Figure("suggestions for one passage", pages["suggest.wall"], 100, "ms"),
    ]  # fmt: skip


CASE = Case(
    "project", f"A project of {TEXTS:,} texts, {CODES} codes, {PASSAGES:,} passages", measure
)
