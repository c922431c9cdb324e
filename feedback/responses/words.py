"""Words of the screens and files for how and whether a response counts."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

MODE_NAMES = {
    "borne": _l("Borne à l'accueil"),
    "accompagne": _l("Tablette tenue par un agent"),
    "lien": _l("Lien sur un téléphone"),
    "saisie": _l("Papier saisi"),
    "entretien": _l("Entretien"),
}
FLAG_NAMES = {
    "too_fast": _l("répondue trop vite"),
    "just_after": _l("juste après une autre"),
    "straight": _l("même réponse partout"),
    "suspect": _l("rafale sur un même lien"),
}
FLAG_MEANINGS = {
    "too_fast": _l("Moins de temps qu'il n'en faut pour lire les questions."),
    "just_after": _l("Commencée quelques secondes après la précédente, sur la même tablette."),
    "straight": _l("La même case cochée à toutes les phrases d'un tableau."),
    "suspect": _l("Beaucoup de réponses en une minute par le même lien."),
}
HALF_NAMES = {"am": _l("matin"), "pm": _l("après-midi")}
