"""Small questions and definitions for tests, as JSON and as read."""

from typing import Any

from feedback.instruments.definition import Definition, load
from feedback.instruments.findings import Finding
from feedback.instruments.parsing import read_question
from feedback.instruments.questions import Question

OUI = {"value": "oui", "label": {"fr": "Oui"}}
NON = {"value": "non", "label": {"fr": "Non"}}
NSP = {"value": "nsp", "label": {"fr": "Je ne sais pas"}, "role": "dont_know"}
AUTRE = {"value": "autre", "label": {"fr": "Autre"}, "other": True}
FACES = [
    {"value": "mal", "label": {"fr": "Mal"}, "score": 0},
    {"value": "moyen", "label": {"fr": "Moyen"}, "score": 5},
    {"value": "bien", "label": {"fr": "Bien"}, "score": 10},
]

# One well-made question of each kind.
EXAMPLES: dict[str, dict[str, Any]] = {
    "faces": {"options": FACES},
    "scale": {"min": -2, "max": 2, "low": {"fr": "Bas"}, "high": {"fr": "Haut"}, "options": [NSP]},
    "single": {"options": [OUI, NON, AUTRE]},
    "multiple": {
        "options": [
            OUI,
            NON,
            AUTRE,
            {"value": "rien", "label": {"fr": "Rien"}, "role": "prefer_not", "exclusive": True},
        ],
        "max_choices": 2,
    },
    "ranking": {"options": [OUI, NON, {"value": "peut-etre", "label": {"fr": "Peut-être"}}]},
    "matrix": {
        "options": [OUI, NON],
        "statements": [
            {"code": "ligne_a", "text": {"fr": "Ligne A"}, "dimension": "A1"},
            {"code": "ligne_b", "text": {"fr": "Ligne B"}, "scores": {"oui": 0, "non": 10}},
        ],
    },
    "yes_no": {"options": [OUI, NON, NSP]},
    "number": {"min": 0, "max": 120, "decimals": 1, "unit": {"fr": "ans"}},
    "date": {"precision": "day"},
    "short_text": {"max_length": 20},
    "long_text": {"max_length": 50},
    "information": {"lines": [{"fr": "Une ligne"}]},
    "consent": {},
    "bank": {
        "ask": 1,
        "fields": [
            {"code": "tiree_a", "kind": "yes_no", "text": {"fr": "Tirée A"}, "options": [OUI, NON]},
            {"code": "tiree_b", "kind": "short_text", "text": {"fr": "Tirée B"}},
        ],
    },
    "steps": {
        "fields": [
            {"code": "titre", "kind": "short_text", "text": {"fr": "Titre"}, "required": True},
            {"code": "quand", "kind": "date", "text": {"fr": "Quand"}, "precision": "month"},
            {"code": "humeur", "kind": "scale", "text": {"fr": "Humeur"}, "min": 0, "max": 2,
             "low": {"fr": "Bas"}, "high": {"fr": "Haut"}},
        ]
    },
}  # fmt: skip


def home(kind: str) -> str:
    """Return an instrument that may ask a question of the kind."""
    return "survey" if kind == "bank" else "interview"


def source(kind: str, code: str = "q", **changes: Any) -> dict[str, Any]:
    """Return the JSON of a well-made question of a kind, with changes."""
    made = {"code": code, "kind": kind, "text": {"fr": f"Question {code}"}, **EXAMPLES[kind]}
    return {key: value for key, value in (made | changes).items() if value is not None}


def question(kind: str, code: str = "q", **changes: Any) -> Question:
    """Return a question read from that JSON; it must be well shaped."""
    problems: list[Finding] = []
    made = read_question(source(kind, code, **changes), "Essai", problems)
    assert problems == []
    return made


def document(*questions: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Return the JSON of an instrument that asks those questions."""
    return {
        "format": 1,
        "code": "essai",
        "kind": "survey",
        "title": {"fr": "Essai"},
        "languages": ["fr"],
        "questions": list(questions),
        **changes,
    }


def definition(*questions: dict[str, Any], **changes: Any) -> Definition:
    """Return the definition that asks those questions."""
    return load(document(*questions, **changes))
