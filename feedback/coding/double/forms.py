"""The form of a round: who codes, how many texts, drawn among which, about which codes."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField, SelectMultipleField, StringField, SubmitField
from wtforms.validators import NumberRange, Optional

from feedback.web.forms import Form, at_most, required

STRATA = {"kind": _l("nature du texte"), "site": _l("lieu"), "language": _l("langue")}


class RoundForm(Form):
    """A round to draw."""

    name = StringField(_l("Nom de la série"), [required(), at_most(120)])
    coders = SelectMultipleField(_l("Qui code"), description=_l("Deux personnes au moins."))
    size = IntegerField(
        _l("Nombre de textes"), [Optional(), NumberRange(1, 2000)],
        description=_l("L'usage est de coder à plusieurs un dixième à un quart des textes."),
    )  # fmt: skip
    share = IntegerField(
        _l("ou part des textes, en %"), [Optional(), NumberRange(1, 100)],
        description=_l("Sert si le nombre est vide."),
    )  # fmt: skip
    kinds = SelectMultipleField(_l("Natures de texte"))
    strata = SelectMultipleField(
        _l("Répartir selon"),
        description=_l("En proportion, avec au moins un texte de chaque."),
    )
    branch = SelectField(_l("Codes qui comptent"))
    settler = SelectField(
        _l("Qui arbitre"),
        description=_l("La personne responsable de l'étude le peut toujours."),
    )
    seed = StringField(
        _l("Graine du tirage"), [Optional(), at_most(20)],
        description=_l("Vide : tirée au sort, puis montrée. La même graine tire les mêmes textes parmi les mêmes."),
    )  # fmt: skip
    submit = SubmitField(_l("Tirer les textes"))
