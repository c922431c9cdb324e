"""The form of a recording."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import SubmitField

from feedback.web.forms import Form


class SoundForm(Form):
    """A sound file."""

    file = FileField(
        _l("Fichier son"),
        [FileRequired(_l("Choisissez un fichier."))],
        description=_l("MP3 ou M4A : tous les appareils les lisent. OGG, WAV et WebM aussi acceptés. 2 Mo au plus."),
        render_kw={"accept": "audio/*"},
    )  # fmt: skip
    submit = SubmitField(_l("Enregistrer ce son"))
