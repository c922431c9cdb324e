"""What one looks for in the pool, and the words of its page."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField

from feedback.instruments.forms import QUESTION_NAMES
from feedback.instruments.pool.entries import LIBRARY, PAST, STATE
from feedback.web.forms import Form

SOURCE_NAMES = {
    STATE: _l("Je donne mon avis (État)"),
    LIBRARY: _l("Bibliothèque"),
    PAST: _l("Déjà posée"),
}


class SearchForm(Form):
    """Words, dimension, kind, source."""

    class Meta(Form.Meta):
        """A search is a GET: it changes nothing."""

        csrf = False

    mots = StringField(_l("Mots"))
    dimension = SelectField(_l("Dimension"))
    type = SelectField(_l("Type"))
    source = SelectField(_l("D'où elle vient"))


def search_form(dimensions: dict[str, str], data: dict[str, str]) -> SearchForm:
    """The form with its choices, filled."""
    form = SearchForm(formdata=None, data=data)
    form.dimension.choices = [
        ("", _l("Toutes")),
        *((key, f"{key} – {name}" if name else key) for key, name in dimensions.items()),
    ]
    form.type.choices = [("", _l("Tous")), *QUESTION_NAMES.items()]
    form.source.choices = [("", _l("Partout")), *SOURCE_NAMES.items()]
    return form
