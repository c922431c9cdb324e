"""A project coded elsewhere is looked at, taken in whole, worked on, taken back whole."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from feedback.accounts.models import Account
from feedback.codebook.queries import by_key, codes
from feedback.coding import operations as coding
from feedback.coding.memos.models import Memo
from feedback.coding.models import Coding, Passage
from feedback.corpus.intake.models import Import
from feedback.corpus.models import Document
from feedback.db import db, writing
from feedback.exports.qda import operations as exports
from feedback.formats.refi.project import Code, Note, Project, Selection, Source, User
from feedback.formats.refi.project import Coding as Put
from feedback.formats.refi.reading import read
from feedback.formats.refi.writing import write
from feedback.jobs.work import Work
from feedback.studies.models import Study
from tests.exports.building import Small, ignore
from tests.factories import make_codebook, make_lead, make_member, make_study
from tests.formats.refi.making import project as made_elsewhere
from tests.page_client import PageClient

WORDS = "  On m'a écoutée.\nPuis j'ai attendu 🙂 dehors.  "


def guid(number: int) -> str:
    """An identity of another tool."""
    return f"00000000-0000-4000-8000-{number:012d}"


def elsewhere(**more: Any) -> Project:
    """Two codes, one under the other, put by two people on a text with memos."""
    marie, awa = User(guid(1), "Marie Ailleurs"), User(guid(2), "Awa Coder")
    codes_ = (Code(guid(10), "Accueil", children=(Code(guid(11), "Écoute", notes=(guid(31),)),)),)
    heard, waited = WORDS.index("On"), WORDS.index("j'ai")
    source = Source(
        guid(20), "Entretien 1", WORDS,
        selections=(
            Selection(guid(21), heard, heard + 15, codings=(Put(guid(41), guid(11), guid(1)),)),
            Selection(
                guid(22), waited, waited + 14, description="Valence : −\nIl fallait attendre.",
                codings=(Put(guid(42), guid(10), guid(2)),),
            ),
            Selection(guid(23), heard, heard + 2, notes=(guid(32),)),
            Selection(guid(24), 0, 2, codings=(Put(guid(43), guid(10), guid(2)),)),
        ),
        notes=(guid(33),),
    )  # fmt: skip
    notes = [
        Note(guid(31), "Du code", "Écouter n'est pas entendre.", guid(1)),
        Note(guid(32), "", "Qui est « on » ?", guid(2)),
        Note(guid(33), "", "Un entretien court.", guid(2)),
        Note(guid(34), "Jour 1", "Premier jour.", guid(2)),
    ]
    held: dict[str, Any] = {
        "name": "Projet d'ailleurs", "origin": "AutreOutil", "users": (marie, awa),
        "codes": codes_, "sources": [source], "notes": notes, **more,
    }  # fmt: skip
    return Project(**held)


def file_of(found: Project) -> bytes:
    """The file of a project."""
    sink = io.BytesIO()
    write(sink, found)
    return sink.getvalue()


@pytest.fixture
def study(app: Flask) -> Study:
    """A study with a codebook and a coder of a name the file knows."""
    found = make_study()
    make_codebook(found)
    make_member(found, "coder", name="Awa Coder")
    return found


@pytest.fixture
def lead(study: Study) -> Account:
    """Its lead."""
    return make_lead(study)


@pytest.fixture
def client_(client: PageClient, lead: Account) -> PageClient:
    client.sign_in(lead)
    return client


def brought(client: PageClient, study: Study, data: bytes, status: int = 303) -> Any:
    """What is answered when a file is brought."""
    address = f"/etudes/{study.public_id}/projets-importes"
    return client.post(address, {"file": (io.BytesIO(data), "x.qdpx")}, status)


def awa(study: Study) -> Account:
    """The coder of the team."""
    return db.session.query(Account).filter_by(name="Awa Coder").one()


def taken(client: PageClient, study: Study, data: bytes) -> Import:
    """The import, taken in."""
    brought(client, study, data)
    found = db.session.query(Import).filter_by(state="seen").one()
    names = {"qui-0": "", "qui-1": awa(study).public_id}
    form = {"speaker": "user", "language": "fr", "nature": "text", "declared": "y", **names}
    client.post(f"/projets-importes/{found.public_id}/prise", form, 303)
    db.session.rollback()
    return db.session.query(Import).filter_by(public_id=found.public_id).one()


def said(document: Document) -> list[tuple[str, str, str, int, str]]:
    """What is coded in a text."""
    found = db.session.query(Coding).join(Passage).filter(Passage.document_id == document.id)
    return sorted(
        (c.passage.document.text[c.passage.start : c.passage.end], c.code.name,
         db.session.get_one(Account, c.coder_id).name, c.valence, c.memo)
        for c in found
    )  # fmt: skip


def test_a_project_is_shown_before_anything_is_written(client_: PageClient, study: Study) -> None:
    brought(client_, study, file_of(elsewhere()))
    found = db.session.query(Import).one()
    page = client_.get(f"/projets-importes/{found.public_id}")
    for told in (
        "1 texte",
        "2 codes nouveaux",
        "2 codages",
        "4 mémos",
        "AutreOutil",
        "passages vides",
    ):
        assert told in page.text
    assert "Marie" not in found.sealed
    assert db.session.query(Document).count() == 0
    client_.get(f"/textes-importes/{found.public_id}", 303)


def test_texts_codes_codings_memos_and_coders_come_in(
    client_: PageClient, study: Study, lead: Account
) -> None:
    taken(client_, study, file_of(elsewhere()))
    document = db.session.query(Document).one()
    assert (document.state, document.text, document.coded) == ("read", WORDS.strip(), True)
    assert document.attributes["titre"] == "Entretien 1"
    assert said(document) == [
        ("On m'a écoutée.", "Écoute", lead.name, 0, "(Marie Ailleurs)"),
        ("j'ai attendu 🙂", "Accueil", "Awa Coder", -1, "Il fallait attendre."),
    ]
    heard = next(code for code in codes(study) if code.name == "Écoute" and code.parent.name == "Accueil")  # fmt: skip
    memos = {memo.about: (memo.text, memo.words) for memo in db.session.query(Memo)}
    assert memos == {
        "code": ("Écouter n'est pas entendre.\n(Marie Ailleurs)", ""),
        "passage": ("Qui est « on » ?", "On"),
        "document": ("Un entretien court.", ""), "study": ("Premier jour.", ""),
    }  # fmt: skip
    assert db.session.query(Memo).filter_by(about="code").one().code_id == heard.id


def test_it_is_taken_back_whole_as_long_as_nobody_worked_on_it(
    client_: PageClient, study: Study
) -> None:
    before = [code.key for code in codes(study)]
    found = taken(client_, study, file_of(elsewhere()))
    page = client_.follow(f"/projets-importes/{found.public_id}/reprise")
    assert "sont partis" in page.text
    db.session.rollback()
    for table in (Document, Coding, Passage, Memo):
        assert db.session.query(table).count() == 0
    assert [code.key for code in codes(study)] == before
    taken(client_, study, file_of(elsewhere()))  # it may come again


def test_it_stays_once_somebody_coded_in_it(client_: PageClient, study: Study) -> None:
    found = taken(client_, study, file_of(elsewhere()))
    with writing() as session:
        code = by_key(study, "A2")
        coding.add(awa(study), session.query(Document).one(), 0, 6, code)
    assert "travaillé sur ces textes" in client_.get(f"/projets-importes/{found.public_id}").text
    page = client_.follow(f"/projets-importes/{found.public_id}/reprise")
    assert "on ne peut plus reprendre" in page.text
    assert db.session.query(Document).count() == 1


def test_one_must_have_read_the_texts(client_: PageClient, study: Study) -> None:
    brought(client_, study, file_of(elsewhere()))
    found = db.session.query(Import).one()
    form = {"speaker": "user", "language": "fr", "nature": "text"}
    page = client_.post(f"/projets-importes/{found.public_id}/prise", form, 422)
    assert "dites que vous les avez lus" in page.text
    assert db.session.query(Document).count() == 0


def test_a_fault_in_the_middle_leaves_nothing(
    client_: PageClient, study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    from feedback.coding.taking import operations
    from feedback.errors import Refused

    def fail(*args: Any) -> None:
        raise Refused("Arrêt")

    monkeypatch.setattr(operations, "_memos", fail)
    before = len(codes(study))
    brought(client_, study, file_of(elsewhere()))
    found = db.session.query(Import).one()
    form = {"speaker": "user", "language": "fr", "nature": "text", "declared": "y"}
    assert "Arrêt" in client_.post(f"/projets-importes/{found.public_id}/prise", form, 422).text
    assert (db.session.query(Document).count(), len(codes(study))) == (0, before)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"nothing", "ne s'ouvre pas"), (b"PK\x05\x06" + b"\0" * 18, "aucun projet"),
    ],
)  # fmt: skip
def test_what_is_no_project_is_said(
    client_: PageClient, study: Study, data: bytes, told: str
) -> None:
    assert told in brought(client_, study, data, 422).text
    assert db.session.query(Import).count() == 0


def test_the_same_texts_do_not_come_twice(client_: PageClient, study: Study) -> None:
    taken(client_, study, file_of(elsewhere()))
    brought(client_, study, file_of(elsewhere()))
    found = db.session.query(Import).filter_by(state="seen").one()
    page = client_.get(f"/projets-importes/{found.public_id}")
    assert "déjà importés" in page.text
    assert "disabled" in page.html


def test_what_one_study_exports_another_takes_in_the_same(
    client: PageClient, app: Flask, tmp_path: Path
) -> None:
    small = Small()
    path = tmp_path / "a.qdpx"
    exports.write_qdpx(Work("job", small.lead.id, small.study.id, {"by": "text"}, path, ignore))
    db.session.rollback()
    other = make_study()
    lead = make_lead(other)
    client.sign_in(lead)
    brought(client, other, path.read_bytes())
    found = db.session.query(Import).filter_by(state="seen").one()
    form = {"speaker": "user", "language": "fr", "nature": "text", "declared": "y"}
    client.post(f"/projets-importes/{found.public_id}/prise", form, 303)
    db.session.rollback()
    again = tmp_path / "b.qdpx"
    exports.write_qdpx(Work("job", lead.id, other.id, {"by": "text"}, again, ignore))
    with path.open("rb") as one, again.open("rb") as two:
        first, second = read(one)[0], read(two)[0]
    assert texts_of(first) == texts_of(second)
    assert names(first.codes) == names(second.codes)


def names(codes_: Any) -> list[Any]:
    """A tree of codes by their names."""
    return [(one.name, one.codable, one.description, names(one.children)) for one in codes_]


def texts_of(found: Project) -> list[Any]:
    """The texts of a project with what is coded in each, whoever wrote the file."""
    code = {}

    def walk(codes_: Any) -> None:
        for one in codes_:
            code[one.guid] = one.name
            walk(one.children)

    walk(found.codes)
    return sorted(
        (s.text, sorted((s.text[o.start : o.end], code[c.code], o.description.split("\n(")[0])
                        for o in s.selections for c in o.codings))
        for s in found.sources
    )  # fmt: skip


def test_a_project_made_by_hand_for_the_reader_is_taken(client_: PageClient, study: Study) -> None:
    taken(client_, study, file_of(made_elsewhere()))
    assert db.session.query(Coding).count() > 0
