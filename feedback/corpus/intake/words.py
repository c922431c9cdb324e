"""Words of imports: why a text or a file is left out, what a column holds."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

FIELDS = {
    "text": _l("Le texte"),
    "title": _l("Titre"),
    "date": _l("Date"),
    "site": _l("Lieu (code ou nom)"),
    "language": _l("Langue"),
    "speaker": _l("Qui parle (usager, professionnel, expert)"),
}
REASONS = {
    "not_readable": _l("ce type de fichier ne se lit pas ici"),
    "not_text": _l("ce fichier n'est pas du texte"),
    "too_big": _l("trop grand une fois déplié : ce n'est pas un fichier ordinaire"),
    "too_many": _l("plus de 5 000 lignes, de 60 colonnes ou de 32 767 caractères dans une case : partagez la feuille en plusieurs"),
    "bad_name": _l("un nom de fichier de l'archive cherche à sortir de son dossier"),
    "encrypted": _l("fermé par un mot de passe"),
    "scanned": _l("des images de pages, sans texte : passez-le d'abord à la reconnaissance de caractères"),
    "damaged": _l("fichier abîmé, ou d'un autre type que son nom ne dit"),
    "too_long": _l("plus de 400 000 caractères (ou de 500 pages) : partagez-le"),
    "empty": _l("aucun texte"),
    "entities": _l("ce fichier appelle autre chose que lui-même : refusé par sûreté"),
    "slow": _l("trop long à lire : ce fichier demande un travail sans fin"),
    "no_turn": _l("aucun tour de parole P ou T"),
    "date": _l("date non comprise (par exemple 31/12/2026)"),
    "site": _l("lieu inconnu dans cette étude"),
    "language": _l("langue inconnue"),
    "speaker": _l("« qui parle » non compris"),
    "twice": _l("même texte qu'un autre de cet import"),
    "known": _l("texte déjà importé dans cette étude"),
}  # fmt: skip
STATES = {
    "seen": _l("Pas encore enregistré"),
    "kept": _l("Enregistré"),
    "removed": _l("Retiré"),
}
