"""The card of a question, the texts around the questions, a questionnaire begun from nothing."""

from __future__ import annotations

import re
from typing import Any

import wtforms
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    Field,
    FieldList,
    FormField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    SubmitField,
    TextAreaField,
    ValidationError,
)

from feedback.instruments.forms import INSTRUMENT_NAMES
from feedback.instruments.parsing import (
    HELP,
    LABEL,
    MOST_LINES,
    MOST_OPTIONS,
    MOST_STATEMENTS,
    TEXT,
)
from feedback.instruments.reader import CODE, LONGEST_CODE
from feedback.web.forms import Form, at_most, choices, required

ROLE_NAMES = {
    "valid": _l("Compte dans les résultats"),
    "dont_know": _l("« Je ne sais pas »"),
    "not_concerned": _l("« Pas concerné »"),
    "prefer_not": _l("« Ne veut pas répondre »"),
}
MODE_NAMES = {
    "borne": _l("Sur la tablette"),
    "accompagne": _l("Avec un agent"),
    "lien": _l("Par un lien"),
    "saisie": _l("Sur papier"),
    "entretien": _l("En entretien"),
}
HOW_NAMES = {
    "is": _l("est"),
    "is_not": _l("n'est pas"),
    "has": _l("comporte"),
    "has_not": _l("ne comporte pas"),
    "less": _l("est inférieur à"),
    "greater": _l("est supérieur à"),
    "answered": _l("a une réponse"),
    "unanswered": _l("n'a pas de réponse"),
}
PRECISIONS = {
    "day": _l("Jour, mois et année"),
    "month": _l("Mois et année"),
    "year": _l("Année seulement"),
}
_VALUE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,40}")
_FIGURE = re.compile(r"-?\d{1,9}([.,]\d{1,6})?")


def figure(form: Any, field: Field) -> None:
    """A number, with a comma or a point; or nothing."""
    if field.data and not _FIGURE.fullmatch(field.data.strip()):
        raise ValidationError(_l("Écrivez un nombre, comme 5 ou 2,5."))


def whole(form: Any, field: Field) -> None:
    """A whole number; or nothing."""
    if field.data and not re.fullmatch(r"-?\d{1,9}", field.data.strip()):
        raise ValidationError(_l("Écrivez un nombre entier."))


def code(form: Any, field: Field) -> None:
    """A stable code; or nothing, and one is made."""
    said = (field.data or "").strip()
    if said and (len(said) > LONGEST_CODE or not CODE.fullmatch(said)):
        raise ValidationError(
            _l("Un code commence par une lettre ; minuscules sans accent, chiffres et « _ ».")
        )


def value(form: Any, field: Field) -> None:
    """The code of an answer; or nothing, and one is made."""
    said = (field.data or "").strip()
    if said and (not _VALUE.fullmatch(said) or said == "answered"):
        raise ValidationError(
            _l("Un code de réponse n'a que lettres sans accent, chiffres, - et _.")
        )


class OptionRow(wtforms.Form):
    """One answer offered."""

    was = HiddenField()
    label = StringField(_l("Réponse"), [at_most(LABEL)])
    value = StringField(_l("Code"), [value])
    score = StringField(_l("Score"), [figure])
    role = SelectField(_l("Dans les résultats"), choices=choices(ROLE_NAMES.items()))
    exclusive = BooleanField(_l("Exclut les autres"))
    other = BooleanField(_l("Ouvre un texte libre"))
    fixed = BooleanField(_l("Garde sa place"))
    shown = StringField(_l("Dessin ou image"), [at_most(60)])


class StatementRow(wtforms.Form):
    """One line of a matrix."""

    was = HiddenField()
    text = StringField(_l("Phrase"), [at_most(TEXT)])
    code = StringField(_l("Code"), [code])
    dimension = StringField(_l("Dimension"), [at_most(40)])


class ConditionRow(wtforms.Form):
    """One line of a rule; what may be chosen is written by the page."""

    code = StringField(_l("Question"))
    how = StringField(_l("Comment"))
    figure = StringField(_l("Nombre"))
    values = SelectMultipleField(_l("Réponses"), validate_choice=False)


class CardForm(Form):
    """A question as one writes it; its kind says which of these it shows."""

    seen = HiddenField()
    text = TextAreaField(_l("Question"), [at_most(TEXT)])
    help = TextAreaField(_l("Aide"), [at_most(HELP)])
    section = StringField(_l("Ouvre une partie"), [at_most(LABEL)])
    code = StringField(_l("Code de la question"), [code])
    required = BooleanField(_l("Obligatoire"))
    uncounted = BooleanField(_l("Ne compte pas dans le nombre de questions"))
    dimension = StringField(_l("Dimension"), [at_most(40)])
    modes = SelectMultipleField(_l("Posée seulement"), choices=choices(MODE_NAMES.items()))
    random = BooleanField(_l("Réponses dans un ordre tiré au hasard"))
    max_length = StringField(_l("Longueur au plus (signes)"), [whole])
    max_choices = StringField(_l("Réponses au plus"), [whole])
    min = StringField(_l("De"), [figure])
    max = StringField(_l("À"), [figure])
    decimals = StringField(_l("Chiffres après la virgule"), [whole])
    ask = StringField(_l("Questions tirées pour chaque personne"), [whole])
    unit = StringField(_l("Unité"), [at_most(40)])
    low = StringField(_l("Mot du bas de l'échelle"), [at_most(LABEL)])
    high = StringField(_l("Mot du haut de l'échelle"), [at_most(LABEL)])
    precision = SelectField(
        _l("Précision"), choices=choices(PRECISIONS.items()), validate_choice=False
    )
    lines = TextAreaField(_l("Points, un par ligne"), [at_most(MOST_LINES * 200)])
    options = FieldList(FormField(OptionRow), max_entries=MOST_OPTIONS + 1)
    statements = FieldList(FormField(StatementRow), max_entries=MOST_STATEMENTS + 1)
    join = RadioField(
        _l("Il faut"),
        choices=choices((("all", _l("toutes ces conditions")), ("any", _l("une seule suffit")))),
        default="all",
        validate_choice=False,
    )
    conditions = FieldList(FormField(ConditionRow), max_entries=20)
    pasted = TextAreaField(_l("Liste, une réponse par ligne"), [at_most(MOST_OPTIONS * 100)])


class TextsForm(Form):
    """The texts around the questions, in French."""

    seen = HiddenField()
    title = StringField(_l("Titre"), [at_most(LABEL), required()])
    start_title = StringField(_l("Titre du premier écran"), [at_most(HELP)])
    start_lines = TextAreaField(
        _l("Lignes du premier écran, une par ligne"), [at_most(MOST_LINES * 200)]
    )
    notice = TextAreaField(_l("Information sur les données, en une phrase"), [at_most(HELP)])
    instruction = TextAreaField(_l("Consigne (version papier, entretien)"), [at_most(HELP)])
    thanks = TextAreaField(_l("Remerciement"), [at_most(HELP)])
    end_lines = TextAreaField(_l("Lignes de fin, une par ligne"), [at_most(MOST_LINES * 200)])


class BlankForm(Form):
    """A questionnaire begun from nothing."""

    title = StringField(_l("Titre"), [at_most(LABEL), required()])
    kind = SelectField(_l("Type"), choices=choices(INSTRUMENT_NAMES.items()))
    submit = SubmitField(_l("Commencer"))
