"""A house filled for measures: a study at sixty sites, and as much in it as is asked."""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from dataclasses import replace as replaced
from itertools import accumulate
from pathlib import Path
from typing import Any

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import insert, select, text

from feedback.accounts import operations as accounts
from feedback.app.factory import create_app
from feedback.corpus.models import Document
from feedback.db import db, new_public_id, writing
from feedback.instruments import library
from feedback.instruments import operations as instruments
from feedback.instruments.definition import Definition
from feedback.instruments.definition import load as definition
from feedback.instruments.models import Instrument
from feedback.instruments.queries import definition_of
from feedback.responses.handed import tally_pairs, with_response
from feedback.responses.models import Response
from feedback.responses.tally.lines import Recount, Spot
from feedback.responses.tally.operations import replace
from feedback.responses.weeks import cut_week
from feedback.studies import operations as studies
from feedback.studies.models import Study

SITES, DAYS = 60, 425
FIRST = dt.date(2025, 1, 6)
WEIGHTS: dict[str, dict[str, int]] = {
    "mode": {"borne": 66, "accompagne": 9, "lien": 18, "saisie": 7},
    "language": {"fr": 78, "fr-x-simple": 4, "ar": 7, "en": 4, "es": 3, "pt": 4},
    "satisfaction": {"tres_bien": 65, "moyen": 25, "pas_bien": 10},
    "statement": {"oui": 60, "un_peu": 20, "non": 15, "pas_concerne": 5},
    "effort": {"facile": 60, "un_peu_difficile": 20, "tres_difficile": 10, "ne_sait_pas": 10},
    "resultat": {"oui": 41, "en_partie": 23, "non": 20, "revenir": 16},
    "renoncement": {"oui": 27, "non": 64, "ne_sait_pas": 9},
    "canal": {"venir": 44, "telephone": 18, "internet": 9, "internet_aide": 14, "courrier": 6},
}
SYLLABLES = (
    "ba",
    "con",
    "dé",
    "fer",
    "gi",
    "la",
    "lo",
    "mar",
    "nou",
    "pé",
    "que",
    "ri",
    "sou",
    "ta",
    "ver",
    "vi",
)
VOCABULARY = 6000
STATEMENTS = ("ecoute", "disponibilite", "confidentialite", "sans_jugement", "suivi", "oralite")
WORDS = [
    "accueil",
    "guichet",
    "papier",
    "attente",
    "dossier",
    "écoute",
    "personne",
    "rendez-vous",
    "logement",
    "aide",
    "enfant",
    "courrier",
    "téléphone",
    "réponse",
    "délai",
    "confiance",
    "mots",
    "temps",
    "agent",
    "salle",
    "merci",
    "encore",
    "jamais",
]


@dataclass(frozen=True)
class One:
    """An invented response and what it adds to the tally."""

    site: int
    day: dt.date
    mode: str
    language: str
    answers: dict[str, Any]
    pairs: dict[tuple[str, str], int]


def house(folder: Path) -> Flask:
    """An empty house in a folder."""
    app = create_app(
        {"INSTANCE": str(folder), "DATABASE_URL": f"sqlite:///{folder / 'bench.sqlite'}",
         "DEMO": False, "HTMX_LOCAL": True, "LOG_LEVEL": "ERROR"}
    )  # fmt: skip
    with app.app_context():
        upgrade()
    return app


def narrow() -> Definition:
    """The reception survey without the questions that take many columns: thirteen of its own."""
    whole = library.load("accueil")
    left_out = ("motif", "motif_renoncement", "citation")
    kept = tuple(question for question in whole.written if question.code not in left_out)
    return definition(replaced(whole, written=kept).as_json())


def study(asked: Definition | None = None) -> tuple[int, int]:
    """A study at sixty sites with a published survey; ids of the study and the survey."""
    with writing():
        lead = accounts.create_account(None, "lead@example.org", "Lead")
        made = studies.create_study(lead, "Mesure", lead)
        made.sites = [
            studies.save_site(None, None, code=f"S{n}", name=f"Maison {n:02d}",
                              territory=f"Territoire {n // 10}")
            for n in range(SITES)
        ]  # fmt: skip
        made.languages = list(WEIGHTS["language"])
        made.notice = dict.fromkeys(
            ("organisation", "service", "contact", "dpo"), "x"
        ) | {"retention_texts_months": 3, "retention_years": 5}  # fmt: skip
        survey = instruments.create(lead, made, asked or library.load("accueil"))
        instruments.publish(lead, made, survey)
        return made.id, survey.id


def responses(study_id: int, survey_id: int, count: int, prototypes: int = 2000) -> Iterator[One]:
    """Invented responses: answers among some prototypes, place and day drawn for each."""
    survey = db.session.get_one(Instrument, survey_id)
    definition = definition_of(survey.versions[0])
    chance = random.Random(11)
    sites = [site.id for site in db.session.get_one(Study, study_id).sites]
    share = [1 / (1 + 0.05 * rank) for rank in range(len(sites))]
    drawn = [closed_answers(chance) for _ in range(prototypes)]
    ready = [
        (
            answers,
            dict(with_response(tally_pairs(definition, answers, {}, "borne"), "complete", "", ())),
        )
        for answers in drawn
    ]
    for _ in range(count):
        answers, pairs = ready[int(chance.random() * prototypes)]
        day = FIRST + dt.timedelta(days=int(chance.random() * DAYS))
        yield One(
            chance.choices(sites, share)[0], day, pick(chance, "mode"), pick(chance, "language"),
            answers, pairs,
        )  # fmt: skip


