"""What the pages and the files say of a text: what it is, and why words cannot be its translation."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from feedback.instruments.forms import QUESTION_NAMES
from feedback.instruments.translating.checks import Fault
from feedback.instruments.wordings import Wording

PARTS = {
    "title": _l("Titre du questionnaire"),
    "start_title": _l("Titre de l'accueil"),
    "start_lines": _l("Ligne de l'accueil"),
    "notice": _l("Information des personnes"),
    "instruction": _l("Consigne"),
    "thanks": _l("Remerciement"),
    "end_lines": _l("Ligne de la fin"),
    "section": _l("Titre de la partie"),
    "text": _l("Texte de la question"),
    "help": _l("Aide"),
    "unit": _l("Unité"),
    "low": _l("Bas de l'échelle"),
    "high": _l("Haut de l'échelle"),
    "lines": _l("Ligne"),
    "option": _l("Réponse"),
    "statement": _l("Phrase du tableau"),
}
FAULTS = {
    "too_long": _l("Trop long : %(value)s caractères au plus."),
    "mark_lost": _l("Il manque « %(value)s » : la réponse de la personne y sera montrée."),
    "mark_unknown": _l("« %(value)s » n'est pas dans le texte français."),
    "mark_bare": _l("Gardez aussi des mots de secours, après la barre, comme dans « %(value)s »."),
    "mark_broken": _l("Une réponse se cite ainsi : {reponse:code}, ou {reponse:code|mots de secours}."),
    "twice": _l("Ce texte est déjà plus haut dans le fichier."),
}  # fmt: skip
UNREADABLE = {
    "not_a_file": _l("Ce fichier n'est ni un classeur Excel (.xlsx), ni un fichier PO lisible."),
    "too_big": _l("Ce fichier est trop grand : 4 Mo au plus."),
    "empty": _l("Ce fichier ne contient aucun texte."),
    "no_columns": _l("Il manque une colonne : « Clé », « Français » ou « Traduction ». Repartez du fichier donné par Vive Voix."),
}  # fmt: skip


def wrong(fault: Fault) -> Any:
    """Why words cannot be a translation."""
    return FAULTS[fault.reason] % {"value": fault.value}


def context(wording: Wording) -> str:
    """What a text is, in a line of a file."""
    told = str(PARTS[wording.part])
    if wording.question is None:
        return told
    kind = QUESTION_NAMES[wording.question.kind]
    return f"{wording.question.code} ({kind}) – {told}"
