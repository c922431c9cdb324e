"""Codes merged, split, proposed; each act taken back, nothing lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from feedback.accounts.models import Account
from feedback.codebook import operations as book
from feedback.codebook.history.queries import last_of
from feedback.codebook.models import Code, CodeSuccession
from feedback.codebook.queries import by_key, dimensions, names, successors
from feedback.codebook.versions import operations as versions
from feedback.coding import operations as coding
from feedback.coding.codebook import operations, queries
from feedback.coding.codebook.models import CodeExample, MovedCoding
from feedback.coding.models import Coding, Passage
from feedback.corpus import operations as corpus
from feedback.corpus.models import Document
from feedback.db import db, writing
from feedback.errors import Refused
from feedback.studies.models import Study
from tests.factories import make_codebook, make_document, make_lead, make_member, make_study

TEXT = "On nous a écoutés. Mais il a fallu attendre."


@pytest.fixture
def study(app: Flask) -> Study:
    """A study with a codebook."""
    found = make_study()
    make_codebook(found)
    return found


@pytest.fixture
def lead(study: Study) -> Account:
    """Its lead."""
    return make_lead(study)


@pytest.fixture
def text(study: Study) -> Document:
    """A text to code."""
    return make_document(study, TEXT, "read")


def code(study: Study, key: str) -> Code:
    """A code of the study."""
    found = by_key(study, key)
    assert found is not None
    return found


def put(who: Account, where: Document, key: str, start: int = 0, valence: int = 0, memo: str = "") -> None:  # fmt: skip
    """Code a passage of eighteen characters."""
    with writing():
        study = db.session.get_one(Study, where.study_id)
        coding.add(who, where, start, start + 18, code(study, key), valence, memo)


def state() -> list[tuple[Any, ...]]:
    """All codings, as a person would tell them."""
    db.session.expire_all()
    query = (
        select(
            Passage.start, Code.key, Account.id, Coding.valence, Coding.memo, Coding.to_review,
            Coding.public_id,
        )
        .join(Passage, Passage.id == Coding.passage_id)
        .join(Code, Code.id == Coding.code_id)
        .join(Account, Account.id == Coding.coder_id)
        .order_by(Passage.start, Code.key, Account.id)
    )  # fmt: skip
    return [tuple(row) for row in db.session.execute(query)]


def said() -> list[tuple[Any, ...]]:
    """All codings without who put them."""
    return [(row[0], row[1], *row[3:6]) for row in state()]


def tree(study: Study) -> list[tuple[Any, ...]]:
    """The whole book as it stands."""
    db.session.expire_all()
    query = select(
        Code.key, Code.parent_id, Code.position, Code.name, Code.colour, Code.status,
        Code.archived_at.is_(None),
    ).where(Code.study_id == study.id)  # fmt: skip
    return sorted(tuple(row) for row in db.session.execute(query))


def act(do: Callable[..., Any], *given: Any, **more: Any) -> Any:
    """Do something inside a write."""
    with writing():
        return do(*given, **more)


def undo(lead: Account, study: Study) -> None:
    """Take the person's last act back."""
    with writing():
        last = last_of(study, lead)
        assert last is not None
        operations.undo(lead, study, last.public_id)


def merged(lead: Account, study: Study, source: str, target: str, **more: Any) -> int:
    """Merge one code into another."""
    with writing():
        return operations.merge(lead, study, [code(study, source)], code(study, target), **more)


# --- Merging -------------------------------------------------------------------------------


def test_codings_follow_the_code_is_archived_and_its_key_leads_on(
    study: Study, lead: Account, text: Document
) -> None:
    put(lead, text, "A1")
    put(make_member(study, "coder"), text, "A1", 19, -1, "long")
    assert merged(lead, study, "A1", "A2") == 2
    assert said() == [(0, "A2", 0, "", False), (19, "A2", -1, "long", False)]
    assert code(study, "A1").archived_at is not None
    assert successors(study) == {"A1": "A2"}
    assert dimensions(study)["A1"] == "A2 Écoute"
    assert names(study)["A1"] == "Écoute"


