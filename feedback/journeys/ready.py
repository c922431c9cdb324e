"""From an interview to a response ready to hand in, computed before any transaction opens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from feedback.instruments.cleaning import clean_all, raw_of
from feedback.instruments.conventions import YES
from feedback.instruments.definition import Definition
from feedback.instruments.kinds.base import Cleaned, Problem
from feedback.journeys.guide import PERMISSION_CODES, Guide
from feedback.responses.handed import Handed, tally_pairs
from feedback.responses.weeks import here

if TYPE_CHECKING:
    from feedback.journeys.models import Interview

MODE = "entretien"


@dataclass(frozen=True)
class Ready:
    """What `hand_in` needs."""

    handed: Handed
    pairs: Counter[tuple[str, str]]


def with_permissions(guide: Guide, raw: Mapping[str, Any], interview: Interview) -> dict[str, Any]:
    """What was sent, with the permissions as the interview holds them, never as the page says."""
    given = {
        code: YES
        for name, code in PERMISSION_CODES.items()
        if getattr(interview, f"{name}_on") and any(q.code == code for q in guide.questions)
    }
    return {k: v for k, v in raw.items() if k not in PERMISSION_CODES.values()} | given


def clean_own(
    guide: Guide, raw: Mapping[str, Any], interview: Interview, partial: bool = True
) -> tuple[Cleaned, list[Problem]]:
    """The answers to the guide's own questions, and what is wrong with them."""
    return clean_all(guide, with_permissions(guide, raw, interview), MODE, partial)


def kept_raw(guide: Guide, interview: Interview) -> dict[str, Any]:
    """The answers kept, as a page sends them."""
    return raw_of(guide, interview.answers, interview.texts)


def ready(
    definition: Definition, guide: Guide, interview: Interview
) -> tuple[Ready, list[Problem]]:
    """The response an interview becomes, and what still lacks.

    Its texts belong to the journey: the tally counts the closed answers only.
    """
    cleaned, problems = clean_own(guide, kept_raw(guide, interview), interview, partial=False)
    handed = Handed(
        uuid=interview.response_uuid, study_id=interview.study_id,
        instrument_id=interview.instrument_id, version_id=interview.version_id,
        site_id=interview.site_id, mode=MODE, language=interview.language, complete=True,
        day=interview.day, half=here(interview.created_at)[1], answers=cleaned.answers,
        texts=cleaned.texts, source=f"interview:{interview.public_id}",
    )  # fmt: skip
    return Ready(handed, tally_pairs(definition, cleaned.answers, {}, MODE)), problems
