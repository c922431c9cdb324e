"""What the pages of the analysis of codings are called."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l

from feedback.corpus.moderation import words

PAGES: dict[str, Any] = {
    "frequencies": _l("Fréquences"),
    "crosses": _l("Croisements"),
    "cooccurrences": _l("Codes ensemble"),
    "saturation": _l("Saturation"),
    "quotes": _l("Citations"),
    "context": _l("Mots en contexte"),
}
ATTRIBUTES: dict[str, Any] = {
    "site": _l("Lieu"), "territory": _l("Territoire"), "kind": _l("Origine"),
    "speaker": _l("Qui parle"), "language": _l("Langue"), "mode": _l("Mode"), "month": _l("Mois"),
    "event": _l("Événement de vie"), "theme": _l("Thème"), "job": _l("Fonction"),
    "actor": _l("Acteur"), "channel": _l("Canal"),
}  # fmt: skip
MEASURES: dict[str, Any] = {
    "personnes": _l("Personnes"), "textes": _l("Textes"), "codages": _l("Codages"),
}  # fmt: skip
ORDERS: dict[str, Any] = {
    "texte": _l("Ordre des textes"), "avant": _l("Mot d'avant"), "apres": _l("Mot d'après"),
}  # fmt: skip
# Why a passage may not be quoted, for whoever would have copied it
KEPT: dict[str, Any] = {
    "not_permitted": _l("La personne n'a pas permis de citer."),
    "not_validated": _l("À valider par une deuxième personne avant de citer."),
    "held": _l("Ce texte ne se cite pas : alerte, danger, transcription ou traduction non validée."),
}  # fmt: skip


def value_names(attribute: str, values: Sequence[str]) -> dict[str, str]:
    """The values of an attribute as people call them."""
    known = {
        "kind": words.KINDS, "speaker": words.SPEAKERS, "language": words.LANGUAGES,
        "mode": words.MODES,
    }.get(attribute, {})  # fmt: skip
    return {value: str(known.get(value, value) or _l("(non renseigné)")) for value in values}
