"""How hard the French is: sentences, words, initials."""

from __future__ import annotations

import pytest

from feedback.instruments import library
from feedback.instruments.checks.french import long_sentences, rare_words, unexplained


def test_a_long_sentence_is_counted_alone() -> None:
    long = " ".join(["mot"] * 21)
    assert list(long_sentences(f"Court. {long} ? Court aussi.")) == [(21, f"{long} ?")]
    assert list(long_sentences(" ".join(["mot"] * 20))) == []


def test_an_answer_quoted_counts_as_one_word() -> None:
    quoted = "{reponse:motif|ce que vous avez dit en premier en arrivant} "
    assert list(long_sentences(quoted + " ".join(["mot"] * 19))) == []


@pytest.mark.parametrize(
    "word", ["récépissé", "subsidiarité", "allocataire", "curatelle", "susmentionné", "forclusion"]
)
def test_a_rare_word_is_named(word: str) -> None:
    assert list(rare_words(f"Avez-vous votre {word} ?")) == [word]


@pytest.mark.parametrize(
    "text",
    [
        "Avez-vous eu ce que vous veniez chercher ? Reviendrez-vous ?",
        "Quelqu'un vous a aidé aujourd’hui, jusqu’à l’accueil.",
        "Les justificatifs demandés, les interlocutrices, les attestations.",
        "Venez-vous de Vénissieux, de Bron ou de Mions ?",
        "Le RSA et la MDMPH.",
    ],
)
def test_everyday_words_their_forms_and_names_are_not(text: str) -> None:
    assert list(rare_words(text)) == []


@pytest.mark.parametrize(
    ("texts", "left"),
    [
        (["Avez-vous l’AAH ?"], {"AAH"}),
        (["L’allocation adulte handicapé (AAH)", "Avez-vous l’AAH ?"], set()),
        (["L’AAH (allocation adulte handicapé)"], set()),
        (["(AAH)"], {"AAH"}),
        (["La C.P.A.M. et le RSA"], {"CPAM"}),
        (["Bébé, enfant (PMI)"], set()),
        (["Oui", "À 10 h"], set()),
    ],
)
def test_initials_are_told_until_they_are_explained(texts: list[str], left: set[str]) -> None:
    assert unexplained(texts) == left


def test_the_starter_survey_reads_well() -> None:
    asked = library.load("accueil")
    said = [text for question in asked.questions for text in
            (question.text["fr"], *(o.label["fr"] for o in question.options))]  # fmt: skip
    assert [word for text in said for word in rare_words(text)] == []
    assert unexplained(said) == set()
