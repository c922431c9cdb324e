"""Definitions read from JSON: faults are told in French, naming the question."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.instruments import library
from feedback.instruments.definition import DefinitionErrors, load
from feedback.instruments.kinds import KINDS
from feedback.instruments.languages import KNOWN
from feedback.instruments.parsing import MODES
from feedback.instruments.questions import ROLES
from tests.instruments.making import EXAMPLES, NON, OUI, definition, document, home, source

SCHEMA = json.loads((Path(__file__).parents[2] / "docs/definition.schema.json").read_text("utf-8"))


def faults(asked: Any) -> list[str]:
    with pytest.raises(DefinitionErrors) as refusal:
        load(asked)
    return refusal.value.messages


def test_one_question_of_each_kind_is_read() -> None:
    asked = [
        source(kind, f"q_{kind}") for kind in EXAMPLES if kind not in ("matrix", "steps", "bank")
    ]
    made = definition(*asked, source("matrix", "m"), source("steps", "s"), kind="interview")
    assert [one.kind for one in made.questions][-2:] == ["matrix", "steps"]
    assert made.question("m") is made.questions[-2]
    assert made.question("absente") is None


def test_the_same_content_in_another_order_has_the_same_digest() -> None:
    made = document(source("single"))
    turned = dict(reversed(list(made.items())))
    assert load(made).digest == load(turned).digest
    assert load(made).digest != load({**made, "code": "autre"}).digest


@pytest.mark.parametrize("kind", EXAMPLES)
def test_what_is_written_is_read_again_the_same(kind: str) -> None:
    made = definition(
        source(kind, help={"fr": "Aide"}, counted=False if KINDS[kind].asks else None),
        kind=home(kind),
    )
    again = load(made.canonical)
    assert (again, again.digest) == (made, made.digest)


def test_a_score_of_zero_is_not_lost() -> None:
    made = definition(source("faces"))
    assert load(made.canonical).questions[0].options[0].score == 0


def test_texts_are_normalised() -> None:
    made = definition(source("single", text={"fr": " e\u0301te\x07 "}))
    assert made.questions[0].text == {"fr": "éte"}


MATRIX_TWICE = [source("matrix", "m"), source("single", "ligne_a")]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ([], ["un objet"]),
        ({}, ["format", "code", "kind", "title", "au moins une question"]),
        (document(), ["au moins une question"]),
        (document(source("single"), format=0), ["« format » doit être 1"]),
        (document(source("single"), format=2, new=1), ["plus récente", "format 2"]),
        (document(source("single"), kind="sondage"), ["sondage"]),
        (document(source("single"), languages=["en"]), ["le français doit être"]),
        (document(source("single"), languages=["fr", "tlh"]), ["« tlh »"]),
        (document(source("single"), texts={"salut": {"fr": "x"}}), ["« salut »"]),
        (document(source("single"), titre={}), ["« titre » n’est pas une clé connue"]),
        (document(source("single", code="Été")), ["Question n° 1", "« Été »", "minuscule"]),
        (document(source("single", code="a__b")), ["« a__b »"]),
        (document(source("single", code="a" * 42)), ["41 au plus"]),
        (document(source("single", code=7)), ["Question n° 1", "« code »"]),
        (document(source("single"), source("single")), ["« q » sert 2 fois"]),
        (document(*MATRIX_TWICE), ["« ligne_a » sert 2 fois"]),
        (document({**source("single"), "kind": "curseur"}), ["Question « q »", "curseur"]),
        (document(source("single", text={"en": "Hi"})), ["Question « q »", "français manque"]),
        (document(source("single", text="Bonjour")), ["un texte par langue"]),
        (document(source("single", text={"fr": " "})), ["le texte « fr » est vide"]),
        (document(source("single", text={"fr": "x" * 1001})), ["1000 caractères"]),
        (document(source("single", required="oui")), ["« required » doit être true"]),
        (document(source("single", requird=True)), ["Question « q »", "« requird »"]),
        (document(source("single", max_length=5)), ["« max_length » ne sert pas"]),
        (document(source("yes_no", random=True)), ["« random » ne sert pas"]),
        (document(source("single", modes=["avion"])), ["« avion »"]),
        (document(source("single", dimension="A 2")), ["« A 2 »"]),
        (document(source("number", min=1e300)), ["trop grand"]),
        (document(source("number", decimals=1.5)), ["entier"]),
        (document(source("single", options="oui")), ["« options » doit être une liste"]),
        (document(source("single", options=[OUI, {**NON, "role": "x"}])), ["« non »", "« x »"]),
        (document(source("single", options=[OUI] * 201)), ["201 éléments ; 200 au plus"]),
        (document(*[source("single")] * 501), ["501 éléments ; 500 au plus"]),
        (document(source("steps")), ["seulement dans un entretien"]),
        (
            document(source("steps", "a"), source("steps", "b"), kind="interview"),
            ["Question « b »", "une seule liste"],
        ),
        (
            document(source("single", "a", show_if={"answered": "b"}), source("single", "b")),
            ["Question « a »", "« b »"],
        ),
        (document(source("single", show_if={"answered": "q"})), ["Question « q »"]),
        (
            document(source("matrix", "m"), source("single", show_if={"answered": "m"})),
            ["Question « q »", "« m »"],
        ),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_place(asked: Any, words: list[str]) -> None:
    told = "\n".join(faults(asked))
    assert all(word in told for word in words), told


def test_a_fault_in_a_field_of_a_step_names_both() -> None:
    fields = [{"code": "a", "kind": "single", "text": {"fr": "A"}}]
    (message,) = faults(document(source("steps", fields=fields), kind="interview"))
    assert message.startswith("Question « q », champ « a » :")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "ligne 1"),
        (b"\xff\xfe", "UTF-8"),
        ('{"a": 1, "a": 2}', "« a » est écrite deux fois"),
        ("[" * 100_000, "imbriqué"),
        ("9" * 5000, "ne peut pas être lu"),
        (" " * 2_000_001, "trop gros"),
    ],
)
def test_a_file_that_is_not_json_is_refused(text: str | bytes, words: str) -> None:
    assert words in "\n".join(faults(text))


def test_a_byte_order_mark_is_forgiven() -> None:
    text = json.dumps(document(source("single")))
    assert load(text.encode("utf-8-sig")) == load("\ufeff" + text)


JSON_VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=5), inner, max_size=4)
    ),
    max_leaves=8,
)
KEYS = sorted(SCHEMA["$defs"]["question"]["properties"])


@given(
    kind=st.sampled_from(sorted(EXAMPLES)),
    changes=st.dictionaries(st.sampled_from(KEYS), JSON_VALUES, max_size=3),
    top=st.dictionaries(st.sampled_from(sorted(SCHEMA["properties"])), JSON_VALUES, max_size=1),
)
def test_any_json_is_read_or_refused_with_words(
    kind: str, changes: dict[str, Any], top: dict[str, Any]
) -> None:
    told: list[str] = []
    try:
        made = load({**document({**source(kind), **changes}), **top})
    except DefinitionErrors as refusal:
        told = refusal.messages
    assert told or load(made.canonical) == made


@pytest.mark.parametrize("name", library.names())
def test_the_published_schema_takes_every_starter(name: str) -> None:
    jsonschema.validate(library.load(name).as_json(), SCHEMA)


def test_the_published_schema_is_sound_and_knows_the_same_words() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    asked = SCHEMA["$defs"]["question"]["properties"]
    assert set(asked["kind"]["enum"]) == set(KINDS)
    assert tuple(asked["modes"]["items"]["enum"]) == MODES
    assert tuple(SCHEMA["$defs"]["language"]["enum"]) == KNOWN
    assert tuple(SCHEMA["$defs"]["option"]["properties"]["role"]["enum"]) == ROLES


@pytest.mark.parametrize("kind", EXAMPLES)
def test_the_published_schema_takes_each_kind_and_no_other_key(kind: str) -> None:
    sound = document(source(kind), kind=home(kind))
    jsonschema.validate(sound, SCHEMA)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document(source(kind, requird=True), kind=home(kind)), SCHEMA)
