"""The parts of an interview guide: what is said, what is permitted, the steps, its own questions."""

from __future__ import annotations

from dataclasses import dataclass

from feedback.instruments.conventions import MAY_CALL_BACK, MAY_QUOTE, MAY_RECORD
from feedback.instruments.definition import Definition
from feedback.instruments.kinds import KINDS
from feedback.instruments.questions import Question

PERMISSION_CODES = {"record": MAY_RECORD, "quote": MAY_QUOTE, "callback": MAY_CALL_BACK}
FRENCH_PERMISSIONS = {
    "record": "J’accepte que l’entretien soit enregistré.",
    "quote": "J’accepte que mes paroles soient citées, sans mon nom ni rien qui permette de me "
    "reconnaître.",
    "callback": "J’accepte d’être recontacté.",
}


@dataclass(frozen=True)
class Guide:
    """A guide cut in parts; `questions` is what an answer is cleaned against (no step list)."""

    steps: Question | None
    questions: tuple[Question, ...]
    before: tuple[Question, ...]
    prompts: tuple[Question, ...]
    after: tuple[Question, ...]
    permissions: dict[str, str]

    @property
    def own(self) -> tuple[Question, ...]:
        """Questions of this guide alone, besides the permissions."""
        codes = set(PERMISSION_CODES.values())
        return tuple(q for q in self.questions if KINDS[q.kind].asks and q.code not in codes)


def guide_of(definition: Definition) -> Guide:
    """Cut a definition: texts to read stand before the permissions, along the story, or at the end."""
    questions = definition.questions
    steps = next((q for q in questions if q.kind == "steps"), None)
    codes = [q.code for q in questions]
    first = min((codes.index(c) for c in PERMISSION_CODES.values() if c in codes), default=0)
    asked = [n for n, q in enumerate(questions) if KINDS[q.kind].asks or q.kind == "steps"]
    last = max(asked, default=-1)
    reading = [(n, q) for n, q in enumerate(questions) if q.kind == "information"]
    return Guide(
        steps=steps,
        questions=tuple(q for q in questions if q.kind != "steps"),
        before=tuple(q for n, q in reading if n < first),
        prompts=tuple(q for n, q in reading if first <= n <= last),
        after=tuple(q for n, q in reading if n > last),
        permissions={
            name: _words(definition, code, name) for name, code in PERMISSION_CODES.items()
        },
    )


def _words(definition: Definition, code: str, name: str) -> str:
    question = definition.question(code)
    return question.text["fr"] if question else FRENCH_PERMISSIONS[name]
