"""Words of the screens and files for what figures are split by."""

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
