"""What is wrong with a row of a file of codes, in words; and what changes."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from feedback.codebook.filing.given import Fault

FAULTS: dict[str, Any] = {
    "column": _l("il n'y a pas de colonne « %(value)s »"),
    "formula": _l("une cellule est une formule : écrivez ce qu'elle dit"),
    "key": _l("la clé « %(value)s » n'en est pas une : une lettre, puis des lettres ou des chiffres, 20 au plus"),
    "twice": _l("la clé %(value)s est déjà plus haut dans le fichier"),
    "spent": _l("la clé %(value)s a servi à un code fusionné : prenez-en une autre"),
    "name": _l("le code %(value)s n'a pas de libellé"),
    "long": _l("un texte est trop long : %(value)s caractères au plus"),
    "parent": _l("le parent « %(value)s » n'est ni dans le fichier ni dans le livre"),
    "parent_gone": _l("le parent %(value)s est archivé"),
    "circle": _l("%(value)s serait sous lui-même"),
    "deep": _l("le livre aurait plus de %(value)s niveaux"),
    "many": _l("le livre aurait plus de %(value)s codes"),
    "codable": _l("« %(value)s » n'est ni oui ni non"),
    "status": _l("« %(value)s » n'est ni proposé ni validé"),
    "used": _l("%(value)s a des codages : il ne peut pas devenir une famille"),
    "validated": _l("%(value)s est validé : il ne redevient pas proposé"),
    "nameless": _l("« %(value)s » n'a pas de libellé ou pas d'identité : il n'est pas pris"),
    "archived": _l("%(value)s est archivé dans le livre : rouvrez-le d'abord"),
}  # fmt: skip
FIELDS: dict[str, Any] = {
    "key": _l("Clé"), "name": _l("Libellé"), "name_en": _l("Libellé en anglais"),
    "definition": _l("Définition"), "include": _l("Prend"), "exclude": _l("Ne prend pas"),
    "codable": _l("Se met sur un passage"), "status": _l("Statut"), "colour": _l("Couleur"),
    "parent": _l("Place"), "order": _l("Ordre"),
}  # fmt: skip
UNREADABLE: dict[str, Any] = {
    "not_a_table": _l("Ce fichier ne se lit pas : donnez un classeur Excel, un CSV ou un livre de codes REFI-QDA (.qdc)."),
    "xml": _l("Ce fichier .qdc est abîmé : il ne se lit pas."),
    "entities": _l("Ce fichier .qdc appelle des entités : par prudence il n'est pas lu."),
    "not_codebook": _l("Ce fichier n'est pas un livre de codes REFI-QDA."),
    "empty": _l("Ce fichier ne contient aucun code."),
    "no_code": _l("Ce fichier ne contient aucun code."),
    "twice": _l("Deux codes de ce fichier .qdc ont la même identité : il ne se lit pas."),
    "deep": _l("Ce livre a trop de niveaux."),
    "too_big": _l("Ce fichier est trop grand pour un livre de codes."),
    "large": _l("Ce fichier est trop grand pour un livre de codes."),
}  # fmt: skip


def sentence(fault: Fault) -> str:
    """What is wrong, after "ligne 12 :"."""
    return str(FAULTS[fault.kind]) % {"value": fault.value}
