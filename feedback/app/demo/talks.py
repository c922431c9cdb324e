"""The invented interviews, held and finished as an interviewer would."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from random import Random

from feedback.accounts.models import Account
from feedback.app.demo.stories import Journey, Step
from feedback.instruments.definition import Definition
from feedback.instruments.kinds.base import Cleaned
from feedback.instruments.models import Instrument
from feedback.instruments.queries import definition_of
from feedback.journeys import operations
from feedback.journeys.fields import FRICTIONS
from feedback.journeys.guide import guide_of
from feedback.journeys.ready import ready
from feedback.journeys.steps import operations as steps
from feedback.responses.withdrawal_codes import code_for, code_mac
from feedback.studies.models import Study

FROM_STORY = {
    "titre": "title", "action": "action", "demarche": "procedure", "documents": "documents",
    "emotion_mot": "emotion_word", "friction": "pain_point", "aide_recue": "help",
    "attente": "expectation", "verbatim": "verbatim",
}  # fmt: skip
CLOSED_FROM_STORY = {
    "canal": "channel", "acteur": "actor", "delai": "wait_days", "emotion": "emotion",
    "resultat": "outcome", "forme_non_recours": "take_up_form",
}  # fmt: skip


def hold(
    interviewer: Account, study: Study, guides: Mapping[str, Instrument],
    journeys: tuple[Journey, ...], last: dt.date, keys: Mapping[str, str],
) -> None:  # fmt: skip
    """Hold every interview; the last one is left as a draft, to be continued."""
    random = Random(11)
    for number, journey in enumerate(journeys):
        version = guides[journey.event].versions[0]
        given = [n for n in ("record", "quote", "callback") if getattr(journey.consents, n)]
        at_home = journey.place == "home"
        interview = operations.begin(
            interviewer, study, version, pseudonym=journey.pseudonym, place=journey.place,
            day=last - dt.timedelta(days=23 * (len(journeys) - number)), given=given,
            site=None if at_home else random.choice(study.sites),
        )  # fmt: skip
        for step in journey.steps:
            steps.add(interview, _cleaned(step))
        operations.save_transcript(interview, journey.transcript)
        operations.save_answers(interview, _own(definition_of(version), journey.answers))
        if number == len(journeys) - 1:
            continue
        definition = definition_of(version)
        made, problems = ready(definition, guide_of(definition), interview)
        if problems:
            raise ValueError(f"{journey.pseudonym}: {[p.message() for p in problems]}")
        code = code_for(keys["withdrawals"], made.handed.uuid)
        mac = code_mac(keys["withdrawals"], code) or ""
        operations.complete(interviewer, interview, made, key=keys["receipts"], withdrawal_mac=mac)


def _cleaned(step: Step) -> Cleaned:
    """A story's step as the sheet of a guide keeps it."""
    texts = {name: getattr(step, field) for name, field in FROM_STORY.items()}
    texts["quand"] = ", ".join(part for part in (step.when, step.duration) if part)
    answers = {name: getattr(step, field) for name, field in CLOSED_FROM_STORY.items()}
    kept = {k: v for k, v in answers.items() if v not in (None, "")}
    if step.friction:
        kept[FRICTIONS] = list(step.friction)
    return Cleaned(answers=kept, texts={k: v for k, v in texts.items() if v})


def _own(definition: Definition, told: Mapping[str, str]) -> Cleaned:
    """Answers to the guide's own questions: sentences apart from the rest."""
    texts = {code: text for code, text in told.items() if definition.question(code)}
    return Cleaned(texts=texts)
