"""Codings: put, changed, taken away and back, carried over to a newer text."""

from __future__ import annotations

from typing import Any

import pytest

from feedback.accounts.models import Account, AuditEntry
from feedback.codebook import operations as codebook
from feedback.codebook.models import Code
from feedback.coding import operations
from feedback.coding.models import Coding, Passage, RemovedCoding
from feedback.corpus import operations as corpus
from feedback.corpus.masking import Mask
from feedback.corpus.models import Document
from feedback.corpus.queries import turns
from feedback.db import db, writing
from feedback.errors import Refused
from feedback.studies.models import Study
from tests.factories import make_codebook, make_document, make_lead, make_member, make_study
from tests.statements import counted

KEY = "ab" * 32
WORDS = "La dame 🙂 a pris le temps, mais Mme Durand a tout entendu."


@pytest.fixture
def study(app: Any) -> Study:
    """A study."""
    return make_study()


@pytest.fixture
def codes(study: Study) -> dict[str, Code]:
    """Its codes by key."""
    return make_codebook(study)


@pytest.fixture
def coder(study: Study) -> Account:
    """A coder."""
    return make_member(study, "coder")


@pytest.fixture
def document(study: Study) -> Document:
    """A text that may be coded."""
    return make_document(study, WORDS, "read")


def put(coder: Account, document: Document, words: str, code: Code, **more: Any) -> Coding:
    """Code words of the text."""
    start = document.text.index(words)
    with writing():
        public_id = operations.add(coder, document, start, start + len(words), code, **more)
    return db.session.query(Coding).filter_by(public_id=public_id).one()


def spans(document: Document) -> list[tuple[str, str, bool]]:
    """What is coded in a text: words, code, to review."""
    db.session.expire_all()
    text = db.session.get_one(Document, document.id).text
    found = (
        db.session.query(Passage, Coding).join(Coding).filter(Passage.document_id == document.id)
    )
    return sorted((text[p.start : p.end], c.code.key, c.to_review) for p, c in found)


def test_a_passage_is_coded_in_code_points_without_the_blanks_around(
    document: Document, coder: Account, codes: dict[str, Code]
) -> None:
    coding = put(coder, document, " a pris le temps", codes["A1"], valence=1, memo=" note ")
    assert (coding.passage.start, coding.passage.end) == (10, 25)
    assert (coding.valence, coding.memo, coding.coder_id) == (1, "note", coder.id)
    assert spans(document) == [("a pris le temps", "A1", False)]
    assert db.session.get_one(Document, document.id).coded


def test_the_same_code_again_changes_it_and_makes_no_second_one(
    document: Document, coder: Account, codes: dict[str, Code]
) -> None:
    first = put(coder, document, "le temps", codes["A1"], valence=1, memo="note")
    again = put(coder, document, "le temps", codes["A1"], valence=-1)
    assert (first.public_id, again.valence, again.memo) == (again.public_id, -1, "note")
    assert db.session.query(Coding).count() == db.session.query(Passage).count() == 1


def test_two_coders_and_two_codes_share_one_passage(
    document: Document, coder: Account, codes: dict[str, Code], study: Study
) -> None:
    put(coder, document, "le temps", codes["A1"])
    put(coder, document, "le temps", codes["A2"])
    put(make_member(study, "coder"), document, "le temps", codes["A1"])
    assert db.session.query(Passage).count() == 1
    assert db.session.query(Coding).count() == 3


def test_a_heading_an_archived_code_or_another_studys_code_is_refused(
    document: Document, coder: Account, codes: dict[str, Code], study: Study
) -> None:
    with writing():
        codebook.archive(make_lead(study), study, [codes["A10"]])
    elsewhere = make_codebook(make_study())["A1"]
    for code in (codes["A"], codes["A10"], elsewhere):
        with pytest.raises(Refused) as refused, writing():
            operations.add(coder, document, 0, 5, code)
        assert refused.value.field == "code"
    assert db.session.query(Passage).count() == 0


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (5, 5), (0, 10_000), (7, 2)])
def test_a_stretch_outside_the_text_is_refused(
    document: Document, coder: Account, codes: dict[str, Code], start: int, end: int
) -> None:
    with pytest.raises(Refused), writing():
        operations.add(coder, document, start, end, codes["A1"])
    assert db.session.query(Passage).count() == 0


@pytest.mark.parametrize(("valence", "memo"), [(2, ""), (0, "x" * 5001)])
def test_a_bad_valence_or_an_endless_memo_is_refused(
    document: Document, coder: Account, codes: dict[str, Code], valence: int, memo: str
) -> None:
    with pytest.raises(Refused), writing():
        operations.add(coder, document, 0, 5, codes["A1"], valence, memo)


