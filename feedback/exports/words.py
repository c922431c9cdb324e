"""Words of the files: labels of what is stored by code. Files are in French."""

from __future__ import annotations

from feedback.studies.languages import IN_FRENCH

MODES = {
    "borne": "borne", "accompagne": "accompagné", "lien": "lien", "saisie": "saisie",
    "entretien": "entretien",
}  # fmt: skip
LANGUAGES = IN_FRENCH
FROM_LANGUAGE = {
    "en": "de l'anglais", "es": "de l'espagnol", "pt": "du portugais", "ar": "de l'arabe",
}  # fmt: skip
STATUSES = {"complete": "complète", "incomplete": "incomplète"}
FLAGS = {
    "too_fast": "trop rapide", "just_after": "juste après une autre",
    "straight": "même réponse partout", "suspect": "rafale sur un lien",
}  # fmt: skip
SOURCES = {"responses": "enquête", "journeys": "entretien", "paroles": "parole", "texts": "import"}
SPEAKERS = {"user": "usager", "professional": "professionnel", "expert": "expert"}
STATES = {"read": "relu", "validated": "validé"}
PARTS = {"transcript": "transcription", "parole": "parole"}
PERMISSIONS = {
    "internal": "analyse interne seulement", "anonymous": "citation anonyme",
    "with_job": "citation avec fonction", "named": "citation nominative",
}  # fmt: skip
CORE, LOCAL = "noyau", "local"
PLACES = {"office": "au bureau", "home": "à domicile"}
VALENCES = {-1: "−", 0: "0", 1: "+"}
ROLES = {
    "valid": "compte dans la base", "dont_know": "ne sait pas (hors base)",
    "not_concerned": "pas concerné (hors base)", "prefer_not": "ne veut pas dire (hors base)",
}  # fmt: skip
KINDS = {
    "faces": "visages", "scale": "échelle", "single": "choix unique", "multiple": "choix multiple",
    "ranking": "classement", "matrix": "tableau", "yes_no": "oui / non", "number": "nombre", "date": "date",
    "short_text": "texte court", "long_text": "texte long", "consent": "autorisation",
    "information": "information", "steps": "étapes", "bank": "questions tirées au hasard",
}  # fmt: skip


def from_language(tag: str) -> str:
    """« traduit de l'arabe »."""
    return f"traduit {FROM_LANGUAGE.get(tag) or f'({IN_FRENCH.get(tag, tag)})'}" if tag else ""
