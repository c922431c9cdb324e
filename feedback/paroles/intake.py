"""From a parole sheet filled in to a parole ready to be kept."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from feedback.instruments.cleaning import clean_all
from feedback.instruments.conventions import (
    PAROLE,
    PAROLE_KIND,
    PAROLE_NAME,
    PAROLE_REVIEW,
    PAROLE_USE,
    YES,
)
from feedback.instruments.definition import Definition
from feedback.instruments.kinds.base import Cleaned, Problem, Raw
from feedback.instruments.languages import pick
from feedback.responses.handed import Handed, tally_pairs

KINDS = {"professionnel": "professional", "expert": "expert"}
PERMISSIONS = {
    "interne": "internal", "anonyme": "anonymous", "fonction": "with_job", "nominative": "named",
}  # fmt: skip
JOB, CONTEXT, DATE, THEME = "fonction", "contexte", "date_parole", "theme"
WRITTEN = {
    "fonction": "job_other", "service": "service", "reference": "reference",
    "theme": "theme_other", "question_ouverte": "question_opened",
}  # fmt: skip


@dataclass(frozen=True)
class Where:
    """What the server knows of where a parole comes from."""

    study_id: int
    instrument_id: int
    version_id: int
    mode: str  # lien, saisie
    source: str


@dataclass(frozen=True)
class Ready:
    """A parole ready to be kept: its response, its columns, its words apart."""

    handed: Handed
    pairs: Counter[tuple[str, str]]
    columns: Mapping[str, Any]
    words: str
    attribution: str


def read(
    definition: Definition, raw: Raw, where: Where, uuid: str, language: str, day: dt.date,
    half: str, flags: tuple[str, ...] = (),
) -> tuple[Ready, list[Problem]]:  # fmt: skip
    """Return the parole, and all that is wrong with it.

    Its texts are part of what makes it the same or another when it is sent twice, but the tally
    counts the closed answers only.
    """
    cleaned, problems = clean_all(definition, raw, where.mode)
    problems += _unnamed(cleaned)
    answers = cleaned.answers
    handed = Handed(
        uuid=uuid, study_id=where.study_id, instrument_id=where.instrument_id,
        version_id=where.version_id, site_id=None, mode=where.mode, language=language,
        complete=True, day=day, half=half, answers=answers, texts=cleaned.texts, flags=flags,
        source=where.source,
    )  # fmt: skip
    ready = Ready(
        handed=handed, pairs=tally_pairs(definition, answers, {}, where.mode),
        columns=columns(cleaned), words=cleaned.texts.get(PAROLE, ""),
        attribution=attribution(definition, cleaned),
    )  # fmt: skip
    return ready, problems


def _unnamed(cleaned: Cleaned) -> list[Problem]:
    """Only an expert is quoted by name, and says which."""
    named = cleaned.answers.get(PAROLE_USE) == "nominative"
    expert = cleaned.answers.get(PAROLE_KIND) == "expert"
    return [Problem(PAROLE_USE, "experts_only")] if named and not expert else []


def columns(cleaned: Cleaned) -> dict[str, Any]:
    """Return the columns of a parole; a name is kept only with the permission to write it."""
    answers, texts = cleaned.answers, cleaned.texts
    permission = PERMISSIONS.get(answers.get(PAROLE_USE, ""), "internal")
    return {
        "kind": KINDS.get(answers.get(PAROLE_KIND, ""), "professional"),
        "job": answers.get(JOB, ""),
        "context": answers.get(CONTEXT, ""),
        "context_date": first_day(answers.get(DATE)),
        "theme": answers.get(THEME, ""),
        "permission": permission,
        "named_as": texts.get(PAROLE_NAME, "") if permission == "named" else "",
        "review_wanted": answers.get(PAROLE_REVIEW) == YES,
        **{column: texts.get(code, "") for code, column in WRITTEN.items()},
    }


def first_day(value: object) -> dt.date | None:
    """The day of a date; the first of its month or of its year when that is all that is known."""
    parts = str(value or "").split("-")
    if not all(part.isdecimal() for part in parts):
        return None
    year, month, day = [*map(int, parts), 1, 1][:3]
    return dt.date(year, month, day)


def attribution(definition: Definition, cleaned: Cleaned) -> str:
    """What may be written under the quote: a name, a job, or nothing."""
    use = cleaned.answers.get(PAROLE_USE)
    if use == "nominative":
        return cleaned.texts.get(PAROLE_NAME, "")[:160]
    question = definition.question(JOB)
    option = question.option(cleaned.answers.get(JOB, "")) if question else None
    if use != "fonction" or option is None:
        return ""
    said = cleaned.texts.get(JOB) if option.other else None
    return (said or pick(option.label, "fr").text)[:160]
