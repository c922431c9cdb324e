"""The path, recomputed from the answers."""

from hypothesis import given
from hypothesis import strategies as st

from feedback.instruments import library
from feedback.instruments.path import keep_on_path, path
from tests.instruments.making import definition, source

CHAIN = definition(
    source("yes_no", "un"),
    source("yes_no", "deux", show_if={"equals": ["un", "oui"]}),
    source("yes_no", "trois", show_if={"equals": ["deux", "oui"]}),
    source("long_text", "mot"),
    source("consent", "citer", show_if={"answered": "mot"}),
    source("matrix", "tableau"),
    source("single", "apres", show_if={"equals": ["ligne_a", "oui"]}, modes=["lien"]),
)


def codes(answers: dict[str, object], texts: dict[str, str] | None = None, mode: str | None = None) -> list[str]:  # fmt: skip
    return [question.code for question in path(CHAIN, answers, texts, mode)]


def test_without_answers_only_questions_without_a_rule_are_asked() -> None:
    assert codes({}) == ["un", "mot", "tableau"]


def test_an_answer_off_the_path_opens_nothing() -> None:
    assert "trois" not in codes({"un": "non", "deux": "oui"})
    assert "trois" in codes({"un": "oui", "deux": "oui"})


def test_a_text_written_counts_as_an_answer() -> None:
    assert "citer" in codes({}, {"mot": "Bonjour"})


def test_a_statement_opens_a_question() -> None:
    assert "apres" in codes({"ligne_a": "oui"})


def test_a_question_for_other_modes_is_not_asked() -> None:
    assert "apres" in codes({"ligne_a": "oui"}, mode="lien")
    assert "apres" not in codes({"ligne_a": "oui"}, mode="borne")


def test_answers_off_the_path_are_not_kept() -> None:
    answers = {"un": "non", "deux": "oui", "ligne_b": "non", "citer": "oui", "inconnue": 1}
    assert keep_on_path(CHAIN, answers) == ({"un": "non", "ligne_b": "non"}, {})


def test_texts_on_the_path_are_kept_with_what_they_open() -> None:
    kept = keep_on_path(CHAIN, {"citer": "oui"}, {"mot": "Bonjour", "autre": "perdu"})
    assert kept == ({"citer": "oui"}, {"mot": "Bonjour"})


def test_the_path_of_the_reception_survey_follows_the_person() -> None:
    asked = library.load("accueil")
    given_up = path(asked, {"renoncement": "oui"}, {"commentaire": "Merci"}, "lien")
    assert {"motif_renoncement", "citation", "aide_reponse"} <= {one.code for one in given_up}
    plain = path(asked, {"renoncement": "non"}, {}, "borne")
    assert sum(question.counted for question in plain) == len(plain) == 8


VALUES = st.sampled_from(["oui", "non", "nsp"])


@given(
    answers=st.dictionaries(st.sampled_from(["un", "deux", "trois", "ligne_a", "citer"]), VALUES),
    texts=st.dictionaries(st.just("mot"), st.sampled_from(["", "x"])),
)
def test_keeping_twice_is_keeping_once(answers: dict[str, str], texts: dict[str, str]) -> None:
    once = keep_on_path(CHAIN, answers, texts)
    assert keep_on_path(CHAIN, *once) == once
    assert path(CHAIN, *once) == path(CHAIN, answers, texts)
