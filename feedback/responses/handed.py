"""A response as handed in, and what it becomes before any transaction opens."""

from __future__ import annotations

import datetime as dt
import hmac
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from feedback.instruments.canonical import canonical
from feedback.instruments.conventions import OUTCOME, QUOTE_PERMISSION, YES
from feedback.instruments.definition import Definition
from feedback.instruments.kinds import KINDS
from feedback.instruments.path import path
from feedback.responses.tally.lines import FLAG, LAST_STEP, STATUS, Pair

UUID4 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
FLAGS = ("too_fast", "just_after", "straight", "suspect")
MODES = ("borne", "accompagne", "lien", "saisie", "entretien")


@dataclass(frozen=True)
class Handed:
    """A response, cleaned against its version; `texts` are free texts by question code."""

    uuid: str
    study_id: int
    instrument_id: int
    version_id: int
    site_id: int | None
    mode: str
    language: str
    complete: bool
    day: dt.date
    half: str
    answers: Mapping[str, Any]
    texts: Mapping[str, str] = field(default_factory=dict)
    last_step: str = ""
    flags: tuple[str, ...] = ()
    day_uncertain: bool = False
    source: str = ""  # device:…, link:…, account:…: kept apart, for some days

    @property
    def status(self) -> str:
        """`complete` or `incomplete`."""
        return "complete" if self.complete else "incomplete"

    @property
    def outcome(self) -> str:
        """The answer to the outcome question, by which every figure can be split."""
        value = self.answers.get(OUTCOME, "")
        return value if isinstance(value, str) else ""

    @property
    def quotable(self) -> bool:
        """The author's permission to quote; no answer means no."""
        return self.answers.get(QUOTE_PERMISSION) == YES

    def content_mac(self, key: str) -> str:
        """Keyed hash of what the person answered, never of when or where."""
        content = canonical(
            {"version": self.version_id, "language": self.language, "status": self.status,
             "answers": dict(self.answers), "texts": dict(self.texts)}
        )  # fmt: skip
        return hmac.new(key.encode(), content.encode(), "sha256").hexdigest()


def tally_pairs(
    definition: Definition, answers: Mapping[str, Any], texts: Mapping[str, str], mode: str
) -> Counter[tuple[str, str]]:
    """What a response adds to the tally: pairs of question and option, with their counts."""
    pairs: Counter[tuple[str, str]] = Counter()
    for question in path(definition, answers, texts, mode):
        pairs.update(KINDS[question.kind].tally(question, answers, texts))
    return pairs


def with_response(
    pairs: Mapping[Pair, int], status: str, last_step: str, flags: Sequence[str]
) -> Counter[Pair]:
    """The same with the response itself: its status, where it stopped, why it is doubted."""
    counts = Counter(pairs)
    counts[STATUS, status] = 1
    if status == "incomplete":
        counts[LAST_STEP, last_step] = 1
    counts.update((FLAG, flag) for flag in flags)
    return counts
