"""A text of the demonstration must fit the instruments it answers; the first misfit is named."""

from __future__ import annotations

from functools import cache
from typing import Any

from feedback.codebook import library as codebooks
from feedback.formats.transcripts import parse
from feedback.instruments import library as instruments
from feedback.instruments.definition import Definition
from feedback.instruments.questions import Question

EVENTS = ("naissance", "separation", "perte_emploi", "perte_autonomie", "handicap_enfant")
PLACES = ("office", "home")
VALENCES = (-1, 0, 1)
_STEP_CHOICES = {
    "channel": "canal",
    "actor": "acteur",
    "outcome": "resultat",
    "take_up_form": "forme_non_recours",
}
_PAROLE_CHOICES = {
    "kind": "type_parole",
    "job": "fonction",
    "context": "contexte",
    "theme": "theme",
    "use": "diffusion",
}


def check_comment(row: dict[str, Any]) -> None:
    """The closed answers, language and themes exist; the text is no longer than the survey takes."""
    text = row["text"]
    for code in ("satisfaction", "resultat"):
        _among(row[code], _values("accueil", code), text)
    _among(row["language"], _instrument("accueil").languages, text)
    _among(row["valence"], VALENCES, text)
    _among(row["quote"], (True, False, None), text)
    _themes(row["themes"], 0, text)
    _length(text, 2, _question("accueil", "commentaire").max_length or 500)


def check_journey(row: dict[str, Any]) -> None:
    """Event, place, own questions and steps exist; the transcript reads without a problem."""
    where = row["pseudonym"]
    _among(row["event"], EVENTS, where)
    _among(row["place"], PLACES, where)
    for code, answer in row["answers"].items():
        _among(code, _instrument(row["event"]).by_code, where)
        _length(answer, 1, 4000)
    for step in row["steps"]:
        _check_step(row["event"], step, f"{where}, {step['title']}")
    if problems := parse(row["transcript"]).problems:
        raise ValueError(f"{where}: {problems}")


def check_parole(row: dict[str, Any]) -> None:
    """Choices exist, the length is right, a name goes with a permission to name."""
    text = row["text"]
    for name, code in _PAROLE_CHOICES.items():
        _among(row[name], _values("parole", code), text)
    _among(row["valence"], VALENCES, text)
    _themes(row["codes"], 1, text)
    _length(text, 20, _question("parole", "parole").max_length or 800)
    if bool(row["name"]) != (row["use"] == "nominative"):
        raise ValueError(f"a name and the permission to name go together: {text}")
    if bool(row["reference"]) != (row["context"] == "publication"):
        raise ValueError(f"a publication and its reference go together: {text}")


def _check_step(event: str, step: dict[str, Any], where: str) -> None:
    fields = {field.code: field for field in _question(event, "etapes").fields}
    for name, code in _STEP_CHOICES.items():
        values = [option.value for option in fields[code].options]
        _among(step[name], ["", *values] if name == "take_up_form" else values, where)
    _among(step["emotion"], range(-2, 3), where)
    frictions = [option.value for option in fields["friction_dimensions"].options]
    for key in step["friction"]:
        _among(key, frictions, where)
    _themes(step["friction"], 0, where)


@cache
def _instrument(name: str) -> Definition:
    return instruments.load(name)


def _question(instrument: str, code: str) -> Question:
    return _instrument(instrument).by_code[code]


@cache
def _values(instrument: str, code: str) -> tuple[str, ...]:
    return tuple(option.value for option in _question(instrument, code).options)


@cache
def theme_keys() -> frozenset[str]:
    """The keys a text may be coded with."""
    return frozenset(entry.key for entry in codebooks.load().entries if entry.codable)


def _themes(keys: list[str], least: int, where: str) -> None:
    if not least <= len(keys) == len(set(keys)) <= 3:
        raise ValueError(f"{least} to 3 themes, each once: {where}")
    for key in keys:
        _among(key, theme_keys(), where)


def _among(value: object, allowed: Any, where: str) -> None:
    if value not in allowed:
        raise ValueError(f"{value!r} is not offered: {where}")


def _length(text: str, least: int, most: int) -> None:
    if not least <= len(text) <= most:
        raise ValueError(f"{least} to {most} characters: {text}")
