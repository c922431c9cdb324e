"""Finding questions by words, dimension, kind and source; the same question is found once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from feedback.formats.folding import folded
from feedback.instruments.banks import BANK
from feedback.instruments.definition import Definition
from feedback.instruments.kinds.steps import Steps
from feedback.instruments.path import keys
from feedback.instruments.pool.entries import Entry, indexed

LONGEST = 200  # characters of what is searched


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for; all of it must hold."""

    words: str = ""
    dimension: str = ""
    kind: str = ""
    source: str = ""


def search(entries: Iterable[Entry], wanted: Wanted) -> list[Entry]:
    """Return what is found, those with the words in their own text before the others."""
    terms = [f" {word}" for word in folded(wanted.words[:LONGEST])]
    found = [one for one in entries if _suits(one, wanted, terms)]
    found.sort(key=lambda one: not all(term in one.indexed.said for term in terms))
    return found


def _suits(entry: Entry, wanted: Wanted, terms: Sequence[str]) -> bool:
    held = entry.indexed
    return (
        all(term in held.words for term in terms)
        and wanted.kind in ("", held.question.kind)
        and (not wanted.dimension or wanted.dimension in held.dimensions)
        and (not wanted.source or any(wanted.source == one.source for one in entry.places))
    )


def merged(entries: Iterable[Entry]) -> list[Entry]:
    """Return each question once, at the first place that asks it, with the others beside."""
    first: dict[str, Entry] = {}
    more: dict[str, list[Entry]] = {}
    for entry in entries:
        alike = entry.indexed.alike
        if alike in first:
            more.setdefault(alike, []).append(entry)
        else:
            first[alike] = entry
    return [
        replace(one, also=tuple(e.place for e in more[alike])) if alike in more else one
        for alike, one in first.items()
    ]


def fitting(entries: Iterable[Entry], draft: Definition, instrument: str) -> list[Entry]:
    """Return what the draft of an instrument may take: not what it asks already, nor what its
    kind of instrument cannot ask; what instruments of its kind ask comes first."""
    mine = {key for question in draft.questions for key in keys(question)}
    asked = {one.alike for one in indexed(draft)}
    has_steps = any(question.kind == Steps.name for question in draft.written)
    found = [
        one
        for one in entries
        if one.indexed.alike not in asked
        and not (one.place.instrument == instrument and one.question.code in mine)
        and (one.question.kind != BANK or draft.kind == "survey")
        and (one.question.kind != Steps.name or (draft.kind == "interview" and not has_steps))
    ]
    return sorted(found, key=lambda one: one.place.kind != draft.kind)