def test_a_question_of_the_interviewer_is_coded_only_when_asked(
    study: Study, coder: Account, codes: dict[str, Code]
) -> None:
    talk = make_document(study, "E : Et alors ?\nP : Rien.", "read", kind="transcript")
    spoken = turns(talk)
    with pytest.raises(Refused) as refused, writing():
        operations.add(coder, talk, 4, 14, codes["A1"], turns=spoken)
    assert refused.value.field == "passage"
    with writing():
        operations.add(coder, talk, 4, 14, codes["A1"], turns=spoken, questions=True)
        operations.add(coder, talk, 19, 24, codes["A1"], turns=spoken)
    assert db.session.query(Coding).count() == 2


def test_only_ones_own_coding_is_changed_or_taken_away(
    document: Document, coder: Account, codes: dict[str, Code], study: Study
) -> None:
    coding, other = put(coder, document, "le temps", codes["A1"]), make_member(study, "coder")
    with pytest.raises(Refused), writing():
        operations.change(other, coding, 1, "")
    with pytest.raises(Refused), writing():
        operations.remove(other, coding)
    with writing():
        operations.change(coder, coding, -1, " autre ")
    assert (coding.valence, coding.memo) == (-1, "autre")


def test_a_coding_taken_away_comes_back_as_it_was(
    document: Document, coder: Account, codes: dict[str, Code], study: Study
) -> None:
    coding = put(coder, document, "le temps", codes["A1"], valence=-1, memo="note")
    public_id = coding.public_id
    with writing():
        operations.remove(coder, coding)
    assert db.session.query(Passage).count() == db.session.query(Coding).count() == 0
    removed = db.session.get_one(RemovedCoding, public_id)
    with pytest.raises(Refused), writing():
        operations.put_back(make_lead(study), removed)
    with writing():
        operations.put_back(coder, removed)
    back = db.session.query(Coding).one()
    assert (back.public_id, back.valence, back.memo) == (public_id, -1, "note")
    assert spans(document) == [("le temps", "A1", False)]
    assert db.session.query(RemovedCoding).count() == 0
    acts = [e.act for e in db.session.query(AuditEntry).filter(AuditEntry.act.like("coding.%"))]
    assert acts == ["coding.removed", "coding.put_back"]


def test_a_passage_stays_while_somebody_codes_it(
    document: Document, coder: Account, codes: dict[str, Code]
) -> None:
    first = put(coder, document, "le temps", codes["A1"])
    put(coder, document, "le temps", codes["A2"])
    with writing():
        operations.remove(coder, first)
    assert spans(document) == [("le temps", "A2", False)]


def test_what_is_withdrawn_takes_its_codings_along(
    document: Document, coder: Account, codes: dict[str, Code]
) -> None:
    coding = put(coder, document, "le temps", codes["A1"])
    put(coder, document, "dame", codes["A1"])
    with writing():
        operations.remove(coder, coding)
        corpus.withdraw("responses", document.origin_id)
    for table in (Passage, Coding, RemovedCoding):
        assert db.session.query(table).count() == 0


def test_codings_follow_to_the_text_that_takes_the_place_and_those_touched_are_to_review(
    document: Document, coder: Account, codes: dict[str, Code], study: Study
) -> None:
    put(coder, document, "pris le temps", codes["A1"])
    put(coder, document, "Mme Durand a tout entendu", codes["A3"], valence=-1)
    put(coder, document, "entendu", codes["B2"])
    start = WORDS.index("Mme Durand")
    with writing():
        newer = operations.supersede(
            make_lead(study), document, [Mask(start, start + 10, "[une agente]")], KEY
        )
    assert spans(newer) == [
        ("[une agente] a tout entendu", "A3", True), ("entendu", "B2", False),
        ("pris le temps", "A1", False),
    ]  # fmt: skip
    assert spans(document) == []
    assert db.session.query(Passage).count() == 3


def test_two_passages_that_become_one_keep_one_coding_each(
    document: Document, coder: Account, codes: dict[str, Code], study: Study
) -> None:
    put(coder, document, "Mme", codes["A3"])
    put(coder, document, "Durand", codes["A3"])
    put(coder, document, "Durand", codes["B1"])
    start = WORDS.index("Mme Durand")
    with writing():
        newer = operations.supersede(
            make_lead(study), document, [Mask(start, start + 10, "[nom]")], KEY
        )
    assert spans(newer) == [("[nom]", "A3", True), ("[nom]", "B1", True)]


def test_a_mask_that_cuts_a_letter_from_its_accent_is_refused(study: Study, coder: Account) -> None:
    text = "x̂ Durand"  # no single sign exists for this letter
    document = make_document(study, text, "read")
    with pytest.raises(Refused), writing():
        operations.supersede(coder, document, [Mask(0, 1, "e")], KEY)
    assert db.session.get_one(Document, document.id).text == text


def test_a_coding_with_a_hundred_others_is_added_with_as_few_statements(
    document: Document, coder: Account, codes: dict[str, Code]
) -> None:
    with writing(), counted() as few:
        operations.add(coder, document, 0, 2, codes["A1"])
    for end in range(3, 58):
        with writing():
            operations.add(coder, document, 2, end, codes["A2"])
    with writing(), counted() as many:
        operations.add(coder, document, 5, 8, codes["A3"])
    assert len(many) <= len(few) <= 8