def test_two_codings_of_one_person_on_one_passage_become_one_with_both_memos(
    study: Study, lead: Account, text: Document
) -> None:
    put(lead, text, "A1", valence=-1, memo="peu de temps")
    put(lead, text, "A2", valence=0, memo="écoute brève")
    merged(lead, study, "A1", "A2")
    assert said() == [(0, "A2", -1, "écoute brève\n\npeu de temps", False)]


def test_valences_that_contradict_each_other_are_to_review(
    study: Study, lead: Account, text: Document
) -> None:
    put(lead, text, "A1", valence=-1)
    put(lead, text, "A2", valence=1)
    merged(lead, study, "A1", "A2")
    assert said() == [(0, "A2", 1, "", True)]


def test_a_merge_is_taken_back_to_the_letter(study: Study, lead: Account, text: Document) -> None:
    put(lead, text, "A1", valence=-1, memo="peu de temps")
    put(lead, text, "A2", valence=1, memo="écoute brève")
    put(make_member(study, "coder"), text, "A1", 19)
    with writing():
        shown = db.session.scalars(select(Coding).join(Code).where(Code.key == "A1")).first()
        operations.show_example(lead, shown)
    before, codes = state(), tree(study)
    merged(lead, study, "A1", "A2")
    assert state() != before
    undo(lead, study)
    assert state() == before
    assert tree(study) == codes
    assert successors(study) == {}
    example = db.session.scalars(select(Coding).join(CodeExample)).one()
    assert example.code.key == "A1"


def test_two_merges_in_a_row_are_taken_back_one_after_the_other(
    study: Study, lead: Account, text: Document
) -> None:
    for key in ("A1", "A2", "A3"):
        put(lead, text, key, memo=f"mémo {key}")
    before = state()
    merged(lead, study, "A1", "A2")
    between = state()
    merged(lead, study, "A2", "A3")
    assert [row[1] for row in state()] == ["A3"]
    assert successors(study) == {"A1": "A3", "A2": "A3"}
    undo(lead, study)
    assert state() == between
    undo(lead, study)
    assert state() == before


def test_a_coding_moved_twice_finds_its_first_code_again(
    study: Study, lead: Account, text: Document
) -> None:
    put(lead, text, "A1")
    put(lead, text, "A3")
    before = state()
    merged(lead, study, "A1", "A2")
    merged(lead, study, "A2", "A3")
    undo(lead, study)
    undo(lead, study)
    assert state() == before


def test_what_was_coded_after_a_merge_stays_when_it_is_taken_back(
    study: Study, lead: Account, text: Document
) -> None:
    put(lead, text, "A1")
    merged(lead, study, "A1", "A2")
    put(lead, text, "A2", 19)
    undo(lead, study)
    assert [(row[0], row[1]) for row in said()] == [(0, "A1"), (19, "A2")]


def test_an_undoing_that_would_lose_words_is_refused(
    study: Study, lead: Account, text: Document
) -> None:
    put(lead, text, "A1", memo="un")
    put(lead, text, "A2", memo="deux")
    merged(lead, study, "A1", "A2")
    with writing():
        coding.change(lead, db.session.scalars(select(Coding)).one(), 1, "tout autre chose")
    before = state()
    with pytest.raises(Refused, match="réécrits"):
        undo(lead, study)
    assert state() == before


def test_an_earlier_merge_waits_for_a_later_one_to_be_taken_back(
    study: Study, lead: Account, text: Document
) -> None:
    put(lead, text, "A1")
    merged(lead, study, "A1", "A2")
    first = last_of(study, lead)
    assert first is not None
    public_id = first.public_id
    merged(lead, study, "A2", "A3")
    with pytest.raises(Refused, match="annulez d'abord"), writing():
        operations.undo(lead, study, public_id)


