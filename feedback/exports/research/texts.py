"""The sheet of texts, one row each, and the matrix of texts by codes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from feedback.exports import words
from feedback.formats.columns import Column

ATTRIBUTES = {
    "event": "Événement", "place": "Où", "pseudonym": "Pseudonyme", "channel": "Canal",
    "actor": "Acteur", "emotion": "Émotion", "job": "Fonction", "context": "Contexte",
    "theme": "Thème",
}  # fmt: skip


class Text(Protocol):
    """A text as read."""

    id: int
    public_id: str
    origin_room: str
    part: str
    speaker: str
    language: str
    mode: str
    day: dt.date | None
    site_id: int | None
    attributes: Mapping[str, Any]
    text: str
    state: str
    quotable: bool
    attribution: str
    original: str | None
    from_language: str | None


class CodeLike(Protocol):
    """A code."""

    id: int
    key: str
    name: str
    parent_id: int | None
    codable: bool


Codings = Sequence[tuple[int, int, str]]  # code, valence, memo
Coded = tuple[Text, Codings]


def columns(parts: int) -> list[Column]:
    """Columns of the sheet of texts; the longest takes so many cells."""
    return [
        Column("verbatim", "Verbatim", width=13),
        Column("source", "Source", width=11, shared=True),
        Column("origine", "Issu de", width=13),
        Column("partie", "Question ou partie", width=20, shared=True),
        Column("semaine", "Semaine du", "date", width=12),
        Column("lieu", "Lieu", width=26, shared=True),
        Column("locuteur", "Qui parle", width=13, shared=True),
        Column("mode", "Mode", width=12, shared=True),
        Column("langue", "Langue", width=13, shared=True),
        Column("traduit", "Traduction", width=17, shared=True),
        Column("original", "Verbatim traduit", width=13),
        Column("texte", "Texte", width=80, wrap=True, parts=parts),
        Column("codes", "Codes", width=34, wrap=True),
        Column("valences", "Valences", width=11, shared=True),
        Column("memos", "Mémos", width=34, wrap=True),
        Column("etat", "État", width=10, shared=True),
        Column("citation", "Citation permise", "flag", width=10),
        Column("attribution", "Attribution", width=22),
        *(Column(name, title, width=16, shared=True) for name, title in ATTRIBUTES.items()),
    ]


def week(day: dt.date | None) -> dt.date | None:
    """Monday of the week of a day: files never tell the day."""
    return day - dt.timedelta(days=day.weekday()) if day else None


def part_name(part: str, questions: Mapping[str, str]) -> str:
    """What a text answers: a question, the transcript, a step."""
    if part.startswith("step:"):
        return "étape"
    return words.PARTS.get(part) or questions.get(part, part)


def row(
    coded: Coded, sites: Mapping[int, tuple[str, str]],
    names: Mapping[int, str], questions: Mapping[str, str],
) -> tuple[Any, ...]:  # fmt: skip
    """The values of one text."""
    one, codings = coded
    given = one.attributes or {}
    about = [words.PLACES.get(str(given.get(k, "")), given.get(k)) for k in ATTRIBUTES]
    return (
        one.public_id, words.SOURCES.get(one.origin_room, one.origin_room), origin_name(one),
        part_name(one.part, questions), week(one.day), sites.get(one.site_id or 0, ("",))[0],
        words.SPEAKERS.get(one.speaker, one.speaker), words.MODES.get(one.mode, one.mode),
        words.LANGUAGES.get(one.language, one.language),
        words.from_language(one.from_language or ""), one.original or "", one.text,
        " ; ".join(dict.fromkeys(names[code_id] for code_id, _, _ in codings)),
        " ".join(words.VALENCES[valence] for _, valence, _ in codings),
        "\n".join(memo for _, _, memo in codings if memo), words.STATES.get(one.state, one.state),
        one.quotable, one.attribution if one.quotable else "", *about,
    )  # fmt: skip


def origin_name(one: Any) -> str:
    """The response, interview or parole a text came from, by its random id."""
    return str(one.origin_id).removeprefix("conflict:")


def matrix_columns(codes: Sequence[CodeLike]) -> list[Column]:
    """Columns of the matrix: attributes, then one per codable code."""
    return [
        Column("verbatim", "Verbatim", width=13),
        Column("source", "Source", width=11, shared=True),
        Column("partie", "Question ou partie", width=20, shared=True),
        Column("semaine", "Semaine du", "date", width=12),
        Column("lieu", "Lieu", width=26, shared=True),
        Column("locuteur", "Qui parle", width=13, shared=True),
        Column("mode", "Mode", width=12, shared=True),
        Column("langue", "Langue", width=13, shared=True),
        *(Column(c.key, f"{c.key} {c.name}", "flag", width=8) for c in codes if c.codable),
    ]


def matrix_row(
    coded: Coded, sites: Mapping[int, tuple[str, str]],
    codable: Sequence[int], questions: Mapping[str, str],
) -> tuple[Any, ...]:  # fmt: skip
    """One text: 1 under each codable code it carries, 0 elsewhere."""
    one, codings = coded
    carried = {code_id for code_id, _, _ in codings}
    return (
        one.public_id, words.SOURCES.get(one.origin_room, one.origin_room),
        part_name(one.part, questions), week(one.day), sites.get(one.site_id or 0, ("",))[0],
        words.SPEAKERS.get(one.speaker, one.speaker), words.MODES.get(one.mode, one.mode),
        words.LANGUAGES.get(one.language, one.language),
        *[int(code_id in carried) for code_id in codable],
    )  # fmt: skip
