"""A whole answer against its version."""

import pytest
from werkzeug.datastructures import MultiDict

from feedback.instruments import library
from feedback.instruments.cleaning import clean_all, raw_of
from feedback.instruments.kinds import Invalid
from tests.instruments.making import definition, source

ASKED = definition(
    source("yes_no", "un", required=True),
    source("long_text", "mot", show_if={"equals": ["un", "oui"]}, required=True),
    source("single", "choix"),
)


def test_everything_refused_is_told_at_once() -> None:
    _, problems = clean_all(ASKED, MultiDict([("un", "oui"), ("choix", "inventee")]))
    assert [(one.field, one.reason) for one in problems] == [
        ("mot", "required"),
        ("choix", "unknown"),
    ]


def test_what_is_off_the_path_is_neither_asked_nor_kept() -> None:
    kept, problems = clean_all(ASKED, {"un": "non", "mot": "x" * 9999, "choix": "oui"})
    assert (kept.answers, kept.texts, problems) == ({"un": "non", "choix": "oui"}, {}, [])


def test_an_unfinished_answer_owes_nothing() -> None:
    kept, problems = clean_all(ASKED, {"choix": "oui"}, partial=True)
    assert (kept.answers, problems) == ({"choix": "oui"}, [])


def test_a_device_document_is_read_as_a_page_would_be() -> None:
    answers, texts = {"un": "oui", "choix": "autre"}, {"mot": "Bonjour", "choix": "un détail"}
    kept, problems = clean_all(ASKED, raw_of(ASKED, answers, texts))
    assert (kept.answers, kept.texts, problems) == (answers, texts, [])


def test_an_answer_to_a_question_not_asked_is_refused() -> None:
    with pytest.raises(Invalid) as refusal:
        raw_of(ASKED, {"deux": "oui", "mot": "closed"}, {"un": "a text"})
    assert [(one.field, one.reason) for one in refusal.value.problems] == [
        ("deux", "unasked"),
        ("mot", "unasked"),
        ("un", "unasked"),
    ]


def test_steps_come_out_of_an_interview_apart() -> None:
    raw = {"accord_citer": "oui", "etapes": [{"titre": "La CAF", "emotion": -2}]}
    kept, problems = clean_all(library.load("naissance"), raw, mode="entretien")
    assert problems == []
    assert kept.answers == {"accord_citer": "oui"}
    assert kept.steps[0].answers == {"emotion": -2}
    assert kept.steps[0].texts == {"titre": "La CAF"}


def test_a_step_may_rank_and_count() -> None:
    fields = [source("ranking", "ordre"), source("number", "fois")]
    asked = definition(source("steps", "etapes", fields=fields), kind="interview")
    page = [
        ("etapes__0__ordre__non", "1"),
        ("etapes__0__ordre__oui", "2"),
        ("etapes__0__fois", "3"),
    ]
    kept, problems = clean_all(asked, MultiDict(page))
    assert problems == []
    assert [step.answers for step in kept.steps] == [{"ordre": ["non", "oui"], "fois": 3}]


def test_a_parole_demands_its_statement_its_permission_and_enough_words() -> None:
    raw = {"type_parole": "expert", "contexte": "reunion", "date_parole": "2026-03-02"}
    _, problems = clean_all(library.load("parole"), {**raw, "parole": "Trop court"})
    assert [(one.field, one.reason) for one in problems] == [
        ("parole", "too_short"),
        ("sans_personne", "must_tick"),
        ("diffusion", "required"),
    ]
