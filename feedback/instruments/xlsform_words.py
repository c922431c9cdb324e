"""Why a form is refused, and what it loses: the words of each reason."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback.formats.xlsform.book import UnreadableForm
from feedback.instruments.forms import QUESTION_NAMES
from feedback.instruments.xlsform.report import Entry

MOST_LINES = 12  # of the lines that have the same thing to say

REFUSED = {
    "not_a_workbook": _l("Ce fichier n'est pas un classeur Excel (.xlsx) lisible."),
    "old_workbook": _l("Ce classeur est dans l'ancien format .xls, ou protégé par un mot de passe : enregistrez-le en .xlsx, sans mot de passe."),
    "too_big": _l("Ce fichier est trop grand : 4 Mo au plus, et pas trop de cellules."),
    "too_many_rows": _l("Feuille « %(sheet)s » : trop de lignes, %(most)d au plus."),
    "too_many_columns": _l("Feuille « %(sheet)s » : trop de colonnes, %(most)d au plus."),
    "long_cell": _l("Feuille « %(sheet)s », ligne %(line)d : une cellule dépasse %(most)d caractères."),
    "no_survey": _l("Il manque la feuille « survey », celle des questions. Feuilles trouvées : %(names)s."),
    "no_type": _l("Feuille « survey » : il manque la colonne « type »."),
    "double_column": _l("Feuille « %(sheet)s » : plusieurs colonnes disent la même chose (%(columns)s)."),
    "never_closed": _l("Feuille « survey », ligne %(line)d : ce groupe n'est jamais fermé. Ajoutez la ligne « end »."),
    "never_opened": _l("Feuille « survey », ligne %(line)d : cette ligne ferme un groupe qui n'est pas ouvert, ou qui est d'un autre type."),
    "too_deep": _l("Feuille « survey », ligne %(line)d : trop de groupes les uns dans les autres."),
    "too_many_questions": _l("Ce formulaire a %(count)d questions : %(most)d au plus."),
    "no_question": _l("Aucune ligne de ce formulaire ne peut devenir une question."),
    "newer": _l("Ce fichier vient d'une version plus récente de Vive Voix (format %(format)d) : celle-ci lit le format %(known)d."),
}  # fmt: skip

CHANGED = {
    "renamed": _l("Devient « %(ours)s » : minuscules sans accent, chiffres et « _ »."),
    "no_label": _l("Pas de texte : le nom en tient lieu."),
    "no_language": _l("Le fichier ne dit pas sa langue : ses textes sont pris pour du français."),
    "no_french": _l("Pas de texte français : le texte « %(language)s » est mis à sa place, à traduire avant de publier."),
    "markup": _l("La mise en forme (gras, couleur…) est enlevée."),
    "recalled": _l("Le rappel d'une autre réponse est remplacé par « … »."),
    "constraint": _l("La contrainte « %(expression)s » n'est pas reprise, ou pas en entier."),
    "choice_filter": _l("Le filtre « %(expression)s » n'est pas repris : toutes les réponses sont proposées."),
    "decimals": _l("Nombre à %(decimals)d chiffres après la virgule."),
    "scale_ends": _l("Les deux bouts de l'échelle n'ont pas de mots : leurs nombres en tiennent lieu."),
    "step": _l("Le pas de %(step)s n'est pas repris."),
    "required": _l("La question n'est pas obligatoire : « %(expression)s » ne peut pas être repris."),
    "required_note": _l("Un texte à lire n'est pas obligatoire."),
    "appearance": _l("Cette apparence n'est pas reprise."),
    "title_cut": _l("Le titre est coupé à %(most)d caractères."),
    "formula": _l("Formule : sa dernière valeur est lue."),
    "merged": _l("Cellules fusionnées : seule la première est lue."),
    "condition_beyond": _l("La question est toujours posée : la condition « %(expression)s » va au-delà de ce que Vive Voix sait faire."),
    "condition_unknown": _l("La question est toujours posée : la condition « %(expression)s » cite « %(name)s », qui n'est pas repris ou dont le nom sert deux fois."),
    "condition_later": _l("La question est toujours posée : la condition « %(expression)s » cite « %(name)s », qui n'est pas une question d'avant."),
    "condition_opaque": _l("La question est toujours posée : la condition « %(expression)s » compare « %(name)s », dont on peut seulement demander s'il y a une réponse."),
    "condition_too_long": _l("La question est toujours posée : la condition « %(expression)s » est trop longue."),
}  # fmt: skip

LEFT = {
    "unknown_type": _l("Le type « %(type)s » n'est pas connu."),
    "never": _l("Jamais posée : la condition « %(expression)s » n'est jamais vraie."),
    "no_list": _l("La liste « %(list)s » n'est pas dans la feuille « choices »."),
    "long_list": _l("La liste « %(list)s » est trop longue : %(most)d réponses au plus."),
    "range": _l("Ses bornes ne sont pas des nombres : « %(parameters)s »."),
    "type_rank": _l("Classer des réponses ne se peut pas encore."),
    "type_file": _l("Les réponses sont dans un autre fichier."),
    "type_external": _l("Les réponses sont dans une liste à part (external_choices)."),
    "type_place": _l("Vive Voix ne relève pas la position."),
    "type_barcode": _l("Vive Voix ne lit pas les codes-barres."),
    "type_moment": _l("Vive Voix ne demande pas l'heure."),
    "type_media": _l("Vive Voix ne recueille ni image, ni son, ni fichier par un questionnaire."),
    "type_calculate": _l("Les calculs et les champs cachés ne sont pas repris."),
    "type_metadata": _l("Vive Voix n'enregistre ni l'appareil, ni la personne, ni l'heure exacte."),
    "type_begin_loop": _l("Les boucles ne sont pas reprises."),
    "type_begin_kobomatrix": _l("Ce tableau de Kobo n'est pas repris."),
    "type_begin_rank": _l("Classer des réponses ne se peut pas encore."),
    "type_score__row": _l("Cette ligne n'est pas dans un tableau de notes."),
    "type_rank__level": _l("Cette ligne n'est pas dans un classement."),
    "repeat_in_survey": _l("Ce qui se répète devient une liste d'étapes, et seul un guide d'entretien en a une."),
    "repeat_in_repeat": _l("Une répétition dans une autre n'est pas reprise."),
    "second_repeat": _l("Un guide a une seule liste d'étapes : la première répétition est reprise."),
    "empty_repeat": _l("Rien de ce qui se répète ne peut être repris."),
    "not_in_repeat": _l("Ce type ne va pas dans une liste d'étapes."),
    "group_label": _l("Ce titre de groupe n'est pas repris (groupe dans un groupe, vide ou trop long) ; sa condition l'est."),
    "phrase_hint": _l("L'aide d'une phrase de tableau n'est pas reprise."),
    "choice_without_name": _l("Réponse sans nom, ou sans liste."),
    "choice_twice": _l("Réponse écrite deux fois dans la liste « %(list)s »."),
    "choice_media": _l("Les images et les sons des réponses ne sont pas repris."),
    "language": _l("Cette langue n'est pas une de celles de Vive Voix."),
    "language_twice": _l("Cette langue est déjà dans une autre colonne."),
    "column": _l("Cette colonne n'est pas lue."),
    "column_message": _l("Vive Voix a ses propres messages d'erreur, dans chaque langue."),
    "column_calculation": _l("Les calculs ne sont pas repris."),
    "column_readonly": _l("La lecture seule n'est pas reprise."),
    "column_guidance": _l("L'aide pour la formation n'est pas reprise."),
    "column_media": _l("Les images et les sons ne sont pas repris."),
    "column_default": _l("Rien n'est coché d'avance : les valeurs par défaut ne sont pas reprises."),
    "column_trigger": _l("Les déclencheurs ne sont pas repris."),
    "column_repeat_count": _l("Le nombre de répétitions n'est pas repris."),
    "setting": _l("Ce réglage n'est pas repris."),
    "version": _l("Vive Voix numérote ses versions."),
    "formula_without_value": _l("Formule sans valeur : ouvrez le fichier dans un tableur et enregistrez-le."),
}  # fmt: skip


def refusal(unreadable: UnreadableForm) -> str:
    """Why a file is refused, with its sheet and its line."""
    words = str(REFUSED[unreadable.reason]) % unreadable.values
    left: list[Entry] = unreadable.values.get("left", [])
    return " ".join([words, *(_line(one) for one in left[:5])])


def _line(entry: Entry) -> str:
    return str(_("Ligne %(place)s : %(why)s", place=place(entry), why=reason(entry)))


def reason(entry: Entry) -> str:
    """Why something is carried otherwise, or not at all."""
    if entry.reason == "fault":
        return str(entry.values["problem"])
    if entry.reason in QUESTION_NAMES:
        return str(QUESTION_NAMES[entry.reason])
    words = CHANGED.get(entry.reason) or LEFT[entry.reason]
    return str(words) % entry.values


def place(entry: Entry) -> str:
    """Where something stands: the sheet when it is not the questions, and the lines."""
    more = "…" if len(entry.lines) > MOST_LINES else ""
    shown = ", ".join(map(str, entry.lines[:MOST_LINES])) + more
    if entry.sheet == "survey":
        return shown
    return str(_("%(sheet)s, %(lines)s", sheet=entry.sheet, lines=shown))


def told(entry: Entry) -> dict[str, Any]:
    """One entry as a page shows it."""
    return {"place": place(entry), "what": entry.what, "why": reason(entry)}
