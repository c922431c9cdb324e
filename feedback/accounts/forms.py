"""Forms of the accounts' pages."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import (
    EmailField,
    PasswordField,
    SelectField,
    SelectMultipleField,
    StringField,
    SubmitField,
)
from wtforms.validators import Regexp

from feedback.web.forms import Form, at_most, choices, required

# Only the shape: the link that the person receives is the real check.
ADDRESS = Regexp(
    r"^\s*[^@\s]{1,64}@[^@\s]+\.[^@\s]+\s*$",
    message=_l("Écrivez une adresse comme prenom@exemple.fr."),
)


class SignInForm(Form):
    """Sign in."""

    email = EmailField(_l("Adresse e-mail"), [required(), at_most(254)])
    password = PasswordField(_l("Mot de passe"), [required()])
    submit = SubmitField(_l("Se connecter"))


class PasswordForm(Form):
    """Choose a password."""

    password = PasswordField(_l("Nouveau mot de passe"), [required()])
    submit = SubmitField(_l("Enregistrer"))


class FirstRunForm(Form):
    """The first administrator."""

    name = StringField(_l("Nom"), [required(), at_most(120)])
    email = EmailField(_l("Adresse e-mail"), [required(), at_most(254), ADDRESS])
    password = PasswordField(_l("Mot de passe"), [required()])
    submit = SubmitField(_l("Créer le compte"))


class AccountForm(Form):
    """Invite a person, or change a name."""

    name = StringField(_l("Nom"), [required(), at_most(120)])
    email = EmailField(_l("Adresse e-mail"), [required(), at_most(254), ADDRESS])
    language = SelectField(_l("Langue"), choices=choices([("fr", "Français"), ("en", "English")]))
    house_roles = SelectMultipleField(
        _l("Rôles dans toute la maison"),
        choices=choices([("administrator", _l("Administration")), ("dpo", _l("DPO"))]),
    )
    submit = SubmitField(_l("Enregistrer"))


class HandOverForm(Form):
    """Give a person's study roles to another."""

    taker = SelectField(_l("À qui"), [required()])
    submit = SubmitField(_l("Transmettre"))


class LanguageForm(Form):
    """Language of one's own pages."""

    language = SelectField(_l("Langue"), choices=choices([("fr", "Français"), ("en", "English")]))
    submit = SubmitField(_l("Enregistrer"))
