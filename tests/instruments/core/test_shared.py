"""Nothing of a core changes in a local instrument; anything may be added after it."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.instruments import library
from feedback.instruments.core.shared import clashes, differences, own, rebuilt
from feedback.instruments.definition import Definition, DefinitionErrors, load
from tests.instruments.making import EXAMPLES, NON, OUI, definition, document, home, source

pytestmark = pytest.mark.once
CORE = library.load("accueil")
ADDED = [kind for kind in EXAMPLES if home(kind) == "survey" or kind not in ("steps", "bank")]


def local(*added: dict[str, Any], core: Definition = CORE, **changes: Any) -> Definition:
    """A local instrument: its core, then questions of its own."""
    made = core.as_json()
    return load({**made, "questions": [*made["questions"], *added], **changes})


def leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Where each word, number and flag of a document stands."""
    if isinstance(value, dict | list):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        return [at for name, one in pairs for at in leaves(one, (*path, name))]
    return [path]


def put(value: Any, path: tuple[Any, ...], new: Any) -> None:
    """Write another value there."""
    for name in path[:-1]:
        value = value[name]
    value[path[-1]] = new


def other(value: Any) -> Any:
    """A value that is not this one, and may stand in its place."""
    if isinstance(value, bool):
        return not value
    return value + 1 if isinstance(value, int | float) else f"{value}x"


FREE = {"code", "format"}  # of the instrument itself
EDITABLE = [
    path
    for path in leaves(CORE.as_json())
    if path[0] not in FREE | {"languages", "reviewed"}
    and not (path[:2] == ("texts", "start_lines") and path[2] == 0)  # « 8 questions. 2 minutes. »
]


@given(st.sampled_from(EDITABLE))
def test_any_edit_of_a_core_part_is_refused(path: tuple[Any, ...]) -> None:
    changed = copy.deepcopy(CORE.as_json())
    at: Any = changed
    for name in path:
        at = at[name]
    put(changed, path, other(at))
    try:
        made = load(changed)
    except DefinitionErrors:
        return  # no definition at all
    assert differences(CORE, made) != []


@given(st.integers(0, len(CORE.written) - 1))
def test_no_core_question_goes_away_and_its_name_is_told(at: int) -> None:
    made = CORE.as_json()
    gone = made["questions"].pop(at)
    for one in made["questions"]:
        one.pop("show_if", None)
    told = differences(CORE, load(made))
    assert any(f"« {gone['code']} »" in one and "elle reste" in one for one in told)


@given(st.permutations(range(4)))
def test_the_order_of_the_core_stays(order: list[int]) -> None:
    core = definition(*(source("yes_no", f"q{n}") for n in range(4)))
    made = definition(*(source("yes_no", f"q{n}") for n in order))
    told = differences(core, made)
    assert (told == []) == (order == sorted(order))
    assert all("l’ordre" in one for one in told)


@given(st.lists(st.sampled_from(ADDED), max_size=4), st.integers(0, 3))
def test_any_question_may_come_after_the_core(kinds: list[str], rules: int) -> None:
    bank = EXAMPLES["bank"]["fields"]
    added = [source(kind, f"locale_{n}") for n, kind in enumerate(kinds)]
    for n, one in enumerate(added):
        if one["kind"] == "matrix":
            one["statements"] = [{**s, "code": f"{s['code']}_{n}"} for s in one["statements"]]
        if one["kind"] == "bank":
            one["fields"] = [{**f, "code": f"{f['code']}_{n}"} for f in bank]
    for one in added[:rules]:
        one["show_if"] = {"equals": ["renoncement", "oui"]}
    made = local(*added)
    assert differences(CORE, made) == []
    assert [one.code for one in own(CORE, made)] == [one["code"] for one in added]


def test_a_local_question_among_those_of_the_core_is_refused_by_its_name() -> None:
    made = CORE.as_json()
    made["questions"].insert(1, source("yes_no", "locale"))
    assert differences(CORE, load(made)) == [
        "Question « locale » : une question locale vient après celles du noyau."
    ]


def test_what_changed_is_said_in_words() -> None:
    made = CORE.as_json()
    first = made["questions"][0]
    first["text"]["fr"], first["options"][0]["score"] = "Alors ?", 1
    del first["required"]
    assert differences(CORE, load(made)) == [
        "Question « satisfaction » : elle est du noyau, on n’y change pas le texte, "
        "le caractère obligatoire et les réponses."
    ]


def test_core_texts_may_be_said_in_further_languages_but_not_otherwise() -> None:
    core = definition(source("yes_no"), languages=["fr", "en"])
    made = document(source("yes_no"), languages=["fr", "en", "ar"])
    made["questions"][0]["text"]["ar"] = "سؤال"
    made["title"] = {"fr": "Essai", "ar": "تجربة"}
    assert differences(core, load(made)) == []
    made["questions"][0]["help"] = {"fr": "Une aide"}
    assert "l’aide" in differences(core, load(made))[0]
    assert differences(core, load(document(source("yes_no"), languages=["fr"]))) == [
        "Les langues du noyau restent : il manque en."
    ]


def test_a_line_that_counts_questions_may_be_made_true_again() -> None:
    made = CORE.as_json()
    made["texts"]["start_lines"][0] = {"fr": "10 questions. 3 minutes."}
    assert differences(CORE, load(made)) == []
    made["texts"]["start_lines"][1] = {"fr": "Dites votre nom."}
    assert differences(CORE, load(made)) == [
        "Textes : les lignes de l’écran d’accueil du noyau ne changent pas ici."
    ]


def test_a_new_core_keeps_local_questions_their_rules_and_added_languages() -> None:
    old = definition(source("yes_no"), source("scale", "gone"))
    document_ = old.as_json() | {"languages": ["fr", "ar"], "code": "chez_nous"}
    document_["questions"][0]["text"]["ar"] = "سؤال"
    document_["questions"][0]["options"][0]["label"]["ar"] = "نعم"
    rule = {"equals": ["q", "oui"]}
    mine = load({**document_, "questions": [
        *document_["questions"], source("long_text", "locale", show_if=rule)
    ]})  # fmt: skip
    new = definition(
        source("yes_no", text={"fr": "Autrement dit"}), source("number", "de_plus"),
        source("single", "encore", options=[OUI, NON]), languages=["fr", "en"],
    )  # fmt: skip
    made = load(rebuilt(new, old, mine))
    assert [one.code for one in made.written] == ["q", "de_plus", "encore", "locale"]
    assert made.languages == ("fr", "en", "ar")
    assert made.code == "chez_nous"
    first = made.written[0]
    assert first.text == {"fr": "Autrement dit"}, "another French: its translation is to do again"
    assert first.options[0].label == {"fr": "Oui", "ar": "نعم"}
    assert made.written[-1].show_if == rule
    assert differences(new, made) == []


def test_a_code_that_both_use_is_named() -> None:
    added = local(source("matrix", "grille")).written[-1:]
    assert clashes(definition(source("yes_no", "ligne_b")), added) == ["ligne_b"]
    assert clashes(definition(source("yes_no", "autre")), added) == []
