"""Forms of interviews."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    SelectField,
    StringField,
    SubmitField,
    TextAreaField,
    ValidationError,
)

from feedback.journeys.guide import FRENCH_PERMISSIONS
from feedback.web.forms import Form, at_most, choices, required

PLACE_NAMES = {"office": _l("Au bureau"), "home": _l("Chez la personne")}
STATE_NAMES = {
    "draft": _l("En cours"), "complete": _l("Terminé"), "withdrawn": _l("Retiré"),
}  # fmt: skip
SPEAKER_NAMES = {"E": _l("Enquêteur"), "P": _l("Personne"), "T": _l("Tiers")}
SECTION_NAMES = {
    "moment": _l("Le moment"),
    "facts": _l("Ce qui s'est passé"),
    "lived": _l("Comment c'était"),
    "result": _l("Ce que cela a donné"),
    "other": _l("Autres questions"),
}
OLDEST = dt.date(2000, 1, 1)
CONTACT_HELP = _l(
    "Seulement si la personne accepte d'être recontactée. Gardé à part, chiffré, effacé un an "
    "après la fin de l'étude."
)


class PermissionsForm(Form):
    """Three permissions, each apart, and how to call the person back."""

    record = BooleanField(FRENCH_PERMISSIONS["record"])
    quote = BooleanField(FRENCH_PERMISSIONS["quote"])
    callback = BooleanField(FRENCH_PERMISSIONS["callback"])
    contact = StringField(_l("Comment la recontacter"), [at_most(300)], description=CONTACT_HELP)
    submit = SubmitField(_l("Enregistrer"))

    def given(self) -> set[str]:
        """Names of the permissions given."""
        return {name for name in FRENCH_PERMISSIONS if self[name].data}

    def validate_contact(self, field: Any) -> None:
        """A contact goes with the permission to call back."""
        if (field.data or "").strip() and not self.callback.data:
            raise ValidationError(
                _("Ne gardez un contact que si la personne accepte d'être recontactée.")
            )


class BeginForm(PermissionsForm):
    """What is needed to begin: nothing is ticked in advance."""

    guide = SelectField(_l("Guide"), [required()])
    pseudonym = StringField(
        _l("Pseudonyme"), [required(), at_most(60)],
        description=_l("Jamais le vrai prénom. En voici un que personne n'a encore ici."),
    )  # fmt: skip
    day = DateField(_l("Date de l'entretien"), [required()])
    place = SelectField(_l("Où se passe l'entretien ?"), choices=choices(PLACE_NAMES.items()))
    site = SelectField(_l("Lieu de l'étude"))
    informed = BooleanField(
        _l("J'ai remis la note d'information et laissé le temps de la lire."), [required()]
    )
    submit = SubmitField(_l("Commencer l'entretien"))

    def validate_day(self, field: Any) -> None:
        """Not in the future, not of another century."""
        if field.data and not OLDEST <= field.data <= dt.date.today():
            raise ValidationError(_("Cette date n'est pas possible."))


class TranscriptForm(Form):
    """A transcript pasted or uploaded; `seen` is the mark of the text already shown in turns."""

    text = TextAreaField(
        _l("Transcription"),
        description=_l("Un tour de parole par ligne : E : enquêteur, P : personne, T : tiers."),
    )
    file = FileField(
        _l("Ou un fichier texte (.txt)"), description=_l("Il remplace ce qui est écrit au-dessus.")
    )
    seen = HiddenField()
    submit = SubmitField(_l("Voir les tours de parole"))


class EndForm(Form):
    """The last look before the interview is complete."""

    notes_read = BooleanField(
        _l("J'ai relu mes notes : aucun nom, rien qui fasse reconnaître quelqu'un."), [required()]
    )
    submit = SubmitField(_l("Terminer l'entretien"))
