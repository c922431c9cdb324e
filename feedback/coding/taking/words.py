"""Words of projects of other tools: what cannot be read, what is left out, how places are counted."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

REASONS: dict[str, Any] = {
    "archive": _l("Ce fichier n'est pas un projet .qdpx entier : il ne s'ouvre pas."),
    "large": _l("Ce projet est trop grand une fois déplié (entrée « %(where)s »)."),
    "bomb": _l("L'entrée « %(where)s » grandit démesurément une fois dépliée : refusée par sûreté."),
    "locked": _l("L'entrée « %(where)s » est fermée par un mot de passe."),
    "damaged": _l("L'entrée « %(where)s » est abîmée."),
    "entities": _l("« %(where)s » appelle autre chose que lui-même : refusé par sûreté."),
    "xml": _l("« %(where)s » n'est pas un XML lisible."),
    "several": _l("Ce fichier contient plusieurs projets."),
    "no_project": _l("Ce fichier ne contient aucun projet REFI-QDA."),
    "not_project": _l("« %(where)s » n'est pas un projet REFI-QDA."),
    "selections": _l("Ce projet a plus d'un million de passages."),
    "encoding": _l("Le texte « %(where)s » n'est ni en UTF-8 ni en UTF-16."),
    "twice": _l("Deux codes ou deux textes ont la même identité (%(where)s) : on ne peut pas les distinguer."),
    "deep": _l("Le livre de codes a trop de niveaux."),
    "too_many": _l("Ce projet a plus de 5 000 textes : partagez-le."),
}  # fmt: skip
LEFT: dict[str, Any] = {
    "links": _l("liens entre éléments"),
    "graphs": _l("schémas"),
    "sets": _l("ensembles"),
    "other_source": _l("images, PDF, sons ou vidéos"),
    "unknown": _l("sources d'un genre inconnu"),
    "no_guid": _l("sources sans identité"),
    "no_text": _l("sources dont le texte manque"),
    "too_long": _l("textes de plus de 400 000 caractères"),
    "empty": _l("passages vides"),
    "outside": _l("passages hors de leur texte"),
    "note": _l("notes sans texte"),
    "long_note": _l("notes coupées à 20 000 caractères"),
    "nameless_code": _l("codes sans nom ou sans identité"),
    "unknown_code": _l("codages d'un code absent du livre"),
    "same": _l("codages posés deux fois au même endroit par la même personne"),
    "twice": _l("textes identiques à un autre de ce projet"),
    "known": _l("textes déjà importés dans cette étude"),
}  # fmt: skip
READING: dict[str, Any] = {
    "crlf": _l("les fins de ligne comptent pour deux"),
    "mark": _l("la marque de début de fichier est comptée"),
    "utf16": _l("les places sont comptées en UTF-16"),
    "closed": _l("la fin d'un passage est comprise"),
}  # fmt: skip


def reason(why: str, where: str) -> str:
    """Why a file cannot be read."""
    return str(REASONS[why]) % {"where": where}
