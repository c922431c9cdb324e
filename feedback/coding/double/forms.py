"""What one asks of a round."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    SubmitField,
)
from wtforms.validators import InputRequired, NumberRange, Optional

from feedback.corpus.moderation.words import KINDS
from feedback.web.forms import Form, at_most, choices, required

STRATA = {"kind": _l("Nature du texte"), "site": _l("Lieu"), "language": _l("Langue")}
UNITS = {
    "text": _l("Par texte"), "character": _l("Par caractère"), "segment": _l("Par passage"),
}  # fmt: skip


class RoundForm(Form):
    """A new round."""

    name = StringField(_l("Nom"), [required(), at_most(120)])
    coders = SelectMultipleField(_l("Qui code"))
    size = IntegerField(
        _l("Nombre de textes"), [InputRequired(_l("Écrivez un nombre.")), NumberRange(1, 2000, _l("Entre 1 et 2000."))],
        default=30, description=_l("On code en double un dixième à un quart d'un corpus, d'habitude."),
    )  # fmt: skip
    kinds = SelectMultipleField(
        _l("Natures de textes"),
        choices=choices(KINDS.items()),
        description=_l("Aucune cochée : toutes."),
    )
    strata = SelectMultipleField(
        _l("Répartir selon"), choices=choices(STRATA.items()),
        description=_l("Chaque groupe y est à sa part, et une fois au moins."),
    )  # fmt: skip
    branch = SelectField(_l("Codes comparés"))
    coders_settle = BooleanField(_l("Les personnes qui codent peuvent aussi trancher et signer"))
    seed = IntegerField(
        _l("Graine du tirage"), [Optional(), NumberRange(0, 999_999, _l("Entre 0 et 999999."))],
        description=_l("Vide : au hasard. La même graine sur les mêmes textes tire les mêmes."),
    )  # fmt: skip
    submit = SubmitField(_l("Tirer les textes"))