def test_a_coding_removed_after_a_merge_stays_removed(
    study: Study, lead: Account, text: Document
) -> None:
    put(lead, text, "A1")
    merged(lead, study, "A1", "A2")
    act(lambda: coding.remove(lead, db.session.scalars(select(Coding)).one()))
    undo(lead, study)
    assert state() == []
    assert code(study, "A1").archived_at is None


def test_what_is_under_a_merged_code_goes_under_the_other(study: Study, lead: Account) -> None:
    with writing():
        book.move(lead, study, [code(study, "A3")], code(study, "A1"))
    codes = tree(study)
    merged(lead, study, "A1", "B1")
    moved = code(study, "A3")
    assert moved.parent is not None
    assert (moved.parent.key, moved.colour) == ("B1", code(study, "B").colour)
    undo(lead, study)
    assert tree(study) == codes


@pytest.mark.parametrize(
    ("source", "target", "words"),
    [
        ("A1", "A1", "avec lui-même"),
        ("A1", "B", "Une famille ne prend pas"),
        ("A", "A1", "est sous un code"),
        ("Z1", "A1", "textes d'alerte"),
        ("A1", "Z1", "textes d'alerte"),
    ],
)
def test_a_merge_that_makes_no_sense_is_refused(
    study: Study, lead: Account, source: str, target: str, words: str
) -> None:
    before = tree(study)
    with pytest.raises(Refused, match=words):
        merged(lead, study, source, target)
    assert tree(study) == before


def test_a_merge_of_a_code_another_has_changed_is_refused(study: Study, lead: Account) -> None:
    seen = {"A1": book.mark_of(code(study, "A1"))}
    with writing():
        code(study, "A1").definition = "Autre"
    with pytest.raises(Refused, match="une autre personne"):
        merged(lead, study, "A1", "A2", seen=seen)


def test_a_withdrawn_text_takes_what_a_merge_kept_of_it_away(
    study: Study, lead: Account, text: Document
) -> None:
    put(lead, text, "A1", memo="secret")
    put(lead, text, "A2")
    merged(lead, study, "A1", "A2")
    assert db.session.scalar(select(func.count()).select_from(MovedCoding)) == 1
    with writing():
        found = db.session.get_one(Document, text.id)
        corpus.withdraw(found.origin_room, found.origin_id)
    assert db.session.scalar(select(func.count()).select_from(MovedCoding)) == 0
    undo(lead, study)
    assert state() == []


# --- Splitting -----------------------------------------------------------------------------


def passages() -> list[str]:
    """Public ids of the passages, in order."""
    return list(db.session.scalars(select(Passage.public_id).order_by(Passage.start)))


def test_passages_go_where_they_are_said_to_go_and_the_rest_stays(
    study: Study, lead: Account, text: Document
) -> None:
    for start in (0, 5, 19):
        put(lead, text, "A1", start)
    put(make_member(study, "coder"), text, "A1", 0, 1)
    before, codes = state(), tree(study)
    first, second, _ = passages()
    parts = [{"key": "A11", "name": "Temps"}, {"key": "a2", "name": ""}]
    count = act(operations.split, lead, study, code(study, "A1"), parts, {first: 0, second: 1})
    assert count == 3
    assert [(row[0], row[1]) for row in said()] == [(0, "A11"), (0, "A11"), (5, "A2"), (19, "A1")]
    made = code(study, "A11")
    assert made.parent is not None
    assert (made.name, made.parent.key) == ("Temps", "A")
    kept = db.session.execute(select(CodeSuccession.old_key, CodeSuccession.new_key)).all()
    assert [tuple(row) for row in kept] == [("A1", "A11"), ("A1", "A2")]
    assert successors(study) == {}  # the code split is still itself
    undo(lead, study)
    assert state() == before
    assert tree(study) == codes


