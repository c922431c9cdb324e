"""Words that a page of coding repeats at every passage: looked up once for the whole page."""

from __future__ import annotations

from flask_babel import gettext as _


def labels() -> dict[str, str]:
    """The words, in the language of the page."""
    return {
        "plus": _("positif"),
        "minus": _("négatif"),
        "zero": _("neutre"),
        "valence": _("Valence"),
        "memo": _("Mémo"),
        "with_memo": _("avec un mémo"),
        "save": _("Enregistrer"),
        "remove": _("Retirer ce codage"),
        "edge_start": _("Début, en mots"),
        "edge_end": _("Fin, en mots"),
        "word_more": _("prendre un mot de plus"),
        "word_less": _("laisser un mot"),
        "to_selection": _("Prendre les mots sélectionnés"),
        "on": _("sur"),
        "to_review": _("À revoir"),
        "signed": _("signé"),
        "codings": _("Codages"),
        "E": _("Enquêteur"),
        "P": _("Personne"),
        "T": _("Tiers"),
    }
