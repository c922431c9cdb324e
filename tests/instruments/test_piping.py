"""An earlier answer quoted in a later text."""

from __future__ import annotations

from typing import Any

import pytest

from feedback.instruments.definition import DefinitionErrors
from feedback.instruments.kinds import KINDS
from feedback.instruments.paper import sheet
from feedback.instruments.piping import is_piped
from feedback.instruments.rendering import draw_all, html
from feedback.instruments.scripted import is_scripted
from tests.instruments.making import definition, source
from tests.instruments.test_rendering import PAGES, parsed, words

QUOTES = {"fr": "Pourquoi « {reponse:motif} » & pas autre chose ?", "en": "Why “{reponse:motif}”?"}
OPTIONS = [{"value": "toit", "label": {"fr": "Un <toit>", "en": "A roof"}},
           {"value": "pain", "label": {"fr": "Du pain", "en": "Bread"}}]  # fmt: skip


def asked(kind: str = "single", text: Any = QUOTES, **changes: Any) -> Any:
    """A question, and one that quotes its answer."""
    first = source(kind, "motif", **changes)
    return definition(first, source("long_text", "suite", text=text), languages=["fr", "en"])


def said(made: Any, raw: Any = None, tag: str = "fr") -> str:
    """The words of the second question."""
    return words(parsed(html(PAGES, draw_all(made.questions, tag, raw)[1])).find(".//label"))


def test_the_words_of_the_answer_stand_in_the_language_of_the_page() -> None:
    made = asked(options=OPTIONS)
    assert said(made, {"motif": "toit"}) == "Pourquoi « Un <toit> » & pas autre chose ?"
    assert said(made, {"motif": "toit"}, "en") == "Why “A roof”?"


def test_without_an_answer_neutral_words_stand_there() -> None:
    assert said(asked(options=OPTIONS)) == "Pourquoi « votre réponse » & pas autre chose ?"
    own = asked(options=OPTIONS, text={"fr": "Pourquoi {reponse:motif|ce choix} ?"})
    assert said(own) == "Pourquoi ce choix ?"


@pytest.mark.parametrize(
    ("kind", "changes", "raw", "quoted"),
    [
        ("multiple", {"options": OPTIONS, "max_choices": None}, {"motif": ["toit", "pain"]},
         "Un <toit>, Du pain"),
        ("ranking", {"options": OPTIONS}, {"motif__toit": "2", "motif__pain": "1"},
         "Du pain, Un <toit>"),
        ("number", {}, {"motif": "12"}, "12 ans"),
        ("scale", {}, {"motif": "-1"}, "-1"),
    ],
)  # fmt: skip
def test_answers_of_several_kinds_are_quoted(
    kind: str, changes: dict[str, Any], raw: Any, quoted: str
) -> None:
    assert said(asked(kind, **changes), raw) == f"Pourquoi « {quoted} » & pas autre chose ?"


@pytest.mark.parametrize(
    ("questions", "words"),
    [
        ([source("single", text={"fr": "Et {reponse:q} ?"})], "pas une question posée avant"),
        ([source("single", text={"fr": "Et {reponse:plus_tard} ?"}), source("single", "plus_tard")],
         "pas une question posée avant"),
        ([source("long_text", "a"), source("single", text={"fr": "Et {reponse:a} ?"})],
         "ne se cite pas"),
        ([source("yes_no", "a"),
          source("single", "b", show_if={"equals": ["a", "oui"]}),
          source("single", text={"fr": "Et {reponse:b} ?"})], "mots de secours"),
        ([source("yes_no", "a"), source("single", text={"fr": "Et {reponse a} ?"})], "se cite ainsi"),
        ([source("yes_no", "a"), source("single", options=[
            {"value": "x", "label": {"fr": "{reponse:a}"}}, OPTIONS[0]])], "pas ailleurs"),
    ],
)  # fmt: skip
def test_a_place_that_could_stay_empty_or_lead_nowhere_is_told(questions: Any, words: str) -> None:
    with pytest.raises(DefinitionErrors) as refusal:
        definition(*questions)
    assert words in "\n".join(refusal.value.messages)


def test_a_question_not_asked_of_everyone_is_quoted_with_words_of_its_own() -> None:
    made = definition(
        source("yes_no", "a"), source("single", "b", show_if={"equals": ["a", "oui"]}),
        source("single", text={"fr": "Et {reponse:b|le reste} ?"}),
    )  # fmt: skip
    assert is_piped(made.questions[2])
    assert is_scripted(made.questions)


def test_paper_columns_and_figures_never_show_the_place_itself() -> None:
    made = asked(options=OPTIONS)
    assert (
        sheet(made, 1, "fr").items[1].drawing.text.text.count("votre réponse") == 2
    )  # shown, kept
    (column,) = KINDS["long_text"].cells(made.questions[1])
    assert column.label == "Pourquoi « … » & pas autre chose ?"
