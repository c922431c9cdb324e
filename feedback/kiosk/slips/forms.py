"""Forms of printed codes."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SubmitField
from wtforms.validators import NumberRange

from feedback.kiosk.slips.codes import FEWEST, MOST
from feedback.web.forms import Form, required


class SlipsForm(Form):
    """How many codes to make."""

    count = IntegerField(
        _l("Nombre de codes"),
        [required(), NumberRange(FEWEST, MOST, message=_l("Un nombre de %(min)d à %(max)d."))],
        default=50,
        description=_l("De 10 à 500 ; dix par page."),
    )
    submit = SubmitField(_l("Créer et imprimer"))
