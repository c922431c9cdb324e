"""The form by which something is to happen by itself on a day."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField, SubmitField

from feedback.instruments.operations import CLOSE, PUBLISH
from feedback.web.forms import Form, required

PLANNED = {
    PUBLISH: _l("Publier le brouillon, le matin de ce jour"),
    CLOSE: _l("Ne plus poser le questionnaire, à la fin de ce jour"),
}
ROLES = {
    "valid": "", "dont_know": _l("ne sait pas"), "not_concerned": _l("pas concerné"),
    "prefer_not": _l("ne veut pas répondre"),
}  # fmt: skip


class PlanForm(Form):
    """What is to happen, and when."""

    act = SelectField(_l("Ce qui se fera"))
    day = DateField(_l("Jour"), [required()])
    submit = SubmitField(_l("Prévoir"))
