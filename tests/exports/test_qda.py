"""Files for other tools hold every text, code, coding, memo and coder, and nothing unread."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from lxml import etree
from pyrefiqda import RefiProject

import feedback.formats.refi
from feedback.accounts.models import Account
from feedback.coding.double import operations as double
from feedback.coding.double.queries import codings_in
from feedback.coding.memos import operations as memos
from feedback.coding.models import Coding
from feedback.corpus.models import Document
from feedback.corpus.states import READABLE
from feedback.db import db, writing
from feedback.exports.qda import operations
from feedback.formats.refi.project import Project
from feedback.formats.refi.reading import read
from feedback.formats.refi.writing import write
from feedback.jobs.work import Work
from feedback.studies.models import Study
from tests.exports.building import SECRET, Small, ignore

MEMOS = ["du journal", "d'un code", "d'un texte", "d'un passage"]
SCHEMA = etree.XMLSchema(file=str(Path(feedback.formats.refi.__file__).with_name("Project.xsd")))


@pytest.fixture
def small(app: Flask) -> Small:
    return Small()


def made(small: Small, path: Path, by: str = "text") -> Project:
    """The project of a study, read back."""
    work = Work("job", small.lead.id, small.study.id, {"by": by}, path, ignore)
    operations.write_qdpx(work)
    db.session.rollback()
    with path.open("rb") as file:
        found, report = read(file)
    assert report.said == {}
    return found


def written(small: Small) -> None:
    """A memo about everything a memo may be about."""
    with writing():
        coding = db.session.query(Coding).first()
        assert coding is not None
        text = coding.passage.document
        memos.write(small.lead, small.study, "", MEMOS[0])
        memos.write(small.lead, small.study, "", MEMOS[1], code=coding.code)
        memos.write(small.lead, small.study, "", MEMOS[2], document=text)
        memos.write(small.lead, small.study, "", MEMOS[3], document=text, span=(0, 6))


def quotes(found: Project) -> list[str]:
    """Words coded, with their code."""
    names: dict[str, str] = {}

    def walk(codes: Any) -> None:
        for one in codes:
            names[one.guid] = one.name.split()[0]
            walk(one.children)

    walk(found.codes)
    return sorted(
        f"{names[coding.code]}: {source.text[one.start:one.end]}"
        for source in found.sources for one in source.selections for coding in one.codings
    )  # fmt: skip


@pytest.mark.parametrize("by", ["text", "person", "question"])
def test_a_study_goes_out_valid_with_all_that_was_coded(
    small: Small, tmp_path: Path, by: str
) -> None:
    path = tmp_path / "study.qdpx"
    written(small)
    found = made(small, path, by)
    project = RefiProject.load(path, str(tmp_path / "out"))
    assert SCHEMA.validate(etree.parse(tmp_path / "out" / "project.qde")), SCHEMA.error_log
    assert quotes(found) == ["A2: On m'a bien écoutée.", "B4: J'ai attendu."]
    assert {user.name for user in found.users} == {"Inès Lead", "Awa Coder"}
    assert [note.text for note in found.notes] == [*MEMOS, "un mémo", "un mémo"]
    noted = [one for one in found.sources for _ in one.notes]
    assert len(noted) == 1
    assert [
        source.text[one.start : one.end]
        for source in found.sources for one in source.selections if one.notes and not one.codings
    ] == ["On m'a"]  # fmt: skip
    assert any(code.notes for family in found.codes for code in family.children)
    sources = [*found.sources]
    assert project.sources is not None
    assert len(project.sources.text_source) == len(sources)
    said = "\n".join(source.text for source in sources)
    assert "J'attends depuis trois mois." in said
    assert "شكرا جزيلا" in said
    assert SECRET not in said
    assert "Un texte d'alerte." not in said


def test_a_signed_version_has_a_coder_of_its_own(small: Small, tmp_path: Path) -> None:
    text = db.session.query(Coding).first().passage.document_id
    with writing():
        document, lead = (
            db.session.get_one(Document, text),
            db.session.get_one(Account, small.lead.id),
        )
        coder = db.session.get_one(Account, small.coder.id)
        double.begin(
            lead, db.session.get_one(Study, small.study.id), name="Deux", coders=[coder, lead],
            size=1, strata=(), kinds=(), branch="", coders_settle=True, states=READABLE,
            among=[text],
        )  # fmt: skip
        for one in (coder, lead):
            double.finish(one, document)
        double.keep(lead, document, codings_in(text)[:1])
        double.sign(lead, document)
    found = made(small, tmp_path / "signed.qdpx")
    assert {user.name for user in found.users} == {"Inès Lead", "Awa Coder", "Version signée"}
    signed = next(user.guid for user in found.users if user.name == "Version signée")
    whose = [c.user for s in found.sources for one in s.selections for c in one.codings]
    assert (len(whose), whose.count(signed)) == (3, 1)


def test_each_way_of_putting_texts_together_reads_well(small: Small, tmp_path: Path) -> None:
    texts = {by: [*made(small, tmp_path / f"{by}.qdpx", by).sources] for by in
             ("text", "person", "question")}  # fmt: skip
    assert len({source.name for source in texts["text"]}) == len(texts["text"])
    comment = next(s for s in texts["question"] if "commentaire" in s.name)
    assert comment.text.count("\n\n") >= 4
    people = made(small, tmp_path / "q.qdpx", "question")
    spans = {one.guid: source.text[one.start : one.end] for source in people.sources
             for one in source.selections}  # fmt: skip
    case = next(c for c in people.cases if "On m'a bien écoutée. J'ai attendu." in
                [spans[one] for one in c.selections])  # fmt: skip
    assert "Maison Nord" in [value.value for value in case.values]
    person = next(s for s in texts["person"] if "On m'a bien écoutée" in s.text)
    assert person.text.startswith("Voulez-vous ajouter quelque chose\xa0?\n")


def test_two_exports_of_the_same_study_differ_by_their_stamp_alone(
    small: Small, tmp_path: Path
) -> None:
    one, two = (made(small, tmp_path / f"{n}.qdpx") for n in (1, 2))
    assert (one.sources, one.codes, one.cases, one.notes) == (
        two.sources, two.codes, two.cases, two.notes
    )  # fmt: skip


def test_our_own_file_written_again_is_the_same(small: Small, tmp_path: Path) -> None:
    found = made(small, tmp_path / "one.qdpx")
    with (tmp_path / "two.qdpx").open("wb") as file:
        write(file, found)
    assert (tmp_path / "one.qdpx").read_bytes() == (tmp_path / "two.qdpx").read_bytes()


def test_the_corpus_of_iramuteq_has_a_starred_line_before_each_text(
    small: Small, tmp_path: Path
) -> None:
    small.text("Une étoile * et un $ dans\n\nle texte.", "read")
    path = tmp_path / "corpus.txt"
    operations.write_iramuteq(Work("job", small.lead.id, small.study.id, {}, path, ignore))
    db.session.rollback()
    lines = path.read_text("utf-8").split("\n")
    stars = [line for line in lines if line.startswith("****")]
    words = [line for line in lines if line and not line.startswith("****")]
    assert all("*lieu_" in one or "*source_parole" in one for one in stars)
    assert not any("*" in line or "$" in line for line in words)
    assert "Une étoile   et un   dans" in words
    assert SECRET not in path.read_text("utf-8")
