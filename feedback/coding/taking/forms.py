"""Forms of projects of other tools."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, RadioField, SelectField
from wtforms.validators import DataRequired

from feedback.corpus.moderation import words
from feedback.web.forms import Form, choices


class ProjectForm(Form):
    """The file."""

    file = FileField(
        _l("Projet REFI-QDA (.qdpx)"), [FileRequired(_l("Choisissez un fichier."))],
        description=_l("Exporté de NVivo, MAXQDA, ATLAS.ti, QualCoder, Taguette… 16 Mo au plus."),
    )  # fmt: skip


class TakeForm(Form):
    """What is said of its texts before they are taken in."""

    speaker = SelectField(_l("Qui parle"), choices=choices(words.SPEAKERS.items()))
    language = SelectField(_l("Langue"), choices=choices(words.LANGUAGES.items()))
    nature = RadioField(
        _l("Ce sont"),
        choices=choices(
            [
                ("auto", _l("Reconnaître les entretiens à leurs tours de parole")),
                ("text", _l("Des textes d'un seul tenant")),
            ]
        ),
        default="auto",
    )  # fmt: skip
    declared = BooleanField(
        _l("J'ai lu ces textes, leurs attributs et leurs mémos : rien n'y désigne quelqu'un"),
        [DataRequired(_l("Ces textes entrent relus : dites que vous les avez lus, ou importez-les sans leurs codages."))],
    )  # fmt: skip