def test_a_split_is_not_taken_back_once_its_new_code_serves(
    study: Study, lead: Account, text: Document
) -> None:
    put(lead, text, "A1")
    (first,) = passages()
    act(operations.split, lead, study, code(study, "A1"), [{"key": "A11", "name": "Temps"}], {first: 0})  # fmt: skip
    put(lead, text, "A11", 19)
    with pytest.raises(Refused, match="A11 a 1 codages"):
        undo(lead, study)
    assert [row[1] for row in said()] == ["A11", "A11"]


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ({"key": "A11", "name": ""}, "Donnez un nom"),
        ({"key": "1", "name": "Nom"}, "Une lettre"),
        ({"key": "A1", "name": ""}, "ne peut pas recevoir"),
        ({"key": "A", "name": ""}, "ne peut pas recevoir"),
        ({"key": "Z1", "name": ""}, "ne peut pas recevoir"),
    ],
)
def test_a_split_that_goes_nowhere_is_refused(
    study: Study, lead: Account, text: Document, part: dict[str, str], words: str
) -> None:
    put(lead, text, "A1")
    (first,) = passages()
    with pytest.raises(Refused, match=words):
        act(operations.split, lead, study, code(study, "A1"), [part], {first: 0})
    with pytest.raises(Refused, match="au moins un passage"):
        act(operations.split, lead, study, code(study, "A1"), [part], {})


# --- Proposing, and other ways back --------------------------------------------------------


def test_a_proposed_code_takes_the_first_free_key(study: Study, lead: Account) -> None:
    assert act(operations.propose, lead, study, "  comme une\nreine ").name == "comme une reine"
    assert code(study, "P1").status == "proposed"
    act(operations.propose, lead, study, "Autre")
    assert code(study, "P2").parent is None
    with pytest.raises(Refused, match="P2"):
        act(operations.propose, lead, study, "autre")
    with pytest.raises(Refused, match="120"):
        act(operations.propose, lead, study, "x" * 121)


def test_a_new_code_is_taken_back_unless_it_serves_or_stands_in_a_version(
    study: Study, lead: Account, text: Document
) -> None:
    act(operations.propose, lead, study, "Un")
    undo(lead, study)
    assert by_key(study, "P1") is None
    act(operations.propose, lead, study, "Deux")
    put(lead, text, "P1")
    with pytest.raises(Refused, match="P1 a 1 codages"):
        undo(lead, study)
    act(operations.propose, lead, study, "Trois")
    act(versions.take, lead, study, "")
    with pytest.raises(Refused, match="version du livre"):
        undo(lead, study)


def test_a_change_is_not_taken_back_over_another_persons(study: Study, lead: Account) -> None:
    def rename(who: Account, name: str) -> None:
        with writing():
            found = code(study, "A1")
            book.change_code(who, found, parent_key="A", used=0, name=name, codable=True)

    rename(lead, "Une")
    other = make_member(study, "study_lead")
    rename(other, "Deux")
    with pytest.raises(Refused, match="a changé depuis"):
        undo(lead, study)
    undo(other, study)
    assert code(study, "A1").name == "Une"
    undo(lead, study)
    assert code(study, "A1").name == "Disponibilité"


def test_an_example_is_a_reference_that_few_codes_overdo(
    study: Study, lead: Account, text: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(lead, text, "A1")
    put(lead, text, "A1", 19)
    monkeypatch.setattr(operations, "MOST_EXAMPLES", 1)
    one, two = db.session.scalars(select(Coding.id).order_by(Coding.id)).all()
    act(lambda: operations.show_example(lead, db.session.get_one(Coding, one)))
    shown = queries.examples(study, ("read",), lead)[code(study, "A1").id]
    assert [example.words for example in shown] == ["On nous a écoutés."]
    assert queries.examples(study, ("validated",), lead) == {}
    with pytest.raises(Refused, match="déjà 1 exemples"):
        act(lambda: operations.show_example(lead, db.session.get_one(Coding, two)))
    act(lambda: operations.hide_example(db.session.get_one(Coding, one)))
    assert queries.examples(study, ("read",), lead) == {}
