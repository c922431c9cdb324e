"""What one adds to a draft: each kind of question, ready to be filled in."""

from __future__ import annotations

from collections.abc import Callable

from feedback.instruments.definition import Definition
from feedback.instruments.drafting.editing import find
from feedback.instruments.kinds.bank import DRAWABLE
from feedback.instruments.kinds.simple import SIMPLE
from feedback.instruments.questions import Option, Question, Statement

PALETTE = (
    "faces", "single", "multiple", "yes_no", "scale", "matrix", "ranking", "number", "date",
    "short_text", "long_text", "information", "consent", "bank", "steps",
)  # fmt: skip


def _options(*told: tuple[str, str, float | None]) -> tuple[Option, ...]:
    return tuple(Option(value, {"fr": label}, score) for value, label, score in told)


_YES_NO = _options(("oui", "Oui", None), ("non", "Non", None))
_TWO = _options(("reponse_1", "Réponse 1", None), ("reponse_2", "Réponse 2", None))
_THREE = (*_TWO, Option("reponse_3", {"fr": "Réponse 3"}))
_FACES = _options(
    ("pas_bien", "Pas bien", 0), ("moyen", "Moyen", 5), ("tres_bien", "Très bien", 10)
)
_AGREE = _options(("oui", "Oui", 10), ("un_peu", "Un peu", 5), ("non", "Non", 0))


def _blank(kind: str, code: str = "question") -> Question:
    return Question(code=code, kind=kind, text={})


_STARTERS: dict[str, Callable[[], Question]] = {
    "faces": lambda: Question("question", "faces", {}, options=_FACES),
    "single": lambda: Question("question", "single", {}, options=_TWO),
    "multiple": lambda: Question("question", "multiple", {}, options=_TWO),
    "yes_no": lambda: Question("question", "yes_no", {}, options=_YES_NO),
    "scale": lambda: Question(
        "question", "scale", {}, min=1, max=5,
        low={"fr": "Pas du tout"}, high={"fr": "Tout à fait"},
    ),
    "matrix": lambda: Question(
        "question", "matrix", {}, options=_AGREE, statements=(Statement("question_a", {}),)
    ),
    "ranking": lambda: Question("question", "ranking", {}, options=_THREE),
    "date": lambda: Question("question", "date", {}, precision="day"),
    "bank": lambda: Question(
        "banque", "bank", {"fr": "Questions tirées au hasard"}, ask=1,
        fields=(_blank("short_text", "banque_1"), _blank("short_text", "banque_2")),
    ),
    "steps": lambda: Question(
        "etapes", "steps", {"fr": "Étapes"}, fields=(_blank("short_text", "etape"),)
    ),
}  # fmt: skip


def starter(kind: str) -> Question:
    """Return a question of a kind, as simple as it can be."""
    made = _STARTERS.get(kind)
    return made() if made else _blank(kind)


def offered(definition: Definition, parent: str = "") -> tuple[str, ...]:
    """Return the kinds that may be added to an instrument, or to one of its lists."""
    holder = find(definition, parent) if parent else None
    if holder is not None:
        inner = DRAWABLE if holder.kind == "bank" else SIMPLE
        return tuple(kind for kind in PALETTE if kind in inner)
    kinds = {"survey": {"steps"}, "interview": {"bank"}}.get(definition.kind, {"bank", "steps"})
    if any(q.kind == "steps" for q in definition.written):
        kinds = kinds | {"steps"}
    return tuple(kind for kind in PALETTE if kind not in kinds)