def pick(chance: random.Random, name: str) -> str:
    """One of the values, by weight."""
    weights = WEIGHTS[name]
    return chance.choices(list(weights), weights.values())[0]  # type: ignore[arg-type]


def closed_answers(chance: random.Random) -> dict[str, Any]:
    """Closed answers to the reception survey, by weight."""
    found: dict[str, Any] = {"satisfaction": pick(chance, "satisfaction")}
    found["motif"] = chance.sample(["argent", "logement", "sante", "papier", "enfant"], 1)
    for name in ("effort", "resultat", "renoncement", "canal"):
        found[name] = pick(chance, name)
    for statement in STATEMENTS:
        if chance.random() < 0.93:
            found[statement] = pick(chance, "statement")
    return found


def fill_tally(version_id: int, made: Iterator[One]) -> None:
    """The tally of responses that are not stored themselves."""
    recount = Recount()
    for one in made:
        outcome = one.answers["resultat"]
        spot = Spot(version_id, one.site, cut_week(one.day), one.mode, one.language, outcome, True)
        recount.add(spot, one.pairs)
    with writing():
        replace(version_id, recount)


def fill_responses(study_id: int, survey_id: int, version_id: int, made: Iterator[One]) -> None:
    """Responses themselves, in batches."""
    rows: list[dict[str, Any]] = []
    for one in made:
        rows.append(
            {"public_id": new_public_id(), "uuid": str(uuid.uuid4()), "study_id": study_id,
             "instrument_id": survey_id, "version_id": version_id, "site_id": one.site,
             "mode": one.mode, "language": one.language, "status": "complete", "last_step": "",
             "day": one.day, "half": "am", "week": cut_week(one.day), "day_uncertain": False,
             "answers": one.answers, "outcome": one.answers["resultat"], "flags": [],
             "counted": True}
        )  # fmt: skip
        if len(rows) == 5000:
            _store(Response, rows)
            rows = []
    _store(Response, rows)


def _store(table: Any, rows: list[dict[str, Any]]) -> None:
    if rows:
        with writing():
            db.session.connection().execute(insert(table.__table__), rows)


def fill_comments(study_id: int, count: int) -> None:
    """Comments of some of the responses stored, all read."""
    found = db.session.execute(
        select(Response.public_id, Response.site_id, Response.day, Response.language)
        .where(Response.study_id == study_id)
        .limit(count)
    ).all()
    chance = random.Random(5)
    _store_texts(study_id, chance, (tuple(row) for row in found), lambda: WORDS)


def fill_texts(study_id: int, count: int) -> None:
    """Texts of no response in particular, whose words are rare and common as in a language."""
    chance = random.Random(13)
    rare = sorted({_invented(chance) for _ in range(VOCABULARY)})
    often = [1 / (2 + rank) for rank in range(len(WORDS) + len(rare))]
    every = [*WORDS, *rare]
    sites = [site.id for site in db.session.get_one(Study, study_id).sites]
    origins = (
        (new_public_id(), chance.choice(sites), FIRST + dt.timedelta(days=n % DAYS), pick(chance, "language"))
        for n in range(count)
    )  # fmt: skip
    sums = list(accumulate(often))
    _store_texts(study_id, chance, origins, lambda: chance.choices(every, cum_weights=sums, k=60))


def _invented(chance: random.Random) -> str:
    """A word that sounds like one."""
    return "".join(chance.choice(SYLLABLES) for _ in range(chance.randint(2, 4)))


def _store_texts(
    study_id: int, chance: random.Random, origins: Iterable[tuple[Any, ...]],
    words: Callable[[], list[str]],
) -> None:  # fmt: skip
    """Texts of some origins (id, site, day, language), read, in batches."""
    rows: list[dict[str, Any]] = []
    for origin_id, site_id, day, language in origins:
        said = " ".join(chance.choices(words(), k=chance.randint(6, 40)))
        rows.append(
            {"public_id": new_public_id(), "study_id": study_id, "site_id": site_id,
             "origin_room": "responses", "origin_id": origin_id, "part": "commentaire",
             "generation": 1, "kind": "comment", "speaker": "user", "language": language,
             "mode": "borne", "day": day, "attributes": {}, "text": said, "length": len(said),
             "state": "read", "quotable": chance.random() < 0.4, "attribution": "",
             "translator": "", "coded": False, "handlers": [],
             "created_at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)}
        )  # fmt: skip
        if len(rows) == 5000:
            _store(Document, rows)
            rows = []
    _store(Document, rows)


def settle() -> None:
    """What a database that has lived a while knows of itself."""
    with writing():
        db.session.execute(text("ANALYZE"))
