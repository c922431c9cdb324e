"""Forms as researchers write them: what each row becomes, and what is told of it."""

from __future__ import annotations

from typing import Any

import pytest

from feedback.formats.xlsform.book import UnreadableForm, read
from feedback.instruments.canonical import plain
from feedback.instruments.xlsform.reading import read_form
from tests.formats.xlsform.making import survey, workbook
from tests.instruments.xlsform.forms import form, only, row, told


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        (row("text"), {"kind": "long_text"}),
        (
            row("text", constraint="string-length(.) < 50 and string-length(.) >= 3"),
            {"kind": "short_text", "max_length": 49, "min": 3},
        ),
        (row("integer", constraint=". > 0 and . <= 120"), {"kind": "number", "min": 1, "max": 120}),
        (row("integer", constraint="18 <= ."), {"kind": "number", "min": 18}),
        (
            row("decimal", constraint=". > 0"),
            {"kind": "number", "min": 0.01, "decimals": 2},
        ),
        (row("date"), {"kind": "date"}),
        (row("date", appearance="month-year"), {"kind": "date", "precision": "month"}),
        (
            row("range", parameters="start=1 end=5 step=1"),
            {"kind": "scale", "min": 1, "max": 5, "low": {"fr": "1"}, "high": {"fr": "5"}},
        ),
        (
            row("range", parameters="start=0 end=100 step=5"),
            {"kind": "number", "min": 0, "max": 100},
        ),
        (row("acknowledge"), {"kind": "consent"}),
        (row("note"), {"kind": "information"}),
        (row("select_one oui_non", required="yes"), {"kind": "single", "required": True}),
        (row("text", hint="En deux phrases."), {"kind": "long_text", "help": {"fr": "En deux phrases."}}),
    ],
)  # fmt: skip
def test_each_type_has_its_kind(asked: dict[str, Any], kept: dict[str, Any]) -> None:
    document = plain(only(form(asked)))
    assert document.items() >= kept.items(), document


def test_choices_become_options_with_values_we_can_keep() -> None:
    made = form(
        row("select_one villes"),
        choices=("villes Saint-Étienne Saint-Étienne", "villes 2,5 Deux", "villes answered Oui"),
    )
    assert [option.value for option in only(made).options] == ["Saint-Etienne", "2_5", "answered_2"]
    assert told(made.report.changed)[0] == (2, "Saint-Étienne", "renamed")


def test_several_choices_keep_how_many_and_which_go_alone() -> None:
    made = form(
        row(
            "select_multiple aides",
            constraint="count-selected(.) <= 2 and not(selected(., 'rien') and count-selected(.) > 1)",
        ),
        choices=("aides rsa RSA", "aides apl APL", "aides rien Aucune"),
    )
    question = only(made)
    assert question.max_choices == 2
    assert [option.value for option in question.options if option.exclusive] == ["rien"]
    assert not made.report.changed


def test_other_opens_a_free_text() -> None:
    made = form(row("select_one oui_non or_other"))
    assert only(made).other is not None
    assert [option.value for option in only(made).options] == ["oui", "non", "other"]


def test_a_group_becomes_a_part_and_its_condition_stays() -> None:
    made = form(
        row("select_one oui_non", "suivi"),
        {"type": "begin_group", "name": "g", "label": "Groupe", "relevant": "${suivi} = 'oui'"},
        row("select_one oui_non", "content"),
        row("text", "pourquoi", relevant="${content} = 'non'"),
        {"type": "end_group"},
    )
    by_code = made.definition.by_code
    assert by_code["content"].show_if == {"equals": ["suivi", "oui"]}
    assert by_code["pourquoi"].show_if == {
        "all": [{"equals": ["suivi", "oui"]}, {"equals": ["content", "non"]}]
    }
    assert by_code["content"].section == {"fr": "Groupe"}
    assert not by_code["pourquoi"].section
    assert not made.report.left


def test_of_groups_within_groups_one_title_is_kept_and_the_other_told() -> None:
    made = form(
        {"type": "begin_group", "name": "g", "label": "Grand"},
        {"type": "begin_group", "name": "h", "label": "Petit"},
        row("text", "dedans"),
        {"type": "end_group"},
        {"type": "end_group"},
    )
    assert made.definition.by_code["dedans"].section == {"fr": "Petit"}
    assert told(made.report.left) == [(2, "g", "group_label")]


def test_a_condition_that_cannot_be_carried_is_told_with_its_words() -> None:
    made = form(
        row("integer", "a"),
        row("text", "b", relevant="${a} + 1 > 3"),
        row("text", "c", relevant="${inconnu} = 'x'"),
        row("text", "d", relevant="${b} = 'bonjour'"),
        row("text", "e", relevant="false()"),
    )
    assert told(made.report.changed) == [
        (3, "b", "condition_beyond"),
        (4, "c", "condition_unknown"),
        (5, "d", "condition_opaque"),
    ]
    assert next(iter(made.report.changed.values())).values["expression"] == "${a} + 1 > 3"
    assert told(made.report.left) == [(6, "e", "never")]
    assert made.definition.by_code["b"].show_if is None


