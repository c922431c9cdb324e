"""Reads of coding."""

from __future__ import annotations

from typing import Any

import pytest

from feedback.accounts.models import Account
from feedback.codebook.models import Code
from feedback.coding import operations, queries
from feedback.coding.codebook.queries import used
from feedback.coding.queries import Filters
from feedback.corpus.models import Document
from feedback.db import writing
from feedback.errors import NotAllowed
from feedback.studies.models import Study
from tests.factories import make_codebook, make_document, make_member, make_study
from tests.statements import counted

READABLE = ("read", "validated")


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
    return make_member(study, "coder", name="Ana Code")


def code_all(coder: Account, document: Document, code: Code, valence: int = 0) -> str:
    """Code the whole of a text."""
    with writing():
        return operations.add(coder, document, 0, document.length, code, valence)


def test_what_is_left_is_what_i_have_not_coded(
    study: Study, coder: Account, codes: dict[str, Code]
) -> None:
    texts = [make_document(study, f"Texte {n}", "read") for n in range(4)]
    code_all(coder, texts[1], codes["A1"])
    code_all(make_member(study, "coder"), texts[2], codes["A1"])
    here = queries.wanted(study, READABLE, Filters())
    assert queries.progress(coder, here) == (1, 4)
    assert queries.next_uncoded(coder, texts[0], here) == texts[2]
    assert queries.next_uncoded(coder, texts[3], here) == texts[0]
    assert queries.following(texts[0], here) == texts[1]
    assert queries.following(texts[1], here, back=True) == texts[0]
    assert queries.following(texts[3], here) is None
    assert queries.counts_of(texts, coder) == {texts[1].id: (1, 1), texts[2].id: (0, 1)}


def test_when_all_is_coded_nothing_is_left(
    study: Study, coder: Account, codes: dict[str, Code]
) -> None:
    text = make_document(study, "Seul", "read")
    code_all(coder, text, codes["A1"])
    assert queries.next_uncoded(coder, text, queries.wanted(study, READABLE, Filters())) is None


def test_a_waiting_text_is_never_to_code(study: Study, coder: Account) -> None:
    make_document(study, "Attend", "to_read")
    make_document(study, "Retiré", "withdrawn")
    assert queries.progress(coder, queries.wanted(study, READABLE, Filters())) == (0, 0)


def test_one_sees_ones_own_codings_and_those_of_others_when_asked(
    study: Study, coder: Account, codes: dict[str, Code]
) -> None:
    text, other = make_document(study, "Un texte", "read"), make_member(study, "coder", name="Bo")
    code_all(coder, text, codes["A1"], 1)
    code_all(other, text, codes["B2"], -1)
    mine = queries.marks(text, coder, others=False)
    assert [(m.key, m.mine, m.valence) for m in mine] == [("A1", True, 1)]
    both = queries.marks(text, coder, others=True)
    assert {(m.key, m.mine, m.coder) for m in both} == {
        ("A1", True, "Ana Code"),
        ("B2", False, "Bo"),
    }
    assert queries.others_count(text, coder) == 1


def test_recent_codes_come_latest_first_each_once_and_never_from_another_study(
    study: Study, coder: Account, codes: dict[str, Code]
) -> None:
    elsewhere = make_study()
    foreign = make_codebook(elsewhere)
    for key in ("A1", "A2", "A1", "B1"):
        code_all(coder, make_document(study, "Texte", "read"), codes[key])
    code_all(coder, make_document(elsewhere, "Texte", "read"), foreign["C1"])
    assert [c.key for c in queries.recent_codes(study, coder)] == ["B1", "A1", "A2"]


def test_a_code_is_read_across_texts_latest_first_page_by_page(
    study: Study, coder: Account, codes: dict[str, Code]
) -> None:
    other = make_member(study, "coder")
    for number in range(5):
        text = make_document(study, f"😀 Numéro {number} !", "read")
        with writing():
            operations.add(coder, text, 2, 10, codes["A3"], (-1, 0, 1)[number % 3])
    code_all(other, make_document(study, "Un autre", "validated"), codes["A3"])
    hidden = make_document(study, "Remis", "read")
    code_all(coder, hidden, codes["A3"])
    with writing():
        hidden.state = "withdrawn"
    first = queries.quotes(codes["A3"], READABLE, coder, True, None, None, limit=4)
    assert [q.words for q in first] == ["Un autre", "Numéro 4", "Numéro 3", "Numéro 2"]
    rest = queries.quotes(codes["A3"], READABLE, coder, True, None, first[-1].id, limit=4)
    assert [q.words for q in rest] == ["Numéro 1", "Numéro 0"]
    mine = queries.quotes(codes["A3"], READABLE, coder, False, -1, None)
    assert [q.words for q in mine] == ["Numéro 3", "Numéro 0"]
    assert queries.valences(codes["A3"], READABLE, coder, False) == {-1: 2, 0: 2, 1: 1}


def test_a_coding_out_of_reach_does_not_exist(
    study: Study, coder: Account, codes: dict[str, Code]
) -> None:
    public_id = code_all(coder, make_document(study, "Texte", "read"), codes["A1"])
    assert queries.coding(coder, public_id, READABLE).public_id == public_id
    with pytest.raises(NotAllowed):
        queries.coding(make_member(make_study(), "coder"), public_id, READABLE)
    with pytest.raises(NotAllowed):
        queries.removed(coder, "nothing")


def test_codings_are_counted_per_code(study: Study, coder: Account, codes: dict[str, Code]) -> None:
    text = make_document(study, "Texte", "read")
    code_all(coder, text, codes["A1"])
    code_all(make_member(study, "coder"), text, codes["A1"])
    assert used(study, coder) == {codes["A1"].id: (2, 1)}


def test_a_page_of_quotes_asks_once_whatever_their_number(
    study: Study, coder: Account, codes: dict[str, Code]
) -> None:
    code = codes["A1"]
    for _ in range(12):
        code_all(coder, make_document(study, "Texte", "read"), code)
    assert (code.key, coder.name) == ("A1", coder.name)  # read afresh before counting
    with counted() as statements:
        assert len(queries.quotes(code, READABLE, coder, True, None, None)) == 12
    assert len(statements) == 1
