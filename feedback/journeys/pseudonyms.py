"""First names offered as pseudonyms: a person is never written under their own."""

from __future__ import annotations

import secrets
from collections.abc import Collection

NAMES = (
    "Abel", "Adèle", "Alba", "Amaury", "Anouk", "Ariane", "Aziz", "Basile", "Bérénice", "Bilal",
    "Camélia", "Célestin", "Chaïma", "Clarisse", "Côme", "Dalia", "Désiré", "Diane", "Élias",
    "Elvire", "Émeric", "Fadila", "Faustine", "Félicien", "Flora", "Gaspard", "Ghislaine",
    "Hector", "Honorine", "Idriss", "Ilda", "Inès", "Isidore", "Jasmine", "Joachim", "Josette",
    "Kenza", "Lazare", "Leïla", "Léonie", "Loïc", "Lubna", "Lucille", "Madeleine", "Maël",
    "Malika", "Marceau", "Mathilde", "Milan", "Myriam", "Naïm", "Noémie", "Octave", "Odile",
    "Oumou", "Pacôme", "Pénélope", "Rachida", "Rémi", "Romane", "Rosalie", "Salomé", "Samir",
    "Séverin", "Solange", "Sonia", "Tadéo", "Théodora", "Tiago", "Ulysse", "Victorine", "Wafa",
    "Yanis", "Ysaline", "Zacharie", "Zélie",
)  # fmt: skip


def suggested(taken: Collection[str]) -> str:
    """Return a name nobody has in the study yet; names are numbered once all are taken."""
    number = 1
    while True:
        free = [name for name in _numbered(number) if name not in taken]
        if free:
            return secrets.choice(free)
        number += 1


def _numbered(number: int) -> list[str]:
    return list(NAMES) if number == 1 else [f"{name} {number}" for name in NAMES]