def test_conditions_that_run_in_a_circle_are_told() -> None:
    made = form(
        row("select_one oui_non", "a", relevant="${b} = 'oui'"),
        row("select_one oui_non", "b", relevant="${a} = 'oui'"),
    )
    assert told(made.report.changed) == [(2, "a", "condition_later")]
    assert made.definition.by_code["b"].show_if == {"equals": ["a", "oui"]}


def test_a_table_of_choices_becomes_one_question() -> None:
    rows = [
        row("select_one oui_non", "ecoute", required="yes"),
        row("select_one oui_non", "respect", required="yes"),
    ]
    made = form(
        {"type": "begin_group", "name": "avis", "label": "Votre avis", "appearance": "table-list"},
        *rows,
        {"type": "end_group"},
        row("text", "pourquoi", relevant="${respect} = 'non'"),
    )
    grid, after = made.definition.questions
    assert (grid.kind, grid.code, grid.required) == ("matrix", "avis", True)
    assert [one.code for one in grid.statements] == ["ecoute", "respect"]
    assert after.show_if == {"equals": ["respect", "non"]}


def test_a_table_drawn_by_hand_and_one_of_kobo_are_tables_too() -> None:
    by_hand = form(
        {"type": "begin_group", "name": "g", "appearance": "field-list"},
        row("select_one oui_non", "titres", appearance="label"),
        row("select_one oui_non", "a", appearance="list-nolabel"),
        row("select_one oui_non", "b", appearance="list-nolabel"),
        {"type": "end_group"},
    )
    assert only(by_hand).text == {"fr": "Question titres"}
    kobo = form(
        {"type": "begin_score", "name": "g", "label": "Notez", "kobo--score-choices": "oui_non"},
        row("score__row", "a"),
        row("score__row", "b"),
        {"type": "end_score"},
    )
    assert [one.code for one in only(kobo).statements] == ["a", "b"]


def test_a_table_with_a_conditional_phrase_stays_several_questions() -> None:
    made = form(
        {"type": "begin_group", "name": "g", "appearance": "table-list"},
        row("select_one oui_non", "a"),
        row("select_one oui_non", "b", relevant="${a} = 'oui'"),
        {"type": "end_group"},
    )
    assert [one.kind for one in made.definition.questions] == ["single", "single"]


def test_what_repeats_becomes_steps_in_a_guide_only() -> None:
    rows = [
        {"type": "begin_repeat", "name": "etapes", "label": "Étapes"},
        row("text", "quoi"),
        row("select_one oui_non", "aide"),
        row("text", "suite", relevant="${aide} = 'oui'"),
        {"type": "end_repeat"},
        row("text", "fin"),
    ]
    guide = form(*rows, kind="interview")
    steps = guide.definition.by_code["etapes"]
    assert [one.code for one in steps.fields] == ["quoi", "aide", "suite"]
    assert steps.fields[2].show_if == {"equals": ["aide", "oui"]}
    survey_made = form(*rows)
    assert told(survey_made.report.left) == [(2, "etapes", "repeat_in_survey")]


def test_only_the_first_repeat_becomes_steps() -> None:
    rows = [
        row_
        for name in ("a", "b")
        for row_ in (
            {"type": "begin_repeat", "name": name, "label": name},
            row("text", f"quoi_{name}"),
            {"type": "end_repeat"},
        )
    ]
    assert told(form(*rows, kind="interview").report.left) == [(5, "b", "second_repeat")]


def test_what_has_no_place_here_is_left_out_and_told() -> None:
    made = form(
        row("text", "garde"),
        *(
            row(kind, f"n{number}")
            for number, kind in enumerate(
                (
                    "geopoint",
                    "image",
                    "audio",
                    "barcode",
                    "time",
                    "select_one_from_file v.csv",
                    "tetx",
                )
            )
        ),
        {"type": "calculate", "name": "total", "calculation": "1 + 1"},
        {"type": "start", "name": "start"},
        row("select_one absente", "z"),
    )
    assert [reason for _line, _name, reason in told(made.report.left)] == [
        "type_place", "type_media", "type_media", "type_barcode", "type_moment", "type_file",
        "unknown_type", "type_calculate", "type_metadata", "no_list",
    ]  # fmt: skip
    assert [one.code for one in made.definition.questions] == ["garde"]


def test_what_a_question_loses_is_told_by_column_with_all_its_lines() -> None:
    made = form(
        row("text", "a", default="x", constraint_message="Non", appearance="w2", notes="?"),
        row("text", "b", default="y", image="b.png", required="${a} = 'x'"),
    )
    left = {one.reason: one.lines for one in made.report.left.values()}
    assert left["column_default"] == [2, 3]
    assert left["column_message"] == [2]
    assert left["column_media"] == [3]
    assert left["column"] == [1]
    assert {one.reason for one in made.report.changed.values()} == {"appearance", "required"}


