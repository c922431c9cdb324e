"""Forms of studies and sites."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    SubmitField,
    TextAreaField,
)
from wtforms.validators import NumberRange, Optional

from feedback.studies.languages import NAMES
from feedback.web.forms import Form, at_most, required

ROLE_NAMES = {
    "agent": _l("Agent d'accueil"),
    "interviewer": _l("Enquêteur"),
    "coder": _l("Chercheur-codeur"),
    "study_lead": _l("Responsable d'étude"),
    "moderator": _l("Modérateur"),
    "manager": _l("Responsable de lieu"),
    "administrator": _l("Administration"),
    "dpo": _l("DPO"),
}
LANGUAGE_NAMES = NAMES


class NewStudyForm(Form):
    """A study and its first lead."""

    title = StringField(_l("Titre de l'étude"), [required(), at_most(160)])
    lead = SelectField(_l("Responsable de l'étude"), [required()])
    submit = SubmitField(_l("Créer l'étude"))


class StudyForm(Form):
    """What a study says of itself."""

    title = StringField(_l("Titre"), [required(), at_most(160)])
    purpose = TextAreaField(
        _l("But"), [at_most(2000)], description=_l("En une ou deux phrases : à quoi cela servira.")
    )
    starts_on = DateField(_l("Début"), [Optional()])
    ends_on = DateField(_l("Fin"), [Optional()])
    sites = SelectMultipleField(_l("Lieux"))
    organisation = StringField(_l("Organisme"), [at_most(160)])
    service = StringField(_l("Service"), [at_most(160)])
    contact = StringField(
        _l("Contact"), [at_most(200)], description=_l("Adresse ou téléphone où exercer ses droits.")
    )
    dpo = StringField(_l("Délégué à la protection des données (DPO)"), [at_most(200)])
    retention_texts_months = IntegerField(
        _l("Mois avant d'effacer un texte non relu"), [Optional(), NumberRange(1, 12)]
    )
    retention_years = IntegerField(
        _l("Années de conservation des textes relus"), [Optional(), NumberRange(1, 20)]
    )
    submit = SubmitField(_l("Enregistrer"))


class TeamForm(Form):
    """A person, a role, perhaps some sites."""

    person = SelectField(_l("Personne"), [required()])
    role = SelectField(_l("Rôle"), [required()])
    sites = SelectMultipleField(
        _l("Limiter à ces lieux"), description=_l("Pour un agent ou un responsable de lieu.")
    )
    submit = SubmitField(_l("Ajouter à l'équipe"))


class SiteForm(Form):
    """A place of reception."""

    code = StringField(_l("Code"), [required(), at_most(20)])
    name = StringField(_l("Nom"), [required(), at_most(120)])
    territory = StringField(_l("Territoire"), [at_most(120)])
    active = BooleanField(_l("Ouvert"), default=True)
    submit = SubmitField(_l("Enregistrer"))


class SitesFileForm(Form):
    """Sites from a sheet."""

    file = FileField(
        _l("Fichier CSV"), description=_l("Colonnes : code ; nom ; territoire. UTF-8 ou Excel.")
    )
    submit = SubmitField(_l("Importer"))
