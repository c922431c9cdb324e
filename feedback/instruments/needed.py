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
from feedback.instruments.questions import Question

ByCode = Mapping[str, Question]


def check_needed(questions: Iterable[Question], instrument: str) -> list[str]:
    """Return what is missing or of another kind, naming the question."""
    found = {question.code: question for question in questions}
    if instrument == "interview":
        return list(_interview(found))
    return list(_parole(found)) if instrument == "parole" else []


def _interview(found: ByCode) -> Iterator[str]:
    for code in (MAY_RECORD, MAY_QUOTE, MAY_CALL_BACK):
        if code in found and (found[code].kind != "consent" or found[code].options):
            yield f"Question « {code} » : une permission d’entretien est une case à cocher (consent)."


def _parole(found: ByCode) -> Iterator[str]:
    yield from _must_be(found, PAROLE, "long_text")
    yield from _must_choose(found, PAROLE_KIND, PAROLE_KINDS)
    yield from _must_choose(found, PAROLE_USE, PAROLE_USES)
    use = found.get(PAROLE_USE)
    if use and use.option("nominative") and PAROLE_NAME not in found:
        yield f"Une fiche parole qui permet de citer un nom doit le demander (« {PAROLE_NAME} »)."


def _must_be(found: ByCode, code: str, kind: str) -> Iterator[str]:
    question = found.get(code)
    if question is None:
        yield f"Une fiche parole doit avoir la question « {code} »."
    elif question.kind != kind or not question.required or question.show_if or question.modes:
        yield f"Question « {code} » : elle doit être de type « {kind} », obligatoire, toujours posée."


def _must_choose(found: ByCode, code: str, values: tuple[str, ...]) -> Iterator[str]:
    yield from _must_be(found, code, "single")
    question = found.get(code)
    for option in question.options if question else ():
        if option.value not in values:
            yield (
                f"Question « {code} » : la réponse « {option.value} » n’est pas prévue "
                f"({', '.join(values)})."
            )
