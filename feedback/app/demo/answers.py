"""Invented closed answers that hold a finding: people are satisfied, yet many are not helped.

Everything is drawn from one seeded generator, so the demonstration is the same everywhere.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any
from uuid import UUID

from feedback.app.demo.stories import Comment

DAYS = 425  # fourteen months
LANGUAGES = {"fr": 78, "fr-x-simple": 4, "ar": 7, "en": 4, "es": 3, "pt": 4}
OUTCOMES = {"oui": 42, "en_partie": 23, "non": 19, "revenir": 16}
MODES = {"borne": 66, "accompagne": 9, "lien": 18, "saisie": 7}
# What makes an answer doubtful, by the way it came; nothing on paper does.
DOUBTS = {
    "borne": ("too_fast", "just_after", "straight"), "accompagne": ("too_fast",),
    "lien": ("suspect", "too_fast"),
}  # fmt: skip
MOODS = {
    "oui": {"tres_bien": 78, "moyen": 18, "pas_bien": 4},
    "en_partie": {"tres_bien": 66, "moyen": 26, "pas_bien": 8},
    "non": {"tres_bien": 52, "moyen": 29, "pas_bien": 19},
    "revenir": {"tres_bien": 61, "moyen": 28, "pas_bien": 11},
}
# Shares of oui / un_peu / non by statement: heard and respected, but overheard by the queue.
STATEMENTS = {
    "ecoute": (82, 13, 5),
    "disponibilite": (68, 22, 10),
    "confidentialite": (34, 21, 45),
    "sans_jugement": (79, 14, 7),
    "suivi": (47, 27, 26),
    "oralite": (71, 19, 10),
}
REASONS = {
    "rendez_vous": 20, "argent": 22, "logement": 17, "adresse": 7, "enfant": 9, "handicap": 8,
    "personne_agee": 8, "sante": 9, "papier": 24, "autre": 5, "ne_dit_pas": 4,
}  # fmt: skip
GAVE_UP = {
    "inconnue": 34, "complique": 30, "crainte": 14, "autonomie": 11, "rien_recu": 19,
    "non_proposee": 21, "autre": 4,
}  # fmt: skip
CHANNELS = {
    "venir": 45, "telephone": 17, "internet": 9, "internet_aide": 14, "courrier": 6, "domicile": 9,
}  # fmt: skip


@dataclass(frozen=True)
class Drawn:
    """One invented response; `place` is the number of its site."""

    uuid: str
    place: int
    day: dt.date
    half: str
    mode: str
    language: str
    answers: dict[str, Any]
    texts: dict[str, str]
    complete: bool
    last_step: str
    flags: tuple[str, ...]
    comment: Comment | None


def pick(random: Random, weights: dict[str, int]) -> str:
    """One of the keys, by weight."""
    return random.choices(list(weights), list(weights.values()))[0]


def _several(random: Random, weights: dict[str, int], alone: str = "") -> list[str]:
    first = pick(random, weights)
    if first == alone or random.random() < 0.7:
        return [first]
    second = pick(random, {k: w for k, w in weights.items() if k not in (first, alone)})
    return sorted({first, second}, key=list(weights).index)


def _closed(random: Random, mood: str, outcome: str, site: int, late: float) -> dict[str, Any]:
    """Closed answers of somebody; site 3 has a screen before its desk since the spring."""
    answers: dict[str, Any] = {
        "satisfaction": mood,
        "motif": _several(random, REASONS, "ne_dit_pas"),
    }
    answers["effort"] = pick(
        random, {"facile": 58, "un_peu_difficile": 26, "tres_difficile": 11, "ne_sait_pas": 5}
    )
    for code, (yes, little, no) in STATEMENTS.items():
        lift = 22 if code == "confidentialite" and site == 3 and late > 0.6 else 0
        drop = 12 if mood == "pas_bien" else 0
        weights = {
            "oui": max(5, yes + lift - drop), "un_peu": little,
            "non": max(3, no - lift + drop), "pas_concerne": 4,
        }  # fmt: skip
        answers[code] = pick(random, weights)
    answers["resultat"] = outcome
    gave_up = {"oui": 38 if outcome in ("non", "revenir") else 22, "non": 66, "ne_sait_pas": 8}
    answers["renoncement"] = pick(random, gave_up)
    if answers["renoncement"] == "oui":
        answers["motif_renoncement"] = _several(random, GAVE_UP)
    answers["canal"] = pick(random, CHANNELS)
    return answers


def _skip(random: Random, answers: dict[str, Any]) -> None:
    """People skip: more at the end than at the beginning."""
    for number, code in enumerate(list(answers)):
        if code not in ("satisfaction", "renoncement") and random.random() < 0.02 + 0.008 * number:
            del answers[code]


def _stop(random: Random, answers: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """Somebody walks away: what was answered before, and where."""
    keys = list(answers)
    cut = random.randint(1, max(1, len(keys) - 3))
    place = keys[cut]
    return {k: answers[k] for k in keys[:cut]}, "relation" if place in STATEMENTS else place


def draw(count: int, last: dt.date, sites: int, comments: tuple[Comment, ...]) -> Iterator[Drawn]:
    """Invented responses over fourteen months up to `last`, a comment here and there."""
    random = Random(20260101)
    comments = comments[:count]  # a small house tells the first ones only
    told = dict(zip(random.sample(range(count), len(comments)), comments, strict=True))
    sizes = [random.randint(5, 14) for _ in range(sites)]
    for number in range(count):
        yield _one(random, number, count, last, sizes, told.get(number))


def _one(
    random: Random, number: int, count: int, last: dt.date, sizes: list[int],
    comment: Comment | None,
) -> Drawn:  # fmt: skip
    late = number / count
    day = last - dt.timedelta(days=round((1 - late) * DAYS))
    while day.weekday() > 4:
        day -= dt.timedelta(days=1)
    site = random.choices(range(len(sizes)), sizes)[0]
    outcome = comment.resultat if comment else pick(random, OUTCOMES)
    mood = comment.satisfaction if comment else pick(random, MOODS[outcome])
    answers = _closed(random, mood, outcome, site, late)
    _skip(random, answers)
    answers["satisfaction"], stopped = mood, ""
    texts: dict[str, str] = {}
    if comment:
        answers["resultat"], texts["commentaire"] = outcome, comment.text
        if comment.quote is not None:
            answers["citation"] = "oui" if comment.quote else "non"
    elif random.random() < 0.07:
        answers, stopped = _stop(random, answers)
    if answers.get("renoncement") != "oui":
        answers.pop("motif_renoncement", None)
    mode = pick(random, MODES)
    doubted = not comment and random.random() < 0.012 and mode in DOUBTS
    flags = (DOUBTS[mode][number % len(DOUBTS[mode])],) if doubted else ()
    return Drawn(
        uuid=str(UUID(int=random.getrandbits(128), version=4)), place=site, day=day,
        half=random.choice(("am", "am", "pm")), mode=mode,
        language=comment.language if comment else pick(random, LANGUAGES), answers=answers,
        texts=texts, complete=not stopped, last_step=stopped, flags=flags, comment=comment,
    )  # fmt: skip
