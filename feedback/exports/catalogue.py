"""The catalogue of what can leave: each file, who may have it, what is in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from feedback.formats.sheets import XLSX

MANAGER, RESEARCH = "exports.manager", "exports.research"
QDPX, IRAMUTEQ, DATA = "exports.qdpx", "exports.iramuteq", "exports.data"
TABLE, FIGURES = "exports.table", "exports.figures"
FORMS = "exports.xlsform"  # made at once, never kept: no job is of this kind
KINDS = (MANAGER, RESEARCH, QDPX, IRAMUTEQ, DATA, TABLE, FIGURES)
READ_BY_LINK = (TABLE, FIGURES)  # one study, one table: what a link may open


@dataclass(frozen=True)
class Offer:
    """A file one may ask for."""

    kind: str
    act: str
    title: Any
    words: Any
    icon: str
    sheets: tuple[tuple[Any, Any], ...]
    suffix: str = ".xlsx"
    mime: str = XLSX


OFFERS = (
    Offer(
        MANAGER, "export_manager", _l("Classeur des responsables"),
        _l("Des chiffres avec leurs seuils et des phrases validées. Aucune ligne par personne : il peut circuler dans le service."),
        "chart-column",
        (
            (_l("Lisez-moi"), _l("ce que vous lisez, et ce qu'on peut en conclure")),
            (_l("Indicateurs"), _l("chaque chiffre avec n, exclus, intervalle, modes")),
            (_l("Croisements"), _l("par lieu, mois, mode, langue, résultat de la visite")),
            (_l("Citations validées"), _l("masquées, permises, validées à deux")),
            (_l("Dictionnaire"), _l("questions, réponses, scores, dates")),
        ),
    ),
    Offer(
        RESEARCH, "export_research", _l("Classeur de recherche"),
        _l("Document de travail : une ligne par réponse, par texte relu, par codage, par étape. Il reste dans l'équipe."),
        "file-spreadsheet",
        (
            (_l("Réponses"), _l("en libellés et en codes")),
            (_l("Verbatims"), _l("les textes relus, avec la permission de citer")),
            (_l("Codages"), _l("passage, code, codeur, valence, mémo")),
            (_l("Matrice"), _l("textes × codes, en 0 et 1")),
            (_l("Mémos"), _l("le journal de recherche, les mémos et leurs liens")),
            (_l("Parcours et paroles"), _l("une ligne par étape, une par parole")),
            (_l("Livre de codes, Dictionnaire, Indicateurs"), _l("pour tout relire")),
        ),
    ),
    Offer(
        DATA, "export_research", _l("Données pour d'autres programmes"),
        _l("Les mêmes tables que le classeur de recherche, une par fichier, dans une archive. Document de travail : il reste dans l'équipe."),
        "archive",
        (
            (_l("CSV"), _l("pour un tableur français, ou pour R et Python")),
            (_l("SPSS (.sav)"), _l("avec les libellés des questions et des réponses")),
            (_l("Lignes JSON"), _l("un objet par ligne")),
        ),
        ".zip", "application/zip",
    ),
    Offer(
        QDPX, "export_research", _l("Pour un autre logiciel de codage"),
        _l("Textes relus, codes et codages, pour continuer ailleurs. Document de travail : il reste dans l'équipe."),
        "external-link",
        (
            (_l("Projet REFI-QDA (.qdpx)"), _l("NVivo, MAXQDA, ATLAS.ti, QualCoder : textes, codes, passages, codeurs, mémos, attributs")),
            (_l("Corpus IRaMuTeQ (.txt)"), _l("les textes avec leurs variables étoilées")),
            (_l("Ce qui n'y tient pas"), _l("la valence est écrite en tête de la description du passage ; les tours de parole et l'état des codes se perdent")),
        ),
        ".qdpx", "application/zip",
    ),
    Offer(
        FORMS, "see_instruments", _l("Questionnaires, pour Kobo ou ODK"),
        _l("Chaque questionnaire, guide ou fiche en XLSForm. Aucune réponse n'y est : il peut circuler."),
        "clipboard-list",
        (
            (_l("survey, choices, settings"), _l("les trois feuilles du standard, dans chaque langue")),
            (_l("vivevoix"), _l("ce que le standard ne sait pas dire, relu tel quel ici")),
        ),
    ),
    Offer(
        FIGURES, "export_manager", _l("Un tableau de chiffres, relu par Excel"),
        _l("Une adresse pour Power Query : votre tableur relit la table, refaite chaque jour ou chaque semaine. Rien qu'une table, rien qu'à lire."),
        "link",
        (
            (_l("Ce que l'adresse ouvre"), _l("une seule table de cette étude, avec ses seuils et son Lisez-moi")),
            (_l("À qui"), _l("à qui a l'adresse : elle est à vous, se retire d'un geste, et chaque lecture est notée")),
        ),
    ),
    Offer(
        TABLE, "export_research", _l("Une table de recherche, relue par Excel"),
        _l("Une adresse pour Power Query : votre tableur relit la table, refaite chaque jour ou chaque semaine. Document de travail : il reste dans l'équipe."),
        "link",
        (
            (_l("Ce que l'adresse ouvre"), _l("une seule table de cette étude, avec son Lisez-moi")),
            (_l("À qui"), _l("à qui a l'adresse : elle est à vous, se retire d'un geste, et chaque lecture est notée")),
        ),
    ),
)  # fmt: skip
ALSO = Offer(
    IRAMUTEQ, "export_research", _l("Corpus IRaMuTeQ"), "", "file-text", (), ".txt", "text/plain"
)  # asked for on the same card
OF_KIND = {offer.kind: offer for offer in (*OFFERS, ALSO)}
STEPS = {
    "": _l("En attente"),
    "indicators": _l("Indicateurs"),
    "crosses": _l("Croisements"),
    "quotes": _l("Citations"),
    "answers": _l("Réponses"),
    "texts": _l("Verbatims"),
    "codings": _l("Codages"),
}
GONE = {
    "expired": _l("effacé, son délai est passé"),
    "withdrawal": _l(
        "effacé : des mots qu'il pouvait contenir ont été retirés, masqués ou mis de côté depuis"
    ),
    "deleted": _l("effacé par vous"),
}
FAILURES = {
    "attempts": _l("le travail a été interrompu trois fois"),
    "interrupted": _l("le travail a été interrompu trois fois"),
    "GoneTable": _l("cette table n'existe plus"),
}
