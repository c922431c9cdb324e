"""Forms of paroles entered by staff."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    SelectField,
    SubmitField,
    TextAreaField,
)
from wtforms.validators import Optional

from feedback.instruments.definition import Definition
from feedback.instruments.questions import Question
from feedback.web.forms import Form, choices, required

KIND_NAMES = {"professional": _l("Professionnel"), "expert": _l("Expert")}
PERMISSION_NAMES = {
    "internal": _l("Analyse interne seulement"),
    "anonymous": _l("Citation anonyme"),
    "with_job": _l("Citation avec la fonction"),
    "named": _l("Citation avec le nom"),
}
STATE_NAMES = {
    "to_read": _l("Reçue"), "read": _l("Relue"), "validated": _l("Validée"),
    "withdrawn": _l("Retirée"),
}  # fmt: skip
MODE_NAMES = {"lien": _l("par le lien"), "saisie": _l("saisie par l'équipe")}
FIELD_NAMES = {
    "parole": _l("La parole"),
    "type_parole": _l("À quel titre la personne parle"),
    "fonction": _l("Fonction"),
    "service": _l("Service ou territoire"),
    "contexte": _l("Contexte de recueil"),
    "date_parole": _l("Date"),
    "theme": _l("Thème"),
    "diffusion": _l("Permission"),
    "nom_cite": _l("Nom à citer"),
    "question_ouverte": _l("Question ouverte"),
    "reference": _l("Référence"),
}
SAME_FOR_ALL = _l("Pour toutes celles qui ne le disent pas.")


class CommonForm(Form):
    """What several paroles have in common; nothing is permitted by default."""

    type_parole = SelectField(_l("À quel titre la personne parle"))
    contexte = SelectField(_l("Où ces paroles ont-elles été recueillies ?"))
    date_parole = DateField(_l("Date"), [Optional()])
    fonction = SelectField(_l("Fonction"))
    theme = SelectField(_l("Thème"))
    diffusion = SelectField(_l("Que peut-on en faire ?"))
    sure = BooleanField(
        _l("Aucune personne ni famille reconnaissable n'y est citée."), [required()]
    )
    batch = HiddenField()
    seen = HiddenField()

    def offer(self, definition: Definition) -> None:
        """Fill the lists from the sheet being asked."""
        for name in ("type_parole", "contexte", "fonction", "theme", "diffusion"):
            self[name].choices = _options(definition.question(name))

    def common(self) -> dict[str, str]:
        """What was chosen, as text."""
        day = self.date_parole.data
        names = ("type_parole", "contexte", "fonction", "theme", "diffusion")
        chosen = {name: self[name].data or "" for name in names}
        return chosen | {"date_parole": day.isoformat() if day else ""}


def _options(question: Question | None) -> list[Any]:
    offered = question.options if question else ()
    return choices([("", _("À choisir")), *((o.value, o.label["fr"]) for o in offered)])


class BatchForm(CommonForm):
    """Several paroles pasted at once."""

    text = TextAreaField(
        _l("Paroles"), [required()],
        description=_l("Une ligne vide entre deux paroles. 200 au plus."),
    )  # fmt: skip
    submit = SubmitField(_l("Voir les paroles"))


class SheetForm(Form):
    """Paroles in a sheet."""

    file = FileField(
        _l("Fichier Excel ou CSV"), [FileRequired(_l("Choisissez un fichier."))],
        description=_l("Une ligne par parole, les titres des colonnes en première ligne."),
    )  # fmt: skip
    submit = SubmitField(_l("Lire le fichier"))


class MappingForm(CommonForm):
    """The lines of a sheet, once read; `rows` holds them between two pages."""

    rows = HiddenField()
    submit = SubmitField(_l("Voir les paroles"))
