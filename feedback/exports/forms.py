"""What one asks of a file."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField, SelectField, SelectMultipleField, SubmitField
from wtforms.validators import Optional

from feedback.web.forms import Form, choices


class ManagerForm(Form):
    """A place and a closed period."""

    place = SelectField(_l("Lieu"))
    period = SelectField(_l("Période"), description=_l("Des mois clos, ou toute l'étude."))
    submit = SubmitField(_l("Préparer le classeur"))


class ResearchForm(Form):
    """Sites and a span of days."""

    sites = SelectMultipleField(
        _l("Lieux"), description=_l("Aucun coché : tous, et les paroles, qui n'ont pas de lieu.")
    )
    first = DateField(_l("Réponses depuis le"), [Optional()])
    last = DateField(_l("Jusqu'au"), [Optional()])
    submit = SubmitField(_l("Préparer le classeur"))


TOOLS = {
    "text": _l("REFI-QDA, un document par texte"),
    "person": _l("REFI-QDA, un document par personne"),
    "question": _l("REFI-QDA, un document par question"),
    "iramuteq": _l("IRaMuTeQ"),
}


FORMATS = {
    "csv": _l("CSV pour un tableur (; et virgule décimale)"),
    "machine": _l("CSV pour d'autres programmes (, et dates ISO)"),
    "sav": _l("SPSS (.sav)"),
    "jsonl": _l("Lignes JSON"),
}


class DataForm(Form):
    """A format for all tables."""

    format = RadioField(_l("Format"), choices=choices(FORMATS.items()), default="csv")
    submit = SubmitField(_l("Préparer le fichier"))


EVERY = {"day": _l("Chaque jour"), "week": _l("Chaque semaine")}


class TableForm(Form):
    """A table of rows, and how often it is made again."""

    table = SelectField(_l("Table"))
    every = SelectField(_l("Refaite"), choices=choices(EVERY.items()), default="week")
    submit = SubmitField(_l("Créer l'adresse"))


class FiguresForm(Form):
    """A table of figures of a place, and how often it is made again."""

    figures = SelectField(_l("Table"))
    where = SelectField(_l("Lieu"))
    again = SelectField(_l("Refaite"), choices=choices(EVERY.items()), default="week")
    submit = SubmitField(_l("Créer l'adresse"))


class ToolsForm(Form):
    """A file for another tool."""

    what = RadioField(_l("Fichier"), choices=choices(TOOLS.items()), default="text")
    submit = SubmitField(_l("Préparer le fichier"))
