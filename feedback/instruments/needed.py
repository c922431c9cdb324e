"""What an interview or a parole sheet cannot do without: other rooms know these questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from feedback.instruments.conventions import (
    MAY_CALL_BACK,
    MAY_QUOTE,
    MAY_RECORD,
    PAROLE,
    PAROLE_KIND,
    PAROLE_KINDS,
    PAROLE_NAME,
    PAROLE_USE,
    PAROLE_USES,
)
from feedback.instruments.findings import Finding, fault
from feedback.instruments.questions import Question

ByCode = Mapping[str, Question]


def check_needed(questions: Iterable[Question], instrument: str) -> list[Finding]:
    """Return what is missing or of another kind, naming the question."""
    found = {question.code: question for question in questions}
    if instrument == "interview":
        return list(_interview(found))
    return list(_parole(found)) if instrument == "parole" else []


def _interview(found: ByCode) -> Iterator[Finding]:
    for code in (MAY_RECORD, MAY_QUOTE, MAY_CALL_BACK):
        if code in found and (found[code].kind != "consent" or found[code].options):
            yield _at(code, "une permission d’entretien est une case à cocher (consent).")


def _parole(found: ByCode) -> Iterator[Finding]:
    yield from _must_be(found, PAROLE, "long_text")
    yield from _must_choose(found, PAROLE_KIND, PAROLE_KINDS)
    yield from _must_choose(found, PAROLE_USE, PAROLE_USES)
    use = found.get(PAROLE_USE)
    if use and use.option("nominative") and PAROLE_NAME not in found:
        message = (
            f"Une fiche parole qui permet de citer un nom doit le demander (« {PAROLE_NAME} »)."
        )
        yield fault("needed", message, code=PAROLE_USE)


def _must_be(found: ByCode, code: str, kind: str) -> Iterator[Finding]:
    question = found.get(code)
    if question is None:
        yield fault("needed", f"Une fiche parole doit avoir la question « {code} ».")
    elif question.kind != kind or not question.required or question.show_if or question.modes:
        yield _at(code, f"elle doit être de type « {kind} », obligatoire, toujours posée.")


def _must_choose(found: ByCode, code: str, values: tuple[str, ...]) -> Iterator[Finding]:
    yield from _must_be(found, code, "single")
    question = found.get(code)
    for option in question.options if question else ():
        if option.value not in values:
            allowed = ", ".join(values)
            yield _at(code, f"la réponse « {option.value} » n’est pas prévue ({allowed}).")


def _at(code: str, message: str) -> Finding:
    return fault("needed", message, f"Question « {code} »", code)
