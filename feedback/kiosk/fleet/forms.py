"""Forms of the fleet: a tablet to pair, what it is assigned, a file of last resort."""

from __future__ import annotations

import re
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import SelectField, SelectMultipleField, StringField, SubmitField
from wtforms.validators import ValidationError

from feedback.web.forms import Form, at_most, choices, required

DAYS = (
    _l("Lundi"), _l("Mardi"), _l("Mercredi"), _l("Jeudi"), _l("Vendredi"), _l("Samedi"),
    _l("Dimanche"),
)  # fmt: skip
MODES = [("borne", _l("Posée à l'accueil")), ("accompagne", _l("Tenue par un agent"))]
TIME = re.compile(r"([01]?[0-9]|2[0-3])[:hH.]?([0-5][0-9])?")


class DeviceForm(Form):
    """A tablet to pair."""

    name = StringField(
        _l("Nom de la tablette"),
        [required(), at_most(80)],
        description=_l("Par exemple : borne de l'entrée."),
    )
    instrument = SelectField(_l("Questionnaire"), [required()])
    site = SelectField(_l("Lieu"), [required()])
    mode = SelectField(_l("Usage"), choices=choices(MODES))
    submit = SubmitField(_l("Ajouter et obtenir un code"))


class AssignForm(DeviceForm):
    """What a tablet is assigned: it follows by itself at its next contact."""

    languages = SelectMultipleField(
        _l("Langues proposées"),
        description=_l("Aucune cochée : toutes celles de l'étude. Le français est toujours là."),
    )
    hours = StringField(
        _l("Horaires"),
        description=_l("Hors de ces heures, la tablette dit que l'accueil est fermé. "
                       "Tout vide : toujours ouverte."),
    )  # fmt: skip
    submit = SubmitField(_l("Enregistrer"))


class FileForm(Form):
    """The file a tablet saved because it could not send."""

    file = FileField(
        _l("Fichier d'une tablette"),
        [required()],
        description=_l("Celui que « Personnel », sur la tablette, a enregistré (.json)."),
    )
    submit = SubmitField(_l("Remettre ce fichier"))


def clock(text: str) -> str:
    """A time of day as `HH:MM`; ValueError when it is none."""
    found = TIME.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    return f"{int(found[1]):02d}:{found[2] or '00'}"


def hours_typed(form: Any) -> dict[str, list[str]]:
    """Opening hours by weekday from fields `open-0`, `close-0` …; raises ValidationError."""
    found = {}
    for day, name in enumerate(DAYS):
        typed = [str(form.get(f"{part}-{day}", "")).strip() for part in ("open", "close")]
        if not any(typed):
            continue
        try:
            start, end = (clock(text) for text in typed)
        except ValueError as error:
            told = _("%(day)s : écrivez deux heures, par exemple 8:30 et 17:00.", day=name)
            raise ValidationError(told) from error
        if start >= end:
            raise ValidationError(_("%(day)s : la fermeture vient avant l'ouverture.", day=name))
        found[str(day)] = [start, end]
    return found
