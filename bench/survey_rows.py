"""Rows like those of the sheet of answers: 25 columns, the same for every writer measured."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from feedback.formats.columns import Column

FACES = ("Pas bien", "Moyen", "Très bien")
SCALE = ("Oui", "Un peu", "Non", "Pas concerné")
MODES = ("borne", "accompagné", "lien", "saisie")
SITES = tuple(f"Maison de quartier n° {number}" for number in range(1, 61))
REASONS = ("Rendez-vous", "Logement", "Rendez-vous ; Logement", "Santé", "Argent ; Courrier")
WORDS = [
    "on",
    "m'a",
    "reçu",
    "vite",
    "mais",
    "le",
    "papier",
    "manquait",
    "encore",
    "et",
    "personne",
    "ne",
    "savait",
    "dire",
    "où",
    "le",
    "demander",
    "j'ai",
    "attendu",
    "debout",
    "&",
    "l'accueil",
    "était",
    "aimable",
    "je",
    "reviendrai",
    "<",
    "avec",
    "ma",
    "fille",
    ">",
    "dès",
    "lundi",
]
STATEMENTS = ("ecoute", "disponibilite", "confidentialite", "jugement", "suivi", "oralite")
COLUMNS = (
    Column("reponse", "Réponse"),
    Column("semaine", "Semaine du", "date"),
    Column("lieu", "Lieu", shared=True, width=26),
    Column("territoire", "Territoire", shared=True),
    Column("mode", "Mode", shared=True),
    Column("langue", "Langue", shared=True),
    Column("statut", "Statut", shared=True),
    Column("version", "Version", "integer"),
    Column("satisfaction", "Satisfaction", shared=True),
    Column("satisfaction_note", "Satisfaction (note)", "integer"),
    Column("motif", "Motif", shared=True),
    Column("effort", "Effort", shared=True),
    *(Column(code, code.capitalize(), shared=True) for code in STATEMENTS),
    Column("moyenne", "Note moyenne", "decimal"),
    Column("resultat", "Résultat", shared=True),
    Column("renoncement", "Renoncement déclaré", shared=True),
    Column("canal", "Canal", shared=True),
    Column("commentaire", "Commentaire", width=60, wrap=True),
    Column("cite", "Peut être cité", "flag"),
    Column("duree", "Durée (s)", "integer"),
)


def rows(count: int, seed: int = 7) -> Iterator[tuple[Any, ...]]:
    """So many rows, made one by one, always the same for one seed."""
    pick = random.Random(seed)
    first = date(2025, 1, 6)
    for _ in range(count):
        face = int(pick.random() * 3)
        said = pick.random() < 0.3
        yield (
            f"{pick.getrandbits(48):012x}",
            first + timedelta(weeks=int(pick.random() * 60)),
            SITES[int(pick.random() * 60)],
            "Territoire est" if face else "Territoire ouest",
            MODES[int(pick.random() * 4)],
            "fr",
            "complète",
            3,
            FACES[face],
            face * 5,
            REASONS[int(pick.random() * 5)],
            FACES[2 - face],
            *(SCALE[int(pick.random() * 4)] for _ in STATEMENTS),
            pick.random() * 10,
            "Une partie",
            None if face else "Non",
            "Venir ici",
            " ".join(pick.choices(WORDS, k=18)) if said else None,
            said,
            int(pick.random() * 200),
        )
