"""All that is looked at before a questionnaire is published: what blocks, what is doubtful."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from feedback.instruments.checks import reach
from feedback.instruments.checks.conditions import in_words
from feedback.instruments.checks.duration import Duration, duration
from feedback.instruments.checks.screen import too_high
from feedback.instruments.checks.wording import wording
from feedback.instruments.definition import Definition
from feedback.instruments.findings import BLOCKING, WARNING, Finding
from feedback.instruments.versions.meaning import changed_meaning

MOST_QUESTIONS = 8  # "eight questions in under two minutes": what a tired visitor bears
_VERDICTS = {
    reach.NEVER: _l("Cette question ne sera jamais posée : aucune réponse ne remplit sa condition."),
    reach.APART: _l("Cette question ne sera jamais posée : les parties de sa condition ne vont jamais ensemble."),
    reach.ALWAYS: _l("La condition est toujours remplie : elle ne sert à rien."),
}  # fmt: skip
_NAMES = {reach.NEVER: "unreachable", reach.APART: "contradiction", reach.ALWAYS: "always_true"}
_SCREENS = {
    "landscape": _l("Trop long pour une tablette tenue en largeur : il faudrait faire défiler. Raccourcissez, ou partagez la question en deux."),
    "portrait": _l("Trop long pour une tablette tenue en hauteur : il faudrait faire défiler. Raccourcissez, ou partagez la question en deux."),
}  # fmt: skip


@dataclass(frozen=True)
class Verified:
    """What was found, and how long answering takes (surveys only)."""

    findings: Sequence[Finding]
    duration: Duration | None

    @property
    def blocking(self) -> list[Finding]:
        """What keeps it from being published."""
        return [one for one in self.findings if one.level == BLOCKING]

    @property
    def warnings(self) -> list[Finding]:
        """What one may publish with, knowingly."""
        return [one for one in self.findings if one.level == WARNING]


def blocking(
    definition: Definition, faults: Iterable[Finding], history: Sequence[Definition]
) -> list[Finding]:
    """Return what keeps a draft from being published.

    `faults` are those `load_loose` told of it, `history` all that was ever published before.
    """
    return [*faults, *changed_meaning(history, definition)]


def verify(
    definition: Definition, faults: Sequence[Finding], history: Sequence[Definition]
) -> Verified:
    """Return all there is to say of a draft."""
    found = in_words(blocking(definition, faults, history), definition)
    found += _rules(definition)
    found += wording(definition)
    if definition.kind != "survey":
        return Verified(found, None)
    found += _screens(definition)
    took = duration(definition)
    if took.questions > MOST_QUESTIONS:
        found.append(Finding(None, WARNING, "too_many", _l(
            "Jusqu'à %(count)d questions : une personne fatiguée en supporte %(most)d.",
            count=took.questions, most=MOST_QUESTIONS,
        )))  # fmt: skip
    return Verified(found, took)


def _rules(definition: Definition) -> Iterator[Finding]:
    for question, verdict in reach.judged(definition.questions):
        yield _verdict(question.code, verdict)
    for steps in definition.questions:
        if steps.kind == "steps":
            for field, verdict in reach.judged(steps.fields):
                yield _verdict(steps.code, verdict, field.title("fr"))


def _verdict(code: str, verdict: str, place: str = "") -> Finding:
    return Finding(code, WARNING, _NAMES[verdict], _VERDICTS[verdict], place)


def _screens(definition: Definition) -> Iterator[Finding]:
    for question in definition.questions:
        if screen := too_high(question):
            yield Finding(question.code, WARNING, "too_high", _SCREENS[screen.name])
