"""Lists and searches of texts: the same hits on both databases, only what one may read."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import event, text

from feedback.corpus import search_ddl
from feedback.corpus.models import Document
from feedback.corpus.queries import Wanted, document, ids, page, search, total
from feedback.db import db, writing
from feedback.errors import NotAllowed
from feedback.studies.models import Study
from tests.factories import make_document, make_member, make_study

READABLE = ("read", "validated")


@pytest.fixture
def study(app: Any) -> Study:
    """A study with a few texts in every state."""
    made = make_study()
    for words, state in (
        ("L'accueil était très bien", "read"),
        ("Très mal reçu, à l'accueil on n'écoute pas", "validated"),
        ("Accueil chaleureux", "to_read"),
        ("La dame a pris le temps de m'écouter", "read"),
        ("Œuvre utile : j'attends de vos nouvelles.", "read"),
        ("استقبال جيّد جدا", "read"),
        ("Renvoyée à foo.bar/123, 3,5 mois d'attente", "read"),
    ):
        make_document(made, words, state)
    return made


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("accueil", 2),
        ("ACCUEÏL", 2),
        ("tres", 2),
        ("écout*", 2),
        ("ecoute", 1),
        ('"pris le temps"', 1),
        ('"le pris temps"', 0),
        ('"l\'accueil on"', 1),
        ("oeuvre", 1),
        ("جيد", 1),
        ("bar", 1),
        ("123", 1),
        ("3,5", 1),
        ("bien accueil", 1),
        ("bien chaleureux", 0),
        ("d'attente", 1),
        ("att*", 2),
    ],
)
def test_a_search_finds_the_same_texts_on_both_databases(
    study: Study, question: str, found: int
) -> None:
    wanted = Wanted(study.id, READABLE, question=question)
    texts, count = search(wanted)
    assert (len(texts), count) == (found, found)
    assert all(t.state in READABLE for t in texts)


@pytest.mark.parametrize(
    "question", ["'", "''; DROP", "\\", "a' | 'b", "é\\'", "NOT a", "(", ":*", "§1r"]
)
def test_no_question_is_a_fault(study: Study, question: str) -> None:
    search(Wanted(study.id, READABLE, question=question))


def test_texts_of_another_study_or_state_are_never_found(study: Study) -> None:
    other = make_study()
    make_document(other, "accueil accueil", "read")
    assert total(Wanted(study.id, ("to_read",), question="accueil")) == 1
    assert total(Wanted(study.id, READABLE, question="accueil")) == 2


def test_search_follows_a_change_of_state_and_of_text(study: Study) -> None:
    wanted = Wanted(study.id, READABLE, question="chaleureux")
    listed = page(Wanted(study.id, ("to_read",)))[0]
    assert total(wanted) == 0
    with writing():
        waiting = db.session.get_one(Document, listed.id)
        waiting.text, waiting.state = "Accueil froid", "read"
    assert total(wanted) == 0
    assert total(Wanted(study.id, READABLE, question="froid")) == 1


def test_a_deleted_text_is_no_longer_found_and_the_index_stays_whole(study: Study) -> None:
    with writing():
        db.session.execute(text("DELETE FROM document WHERE text LIKE '%chaleureux%'"))
    assert total(Wanted(study.id, ("to_read",), question="chaleureux")) == 0
    if db.engine.dialect.name == "sqlite":
        with writing():
            db.session.execute(text(search_ddl.CHECK))


def test_filters_and_words_go_together(study: Study) -> None:
    make_document(study, "accueil", "read", language="es", quotable=False)
    assert total(Wanted(study.id, READABLE, question="accueil", language="es")) == 1
    assert total(Wanted(study.id, READABLE, language="es", quotable=True)) == 0
    assert total(Wanted(study.id, READABLE, kind="parole")) == 0


@pytest.mark.parametrize("question", ["", "numéro"])
def test_pages_follow_one_another_without_gap_or_repetition(app: Any, question: str) -> None:
    study = make_study()
    for number in range(23):
        make_document(study, f"Numéro {number}", READABLE[number % 2])
    wanted, seen, after = Wanted(study.id, READABLE, question=question), [], None
    while found := ids(wanted, after, 5):
        seen += found
        after = found[-1]
    assert seen == sorted(seen)
    assert len(set(seen)) == 23
    back = ids(wanted, seen[-1], 5, backwards=True)
    assert back == seen[-2:-7:-1]


def test_the_number_of_statements_does_not_grow_with_the_texts(study: Study) -> None:
    statements: list[str] = []

    def count(conn: Any, cursor: Any, statement: str, *rest: Any) -> None:
        statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", count)
    try:
        page(Wanted(study.id, READABLE))
        few = len(statements)
        for number in range(30):
            make_document(study, f"Texte {number}", "read")
        statements.clear()
        page(Wanted(study.id, READABLE))
        assert len([s for s in statements if s.startswith("SELECT")]) <= few
    finally:
        event.remove(db.engine, "before_cursor_execute", count)


def test_of_a_foreign_text_and_its_translation_one_is_listed(study: Study) -> None:
    foreign = make_document(study, "Muy bien", "read", language="es")
    translated = make_document(study, "Très bien", "read", translation_of_id=foreign.id)
    one = ids(Wanted(study.id, READABLE, one_of_two=True), limit=100)
    assert translated.id in one
    assert foreign.id not in one
    assert foreign.id in ids(Wanted(study.id, READABLE, originals_only=True), limit=100)


def test_a_text_out_of_reach_or_in_another_state_does_not_exist(study: Study) -> None:
    coder, stranger = make_member(study, "coder"), make_member(make_study(), "coder")
    waiting = db.session.query(Document).filter_by(state="to_read").one()
    shown = page(Wanted(study.id, READABLE))[0]
    assert document(coder, "code", shown.public_id, READABLE).id == shown.id
    for account, public_id in ((stranger, shown.public_id), (coder, waiting.public_id)):
        with pytest.raises(NotAllowed):
            document(account, "code", public_id, READABLE)
