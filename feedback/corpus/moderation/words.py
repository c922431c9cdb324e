"""Words of the screens for what texts are and where they come from."""

from __future__ import annotations

from flask_babel import get_locale
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from feedback.studies.languages import IN_FRENCH, OTHERS

KINDS = {
    "comment": _l("Commentaire d'enquête"),
    "transcript": _l("Entretien"),
    "step": _l("Étape de parcours"),
    "parole": _l("Parole"),
    "text": _l("Texte importé"),
}
SPEAKERS = {
    "user": _l("Usager"),
    "professional": _l("Professionnel"),
    "expert": _l("Expert"),
}
STATES = {
    "to_read": _l("À relire"),
    "read": _l("Relu"),
    "validated": _l("Validé"),
    "superseded": _l("Remplacé"),
    "withdrawn": _l("Retiré"),
}


def _name(tag: str) -> str:
    """A language as the person who looks calls it."""
    return str(get_locale().languages.get(tag) or IN_FRENCH[tag])


LANGUAGES = {
    "fr": _l("français"),
    "fr-x-simple": _l("français simple"),
    "en": _l("anglais"),
    "es": _l("espagnol"),
    "pt": _l("portugais"),
    "ar": _l("arabe"),
    **{tag: LazyString(_name, tag) for tag in OTHERS},
}
FROM_LANGUAGE = {
    "en": _l("traduit de l'anglais"),
    "es": _l("traduit de l'espagnol"),
    "pt": _l("traduit du portugais"),
    "ar": _l("traduit de l'arabe"),
    **{tag: _l("traduit (%(language)s)", language=LazyString(_name, tag)) for tag in OTHERS},
}
MODES = {
    "borne": _l("Tablette à l'accueil"),
    "accompagne": _l("Tablette, accompagné"),
    "lien": _l("Par un lien"),
    "saisie": _l("Saisi par un agent"),
    "entretien": _l("Entretien"),
}
LOOKED_FOR = _l(
    "téléphones, adresses électroniques et postales, numéros de sécurité sociale, de dossier et de "
    "compte, dates de naissance, noms après une civilité ou « je m'appelle »"
)


def html_language(tag: str) -> str:
    """The `lang` attribute of a text."""
    return "fr" if tag.startswith("fr") else tag


def direction(tag: str) -> str:
    """The `dir` attribute of a text."""
    return "rtl" if tag == "ar" else "ltr"