def test_names_become_codes_and_conditions_follow() -> None:
    made = form(
        row("select_one oui_non", "Déjà_Venu"),
        row("text", "Pourquoi?", relevant="${Déjà_Venu} = 'oui'"),
        row("text", "x" * 60),
        row("text", "1er_choix"),
    )
    codes = [one.code for one in made.definition.questions]
    assert codes == ["deja_venu", "pourquoi", "x" * 41, "q_1er_choix"]
    assert made.definition.questions[1].show_if == {"equals": ["deja_venu", "oui"]}
    assert {one.reason for one in made.report.changed.values()} == {"renamed"}


def test_two_questions_of_one_name_are_told_apart_and_not_quoted() -> None:
    made = form(
        row("select_one oui_non", "a"),
        row("select_one oui_non", "a"),
        row("text", "b", relevant="${a} = 'oui'"),
    )
    assert [one.code for one in made.definition.questions] == ["a", "a_2", "b"]
    assert told(made.report.changed) == [(3, "a", "renamed"), (4, "b", "condition_unknown")]


def test_languages_are_known_by_their_tag_or_their_name() -> None:
    made = form(
        {
            "type": "text", "name": "a", "label::Français (fr)": "Bonjour",
            "label::English": "Hello", "label::ar": "مرحبا", "label::Deutsch (de)": "Hallo",
            "label::persan": "سلام", "label::Klingon (tlh)": "nuqneH",
        },
        choices=(),
        settings={"form_title": "Essai", "default_language": "Français (fr)"},
    )  # fmt: skip
    assert only(made).text == {
        "fr": "Bonjour", "en": "Hello", "ar": "مرحبا", "de": "Hallo", "fa": "سلام",
    }  # fmt: skip
    assert made.definition.languages == ("fr", "en", "ar", "de", "fa")
    assert told(made.report.left) == [(1, "Klingon (tlh)", "language")]


def test_a_language_written_otherwise_in_each_sheet_is_one_language() -> None:
    made = form(
        {"type": "select_one l", "name": "a", "label::English": "Hello", "label": "Bonjour"},
        choices=(
            {"list_name": "l", "name": "x", "label": "X", "label::english (en)": "Ex"},
            {"list_name": "l", "name": "y", "label": "Y", "label::english (en)": "Why"},
        ),
    )
    assert [one.label["en"] for one in only(made).options] == ["Ex", "Why"]
    assert not made.report.left


def test_a_text_without_french_is_lent_and_told() -> None:
    made = form(
        {"type": "text", "name": "a", "label::English (en)": "Hello"},
        choices=(),
        settings={"form_title": "Essai", "default_language": "English (en)"},
    )
    assert only(made).text == {"fr": "Hello", "en": "Hello"}
    assert made.definition.reviewed == ()
    assert form(row("text")).definition.reviewed == ("fr",)
    assert told(made.report.changed) == [(2, "label", "no_french")]


def test_markup_and_recalled_answers_are_taken_out_and_told() -> None:
    made = form(
        row("text", "nom", label="Votre <b>prénom</b> ?"),
        row("text", "b", label="Bonjour ${nom}, ça va ?"),
    )
    assert [one.text["fr"] for one in made.definition.questions] == [
        "Votre prénom ?", "Bonjour …, ça va ?",
    ]  # fmt: skip
    assert told(made.report.changed) == [(2, "nom", "markup"), (3, "b", "recalled")]


def test_a_faulty_question_is_left_out_with_its_fault() -> None:
    made = form(row("text", "a"), row("select_one seule", "b"), choices=("seule x X",))
    (entry,) = made.report.left.values()
    assert (entry.lines, entry.reason) == ([3], "fault")
    assert "au moins 2 options" in entry.values["problem"]


@pytest.mark.parametrize(
    ("rows", "reason", "line"),
    [
        ([{"type": "begin_group", "name": "g"}, row("text")], "never_closed", 2),
        ([row("text"), {"type": "end_group"}], "never_opened", 3),
        (
            [{"type": "begin_group", "name": "g"}, row("text"), {"type": "end_repeat"}],
            "never_opened",
            4,
        ),
        ([{"type": "begin_group", "name": f"g{n}"} for n in range(20)], "too_deep", 14),
        ([row("geopoint")], "no_question", None),
        ([row("text", f"q{n}") for n in range(2_000)], "too_many_questions", None),
        ([row("text", f"q{n}") for n in range(501)], "too_many_questions", None),
    ],
)
def test_a_form_without_shape_is_refused_with_its_line(
    rows: list[dict[str, Any]], reason: str, line: int | None
) -> None:
    with pytest.raises(UnreadableForm) as caught:
        form(*rows)
    assert (caught.value.reason, caught.value.values.get("line")) == (reason, line)


def test_a_form_of_a_newer_house_is_refused() -> None:
    with pytest.raises(UnreadableForm) as caught:
        form(row("text"), settings={"form_title": "x", "vivevoix::format": 2})
    assert caught.value.reason == "newer"


def test_a_form_without_settings_still_has_a_name() -> None:
    made = read_form(read(workbook(survey=survey(row("text")))))
    assert (made.definition.code, made.definition.kind) == ("questionnaire", "survey")
    assert ("no_language") in {one.reason for one in made.report.changed.values()}
