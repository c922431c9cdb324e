"""The invented house: who works there, and where."""

from __future__ import annotations

STUDY = "Accueil social 2026"
PURPOSE = (
    "Comprendre comment les personnes reçues dans les Maisons et les professionnels qui les "
    "aident vivent la relation d'aide, pour améliorer l'accueil."
)
NOTICE = {
    "organisation": "Métropole de démonstration",
    "service": "Direction de l'accueil social",
    "contact": "vos-droits@demo.example.org, 01 99 00 12 12",
    "dpo": "dpo@demo.example.org",
    "retention_texts_months": 3,
    "retention_years": 5,
}
PIN = "123456"  # opens the staff's door on the demonstration's tablets
LANGUAGES = ["fr", "fr-x-simple", "en", "es", "pt", "ar"]
SITES = (
    ("M01", "Maison des Peupliers", "Nord"),
    ("M02", "Maison du Canal", "Nord"),
    ("M03", "Maison de la Gare", "Nord"),
    ("M04", "Maison des Trois-Fontaines", "Centre"),
    ("M05", "Maison du Marché", "Centre"),
    ("M06", "Maison de la Butte", "Sud"),
    ("M07", "Maison des Lilas", "Sud"),
    ("M08", "Maison du Vieux-Pont", "Sud"),
)
# address before the @, name, role; managers and agents work at some sites only
PEOPLE = (
    ("administrateur", "Admin Démo", "administrator", ()),
    ("dpo", "Dominique Poirier", "dpo", ()),
    ("responsable", "Claire Vasseur", "study_lead", ()),
    ("moderateur", "Malik Osman", "moderator", ()),
    ("moderatrice", "Hélène Garnier", "moderator", ()),
    ("codeur", "Yann Le Goff", "coder", ()),
    ("codeuse", "Awa Diallo", "coder", ()),
    ("enqueteur", "Simon Aubert", "interviewer", ()),
    ("agent", "Nadia Ferrand", "agent", ("M03",)),
    ("lieu", "Paul Rivière", "manager", ("M03", "M04")),
)
