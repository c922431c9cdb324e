"""Forms of translations."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, SelectField, SubmitField, TextAreaField

from feedback.web.forms import Form


class AddForm(Form):
    """A language more."""

    tag = SelectField(_l("Langue"))
    submit = SubmitField(_l("Ajouter cette langue"))


class TextForm(Form):
    """One text in a language; `seen` is what its page showed."""

    mark = HiddenField()
    seen = HiddenField()
    words = TextAreaField(_l("Traduction"))


class BringForm(Form):
    """A file handed back by a translator."""

    file = FileField(
        _l("Fichier traduit"),
        [FileRequired(_l("Choisissez un fichier."))],
        description=_l(
            "Le classeur Excel ou le fichier PO pris ici, une fois rempli. 4 Mo au plus."
        ),
    )
    submit = SubmitField(_l("Lire le fichier"))


class KeepForm(Form):
    """Rows once read; the page holds them between two, with the definition they were read against."""

    rows = HiddenField()
    digest = HiddenField()
    submit = SubmitField(_l("Enregistrer ces textes"))
