"""A draft on the workbench: its outline, and what is being written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from feedback.instruments.definition import Definition
from feedback.instruments.drafting import conditions
from feedback.instruments.drafting.cards import TEXTS
from feedback.instruments.drafting.conditions import Subject
from feedback.instruments.drafting.editing import find, split
from feedback.instruments.drafting.palette import offered
from feedback.instruments.drafting.queries import Standing
from feedback.instruments.findings import Finding
from feedback.instruments.kinds import KINDS
from feedback.instruments.models import Instrument, Version
from feedback.instruments.questions import Question
from feedback.instruments.sentences import Sentences
from feedback.studies.models import Study


@dataclass(frozen=True)
class Item:
    """One line of the outline."""

    path: str
    question: Question
    number: str
    faults: int
    depth: int
    section: str
    locked: bool


@dataclass(frozen=True)
class Bench:
    """A draft on the workbench: all that its page shows."""

    study: Study
    instrument: Instrument
    version: Version
    definition: Definition
    path: str
    question: Question | None
    standing: Standing
    faults: Sequence[Finding]
    core: frozenset[str]  # codes of questions that a house template locks

    @property
    def locked(self) -> bool:
        """Is what is being written part of a core, which every study asks alike?"""
        return self.path.split(".")[0] in self.core

    @property
    def parent(self) -> str:
        """The list that holds what is being written, if one does."""
        held = self.question is not None and self.question.kind in ("bank", "steps")
        return self.path if held else split(self.path)[0]

    @property
    def after(self) -> str:
        """Where what is added goes: after what is being written, or in its list."""
        return f"{self.path}." if self.parent == self.path and self.path else self.path

    @property
    def after_all(self) -> str:
        """The same outside of lists, and after the questions of a core."""
        last = [q.code for q in self.definition.written if q.code in self.core][-1:]
        if last and (self.locked or self.question is None):
            return last[0]
        return self.path.split(".")[0] if self.question else TEXTS

    @property
    def palette(self) -> tuple[str, ...]:
        """What may be added to the instrument."""
        return offered(self.definition)

    @property
    def inner_palette(self) -> tuple[str, ...]:
        """What may be added to the list that holds what is being written."""
        return offered(self.definition, self.parent) if self.parent else ()

    @property
    def here(self) -> list[Finding]:
        """What is wrong in what is being written."""
        code = self.path.split(".")[0]
        if self.path == TEXTS:
            return [one for one in self.faults if one.code is None]
        return [one for one in self.faults if one.code == code]

    @property
    def subjects(self) -> list[Subject]:
        """What the rule of the question may look at."""
        return conditions.subjects(self.definition, self.path)

    @property
    def uses(self) -> frozenset[str]:
        """What the kind of the question makes use of."""
        return KINDS[self.question.kind].uses if self.question else frozenset()

    @property
    def has_limits(self) -> bool:
        """Is there anything to say of it but its words, its answers and their order?"""
        return bool(self.uses - {"options", "statements", "lines", "random", "fields"})

    @property
    def deep(self) -> str:
        """A rule nested deeper than lines can say, as a sentence."""
        rule = self.question.show_if if self.question else None
        if conditions.read(rule) is not None:
            return ""
        holder = find(self.definition, split(self.path)[0])
        inside = holder is not None and holder.kind == "steps"
        return Sentences(
            holder.fields if holder and inside else self.definition.questions
        ).sentence(rule)

    @property
    def outline(self) -> list[Item]:
        """The questions with their sections, their numbers and how many faults each has."""
        return outline(self.definition, self.faults, self.core)


def outline(
    definition: Definition, faults: Sequence[Finding], core: frozenset[str] = frozenset()
) -> list[Item]:
    """Every question with what is inside it, in order."""
    counted: dict[str | None, int] = {}
    for one in faults:
        counted[one.code] = counted.get(one.code, 0) + 1
    items: list[Item] = []
    number = 0
    for question in definition.written:
        number, said = _number(question, number)
        items.append(Item(
            question.code, question, said, counted.get(question.code, 0), 0,
            question.section.get("fr", ""), question.code in core,
        ))  # fmt: skip
        for field in question.fields:
            said = ""
            if question.kind == "bank":
                number, said = _number(field, number)
            items.append(Item(
                f"{question.code}.{field.code}", field, said,
                counted.get(field.code, 0) if question.kind == "bank" else 0, 1, "",
                question.code in core,
            ))  # fmt: skip
    return items


def _number(question: Question, number: int) -> tuple[int, str]:
    if not (question.counted and KINDS[question.kind].asks):
        return number, ""
    return number + 1, str(number + 1)
